"""The steps by which a dataset grew: ``.imports/0001-2025-03-01.json``, one an import, with what was there before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from chaingraph.errors import UsageError
from chaingraph.guard import Unreadable, read
from chaingraph.schema import SCHEMA, Column, Table
from chaingraph.tables.intake.patch import Edit, describe, patch, table_file
from chaingraph.tables.intake.plan import Plan
from chaingraph.tables.paths import leads_out, within
from chaingraph.tables.raw import Raw, insert, quoted
from chaingraph.tables.read import read_tables

FOLDER = ".imports"


def fingerprints(files: Sequence[Path]) -> list[dict[str, Any]]:
    """Name, size and SHA-256 of the files of an import."""
    states = []
    for path in files:
        for child in sorted(path.iterdir()) if path.is_dir() else [path]:
            if child.is_file() and not (path.is_dir() and leads_out(child, path)):  # such a link was not read
                with child.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                states.append({"name": child.name, "bytes": child.stat().st_size, "sha256": digest})
    return states


def apply(folder: Path, raw: Raw, planned: Plan) -> dict[str, Any]:
    """Writes a plan into ``folder``; returns the tables part of its record. ``raw`` is the folder as it was read."""
    record: dict[str, Any] = {}
    for name, table in SCHEMA.tables.items():
        changed, added = planned.changed.get(name, []), planned.added.get(name, [])
        if not changed and not added:
            continue
        columns = planned.columns(name)
        new = table_file(folder, table) is None
        patch(
            folder,
            table,
            Edit(
                cells={change.row: change.after for change in changed},
                add=[addition.values for addition in added],
                columns=columns,
            ),
        )
        record[name] = {
            "created": new,
            "columns": [] if new else [column for column in columns if not raw.has(name, column)],
            "changed": [
                {"key": change.key, "nth": change.nth, "before": change.before, "after": change.after}
                for change in changed
            ],
            "added": [{"key": addition.key, "nth": addition.nth, "values": addition.values} for addition in added],
        }
    describe(folder, list(record), new=not raw.columns)
    return record


def steps(folder: Path) -> list[dict[str, Any]]:
    """All records, oldest first. Raises UsageError for one that cannot be read, DataError for a link out of the folder."""
    found = []
    for path in sorted(within(folder / FOLDER, folder).glob("[0-9]*.json")):
        within(path, folder)
        try:
            content = read(json.loads, read(path.read_text, "utf-8"))
            read(json.dumps(content, ensure_ascii=False).encode)  # it is written again when it is undone
        except (Unreadable, RecursionError):
            raise _faulty(path.name) from None
        if not _is_record(content):
            raise _faulty(path.name)
        found.append({**content, "path": path.name})
    return found


def _faulty(name: str) -> UsageError:
    return UsageError("import.record-unreadable", name=name)


def _is_record(content: Any) -> bool:
    """Whether a record has all that :func:`record` writes, each of its kind."""
    return (
        isinstance(content, dict)
        and _is_count(content.get("step"))
        and all(isinstance(content.get(name), str) for name in ("date", "by"))
        and isinstance(content.get("files"), list)
        and all(isinstance(file, dict) and isinstance(file.get("name"), str) for file in content["files"])
        and isinstance(content.get("tables"), dict)
        and all(_is_part(SCHEMA.tables.get(name), part) for name, part in content["tables"].items())
    )


def _is_part(table: Table | None, step_of_table: Any) -> bool:
    """The part of a record about one table, which may be of a later edition (None) and is then left alone."""
    if table is None:
        return True
    if not isinstance(step_of_table, dict) or not all(
        isinstance(step_of_table.get(name), list) for name in ("columns", "changed", "added")
    ):
        return False
    rows = [(row, row.get("before"), row.get("after")) for row in step_of_table["changed"] if isinstance(row, dict)]
    rows += [(row, row.get("values"), row.get("values")) for row in step_of_table["added"] if isinstance(row, dict)]
    return (
        len(rows) == len(step_of_table["changed"]) + len(step_of_table["added"])
        and all(name in table.by_name for name in step_of_table["columns"] if isinstance(name, str))
        and all(isinstance(name, str) for name in step_of_table["columns"])
        and all(
            isinstance(row.get("key"), list)
            and len(row["key"]) == len(table.key)
            and all(part is None or isinstance(part, str) for part in row["key"])
            and _is_count(row.get("nth"))
            and _are_cells(table, before)
            and _are_cells(table, after)
            for row, before, after in rows
        )
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and 0 < value < 1 << 31


def _are_cells(table: Table, cells: Any) -> bool:
    return isinstance(cells, dict) and all(
        name in table.by_name and (value is None or isinstance(value, str)) for name, value in cells.items()
    )


def record(folder: Path, body: dict[str, Any], by: str, now: datetime) -> int:
    """Writes the record of a step that was applied to ``folder``; returns its number."""
    number = max((step["step"] for step in steps(folder)), default=0) + 1
    (folder / FOLDER).mkdir(exist_ok=True)
    record = {"step": number, "date": now.isoformat(timespec="seconds"), "by": by, **body, "undone": None}
    _save(folder, f"{number:04d}-{now.date().isoformat()}.json", record)
    return number


def _save(folder: Path, name: str, record: dict[str, Any]) -> None:
    aside = folder / FOLDER / f".{name}.new"
    aside.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8", errors="replace")
    aside.replace(folder / FOLDER / name)


def undo(folder: Path, number: int | None, by: str, now: datetime) -> dict[str, Any]:
    """Takes a step back in ``folder``, the last one that stands when ``number`` is None; returns its record.

    Raises UsageError when there is no such step, or when rows of it were changed since.
    """
    known = steps(folder)
    standing = [step for step in known if not step.get("undone")]
    chosen = [step for step in standing if number is None or step["step"] == number][-1:]
    if not chosen:
        if number is None:
            raise UsageError("import.nothing-to-undo")
        raise UsageError("import.no-such-step", number=number)
    record = chosen[0]
    raw = read_tables(folder)
    try:
        edits = {
            name: _reverse(raw, SCHEMA.tables[name], part, record["step"])
            for name, part in record["tables"].items()
            if name in SCHEMA.tables
        }
    except _Damaged:
        raise UsageError("import.record-damaged", path=record["path"]) from None
    finally:
        raw.con.close()
    for name, edit in edits.items():
        table = SCHEMA.tables[name]
        path = table_file(folder, table)
        if edit is None and path:
            path.unlink()
        elif edit:
            patch(folder, table, edit)
    describe(folder, list(edits))
    path = record.pop("path")
    _save(folder, path, {**record, "undone": {"date": now.isoformat(timespec="seconds"), "by": by}})
    return record


class _Damaged(Exception):
    """A record and its dataset do not fit each other."""


def _reverse(raw: Raw, table: Table, changes: dict[str, Any], step: int) -> Edit | None:
    """The edit that takes one table back; None when its file goes away with its last row."""
    lines = [
        (tuple(edit["key"]), edit["nth"], edit.get("after") or edit.get("values"), edit.get("before"))
        for edit in (*changes["changed"], *changes["added"])
    ]
    rows = _rows(raw, table, [(key, nth) for key, nth, _, _ in lines])
    cells: dict[int, dict[str, str | None]] = {}
    drop: set[int] = set()
    for number, (key, _, after, before) in enumerate(lines):
        row, now = rows.get(number, (None, {}))
        expected = after if before is not None else {name: after.get(name) for name in now}
        if row is None or any(
            not _alike(table.by_name[name], now.get(name), value) for name, value in expected.items()
        ):
            shown = "+".join(part or "" for part in key)
            raise UsageError("import.changed-since", step=step, table=table.name, shown=shown)
        if before is None:
            drop.add(row)
        elif not set(before) <= set(now):
            raise _Damaged
        else:
            cells[row] = before
    if changes.get("created") and table.name in raw.columns:
        count = raw.con.execute(f"select count(*) from raw_{table.name}").fetchone()
        if count and count[0] == len(drop):
            return None
    return Edit(cells=cells, drop=frozenset(drop), away=_emptied(raw, table, changes, cells, drop))


def _alike(column: Column, a: str | None, b: str | None) -> bool:
    """Whether two cells are the same; a number may stand in the unit of another header."""
    if (a or None) == (b or None):
        return True
    if column.type not in ("number", "integer") or not a or not b:
        return False
    try:
        return Decimal(a) == Decimal(b)
    except InvalidOperation:
        return False


def _rows(
    raw: Raw, table: Table, wanted: Sequence[tuple[tuple[str | None, ...], int]]
) -> dict[int, tuple[int, dict[str, str | None]]]:
    """Place in ``wanted`` to the row with that key and rank, and its cells."""
    if table.name not in raw.columns or not wanted:
        return {}
    present = raw.columns[table.name]
    keys = [f"coalesce({quoted(key)}, '')" if key in present else "''" for key in table.key]
    names = [f"k{number}" for number in range(len(keys))]
    raw.con.execute(
        f"create or replace temp table wanted (place bigint, {', '.join(f'{name} varchar' for name in names)}, nth bigint)"
    )
    insert(
        raw.con, "wanted", [(number, *(part or "" for part in key), nth) for number, (key, nth) in enumerate(wanted)]
    )
    ranked = ", ".join(f"{term} as {name}" for term, name in zip(keys, names, strict=True))
    found = raw.con.execute(
        f"""select place, _row, {", ".join(quoted(column) for column in present)} from wanted join (
            select *, {ranked}, row_number() over (partition by {", ".join(keys)} order by _row) as nth from raw_{table.name}
        ) using ({", ".join(names)}, nth)"""
    ).fetchall()
    return {line[0]: (line[1], dict(zip(present, line[2:], strict=True))) for line in found}


def _emptied(
    raw: Raw, table: Table, part: dict[str, Any], cells: dict[int, dict[str, str | None]], drop: set[int]
) -> list[str]:
    """Columns that the step brought and that hold nothing without it."""
    touched = drop | set(cells)
    gone = []
    for name in part["columns"]:
        if not raw.has(table.name, name):
            continue
        rows = {
            row
            for (row,) in raw.con.execute(
                f"select _row from raw_{table.name} where {quoted(name)} is not null"
            ).fetchall()
        }
        if rows <= touched and not any(cells.get(row, {}).get(name) for row in rows):
            gone.append(name)
    return gone
