"""report.docx: one short paper with the state of the chains, the worst links and their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chaingraph.enumerations import WORKED_ON, Status
from chaingraph.findings import Findings, World, word
from chaingraph.findings.listing import chain_counts, weak_links
from chaingraph.findings.rules import score as score_rule

_TOP = 20


def set_font(style: Any, size: float, face: str) -> None:
    """Sets size and face of a style, for Chinese letters too."""
    style.font.size = Pt(size)
    style.font.name = face
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or ord(letter) >= 32)


def add_table(paper: Any, headers: list[str], rows: list[list[str]], widths: list[float]) -> None:
    """A table with a heading row that repeats on every page; ``widths`` in millimetres."""
    table = paper.add_table(rows=1, cols=len(headers))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, header in zip(table.rows[0].cells, headers, strict=True):
        cell.paragraphs[0].add_run(header).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(text)
    for row in table.rows:
        keep = row._tr.get_or_add_trPr()
        keep.append(keep.makeelement(qn("w:cantSplit"), {}))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))


def write_word(world: World, findings: Findings, path: Path, lang: str = "zh") -> None:
    """Writes the report: state of the chains, the first twenty weak links with reasons and advice, method, sources."""
    zh = lang == "zh"
    region = findings.region_name(lang)
    listing = weak_links(world, findings, lang, _TOP)
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    set_font(paper.styles["Normal"], 11, "宋体")
    for level in (0, 1):
        set_font(paper.styles["Title" if level == 0 else f"Heading {level}"], 20 if level == 0 else 14, "黑体")

    title = paper.add_heading(
        clean(f"{region}产业链强链补链分析报告" if zh else f"Weak links in the industry chains of {region}"), 0
    )
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    counts = chain_counts(world, findings, lang)
    seen = {state: sum(item.status == state for item in findings.items) for state in Status}
    actions = {name: sum(item.action == name for item in findings.items) for name in WORKED_ON}
    comma = "、" if zh else ", "
    stated = comma.join(f"{word(k, lang)} {v}" for k, v in seen.items())
    acted = comma.join(f"{word(k, lang)} {v}" for k, v in actions.items())
    paper.add_heading("一、总体情况" if zh else "1. Summary", 1)
    paper.add_paragraph(
        clean(
            f"本报告覆盖{len(counts)}条产业链、{len(findings)}个环节。按状态：{stated}。按处置：{acted}。"
            "“未见”指现有资料没有记录，不等于没有；核实之前不作为缺链上报。"
            if zh
            else f"{len(counts)} chains and {len(findings)} products are covered. By status: {stated}. By action: {acted}. "
            "Unseen means that the records show nobody; it is no proof that there is none."
        )
    )
    paper.add_heading("二、各产业链状态" if zh else "2. State of the chains", 1)
    add_table(
        paper,
        [word("chain", lang), "环节数" if zh else "Products", *(word(state, lang) for state in Status)],
        [[told["name"], str(told["products"]), *(str(told[state]) for state in Status)] for told in counts],
        [60, 25, *[28.0] * len(Status)],
    )
    paper.add_heading(
        f"三、最需关注的{len(listing.entries)}个环节"
        if zh
        else f"3. The {len(listing.entries)} links to look at first",
        1,
    )
    add_table(
        paper,
        [word(key, lang) for key in ("rank", "product", "status", "action", "why", "advice", "source")],
        [
            [
                str(number),
                f"{entry.finding.name(lang)}\n{entry.chains}",
                word(entry.finding.status, lang),
                word(entry.finding.action, lang),
                entry.finding.why(lang),
                entry.advice,
                "".join(f"[{place}]" for place in entry.sources[:8]) + (" …" if len(entry.sources) > 8 else ""),
            ]
            for number, entry in enumerate(listing.entries, start=1)
        ],
        [12, 35, 16, 22, 85, 65, 22],
    )
    paper.add_heading("四、口径" if zh else "4. Method", 1)
    bought = comma.join(findings.given) or ("无" if zh else "nothing")
    paper.add_paragraph(
        clean(
            f"可自给生产按本地投入逐级推算，视为外购的产品：{bought}。弱度分 = 需要度 × 严重度，规则与各项数值见 findings.json 与 docs/findings.md。"
            if zh
            else f"Producible is computed from local inputs; taken as bought from outside: {bought}. "
            + " ".join((score_rule.__doc__ or "").split())
        )
    )
    paper.add_heading("五、来源" if zh else "5. Sources", 1)
    add_sources(paper, listing.sources)
    save(paper, path)


def add_sources(paper: Any, sources: Sequence[Mapping[str, Any]]) -> None:
    """The annex: a line for each source after its number, from 1."""
    for number, told in enumerate(sources, start=1):
        parts = [told["title"], told["publisher"], str(told["year"] or ""), told["url"]]
        line = paper.add_paragraph()
        line.add_run(clean(f"[{number}] " + " · ".join(part for part in parts if part))).font.size = Pt(9)
        line.paragraph_format.space_after = Pt(1)


def save(paper: Any, path: Path) -> None:
    """Saves with a fixed time on every part, so that equal data give equal bytes; Chinese letters are told to be those of the mainland."""
    for told in paper.styles.element.iter(qn("w:lang")):
        told.set(qn("w:eastAsia"), "zh-CN")
    made = BytesIO()
    paper.save(made)
    with ZipFile(made) as parts, ZipFile(path, "w", ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            fixed.writestr(ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), parts.read(part), ZIP_DEFLATED)
