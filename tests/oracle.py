"""Small random datasets, and the definitions computed naively from their rows: nothing of the package is used."""

from __future__ import annotations

import csv
import random
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


def findings(
    tables: Tables, region: str, chain: str | None = None, given: tuple[str, ...] = ()
) -> dict[str, dict[str, Any]]:
    """CONTRACT sections 2 and 4 for every product, by the letter."""
    parent = {row["code"]: row["parent"] for row in tables["regions"]}

    def inside(code: str, outer: str) -> bool:
        while code:
            if code == outer:
                return True
            code = parent.get(code, "")
        return False

    products = {row["id"]: row for row in tables["products"]}
    chains_of = {name: row["chain"].split(";") for name, row in products.items()}
    common = {name for name, row in products.items() if row["supply"] == "common"}
    local = {
        row["id"] for row in tables["enterprises"] if row["status"] in ("active", "") and inside(row["region"], region)
    }
    newest: dict[tuple[str, str], Row] = {}
    for row in tables["makes"]:
        key = (row["enterprise"], row["product"])
        if key[0] in local and (key not in newest or int(row["year"] or -1) > int(newest[key]["year"] or -1)):
            newest[key] = row
    makers: dict[str, list[Row]] = {}
    for (_, name), row in newest.items():
        makers.setdefault(name, []).append(row)
    groups: dict[str, dict[str, list[Row]]] = {}
    for number, row in enumerate(tables["inputs"]):
        groups.setdefault(row["product"], {}).setdefault(row["group"] or f"#{number}", []).append(row)
    essential = {
        name: [{r["input"] for r in rows} for rows in own.values() if any(r["essential"] != "no" for r in rows)]
        for name, own in groups.items()
    }

    def fails(start: str) -> set[str]:
        failed = {start}
        while True:
            more = {q for q, own in essential.items() if q not in failed and any(g <= failed for g in own)}
            if not more:
                return failed
            failed |= more

    can = set(common) | set(given)
    while True:
        more = {p for p in makers if p not in can and all(g & can for g in essential.get(p, []))}
        if not more:
            break
        can |= more
    used = {row["input"] for row in tables["inputs"]}

    def finals(one: str) -> set[str]:
        members = {name for name in products if one in chains_of[name]}
        marked = {name for name in members if products[name]["final"] == "yes"}
        return {name for name in (marked or members - used) if name in makers}

    told = {}
    for name, row in products.items():
        if chain is not None and chain not in chains_of[name]:
            continue
        ends: set[str] = set().union(*(finals(one) for one in ([chain] if chain else chains_of[name])))
        needs = fails(name) & ends
        own = makers.get(name, [])
        outputs = [float(r["output_yi"]) for r in own if r["output_yi"]]
        basis, hhi = None, None
        if own:
            sizes = [1.0] * len(own)
            basis = "count"
            if len(outputs) == len(own) and sum(outputs) > 0:
                sizes, basis = outputs, "output"
            hhi = sum((size / sum(sizes)) ** 2 for size in sizes) * 10000
        census = any(
            c["completeness"] == "census" and inside(region, c["region"]) and c["chain"] in chains_of[name]
            for c in tables["coverage"]
        )
        if not own:
            status = "common" if name in common else "missing" if census else "unseen"
        elif len(own) == 1:
            status = "single"
        else:
            status = "concentrated" if hhi is not None and hhi > 2500 + 1e-6 else "adequate"
        buyers = sorted(
            {e for e, q in newest if any(i["product"] == q and i["input"] == name for i in tables["inputs"])}
        )
        critical = len(needs) / len(ends) if ends else None
        bound = row["resource_bound"] == "yes"
        action = "none"
        if status in ("missing", "unseen"):
            made_input = any(i["product"] == name and i["input"] in makers for i in tables["inputs"])
            action = (
                "secure" if bound else "fill" if buyers else "extend" if made_input else "defer" if critical else "none"
            )
        elif status in ("single", "concentrated"):
            action = "secure" if bound else "strengthen" if critical or buyers else "none"
        own_groups = essential.get(name, [])
        met = sum(any(m in makers or m in common for m in g) for g in own_groups)
        told[name] = {
            "status": status, "makers": len(own), "output_yi": sum(outputs) if outputs else None, "hhi": hhi,
            "hhi_basis": basis, "criticality": critical, "needs": sorted(needs), "local_buyers": buyers,
            "producible": name in can, "inputs_met": met / len(own_groups) if own_groups else None, "action": action,
            "chain": chains_of[name],
        }  # fmt: skip
    return told
