"""The product network of a dataset."""

from __future__ import annotations

from chaingraph.enumerations import Stage
from chaingraph.network.model import Group, Product, ProductNetwork
from chaingraph.registry import products as knowledge
from chaingraph.tables import Dataset


def product_network(dataset: Dataset) -> ProductNetwork:
    """Products, chains and input groups of a dataset, whatever the order of its rows.

    Rows of one product with the same group are one group of substitutes, a row without a group is a group of
    its own; a group is essential when any of its rows is (an empty flag means yes).
    """
    products = {
        row.id: Product(
            row.id,
            row.name_zh,
            row.name_en,
            tuple(row.chain or ()),
            Stage(row.stage) if row.stage else None,
            row.segment,
            row.final,
            row.resource_bound,
            row.common,
            row.broader,
        )
        for row in knowledge.products(dataset)
    }
    members: dict[tuple[str, str, str], list[str]] = {}
    essential: dict[tuple[str, str, str], bool] = {}
    kinds: dict[tuple[str, str], str | None] = {}
    alone: dict[tuple[str, str], int] = {}
    for product, made_from, group, needed, kind in knowledge.inputs(dataset):
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
    chains = {row.id: (row.name_zh, row.name_en) for row in knowledge.chains(dataset)}
    found = {name: tuple(own) for name, own in groups.items()}
    return ProductNetwork(products, found, chains, kinds, knowledge.supposed(dataset))
