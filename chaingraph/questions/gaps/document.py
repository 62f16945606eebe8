"""薄弱与缺失环节：排成文。Weak and missing links, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

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
from chaingraph.findings.families import Entry, families
from chaingraph.findings.finding import Findings
from chaingraph.findings.sentence import in_turn
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import joined, place_told
from chaingraph.questions.gaps.ask import SCREENFUL
from chaingraph.questions.gaps.finding_cells import finding_cells


def gaps_document(world: World, findings: Findings, lang: str) -> Document:
    """The findings, worst first, those of one family on one line where people read them; a terminal shows a screenful
    where it was not asked for so many.
    """
    screen = SCREENFUL if findings.top is None else None
    what = text("gaps.title", lang)
    title = findings.region_name(lang) + (f" · {findings.chain}" if findings.chain else "")
    return Document(
        key="gaps",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(world, findings, title, lang, screen),
        data=findings.as_json,
    )


def _layout(world: World, findings: Findings, title: str, lang: str, screen: int | None) -> Iterator[Section]:
    say = speaker(lang)
    columns = _columns(lang)

    def row(cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
        return tuple(cells[column.key] for column in columns)

    by_product = Rows(findings.items, lambda item: row(finding_cells(item, lang)))
    products = Table(key="findings", title=title, columns=columns, rows=by_product)
    entries = families(world.network, (*findings.items, *findings.beyond), findings.top)
    table = replace(
        products,
        rows=Rows(entries, lambda entry: row(_entry_cells(entry, lang))),
        screen=screen,
        rest=say("gaps.rest-with-top"),
        apart=products,
    )
    bought = joined(findings.given, lang) or say("gaps.nothing-bought")
    note = in_turn((say("gaps.note", bought=bought), *_remarks(findings, entries, lang))).text(lang)
    chart = Chart(title=word("score", lang), table=table, label="product", value="score")
    yield Section(blocks=(table, chart, Paragraph(text=note, style=Style.aside)))


def _remarks(findings: Findings, entries: Sequence[Entry], lang: str) -> Iterator[str]:
    """What is said once of the whole list, after the note."""
    if known := findings.weights_told(lang):
        yield known
    if any(len(entry.members) > 1 for entry in entries):
        yield text("family.note", lang)


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
        column("owners", Kind.integer, extra=True),
        column("verify", extra=True),
        column("absent_probability", Kind.share, extra=True),
        column("broader", extra=True),
        column("chains_hit", extra=True),
        column("score_low", Kind.decimal, 3, extra=True),
        column("score_high", Kind.decimal, 3, extra=True),
        column("tied", Kind.integer, extra=True),
        column("rank_stability", Kind.share, extra=True),
        column("rank_low", Kind.integer, extra=True),
        column("rank_high", Kind.integer, extra=True),
    )


def _entry_cells(entry: Entry, lang: str) -> dict[str, Cell]:
    """The cells of the head with the words for all members; = where others have its score."""
    head = entry.head
    return finding_cells(head, lang) | {
        "rank": place_told(head.rank, head.tied or 1),
        "product": Named(entry.name(lang), entry.product),
        "status": entry.status(lang),
        "action": entry.action(lang),
        "why": entry.why(lang),
    }
