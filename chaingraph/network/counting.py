"""The counts that a market is made of, and the default engine that makes them: DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from chaingraph.tables import Dataset

SHOWN = 3  # ids of makers or buyers that a sentence names
SQL = Path(__file__).with_name("registry.sql")

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Counts:
    """What the expressions of :mod:`chaingraph.network.registry` gave for one region, as plain rows.

    ``made``: product, makers, sum, count and squares of known outputs, makers sourced, makers dated. ``kin``: product,
    independent makers, squares of their outputs, squares of how many were merged. ``bought``: product, buyers.
    ``first`` and ``first_buyers``: the first ids of each product. ``names``: the Chinese names of those.
    """

    made: list[Row]
    kin: list[Row]
    bought: list[Row]
    first: Mapping[str, tuple[str, ...]]
    first_buyers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]


class Engine(Protocol):
    """Who counts a registry: DuckDB here, Spark in :mod:`chaingraph.network.spark`."""

    def count(self, region: str, codes: list[str], held_out: tuple[int, float] | None) -> Counts:
        """The counts of the enterprises whose region is among ``codes``; ``held_out`` leaves a share of them out."""

    def relation(self, region: str, held_out: tuple[int, float] | None) -> str:
        """SQL name of the table of what counts (``enterprise``, ``product``), where the engine is DuckDB."""

    def buyers_of(self, region: str, held_out: tuple[int, float] | None, products: list[str]) -> dict[str, list[str]]:
        """Ids of all the buyers of some products, sorted."""


def together(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Pairs as a key with all its values, sorted."""
    found: dict[str, list[str]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


@cache
def _texts() -> dict[str, str]:
    parts = SQL.read_text("utf-8").split("-- name: ")[1:]
    return {name: sql for name, _, sql in (part.partition("\n") for part in parts)}


class WithDuckDB:
    """Counts the tables of a dataset where they are."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def relation(self, region: str, held_out: tuple[int, float] | None) -> str:
        """The temporary table that :meth:`count` leaves."""
        return self._left("making", region, held_out)

    @staticmethod
    def _left(what: str, region: str, held_out: tuple[int, float] | None) -> str:
        return f'"{what}_{region}' + ('_held_out"' if held_out else '"')

    def count(self, region: str, codes: list[str], held_out: tuple[int, float] | None) -> Counts:
        """Runs ``registry.sql``; leaves ``local_<region>`` (the codes), :meth:`relation` and who buys what for other queries.

        ``held_out`` = (draw, share) leaves out the same enterprises each time for the same draw.
        """
        con, local = self.dataset.con, f'"local_{region}"'
        making, buying = (self._left(what, region, held_out) for what in ("making", "buying"))
        con.execute(f"create or replace temp table {local} as select unnest(?::varchar[]) as code", [codes])
        some = {"local": local}
        if held_out:
            rest = f"md5_number_lower(id || ' {held_out[0]:d}') % 1000000 >= {1000000 * held_out[1]:.0f}"
            some["enterprises"] = f"main.enterprises where {rest}"
        con.execute(f"create or replace temp table {making} as {_query('making', some)}")
        con.execute(f"create or replace temp table {buying} as {_query('buying', {'making': making})}")
        tables = {"making": making, "buying": buying}
        told = {
            name: self.dataset.rows(_query(name, tables)) for name in ("made", "kin", "bought", "first", "first_buying")
        }
        first, first_buyers = together(told["first"]), together(told["first_buying"])
        names = self.dataset.rows(
            "select id, name_zh from enterprises where id in (select unnest(?::varchar[]))",
            [shown(first, first_buyers)],
        )
        return Counts(told["made"], told["kin"], told["bought"], first, first_buyers, dict(names))

    def buyers_of(self, region: str, held_out: tuple[int, float] | None, products: list[str]) -> dict[str, list[str]]:
        """One query over what :meth:`count` left."""
        rows = self.dataset.rows(
            f"select product, list_sort(list(enterprise)) from {self._left('buying', region, held_out)} "
            "where product in (select unnest(?::varchar[])) group by 1",
            [products],
        )
        return dict(rows)


def shown(*first: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The ids that sentences will name."""
    return sorted({one for group in first for ids in group.values() for one in ids})


def _query(name: str, tables: Mapping[str, str]) -> str:
    """An expression's SQL with its tables found under other names."""
    views = ", ".join(f"{short} as not materialized (from {where})" for short, where in tables.items())
    return f"with {views} {_texts()[name]}"
