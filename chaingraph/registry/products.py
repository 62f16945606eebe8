"""The knowledge: products, what goes into them, chains."""

from __future__ import annotations

from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.tables import ASSUMED, Dataset


class ProductRow(NamedTuple):
    """A row of the table products. ``common``: of common supply."""

    id: str
    name_zh: str
    name_en: str | None
    chain: list[str] | None
    stage: str | None
    segment: str | None
    final: bool
    resource_bound: bool
    common: bool
    broader: str | None


class InputRow(NamedTuple):
    """A row of the table inputs; an empty flag means essential."""

    product: str
    input: str
    group: str | None
    essential: bool
    kind: str | None


class ChainRow(NamedTuple):
    """A row of the table chains."""

    id: str
    name_zh: str
    name_en: str | None


class Id(NamedTuple):
    """The id of a product."""

    id: str


def products(dataset: Dataset) -> list[ProductRow]:
    """All products, by id."""
    return ask(
        dataset,
        ProductRow,
        """select id, name_zh, name_en, chain, stage, segment_zh, coalesce(final, false),
            coalesce(resource_bound, false), coalesce(supply = 'common', false), broader from products order by id""",
    )


def inputs(dataset: Dataset) -> list[InputRow]:
    """All inputs, in an order that does not depend on that of their rows."""
    return ask(
        dataset,
        InputRow,
        """select product, input, "group", coalesce(essential, true), kind from inputs
        order by product, "group" nulls last, input, kind nulls last, essential nulls last""",
    )


def chains(dataset: Dataset) -> list[ChainRow]:
    """All chains, in the order of their rows."""
    return ask(dataset, ChainRow, "select id, name_zh, name_en from chains order by _row")


def of_segment(dataset: Dataset, product: str) -> list[str]:
    """The products of the same segment and home chain, by id, itself left out; where both have classes of GB/T 4754
    they share a division (two digits) too: a broad segment holds steel and paint.
    """
    found = ask(
        dataset,
        Id,
        """select other.id from products mine join products other
            on other.segment_zh = mine.segment_zh and other.chain[1] = mine.chain[1] and other.id <> mine.id
        where mine.id = $product and coalesce(list_has_any(
            list_transform(mine.gbt4754, lambda code: code[:2]),
            list_transform(other.gbt4754, lambda code: code[:2])), true)
        order by other.id""",
        product=product,
    )
    return [row.id for row in found]


def supposed(dataset: Dataset) -> frozenset[str]:
    """The inputs all of whose rows rest on sources that state an assumption."""
    found = ask(
        dataset,
        Id,
        """select input from inputs group by input having bool_and(coalesce(len(source), 0) > 0 and list_has_all(
            coalesce((select list(id) from sources where starts_with(title, $assumed)), []), source))""",
        assumed=ASSUMED,
    )
    return frozenset(row.id for row in found)


class ProductCodes(NamedTuple):
    """A product with the names and codes by which other tables may know it, besides its id."""

    id: str
    name_zh: str
    name_en: str | None
    synonyms: list[str]
    gbt4754: list[str]
    hs: list[str]


def product_codes(dataset: Dataset) -> list[ProductCodes]:
    """Names and codes of all products, by id."""
    return ask(
        dataset,
        ProductCodes,
        """select id, name_zh, name_en, coalesce(synonyms, []), coalesce(gbt4754, []), coalesce(hs, [])
        from products order by id""",
    )
