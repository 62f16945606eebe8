"""report.docx and lists.xlsx of a set such as 四图五清单, read back by independent readers."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT

import chaingraph as cg
from chaingraph.errors import UsageError
from chaingraph.findings.families import families, gaps_of
from chaingraph.questions.report.ask import Papers, papers
from chaingraph.questions.report.lists import LISTS
from chaingraph.questions.report.sets import CHARTS, chosen_set, read_sets
from chaingraph.views.papers import write_papers
from tests.cli.test_commands import TINY, run

HOSTILE = '=HYPERLINK("http://x")$x^2$</w:t>'


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> cg.World:
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(TINY, folder)
    for table in ("enterprises", "products"):
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0]["name_zh"] = HOSTILE
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return cg.world(cg.load(folder))


def written(known: cg.World, folder: Path, lang: str = "zh", chain: str | None = None, name: str = "全套") -> Papers:
    told = papers(known, chosen_set(name), None, chain, (), lang)
    write_papers(told, folder / "report.docx", folder / "lists.xlsx")
    return told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_list_is_a_sheet_in_the_customary_form(known: cg.World, tmp_path: Path, lang: str) -> None:
    told = written(known, tmp_path, lang)
    book = openpyxl.load_workbook(tmp_path / "lists.xlsx")
    for one in told.lists:
        sheet = book[one.name]
        assert sheet["A1"].value == one.title
        assert [cell.value for cell in sheet[2]] == [column.label for column in one.columns]
        assert sheet.max_row == 2 + len(one.rows) or not one.rows
        assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("A3", "landscape", 8)
        assert sheet.auto_filter.ref
        assert sheet["A1"].font.name == "宋体"
        assert {cell.number_format for row in sheet.iter_rows(min_row=3) for cell in row} <= {"General"}
    assert {one.key for one in told.lists} == set(LISTS)
    assert any(one.rows for one in told.lists)


def test_the_columns_are_those_of_the_conventions(known: cg.World) -> None:
    heads = {one.key: [column.label for column in one.columns] for one in papers(known, chosen_set("全套")).lists}
    assert heads["projects"][:9] == [
        "序号", "项目名称", "投资主体", "建设起止年限", "总投资（亿元）", "年计划投资", "年计划形象进度", "自开始累计完成投资", "存在问题",
    ]  # fmt: skip
    assert heads["problems"][:-1] == [
        "序号", "产业链", "环节", "状态", "类型（补强延稳）", "依据", "影响的终端产品", "本地需求企业", "建议", "责任单位", "销号状态",
    ]  # fmt: skip
    assert heads["target-enterprises"][:4] == ["序号", "企业名称", "统一社会信用代码", "注册地"]
    assert all(told[-1] == "来源" for told in heads.values())


def test_every_row_cites_sources_of_the_annex(known: cg.World, tmp_path: Path) -> None:
    told = written(known, tmp_path)
    titles = [one.id for one in told.annex]
    assert len(titles) == len(set(titles)) > 0
    cited = set()
    for one in told.lists:
        for row in one.rows:
            numbers = [int(part) for part in str(row[-1]).strip("[]").split("][") if part]
            assert all(1 <= number <= len(titles) for number in numbers)
            cited.update(numbers)
    assert cited == set(range(1, len(titles) + 1))
    sheet = openpyxl.load_workbook(tmp_path / "lists.xlsx")["来源"]
    assert [row[1].value for row in sheet.iter_rows(min_row=3)] == titles


def test_the_problems_are_the_findings_that_ask_for_an_action(known: cg.World) -> None:
    told = papers(known, chosen_set("四图五清单"))
    problems = next(one for one in told.lists if one.key == "problems")
    lines = families(known.network, gaps_of(cg.gaps(known).items))
    assert [row[2] for row in problems.rows] == [line.name("zh") for line in lines]
    assert "复合材料部件（储氢瓶）" in {row[2] for row in problems.rows}  # of one family, on one line
    assert all(row[-2] is None and row[-3] is None for row in problems.rows)  # for the user to fill


def test_names_that_look_like_formulas_stay_text(known: cg.World, tmp_path: Path) -> None:
    told = written(known, tmp_path)
    assert any(HOSTILE in str(cell) for one in told.lists for row in one.rows for cell in row)
    book = openpyxl.load_workbook(tmp_path / "lists.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize("chain", [None, "auto"])
def test_the_report_begins_with_one_page_for_leaders_and_has_the_charts(
    known: cg.World, tmp_path: Path, chain: str | None
) -> None:
    chain = chain and next(iter(known.network.chains))
    told = written(known, tmp_path, chain=chain)
    paper = docx.Document(str(tmp_path / "report.docx"))
    assert [one.orientation for one in paper.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert sum(len(line) for _, lines in told.leaders for line in lines) < 700
    headings = {line.text for line in paper.paragraphs if line.style.name.startswith("Heading")}
    assert any("产业链图" in one for one in headings)
    assert any("应用领域图" in one for one in headings)
    assert "附件：来源" in headings
    assert len(paper.inline_shapes) >= 3
    book = openpyxl.load_workbook(tmp_path / "lists.xlsx")
    assert sum(len(sheet._images) for sheet in book) >= 3


def test_equal_data_give_equal_bytes(known: cg.World, tmp_path: Path) -> None:
    both = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        written(known, tmp_path / name, name="四图五清单")
        both.append([(tmp_path / name / file).read_bytes() for file in ("report.docx", "lists.xlsx")])
    assert both[0] == both[1]


def test_sets_of_ones_own_and_every_fault_of_them(tmp_path: Path) -> None:
    assert {one.name for one in read_sets()} >= {"四图五清单", "六图六清单"}
    assert {chart for one in read_sets() for chart in one.charts} == set(CHARTS)
    own = tmp_path / "own.toml"
    own.write_text('[[set]]\nname = "一图一清单"\ncharts = ["targets"]\nlists = ["parks"]\n', "utf-8")
    assert chosen_set("一图一清单", own).lists == ("parks",)
    own.write_text('[[set]]\nname = "甲"\ncharts = ["no"]\nlists = "parks"\n[[set]]\ncharts = []\n', "utf-8")
    with pytest.raises(UsageError) as fault:
        read_sets(own)
    assert all(part in str(fault.value) for part in ("no", "lists", "2"))
    for text in ("set = 3", "not toml ["):
        own.write_text(text, "utf-8")
        with pytest.raises(UsageError):
            read_sets(own)
    with pytest.raises(UsageError, match="四图五清单"):
        chosen_set("四图五清")


def test_the_command_writes_whole_and_keeps_the_old_on_a_wrong_call(tmp_path: Path) -> None:
    out = tmp_path / "papers"
    done = run("report", TINY, "--out", out)
    assert done.returncode == 0, done.stderr
    before = (out / "lists.xlsx").read_bytes()
    for words in (("--set", "没有"), ("--chain", "没有"), ("--region", "999999")):
        failed = run("report", TINY, "--out", out, *words)
        assert failed.returncode == 2
        assert failed.stderr.strip()
    assert (out / "lists.xlsx").read_bytes() == before
    assert run("report", TINY, "--out", out, "--lang", "en").returncode == 0
    assert "For leaders" in openpyxl.load_workbook(out / "lists.xlsx").sheetnames


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_chinese_letters_are_those_of_the_mainland(known: cg.World, tmp_path: Path, lang: str) -> None:
    written(known, tmp_path, lang, name="四图五清单")
    told = docx.Document(str(tmp_path / "report.docx")).styles.element.xpath(".//w:docDefaults//w:lang/@w:eastAsia")
    assert told == ["zh-CN"]


def test_libreoffice_opens_the_report(known: cg.World, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice: the report is not converted to PDF here")
    written(known, tmp_path, name="四图五清单")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for file in ("report.docx", "lists.xlsx"):
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / file],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        assert (tmp_path / file).with_suffix(".pdf").read_bytes().startswith(b"%PDF")
