r"""A path means what it says, for DuckDB and Spark and in a folder with links.

To DuckDB ``*``, ``?`` and ``[`` in the name of a file to read stand for other files too, a leading ``~`` or ``file:``
for another place, and a database's path loses its ``\`` and all behind a ``?``; to Hadoop ``{`` and ``\`` are special
as well. Each path on its way there passes through this module. The other half: what is read because it lies in a folder
has to lie there, whatever links say.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from chaingraph.catalogue import message
from chaingraph.errors import DataError, UsageError
from chaingraph.guard import Unreadable
from chaingraph.tables import says

if TYPE_CHECKING:
    from pyspark.sql import DataFrameReader, SparkSession

_WINDOWS = os.sep == "\\"
_WILD = re.compile(r"\[" if _WINDOWS else r"[*?\[]")  # no name has the others on Windows, where \\?\ may begin a path
_FILE = "the file"  # a column of the scan: where each row comes from
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


def literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"


# --- DuckDB


@contextmanager
def to_read(path: Path) -> Iterator[str]:
    """The SQL string by which ``read_csv`` or ``read_parquet`` reads this one file. Raises UsageError where there is
    none.
    """
    pattern = _pattern(_whole(path))
    if pattern is not None:
        yield literal(pattern)
        return
    with _aside(path) as link:
        yield literal(_required(_pattern(str(link)), path))


@contextmanager
def to_write(path: Path) -> Iterator[str]:
    """The SQL string by which ``copy … to`` writes this file. Raises UsageError where there is none."""
    if _speakable(_whole(path)):
        yield literal(_whole(path))
        return
    with _aside(path.parent) as link:
        name = _whole(link / path.name)
        yield literal(_required(name if _speakable(name) else None, path))


@contextmanager
def to_attach(path: Path) -> Iterator[str]:
    """The SQL string by which ``attach`` opens this database for reading. Raises UsageError where there is none.

    DuckDB follows a link to the name it stands for, so that a path it would take for another one is read from a copy
    (a second name for the same file where the disk has that), with the changes (``.wal``) that wait beside it.
    """
    if _attachable(_whole(path)):
        yield literal(_whole(path))
        return
    real = os.path.realpath(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.realpath(Path(folder) / "data.duckdb")
        _required(copy if _attachable(copy) else None, path)
        for ending in ("", ".wal"):
            if os.path.lexists(real + ending):
                _second_name(real + ending, copy + ending)
        yield literal(copy)


@contextmanager
def parquet_scan(entry: Path, files: Sequence[Path]) -> Iterator[str]:
    """The SQL relation of ``files``, which :func:`parquet_files` found at or below ``entry``.

    Folders named ``column=value`` below ``entry`` give text columns, those above it none. Raises Unreadable where not all
    files lie in such folders of the same columns, UsageError where DuckDB has no name for a file.
    """
    parts = [file.relative_to(entry) for file in files]
    patterns = [_pattern(_whole(part)) for part in files]
    if all(patterns):
        yield _relation(parts, [pattern or "" for pattern in patterns])
        return
    with _aside(entry) as link:
        yield _relation(parts, [_required(_pattern(str(link / part)), entry) for part in parts])


def _relation(parts: Sequence[Path], patterns: Sequence[str]) -> str:
    keys = [
        tuple(folder_name.partition("=")[0] for folder_name in part.parts[:-1] if "=" in folder_name[1:])
        for part in parts
    ]
    if len(set(keys)) != 1:
        raise Unreadable(OSError("partitions"), message("reading.partition-columns"))
    listed = ", ".join(map(literal, patterns))
    if not keys[0]:
        return f"read_parquet([{listed}], hive_partitioning=false)"
    cells, own = [], [_FILE]
    for key in keys[0]:
        last = r".*[/\\]" + re.escape(key) + r"=([^/\\]*)[/\\]"
        found = f"regexp_extract({_identifier(_FILE)}, {literal(last)}, 1)"
        cells.append(f"url_decode(nullif({found}, '{_NO_VALUE}')) as {_identifier(unquote(key))}")
        own.append(unquote(key).lower())
    rest = f"columns(lambda c: not list_contains([{', '.join(map(literal, own))}], lower(c)))"
    return f"(select {rest}, {', '.join(cells)} from read_parquet([{listed}], hive_partitioning=false, filename={literal(_FILE)}))"


def can_spill(folder: str) -> bool:
    """Whether DuckDB puts what does not fit into memory into this folder and no other one."""
    return _speakable(folder) and (_WINDOWS or "\\" not in folder)


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _whole(path: Path) -> str:
    """From the root on; ``..`` behind a link is where the system says, not where the text says."""
    return os.path.realpath(path) if ".." in path.parts else str(path.absolute())


def _speakable(text: str) -> bool:
    """Whether a name is text at all: an old archive's may be bytes of GBK."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _attachable(text: str) -> bool:
    return _speakable(text) and (_WINDOWS or not re.search(r"[?\\]", text))


def _pattern(text: str) -> str | None:
    r"""A pattern that this name alone fits; None where there is none: DuckDB splits a pattern at ``\`` on all systems."""
    if not _speakable(text):
        return None
    if not _WILD.search(text):
        return text
    return None if "\\" in text and not _WINDOWS else _WILD.sub(r"[\g<0>]", text)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """A link of a harmless name to a path, as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / "link"
        try:
            link.symlink_to(path.absolute(), target_is_directory=path.is_dir())
        except OSError:
            raise _no_name(path) from None
        yield link


def _second_name(file: str, name: str) -> None:
    try:
        os.link(file, name)
    except OSError:
        shutil.copyfile(file, name)


def _required(name: str | None, path: Path) -> str:
    if name is None:
        raise _no_name(path)
    return name


def _no_name(path: Path) -> UsageError:
    return UsageError("reading.path-unnameable", path=path)


# --- Spark


def spark_reader(spark: SparkSession) -> DataFrameReader:
    """A reader to which a path is no pattern. ``__globPaths__`` is how Spark's own streams read the names that they
    listed.
    """
    return spark.read.option("__globPaths__", "false")


def spark_path(path: Path) -> str:
    """The file on this machine, whatever the cluster's own disk is; Hadoop takes the text behind ``file:`` as it
    stands.
    """
    return f"file:{Path(_whole(path)).as_posix()}" if not _WINDOWS else f"file:///{Path(_whole(path)).as_posix()}"


def read_elsewhere(frame: Any, path: Path) -> bool:
    """Whether Spark reads any file that does not lie at or below ``path``: a later one may not know the option."""
    own = Path(os.path.realpath(path))
    files = (unquote(re.sub(r"^file:/*", "" if _WINDOWS else "/", address)) for address in frame.inputFiles())
    return not all(Path(os.path.realpath(file)).is_relative_to(own) for file in files)


# --- links


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path of ``folder`` stands for a place outside of it, by a link or junction."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def within(path: Path, folder: Path, table: str | None = None) -> Path:
    """``path``, which is read because it lies in ``folder``. Raises DataError where a link or junction leads out of
    that.

    Links that stay in the folder are well, and the folder may be a link itself.
    """
    if leads_out(path, folder):
        raise DataError([says.outside(table or path.name, path.name, os.path.realpath(path))])
    return path


def parquet_files(entry: Path, folder: Path, table: str | None = None) -> list[Path]:
    """The Parquet files at or below ``entry`` of a dataset folder, links followed, in the order of their names.

    Names that begin with ``.`` or ``_`` are not data, as everywhere with such folders. Raises DataError where a link
    leads out of the folder or a file is none, OSError where a folder cannot be listed or holds itself.
    """
    return sorted(_parquet_files(entry, folder, table), key=lambda file: file.parts)


def is_parquet(entry: Path, folder: Path) -> bool:
    """Whether a file or folder of a dataset is a table in Parquet, sound or not."""
    if entry.suffix.lower() == ".parquet" or not entry.is_dir():
        return entry.suffix.lower() == ".parquet"
    try:
        return next(_parquet_files(entry, folder, None), None) is not None
    except (DataError, OSError):
        return True


def _parquet_files(entry: Path, folder: Path, table: str | None) -> Iterator[Path]:
    if not within(entry, folder, table).is_dir():
        yield entry
        return
    waiting: list[tuple[Path, frozenset[str]]] = [(entry, frozenset())]
    while waiting:
        place, above = waiting.pop()
        real = os.path.realpath(place)
        if real in above:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(place))
        for child in sorted(place.iterdir()):
            if child.name.startswith(".") or (child.name.startswith("_") and "=" not in child.name):
                continue
            if within(child, folder, table).is_dir():
                waiting.append((child, above | {real}))
            elif child.suffix.lower() == ".parquet":
                if not child.is_file():
                    raise DataError([says.no_file(table or entry.name, child.name)])
                yield child
