"""地区结构：排成文。The profile of a region as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.analyses import Completeness
from chaingraph.catalogue import speaker, text
from chaingraph.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Interval,
    Kind,
    Paragraph,
    Section,
    Table,
)
from chaingraph.findings.world import World
from chaingraph.questions.cells import chain, count_column, joined, name_column, product, region
from chaingraph.questions.profile.ask import PartState, Profile

SCREEN = 15  # pairs and overlaps that a terminal shows
_BASES = {"count": "profile.by-count-of-makers", "output": "profile.by-output"}


def profile_document(world: World, answer: Profile, lang: str) -> Document:
    """Completeness of the chains, specialisation and likeness of the parts, what several of them make."""
    title = text("profile.title", lang, region=world.places.name(answer.region, lang))
    return Document(
        key="profile", title=title, lang=lang, layout=lambda: _layout(world, answer, lang), data=answer.as_json
    )


def _layout(world: World, answer: Profile, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    basis = say(_BASES[answer.basis])
    chains = _chains(world, answer, lang)
    chart = Chart(
        title=say("profile.presence-chart"),
        table=chains,
        label="chain",
        value="presence",
    )
    tables: list[Block] = [chains, chart, _parts(world, answer, lang, basis)]
    if answer.similar:
        tables.append(_similar(world, answer, lang, basis))
    if answer.overlaps:
        tables.append(_overlaps(world, answer, lang))
    closing = say("profile.reading-it", n=len(answer.overlaps))
    yield Section(blocks=(*tables, Paragraph(text=closing)))


def _chains(world: World, answer: Profile, lang: str) -> Table:
    say = speaker(lang)
    return Table(
        key="chains",
        title=say("profile.completeness", region=world.places.name(answer.region, lang)),
        columns=(
            name_column("chain", say("profile.chain")),
            count_column("products", say("profile.products")),
            Column(key="presence", label=say("profile.presence"), kind=Kind.share, interval=True),
            Column(key="operation", label=say("profile.operation"), kind=Kind.share, interval=True),
            count_column("certain", say("profile.certainly")),
            count_column("possible", say("profile.possibly")),
            count_column("impossible", say("profile.not-producible")),
        ),
        rows=tuple(
            (
                chain(world, state.chain, lang),
                state.products,
                _interval(state.presence),
                _interval(state.operation),
                state.certain,
                state.possible,
                state.impossible,
            )
            for state in answer.chains
        ),
    )


def _interval(share: Completeness) -> Interval | None:
    return None if share.low is None or share.high is None else Interval(share.low, share.high)


def _parts(world: World, answer: Profile, lang: str, basis: str) -> Table:
    say = speaker(lang)
    return Table(
        key="parts",
        title=say("profile.specialisation", basis=basis),
        columns=(
            name_column("region", say("profile.region")),
            count_column("enterprises", say("profile.enterprises")),
            Column(
                key="strong",
                label=say("profile.strong-chains"),
                wide=True,
            ),
            Column(key="krugman_vs_total", label=say("profile.krugman-whole"), kind=Kind.decimal, digits=2),
            Column(key="krugman_vs_rest", label=say("profile.krugman-rest"), kind=Kind.decimal, digits=2),
        ),
        rows=tuple(
            (
                region(world, part.region, lang),
                _enterprises(part, lang),
                joined((f"{chain(world, of, lang).name} {part.quotients[of]:.2f}" for of in part.strong), lang) or None,
                part.krugman_vs_total,
                part.krugman_vs_rest,
            )
            for part in answer.parts
        ),
    )


def _enterprises(part: PartState, lang: str) -> Cell:
    count = part.enterprises
    return Figure(value=count, told=text("profile.few", lang, count=count)) if part.few else count


def _similar(world: World, answer: Profile, lang: str, basis: str) -> Table:
    say = speaker(lang)
    return Table(
        key="similar",
        title=say("profile.similarity", basis=basis),
        columns=(
            name_column("region", say("profile.region")),
            name_column("other", say("profile.other-region")),
            Column(key="similarity", label=say("profile.coefficient"), kind=Kind.decimal, digits=3),
        ),
        rows=tuple((region(world, a, lang), region(world, b, lang), value) for a, b, value in answer.similar),
        screen=SCREEN,
    )


def _overlaps(world: World, answer: Profile, lang: str) -> Table:
    say = speaker(lang)
    return Table(
        key="overlaps",
        title=say("profile.overlaps"),
        columns=(
            name_column("product", say("profile.product")),
            count_column("parts", say("profile.part-count")),
            count_column("makers", say("profile.makers")),
            Column(key="where", label=say("profile.where"), wide=True),
        ),
        rows=tuple(
            (
                product(world, overlap.product, lang),
                len(overlap.parts),
                overlap.makers,
                joined((world.places.name(code, lang) for code in overlap.parts), lang),
            )
            for overlap in answer.overlaps
        ),
        screen=SCREEN,
    )
