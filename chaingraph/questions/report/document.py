"""产业链强链补链分析报告：排成文。The report on the weak links of a region, as a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import (
    Column,
    Document,
    Kind,
    Paragraph,
    Section,
    SourceList,
    Table,
)
from chaingraph.enumerations import WORKED_ON, Status
from chaingraph.findings.finding import Findings
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import Citations, joined
from chaingraph.questions.gaps.weak_links import chain_table, weak_links

TOP = 20  # links that the report goes into
_CITED = 8  # sources named of each


def report_document(world: World, findings: Findings, lang: str) -> Document:
    """State of the chains, the first twenty weak links with reasons and advice, method, sources."""
    title = text("report.title", lang, region=findings.region_name(lang))
    return Document(
        key="report",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, findings, lang),
        data=lambda: [item.as_json() for item in findings.items],
    )


def _layout(world: World, findings: Findings, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    citations = Citations()
    links = weak_links(world, findings, lang, citations, TOP, _CITED)
    yield Section(title=say("report.section.summary"), blocks=(_summary(world, findings, lang),))
    yield Section(title=say("report.section.chains"), blocks=(chain_table(world, findings, lang),))
    yield Section(
        title=say("report.section.links", n=len(links.rows)),
        blocks=(_links(links, lang),),
    )
    yield Section(title=say("report.section.method"), blocks=(_method(findings, lang),))
    yield Section(title=say("report.section.sources"), blocks=(SourceList(title="", sources=citations.sources(world)),))


def _summary(world: World, findings: Findings, lang: str) -> Paragraph:
    items = findings.items
    statuses, actions = Counter(item.status for item in items), Counter(item.action for item in items)
    return Paragraph(
        text=text(
            "report.summary",
            lang,
            chains=len(world.network.chains),
            count=len(items),
            statuses=joined((f"{word(status, lang)} {statuses[status]}" for status in Status), lang),
            actions=joined((f"{word(action, lang)} {actions[action]}" for action in WORKED_ON), lang),
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
    say = speaker(lang)
    bought = joined(findings.given, lang) or say("report.nothing-bought")
    return Paragraph(text=say("report.method", bought=bought))
