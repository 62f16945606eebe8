"""The registry tables of a folder in Spark: read, checked and typed by the same rules as everywhere.

The rules are SQL for DuckDB; SQLGlot (which comes with Ibis) puts each into Spark's words on its way. The other tables,
which are small, are read as ever.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from chaingraph.catalogue import Spoken, message
from chaingraph.errors import DataError, DataWarning, UsageError
from chaingraph.guard import Unreadable
from chaingraph.problems import Problem, sort_key
from chaingraph.schema import SCHEMA, Table
from chaingraph.tables import says
from chaingraph.tables.checks import ERRORS
from chaingraph.tables.checks.chains import region_cycles, self_inputs
from chaingraph.tables.checks.references import references
from chaingraph.tables.dataset import MONEY_TOLD, Dataset, accept, dataset_from
from chaingraph.tables.foreign import ENCODINGS, EXAMPLE, csv_rows
from chaingraph.tables.headings import as_stored
from chaingraph.tables.marks import SPACE
from chaingraph.tables.paths import parquet_files, read_elsewhere, spark_path, spark_reader
from chaingraph.tables.raw import Progress, Raw, quoted
from chaingraph.tables.read import read_tables, table_files
from chaingraph.temporary import process_folder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

REGISTRY = ("enterprises", "makes", "supplies")
_CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F]"
_SHOWN = 100  # of one kind of problem in one column
_IN_FILE = (1 << 33) - 1  # monotonically_increasing_id counts within a partition, a CSV file being one, in these bits


def session() -> SparkSession:
    """The Spark session: the one that is running, else a new one as Spark's own settings tell, on this machine without
    any.

    Raises UsageError when the parts are missing or Spark does not start (it needs Java).
    """
    try:
        import ibis  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("reading.spark-parts") from None
    with _quiet() as printed:
        try:
            spark = (
                SparkSession.builder.appName("chaingraph")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")  # 0710 is no number
                # else an empty folder spark-warehouse stays where the program runs
                .config("spark.sql.warehouse.dir", (process_folder() / "warehouse").as_uri())
                .getOrCreate()
            )
        except Exception as error:  # what the gateway to Java raises differs by version
            printed.seek(0)
            why = " ".join(f"{error} {printed.read()[-300:]}".split())[:300]
            raise UsageError("reading.spark-start", why=why) from error
    spark.sparkContext.setLogLevel("OFF")  # what goes wrong is said by whom it concerns
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
    if (spark.sparkContext.master or "").startswith("local"):
        spark.conf.set("spark.sql.shuffle.partitions", str(2 * spark.sparkContext.defaultParallelism))
    return spark


@contextmanager
def _quiet() -> Iterator[TextIO]:
    """Standard error of what is started meanwhile goes to a file that lives as long as that: Java's start-up talk."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as aside:
        sys.stderr.flush()
        kept = os.dup(2)
        os.dup2(aside.fileno(), 2)
        try:
            yield aside
        finally:
            os.dup2(kept, 2)
            os.close(kept)


class _Connection:
    """As much of a DuckDB connection as reading and checking use, in Spark."""

    def __init__(self, spark: SparkSession) -> None:
        self.spark = spark
        self._rows: list[tuple[Any, ...]] = []

    def execute(self, sql: str) -> _Connection:
        """Runs a query, or makes or drops a temporary view in place of a table."""
        from sqlglot import exp

        tree = _portable(sql)
        if isinstance(tree, exp.Create):
            self.spark.sql(tree.expression.sql("spark")).createOrReplaceTempView(tree.this.name)
        elif not isinstance(tree, exp.Drop):  # a view holds nothing
            self._rows = [tuple(row) for row in self.spark.sql(tree.sql("spark")).collect()]
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows of the last query."""
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        """The first of them."""
        return self._rows[0] if self._rows else None


def _portable(sql: str) -> Any:
    """A statement of DuckDB as a tree that can be said in Spark's words."""
    import sqlglot
    from sqlglot import exp

    def mend(node: Any) -> Any:
        if isinstance(node, exp.RegexpFullMatch):
            return exp.RegexpLike(this=node.this, expression=exp.Literal.string(f"^(?:{node.expression.name})\\z"))
        if (
            isinstance(node, exp.EQ)
            and isinstance(node.this, exp.Anonymous)
            and node.this.name.lower() == "list_position"
        ):
            place = exp.Anonymous(this="array_position", expressions=node.this.expressions)
            return exp.EQ(this=place, expression=exp.Add(this=node.expression, expression=exp.Literal.number(1)))
        return node

    return sqlglot.parse_one(sql, read="duckdb").transform(mend)


def load_distributed(path: Path, spark: SparkSession, progress: Progress | None = None) -> Dataset:
    """The checked dataset of a folder, its registry (``enterprises``, ``makes``, ``supplies``) left in Spark as
    temporary views of their names, typed as a :class:`Dataset` holds them; the other tables are in the dataset as ever.

    CSV is UTF-8, one partition a file; Parquet may be a folder of files. Rows are counted within a file. Of one kind of
    problem in one column the first hundred are told. Raises DataError with every error, or UsageError when ``path`` is
    no folder.
    """
    if not path.is_dir():
        raise UsageError("reading.spark-folder", path=path)
    small = read_tables(path, progress, without=REGISTRY)
    raw = Raw(cast("Any", _Connection(spark)))
    raw.problems += small.problems
    for entry, parquet, table in table_files(path):
        if table is not None and table.name in REGISTRY and entry.exists() and not entry.is_fifo():
            try:
                parquet_files(entry, path)
            except (DataError, OSError):
                continue  # told by read_tables
            if progress:
                progress(table.name)
            _read(raw, spark, table, entry, parquet)
    raw.tell_missing(without=set(SCHEMA.tables) - set(REGISTRY))
    small.problems = []
    problems = _problems(raw, small, spark)
    try:
        dataset = accept(small)
    except DataError as error:
        problems += error.problems
    for problem in raw.problems:
        if problem.code in MONEY_TOLD:
            warnings.warn(DataWarning(problem), stacklevel=2)
    errors = sorted({fault for fault in problems if fault.severity == "error"}, key=sort_key)
    if errors:
        raise DataError(errors)
    dataset_from(raw, REGISTRY)
    return dataset


def _problems(raw: Raw, small: Raw, spark: SparkSession) -> list[Problem]:
    """The problems of the registry by itself, and of every reference from it or to it."""
    referenced = [column.references for name in raw.columns for column in SCHEMA.tables[name].columns]
    whole = Raw(raw.con, dict(raw.columns), partial=small.partial)
    for name, present in small.columns.items():
        table = SCHEMA.tables[name]
        naming = [column.name for column in table.columns if column.name in present and column.references in REGISTRY]
        if not naming and name not in referenced:
            continue
        used = list(dict.fromkeys([*(key for key in table.key if key in present), *naming]))
        rows = small.con.execute(f"select _row, {', '.join(map(quoted, used))} from raw_{name}").fetchall()
        shape = ", ".join(f"`{column}` string" for column in used)
        spark.createDataFrame(rows, f"_row long, {shape}").createOrReplaceTempView(f"raw_{name}")
        whole.columns[name] = tuple(used)
    own = [rule for rule in ERRORS if rule not in (references, self_inputs, region_cycles)]
    found, counts = list(raw.problems), Counter[tuple[str, str | None, str]]()
    for problem in (*(problem for rule in own for problem in rule(raw)), *references(whole)):
        place = (problem.table, problem.column, problem.code)
        counts[place] += 1
        if counts[place] <= _SHOWN:
            found.append(problem)
    return found


def _read(raw: Raw, spark: SparkSession, table: Table, entry: Path, parquet: bool) -> None:
    """One table as the view ``raw_<table>``, cells as text; what Spark cannot read becomes a problem."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        if parquet:
            frame = spark_reader(spark).parquet(spark_path(entry))
        else:
            header = next((row for _, row in csv_rows(entry, ENCODINGS[0], strict=False)), [])
            names = [f"c{number}" for number in range(len(header))]
            frame = (
                spark_reader(spark)
                .schema(", ".join(f"{name} string" for name in names))
                .options(header=True, multiLine=True, quote='"', escape='"', mode="FAILFAST", encoding="UTF-8")
                .csv(spark_path(entry))
            )
        if read_elsewhere(frame, entry):
            raw.problems.append(says.unreadable(table.name, entry.name, message("reading.spark-elsewhere")))
            return
        columns = raw.header(table, frame.columns if parquet else header)
        if columns:
            _keep(raw, table, frame, columns)
    except (PySparkException, Py4JError, OSError, Unreadable) as failure:
        error = failure.cause if isinstance(failure, Unreadable) else failure
        cause = re.search(r"\[[A-Z_]+\] [^\n]*", str(error).rpartition("Caused by:")[2])
        why: Spoken | str = (cause.group() if cause else " ".join(str(error).split()))[:200]
        if isinstance(error, UnicodeDecodeError):
            why = message("reading.not-utf-8")
        raw.problems.append(says.unreadable(table.name, entry.name, why))


def _keep(raw: Raw, table: Table, frame: DataFrame, columns: dict[int, str]) -> None:
    """What :meth:`Raw.keep` does, in Spark's own calls: its SQL has a condition a column, which Spark's optimiser
    multiplies until no memory is left.
    """
    from pyspark.sql import functions as f
    from pyspark.sql import types as t

    cells = [(f.monotonically_increasing_id().bitwiseAND(f.lit(_IN_FILE)) + 2).alias("_row")]
    for number, name in columns.items():
        kind, cell = frame.schema.fields[number].dataType, f.col(quoted(frame.columns[number]).replace('"', "`"))
        if isinstance(kind, t.ArrayType):
            cell = f.array_join(cell, ";")
        elif isinstance(kind, t.BooleanType):
            cell = f.when(cell, "yes").when(~cell, "no")
        text = f.regexp_replace(cell.cast("string"), f"^[{SPACE}]+|[{SPACE}]+$", "")
        cells.append(f.when(text != "", text).alias(name))
    names = list(columns.values())
    shown = f.coalesce(*(f.col(f"`{name}`") for name in names))
    headings = raw.headings.get(table.name, {})
    rows = frame.select(*cells).where(shown.isNotNull())
    for name, heading in headings.items():
        if heading.changes:
            stored = _portable(as_stored(table.by_name[name], heading, quoted(name))).sql("spark")
            rows = rows.withColumn(name, f.expr(stored))
    first = f.coalesce(f.col(f"`{names[0]}`"), f.lit(""))
    for mark in EXAMPLE:
        rows = rows.where(~first.startswith(mark))
    rows = rows.cache()  # several checks and counts read it
    rows.count()  # reads the file now, so that its faults come up here
    rows.createOrReplaceTempView(f"raw_{table.name}")
    raw.columns[table.name] = tuple(names)
    if rows.where(f.concat_ws(" ", *(f.col(f"`{name}`") for name in names)).rlike(_CONTROL)).isEmpty():
        return
    for name in names:
        for row, value in rows.where(f.col(f"`{name}`").rlike(_CONTROL)).select("_row", name).limit(_SHOWN).collect():
            raw.problems.append(says.control_character(table, row, name, value))


__all__ = ["REGISTRY", "load_distributed", "session"]
