"""The parts of a region as squares."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from chaingraph.catalogue import chinese_letters, message, speaker
from chaingraph.document import Picture
from chaingraph.document.canvas import (
    INK,
    LINE,
    blank,
    finished,
    write,
)
from chaingraph.questions.report.ask import Papers
from chaingraph.views.site.tilemap import DARK_FROM, SHADES, SIDE, short_name, squares


def region_map(papers: Papers) -> list[Picture]:
    """One map of the parts; none where the region has none."""
    if not papers.tiles:
        return []
    say = speaker(papers.lang)
    letters = 10 if chinese_letters(papers.lang) else 8.5
    tiles = squares(papers.tiles)
    figure = blank(8.0)
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    axes.set_axis_off()
    for square in tiles:
        shade = square.shades["made"]
        ink = "#ffffff" if shade >= DARK_FROM else INK
        axes.add_patch(
            Rectangle(
                (square.x + 2, square.y + 2), SIDE - 4, SIDE - 4, facecolor=SHADES[shade], edgecolor=LINE, linewidth=0.8
            )
        )
        middle = square.x + SIDE / 2
        write(
            axes,
            middle,
            square.y + 28,
            short_name(papers.world.places.name(square.tile.region, papers.lang), papers.lang),
            14,
            ink,
            ha="center",
            va="center",
            bold=True,
        )
        products = message("papers.made-here", n=square.tile.made)
        enterprises = message("papers.enterprises-here", n=square.tile.enterprises)
        lines = (
            say("papers.square", products=products, enterprises=enterprises),
            say("papers.gaps-needed", n=square.tile.fill),
        )
        for number, line in enumerate(lines):
            write(axes, middle, square.y + 56 + 22 * number, line, letters, ink, ha="center", va="center")
    axes.set_xlim(min(square.x for square in tiles) - 8, max(square.x for square in tiles) + SIDE + 8)
    axes.set_ylim(max(square.y for square in tiles) + SIDE + 8, min(square.y for square in tiles) - 8)
    axes.set_aspect("equal")
    return [finished(figure, say("papers.region-map"), say("papers.region-map-note"))]
