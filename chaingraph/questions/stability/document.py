"""名次的稳定程度：排成文。How firm the ranking is, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker
from chaingraph.document import UNKNOWN, Column, Document, Named, Paragraph, Section, Table
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import (
    count_column,
    decimal_column,
    name_column,
    product,
    ranks,
    scope,
    share_column,
)
from chaingraph.questions.stability.ask import Stability


def stability_document(world: World, answer: Stability, lang: str) -> Document:
    """The first of the ranking under other weights and without part of the records."""
    say = speaker(lang)
    where = scope(world, answer.region, answer.chain, lang)
    title = say("stability.first", where=where, top=answer.top)
    return Document(
        key="stability",
        title=say("stability.title", what=title),
        lang=lang,
        layout=lambda: _layout(world, answer, title, lang),
        data=answer.as_json,
    )


def _layout(world: World, answer: Stability, title: str, lang: str) -> Iterator[Section]:
    yield Section(blocks=(_places(world, answer, title, lang), *_sentences(world, answer, lang)))


def _places(world: World, answer: Stability, title: str, lang: str) -> Table:
    say = speaker(lang)
    return Table(
        key="places",
        title=title,
        columns=(
            count_column("rank", say("stability.rank")),
            name_column("product", say("stability.product"), ids=True, wide=True),
            decimal_column("score", say("stability.score"), 3),
            Column(key="standing", label=say("stability.standing", top=answer.top)),
            share_column("by_weights", say("stability.stays-by-weights")),
            Column(key="ranks_by_weights", label=say("stability.ranks-by-weights")),
            share_column("first_by_weights", say("stability.very-first")),
            share_column("by_data", say("stability.stays-by-data", share=answer.share)),
            Column(key="ranks", label=say("stability.ranks")),
        ),
        rows=tuple(
            (
                place.rank,
                product(world, place.product, lang),
                place.score,
                word(place.standing, lang),
                place.by_weights,
                ranks(place.rank_low, place.rank_high),
                place.first_by_weights,
                place.by_data,
                f"{place.best}–{place.worst}",
            )
            for place in answer.places
        ),
    )


def _sentences(world: World, answer: Stability, lang: str) -> Iterator[Paragraph]:
    say, change = speaker(lang), answer.change

    def name(of: str | None) -> str:
        named: Named | None = None if of is None else product(world, of, lang)
        return UNKNOWN if named is None else named.name

    def figure(value: float | None) -> str:
        return UNKNOWN if value is None else f"{value:.2f}"

    yield Paragraph(
        text=say(
            "stability.kendall-tau",
            weights=figure(answer.tau_weights),
            data=figure(answer.tau_data),
            n=answer.draws,
        )
    )
    yield Paragraph(
        text=say(
            "stability.break-even",
            weight=answer.weight,
            below=figure(change.below),
            then_below=name(change.then_below),
            above=figure(change.above),
            then_above=name(change.then_above),
        )
    )
