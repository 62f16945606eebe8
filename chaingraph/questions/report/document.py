"""产业链强链补链分析报告：排成文。The report on the weak links of a region, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import (
    Column,
    Document,
    Kind,
    Paragraph,
    Section,
    SourceList,
    Table,
    in_language,
)
from chaingraph.enumerations import WORKED_ON, Status
from chaingraph.findings.finding import Findings
from chaingraph.findings.rules import score as score_rule
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import Citations, joined
from chaingraph.questions.gaps.weak_links import chain_table, weak_links

TOP = 20  # links that the report goes into
_CITED = 8  # sources named of each


def report_document(world: World, findings: Findings, lang: str) -> Document:
    """State of the chains, the first twenty weak links with reasons and advice, method, sources."""
    region = findings.region_name(lang)
    title = in_language(lang)(f"{region}产业链强链补链分析报告", f"Weak links in the industry chains of {region}")
    return Document(
        key="report",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, findings, lang),
        data=lambda: [item.as_json() for item in findings.items],
    )


def _layout(world: World, findings: Findings, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    citations = Citations()
    links = weak_links(world, findings, lang, citations, TOP, _CITED)
    count = len(links.rows)
    yield Section(title=say("一、总体情况", "1. Summary"), blocks=(_summary(world, findings, lang),))
    yield Section(title=say("二、各产业链状态", "2. State of the chains"), blocks=(chain_table(world, findings, lang),))
    yield Section(
        title=say(f"三、最需关注的{count}个环节", f"3. The {count} links to look at first"),
        blocks=(_links(links, lang),),
    )
    yield Section(title=say("四、口径", "4. Method"), blocks=(_method(findings, lang),))
    yield Section(title=say("五、来源", "5. Sources"), blocks=(SourceList(title="", sources=citations.sources(world)),))


def _summary(world: World, findings: Findings, lang: str) -> Paragraph:
    items = findings.items
    chains = len(world.network.chains)
    stated = joined((f"{word(one, lang)} {sum(item.status == one for item in items)}" for one in Status), lang)
    acted = joined((f"{word(one, lang)} {sum(item.action == one for item in items)}" for one in WORKED_ON), lang)
    return Paragraph(
        text=in_language(lang)(
            f"本报告覆盖{chains}条产业链、{len(items)}个环节。按状态：{stated}。按处置：{acted}。"
            "“未见”指现有资料没有记录，不等于没有；核实之前不作为缺链上报。",
            f"{chains} chains and {len(items)} products are covered. By status: {stated}. By action: {acted}. "
            "Unseen means that the records show nobody; it is no proof that there is none.",
        )
    )


def _links(links: Table, lang: str) -> Table:
    def column(key: str, *, wide: bool = False) -> Column:
        return Column(key=key, label=word(key, lang), wide=wide)

    return Table(
        key="links",
        title="",
        columns=(
            Column(key="rank", label=word("rank", lang), kind=Kind.ordinal),
            column("product"),
            column("status"),
            column("action"),
            column("why", wide=True),
            column("advice", wide=True),
            column("source"),
        ),
        rows=tuple(
            (rank, f"{name}\n{chains}", *rest)
            for rank, name, chains, *rest in links.values(
                "rank", "product", "chain", "status", "action", "why", "advice", "source"
            )
        ),
    )


def _method(findings: Findings, lang: str) -> Paragraph:
    say = in_language(lang)
    bought = joined(findings.given, lang) or say("无", "nothing")
    return Paragraph(
        text=say(
            f"可自给生产按本地投入逐级推算，视为外购的产品：{bought}。"
            "弱度分 = 需要度 × 严重度，规则与各项数值见 findings.json 与 docs/zh/findings.md。",
            f"Producible is computed from local inputs; taken as bought from outside: {bought}. "
            + " ".join((score_rule.__doc__ or "").split()),
        )
    )
