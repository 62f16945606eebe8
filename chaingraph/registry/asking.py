"""How a query is asked: its rows come back as what they are, its values are bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import duckdb

from chaingraph.registry.views import KEPT, OF_REGION, texts
from chaingraph.tables import Dataset

Row = TypeVar("Row")

_LOCAL = "local as (select unnest($codes::varchar[]) as code)"


def ask(dataset: Dataset, row: Callable[..., Row], sql: str, **values: Any) -> list[Row]:
    """All rows of a query, each made a ``row``; ``values`` are those of its ``$names``."""
    return [row(*cells) for cells in dataset.con.execute(sql, values or None).fetchall()]


def ask_local(dataset: Dataset, row: Callable[..., Row], codes: Sequence[str], sql: str, **values: Any) -> list[Row]:
    """The same where the query names ``local``: the ``codes`` of a region and of everything in it (``code``)."""
    return ask(dataset, row, f"with {_LOCAL} {sql}", codes=list(codes), **values)


@contextmanager
def work_tables(dataset: Dataset, tables: dict[str, str], **values: Any) -> Iterator[None]:
    """Tables for some queries in a row, each made from those before it; they are gone afterwards."""
    made = []
    try:
        for name, sql in tables.items():
            own = {key: value for key, value in values.items() if f"${key}" in sql}
            dataset.con.execute(f"create or replace temp table {name} as {sql}", own or None)
            made.append(name)
        yield
    finally:
        for name in made:
            with suppress(duckdb.Error):  # a transaction that failed in between takes them back itself
                dataset.con.execute(f"drop table {name}")


@dataclass(frozen=True, kw_only=True)
class Local:
    """Who counts in a region: the active enterprises whose region is among ``codes``, what they make and what they buy.

    ``held_out`` = (draw, share) leaves a random share of the enterprises out, the same ones each time for the same
    draw. To be had from an engine, which keeps who makes and who buys what.
    """

    dataset: Dataset
    codes: tuple[str, ...]
    held_out: tuple[int, float] | None = None

    def ask(self, row: Callable[..., Row], sql: str, **values: Any) -> list[Row]:
        """All rows of a query over the views of :data:`chaingraph.registry.views.OF_REGION`."""
        draw: dict[str, str | int] = {}
        if self.held_out:
            number, share = self.held_out
            draw = {"draw": f" {number:d}", "least": int(f"{1000000 * share:.0f}")}
        head = _head(bool(self.held_out))
        return ask(self.dataset, row, f"{head} {sql}", codes=list(self.codes), **draw, **values)


@cache
def _head(held_out: bool) -> str:
    """The views of one region before a query; what is drawn is left out of those that count."""
    parts = [_LOCAL]
    if held_out:
        remaining = "select id from active_enterprise where md5_number_lower(id || $draw) % 1000000 >= $least"
        parts += [f"drawn as materialized ({remaining})"]
        parts += [f"{name} as not materialized (from temp.{name} where enterprise in (from drawn))" for name in KEPT]
        parts += [f"maker as not materialized ({texts()['maker']})"]
    parts += [f"{name} as not materialized ({texts()[name]})" for name in OF_REGION]
    return f"with {', '.join(parts)}"
