"""What every picture is drawn with: matplotlib without a browser, Chinese letters in a font that comes along."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from PIL import Image

from chaingraph.document.model import Chart, Picture
from chaingraph.escape import clean

WIDE, HIGH = 15.0, 9.1  # inches: what an A3 page across holds beside its margins and a heading
INK, GREY, LINE = "#14202b", "#5b6770", "#9aa7b1"
_FULL, _PALE = "#2f6db5", "#c1d3e9"
_DPI = 150
_COLOURS = 96


@cache
def _font() -> FontProperties:
    # Found, not imported: no code of the package that carries the font runs, nor changes matplotlib for everybody.
    found = find_spec("zhplot")
    assert found, "zhplot is a dependency"
    return FontProperties(fname=str(Path(str(found.origin)).parent / "fonts" / "NotoSansSC-Regular.ttf"))


def font(size: float, *, bold: bool = False) -> FontProperties:
    """The font in that size, in points."""
    made = _font().copy()
    made.set_size(size)
    if bold:
        made.set_weight("bold")
    return made


def finished(figure: Figure, title: str, note: str) -> Picture:
    """The figure as a picture of few colours: a quarter of the bytes."""
    canvas = FigureCanvasAgg(figure)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a letter that the font lacks is a box in the picture, no news
        canvas.draw()  # type: ignore[no-untyped-call]
    made = BytesIO()
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    Image.fromarray(pixels).convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(
        made, "png", compress_level=9
    )
    wide, high = figure.get_size_inches()
    return Picture(title=title, note=note, png=made.getvalue(), inches=(float(wide), float(high)))


def blank(high: float = HIGH) -> Figure:
    """An empty figure as wide as a page."""
    return Figure(figsize=(WIDE, high), dpi=_DPI)


def bar_axes(rows: int) -> tuple[Figure, Any]:
    """A figure for bars, the first on top."""
    figure = blank(min(HIGH, 1.2 + 0.34 * max(rows, 3)))
    axes = figure.add_subplot()
    axes.set_ylim(max(rows, 1) - 0.4, -0.6)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(length=0, colors=GREY)
    return figure, axes


def name_rows(axes: Any, names: Sequence[str], below: str) -> None:
    """Puts names at the rows and a text under the axis."""
    axes.set_yticks(range(len(names)), names)
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_fontproperties(font(9.5))
        label.set_parse_math(False)
        label.set_color(INK)
    axes.set_xlabel(below, fontproperties=font(9), color=GREY)


def write(
    axes: Any, x: float, y: float, text: str, size: float, colour: str = INK, *, bold: bool = False, **more: Any
) -> None:
    """Text as it stands: a dollar sign is no formula."""
    axes.text(x, y, text, fontproperties=font(size, bold=bold), color=colour, parse_math=False, **more)


def short(text: str, width: int) -> str:
    """At most ``width`` full-width letters or twice as many others."""
    text = " ".join(clean(text).split())
    if any(ord(letter) > 0x2E7F for letter in text):
        return text if len(text) <= width else text[: width - 1] + "…"
    return shorten(text, width * 2, placeholder="…")


def bars(chart: Chart) -> Picture:
    """A bar a row: full up to the low end, pale from there to the high end."""
    bars = chart.bars()
    figure, axes = bar_axes(len(bars))
    for row, (_, low, high, value) in enumerate(bars):
        axes.barh(row, high, height=0.6, color=_PALE)
        axes.barh(row, low, height=0.6, color=_FULL)
        write(axes, max(high, 0.0), row, f" {value}", 11, GREY, va="center")
    axes.set_xticks([])
    axes.set_xlim(0, max([high for _, _, high, _ in bars] + [0.0]) * 1.15 or 1.0)
    name_rows(axes, [short(label, 18) for label, *_ in bars], "")
    figure.subplots_adjust(left=0.24, right=0.97, top=0.98, bottom=0.04)
    return finished(figure, chart.title, "")
