"""Reading and checking one million enterprises: DuckDB, the engine in use, against polars, pandera and frictionless.

Each does the same work: read the CSV with row numbers, check that ids are present and unique, that regions have six
digits and that the status is in its vocabulary. Peers that are not installed are left out and said so. Prints
seconds and the ratio to the first, measured in one run. frictionless reads a tenth of the rows and is scaled.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROWS = 1_000_000
STATUS = ("active", "planned", "closed")


def write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name_zh", "region", "status"])
        writer.writerows((f"e{i}", f"企业{i}", f"22{i % 9000 + 100:04d}", STATUS[i % 3]) for i in range(rows))


def with_duckdb(path: Path) -> int:
    import duckdb

    con = duckdb.connect()
    con.execute(
        f"create table t as select row_number() over () + 1 as _row, * from read_csv('{path}', header=true, all_varchar=true)"
    )
    found = con.execute(
        "select count_if(id is null) + count_if(not regexp_full_match(region, '[0-9]{6}')) "
        "+ count_if(status not in ('active', 'planned', 'closed')) + count(*) - count(distinct id) from t"
    ).fetchone()
    assert found is not None
    return int(found[0])


def with_polars(path: Path) -> int:
    import polars as pl

    table = pl.read_csv(path, infer_schema=False, row_index_name="_row", row_index_offset=2)
    return int(
        table.select(
            pl.col("id").is_null().sum()
            + (~pl.col("region").str.contains("^[0-9]{6}$")).sum()
            + (~pl.col("status").is_in(list(STATUS))).sum()
            + pl.len()
            - pl.col("id").n_unique()
        ).item()
    )


def with_pandera(path: Path) -> int:
    import pandera.polars as pa
    import polars as pl

    schema = pa.DataFrameSchema(
        {
            "id": pa.Column(str, unique=True),
            "name_zh": pa.Column(str),
            "region": pa.Column(str, pa.Check.str_matches("^[0-9]{6}$")),
            "status": pa.Column(str, pa.Check.isin(STATUS)),
        }
    )
    schema.validate(pl.read_csv(path, infer_schema=False), lazy=True)
    return 0


def with_frictionless(path: Path) -> int:
    from frictionless import Resource, Schema, system

    fields = [
        {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}},
        {"name": "name_zh", "type": "string"},
        {"name": "region", "type": "string", "constraints": {"pattern": "[0-9]{6}"}},
        {"name": "status", "type": "string", "constraints": {"enum": list(STATUS)}},
    ]
    with system.use_context(trusted=True):
        report = Resource(path=str(path), schema=Schema.from_descriptor({"fields": fields})).validate()
    return len(report.flatten(["rowNumber"]))


PEERS: tuple[tuple[str, Callable[[Path], int], int], ...] = (
    ("duckdb", with_duckdb, 1),
    ("polars", with_polars, 1),
    ("pandera", with_pandera, 1),
    ("frictionless", with_frictionless, 10),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = 0.0
        for name, work, part in PEERS:
            path = Path(folder) / f"enterprises_{part}.csv"
            if not path.exists():
                write(path, ROWS // part)
            start = time.perf_counter()
            try:
                problems = work(path)
            except ImportError:
                print(f"{name:13} not installed, left out")
                continue
            seconds = (time.perf_counter() - start) * part
            base = base or seconds
            print(f"{name:13} {seconds:7.2f} s  {seconds / base:6.1f} x  ({problems} problems)")


if __name__ == "__main__":
    main()
