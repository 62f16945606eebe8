"""候选企业：排成文。Whom to invite for a product, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import Names, speaker, text
from chaingraph.document import (
    Basis,
    Cell,
    Column,
    Document,
    Figure,
    Interval,
    Named,
    Paragraph,
    Section,
    Table,
)
from chaingraph.document import Kind as CellKind
from chaingraph.findings.sentence import in_turn
from chaingraph.findings.standing import apart_told, cut_told
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates, Kind
from chaingraph.questions.candidates.reasons import KINDS, reasons
from chaingraph.questions.cells import (
    by_semicolon,
    decimal_column,
    joined,
    name_column,
    place_column,
    place_told,
    product,
    region,
    share_column,
    sources,
)

_GROUNDS = {
    "effect": "candidates.ground-effect",
    "tie": "candidates.ground-tie",
    "lead": "candidates.ground-lead",
    "scale": "candidates.ground-scale",
    "distance": "candidates.ground-distance",
    "inputs": "candidates.ground-inputs",
    "nearness": "candidates.ground-nearness",
}
_HEADINGS = {
    Kind.EXPANSION: "candidates.section.expansion",
    Kind.PROVINCE: "candidates.section.province",
    Kind.OUTSIDE: "candidates.section.outside",
    Kind.LOCAL: "candidates.section.local",
    Kind.EXTENSION: "candidates.section.extension",
}


def candidates_document(world: World, told: Candidates, lang: str) -> Document:
    """The candidates, a table for each kind, with their grounds and reasons, and a profile of whom to look for."""
    name = product(world, told.product, lang).name
    what = text("candidates.title", lang)
    title = f"{world.places.name(told.region, lang)} · {name} · {word(told.status, lang)}"
    return Document(
        key="candidates",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(world, told, title, lang),
        data=told.as_json,
    )


def kind_heading(world: World, region: str, kind: Kind, lang: str) -> str:
    """What a kind of candidates is asked for; for a part of a province what is outside of it is told apart."""
    if kind is Kind.OUTSIDE and world.places.home_area(region) in (None, region):
        return text("candidates.section.outside-region", lang)
    return text(_HEADINGS[kind], lang)


def _layout(world: World, told: Candidates, title: str, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    known = [key for key in _GROUNDS if any(getattr(one.grounds, key) is not None for one in told.items)]
    if not told.kinds:
        yield Section(blocks=(_table(world, told, None, title, known, lang),))
    for of in told.kinds:
        heading = kind_heading(world, told.region, of.kind, lang)
        doubt = apart_told(of.apart, lang) + cut_told(of.cut, lang)
        left = of.total - of.listed - of.cut
        if left:
            doubt += say("candidates.more-of-kind", n=left)
        blocks = (Paragraph(text=doubt),) if doubt else ()
        yield Section(blocks=(_table(world, told, of.kind, heading, known, lang), *blocks))
    cited = sources(world, (source for one in told.items for source in one.sources), lang)
    yield Section(blocks=(*(Paragraph(text=sentence) for sentence in _sentences(told, known, lang)), *cited))


def _table(world: World, told: Candidates, kind: Kind | None, title: str, known: list[str], lang: str) -> Table:
    say = speaker(lang)
    return Table(
        key="items" if kind is None else f"items_{kind}",
        title=title,
        name=None if kind is None else say(KINDS[kind]),
        columns=(
            place_column(say("candidates.place-in-order")),
            name_column("enterprise", say("candidates.enterprise"), wide=True),
            name_column("region", say("candidates.region")),
            Column(key="kind", label=say("candidates.kind")),
            Column(key="score", label=say("candidates.score"), kind=CellKind.decimal, digits=2, interval=True),
            share_column("stability", say("candidates.stability")),
            *(decimal_column(key, say(_GROUNDS[key]), 2) for key in known),
            Column(key="reasons", label=say("candidates.reasons"), wide=True),
            Column(key="sources", label=say("candidates.sources")),
        ),
        rows=tuple(_row(world, told, one, known, lang) for one in told.items if one.kind is kind),
        empty=say("candidates.none"),
    )


def _row(world: World, told: Candidates, one: CandidateFirm, known: list[str], lang: str) -> tuple[Cell, ...]:
    say = speaker(lang)
    rows: dict[str, list[int]] = {}
    for table, row in one.rows:
        rows.setdefault(table, []).append(row)
    basis = Basis(rows=tuple((table, tuple(told_rows)) for table, told_rows in rows.items()))
    score = None if one.score is None else Interval(one.score_low, one.score_high)
    return (
        place_told(one.place, one.tied, "*" if one.front else "", basis),
        Named(Names(zh=one.name_zh, en=one.name_en).text(lang), one.id),
        region(world, one.region, lang),
        say(KINDS[one.kind]),
        Figure(value=score, basis=basis),
        one.stability,
        *(getattr(one.grounds, key) for key in known),
        by_semicolon(reasons(world, told, one, lang), lang),
        " ".join(one.sources) or None,
    )


def known_told(told: Candidates, lang: str) -> str:
    """How many makers elsewhere the data know, where they are fewer than were asked for; else empty."""
    if told.elsewhere >= told.top:
        return ""
    if not told.elsewhere:
        return text("candidates.known-none", lang)
    return text("candidates.known", lang, n=told.elsewhere, top=told.top)


def _sentences(told: Candidates, known: list[str], lang: str) -> Iterator[str]:
    say = speaker(lang)
    yield told.profile.text(lang)
    few = known_told(told, lang)
    if few:
        yield few
    met, none, unseen = told.inputs
    sentences = [say("candidates.inputs", all_inputs=met + none + unseen, at_hand=met, none=none, unseen=unseen)]
    if told.items:
        sentences.append(say("candidates.how-to-read-scores"))
        unknown = joined((say(name) for key, name in _GROUNDS.items() if key not in known), lang)
        if unknown:
            sentences.append(say("candidates.unknown-of-all", unknown=unknown))
    yield in_turn(sentences).text(lang)
