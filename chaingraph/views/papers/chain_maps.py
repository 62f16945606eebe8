"""The map of a chain: products as boxes from upstream to downstream."""

from __future__ import annotations

from matplotlib.collections import PathCollection
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.path import Path as Curve

from chaingraph.catalogue import speaker
from chaingraph.document import Picture
from chaingraph.document.canvas import (
    GREY,
    HIGH,
    LINE,
    WIDE,
    blank,
    finished,
    write,
)
from chaingraph.findings.words import word
from chaingraph.questions.chain_map import BOX_HEIGHT, BOX_WIDTH, ChainMap
from chaingraph.questions.report.ask import Papers
from chaingraph.views.papers.legend import legend
from chaingraph.views.site.style import FINAL, LOOKS, SMALL_PX, fitted

_STRIP = "#f4f6f8"


def chain_maps(papers: Papers) -> list[Picture]:
    """A map for each chain that has products."""
    return [_chain_map(papers, chain_map) for chain_map in papers.maps.values() if chain_map.nodes]


def _chain_map(papers: Papers, chain_map: ChainMap) -> Picture:
    say = speaker(papers.lang)
    figure = blank()
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    left, right = chain_map.lanes[0].left - 12, chain_map.lanes[-1].right + 12
    head = 46.0
    wide, high = right - left, chain_map.bottom - chain_map.top + head + 52
    axes.set_xlim(left, right)
    axes.set_ylim(chain_map.bottom + 8, chain_map.top - head - 44)
    axes.set_axis_off()
    unit = min(WIDE / wide, HIGH / high) * 72  # points to one unit of the map
    across, down = WIDE * 72 / wide, HIGH * 72 / high
    for lane in chain_map.lanes:
        axes.add_patch(
            Rectangle(
                (lane.left, chain_map.top - head),
                lane.right - lane.left,
                chain_map.bottom - chain_map.top + head,
                facecolor=_STRIP,
                edgecolor="none",
            )
        )
        name = say("papers.lane", stage=word(lane.stage, papers.lang), products=lane.products)
        write(
            axes,
            (lane.left + lane.right) / 2,
            chain_map.top - head / 2,
            name,
            min(13, max(9, 20 * unit)),
            GREY,
            ha="center",
            va="center",
            bold=True,
        )
    places = {node.finding.product: node for node in chain_map.nodes}
    box = BOX_HEIGHT * min(1.0, across / down)
    curves, kinds = [], []
    for edge in chain_map.edges:
        a, b = places[edge.source], places[edge.target]
        start, end = (a.x + BOX_WIDTH / 2, a.y), (b.x - BOX_WIDTH / 2, b.y)
        bend = max(24.0, abs(end[0] - start[0]) * 0.45)
        curves.append(
            Curve(
                [start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end],
                [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4],
            )
        )
        kinds.append(edge.essential)
    for essential in (False, True):
        own = [curve for curve, kind in zip(curves, kinds, strict=True) if kind is essential]
        axes.add_collection(
            PathCollection(
                own,
                facecolors="none",
                edgecolors=LINE,
                linewidths=0.45,
                linestyles="-" if essential else ":",
                alpha=0.75,
                zorder=1,
            ),
            autolim=False,
        )
    for node in chain_map.nodes:
        f = node.finding
        look = LOOKS[f.status]
        text, size = fitted(f.name(papers.lang) + (f" {FINAL}" if node.final else ""), look.sign)
        axes.add_patch(
            FancyBboxPatch(
                (node.x - BOX_WIDTH / 2, node.y - box / 2),
                BOX_WIDTH,
                box,
                boxstyle=f"round,pad=0,rounding_size={min(look.corner, box / 2)}",
                facecolor=look.fill,
                edgecolor=look.border,
                linewidth=0.6,
                linestyle="--" if look.dashed else "-",
                zorder=2,
            )
        )
        write(
            axes,
            node.x,
            node.y,
            text,
            size * across * (0.86 if size == SMALL_PX else 0.92),
            look.ink,
            ha="center",
            va="center",
            zorder=3,
            linespacing=0.95,
        )
    legend(axes, 1 - 22 / high, papers.lang)
    name = papers.world.network.chain_name(chain_map.chain, papers.lang)
    return finished(figure, say("papers.chain-map", chain=name), say("papers.chain-map-note", n=chain_map.neighbours))
