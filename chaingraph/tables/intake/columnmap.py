r"""A column map in TOML: how the sheets of a foreign export become tables.

::

    [[sheet]]
    file = "nodes.csv"              # name or pattern of the file; every file when left out
    name = "Sheet1"                 # name or pattern of the sheet; every sheet when left out
    table = "products"
    header = 1                      # row of the header; found when left out
    need = ["id"]                   # rows in which one of these headers is empty are left out, and counted
    [sheet.columns]                 # column of the table = header in the file, or a text with {header} in it
    id = "{chain}-{id}"             # in ids so made ; / and \ become hyphens
    name_zh = "name"
    [sheet.defaults]                # for columns that the file has not, or has empty
    chain = "semiconductor"
    [sheet.units]                   # money without a unit in its header
    revenue_yi = "万元"
    [sheet.values.stage]            # spelling in the file = value
    "主要" = "upstream"

One file may be named by several ``[[sheet]]``, one for each table that it holds.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from chaingraph.catalogue import Message, message
from chaingraph.errors import UsageError
from chaingraph.guard import Unreadable, read
from chaingraph.schema import SCHEMA, Table
from chaingraph.tables.intake.sheets import Grid
from chaingraph.tables.units import money_unit

_PARTS = {"file", "name", "table", "header", "need", "columns", "defaults", "units", "values"}
SLOT = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class SheetMap:
    """One ``[[sheet]]`` of a map."""

    table: Table
    file: str = "*"
    name: str = "*"
    header: int | None = None
    need: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    units: dict[str, Decimal] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    quiet: bool = False  # rows without what is needed are not counted: they tell of something else
    never: dict[str, frozenset[str]] = field(default_factory=dict)  # header to cells (small letters) of rows left out
    instead: dict[str, str] = field(default_factory=dict)  # column to the header that tells it where its own is empty

    def covers(self, grid: Grid) -> bool:
        """Whether the map is meant for this sheet."""
        return fnmatchcase(grid.file, self.file) and fnmatchcase(grid.name, self.name)


def read_map(path: Path) -> tuple[SheetMap, ...]:
    """The map of a file. Raises UsageError that names the faulty entry."""
    content = read_toml(path)
    if "adapter" in content:
        raise _fault(path, 0, message("import.map-of-adapt"))
    entries = content.pop("sheet", None)
    if content or not isinstance(entries, list):
        raise _fault(path, 0, message("import.map-sheets-only"))
    return sheet_maps(path, entries)


def read_toml(path: Path) -> dict[str, Any]:
    """What a file in TOML holds. Raises UsageError."""
    if path.exists() and not path.is_file():
        raise UsageError("reading.no-regular-file", path=path)
    try:
        text = read(path.read_text, "utf-8-sig")
    except Unreadable as error:
        raise UsageError("import.map-unreadable", path=path, why=error.why) from None
    try:
        return read(tomllib.loads, text)
    except Unreadable as error:
        raise UsageError("import.map-no-toml", file=path.name, why=error.why) from None


def sheet_maps(path: Path, entries: object) -> tuple[SheetMap, ...]:
    """The ``[[sheet]]`` entries of a map. Raises UsageError that names the faulty one."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _fault(path, 0, message("import.map-sheets-only"))
    return tuple(_sheet(path, number, entry) for number, entry in enumerate(entries, start=1))


def _fault(path: Path, number: int, why: Message) -> UsageError:
    """The error of the entry of that number, or of the whole map where it is 0."""
    if number:
        return UsageError("import.map-entry-fault", file=path.name, number=number, why=why)
    return UsageError("import.map-fault", file=path.name, why=why)


def _sheet(path: Path, number: int, entry: dict[str, Any]) -> SheetMap:
    unknown = sorted(set(entry) - _PARTS)
    if unknown:
        raise _fault(path, number, message("import.map-unknown", part=unknown[0]))
    name = SCHEMA.names.get(str(entry.get("table", "")).lower())
    if name is None:
        raise _fault(path, number, message("import.map-no-table", table=entry.get("table")))
    table = SCHEMA.tables[name]
    columns, defaults, units, values = (entry.get(part, {}) for part in ("columns", "defaults", "units", "values"))
    for part in (columns, defaults, units, values):
        if not isinstance(part, dict):
            raise _fault(
                path,
                number,
                message("import.map-no-tables"),
            )
        for column in part:
            if column not in table.by_name:
                raise _fault(path, number, message("import.map-no-column", table=name, column=column))
    factors = {}
    for column, unit in units.items():
        factor = money_unit(str(unit))
        if factor is None:
            raise _fault(path, number, message("import.map-unit", unit=unit))
        factors[column] = factor
    header = entry.get("header")
    if header is not None and (not isinstance(header, int) or header < 1):
        raise _fault(path, number, message("import.map-header"))
    return SheetMap(
        table,
        str(entry.get("file", "*")),
        str(entry.get("name", "*")),
        header,
        tuple(map(str, entry.get("need", ()))),
        {key: str(value) for key, value in columns.items()},
        {key: str(value) for key, value in defaults.items()},
        factors,
        {key: {str(a): str(b) for a, b in dict(value).items()} for key, value in values.items()},
    )
