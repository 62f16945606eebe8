"""Renderers: each format holds the same values, whatever the names are made of."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.shared import Mm

from chaingraph.document import (
    Basis,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Graph,
    Interval,
    Kind,
    Named,
    Node,
    Page,
    Paragraph,
    Picture,
    Rows,
    Section,
    Source,
    SourceList,
    Style,
    Table,
    render,
)
from chaingraph.document.canvas import bars
from chaingraph.escape import contained

BELL, ESCAPE = "\x07", "\x1b"
HOSTILE = (
    "=HYPERLINK(\"http://evil\",\"x\")",
    "+1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "</td></table>&amp;",
    "| a | b |\n| - | - |",
    "\u202eabc",
    "\u2066abc\u202e",
    f"a{BELL}b{ESCAPE}[31m",
    "# x",
    "[a](http://evil)",
    "1. x",
    "*a* `b`",
)  # fmt: skip
FORMS = tuple(render.Form)


def document(lang: str = "zh", names: tuple[str, ...] = HOSTILE, rows: int = 1) -> Document:
    columns = (
        Column(key="name", label="名称", kind=Kind.name, wide=True),
        Column(key="makers", label="企业数", kind=Kind.integer),
        Column(key="share", label="比例", kind=Kind.share, interval=True),
        Column(key="output", label="产值", kind=Kind.money, unit="亿元"),
        Column(key="note", label="说明"),
        Column(key="hhi", label="HHI", kind=Kind.decimal, digits=1, extra=True),
    )
    told = [
        (
            Named(name, f"id{i}"),
            Figure(value=i, told=f"第{i}", basis=Basis(rows=(("makes", (2, 7)),), rule="score")),
            Interval(0.25, 0.5),
            None if i else 40.5,
            name,
            2500.25,
        )
        for i, name in enumerate(names)
    ]
    table = Table(key="t", title=names[0], columns=columns, rows=tuple(told * rows), screen=50)
    graph = Graph(
        title=names[3],
        nodes=tuple(Node(id=str(i), label=name, layer=min(i, 2), marked=i == 1) for i, name in enumerate(names)),
        edges=(("0", "1"), *(("1", str(i)) for i in range(2, len(names)))),
    )
    blocks = (
        table,
        Chart(title=names[3], table=table, label="name", value="share", most=7),
        graph,
        Paragraph(text=names[-1]),
        Paragraph(text="一项", style=Style.item),
        Paragraph(text="旁白", style=Style.aside),
        SourceList(title="来源", sources=(Source(number=1, id="S1", title=names[0], url="https://example.com"),)),
    )
    sections = (Section(blocks=blocks, title=names[0]),)
    return Document(key="t", title=names[0], lang=lang, layout=lambda: sections, data=lambda: {"names": list(names)})


@pytest.mark.parametrize("form", FORMS)
def test_equal_documents_give_equal_bytes(form: str) -> None:
    assert render.render(document(), form) == render.render(document(), form)


def test_the_formats_are_the_files_of_the_folder() -> None:
    folder = Path(render.__file__).parent
    assert {form.value for form in FORMS} == {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {"text", "json", "csv", "xlsx", "docx", "html", "md"} <= {form.value for form in FORMS}
    assert [form.value for form in FORMS if render.is_binary(form)] == ["docx", "xlsx"]


def test_json_is_the_plain_values() -> None:
    assert json.loads(render.render(document(), "json")) == {"names": list(HOSTILE)}


def test_csv_holds_numbers_names_with_ids_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(render.render(document(), "csv").decode("utf-8-sig"))))
    head = rows[1]
    assert head[:6] == ["名称", "名称编号", "企业数", "比例·下限", "比例·上限", "产值（亿元）"]
    told = rows[2 : 2 + len(HOSTILE)]
    assert told[0][1:6] == ["id0", "0", "0.25", "0.5", "40.5"]
    assert told[1][5] == ""  # not known is no nought
    assert all(len(row) == len(head) for row in told)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert [row[0].removeprefix("'") for row in told] == list(HOSTILE)


def test_one_table_is_csv_without_a_title() -> None:
    table = Table(key="a", title="题", columns=(Column(key="x", label="X"),), rows=(("a",),))
    one = Document(
        key="a", title="题", lang="en", data=dict, layout=lambda: [Section(blocks=(table, Paragraph(text="p")))]
    )
    assert render.written(one, "csv") == "X\na\n"
    assert render.render(one, "csv") == b"\xef\xbb\xbfX\na\n"  # Excel reads the mark


def test_xlsx_holds_texts_numbers_and_what_they_rest_on() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render.render(document(), "xlsx")))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]][:2] == ["名称", "名称编号"]
    first = sheet[3]
    assert [cell.data_type for cell in first[:4]] == ["s", "s", "n", "n"]
    assert [cell.value for cell in first[2:6]] == [0, 0.25, 0.5, 40.5]
    assert (first[3].number_format, first[7].number_format) == ("0%", "0.0")
    assert sheet[4][5].value is None
    assert first[2].comment is not None
    assert first[2].comment.text == "score · makes 2, 7"
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink]
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_docx_holds_the_table_and_says_what_is_not_known() -> None:
    paper = docx.Document(io.BytesIO(render.render(document(), "docx")))
    table = paper.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["名称", "企业数", "比例", "产值（亿元）", "说明"]
    assert [cell.text for cell in table.rows[2].cells][1:4] == ["第1", "25%–50%", "—"]
    assert table.rows[4].cells[0].text == f"{HOSTILE[3]}\nid3"
    assert len(table.rows) == len(HOSTILE) + 1
    assert any(line.text.startswith("[1]") for line in paper.paragraphs)


class Tags(HTMLParser):
    """Tags of a page, which must close in the order in which they opened, and its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html_is_well_formed_loads_nothing_and_runs_nothing() -> None:
    page = Tags()
    page.feed(render.render(document(), "html").decode())
    page.close()
    assert page.open == []
    assert not {"script", "img", "iframe", "a", "object"} & {tag for tag, _ in page.tags}
    assert [attrs["href"] for tag, attrs in page.tags if tag == "link"] == ["data:,"]
    assert not [key for _, attrs in page.tags for key in attrs if key.startswith("on") or key == "src"]
    assert HOSTILE[3] in page.texts[next(i for i, text in enumerate(page.texts) if "alert" in text)]
    assert any(attrs.get("title") == "score · makes 2, 7" for tag, attrs in page.tags if tag == "td")


def test_md_keeps_its_columns_and_foreign_marks_are_text() -> None:
    lines = render.render(document(), "md").decode().split("\n")
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == len(HOSTILE) + 2
    bars = [line.replace("\\|", "").count("|") for line in table]
    assert set(bars) == {6}
    whole = "\n".join(lines)
    assert "<script" not in whole
    assert "](" not in whole.replace("\\]", "")
    assert "| \\# x" in whole
    assert "0\\.5" not in whole


def test_text_goes_beside_what_is_beside_and_obeys_nobody() -> None:
    from chaingraph.document.render.text import show

    out, err = io.StringIO(), io.StringIO()
    show(document(rows=5), out, err)
    assert "旁白" in err.getvalue()
    assert "旁白" not in out.getvalue()
    assert f"另有{5 * len(HOSTILE) - 50}项" in err.getvalue()
    assert not {BELL, ESCAPE} & set(out.getvalue())
    for line in out.getvalue().split("\n"):
        assert contained(line) == line


def test_charts_and_graphs_are_pictures_on_a_page() -> None:
    page = Tags()
    page.feed(render.render(document(), "html").decode())
    rects = [attrs for tag, attrs in page.tags if tag == "rect"]
    bars = [attrs for attrs in rects if attrs["class"] in ("full", "pale")]
    assert {(attrs["class"], attrs["width"]) for attrs in bars} == {("full", "200.0"), ("pale", "400.0")}
    assert len(bars) == 2 * 7  # to 25 % in full, to 50 % pale: half of the room and all of it
    boxes = [attrs["class"] for attrs in rects if (attrs["class"] or "").startswith("box")]
    assert (len(boxes), boxes.count("box marked")) == (len(HOSTILE), 1)
    assert len([tag for tag, _ in page.tags if tag == "path"]) == len(HOSTILE) - 1
    assert [attrs["role"] for tag, attrs in page.tags if tag == "svg"] == ["img", "img"]


def test_a_workbook_draws_its_charts_from_its_cells() -> None:
    with ZipFile(io.BytesIO(render.render(document(), "xlsx"))) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert chart.count("<c:ser>") == 2
    assert "$A$3:$A$9" in chart
    assert "$D$3:$D$9" in chart
    assert "$E$3:$E$9" in chart


@pytest.mark.parametrize("form", [form for form in FORMS if form != "json"])
def test_an_empty_answer_says_so(form: str) -> None:
    table = Table(key="a", title="题", columns=(Column(key="x", label="X"),), rows=(), empty="没有")
    empty = Document(key="a", title="题", lang="zh", layout=lambda: [Section(blocks=(table,))], data=list)
    told = render.render(empty, form)
    if form in ("text", "html", "md"):
        assert "没有" in told.decode()
    assert told


def test_marks_of_direction_end_where_their_text_ends() -> None:
    for text in HOSTILE:
        closed = contained(text)
        assert contained(closed) == closed
        opened = sum(closed.count(mark) for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
        assert opened == closed.count("\u202c") + closed.count("\u2069")


def test_a_table_without_a_title_has_none_or_that_of_its_section() -> None:
    table = Table(key="a", title="", columns=(Column(key="x", label="X"),), rows=(("a",),))
    one = Document(key="a", title="题", lang="zh", data=list, layout=lambda: [Section(title="节", blocks=(table,))])
    assert "### " not in str(render.written(one, "md"))
    assert "<caption>" not in str(render.written(one, "html"))
    assert openpyxl.load_workbook(io.BytesIO(render.render(one, "xlsx"))).sheetnames == ["节"]
    paper = docx.Document(io.BytesIO(render.render(one, "docx")))
    assert [line.text for line in paper.paragraphs if line.text] == ["题", "节"]


def one_table(table: Table, *more: Block, page: Page = Page.plain) -> Document:
    sections = (Section(blocks=(table, *more), title="节", page=page),)
    return Document(key="a", title="题", lang="zh", data=dict, layout=lambda: sections)


def test_bars_are_drawn_in_every_format_for_people() -> None:
    columns = (Column(key="x", label="名称"), Column(key="n", label="数", kind=Kind.integer))
    table = Table(key="a", title="表", columns=columns, rows=(("甲", 4), ("乙", 1), ("丙", None)))
    told = one_table(table, Chart(title="图", table=table, label="x", value="n"))
    for form, longest in (("text", 40), ("md", 20)):
        bars = [line.count("█") for line in render.render(told, form).decode().split("\n") if "█" in line]
        assert bars == [longest, longest // 4]
    paper = docx.Document(io.BytesIO(render.render(told, "docx")))
    assert len(paper.inline_shapes) == 1
    assert render.render(told, "html").decode().count("<svg") == 1


def test_a_paper_shows_the_first_rows_in_the_columns_that_they_fill() -> None:
    columns = tuple(Column(key=key, label=key, width=10) for key in ("a", "b", "c"))
    rows = (("x" * 200, None, "1"), ("y", "", "2"), ("z", "later", "3"))
    told = one_table(Table(key="t", title="", name="单", columns=columns, rows=rows, paper=2, total=9), page=Page.board)
    paper = docx.Document(io.BytesIO(render.render(told, "docx")))
    cells = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert cells == [["a", "c"], ["x" * 140 + "…", "1"], ["y", "2"]]
    assert any("共9条，此处列前2条" in line.text and "单" in line.text for line in paper.paragraphs)
    assert paper.sections[0].page_width == pytest.approx(Mm(420), rel=1e-3)
    sheet = openpyxl.load_workbook(io.BytesIO(render.render(told, "xlsx")))["单"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["a", "b", "c"],
        *map(list, [("x" * 200, None, "1"), ("y", None, "2"), ("z", "later", "3")]),
    ]
    assert sheet.column_dimensions["A"].width == pytest.approx(10, abs=1)


def test_the_page_for_leaders_comes_first_and_a_picture_is_in_every_format() -> None:
    made = bars(Chart(title="图", table=document().tables()[0], label="name", value="share"))
    picture = Picture(title="图", note="注", png=made.png, inches=made.inches)
    sections = (
        Section(title="一", page=Page.leaders, blocks=(Paragraph(text="总体。"),)),
        Section(title="图", page=Page.board, blocks=(picture,)),
    )
    told = Document(key="a", title="题", lang="zh", data=dict, layout=lambda: sections)
    paper = docx.Document(io.BytesIO(render.render(told, "docx")))
    assert [section.page_width for section in paper.sections] == pytest.approx([Mm(210), Mm(420)], rel=1e-3)
    assert len(paper.inline_shapes) == 1
    book = openpyxl.load_workbook(io.BytesIO(render.render(told, "xlsx")))
    assert book.sheetnames == ["领导参阅", "图"]
    assert [cell.value for cell in book.worksheets[0]["A"]] == ["题", "一", "总体。"]
    assert 'src="data:image/png;base64,iVBOR' in render.render(told, "html").decode()
    for form in ("text", "md"):
        assert "注" in render.render(told, form).decode()


def test_rows_are_laid_out_when_they_are_looked_at() -> None:
    seen: list[int] = []

    def lay_out(number: int) -> tuple[Cell, ...]:
        seen.append(number)
        return (number, f"no. {number}")

    rows = Rows(range(1000), lay_out)
    table = Table(key="numbers", title="", columns=(Column(key="n", label="n"), Column(key="t", label="t")), rows=rows)
    shown = render.render(
        Document(key="d", title="", lang="en", layout=lambda: (Section(blocks=(table,)),), data=dict), render.Form.csv
    )
    assert "no. 999" in str(shown)
    assert len(rows) == 1000
    assert rows[:2] == ((0, "no. 0"), (1, "no. 1"))
    seen.clear()
    few = replace(table, screen=3)
    render.render(
        Document(key="d", title="", lang="en", layout=lambda: (Section(blocks=(few,)),), data=dict), render.Form.text
    )
    assert len(seen) < 10


def test_a_bar_of_an_interval_is_pale_where_it_is_not_sure() -> None:
    columns = (Column(key="n", label="n"), Column(key="v", label="v", kind=Kind.share, interval=True))
    rows = (("sure", Interval(1.0, 1.0)), ("half", Interval(0.5, 1.0)))
    chart = Chart(title="t", table=Table(key="k", title="", columns=columns, rows=rows), label="n", value="v")
    assert [bar for _, bar, _ in chart.letters(4)] == ["████", "██░░"]
