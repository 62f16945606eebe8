"""Small random datasets, and the definitions computed naively from their rows: nothing of the package is used.

:func:`findings` follows section 2 of the contract line by line, in exact fractions, with sets and loops to a fixed
point, and without the score, whose rule is the program's. Where the text can be read in more than one way:

- Owner: ``parent_group`` is read as an id before it is read as a name; enterprises of any place and status count.
- What "stands in inputs" may stand in either column, essential or not; so does what "is an input of nothing".
- E(R): an end product is left out for another one anywhere below it, all chains together, before any cut by a chain.
- Weight: a makers' sum is as much (a) as a statistic is; a chain's members are those whose home it is, so that a guest
  takes nothing away from T and has its share of no other chain's T than that of its own home.
- ``weight_known`` and ``criticality`` are over E(R) after the cut and null where nothing is left, even for an end
  product without a maker; the median added for such a one is over the whole E(R).
- ``inputs_met``: what is taken as bought (``given``) is not met by it. It is ``producible`` whatever it needs.
- Elsewhere: a region that is a country and has nothing above it has no home area; one above a country is one.
- Recall 0 is a recall: unseen with it alone has probability 1/2. A search without a place is none.
- ``stage``: with ``chain`` the stage in that chain, without it the cell. A use inside a chain ends at a member of it, be
  that at home there or a guest; a way has at least one use.
- The newest row of equal years cannot be: the same key twice is an error.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = dict[str, str]
Tables = dict[str, list[Row]]


def random_tables(rng: random.Random) -> Tables:
    """A dataset with cycles, substitutes, several years, planned and closed makers, and a census here and there."""
    cities = [f"22{i:02d}00" for i in range(1, rng.randint(2, 4))]
    regions = [{"code": "220000", "name_zh": "省", "parent": ""}]
    regions += [{"code": c, "name_zh": f"市{c}", "parent": "220000"} for c in cities]
    regions += [{"code": c[:4] + "01", "name_zh": f"县{c}", "parent": c} for c in cities if rng.random() < 0.6]
    regions.append({"code": "310000", "name_zh": "外", "parent": ""})
    chains = [f"c{i}" for i in range(rng.randint(1, 3))]
    names = [f"p{i:02d}" for i in range(rng.randint(3, 11))]
    marked = {chain: rng.random() < 0.6 for chain in chains}
    products = []
    for name in names:
        own = rng.sample(chains, rng.choice([1, 1, min(2, len(chains))]))
        final = "yes" if any(marked[c] for c in own) and rng.random() < 0.4 else rng.choice(["", "no"])
        products.append(
            {"id": name, "name_zh": f"产品{name}", "chain": ";".join(own), "final": final,
             "resource_bound": rng.choice(["", "", "no", "yes"]), "supply": rng.choice(["", "", "", "enterprise", "common"])}
        )  # fmt: skip
    inputs = []
    for name in names:
        for other in rng.sample(names, rng.randint(0, min(4, len(names)))):
            if other != name:
                inputs.append(
                    {"product": name, "input": other, "group": rng.choice(["", "", "g1", "g2"]),
                     "essential": rng.choice(["", "", "yes", "no"])}
                )  # fmt: skip
    enterprises, makes = [], []
    for i in range(rng.randint(0, 14)):
        enterprises.append(
            {"id": f"e{i:02d}", "name_zh": f"企业{i}", "region": rng.choice(regions)["code"],
             "status": rng.choice(["active", "", "", "planned", "closed"])}
        )  # fmt: skip
        for name in rng.sample(names, rng.randint(0, 3)):
            for year in rng.sample(["", "2019", "2021", "2023"], rng.choice([1, 1, 2, 3])):
                output = rng.choice(["", "0", "1", "2.5", "0.1", "7"])
                makes.append({"enterprise": f"e{i:02d}", "product": name, "output_yi": output, "year": year})
    coverage = [
        {
            "region": rng.choice(regions)["code"],
            "chain": chain,
            "completeness": rng.choice(["census", "sample", "none"]),
        }
        for chain in chains
        if rng.random() < 0.7
    ]
    for rows in (products, inputs, enterprises, makes):
        rng.shuffle(rows)
    return {"regions": regions, "chains": [{"id": c, "name_zh": f"链{c}"} for c in chains], "products": products,
            "inputs": inputs, "enterprises": enterprises, "makes": makes, "coverage": coverage}  # fmt: skip


COLUMNS = {
    "regions": ["code", "name_zh", "parent"],
    "chains": ["id", "name_zh"],
    "products": ["id", "name_zh", "chain", "final", "resource_bound", "supply"],
    "inputs": ["product", "input", "group", "essential"],
    "enterprises": ["id", "name_zh", "region", "status"],
    "makes": ["enterprise", "product", "output_yi", "year"],
    "coverage": ["region", "chain", "completeness"],
}


def write_folder(tables: Tables, folder: Path, encoding: str = "utf-8", newline: str = "\n") -> Path:
    """The tables as CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys([*COLUMNS.get(name, []), *(key for row in rows for key in row)]))
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator=newline, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def known(row: Row, column: str) -> Fraction | None:
    """The number in a cell, exactly; None for an empty one."""
    return Fraction(row[column]) if row.get(column) else None


def listed(row: Row, column: str) -> list[str]:
    """The ids in a cell."""
    return row[column].split(";") if row.get(column) else []


def median(values: Iterable[Fraction]) -> Fraction | None:
    """The middle one, or the mean of the middle two; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


class Definitions:
    """What the rows say, whatever the region."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.regions = {row["code"]: row for row in tables["regions"]}
        self.products = {row["id"]: row for row in tables["products"]}
        self.enterprises = {row["id"]: row for row in tables["enterprises"]}
        self.inputs = tables["inputs"]
        self.made: dict[tuple[str, str], Row] = {}  # of an enterprise and a product the row of the newest year
        for row in tables["makes"]:
            key = (row["enterprise"], row["product"])
            if key not in self.made or int(row.get("year") or 0) > int(self.made[key].get("year") or 0):
                self.made[key] = row

    # Regions

    def around(self, region: str) -> list[str]:
        """The region and those above it, from the nearest to the topmost."""
        way = []
        while region:
            way.append(region)
            region = self.regions[region].get("parent", "") if region in self.regions else ""
        return way

    def parts(self, region: str) -> list[str]:
        """The regions right below."""
        return [code for code, row in self.regions.items() if row.get("parent") == region]

    def home_area(self, region: str) -> str | None:
        """The topmost region around it that is no country."""
        return next((code for code in reversed(self.around(region)) if not self.is_country(code)), None)

    def is_country(self, code: str) -> bool:
        return code == "100000" or self.regions[code].get("scheme") == "iso3166-1"

    # Products

    def kinds(self, product: str) -> list[str]:
        """The direct kinds."""
        return [name for name, row in self.products.items() if row.get("broader") == product]

    def below(self, product: str) -> set[str]:
        """The product and everything under it."""
        return {product}.union(*(self.below(kind) for kind in self.kinds(product)))

    def above(self, product: str) -> set[str]:
        """The product and everything that it is under."""
        return {name for name in self.products if product in self.below(name)}

    def home(self, product: str) -> str:
        """The first of its chains."""
        return listed(self.products[product], "chain")[0]

    def members(self, chain: str) -> set[str]:
        """The products of a chain, at home in it or guests."""
        return {name for name, row in self.products.items() if chain in listed(row, "chain")}

    def is_common(self, product: str) -> bool:
        return self.products[product].get("supply") == "common"

    def essential_groups(self, product: str) -> list[set[str]]:
        """The members of each group that is essential: any of its rows is."""
        groups: dict[str, list[Row]] = {}
        for number, row in enumerate(self.inputs):
            if row["product"] == product:
                groups.setdefault(row.get("group") or f"row {number}", []).append(row)
        return [
            {row["input"] for row in rows}
            for rows in groups.values()
            if any(row.get("essential") != "no" for row in rows)
        ]

    def inputs_of(self, product: str) -> set[str]:
        """All its inputs, essential or not."""
        return {row["input"] for row in self.inputs if row["product"] == product}

    def is_linked(self, product: str) -> bool:
        """Whether anything below it stands in ``inputs``."""
        return any(row["product"] in self.below(product) or row["input"] in self.below(product) for row in self.inputs)

    def fails(self, product: str) -> set[str]:
        """All that has failed once the product has: the least fixed point."""
        failed = self.below(product)
        while True:
            more = {name for name in self.products if name not in failed and self._fails_with(name, failed)}
            if not more:
                return failed
            failed |= more

    def _fails_with(self, name: str, failed: set[str]) -> bool:
        groups, kinds = self.essential_groups(name), self.kinds(name)
        starved = any(group <= failed for group in groups)
        if not kinds:
            return starved
        return all(kind in failed for kind in kinds) and (starved or not groups)

    def end_products(self, chain: str) -> set[str]:
        """Its products that are marked; where none at home in it is, those at home in it that end the inputs."""
        marked = {name for name in self.members(chain) if self.products[name].get("final") == "yes"}
        at_home = {name for name in self.members(chain) if self.home(name) == chain}
        if at_home & marked:
            return marked
        used = {row["input"] for row in self.inputs}
        return marked | {name for name in at_home if self.inputs_of(name) and name not in used}

    def stage(self, product: str, chain: str | None) -> str | None:
        """The cell; in a chain that is not its home upstream when uses inside it lead to a product at home there."""
        if chain is None or self.home(product) == chain:
            return self.products[product].get("stage") or None
        inside = self.members(chain)
        reached: set[str] = set()
        while True:
            users = {row["product"] for row in self.inputs if row["input"] in {product} | reached} & inside
            if users <= reached:
                break
            reached |= users
        return "upstream" if any(self.home(name) == chain for name in reached) else "downstream"

    # Enterprises

    def owner(self, enterprise: str) -> tuple[str, str]:
        """Where the way along ``parent_group`` ends: an enterprise or a text."""
        way = [enterprise]
        while True:
            group = self.enterprises[way[-1]].get("parent_group", "")
            named = [
                name for name, row in self.enterprises.items() if group in (row.get("name_zh"), row.get("name_en"))
            ]
            if not group:
                return "enterprise", way[-1]
            if group in self.enterprises:
                following = group
            elif len(named) == 1:
                following = named[0]
            else:
                return "text", group
            if following in way:
                return "enterprise", min(way[way.index(following) :])
            way.append(following)

    def local(self, region: str) -> set[str]:
        """The active enterprises of a region."""
        return {
            name
            for name, row in self.enterprises.items()
            if (row.get("status") or "active") == "active" and region in self.around(row.get("region", ""))
        }

    def makers(self, product: str, region: str) -> set[str]:
        """Those of them with a row for the product or anything under it."""
        wanted = self.below(product)
        return {enterprise for enterprise, name in self.made if name in wanted} & self.local(region)

    def output(self, enterprise: str, product: str) -> Fraction | None:
        """Of a maker: its own row, else the sum over the direct kinds under which it makes anything."""
        if (enterprise, product) in self.made:
            return known(self.made[enterprise, product], "output_yi")
        total = Fraction(0)
        for kind in self.kinds(product):
            if any((enterprise, name) in self.made for name in self.below(kind)):
                part = self.output(enterprise, kind)
                if part is None:
                    return None
                total += part
        return total


class Place:
    """What the rows say of a region."""

    def __init__(self, data: Definitions, region: str) -> None:
        self.data = data
        self.region = region
        self.local = data.local(region)
        self.made_here = {product for enterprise, product in data.made if enterprise in self.local}
        self.makers = {product: data.makers(product, region) for product in data.products}
        self.ends = self._ends()
        self.weights, self.from_figures = self._weights()

    # Makers

    def outputs(self, product: str) -> list[Fraction | None]:
        return [self.data.output(enterprise, product) for enterprise in sorted(self.makers[product])]

    def output_yi(self, product: str) -> Fraction | None:
        """The sum of the known outputs; None when none is known."""
        told = [size for size in self.outputs(product) if size is not None]
        return sum(told, Fraction(0)) if told else None

    def owners(self, product: str) -> set[tuple[str, str]]:
        return {self.data.owner(enterprise) for enterprise in self.makers[product]}

    def concentration(self, product: str) -> tuple[Fraction | None, str | None]:
        """The index over owners and what it is by."""
        makers = sorted(self.makers[product])
        if not makers:
            return None, None
        told = [size for size in self.outputs(product) if size is not None]
        by_output = len(told) == len(makers) and sum(told) > 0
        sizes = told if by_output else [Fraction(1)] * len(makers)
        shares: dict[tuple[str, str], Fraction] = {}
        for enterprise, size in zip(makers, sizes, strict=True):
            owner = self.data.owner(enterprise)
            shares[owner] = shares.get(owner, Fraction(0)) + size / sum(sizes)
        return sum((share**2 for share in shares.values()), Fraction(0)) * 10000, "output" if by_output else "count"

    def buyers(self, product: str) -> list[str]:
        """Those that make, by a row of their own, what has any of below(product) among its inputs."""
        wanted = self.data.below(product)
        return sorted({one for one, name in self.data.made if one in self.local and self.data.inputs_of(name) & wanted})

    # End products and their weights

    def _ends(self) -> set[str]:
        made = {
            name
            for row in self.data.tables["chains"]
            for name in self.data.end_products(row["id"])
            if self.makers[name]
        }
        return {name for name in made if not (self.data.below(name) - {name}) & made}

    def figure(self, about: str, name: str) -> Fraction | None:
        """The newest positive output that the statistics of the region give for a product or chain."""
        told: dict[int, Fraction] = {}
        for row in self.data.tables.get("outputs", []):
            is_output = (row.get("measure") or "output") == "output"
            value = known(row, "value_yi") if is_output else None
            if row["region"] == self.region and row.get(about) == name and value is not None and value > 0:
                told[int(row["year"])] = value
        return told[max(told)] if told else None

    def _weights(self) -> tuple[dict[str, Fraction], set[str]]:
        """The weight of each end product, and those of which it is known (a)."""
        weights: dict[str, Fraction] = {}
        for name in self.ends:
            figure, told = self.figure("product", name), self.outputs(name)
            makers_sum = sum((size for size in told if size is not None), Fraction(0))
            if figure is not None:
                weights[name] = figure
            elif None not in told and makers_sum > 0:
                weights[name] = makers_sum
        from_figures = set(weights)  # (a)
        for chain in {self.data.home(name) for name in self.ends - from_figures}:
            total = self.figure("chain", chain)
            mine = {name for name in self.ends if self.data.home(name) == chain}
            others = mine - from_figures
            if total is not None:
                left = total - sum((weights[name] for name in mine & from_figures), Fraction(0))
                if left > 0:
                    weights |= {name: left / len(others) for name in others}  # (b)
        middle = median(weights.values())
        for name in self.ends - set(weights):
            weights[name] = Fraction(1) if middle is None else middle  # (c), (d)
        return weights, from_figures

    def ends_counted(self, chain: str | None) -> set[str]:
        """E(R), with a chain its end products only."""
        return self.ends if chain is None else self.ends & self.data.end_products(chain)

    def weight(self, names: Iterable[str]) -> Fraction:
        return sum((self.weights[name] for name in names), Fraction(0))

    def weight_known(self, chain: str | None) -> Fraction | None:
        """The share of the weight that came from figures of the end products themselves."""
        ends = self.ends_counted(chain)
        return self.weight(ends & self.from_figures) / self.weight(ends) if ends else None

    def needs(self, product: str, chain: str | None) -> set[str]:
        """The end products that fail with it, but for those under it."""
        return (self.data.fails(product) & self.ends_counted(chain)) - self.data.below(product)

    def is_unmade_end(self, product: str, chain: str | None) -> bool:
        """An end product (of the chain) without a maker."""
        chains = [row["id"] for row in self.data.tables["chains"]] if chain is None else [chain]
        return not self.makers[product] and any(product in self.data.end_products(one) for one in chains)

    def criticality(self, product: str, chain: str | None) -> Fraction | None:
        ends = self.ends_counted(chain)
        if not ends:
            return None
        lost, whole = self.weight(self.needs(product, chain)), self.weight(ends)
        if self.is_unmade_end(product, chain):
            middle = median(self.weights.values())
            assert middle is not None
            lost, whole = lost + middle, whole + middle
        return lost / whole

    # What can be made

    def producible(self, given: Sequence[str]) -> set[str]:
        """The largest set that sustains itself: from all products what does not is taken away until nothing is."""
        can = set(self.data.products)
        while True:
            stays = {name for name in can if name in given or self._sustained(name, can)}
            if stays == can:
                return can
            can = stays

    def _sustained(self, name: str, can: set[str]) -> bool:
        if self.data.is_common(name) or any(kind in can for kind in self.data.kinds(name)):
            return True
        return name in self.made_here and all(group & can for group in self.data.essential_groups(name))

    def inputs_met(self, product: str) -> Fraction | None:
        groups = self.data.essential_groups(product)
        met = [group for group in groups if any(self.makers[name] or self.data.is_common(name) for name in group)]
        return Fraction(len(met), len(groups)) if groups else None

    # What is known of makers that are not on record

    def has_census(self, chain: str, region: str) -> bool:
        """Whether the makers of a chain in a region are on record completely."""
        said = {
            row["region"]
            for row in self.data.tables.get("coverage", [])
            if row["chain"] == chain and row["completeness"] == "census"
        }
        return bool(said & set(self.data.around(region))) or self._by_parts(region, said)

    def _by_parts(self, region: str, said: set[str]) -> bool:
        parts = self.data.parts(region)
        return bool(parts) and all(part in said or self._by_parts(part, said) for part in parts)

    def recall(self, product: str) -> Fraction | None:
        """The smallest of its chains', each that of the nearest region around that gives one."""
        found = []
        for chain in listed(self.data.products[product], "chain"):
            for region in self.data.around(self.region):
                given = [
                    known(row, "recall")
                    for row in self.data.tables.get("coverage", [])
                    if (row["region"], row["chain"]) == (region, chain) and row.get("recall")
                ]
                if given:
                    found += given
                    break
        return min((value for value in found if value is not None), default=None)

    def places_searched(self, product: str) -> set[str]:
        """Where the product, or one that it is under, was looked for in vain."""
        return {
            row["where"]
            for row in self.data.tables.get("searches", [])
            if row.get("where") and row["found"] == "0" and row["region"] in self.data.around(self.region)
            and set(listed(row, "product")) & self.data.above(product)
        }  # fmt: skip

    def absent_probability(self, product: str) -> Fraction | None:
        recall, places = self.recall(product), self.places_searched(product)
        if recall is None and not places:
            return None
        reach = 1 - (1 - (recall or Fraction(0))) * Fraction(1, 2) ** len(places)
        return 1 / (2 - reach)

    # The verdict

    def status(self, product: str) -> str:
        if self.data.is_common(product):
            return "common"
        makers, (hhi, _) = self.makers[product], self.concentration(product)
        if not makers:
            area = self.data.home_area(self.region)
            if area is not None and self.data.makers(product, area):
                return "elsewhere"
            chains = listed(self.data.products[product], "chain")
            return "missing" if any(self.has_census(chain, self.region) for chain in chains) else "unseen"
        if len(makers) == 1:
            return "single"
        return "concentrated" if hhi is not None and hhi > 2500 else "adequate"

    def action(self, product: str, chain: str | None) -> str:
        status, stops, buyers = self.status(product), self.criticality(product, chain), self.buyers(product)
        is_bound = self.data.products[product].get("resource_bound") == "yes"
        if not self.data.is_linked(product) or status in ("adequate", "common"):
            return "none"
        if status == "elsewhere":
            return "pair" if buyers or stops else "none"
        if is_bound:
            return "secure"
        if status in ("single", "concentrated"):
            return "strengthen" if stops or buyers else "none"
        if buyers:
            return "fill"
        if any(self.makers[name] for name in self.data.inputs_of(product)):
            return "extend"
        return "defer" if stops else "none"


def number(value: Fraction | None) -> float | None:
    """As it stands in a finding."""
    return None if value is None else float(value)


def findings(
    tables: Tables, region: str, chain: str | None = None, given: Sequence[str] = ()
) -> dict[str, dict[str, Any]]:
    """Sections 2 and 4 of the contract for every product (of the chain), without the score."""
    data = Definitions(tables)
    place = Place(data, region)
    can = place.producible(given)
    told = {}
    for name, row in data.products.items():
        if chain is not None and name not in data.members(chain):
            continue
        hhi, basis = place.concentration(name)
        status = place.status(name)
        absent = place.absent_probability(name) if status == "unseen" else None
        needs = place.needs(name, chain)
        told[name] = {
            "region": region,
            "chain": listed(row, "chain"),
            "stage": data.stage(name, chain),
            "broader": row.get("broader") or None,
            "status": status,
            "makers": len(place.makers[name]),
            "owners": len(place.owners(name)),
            "output_yi": number(place.output_yi(name)),
            "hhi": number(hhi),
            "hhi_basis": basis,
            "criticality": number(place.criticality(name, chain)),
            "needs": sorted(needs),
            "chains_hit": sorted({data.home(end) for end in needs}),
            "weight_known": number(place.weight_known(chain)),
            "local_buyers": place.buyers(name),
            "producible": name in can,
            "inputs_met": number(place.inputs_met(name)),
            "action": place.action(name, chain),
            "absent_probability": number(absent),
            "verify": status == "unseen" and (absent is None or absent < Fraction(8, 10)),
        }
    return told


def disagreements(mine: list[dict[str, Any]], wanted: dict[str, dict[str, Any]]) -> list[str]:
    """Where the findings of a program differ from the definitions, by product and field."""
    told = [f"{name}: not told" for name in sorted(wanted.keys() - {item["product"] for item in mine})]
    for item in mine:
        for field, value in wanted.get(item["product"], {"product": None}).items():
            got = item.get(field, "no such field")
            if isinstance(value, float) and isinstance(got, int | float) and not isinstance(got, bool):
                same = math.isclose(got, value, rel_tol=1e-9, abs_tol=1e-9)  # as many digits as are written
            else:
                same = bool(got == value)
            if not same:
                told.append(f"{item['product']}.{field}: {got!r}, by the definitions {value!r}")
    return told
