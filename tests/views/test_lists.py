"""findings.xlsx and report.docx, read back by independent readers."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

import chaingraph as cg
from chaingraph.findings.families import families
from chaingraph.views.excel import write_excel
from chaingraph.views.word import write_word

TINY = Path(__file__).parent.parent / "ontology" / "tiny"


def world(tmp_path: Path, hostile: str = "") -> cg.World:
    folder = tmp_path / "data"
    shutil.copytree(TINY, folder)
    if hostile:
        path = folder / "products.csv"
        lines = path.read_text("utf-8").splitlines()
        header = lines[0].split(",")
        row = dict(zip(header, lines[1].split(","), strict=True)) | {"id": "hostile", "name_zh": hostile}
        lines.append(",".join('"' + row[name].replace('"', '""') + '"' for name in header))
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return cg.world(cg.load(folder))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_has_the_customary_form(tmp_path: Path, lang: str) -> None:
    known = world(tmp_path)
    found = cg.gaps(known)
    write_excel(known, found, tmp_path / "x.xlsx", lang)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    weak, every, sources = (book[name] for name in book.sheetnames)
    acting = [item for item in found.items if item.action != "none"]
    assert acting
    lines = families(known.network, tuple(acting))
    assert len(lines) < len(acting)  # two of one family stand on one line
    assert weak.max_row == 2 + len(lines)
    assert every.max_row == 2 + len(found)
    assert sources.max_row > 2
    for sheet in (weak, every, sources):
        assert sheet.freeze_panes == "A3"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 8
        assert sheet.auto_filter.ref
        assert sheet["A1"].font.name == "宋体"
    if lang == "zh":
        headers = [cell.value for cell in weak[2]]
        wanted = (
            "序号",
            "产业链",
            "状态",
            "类型（补强延稳）",
            "依据",
            "影响的终端产品",
            "本地需求企业",
            "建议",
            "责任单位",
            "销号状态",
        )
        assert set(wanted) <= set(headers)
        assert weak.cell(3, headers.index("依据") + 1).value == acting[0].why_zh


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("x")', "</script>"])
def test_a_name_is_never_a_formula(tmp_path: Path, text: str) -> None:
    known = world(tmp_path, text)
    found = cg.gaps(known)
    write_excel(known, found, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[1]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 1
    assert cells[0].data_type == "s"


@pytest.mark.parametrize(("lang", "word"), [("zh", "未见"), ("en", "Unseen")])
def test_the_report_names_the_worst_links_and_their_sources(tmp_path: Path, lang: str, word: str) -> None:
    known = world(tmp_path)
    found = cg.gaps(known)
    write_word(known, found, tmp_path / "x.docx", lang)
    paper = docx.Document(str(tmp_path / "x.docx"))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert word in text
    assert "[1]" in text
    worst = next(item for item in found.items if item.action != "none")
    assert worst.why(lang) in [cell.text for cell in paper.tables[1].columns[4].cells]
