"""Small worlds for Hypothesis, composed of parts, so that a failure shrinks to the rows that matter."""

from __future__ import annotations

from hypothesis import strategies as st

from chaingraph.network import ProductNetwork
from tests.oracle import Row, Tables

NAMES = "abcdefgh"
PROVINCE, OUTSIDE = "220000", "310000"
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
    """A province with one to three cities, counties in some of them, and a region outside."""
    rows = [{"code": PROVINCE, "name_zh": "省", "parent": ""}]
    for number in range(1, draw(st.integers(1, 3)) + 1):
        rows.append({"code": f"22{number:02}00", "name_zh": f"市{number}", "parent": PROVINCE})
        if draw(st.booleans()):
            rows.append({"code": f"22{number:02}01", "name_zh": f"县{number}", "parent": f"22{number:02}00"})
    return [*rows, {"code": OUTSIDE, "name_zh": "外", "parent": ""}]


@st.composite
def products(draw: st.DrawFn, chains: list[str], least: int = 1) -> list[Row]:
    """Up to seven products of one chain or two; some final, bound to resources or of common supply."""
    one = st.fixed_dictionaries(
        {
            "chain": st.lists(st.sampled_from(chains), min_size=1, max_size=2, unique=True).map(";".join),
            "final": st.sampled_from(["", "no", "yes"]),
            "resource_bound": st.sampled_from(["", "no", "yes"]),
            "supply": st.sampled_from(["", "enterprise", "common"]),
        }
    )
    rows = draw(st.lists(one, min_size=least, max_size=7))
    return [{"id": f"p{number}", "name_zh": f"产品{number}"} | row for number, row in enumerate(rows)]


@st.composite
def inputs(draw: st.DrawFn, names: list[str], least: int = 0) -> list[Row]:
    """What needs what: groups of substitutes, inputs that are not essential, cycles; nothing needs itself."""
    pair = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda both: both[0] != both[1])
    pairs = draw(st.lists(pair, min_size=least, max_size=12, unique=True)) if len(names) > 1 else []
    return [
        {"product": product, "input": other, "group": draw(_SUBSTITUTES), "essential": draw(st.sampled_from(["", "yes", "no"]))}
        for product, other in pairs
    ]  # fmt: skip


@st.composite
def enterprises(draw: st.DrawFn, codes: list[str], least: int = 0) -> list[Row]:
    """Up to eight enterprises, active for the most part, planned or closed."""
    one = st.fixed_dictionaries(
        {"region": st.sampled_from(codes), "status": st.sampled_from(["active", "", "planned", "closed"])}
    )
    rows = draw(st.lists(one, min_size=least, max_size=8))
    return [{"id": f"e{number}", "name_zh": f"企业{number}"} | row for number, row in enumerate(rows)]


@st.composite
def makes(draw: st.DrawFn, firms: list[str], names: list[str], least: int = 0) -> list[Row]:
    """Who makes what, in several years, with an output or without."""
    if not firms:
        return []
    key = st.tuples(st.sampled_from(firms), st.sampled_from(names), st.sampled_from(["", "2019", "2021", "2023"]))
    output = st.sampled_from(["", "0", "1", "2.5", "0.1", "7"])
    rows = draw(st.lists(st.tuples(key, output), min_size=least, max_size=16, unique_by=lambda row: row[0]))
    return [{"enterprise": firm, "product": name, "output_yi": size, "year": year} for (firm, name, year), size in rows]


@st.composite
def datasets(draw: st.DrawFn, least: int = 0) -> Tables:
    """A whole small dataset, in the shape of :func:`tests.oracle.random_tables`; ``least``: rows of inputs, enterprises and makes."""
    chains = [f"c{number}" for number in range(draw(st.integers(1, 3)))]
    places = draw(regions())
    codes = [row["code"] for row in places]
    goods = draw(products(chains, 1 + least))
    names = [row["id"] for row in goods]
    firms = draw(enterprises(codes, least))
    completeness = st.sampled_from(["census", "sample", "none"])
    covered = draw(st.dictionaries(st.sampled_from(chains), st.tuples(st.sampled_from(codes), completeness)))
    return {
        "regions": places,
        "chains": [{"id": chain, "name_zh": f"链{chain}"} for chain in chains],
        "products": goods,
        "inputs": draw(inputs(names, least)),
        "enterprises": firms,
        "makes": draw(makes([row["id"] for row in firms], names, least)),
        "coverage": [
            {"region": region, "chain": chain, "completeness": word} for chain, (region, word) in covered.items()
        ],
    }
