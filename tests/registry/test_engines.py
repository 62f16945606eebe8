"""Registries in a database or in Spark: the same expressions, the same problems, the same findings."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

import chaingraph as cg
from chaingraph.cli.app import app
from chaingraph.errors import DataError, UsageError
from chaingraph.registry import views
from chaingraph.schema import SCHEMA
from chaingraph.tables import check, read_tables
from chaingraph.tables.raw import quoted
from chaingraph.temporary import process_folder
from tests.tables.test_paths import NAMES, small

_KIND = {"number": "double precision", "integer": "bigint", "year": "integer", "boolean": "boolean", "list": "text[]"}


def typed(data: cg.Dataset) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of every table, the rows in an order of their own."""
    return {
        name: data.rows(f"select {', '.join(quoted(c.name) for c in table.columns)} from {name} order by all")
        for name, table in SCHEMA.tables.items()
    }


def kinds(name: str) -> str:
    """The columns of a table as a database declares them."""
    return ", ".join(f"{quoted(c.name)} {_KIND.get(c.type, 'text')}" for c in SCHEMA.tables[name].columns)


def found(known: cg.World, region: str | None = None, chain: str | None = None) -> list[dict[str, Any]]:
    return [item.as_json() for item in cg.gaps(known, region, chain=chain).items]


def write(folder: Path, tables: dict[str, list[list[str]]]) -> Path:
    """A dataset folder, each table with its header first."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def registry(draw: random.Random) -> dict[str, list[list[str]]]:
    """Made-up tables with everything that the counts look at: years, groups, sources, spellings, lists, odd letters."""
    firms = [f"e{i}" for i in range(40)]
    groups = ["", "", "", "甲集团", "企业3", "乙集团", "e3", "e4", "企业5"]
    makes = {
        (draw.choice(firms), f"{draw.randrange(12):03d}", draw.choice(["", "2019", "2023", "2024"])) for _ in range(150)
    }
    return {
        "regions": [["代码", "名称", "上级地区"], ["990000", "省", ""], ["990100", "甲市", "990000"], ["990200", "乙市", "990000"]],
        "chains": [["id", "name_zh"], ["c", "链"]],
        "products": [
            ["id", "name_zh", "chain", "final", "broader"],
            *([f"{i:03d}", f"产品{i}", "c", "是" if i > 9 else "", f"{draw.randrange(i):03d}" if i % 3 == 1 else ""] for i in range(12)),
        ],
        "inputs": [["product", "input"], *([f"{i:03d}", f"{draw.randrange(i):03d}"] for i in range(3, 12))],
        "sources": [["id", "title", "year", "kind"], ["s1", "年报", "2024", "company"], ["s2", "常识", "2020", "general"], ["s3", "无年份", "", "news"]],
        "enterprises": [
            ["编号", "企业名称", "region", "status", "parent_group", "revenue_yi"],
            *([one, f"企业{one[1:]}", draw.choice(["990000", "990100", "990200", "110000"]), draw.choice(["", "在业", "planned", "active"]),
               draw.choice(groups), draw.choice(["", "12.5"])] for one in firms),
        ],
        "makes": [
            ["enterprise", "product", "year", "output_yi", "source", "confidence", "note"],
            *([*one, draw.choice(["", "1.5", "0", "12"]), draw.choice(["", "s1", "s2；s3", "s3; s1"]), draw.choice(["", "low", "高"]),
               draw.choice(["", "一行\n两行", '带"引号"', " 　空格 "])] for one in sorted(makes)),
        ],
    }  # fmt: skip


# --- the text that DuckDB runs


def test_the_sql_is_made_from_the_expressions_as_they_stand() -> None:
    pytest.importorskip("ibis", reason="Ibis is not installed")
    import ibis

    from chaingraph.registry import expressions

    head, _, rest = views.SQL.read_text("utf-8").partition("\n")
    assert expressions.origin_hash() in head, "expressions.py changed: run python -m chaingraph.registry.expressions"
    if f"Ibis {ibis.__version__} " in head:  # another version may word the same otherwise
        assert expressions.text().partition("\n")[2] == rest


def test_the_default_engine_loads_nothing_of_ibis() -> None:
    code = "import sys, chaingraph as cg; cg.gaps(cg.world(cg.load())); print([m for m in ('ibis', 'pandas', 'pyspark', 'pyarrow') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_bound_of_memory_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAINGRAPH_MEMORY", "much")
    with pytest.raises(UsageError, match="CHAINGRAPH_MEMORY"):
        cg.load()


# --- databases


def test_a_duckdb_file_is_a_dataset_and_its_views_are_left_alone(tmp_path: Path) -> None:
    data = cg.load()
    path = tmp_path / "吉林.duckdb"
    data.con.execute(f"attach '{path}' as target")
    for name, table in SCHEMA.tables.items():
        cells = ", ".join(quoted(column.name) for column in table.columns)
        data.con.execute(f"create table target.{quoted(table.name_zh)} as select {cells} from {name}")
    data.con.execute("detach target")
    with duckdb.connect(str(path)) as con:
        con.execute("create view stolen as select * from read_text('/etc/hostname')")
    read = cg.load(path)
    assert typed(read) == typed(data)
    assert not [one for one in check(read_tables(path)) if one.table == "stolen" or "hostname" in str(one)]


def test_a_file_that_is_no_duckdb_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(DataError) as caught:
        cg.load(tmp_path / "x.duckdb")
    assert [problem.code for problem in caught.value.problems] == ["unreadable"]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of this test's own; the address of an empty database with a password in it."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    where = tools[-1] if tools else Path(shutil.which("initdb") or "/missing").parent
    if not (where / "initdb").exists():
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        user: list[str] = []
        if os.getuid() == 0:  # the server refuses to run as root
            if not shutil.which("runuser"):
                pytest.skip("PostgreSQL does not run as root, and there is no runuser")
            shutil.chown(folder, "nobody")
            user = ["runuser", "-u", "nobody", "--"]
        home = f"{folder}/data"
        run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
        subprocess.run(
            [*user, str(where / "initdb"), "-D", home, "-A", "trust", "-U", "cg", "-E", "UTF8", "--locale=C.UTF-8"],
            **run,
        )  # type: ignore[call-overload]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        control = [*user, str(where / "pg_ctl"), "-D", home, "-w"]
        subprocess.run([*control, "-o", options, "-l", f"{folder}/log", "start"], **run)  # type: ignore[call-overload]
        try:
            yield f"postgresql://cg:secret@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)  # type: ignore[call-overload]


def test_a_postgresql_database_is_a_dataset(postgres: str) -> None:
    import psycopg

    data = cg.load()
    with psycopg.connect(postgres) as con:
        for name, rows in typed(data).items():
            con.execute(f"create table {name} ({kinds(name)})")  # type: ignore[arg-type]
            with con.cursor().copy(f"copy {name} from stdin") as copy:  # type: ignore[arg-type]
                for row in rows:
                    copy.write_row(row)
    read = cg.load(postgres)
    assert typed(read) == typed(data)
    assert found(cg.world(read)) == found(cg.world(data))
    told = CliRunner().invoke(app, ["gaps", postgres, "--format", "json", "--top", "2"])
    assert [one["product"] for one in json.loads(told.stdout)] == [one["product"] for one in found(cg.world(data))[:2]]


def test_a_database_that_does_not_answer_is_told_without_its_password(postgres: str) -> None:
    for address in (
        postgres.replace("/postgres", "/absent"),
        "postgresql://cg:secret@127.0.0.1:1/x",
        "postgresql://[::1",
    ):
        with pytest.raises(UsageError) as caught:
            cg.load(address)
        assert "secret" not in caught.value.text("zh") + caught.value.text("en")


# --- Spark


@pytest.fixture(scope="module")
def spark() -> Any:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        pytest.skip("no Java (Debian: default-jre-headless)")
    from chaingraph.tables.distributed import session

    settings = {  # one thread, and no code made for queries that run once over a hundred rows
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    told = " ".join(f"--conf '{name}={value}'" for name, value in settings.items())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"--master 'local[1]' {told} pyspark-shell")
        running = session()
        yield running
        running.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark_leaves_no_folder_where_the_program_runs(spark: Any) -> None:
    spark.sql("create table kept using parquet as select 1 as cell")
    assert (process_folder() / "warehouse" / "kept").is_dir()
    assert not Path("spark-warehouse").exists()
    spark.sql("drop table kept")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", [pytest.param("csv", marks=pytest.mark.slow), "parquet"])
def test_spark_and_duckdb_give_the_same_findings(spark: Any, tmp_path: Path, form: str) -> None:
    from chaingraph.registry.spark import load_with_spark

    folder = write(tmp_path / "data", registry(random.Random(form)))
    if form == "parquet":  # a folder of files, parted by a column
        for name, by in (("enterprises", "region"), ("makes", "product")):
            path = folder / f"{name}.csv"
            duckdb.connect().execute(
                f"copy (select * from read_csv('{path}', all_varchar=true)) to '{folder / name}' (format parquet, partition_by ({quoted(by)}))"
            )
            path.unlink()
    one, other = cg.world(cg.load(folder)), cg.world(*load_with_spark(folder))
    for region in ("990000", "990100"):
        assert found(other, region) == found(one, region)
    making = one.market("990000").made.values()
    assert any(each.owners < each.makers for each in making), "the witness has no makers of one group"
    assert any(each.hhi_basis == "output" for each in making)
    assert any(0 < each.dated < each.sourced for each in making)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(os.name == "nt", reason="Windows allows few of these names")
def test_spark_reads_the_folder_that_was_named(spark: Any, tmp_path: Path) -> None:
    """To Hadoop braces, brackets, stars and backslashes are a pattern."""
    from chaingraph.tables.distributed import load_distributed
    from chaingraph.tables.paths import read_elsewhere, spark_path, spark_reader

    for who in ("own", "sib"):
        small(tmp_path / who, who)
        duckdb.connect().execute(
            f"copy (from read_csv('{tmp_path / who}/enterprises.csv', all_varchar=true)) to '{tmp_path / who}/firms' (format parquet, partition_by (region))"
        )
    told = {}
    for name in ("jl[2]", "jl*", "a?b", "{a,b}", "a\\b", "a\\[b]", "100%", "%61", " leading", "http:"):
        for who, place in (("sib", NAMES[name]), ("own", name)):
            shutil.copytree(tmp_path / who, tmp_path / "in" / place, dirs_exist_ok=True)
        entry = tmp_path / "in" / name
        frame = spark_reader(spark).option("header", True).csv(spark_path(entry / "enterprises.csv"))
        parts = spark_reader(spark).parquet(spark_path(entry / "firms"))
        assert not read_elsewhere(frame, entry)
        assert not read_elsewhere(parts, entry)
        assert read_elsewhere(parts, tmp_path / "sib")
        told[name] = {tuple(row) for one in (frame, parts) for row in one.select("name_zh", "region").collect()}
    assert {name: cells for name, cells in told.items() if cells != {("own", "990000")}} == {}
    entry = tmp_path / "in" / "{a,b}"
    shutil.rmtree(entry / "firms")
    load_distributed(entry, spark)
    assert spark.sql("select name_zh from enterprises").collect()[0][0] == "own"
    (entry / "makes.csv").rename(tmp_path / "far.csv")
    (entry / "makes.csv").symlink_to(tmp_path / "far.csv")
    with pytest.raises(DataError, match="link out of the folder"):
        load_distributed(entry, spark)


@pytest.mark.filterwarnings("ignore")
def test_spark_reads_the_unit_of_a_header(spark: Any, tmp_path: Path) -> None:
    from chaingraph.registry.spark import load_with_spark

    folder = write(tmp_path / "data", registry(random.Random("unit")))
    path = folder / "makes.csv"
    path.write_text("enterprise,product,产值（万元）,产能（吨）\n" + "\n".join(f"{one},{product},12345.6,5" for one, product in cg.load(folder).rows("select enterprise, product from makes group by all")) + "\n", "utf-8")  # fmt: skip
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:-1], lines[-1].replace("12345.6,5", ",")]) + "\n", "utf-8")
    load_with_spark(folder)
    query = "select distinct output_yi, capacity from makes order by output_yi nulls last"
    assert spark.sql(query).collect() == cg.load(folder).rows(query) == [(1.23456, "5 吨"), (None, None)]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_bundled_findings_on_the_command_line(spark: Any) -> None:
    told = CliRunner().invoke(
        app, ["gaps", "--engine", "spark", "--format", "json", "--region", "220200", "--chain", "auto"]
    )
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == found(cg.world(cg.load()), "220200", "auto")


@pytest.mark.filterwarnings("ignore")
def test_spark_names_the_same_problems(spark: Any, tmp_path: Path) -> None:
    from chaingraph.registry.spark import load_with_spark

    tables = registry(random.Random(5))
    firms, makes = tables["enterprises"], tables["makes"]
    firms[3][1] = ""
    firms[5][2] = "990900"
    firms[6][3] = "也许"
    firms[7][5] = "-3"
    firms[8][5] = "十二"
    firms[9][0] = firms[10][0]
    firms[12][1] = "控\x07制"
    firms[14][1], firms[14][2] = firms[13][1], firms[13][2]
    makes[2][0], makes[4][1], makes[5][2], makes[6][3] = "nobody", "nothing", "20", "1e99"
    makes.append(list(makes[9]))
    tables["projects"] = [["id", "name_zh", "region", "chain", "enterprise"], ["j", "项目", "990100", "c", "absent"]]
    folder = write(tmp_path, tables)
    with pytest.raises(DataError) as one:
        cg.load(folder)
    with pytest.raises(DataError) as other:
        load_with_spark(folder)

    def told(problems: Any) -> list[tuple[Any, ...]]:
        return sorted((one.table, one.row or 0, one.column or "", one.code, one.value or "") for one in problems)

    assert told(other.value.problems) == told(one.value.problems)
    assert len({problem.code for problem in one.value.problems}) >= 8


@pytest.mark.filterwarnings("ignore")
def test_spark_needs_a_folder_of_utf8_and_whole_rows(spark: Any, tmp_path: Path) -> None:
    from chaingraph.registry.spark import load_with_spark

    (tmp_path / "x.nq").touch()
    with pytest.raises(UsageError, match="folder"):
        load_with_spark(tmp_path / "x.nq")
    folder = write(tmp_path / "data", registry(random.Random(1)))
    (folder / "enterprises.csv").write_bytes("编号,企业名称,所在地区\ne1,厂,990000\n".encode("gbk"))
    with (folder / "makes.csv").open("a", encoding="utf-8") as file:
        file.write("e1,001\n")
    with pytest.raises(DataError) as caught:
        load_with_spark(folder)
    assert {(one.table, one.code) for one in caught.value.problems} >= {
        ("enterprises", "unreadable"),
        ("makes", "unreadable"),
    }
