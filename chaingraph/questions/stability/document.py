"""名次的稳定程度：排成文。How firm the ranking is, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import UNKNOWN, Column, Document, Named, Paragraph, Section, Table, in_language
from chaingraph.findings.world import World
from chaingraph.questions.cells import (
    count_column,
    decimal_column,
    name_column,
    product,
    scope,
    share_column,
)
from chaingraph.questions.stability.ask import Stability


def stability_document(world: World, told: Stability, lang: str) -> Document:
    """The first of the ranking under other weights and without part of the records."""
    say = in_language(lang)
    where = scope(world, told.region, told.chain, lang)
    what = in_language(lang)("名次的稳定程度", "how firm the ranking is")
    title = f"{where} · {say(f'前{told.top}名', f'first {told.top}')}"
    return Document(
        key="stability",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(world, told, title, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Stability, title: str, lang: str) -> Iterator[Section]:
    yield Section(blocks=(_places(world, told, title, lang), *_sentences(world, told, lang)))


def _places(world: World, told: Stability, title: str, lang: str) -> Table:
    say = in_language(lang)
    left = f"{told.share:.0%}"
    return Table(
        key="places",
        title=title,
        columns=(
            count_column("rank", say("序号", "Rank")),
            name_column("product", say("产品", "Product"), ids=True, wide=True),
            decimal_column("score", say("弱度分", "Score"), 3),
            share_column("by_weights", say("权重浮动后仍在前列", "Stays, weights shaken")),
            share_column("first_by_weights", say("居首位", "First")),
            share_column("by_data", say(f"隐去{left}企业后仍在前列", f"Stays without {left} of enterprises")),
            Column(key="ranks", label=say("名次范围", "Ranks")),
        ),
        rows=tuple(
            (
                one.rank,
                product(world, one.product, lang),
                one.score,
                one.by_weights,
                one.first_by_weights,
                one.by_data,
                f"{one.best}–{one.worst}",
            )
            for one in told.places
        ),
    )


def _sentences(world: World, told: Stability, lang: str) -> Iterator[Paragraph]:
    say, change = in_language(lang), told.change

    def name(of: str | None) -> str:
        named: Named | None = None if of is None else product(world, of, lang)
        return UNKNOWN if named is None else named.name

    def figure(value: float | None) -> str:
        return UNKNOWN if value is None else f"{value:.2f}"

    weights, data = figure(told.tau_weights), figure(told.tau_data)
    below, above = figure(change.below), figure(change.above)
    yield Paragraph(
        text=say(
            f"与现名次的 Kendall τ：权重浮动 {weights}，隐去企业 {data}（{told.draws} 次）。",
            f"Kendall tau with the ranking as it stands: weights shaken {weights}, enterprises left out {data} "
            f"({told.draws} draws).",
        )
    )
    yield Paragraph(
        text=say(
            f"关键度的权重现为 {told.weight:g}；降到 {below} 时首位换成{name(change.then_below)}，"
            f"升到 {above} 时换成{name(change.then_above)}（—：不换）。",
            f"The weight of criticality is {told.weight:g}; at {below} the first becomes {name(change.then_below)}, "
            f"at {above} {name(change.then_above)} (—: it stays).",
        )
    )
