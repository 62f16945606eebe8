"""Small worlds for Hypothesis, composed of parts, so that a failure shrinks to the rows that matter."""

from __future__ import annotations

from hypothesis import strategies as st

from chaingraph.network import ProductNetwork
from tests.oracle import Row, Tables

NAMES = "abcdefgh"
PROVINCE, OUTSIDE = "220000", "310000"
DEPTH = 3  # levels of a family
_OUTPUTS = st.sampled_from(["", "0", "1", "2.5", "0.1", "7"])
_SUBSTITUTES = st.sampled_from(["", "", "g1", "g2"])


def requirements(names: str = NAMES) -> st.SearchStrategy[dict[str, list[list[str]]]]:
    """Of some products their groups of substitutes; cycles and products without inputs among them."""
    name = st.sampled_from(names)
    groups = st.lists(st.lists(name, min_size=1, max_size=3, unique=True), max_size=3)
    return st.dictionaries(name, groups, max_size=len(names))


def broader(names: str = NAMES) -> st.SearchStrategy[dict[str, str]]:
    """Of some products of what they are a kind, several levels deep; never in a circle."""
    later = [st.none() | st.sampled_from(names[:place]) for place in range(1, len(names))]
    return st.tuples(*later).map(
        lambda families: {kind: family for kind, family in zip(names[1:], families, strict=True) if family is not None}
    )


def networks(names: str = NAMES) -> st.SearchStrategy[ProductNetwork]:
    """The same as networks in which every name is a product and every group essential, with families or without."""
    return st.builds(ProductNetwork.of, requirements(names), st.just(names), st.just({}) | broader(names))


@st.composite
def regions(draw: st.DrawFn) -> list[Row]:
    """A province with one to three cities, counties in some of them, a region outside, at times a country around all."""
    country = draw(st.sampled_from(["", "100000", "CN"]))
    rows = [{"code": PROVINCE, "name_zh": "省", "parent": country}]
    for number in range(1, draw(st.integers(1, 3)) + 1):
        rows.append({"code": f"22{number:02}00", "name_zh": f"市{number}", "parent": PROVINCE})
        if draw(st.booleans()):
            rows.append({"code": f"22{number:02}01", "name_zh": f"县{number}", "parent": f"22{number:02}00"})
    rows.append({"code": OUTSIDE, "name_zh": "外", "parent": country})
    if country:
        scheme = "iso3166-1" if country == "CN" else ""
        rows.append({"code": country, "name_zh": "国", "parent": "", "scheme": scheme})
    return rows


@st.composite
def products(draw: st.DrawFn, chains: list[str], least: int = 1) -> list[Row]:
    """Up to eight products of one chain or more; families of up to three levels; final, bound or common ones."""
    one = st.fixed_dictionaries(
        {
            "chain": st.lists(st.sampled_from(chains), min_size=1, max_size=3, unique=True).map(";".join),
            "final": st.sampled_from(["", "no", "yes"]),
            "resource_bound": st.sampled_from(["", "", "no", "yes"]),
            "supply": st.sampled_from(["", "", "", "", "enterprise", "common"]),
            "stage": st.sampled_from(["", "upstream", "midstream", "downstream"]),
        }
    )
    rows = draw(st.lists(one, min_size=least, max_size=8))
    levels: dict[str, int] = {}
    for number, row in enumerate(rows):
        parents = [name for name, level in levels.items() if level < DEPTH]
        row["id"], row["name_zh"] = f"p{number}", f"产品{number}"
        row["broader"] = draw(st.sampled_from(["", "", *parents]))
        levels[row["id"]] = levels.get(row["broader"], 0) + 1
    return rows


@st.composite
def inputs(draw: st.DrawFn, names: list[str], least: int = 0) -> list[Row]:
    """What needs what: groups of substitutes, inputs that are not essential, cycles; nothing needs itself."""
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda both: both[0] != both[1])
    key = st.tuples(pair, _SUBSTITUTES)
    keys = draw(st.lists(key, min_size=least, max_size=12, unique=True)) if len(names) > 1 else []
    return [
        {"product": product, "input": other, "group": group, "essential": draw(st.sampled_from(["", "yes", "no"]))}
        for (product, other), group in keys
    ]


@st.composite
def enterprises(draw: st.DrawFn, codes: list[str], least: int = 0) -> list[Row]:
    """Up to eight enterprises, active for the most part, some at a place unknown; groups by id, by name, by another
    text, by a name that several bear or that is another's id; circles among them."""
    one = st.fixed_dictionaries(
        {
            "region": st.sampled_from([*codes, ""]),
            "status": st.sampled_from(["", "", "", "", "active", "planned", "closed"]),
        }
    )
    rows = draw(st.lists(one, min_size=least, max_size=max(8, least)))
    count = range(len(rows))
    groups = ["", "", "Twin", "集团", *(f"{word}{number}" for word in ("e", "企业", "Firm ") for number in count)]
    for number, row in enumerate(rows):
        row["id"], row["name_zh"] = f"e{number}", f"企业{number}"
        row["name_en"] = draw(st.sampled_from(["", f"Firm {number}", "Twin", "e0"]))
        row["parent_group"] = draw(st.sampled_from(groups))
    return rows


@st.composite
def makes(draw: st.DrawFn, firms: list[str], names: list[str], least: int = 0) -> list[Row]:
    """Who makes what, in several years, with an output or without."""
    if not firms:
        return []
    key = st.tuples(st.sampled_from(firms), st.sampled_from(names), st.sampled_from(["", "2019", "2021", "2023"]))
    rows = draw(st.lists(st.tuples(key, _OUTPUTS), min_size=least, max_size=24, unique_by=lambda row: row[0]))
    return [{"enterprise": firm, "product": name, "output_yi": size, "year": year} for (firm, name, year), size in rows]


@st.composite
def statistics(draw: st.DrawFn, codes: list[str], chains: list[str], names: list[str]) -> list[Row]:
    """Figures of products and chains in several years: positive or not, unknown, or of another measure."""
    about = st.one_of(
        st.tuples(st.just("product"), st.sampled_from(names)), st.tuples(st.just("chain"), st.sampled_from(chains))
    )
    measure = st.sampled_from(["output", "output", "revenue", "value-added", "quantity"])
    key = st.tuples(st.sampled_from([PROVINCE, *codes]), about, st.sampled_from(["2020", "2021", "2022"]), measure)
    value = st.sampled_from(["12", "3.5", "40", "0", "-1", ""])
    rows = draw(st.lists(st.tuples(key, value), max_size=8, unique_by=lambda row: row[0])) if names else []
    return [
        {"region": region, column: name, "year": year, "measure": draw(st.sampled_from(["", kind])) if kind == "output" else kind}
        | ({"quantity": "5", "unit": "t"} if kind == "quantity" else {"value_yi": size})
        for (region, (column, name), year, kind), size in rows
    ]  # fmt: skip


@st.composite
def searches(draw: st.DrawFn, codes: list[str], names: list[str]) -> list[Row]:
    """Searches for one product or several, here and there, at several places, in vain or not."""
    one = st.fixed_dictionaries(
        {
            "product": st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(";".join),
            "region": st.sampled_from([PROVINCE, *codes]),
            "where": st.sampled_from(["register", "directory", "visit"]),
            "found": st.sampled_from(["0", "0", "2"]),
        }
    )
    rows = draw(st.lists(one, max_size=6)) if names else []
    return [{"date": f"2025-01-{number:02}"} | row for number, row in enumerate(rows, start=1)]


@st.composite
def coverage(draw: st.DrawFn, places: list[Row], chains: list[str]) -> list[Row]:
    """How complete the enterprises of chains are, here and there; at times a census of one by all the smallest parts."""
    key = st.tuples(st.sampled_from([row["code"] for row in places]), st.sampled_from(chains))
    what = st.tuples(st.sampled_from(["census", "sample", "none"]), st.sampled_from(["", "", "0", "0.4", "0.75", "1"]))
    told = draw(st.dictionaries(key, what, max_size=6))
    if draw(st.booleans()):
        chain = draw(st.sampled_from(chains))
        parents = {row["parent"] for row in places}
        told |= {(row["code"], chain): ("census", "") for row in places if row["code"] not in parents}
    return [
        {"region": region, "chain": chain, "completeness": word, "recall": recall}
        for (region, chain), (word, recall) in told.items()
    ]


@st.composite
def datasets(draw: st.DrawFn, least: int = 0) -> Tables:
    """A whole small dataset with everything that the definitions speak of; ``least``: rows of inputs, enterprises and makes.

    Most have many makers: where few end products are made, few definitions have anything to say.
    """
    chains = [f"c{number}" for number in range(draw(st.integers(1, 3)))]
    places = draw(regions())
    codes = [row["code"] for row in places]
    is_dense = draw(st.sampled_from([False, True, True]))
    goods = draw(products(chains, 4 if is_dense else 1 + least))
    names = [row["id"] for row in goods]
    firms = draw(enterprises([PROVINCE, *codes], 5 if is_dense else least))
    return {
        "regions": places,
        "chains": [{"id": chain, "name_zh": f"链{chain}"} for chain in chains],
        "products": goods,
        "inputs": draw(inputs(names, 6 if is_dense else least)),
        "enterprises": firms,
        "makes": draw(makes([row["id"] for row in firms], names, 10 if is_dense else least)),
        "outputs": draw(statistics(codes, chains, names)),
        "searches": draw(searches(codes, names)),
        "coverage": draw(coverage(places, chains)),
    }
