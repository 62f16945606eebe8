"""What two datasets must have in common to be equal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chaingraph.graph import load
from chaingraph.schema import SCHEMA
from chaingraph.tables import Dataset


def cells(data: Path | Dataset) -> dict[str, list[Any]]:
    """All typed tables without their row numbers."""
    dataset = data if isinstance(data, Dataset) else load(data)
    found = {}
    for name, table in SCHEMA.tables.items():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        found[name] = sorted(dataset.rows(f"select {columns} from {name}"), key=repr)
    return found
