"""The product network of a dataset."""

from __future__ import annotations

from chaingraph.enumerations import Stage
from chaingraph.network.model import Group, Product, ProductNetwork
from chaingraph.tables import ASSUMED, Dataset


def product_network(dataset: Dataset) -> ProductNetwork:
    """Products, chains and input groups of a dataset, whatever the order of its rows.

    Rows of one product with the same group are one group of substitutes, a row without a group is a group of
    its own; a group is essential when any of its rows is (an empty flag means yes).
    """
    products = {
        row[0]: Product(row[0], row[1], row[2], tuple(row[3] or ()), row[4] and Stage(row[4]), row[5], *row[6:9])
        for row in dataset.rows(
            "select id, name_zh, name_en, chain, stage, segment_zh, coalesce(final, false), "
            "coalesce(resource_bound, false), coalesce(supply = 'common', false) from products order by id"
        )
    }
    members: dict[tuple[str, str, str], list[str]] = {}
    essential: dict[tuple[str, str, str], bool] = {}
    kinds: dict[tuple[str, str], str | None] = {}
    alone: dict[tuple[str, str], int] = {}
    for product, made_from, group, needed, kind in dataset.rows(
        'select product, input, "group", coalesce(essential, true), kind from inputs '
        'order by product, "group" nulls last, input, kind nulls last, essential nulls last'
    ):
        single = ""
        if not group:  # every such row is a group of its own, a repeated one too
            alone[product, made_from] = alone.get((product, made_from), 0) + 1
            single = f"{made_from}\n{alone[product, made_from]}"
        key = (product, group or "", single)
        if made_from not in members.setdefault(key, []):
            members[key].append(made_from)
        essential[key] = essential.get(key, False) or needed
        kinds.setdefault((product, made_from), kind)
    groups: dict[str, list[Group]] = {}
    for key, names in members.items():
        groups.setdefault(key[0], []).append(Group(tuple(names), essential[key]))
    chains = {row[0]: (row[1], row[2]) for row in dataset.rows("select id, name_zh, name_en from chains order by _row")}
    supposed = dataset.rows(
        "select input from inputs group by input having bool_and(coalesce(len(source), 0) > 0 and list_has_all("
        "coalesce((select list(id) from sources where starts_with(title, ?)), []), source))",
        [ASSUMED],
    )
    found = {name: tuple(own) for name, own in groups.items()}
    return ProductNetwork(products, found, chains, kinds, frozenset(row[0] for row in supposed))
