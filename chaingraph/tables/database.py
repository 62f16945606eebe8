"""A dataset in a database: a DuckDB file, or PostgreSQL read through Ibis.

A table is known by its name or its Chinese name, a column likewise, as in a folder; what has another name is told and
left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import duckdb

from chaingraph.errors import UsageError
from chaingraph.guard import LONGEST, Unreadable, full, read, words
from chaingraph.schema import SCHEMA, normalise_header
from chaingraph.tables import says
from chaingraph.tables.paths import can_spill, to_attach
from chaingraph.tables.raw import Progress, Raw, keep_scan, quoted, table_named
from chaingraph.temporary import process_folder

DATABASES = (".duckdb", ".ddb")
POSTGRES = ("postgresql", "postgres")
_BATCH = 100_000  # rows on their way at once


def connect() -> duckdb.DuckDBPyConnection:
    """A private in-memory database that reaches nothing outside but the files it is told to read.

    What does not fit into memory goes to the system's temporary folder; ``CHAINGRAPH_MEMORY`` (4GB, 60%) bounds the
    memory, which is four fifths of the machine's otherwise. Raises UsageError for a bound that is none.
    """
    # What DuckDB has not built in (to read from http:// or s3://, say) is neither fetched nor loaded.
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with suppress(OSError):  # no folder of temporary files is left
        folder = process_folder()
        config["temp_directory"] = str(folder / f"spill-{id(config)}") if can_spill(str(folder)) else ""
    bound = os.environ.get("CHAINGRAPH_MEMORY")
    try:
        con = duckdb.connect(config={**config, **({"memory_limit": bound} if bound else {})})
    except duckdb.Error:
        if not bound:
            raise
        raise UsageError("reading.memory-size", bound=bound) from None
    with suppress(duckdb.InvalidInputException):  # in a notebook that has no widgets there is no bar to turn off
        con.execute("set enable_progress_bar = false")  # it would be drawn on standard output, among the data
    return con


def keep_duckdb(raw: Raw, path: Path, progress: Progress | None) -> bool:
    """The tables of a DuckDB file, which is opened for reading only; False when it cannot be opened.

    Views are left alone: a view in somebody's file may read any other file of this machine.
    """
    with ExitStack() as stack:
        try:
            read(raw.con.execute, f"attach {stack.enter_context(to_attach(path))} as source (type duckdb, read_only)")
        except Unreadable as error:
            raw.problems.append(says.unreadable(path.name, path.name, error.why))
            return False
        except OSError as error:  # of the road around a name that it does not take
            if full(error):
                raise
            raw.problems.append(says.unreadable(path.name, path.name, words(error)))
            return False
        try:
            found = read(
                raw.con.execute,
                "select schema_name, table_name from duckdb_tables() where database_name = 'source' and not temporary order by all",
            ).fetchall()
            scans = {name: f"source.{quoted(schema)}.{quoted(name)}" for schema, name in found}
            for name in _known(raw, scans):
                try:
                    keep_scan(raw, SCHEMA.tables[name[0]], scans[name[1]], progress)
                except Unreadable as error:
                    raw.problems.append(says.unreadable(name[0], name[1], error.why))
        except Unreadable as error:
            raw.problems.append(says.unreadable(path.name, path.name, error.why))
            return False
        finally:
            with suppress(Unreadable):
                read(raw.con.execute, "detach source")
    return True


def _known(raw: Raw, names: Iterable[str]) -> list[tuple[str, str]]:
    """The tables of the schema among some names, each with the name it has; the rest become problems."""
    seen: dict[str, str] = {}
    for name in names:
        table = table_named(name)
        if table is None:
            raw.problems.append(says.unknown_table(name))
        elif table.name in seen:
            raw.problems.append(says.table_twice(table, seen[table.name], name))
        else:
            seen[table.name] = name
    return list(seen.items())


def read_postgres(url: str, progress: Progress | None = None) -> Raw:
    """The tables and views of a PostgreSQL database (the first schema of its search path) as raw tables.

    Rows come in batches in the order of the table's key, and count in it. The url is told to nobody, since it may hold
    a password. Raises UsageError when the parts are missing or the server does not answer as it should.
    """
    try:
        import ibis
        import pyarrow

        import_module("psycopg")  # which Ibis loads by itself, and later
    except ImportError:
        raise UsageError("reading.postgres-parts") from None
    raw = Raw(connect())
    try:
        read(urlsplit, url)
        server: Any = read(ibis.connect, url)
    except Unreadable as error:
        raise _refused(url, error.cause) from None
    try:
        for name, table_name in _known(raw, sorted(read(server.list_tables))):
            table = SCHEMA.tables[name]
            rows = read(server.table, table_name)
            keys = [column for column in rows.columns if table.headers.get(normalise_header(column)) in table.key]
            plain = rows.select(*(_plain(rows[column]) for column in rows.columns)).order_by(keys)
            batches = read(plain.to_pyarrow_batches, chunk_size=_BATCH)
            arriving = read(pyarrow.RecordBatchReader.from_batches, plain.schema().to_pyarrow(), batches)
            raw.con.register("arriving", arriving)
            keep_scan(raw, table, "arriving", progress)
            raw.con.unregister("arriving")
    except Unreadable as error:
        raise _refused(url, error.cause) from None
    finally:
        with suppress(Unreadable):
            read(server.disconnect)
    raw.tell_missing()
    return raw


def _plain(column: Any) -> Any:
    """A column as it is when it is text, a number, a yes or no, or a list of text; as text otherwise."""
    kind = column.type()
    if kind.is_string() or kind.is_boolean() or kind.is_integer() or kind.is_floating():
        return column
    if kind.is_array() and kind.value_type.is_string():
        return column
    return column.cast("string").name(column.get_name())


def _refused(url: str, error: BaseException) -> UsageError:
    why = " ".join(str(error).split()) or type(error).__name__
    try:
        where = urlsplit(url)
        place = f"{where.hostname or ''}{where.path}"
        for secret in filter(None, (where.password, unquote(where.password or ""))):
            why = why.replace(secret, "…")
    except ValueError as odd:  # an address that cannot be taken apart may hold a password anywhere
        place, why = "postgresql://…", str(odd)
    why = why[:LONGEST]  # only now: half a password would not be found
    return UsageError("reading.database", place=place, why=why)
