"""Every command through its real entry point: in this process, and in one of its own where the process is what is tried."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from chaingraph.cli.app import app
from chaingraph.cli.commands import COMMANDS as LISTED
from chaingraph.graph import FORMATS
from chaingraph.network import NETWORK_FORMATS
from chaingraph.plugins import Kind, listed
from tests.matrices import write_matrix
from tests.spoiling import run_here

TINY = Path(__file__).parent.parent / "ontology" / "tiny"
COMMANDS = ("build", "validate", "describe", "gaps", "stability", "risk", "related", "targets", "profile", "explain",
            "query", "export", "template", "import", "adapt", "check", "merge", "evaluate", "whatif", "diff", "serve", "endpoint", "plan", "candidates", "classify", "sites", "duplication", "report", "start", "survey")  # fmt: skip


def environment(lang: str) -> dict[str, str]:
    """What differs from this process: a locale, and lines that do not break."""
    return {"LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "en_US.UTF-8", "COLUMNS": "200"}


def sound(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    assert "Traceback" not in done.stderr
    assert "Traceback" not in done.stdout
    return done


def run(*words: str | Path, lang: str = "zh", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The program by its own entry in this process: what it costs to start one is saved."""
    call = [str(word) for word in words]
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        for name, value in environment(lang).items():
            patch.setenv(name, value)
        patch.chdir(cwd or Path.cwd())
        try:
            ended = run_here(*call)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
    out, err = (text.replace("\r\n", "\n") for text in (ended.out, ended.err))
    return sound(subprocess.CompletedProcess(call, ended.code, out, err))


def run_apart(*words: str | Path, lang: str = "zh", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "chaingraph", *map(str, words)],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment(lang)}, cwd=cwd, check=False,
    )  # fmt: skip
    return sound(done)


def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "broken"
    shutil.copytree(TINY, folder)
    text = (folder / "products.csv").read_text("utf-8").splitlines()
    (folder / "products.csv").write_text("\n".join([*text, text[1]]) + "\n", "utf-8")
    (folder / "enterprises.csv").write_text("id,name_zh,region\nE1,甲,999999\n", "utf-8")
    return folder


def test_every_command_has_help_with_an_example() -> None:
    assert set(LISTED) == set(COMMANDS)
    for name in COMMANDS:
        done = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"})
        assert done.exit_code == 0
        assert f"chaingraph {name}" in done.stdout
        assert "Example" in done.stdout
        assert 'chaingraph["' not in done.stdout


def test_no_command_shows_the_help() -> None:
    assert "gaps" in run_apart().stdout


def test_version() -> None:
    assert run_apart("--version").stdout.count(".") == 2


def test_gaps_for_people_in_both_languages() -> None:
    zh, en = run("gaps", TINY, "--top", "3"), run("gaps", TINY, "--top", "3", "--lang", "en")
    assert (zh.returncode, en.returncode) == (0, 0)
    assert "弱度分" in zh.stdout
    assert "Score" in en.stdout


def test_gaps_json_is_one_document_and_nothing_else() -> None:
    done = run_apart("gaps", TINY, "--format", "json")
    found = json.loads(done.stdout)
    assert [item["rank"] for item in found] == list(range(1, len(found) + 1))
    fields = {"region", "chain", "product", "name_zh", "status", "makers", "output_yi", "hhi", "hhi_basis", "criticality",
              "needs", "local_buyers", "producible", "inputs_met", "action", "score", "rank", "confidence", "why_zh", "why_en"}  # fmt: skip
    assert all(fields <= set(item) for item in found)


def test_describe_counts_the_rows_in_three_forms() -> None:
    zh, en = run("describe", TINY), run("describe", TINY, "--lang", "en")
    assert (zh.returncode, en.returncode) == (0, 0)
    assert "可信度" in zh.stdout
    assert "Confidence" in en.stdout
    told = json.loads(run("describe", TINY, "--format", "json").stdout)
    rows = {one["table"]: one["grounds"]["rows"] for one in told["tables"]}
    for name, count in rows.items():
        lines = (TINY / f"{name}.csv").read_text("utf-8").splitlines()
        assert count == len(lines) - 1, name
    assert "void:Dataset" in run("describe", TINY, "--format", "turtle").stdout
    assert run("describe", TINY, "--region", "999999").returncode == 2


def test_gaps_repeats_what_is_given() -> None:
    product = json.loads(run("gaps", TINY, "--format", "json").stdout)[0]["product"]
    found = json.loads(run("gaps", TINY, "--format", "json", "--given", product).stdout)
    assert all(item["given"] == [product] for item in found)
    assert next(item for item in found if item["product"] == product)["producible"] is True


def test_the_bundled_data_are_used_from_any_folder(tmp_path: Path) -> None:
    done = run_apart("gaps", "--top", "1", "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout)[0]["region"] == "220000"


def test_explain_names_facts_sources_and_what_would_change() -> None:
    product = json.loads(run("gaps", TINY, "--format", "json").stdout)[0]["product"]
    card = json.loads(run("explain", TINY, "--product", product, "--format", "json").stdout)
    assert card["would_change_zh"]
    assert card["rule_en"]
    assert all({"table", "row", "source"} <= set(row) for rows in card["facts"].values() for row in rows)
    text = run("explain", TINY, "--product", product, "--lang", "en").stdout
    assert "What would change it" in text
    assert "Sources" in text


@pytest.mark.parametrize(
    "words",
    [
        ("gaps", TINY, "--region", "990000"),
        ("gaps", TINY, "--chain", "nochain"),
        ("gaps", TINY, "--given", "nothing"),
        ("gaps", TINY, "--top", "0"),
        ("gaps", "no-such-folder"),
        ("gaps", __file__),
        ("explain", TINY, "--product", "nope"),
        ("explain", TINY),
        ("query", TINY, "SELEKT"),
        ("query", "a", "b", "c"),
        ("export", TINY, "--to", "pdf", "--out", "x"),
        ("export", TINY, "--to", "turtle", "--out", "/proc/nowhere/x.ttl"),
        ("nonsense",),
    ],
)
def test_a_wrong_call_ends_with_2(words: tuple[str | Path, ...]) -> None:
    done = run(*words) if words[0] != "nonsense" else run_apart(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.strip()


def test_unknown_names_get_near_ones() -> None:
    known = json.loads(run("gaps", TINY, "--format", "json").stdout)[0]["product"]
    assert known in run("explain", TINY, "--product", known + "x").stderr


def test_validate_names_every_problem(tmp_path: Path) -> None:
    done = run("validate", broken(tmp_path), "--format", "json")
    problems = json.loads(done.stdout)
    assert done.returncode == 1
    assert {"table", "row", "column", "value", "problem", "severity"} <= set(problems[0])
    codes = {problem["code"] for problem in problems if problem["severity"] == "error"}
    assert {"duplicate-key", "duplicate-name", "reference"} <= codes
    assert any(p["table"] == "enterprises" and p["row"] == 2 and p["column"] == "region" for p in problems)


def test_validate_good_data(tmp_path: Path) -> None:
    assert run("validate", TINY, "--lang", "en").returncode == 0


def test_bad_data_end_with_1_and_name_all(tmp_path: Path) -> None:
    done = run_apart("gaps", broken(tmp_path), "--format", "json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "products" in done.stderr
    assert "999999" in done.stderr


def test_query_forms() -> None:
    select = (
        "SELECT ?name WHERE { ?c a cg:IndustryChain ; skos:prefLabel ?name FILTER(lang(?name) = 'zh') } ORDER BY ?name"
    )
    rows = json.loads(run("query", TINY, select, "--format", "json").stdout)["results"]["bindings"]
    assert len(rows) >= 2
    assert run("query", TINY, select, "--format", "csv").stdout.startswith("name\n")
    assert rows[0]["name"]["value"] in run("query", TINY, select).stdout
    assert json.loads(run("query", TINY, "ASK { ?c a cg:IndustryChain }", "--format", "json").stdout)["boolean"] is True
    turtle = run("query", TINY, "CONSTRUCT { ?c a cg:IndustryChain } WHERE { ?c a cg:IndustryChain }").stdout
    assert turtle.count("cg:IndustryChain") == len(rows)


def test_query_uses_the_bundled_data_when_there_is_one_word() -> None:
    done = run("query", "SELECT (COUNT(?c) AS ?n) WHERE { ?c a cg:IndustryChain }", "--format", "csv")
    assert done.stdout == "n\n9\n"


def test_csv_answers_hold_no_formula(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(TINY, folder)
    path = folder / "chains.csv"
    path.write_text(path.read_text("utf-8") + '"zz","=1+1",,\n', "utf-8")
    select = "SELECT ?name WHERE { ?c a cg:IndustryChain ; skos:prefLabel ?name }"
    assert "\n'=1+1\n" in run("query", folder, select, "--format", "csv").stdout


def test_export_targets_are_those_of_the_floors_below(tmp_path: Path) -> None:
    assert set(listed(Kind.formats)) == {*FORMATS, *NETWORK_FORMATS, "xlsx", "folder", "parquet", "neo4j"}

    def inside(*words: str | Path) -> str:
        done = CliRunner().invoke(app, [*map(str, words)])
        assert done.exit_code == 0, done.output
        return done.stdout

    found = inside("gaps", TINY, "--format", "json")
    for name, suffix in (
        ("nquads", ".nq"),
        ("turtle", ".ttl"),
        ("jsonld", ".jsonld"),
        ("xlsx", ".xlsx"),
        ("folder", ""),
        ("parquet", "-parquet"),
    ):
        out = tmp_path / f"x{suffix}"
        inside("export", TINY, "--to", name, "--out", out)
        assert inside("gaps", out, "--format", "json") == found, name
    for name in NETWORK_FORMATS:
        inside("export", TINY, "--to", name, "--out", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 500


def test_template_is_an_empty_dataset_with_chinese_headers(tmp_path: Path) -> None:
    out = tmp_path / "模板.xlsx"
    assert run("template", out).returncode == 0
    book = openpyxl.load_workbook(out)
    assert "企业" in book.sheetnames
    sheet = book["企业"]
    assert "统一社会信用代码" in [cell.value for cell in sheet[1]]
    assert sheet.data_validations.dataValidation
    assert sheet["A1"].comment is not None
    empty = run("validate", out)
    assert empty.returncode == 1  # nothing was read
    assert "一行也没有" in empty.stdout
    sheet.append(["E1"])
    book.save(out)
    assert run("validate", out).returncode == 1


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_build_writes_everything_and_survives_a_failed_run(tmp_path: Path) -> None:
    out = tmp_path / "成果"
    assert run("build", TINY, "--out", out).returncode == 0
    assert {"index.html", "findings.json", "findings.xlsx", "report.docx", "graph.nq"} <= files(out)
    assert json.loads((out / "findings.json").read_text("utf-8")) == json.loads(
        run("gaps", TINY, "--format", "json").stdout
    )
    (out / "notes.txt").write_text("mine", "utf-8")
    before = (out / "findings.json").read_bytes()
    assert run("build", broken(tmp_path), "--out", out).returncode == 1
    assert (out / "findings.json").read_bytes() == before
    assert run("build", TINY, "--out", out, "--lang", "en").returncode == 0
    assert (out / "notes.txt").read_text("utf-8") == "mine"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_build_does_not_touch_a_folder_of_others(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("build", TINY, "--out", tmp_path)
    assert done.returncode == 2
    assert files(tmp_path) == {"mine.txt"}


def test_build_is_repeatable(tmp_path: Path) -> None:
    """Also by another process, whose sets have another order."""
    for name, program in (("a", run), ("b", run_apart)):
        assert program("build", TINY, "--out", tmp_path / name).returncode == 0
    for path in sorted((tmp_path / "a").rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes(), path.name


REPORTS = {
    ("risk",): ("企业停产", "loss of a firm", "firms"),
    ("risk", "--equal-links"): ("ESRI", "ESRI", "links"),
    ("risk", "--product", "acrylonitrile"): ("随之停产", "Products that stop", "stops"),
    ("stability", "--draws", "2"): ("Kendall", "Kendall", "places"),
    ("related", "--region", "220200", "--matrix", "{matrix}"): ("关联密度", "Density", "branches"),
    ("targets",): ("政策目标", "targets", "tiers"),
    ("profile",): ("完备度", "completeness", "chains"),
    ("evaluate", "--repeats", "1", "--sizes", "40"): ("找到的最大损失", "largest losses", "planted"),
}


@pytest.mark.parametrize("words", REPORTS, ids=" ".join)
def test_reports_in_both_languages_and_as_json(words: tuple[str, ...], tmp_path: Path) -> None:
    zh, en, key = REPORTS[words]
    ids = [line.partition(",")[0] for line in (TINY / "products.csv").read_text("utf-8").splitlines()[1:]]
    matrix = write_matrix(tmp_path / "m.csv", ids)
    name, *options = (word.format(matrix=matrix) for word in words)
    done = {lang: run(name, TINY, *options, "--lang", lang) for lang in ("zh", "en")}
    assert {lang: one.returncode for lang, one in done.items()} == {"zh": 0, "en": 0}, done
    assert zh in done["zh"].stdout
    assert en in done["en"].stdout
    for lang in done:
        assert "None" not in done[lang].stdout
        assert "nan" not in done[lang].stdout.lower().split()
    told = json.loads(run(name, TINY, *options, "--format", "json").stdout)
    assert key in told


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("risk", "--enterprise", "nobody"), "nobody"),
        (("risk", "--product", "acrylonitril"), "acrylonitrile"),
        (("stability", "--region", "999999"), "999999"),
        (("gaps", "--rank-by", "best"), "borda"),
        (("evaluate", "--sizes", "ten"), "20–5000"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_a_wrong_call_is_answered(words: tuple[str, ...], names: str) -> None:
    done = run(words[0], TINY, *words[1:])
    assert done.returncode == 2
    assert names in done.stderr


def test_relatedness_of_few_regions_is_the_call_or_the_matrix_at_fault(tmp_path: Path) -> None:
    done = run("related", TINY, "--region", "220200")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--matrix" in done.stderr
    done = run("related", TINY, "--matrix", write_matrix(tmp_path / "m.csv", ["battery", "vehicle"], regions=30))
    assert (done.returncode, done.stdout) == (1, "")
    assert "30" in done.stderr
    codes = write_matrix(tmp_path / "c.csv", ["2614", "3061", "2829"], header=("地区", "产品", "数值"))
    assert run("related", TINY, "--matrix", codes).returncode == 1
    assert run("related", TINY, "--matrix", codes, "--codes", "gbt4754").returncode == 0


def test_a_faulty_matrix_is_the_data_at_fault(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("region,product,value\nX,a,many\n", "utf-8")
    done = run("related", TINY, "--matrix", file)
    assert done.returncode == 1
    assert "m.csv" in done.stderr
    assert "第 2 行" in done.stderr


def modules_of(*words: str) -> set[str]:
    """The modules that a call of the program has loaded when it ends."""
    code = f"import sys; sys.argv = {['chaingraph', *words]!r}\nfrom chaingraph.cli.main import run\ntry: run()\nfinally: sys.stderr.write('\\n'.join(['LOADED', *sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    return set(done.stderr.partition("LOADED\n")[2].split("\n"))


HEAVY = {"duckdb", "networkx", "numpy", "scipy", "rdflib", "pyoxigraph", "matplotlib", "openpyxl", "docx", "ibis"}


def test_version_help_and_the_import_load_nothing_heavy() -> None:
    for words in (("--version",), ("--help",)):
        loaded = modules_of(*words)
        assert "chaingraph.cli.main" in loaded
        assert not loaded & HEAVY, f"{words}: {sorted(loaded & HEAVY)}"
        assert not any(
            name.startswith(("chaingraph.findings", "chaingraph.tables", "chaingraph.views")) for name in loaded
        )
    code = "import sys, chaingraph; sys.stdout.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert not set(done.stdout.split()) & (HEAVY | {"typer", "rich"})
