"""The legend of statuses."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

from chaingraph.catalogue import chinese_letters
from chaingraph.document.canvas import (
    font,
)
from chaingraph.findings.words import word
from chaingraph.views.site.style import LOOKS


def legend(axes: Any, y: float, lang: str) -> None:
    """The statuses in a row at the height ``y`` of the axes."""
    x = 0.012
    for status, look in LOOKS.items():
        text = f"{look.sign} {word(status, lang)}"
        axes.text(
            x,
            y,
            text,
            fontproperties=font(9.5),
            color=look.ink,
            transform=axes.transAxes,
            va="center",
            parse_math=False,
            bbox={
                "boxstyle": "round,pad=0.35",
                "facecolor": look.fill,
                "edgecolor": look.border,
                "linestyle": "--" if look.dashed else "-",
            },
        )
        x += 0.03 + 0.006 * (2 * len(text) if chinese_letters(lang) else len(text))


def legend_on(figure: Figure, lang: str) -> None:
    """The statuses at the top of a figure."""
    axes = figure.add_axes((0.03, 0.962, 0.94, 0.03))
    axes.set_axis_off()
    legend(axes, 0.5, lang)
