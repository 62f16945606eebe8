"""The segments of chains from upstream to downstream, as bars of statuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chaingraph.catalogue import speaker
from chaingraph.document import Picture
from chaingraph.document.canvas import (
    GREY,
    INK,
    LINE,
    blank,
    finished,
    font,
    short,
    write,
)
from chaingraph.questions.report.ask import Papers
from chaingraph.questions.report.figures import Step
from chaingraph.views.papers.legend import legend_on
from chaingraph.views.site.style import LOOKS


def routes(papers: Papers) -> list[Picture]:
    """One picture of all steps for a chain; for a region the chains stand side by side, six to a picture."""
    chains = [chain for chain in papers.routes if papers.routes[chain]]
    say = speaker(papers.lang)
    groups = [chains] if len(chains) <= 1 else [chains[start : start + 6] for start in range(0, len(chains), 6)]
    made = []
    for number, group in enumerate(groups, start=1):
        figure = blank()
        across = min(3, len(group))
        down = -(-len(group) // across)
        most = 60 if len(group) == 1 else 26
        for position, chain in enumerate(group, start=1):
            axes = figure.add_subplot(down, across, position)
            _route(axes, _together(papers.routes[chain], most), papers.lang, 8.0 if len(group) == 1 else 5.6)
            if len(group) > 1:
                axes.set_title(
                    papers.world.network.chain_name(chain, papers.lang),
                    fontproperties=font(11, bold=True),
                    color=INK,
                    loc="left",
                    parse_math=False,
                )
        figure.subplots_adjust(
            left=0.17 if across == 1 else 0.11, right=0.98, top=0.93, bottom=0.03, wspace=0.55, hspace=0.14
        )
        legend_on(figure, papers.lang)
        if len(chains) == 1:
            title = say("papers.route-of-chain", chain=papers.world.network.chain_name(group[0], papers.lang))
        elif len(groups) == 1:
            title = say("papers.routes")
        else:
            title = say("papers.routes-part", part=number, parts=len(groups))
        made.append(finished(figure, title, say("papers.route-note")))
    return made


def _together(steps: Sequence[Step], most: int) -> list[Step]:
    """The ``most`` largest steps, in order."""
    kept = sorted(sorted(range(len(steps)), key=lambda number: (-steps[number].products, number))[:most])
    return [steps[number] for number in kept]


def _route(axes: Any, steps: Sequence[Step], lang: str, size: float) -> None:
    say = speaker(lang)
    for row, step in enumerate(steps):
        start = 0
        for status, look in LOOKS.items():
            count = step.statuses.get(status, 0)
            if count:
                axes.barh(
                    row,
                    count,
                    left=start,
                    height=0.7,
                    color=look.fill,
                    edgecolor=look.border,
                    linewidth=0.5,
                    linestyle="--" if look.dashed else "-",
                )
                start += count
        tail = say("papers.step-coming", products=start, coming=step.coming) if step.coming else f"{start}"
        write(axes, start, row, " " + tail, size, GREY, va="center")
    axes.set_ylim(len(steps) - 0.4, -0.6)
    axes.set_xlim(0, max((step.products for step in steps), default=1) * 1.18)
    names = [short(step.segment or say("papers.no-segment"), 14) for step in steps]
    axes.set_yticks(range(len(steps)), names)
    for label in axes.get_yticklabels():
        label.set_fontproperties(font(size))
        label.set_parse_math(False)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(LINE)
