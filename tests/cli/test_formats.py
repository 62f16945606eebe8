"""Every question in every format: the same answer in all of them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from chaingraph.cli import asking
from chaingraph.cli import classify as cli_classify
from chaingraph.cli.app import app, loaded
from chaingraph.document import Document, Figure, Interval, render
from chaingraph.questions.question import questions
from tests.matrices import write_matrix

SECOND_LIST = str(Path(__file__).parent.parent / "seeds" / "second-list.csv")
TINY = str(Path(__file__).parent.parent / "ontology" / "tiny")
SEVEN = ("text", "json", "csv", "xlsx", "docx", "html", "md")
QUESTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    # the call without its format, and what the answer names in every format, json too
    "gaps": ((TINY,), "acrylonitrile"),
    "explain": ((TINY, "--product", "acrylonitrile"), "松江化工有限公司"),
    "describe": ((TINY,), "碳纤维产业链"),
    "describe --recapture": ((TINY, "--recapture", SECOND_LIST), "行业协会名录"),
    "profile": ((TINY,), "碳纤维"),
    "risk": ((TINY,), "春城汽车有限公司"),
    "risk --product": ((TINY, "--product", "acrylonitrile"), "丙烯腈"),
    "stability": ((TINY, "--draws", "2"), "丙烯腈"),
    "related": ((TINY, "--region", "220200", "--matrix", "{matrix}"), "复合材料部件"),
    "targets": ((TINY,), "碳纤维年产能"),
    "candidates": ((TINY, "--product", "acrylonitrile", "--region", "220100"), "松江化工有限公司"),
    "sites": ((TINY, "--product", "acrylonitrile"), "松江化纤园区"),
    "plan": ((TINY, "--projects", "2"), "动力电池项目"),
    "survey": ((TINY,), "丙烯腈"),
    "whatif": ((TINY, "--add", "acrylonitrile"), "丙烯腈"),
    "classify": (("--data", TINY), "碳酸锂提取项目"),
    "duplication": ((TINY,), "碳纤维"),
    "diff": ((TINY, "{changed}"), "丙烯腈"),
    "evaluate": ((TINY, "--repeats", "1", "--sizes", "40"), ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The tiny dataset with a product of another name."""
    folder = tmp_path_factory.mktemp("changed")
    for path in Path(TINY).glob("*.csv"):
        text = path.read_text("utf-8")
        (folder / path.name).write_text(
            text.replace("丙烯腈", "新丙烯腈") if path.stem == "products" else text, "utf-8"
        )
    return str(folder)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A table of regions by the products of the tiny dataset."""
    lines = (Path(TINY) / "products.csv").read_text("utf-8").splitlines()[1:]
    return str(write_matrix(tmp_path_factory.mktemp("matrix") / "m.csv", [line.partition(",")[0] for line in lines]))


@cache
def answered(question: str, changed: str, matrix: str) -> Document:
    """The document that a question hands to the door."""
    name = question.split()[0]
    words, _ = QUESTIONS[question]
    caught: list[Document] = []
    with pytest.MonkeyPatch.context() as patch:
        for module in (asking, cli_classify):
            patch.setattr(module, "deliver", lambda document, form, out: caught.append(document))
        call = [name, *(word.format(changed=changed, matrix=matrix) for word in words), "--lang", "zh"]
        done = CliRunner().invoke(app, call, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (document,) = caught
    return document


def figures(document: Document) -> list[tuple[float, str]]:
    """The numbers of the tables that people see: each as it is and as it is told."""
    return [
        (number, column.told(cell))
        for table in document.tables()
        for row in table.brief().rows
        for column, cell in zip(table.brief().columns, row, strict=True)
        for value in [cell.value if isinstance(cell, Figure) else cell]
        for number in [value.low if isinstance(value, Interval) else value]
        if column.numeric and isinstance(number, int | float)
    ]


class Page(HTMLParser):
    """Tags that must close in order, attributes and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, str, str | None]] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.seen += [(tag, key, value) for key, value in attrs]
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def opened(form: str, written: bytes) -> tuple[str, list[float]]:
    """All text of an answer, and for csv and xlsx its numbers; what cannot be opened in its format fails."""
    if form == "json":
        return json.dumps(json.loads(written), ensure_ascii=False), []
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(written.decode("utf-8-sig"))) for cell in row]
        return "\n".join(cells), [float(cell) for cell in cells if cell.removeprefix("-").replace(".", "", 1).isdigit()]
    if form == "xlsx":
        values = [cell for sheet in openpyxl.load_workbook(io.BytesIO(written)) for row in sheet.values for cell in row]
        return "\n".join(map(str, values)), [float(one) for one in values if isinstance(one, int | float)]
    if form == "docx":
        paper = docx.Document(io.BytesIO(written))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(line.text for line in paper.paragraphs), *cells]), []
    if form == "html":
        page = Page()
        page.feed(written.decode())
        page.close()
        assert page.open == []
        assert not page.tags & {"script", "img", "iframe", "object"}
        assert {value for _, key, value in page.seen if key in ("href", "src")} == {"data:,"}
        return page.text, []
    if form == "md":
        assert "| --- |" in written.decode() or "---: |" in written.decode()
        return written.decode().replace("\\", ""), []
    return written.decode(), []


def test_every_question_is_here() -> None:
    assert {question.split()[0] for question in QUESTIONS} == set(questions())
    for name in questions():
        options = {one.name: one for one in loaded(name).params}
        assert set(SEVEN) <= {str(one) for one in type(options["form"].default)}, name
        assert "out" in options


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_says_the_same_in_every_format(question: str, changed: str, matrix: str) -> None:
    document = answered(question, changed, matrix)
    numbers = figures(document)
    key = QUESTIONS[question][1]
    for form in SEVEN:
        text, values = opened(form, render.render(document, form))
        assert key in text, form
        if form in ("csv", "xlsx"):
            assert {round(value, 9) for value, _ in numbers} <= {round(value, 9) for value in values}, form
        elif form == "json":
            assert key or any(str(value) in text for value, _ in numbers)
        else:
            assert not [told for _, told in numbers[:20] if told not in text], form
    assert document.tables()
    assert numbers or question in ("whatif", "diff", "describe", "classify", "duplication")  # words alone


@pytest.mark.parametrize("form", SEVEN)
def test_the_door_writes_each_format_whole_into_a_file(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"答.{form}"
    call = ["targets", TINY, "--lang", "zh", "--format", form]
    done = CliRunner().invoke(app, [*call, "--out", str(out)], catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    shown = CliRunner().invoke(app, call, catch_exceptions=False)
    assert shown.stdout_bytes.strip() == out.read_bytes().removeprefix(b"\xef\xbb\xbf").strip()


def test_a_terminal_is_not_given_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    from chaingraph.cli import answer
    from chaingraph.errors import UsageError

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    class Call:
        params: dict[str, object] = {}  # noqa: RUF012

    monkeypatch.setattr(answer.sys, "stdout", Terminal())
    for form in SEVEN:
        if render.is_binary(form):
            with pytest.raises(UsageError, match="--out"):
                answer.has_a_place(Call(), answer.Form(form))  # type: ignore[arg-type]
        else:
            assert answer.has_a_place(Call(), answer.Form(form)) == form  # type: ignore[arg-type]


def test_the_page_of_a_what_if_is_its_html(tmp_path: Path) -> None:
    page, out = tmp_path / "page.html", tmp_path / "out.html"
    call = ["whatif", TINY, "--add", "acrylonitrile", "--html", str(page), "--format", "html", "--out", str(out)]
    assert CliRunner().invoke(app, call, catch_exceptions=False).exit_code == 0
    assert page.read_bytes() == out.read_bytes()
    assert "<table>" in page.read_text("utf-8")


@pytest.mark.parametrize(("form", "brings"), [("csv", set()), ("json", set()), ("docx", {"docx"})])
def test_a_format_loads_its_own_library_and_no_other(form: str, brings: set[str]) -> None:
    code = (
        "import sys; from chaingraph.document.render import render; from chaingraph.document import Document; "
        "render(Document(key='x', title='x', lang='zh', layout=list, data=list), sys.argv[1]); "
        "print(' '.join({'docx', 'xlsxwriter', 'jinja2', 'rich', 'duckdb', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, form], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == brings


# --- the commands that work on data

FIRMS = "编号,企业名称,地区,从业人数\nN1,某某有限公司,220000,{staff}\n"
ATLAS = {"companies": "code,name\n000001,平安\n", "company_product": "company_code,product\n000001,缸套\n"}


@pytest.fixture(params=["validate", "import", "import --dry-run", "check", "merge", "adapt"])
def work(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[list[str], str, str]:
    """The call of a command that works on data, the option of its answer's file, and what the answer names."""
    (tmp_path / "foreign").mkdir()
    for name, rows in ATLAS.items():
        (tmp_path / "foreign" / f"{name}.csv").write_text(rows, "utf-8")
    firms = tmp_path / "企业.csv"
    firms.write_text(FIRMS.format(staff="约50" if "--dry-run" not in request.param else "50"), "utf-8")
    book = openpyxl.Workbook()
    book.active.title = "企业"
    for line in FIRMS.format(staff="约50").splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "企业.xlsx")
    (tmp_path / "empty").mkdir()
    into = shutil.copytree(TINY, tmp_path / "data")
    calls = {
        "validate": (["validate", str(tmp_path / "empty")], "--out", "缺少表 chains"),
        "import": (["import", str(firms), "--into", str(into)], "--out", "约50"),
        "import --dry-run": (["import", str(firms), "--into", str(into), "--dry-run"], "--out", "enterprises"),
        "check": (["check", str(tmp_path / "企业.xlsx"), "--out", str(tmp_path / "o.xlsx")], "--answer", "约50"),
        "merge": (["merge", TINY, TINY, "--out", str(tmp_path / "both")], "--answer", "enterprises"),
        "adapt": (
            ["adapt", str(tmp_path / "foreign"), "--out", str(tmp_path / "made")],
            "--answer",
            "company_product.csv",
        ),
    }
    return calls[request.param]


@pytest.mark.parametrize("form", SEVEN)
def test_a_command_on_data_answers_in_every_format(form: str, work: tuple[list[str], str, str], tmp_path: Path) -> None:
    call, option, named = work
    out = tmp_path / f"答.{form}"
    done = CliRunner().invoke(app, [*call, "--lang", "zh", "--format", form, option, str(out)], catch_exceptions=False)
    assert done.stdout == ""
    text, _ = opened(form, out.read_bytes())
    assert named in (text if form != "text" else text + done.stderr)


def test_an_answer_that_no_terminal_shows_names_the_option_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from chaingraph.cli import answer
    from chaingraph.errors import UsageError

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    class Call:
        params = {"out": Path("made")}  # noqa: RUF012

    monkeypatch.setattr(answer.sys, "stdout", Terminal())
    with pytest.raises(UsageError, match="--answer"):
        answer.answer_has_a_place(Call(), answer.Form("xlsx"))  # type: ignore[arg-type]


def test_a_problem_of_no_row_has_a_dash_for_people_and_an_empty_cell_for_programs(tmp_path: Path) -> None:
    (tmp_path / "chains.csv").write_text("id,name_zh\na,甲\n", "utf-8")
    call = ["validate", str(tmp_path), "--lang", "en", "--format"]
    (line,) = (line for line in CliRunner().invoke(app, [*call, "text"]).stdout.splitlines() if "products.csv" in line)
    assert line.split()[:4] == ["error", "products", "—", "—"]
    rows = csv.reader(io.StringIO(CliRunner().invoke(app, [*call, "csv"]).stdout.lstrip("\ufeff")))
    assert ["error", "products", "", ""] in [row[:4] for row in rows]
