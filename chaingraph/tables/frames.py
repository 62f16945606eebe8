"""Tables in memory as rows of text: frames of pandas, Polars and PyArrow, and lists of objects.

None of these libraries is loaded: a frame is known by what it can do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from chaingraph.errors import UsageError

# How each library gives its rows as objects: Polars, PyArrow, pandas.
_ROWS = (("to_dicts", ()), ("to_pylist", ()), ("to_dict", ("records",)))
_NOTHING = ("NAType", "NaTType")  # what pandas writes for nothing beside None and NaN


def rows_of(name: str, frame: Any) -> list[dict[str, str]]:
    """The rows of one table as text by column, without what is not known. Raises UsageError for what is no table."""
    if isinstance(frame, Mapping | str):
        raise _no_table(name, frame)
    rows = next((getattr(frame, way)(*words) for way, words in _ROWS if hasattr(frame, way)), frame)
    if not isinstance(rows, Iterable):
        raise _no_table(name, frame)
    found = []
    for row in rows:
        if not isinstance(row, Mapping):
            raise _no_table(name, frame)
        found.append({str(column): text for column, value in row.items() if (text := cell_text(value)) is not None})
    return found


def cell_text(value: Any) -> str | None:
    """A cell as a file would hold it, None for nothing: lists with ;, whole numbers without a point, ISO dates."""
    if value is None or type(value).__name__ in _NOTHING:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) or (hasattr(value, "tolist") and isinstance(value.tolist(), list)):
        return ";".join(text for item in value if (text := cell_text(item)) is not None) or None
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if value != value:  # NaN
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _no_table(name: str, frame: Any) -> UsageError:
    kind = type(frame).__name__
    return UsageError("reading.not-a-frame", name=name, kind=kind)
