"""report.docx: one short paper with the state of the chains, the worst links and their sources."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from chaingraph.document.render.docx import add_sources, add_table, save, set_font
from chaingraph.escape import clean
from chaingraph.findings import Findings, World, word
from chaingraph.findings.listing import chain_counts, weak_links
from chaingraph.findings.rules import STATUSES
from chaingraph.findings.rules import score as score_rule

_TOP = 20


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
    seen = {state: sum(item.status == state for item in findings.items) for state in STATUSES}
    actions = {
        name: sum(item.action == name for item in findings.items)
        for name in ("fill", "strengthen", "extend", "secure", "defer")
    }
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
        [word("chain", lang), "环节数" if zh else "Products", *(word(state, lang) for state in STATUSES)],
        [[told["name"], str(told["products"]), *(str(told[state]) for state in STATUSES)] for told in counts],
        [60, 25, *[28.0] * len(STATUSES)],
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
