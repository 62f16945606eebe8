"""The parts of a region as squares."""

from __future__ import annotations

from matplotlib.patches import Rectangle

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


def region_map(told: Papers) -> list[Picture]:
    """One map of the parts; none where the region has none."""
    if not told.tiles:
        return []
    zh = told.lang == "zh"
    drawn = squares(told.tiles)
    figure = blank(8.0)
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    axes.set_axis_off()
    for one in drawn:
        shade = one.shades["made"]
        ink = "#ffffff" if shade >= DARK_FROM else INK
        axes.add_patch(
            Rectangle(
                (one.x + 2, one.y + 2), SIDE - 4, SIDE - 4, facecolor=SHADES[shade], edgecolor=LINE, linewidth=0.8
            )
        )
        names = [told.world.places.name(one.tile.region, lang) for lang in ("zh", "en")]
        middle = one.x + SIDE / 2
        write(
            axes,
            middle,
            one.y + 28,
            short_name(names[0], names[1])[0 if zh else 1],
            14,
            ink,
            ha="center",
            va="center",
            bold=True,
        )
        lines = (
            (f"产品 {one.tile.made}  企业 {one.tile.enterprises}", f"待补且有需求 {one.tile.fill}")
            if zh
            else (f"{one.tile.made} products, {one.tile.enterprises} firms", f"{one.tile.fill} gaps needed")
        )
        for number, line in enumerate(lines):
            write(axes, middle, one.y + 56 + 22 * number, line, 10 if zh else 8.5, ink, ha="center", va="center")
    axes.set_xlim(min(one.x for one in drawn) - 8, max(one.x for one in drawn) + SIDE + 8)
    axes.set_ylim(max(one.y for one in drawn) + SIDE + 8, min(one.y for one in drawn) - 8)
    axes.set_aspect("equal")
    note = (
        "示意图，不表示边界。颜色越深，当地有企业生产的产品越多；“待补且有需求”为全区域待补环节中当地有企业需要的个数。"
        if zh
        else "A schema without boundaries. The darker, the more products are made there; “gaps needed” are links that the whole region has to fill and that enterprises there need."
    )
    return [finished(figure, "区域分布图" if zh else "Distribution over the region", note)]
