"""The tables as they would be: changes that are taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from chaingraph.registry.asking import ask
from chaingraph.tables import Dataset


class Product(NamedTuple):
    """A product that an enterprise makes."""

    product: str


@contextmanager
def taken_back(dataset: Dataset) -> Iterator[None]:
    """Whatever is changed meanwhile, tables kept by an engine included, is as before afterwards."""
    dataset.con.execute("begin transaction")
    try:
        yield
    finally:
        dataset.con.execute("rollback")


def remove_enterprises(dataset: Dataset, enterprises: Iterable[str]) -> None:
    """Takes enterprises away with what they make, deliver and take."""
    gone = {"gone": list(enterprises)}
    dataset.con.execute("delete from makes where enterprise in (select unnest($gone::varchar[]))", gone)
    dataset.con.execute("delete from supplies where supplier in (select unnest($gone::varchar[]))", gone)
    dataset.con.execute("delete from supplies where customer in (select unnest($gone::varchar[]))", gone)
    dataset.con.execute("delete from enterprises where id in (select unnest($gone::varchar[]))", gone)


def add_enterprise(dataset: Dataset, id: str, name_zh: str, region: str, parent_group: str | None) -> None:
    """Puts an active enterprise into the table."""
    dataset.con.execute(
        """insert into enterprises by name
        select $id as id, $name_zh as name_zh, $region as region, $parent_group as parent_group""",
        {"id": id, "name_zh": name_zh, "region": region, "parent_group": parent_group},
    )


def let_make(dataset: Dataset, enterprise: str, products: Iterable[str]) -> tuple[str, ...]:
    """Lets an enterprise make ``products``; those that it does not make yet."""
    rows = ask(dataset, Product, "select product from makes where enterprise = $id", id=enterprise)
    known = {row.product for row in rows}
    new = tuple(product for product in products if product not in known)
    dataset.con.execute(
        "insert into makes by name select $id as enterprise, unnest($products::varchar[]) as product",
        {"id": enterprise, "products": list(new)},
    )
    return new
