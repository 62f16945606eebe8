"""Worlds written by hand that several tests share, each a folder of tables; README.md tells what each is for."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from chaingraph.findings.world import World, world
from chaingraph.tables import load_rows

Row = dict[str, str]
Tables = dict[str, list[Row]]

HERE = Path(__file__).parent
TINY_PROVINCE, STEEL_CHAIN, HOSTILE = HERE / "tiny_province", HERE / "steel_chain", HERE / "hostile"


def tables(folder: Path) -> Tables:
    """The rows of a world, without the cells that are empty: copies, a test may change them."""
    return {name: [dict(row) for row in rows] for name, rows in _read(folder).items()}


@cache
def _read(folder: Path) -> dict[str, tuple[Row, ...]]:
    found = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found[file.stem] = tuple({key: cell for key, cell in row.items() if cell} for row in csv.DictReader(lines))
    return found


def changed(folder: Path, replaced: Tables | None = None, **added: list[Row]) -> World:
    """A shared world, opened: tables of ``replaced`` in place of its own, rows of ``added`` after its own."""
    rows = tables(folder) | (replaced or {})
    return world(load_rows(rows | {name: [*rows.get(name, []), *more] for name, more in added.items()}))
