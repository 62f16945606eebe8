"""Progress of the policy targets."""

from __future__ import annotations

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


def targets(told: Papers) -> list[Picture]:
    """The one picture of the targets; none without targets."""
    made = targets_picture(told)
    return [made] if made else []


def targets_picture(told: Papers) -> Picture | None:
    """Base, newest observation and target of each policy target, as shares of the target; None without targets."""
    rows = [one for one in told.policy.targets if one.target_value]
    if not rows:
        return None
    zh = told.lang == "zh"
    figure, axes = bar_axes(len(rows))
    names = []
    for row, one in enumerate(rows):
        names.append(short(f"{one.name_zh}（{one.unit}）", 30))
        if one.base_value is not None:
            axes.plot([one.base_value / one.target_value], [row], marker="o", color=GREY, markersize=6, linestyle="")
        newest = one.progress.value
        if newest is not None:
            axes.barh(
                row,
                newest / one.target_value,
                height=0.5,
                color=LOOKS[Status.ADEQUATE].fill,
                edgecolor=LOOKS[Status.ADEQUATE].border,
            )
        state = f"{one.sign} {one.target_value:g}（{one.target_year}）· {word(one.progress.state, told.lang)}"
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
                value / one.target_value
                for one in rows
                for value in (one.base_value, one.progress.value)
                if value is not None
            ),
        ]
    )
    axes.set_xlim(0, min(most, 2.0) * 1.05)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    name_rows(axes, names, "相当于目标值的比例" if zh else "Share of the target")
    figure.subplots_adjust(left=0.26, right=0.74, top=0.97, bottom=0.09)
    note = (
        "竖线为目标值，圆点为基期值，横条为最新观测值；没有横条的目标资料中尚无观测值。"
        if zh
        else "The line is the target, the dot the base, the bar the newest observation; a target without a bar has none on record."
    )
    return finished(figure, "政策目标进度" if zh else "Progress of the policy targets", note)
