"""The first links to fill, with buyers here and makers elsewhere."""

from __future__ import annotations

from chaingraph.catalogue import speaker
from chaingraph.document import Picture
from chaingraph.document.canvas import (
    GREY,
    INK,
    bar_axes,
    finished,
    name_rows,
    short,
    write,
)
from chaingraph.enumerations import Action, Status
from chaingraph.questions.report.ask import Papers
from chaingraph.registry.makers import count_outside
from chaingraph.views.site.style import LOOKS

BARS = 26  # bars of one picture


def invitations(papers: Papers) -> list[Picture]:
    """The first links to fill, with buyers here and makers elsewhere."""
    say = speaker(papers.lang)
    items = [item for item in papers.findings.items if item.action == Action.FILL and item.score is not None][:BARS]
    if not items:
        return []
    below = papers.world.places.below(papers.findings.region)
    outside = count_outside(papers.world.dataset, below, [item.product for item in items])
    figure, axes = bar_axes(len(items))
    for row, item in enumerate(items):
        there = outside.get(item.product, 0)
        axes.barh(row, -item.local_buyer_count, height=0.6, color=LOOKS[Status.CONCENTRATED].border)
        axes.barh(row, there, height=0.6, color=LOOKS[Status.SINGLE].fill, edgecolor=LOOKS[Status.SINGLE].border)
        write(axes, -item.local_buyer_count, row, f"{item.local_buyer_count} ", 9, GREY, va="center", ha="right")
        write(axes, there, row, f" {there or say('papers.none-on-record')}", 9, GREY, va="center")
    axes.axvline(0, color=INK, linewidth=0.8)
    most = (
        max(max(item.local_buyer_count for item in items), *outside.values(), 1)
        if outside
        else max(max(item.local_buyer_count for item in items), 1)
    )
    axes.set_xlim(-most * 1.15, most * 1.25)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    names = [short(item.name(papers.lang), 18) for item in items]
    name_rows(axes, names, say("papers.buyers-and-makers"))
    figure.subplots_adjust(left=0.22, right=0.97, top=0.98, bottom=0.09)
    return [finished(figure, say("papers.invitations"), say("papers.invitations-note"))]
