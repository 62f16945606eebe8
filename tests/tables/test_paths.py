"""A path means what it says: brackets, stars and the like name one file, and links stay in the folder that was named."""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from chaingraph.cli.app import app
from chaingraph.errors import DataError, UsageError
from chaingraph.findings.world import world
from chaingraph.graph import load, write_neo4j
from chaingraph.questions.diff.ask import diff
from chaingraph.safe_write import scratch_copy, whole_folder, whole_update
from chaingraph.tables import Dataset, connect, paths, read_tables, write_folder, write_workbook
from chaingraph.tables.adapters import adapt
from chaingraph.tables.intake import import_files, merge, read_decisions

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows allows few of these names, and links to few users")

# A name, and a sibling that it would mean as a pattern or to a shell or an address.
NAMES = {
    "jl[2]": "jl2", "名单[2024]": "名单2", "[!x]": "y", "[]a]": "a", "[": "b", "jl*": "jla", "**": "c", "a?b": "axb", "a?b'": "axb'",
    "{a,b}": "a", "a\\b": "a/b", "a\\[b]": "a/b", "x\\*?": "x/yz", "a'b": "ab", 'a"b': "ab", "a;b": "a", "a$b": "a", "$(a)": "a",
    "100%": "100", "%61": "a", " leading": "leading", "-dash": "dash", "【终稿】": "终稿", "~": "home", "file:": "z", "s3:": "s3",
    "http:": "http", "region=990100": "region=990200", "a b,c#d": "a b", "a\nb": "a",
    os.fsdecode("名单".encode("gbk")): "名单",  # as unpacked from an old archive
}  # fmt: skip
each_name = pytest.mark.parametrize("name", NAMES, ids=ascii)
FEW = ["jl[2]", "jl*", "a?b", "a\\[b]", "a'b", "region=990100", os.fsdecode("名单".encode("gbk"))]
few_names = pytest.mark.parametrize("name", FEW, ids=ascii)


def unsaid(name: str) -> bool:
    """Whether a name is bytes and no text."""
    return any("\ud800" <= letter <= "\udfff" for letter in name)


def unnamed(name: str) -> bool:
    """Whether DuckDB has no pattern for a name."""
    return unsaid(name) or ("\\" in name and "[" in name)


def table(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.csv").write_text(text, "utf-8")


def small(folder: Path, who: str) -> Path:
    """A dataset with one enterprise, called ``who``."""
    table(folder, "regions", "code,name_zh,parent\n990000,省,\n990100,市,990000\n")
    table(folder, "chains", "id,name_zh\nc,链\n")
    table(folder, "products", "id,name_zh,chain\np,钢,c\nq,煤,c\n")
    table(folder, "inputs", "product,input\np,q\n")
    table(folder, "enterprises", f"id,name_zh,region,status\ne,{who},990000,active\n")
    table(folder, "makes", "enterprise,product,year\ne,p,2024\n")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The datasets ``own`` and ``sib`` in each form, under plain names."""
    base = tmp_path_factory.mktemp("made")
    for who in ("own", "sib"):
        here = base / who
        data = load(small(here / "csv", who))
        (here / "parquet").mkdir()
        write_folder(data, here / "parquet", "parquet")
        shutil.copytree(here / "csv", here / "parts")
        (here / "parts" / "enterprises.csv").unlink()
        data.con.execute(
            f"copy (select id, name_zh, region, status from enterprises) to '{here}/parts/enterprises' (format parquet, partition_by (region))"
        )
        with duckdb.connect(str(here / "data.duckdb")) as con:
            for one in (here / "csv").iterdir():
                con.execute(f"create table {one.stem} as from read_csv('{one}', all_varchar=true)")
        write_workbook(data, here / "data.xlsx")
    return base


def stand(made: Path, form: str, own: Path, sibling: Path) -> None:
    """The two datasets of a form at two places; the form may be a folder or a file."""
    for who, place in (("sib", sibling), ("own", own)):
        place.parent.mkdir(parents=True, exist_ok=True)
        source = made / who / form
        if source.is_dir():
            shutil.copytree(source, place, dirs_exist_ok=True)
        else:
            shutil.copy(source, place)


def firms(data: Dataset) -> list[str]:
    return [name for (name,) in data.rows("select name_zh from enterprises order by all")]


def read(path: Path) -> list[tuple[Any, ...]]:
    raw = read_tables(path)
    assert [one.text("en") for one in raw.problems if one.code != "table-unknown"] == []
    return raw.con.execute("select name_zh, region from raw_enterprises").fetchall()


def refusal(caught: pytest.ExceptionInfo[DataError]) -> str:
    return " ".join(one.text("en") for one in caught.value.problems)


# --- names


@each_name
@pytest.mark.parametrize("form", ["csv", "parquet", "parts"])
def test_a_folder_is_read_and_no_sibling(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    stand(made, form, tmp_path / name, tmp_path / NAMES[name])
    assert read(tmp_path / name) == [("own", "990000")]
    monkeypatch.chdir(tmp_path)  # a relative name begins with its special letter
    assert read(Path(name)) == [("own", "990000")]


@each_name
@pytest.mark.parametrize("ending", [".duckdb", ".xlsx"])
def test_a_file_is_read_and_no_sibling(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, ending: str
) -> None:
    for own, sibling in (
        (f"{name}{ending}", f"{NAMES[name]}{ending}"),
        (f"{name}/data{ending}", f"{NAMES[name]}/data{ending}"),
    ):
        stand(made, f"data{ending}", tmp_path / "x" / own, tmp_path / "x" / sibling)
        if ending == ".xlsx" and unsaid(name):
            assert [one.code for one in read_tables(tmp_path / "x" / own).problems] == [
                "unreadable"
            ]  # the reader has no word for such bytes
            continue
        assert read(tmp_path / "x" / own) == [("own", "990000")]
        monkeypatch.chdir(tmp_path / "x")
        assert read(Path(own)) == [("own", "990000")]


@few_names
def test_files_of_a_partition_are_named_oddly_too(made: Path, tmp_path: Path, name: str) -> None:
    stand(made, "parts", tmp_path / "data", tmp_path / "other")
    part = next((tmp_path / "data").rglob("*.parquet"))
    sibling = tmp_path / "data" / "enterprises" / ".sib" / f"{NAMES[name]}.parquet"
    sibling.parent.mkdir(parents=True)
    shutil.copy(next((tmp_path / "other").rglob("*.parquet")), sibling)
    part.rename(part.with_name(f"{name}.parquet"))
    if unnamed(name):
        with pytest.raises(UsageError, match="plain name"):
            read_tables(tmp_path / "data")
    else:
        assert read(tmp_path / "data") == [("own", "990000")]


@few_names
def test_a_database_is_read_with_what_waits_beside_it(made: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "data.duckdb"
    stand(made, "data.duckdb", path, tmp_path / NAMES[name] / "data.duckdb")
    source = shutil.copy(path, tmp_path / "writing.duckdb")
    with duckdb.connect(source) as con:
        con.execute("set wal_autocheckpoint = '1GB'")
        con.execute("insert into enterprises values ('f', 'later', '990000', 'active')")
        shutil.copy(source, path)
        shutil.copy(f"{source}.wal", f"{path}.wal")
    before = path.read_bytes(), path.with_name("data.duckdb.wal").read_bytes()
    assert sorted(read(path)) == [("later", "990000"), ("own", "990000")]
    assert (path.read_bytes(), path.with_name("data.duckdb.wal").read_bytes()) == before


@few_names
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_outputs_appear_under_the_name_that_was_given(made: Path, tmp_path: Path, name: str, form: str) -> None:
    stand(made, "csv", tmp_path / name, tmp_path / NAMES[name])
    sibling = (tmp_path / NAMES[name] / "enterprises.csv").read_bytes()
    shutil.rmtree(tmp_path / name)
    with whole_folder(tmp_path / name) as folder:
        write_folder(load(made / "own" / "csv"), folder, form)
    assert read(tmp_path / name) == [("own", "990000")]
    with whole_folder(tmp_path / name) as folder:
        write_neo4j(load(made / "own" / "csv"), folder)
    assert "own" in (tmp_path / name / "enterprises.csv").read_text("utf-8")
    assert (tmp_path / NAMES[name] / "enterprises.csv").read_bytes() == sibling


@few_names
@pytest.mark.parametrize("to", ["nquads", "turtle", "xlsx", "graphml"])
def test_exported_files_appear_under_the_name_that_was_given(made: Path, tmp_path: Path, name: str, to: str) -> None:
    out = tmp_path / name / f"{name}.{to}"
    (tmp_path / name).mkdir()
    done = CliRunner().invoke(app, ["export", str(made / "own" / "csv"), "--to", to, "--out", str(out)])
    if isinstance(done.exception, UsageError):  # a library that cannot take such bytes
        assert unsaid(name)
        return
    assert done.exit_code == 0, done.output
    assert [one.name for one in out.parent.iterdir()] == [out.name]


@pytest.mark.parametrize("name", ["jl[2]", "a?b'", "a\\[b]", "region=990100"], ids=ascii)
def test_diff_merge_and_import_under_such_names(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The folder of temporary files has such a name as well."""
    own, sibling = tmp_path / name, tmp_path / NAMES[name]
    stand(made, "csv", own / "data", sibling / "data")
    table(own, "enterprises", "id,name_zh,region\nf,新企业,990100\n")
    table(sibling, "enterprises", "id,name_zh,region\nf,别人的,990100\n")
    (own / "tmp").mkdir()
    before = firms(load(own / "data"))
    monkeypatch.setattr(tempfile, "tempdir", str(own / "tmp"))
    if unnamed(name):
        with pytest.raises(UsageError, match="TMPDIR"), whole_update(own / "data") as folder:
            import_files(folder, [own / "enterprises.csv"])
        return
    with whole_update(own / "data") as folder:
        assert not import_files(folder, [own / "enterprises.csv"]).refused
    assert (before, firms(load(own / "data"))) == (["own"], ["own", "新企业"])
    assert firms(load(sibling / "data")) == ["sib"]
    told = diff(world(load(made / "own" / "csv")), world(load(own / "data")))
    assert told.counts == {"enterprises": (1, 0, 0)}
    with whole_folder(own / "both") as folder:
        assert merge(load(own / "data"), load(made / "sib" / "csv"), folder).problems == []
    assert firms(load(own / "both")) == ["own", "sib", "新企业"]
    assert not [
        path for path in (own / "tmp").rglob("*") if path.is_file()
    ]  # the folder of this process stays until it ends


def test_an_import_list_is_the_file_that_was_named(made: Path, tmp_path: Path) -> None:
    for name in FEW:
        place = tmp_path / "in" / name
        for path, who in ((tmp_path / "in" / NAMES[name], "别人的"), (place, "新企业")):
            table(path, "enterprises", f"id,name_zh,region\nf,{who},990100\n")
        with scratch_copy(made / "own" / "csv") as folder:
            assert not import_files(folder, [place]).refused
            assert read(folder)[1:] == [("新企业", "990100")], name


@few_names
def test_an_adapter_reads_the_folder_that_was_named(tmp_path: Path, name: str) -> None:
    for place, who in ((tmp_path / NAMES[name], "别人"), (tmp_path / name, "甲")):
        table(place, "firms", f"ts_code,symbol,name,area,industry,list_date\n000001.SZ,000001,{who},深圳,银行,1\n")
    assert firms(adapt([tmp_path / name]).dataset) == ["甲"]


def test_a_folder_above_that_looks_like_a_partition_tells_nothing(made: Path, tmp_path: Path) -> None:
    """DuckDB would take the columns from ``region=990100`` in the path, against the cells."""
    for form in ("csv", "parquet", "parts"):
        place = tmp_path / form / "region=990100" / "name_zh=x"
        shutil.copytree(made / "own" / form, place)
        assert read(place) == [("own", "990000")]


def test_what_the_folders_of_a_partition_tell(tmp_path: Path) -> None:
    place = small(tmp_path / "data", "own")
    (place / "enterprises.csv").unlink()
    con = duckdb.connect()
    told = {
        "region=990000": "a",
        "region=99%30200": "b",
        "region=__HIVE_DEFAULT_PARTITION__": "c",
        "region=990100": "d",
    }
    for part, who in told.items():
        (place / "enterprises" / part).mkdir(parents=True)
        con.execute(
            f"copy (select '{who}' as id, '{who}' as name_zh, 'cell' as region) to '{place}/enterprises/{part}/x.parquet' (format parquet)"
        )
    hidden = place / "enterprises" / "_temporary" / "region=990000"
    hidden.mkdir(parents=True)
    shutil.copy(place / "enterprises" / "region=990000" / "x.parquet", hidden / "half-written.parquet")
    assert read(place) == [("b", "990200"), ("a", "990000"), ("d", "990100"), ("c", None)]
    shutil.copy(hidden / "half-written.parquet", place / "enterprises" / "loose.parquet")
    problems = read_tables(place).problems
    assert "different columns" in " ".join(problem.en for problem in problems)
    assert not any(re.search("[\u4e00-\u9fff]", problem.en) for problem in problems)


BARE_PATH = re.compile(r"read_(?:csv|parquet|text|json)\((?:'|\{literal\(|\?)|to '\{|\{literal\(str\(")


def bare_paths(source: str) -> list[str]:
    """Lines of SQL in which a path stands as it is, without the helper that makes one name of it."""
    return [line.strip() for line in source.splitlines() if BARE_PATH.search(line)]


def test_no_path_reaches_duckdb_but_by_the_helper() -> None:
    package = Path(paths.__file__).parent.parent
    bare = {path: bare_paths(path.read_text("utf-8")) for path in package.rglob("*.py")}
    assert {path: lines for path, lines in bare.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "select * from read_csv('{path}')",
        "select * from read_parquet({literal(path)})",
        "select * from read_text(?)",
        "copy t to '{path}' (format csv)",
        "attach {literal(str(path))}",
    ],
)
def test_a_path_without_the_helper_would_be_seen(line: str) -> None:
    assert bare_paths(f"before\n{line}\nselect * from read_csv({{relation}})") == [line]


@pytest.mark.parametrize("name", ["a[1]", "a*", "a?b"])
def test_a_name_in_spite_of_links_that_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As for most users of Windows."""
    monkeypatch.setattr(Path, "symlink_to", lambda *_, **__: (_ for _ in ()).throw(OSError()))
    monkeypatch.setattr(os, "link", lambda *_, **__: (_ for _ in ()).throw(OSError()))
    small(tmp_path / name, "own")
    assert read(tmp_path / name) == [("own", "990000")]
    with duckdb.connect(str(tmp_path / "x.duckdb")) as con:
        con.execute("create table enterprises as select 'e' as id, 'own' as name_zh, '990000' as region")
    shutil.move(tmp_path / "x.duckdb", tmp_path / name / "x.duckdb")
    assert read_tables(tmp_path / name / "x.duckdb").con.execute("select name_zh from raw_enterprises").fetchall() == [
        ("own",)
    ]
    with pytest.raises(UsageError, match="plain name"), paths.to_read(tmp_path / "a\\[b]"):
        pass


def test_too_little_memory_is_helped_out_by_the_folder_of_temporary_files_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("t[1]", "t*", "t?x", "t\\x", "t'x"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
        folder = connect().execute("select current_setting('temp_directory')").fetchall()[0][0]
        assert folder.startswith(f"{tmp_path / name}/") or (folder, name) == ("", "t\\x")


# --- addresses


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and all that came in on it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hear() -> None:
            while True:
                try:
                    one, _ = server.accept()
                except OSError:
                    return
                with one:
                    one.settimeout(0.2)
                    try:
                        heard.append(one.recv(1000))
                    except OSError:
                        heard.append(b"")

        thread = threading.Thread(target=hear, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(2)


def test_duckdb_asks_no_network(
    listener: tuple[int, list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, heard = listener
    monkeypatch.chdir(tmp_path)
    con = connect()
    settings = dict(
        con.execute("select name, value from duckdb_settings() where name like 'auto%extensions'").fetchall()
    )
    assert settings == {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    place = f"127.0.0.1:{port}"
    for address in (
        f"http://{place}/x",
        f"https://{place}/x",
        f"s3://{place}/x",
        f"hf://datasets/{place}/x",
        f"gcs://{place}/x",
        f"file://{place}/x",
    ):
        for sql in (
            f"from read_csv('{address}.csv')",
            f"from read_parquet('{address}.parquet')",
            f"attach '{address}.duckdb' as far",
            f"copy (select 1) to '{address}.csv'",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(sql)
        for ending in (".csv", ".parquet", ".duckdb", ".xlsx", ""):
            with pytest.raises((UsageError, DataError)):  # as a path, whoever makes one of it
                load(Path(address + ending))
            if not address.startswith("http"):  # these are asked as SPARQL endpoints, by our own reader
                with pytest.raises(UsageError):
                    load(address + ending)
    with pytest.raises(duckdb.Error):
        con.execute("load httpfs")
    assert heard == []


def test_a_folder_that_is_called_like_an_address(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made / "own" / "csv", tmp_path / "http:" / "host" / "data")
    assert read(Path("http:/host/data")) == [("own", "990000")]


@pytest.mark.parametrize("words", [
    ["export", "DATA", "--to", "folder", "--out", "s3://bucket/x"], ["export", "DATA", "--to", "xlsx", "--out", "https://host/x.xlsx"],
    ["build", "DATA", "--out", "hf://x/y"], ["import", "DATA/enterprises.csv", "--into", "s3://bucket/x"], ["merge", "DATA", "DATA", "--out", "s3://bucket/x"],
])  # fmt: skip
def test_an_output_is_no_address(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [one.replace("DATA", str(made / "own" / "csv")) for one in words])
    assert isinstance(done.exception, UsageError)
    assert "address" in done.exception.text("en")
    assert list(tmp_path.iterdir()) == []


# --- links


SECRET = "root:x:0:0\n"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "outside" / "secret.csv"
    path.parent.mkdir()
    path.write_text(SECRET)
    return path


def test_a_link_out_of_the_folder_is_named_and_not_read(made: Path, tmp_path: Path, secret: Path) -> None:
    data = tmp_path / "data"
    for form, name, target in (
        ("csv", "sources.csv", secret), ("csv", "sources.csv", secret.parent / "gone.csv"), ("csv", "sources.parquet", secret), ("csv", "sources", secret.parent),
        ("csv", "enterprises.csv", made / "sib" / "csv" / "enterprises.csv"), ("parts", "enterprises/region=990100", made / "sib" / "parts" / "enterprises" / "region=990000"),
        ("parts", "enterprises/region=990000/more.parquet", secret), ("parts", "enterprises/more", Path("/")),
    ):  # fmt: skip
        shutil.copytree(made / "own" / form, data)
        (data / name).unlink(missing_ok=True)
        (data / name).symlink_to(target)
        with pytest.raises(DataError) as caught:
            load(data)
        assert "is a link out of the folder" in refusal(caught)
        assert (data / name).name in refusal(caught)
        assert {one.table for one in caught.value.problems if "link" in one.en} == {
            name.partition("/")[0].partition(".")[0]
        }
        assert "root:x" not in refusal(caught)
        shutil.rmtree(data)


def test_links_that_stay_in_the_folder_are_well(made: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(made / "own" / "parts", data)
    (data / "deep").mkdir()
    (data / "makes.csv").rename(data / "deep" / "m.csv")
    (data / "makes.csv").symlink_to("deep/m.csv")
    (data / "products.csv").rename(data / "deep" / "p.csv")
    (data / "products.csv").symlink_to(data / "deep" / "p.csv")
    (data / "enterprises" / "region=990000").rename(data / "deep" / "part")
    (data / "enterprises" / "region=990100").symlink_to(
        "../deep/part"
    )  # DuckDB's own ** would leave it out without a word
    (tmp_path / "link").symlink_to(data)
    for place in (data, tmp_path / "link"):
        told = load(place)
        assert told.count("makes") == 1
        assert told.count("products") == 2
        assert told.rows("select name_zh, region from enterprises") == [("own", "990100")]


def test_a_folder_that_holds_itself_is_told(made: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(made / "own" / "parts", data)
    (data / "enterprises" / "region=990100").symlink_to("..")
    assert "unreadable" in {one.code for one in read_tables(data).problems}


def test_a_link_of_no_table_stops_nothing(made: Path, tmp_path: Path, secret: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(made / "own" / "csv", data)
    (data / "notes.txt").symlink_to(secret)
    (data / "everything").symlink_to("/")  # and is not searched
    (data / "other.csv").symlink_to(secret)
    assert read(data) == [("own", "990000")]


@pytest.mark.parametrize(
    "name",
    ["sources.csv", "matches.csv", "datapackage.json", ".imports", ".imports/0001-2025-01-01.json", "enterprises.csv"],
)
def test_an_import_follows_no_link_out_of_the_dataset(made: Path, tmp_path: Path, secret: Path, name: str) -> None:
    """Neither reads there nor writes there, and copies nothing in."""
    data = tmp_path / "data"
    shutil.copytree(made / "own" / "csv", data)
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).unlink(missing_ok=True)
    shutil.copy(made / "sib" / "csv" / "enterprises.csv", secret)
    (data / name).symlink_to(secret.parent if name == ".imports" else secret)
    table(tmp_path / "new", "sources", "id,title\ns,年报\n")
    table(tmp_path / "new", "enterprises", "id,name_zh,region\nf,新企业,990100\n")
    for words in (["--dry-run"], []):
        done = CliRunner().invoke(app, ["import", str(tmp_path / "new"), "--into", str(data), *words])
        if name == "datapackage.json" and words == ["--dry-run"] and done.exit_code == 0:
            continue
        assert isinstance(done.exception, DataError), done.output
        assert Path(name).name in str(done.exception)
        assert "link out of the folder" in str(done.exception)
        assert (data / name).is_symlink()
        assert [one.name for one in secret.parent.iterdir()] == ["secret.csv"]


def test_an_import_keeps_links_that_stay_in_the_folder(made: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(made / "own" / "csv", data)
    (data / "deep").mkdir()
    for name, target in (
        ("makes.csv", data / "deep" / "makes.csv"),
        ("products.csv", Path("../data/deep/products.csv")),
    ):
        (data / name).rename(data / "deep" / name)
        (data / name).symlink_to(target)
    table(tmp_path / "new", "enterprises", "id,name_zh,region\nf,新企业,990100\n")
    for words in (["--dry-run"], [], ["--undo"]):
        files = [] if words == ["--undo"] else [str(tmp_path / "new")]
        done = CliRunner().invoke(app, ["import", *files, "--into", str(data), *words])
        assert done.exit_code == 0, (done.output, done.exception)
        assert load(data).count("makes") == 1
        assert (data / "makes.csv").is_symlink()
    (tmp_path / "data").rename(tmp_path / "moved")
    assert load(tmp_path / "moved").count("products") == 2


def test_lists_adapters_and_graphs_follow_no_link_out_of_their_folder(made: Path, tmp_path: Path, secret: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "企业.csv").symlink_to(secret)
    with scratch_copy(made / "own" / "csv") as folder, pytest.raises(DataError, match=r"企业\.csv is a link"):
        import_files(folder, [lists])
    for name in ("firms.csv", "README.md", "LICENSE"):
        place = tmp_path / f"foreign {name}"
        table(place, "list", "ts_code,symbol,name,area,industry,list_date\n000001.SZ,000001,甲,深圳,银行,1\n")
        (place / name).symlink_to(secret)
        with pytest.raises(DataError, match="is a link out") as caught:
            adapt([place])
        assert name in refusal(caught)
    built = tmp_path / "built"
    built.mkdir()
    (built / "findings.json").write_text("{}")
    (built / "graph.nq").symlink_to(secret)
    with pytest.raises(DataError, match=r"graph\.nq is a link"):
        load(built)


def test_a_list_that_is_a_link_itself_was_named_and_is_read(made: Path, tmp_path: Path) -> None:
    table(tmp_path / "far", "enterprises", "id,name_zh,region\nf,新企业,990100\n")
    (tmp_path / "near.csv").symlink_to(tmp_path / "far" / "enterprises.csv")
    (tmp_path / "near").symlink_to(tmp_path / "far")
    for place in (tmp_path / "near.csv", tmp_path / "near"):
        with scratch_copy(made / "own" / "csv") as folder:
            import_files(folder, [place])
    (tmp_path / "d.csv").symlink_to(tmp_path / "far" / "enterprises.csv")
    assert read_decisions([tmp_path / "d.csv"]) == []


def test_a_new_build_copies_no_linked_file_in(tmp_path: Path, secret: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        with whole_folder(out) as new:
            (new / "a").write_text("a")
        (out / "theirs").unlink(missing_ok=True)
        (out / "theirs").symlink_to(secret)
    with whole_folder(out) as new:
        (new / "a").write_text("b")
    assert (out / "theirs").is_symlink()
    assert SECRET not in [one.read_text() for one in out.rglob("*") if one.is_file() and not one.is_symlink()]


def test_a_scratch_copy_brings_no_secret_in(made: Path, tmp_path: Path, secret: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(made / "own" / "csv", data)
    (data / "sources.csv").symlink_to(secret)
    with scratch_copy(data) as copy, pytest.raises(DataError, match=r"sources\.csv is a link out"):
        load(copy)
    with pytest.raises(DataError, match="is a link out"), whole_update(data) as copy:
        load(copy)


def test_a_junction_is_not_copied_as_what_it_leads_to(
    made: Path, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is no link and yet lies elsewhere, as on Windows."""
    data = tmp_path / "data"
    shutil.copytree(made / "own" / "csv", data)
    (data / "enterprises").mkdir()
    true = os.path.realpath
    monkeypatch.setattr(
        os.path,
        "realpath",
        lambda path, **known: str(secret) if Path(path).name == "enterprises" else true(path, **known),
    )
    for copied in (scratch_copy, whole_update):
        with pytest.raises(DataError, match="enterprises is a link out"), copied(data):
            pass
    assert {one.value for one in read_tables(data).problems if "link out" in one.en} == {"enterprises"}
