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


def candidates_document(world: World, answer: Candidates, lang: str) -> Document:
    """The candidates, a table for each kind, with their grounds and reasons, and a profile of whom to look for."""
    name = product(world, answer.product, lang).name
    what = text("candidates.title", lang)
    title = f"{world.places.name(answer.region, lang)} · {name} · {word(answer.status, lang)}"
    return Document(
        key="candidates",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(world, answer, title, lang),
        data=answer.as_json,
    )


def kind_heading(world: World, region: str, kind: Kind, lang: str) -> str:
    """What a kind of candidates is asked for; for a part of a province what is outside of it is told apart."""
    if kind is Kind.OUTSIDE and world.places.home_area(region) in (None, region):
        return text("candidates.section.outside-region", lang)
    return text(_HEADINGS[kind], lang)


def _layout(world: World, answer: Candidates, title: str, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    known = [key for key in _GROUNDS if any(getattr(firm.grounds, key) is not None for firm in answer.items)]
    if not answer.kinds:
        yield Section(blocks=(_table(world, answer, None, title, known, lang),))
    for of in answer.kinds:
        heading = kind_heading(world, answer.region, of.kind, lang)
        doubt = apart_told(of.apart, lang) + cut_told(of.cut, lang)
        left = of.total - of.listed - of.cut
        if left:
            doubt += say("candidates.more-of-kind", n=left)
        blocks = (Paragraph(text=doubt),) if doubt else ()
        yield Section(blocks=(_table(world, answer, of.kind, heading, known, lang), *blocks))
    cited = sources(world, (source for firm in answer.items for source in firm.sources), lang)
    yield Section(blocks=(*(Paragraph(text=sentence) for sentence in _sentences(answer, known, lang)), *cited))


def _table(world: World, answer: Candidates, kind: Kind | None, title: str, known: list[str], lang: str) -> Table:
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
        rows=tuple(_row(world, answer, firm, known, lang) for firm in answer.items if firm.kind is kind),
        empty=say("candidates.none"),
    )


def _row(world: World, answer: Candidates, firm: CandidateFirm, known: list[str], lang: str) -> tuple[Cell, ...]:
    say = speaker(lang)
    rows: dict[str, list[int]] = {}
    for table, row in firm.rows:
        rows.setdefault(table, []).append(row)
    basis = Basis(rows=tuple((table, tuple(told_rows)) for table, told_rows in rows.items()))
    score = None if firm.score is None else Interval(firm.score_low, firm.score_high)
    return (
        place_told(firm.place, firm.tied, "*" if firm.front else "", basis),
        Named(Names(zh=firm.name_zh, en=firm.name_en).text(lang), firm.id),
        region(world, firm.region, lang),
        say(KINDS[firm.kind]),
        Figure(value=score, basis=basis),
        firm.stability,
        *(getattr(firm.grounds, key) for key in known),
        by_semicolon(reasons(world, answer, firm, lang), lang),
        " ".join(firm.sources) or None,
    )


def known_told(answer: Candidates, lang: str) -> str:
    """How many makers elsewhere the data know, where they are fewer than were asked for; else empty."""
    if answer.elsewhere >= answer.top:
        return ""
    if not answer.elsewhere:
        return text("candidates.known-none", lang)
    return text("candidates.known", lang, n=answer.elsewhere, top=answer.top)


def _sentences(answer: Candidates, known: list[str], lang: str) -> Iterator[str]:
    say = speaker(lang)
    yield answer.profile.text(lang)
    few = known_told(answer, lang)
    if few:
        yield few
    met, none, unseen = answer.inputs
    sentences = [say("candidates.inputs", all_inputs=met + none + unseen, at_hand=met, none=none, unseen=unseen)]
    if answer.items:
        sentences.append(say("candidates.how-to-read-scores"))
        unknown = joined((say(name) for key, name in _GROUNDS.items() if key not in known), lang)
        if unknown:
            sentences.append(say("candidates.unknown-of-all", unknown=unknown))
    yield in_turn(sentences).text(lang)
