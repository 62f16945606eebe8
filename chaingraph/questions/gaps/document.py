"""薄弱与缺失环节：排成文。Weak and missing links, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import (
    Cell,
    Chart,
    Column,
    Document,
    Kind,
    Named,
    Paragraph,
    Rows,
    Section,
    Style,
    Table,
)
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.words import word, word_if_any
from chaingraph.findings.world import World
from chaingraph.questions.cells import joined, ranks
from chaingraph.questions.gaps.ask import SCREENFUL


def gaps_document(world: World, told: Findings, lang: str) -> Document:
    """The findings, worst first; a terminal shows a screenful where it was not asked for so many."""
    screen = SCREENFUL if told.top is None else None
    what = text("gaps.title", lang)
    title = told.region_name(lang) + (f" · {told.chain}" if told.chain else "")
    return Document(
        key="gaps",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(told, title, lang, screen),
        data=told.as_json,
    )


def _layout(told: Findings, title: str, lang: str, screen: int | None) -> Iterator[Section]:
    say = speaker(lang)
    table = Table(
        key="findings",
        title=title,
        columns=_columns(lang),
        rows=Rows(told.items, lambda item: _row(item, lang)),
        screen=screen,
        rest=say("gaps.rest-with-top"),
    )
    bought = joined(told.given, lang) or say("gaps.nothing-bought")
    note = say("gaps.note", bought=bought)
    chart = Chart(title=word("score", lang), table=table, label="product", value="score")
    yield Section(blocks=(table, chart, Paragraph(text=note, style=Style.aside)))


def _columns(lang: str) -> tuple[Column, ...]:
    def column(
        key: str, kind: Kind = Kind.text, digits: int | None = None, *, wide: bool = False, extra: bool = False
    ) -> Column:
        return Column(key=key, label=word(key, lang), kind=kind, digits=digits, wide=wide, extra=extra)

    return (
        column("rank", Kind.integer),
        column("product", Kind.name),
        column("status"),
        column("action"),
        column("score", Kind.decimal, 3),
        column("ranks"),
        column("standing"),
        column("confidence"),
        column("why", wide=True),
        column("chain", extra=True),
        column("stage", extra=True),
        column("segment", extra=True),
        column("makers", Kind.integer, extra=True),
        column("output_yi", Kind.money, extra=True),
        column("hhi", Kind.decimal, 0, extra=True),
        column("hhi_basis", extra=True),
        column("criticality", Kind.decimal, 3, extra=True),
        column("local_buyers", Kind.integer, extra=True),
        column("producible", extra=True),
        column("inputs_met", Kind.share, extra=True),
        column("evidence", extra=True),
        column("rank_stability", Kind.share, extra=True),
        column("rank_low", Kind.integer, extra=True),
        column("rank_high", Kind.integer, extra=True),
    )


def _row(f: Finding, lang: str) -> tuple[Cell, ...]:
    return (
        f.rank,
        Named(f.name(lang), f.product),
        word(f.status, lang),
        word(f.action, lang),
        f.score,
        ranks(f.rank_low, f.rank_high),
        word_if_any(f.standing, lang),
        word(f.confidence, lang),
        f.why(lang),
        ";".join(f.chain),
        word_if_any(f.stage, lang),
        f.segment_zh,
        f.makers,
        f.output_yi,
        f.hhi,
        word_if_any(f.hhi_basis, lang),
        f.criticality,
        f.local_buyer_count,
        word("yes" if f.producible else "no", lang),
        f.inputs_met,
        word_if_any(f.evidence, lang),
        f.rank_stability,
        f.rank_low,
        f.rank_high,
    )
