"""Faults of the machine in words: a full disk, a file that may not be read, too little memory.

Neither the data nor the program is at fault then; the call is answered with exit code 2, as for any place that cannot
be written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from chaingraph.catalogue import Listed
from chaingraph.errors import UsageError
from chaingraph.guard import full, out_of_memory, too_little_memory

_NO_ROOM = 1 << 20  # bytes free below which a disk counts as full


def as_usage_error(error: BaseException, out: Path | None = None) -> UsageError | None:
    """The error in words where the machine is at fault, None where it is not; ``out`` is what was being written."""
    if isinstance(error, UsageError):
        return error
    cause = _system_error(error)
    if out_of_memory(error):
        return too_little_memory()
    if cause is None and not _of_duckdb(error):
        return None
    if full(cause or error):
        return UsageError("fault.disk-full", places=Listed(tuple(_full_places(out))))
    why = " ".join(str((cause and cause.strerror) or cause or error).split())[:300]
    place = cause.filename if cause is not None else None
    if out is not None and (not place or _below(place, out.parent)):
        return UsageError("fault.not-writable", out=out, why=why)
    if place:
        place = os.fsdecode(place) if isinstance(place, bytes) else place
        return UsageError("fault.place-unusable", place=place, why=why)
    return UsageError("fault.file-unusable", why=why)


def _system_error(error: BaseException | None) -> OSError | None:
    """The system's word behind an error: writers wrap it in errors of their own (xlsxwriter)."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError):
            return error
        if type(error).__module__.startswith("xlsxwriter") and error.args and isinstance(error.args[0], OSError):
            return error.args[0]
        if not type(error).__module__.startswith("xlsxwriter"):
            return None
        error = error.__cause__ or error.__context__
    return None


def _of_duckdb(error: BaseException) -> bool:
    """Whether DuckDB could not read or write a file, or make room for what it keeps aside."""
    kind = type(error)
    mine = kind.__module__.startswith(("duckdb", "_duckdb"))  # by name: this module loads nothing that may fail to load
    return mine and (kind.__name__ == "IOException" or full(error))


def _full_places(out: Path | None) -> list[str]:
    """Which of the output and the folder of temporary files have no room; both when neither seems full (a quota)."""
    try:
        temporary = tempfile.gettempdir()
    except OSError:
        temporary = os.environ.get("TMPDIR", "TMPDIR")
    places = [*([str(out)] if out else []), temporary]
    return [place for place in places if _room(Path(place)) < _NO_ROOM] or places


def _room(path: Path) -> int:
    for folder in (path, *path.absolute().parents):
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            continue
    return 0


def _below(place: object, folder: Path) -> bool:
    try:
        return Path(os.fsdecode(place)).resolve().is_relative_to(folder.resolve())  # type: ignore[arg-type]
    except (OSError, TypeError, ValueError):
        return False
