"""Progress of the policy targets."""

from __future__ import annotations

from chaingraph.catalogue import speaker
from chaingraph.document import Picture
from chaingraph.document.canvas import (
    GREY,
    INK,
    bar_axes,
    finished,
    font,
    name_rows,
    short,
)
from chaingraph.enumerations import Status
from chaingraph.findings.words import word
from chaingraph.questions.report.ask import Papers
from chaingraph.views.site.style import LOOKS


def targets(papers: Papers) -> list[Picture]:
    """The one picture of the targets; none without targets."""
    made = targets_picture(papers)
    return [made] if made else []


def targets_picture(papers: Papers) -> Picture | None:
    """Base, newest observation and target of each policy target, as shares of the target; None without targets."""
    rows = [target for target in papers.policy.targets if target.target_value]
    if not rows:
        return None
    say = speaker(papers.lang)
    figure, axes = bar_axes(len(rows))
    names = []
    for row, target in enumerate(rows):
        names.append(short(say("papers.target-name", name=target.name_zh, unit=target.unit), 30))
        if target.base_value is not None:
            axes.plot(
                [target.base_value / target.target_value], [row], marker="o", color=GREY, markersize=6, linestyle=""
            )
        newest = target.progress.value
        if newest is not None:
            axes.barh(
                row,
                newest / target.target_value,
                height=0.5,
                color=LOOKS[Status.ADEQUATE].fill,
                edgecolor=LOOKS[Status.ADEQUATE].border,
            )
        state = say(
            "papers.target-reach",
            sign=target.sign,
            value=target.target_value,
            year=target.target_year,
            state=word(target.progress.state, papers.lang),
        )
        axes.text(
            1.03,
            row,
            state,
            va="center",
            fontproperties=font(9),
            color=INK,
            transform=axes.get_yaxis_transform(),
            clip_on=False,
        )
    axes.axvline(1, color=LOOKS[Status.MISSING].border, linewidth=1.2)
    most = max(
        [
            1.0,
            *(
                value / target.target_value
                for target in rows
                for value in (target.base_value, target.progress.value)
                if value is not None
            ),
        ]
    )
    axes.set_xlim(0, min(most, 2.0) * 1.05)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    name_rows(axes, names, say("papers.share-of-target"))
    figure.subplots_adjust(left=0.26, right=0.74, top=0.97, bottom=0.09)
    return finished(figure, say("papers.targets"), say("papers.targets-note"))
