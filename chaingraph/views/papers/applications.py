"""What the chains give to one another, and what goes into the end products of one."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from chaingraph.catalogue import chinese_letters, speaker
from chaingraph.document import Picture
from chaingraph.document.canvas import (
    GREY,
    HIGH,
    INK,
    LINE,
    bar_axes,
    blank,
    finished,
    font,
    name_rows,
    short,
    write,
)
from chaingraph.questions.report.ask import Papers
from chaingraph.views.site.style import LOOKS
from chaingraph.views.site.tilemap import DARK_FROM, SHADES

BARS = 26  # bars of one picture
_FOUND = "#2f74a8"


def applications(papers: Papers) -> list[Picture]:
    """A matrix of the chains; of one chain the end products with what goes into them."""
    return [_matrix(papers)] if papers.chain is None else _end_bars(papers)


def _matrix(papers: Papers) -> Picture:
    """Links of input and use from the chain of the row to that of the column."""
    say, chinese = speaker(papers.lang), chinese_letters(papers.lang)
    chains = list(papers.maps)
    names = [papers.world.network.chain_name(chain, papers.lang) for chain in chains]
    table = [[papers.uses.get((a, b), 0) for b in chains] for a in chains]
    most = max((value for row in table for value in row), default=0) or 1
    figure = blank(min(HIGH, 1.6 + 0.62 * len(chains)))
    axes = figure.add_axes((0.14, 0.02, 0.6, 0.86))
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            same = row == column
            shade = 0 if not value else min(len(SHADES) - 1, 1 + int((len(SHADES) - 1) * value / (most + 1)))
            axes.add_patch(
                Rectangle(
                    (column, row),
                    1,
                    1,
                    facecolor="#ffffff" if same else SHADES[shade],
                    edgecolor="#ffffff",
                    linewidth=1.5,
                )
            )
            if value:
                write(
                    axes,
                    column + 0.5,
                    row + 0.5,
                    f"{value}",
                    10,
                    "#ffffff" if shade >= DARK_FROM else INK,
                    ha="center",
                    va="center",
                )
        ends = sum(
            1
            for item in papers.findings.items
            if chains[row] in item.chain and papers.world.network.products[item.product].final
        )
        tail = say("papers.end-products", n=ends)
        write(axes, len(chains) + 0.2, row + 0.5, tail, 10, GREY, va="center")
    axes.set_xlim(0, len(chains))
    axes.set_ylim(len(chains), 0)
    axes.set_yticks([number + 0.5 for number in range(len(chains))], [short(name, 12) for name in names])
    axes.set_xticks(
        [number + 0.5 for number in range(len(chains))],
        [short(name, 7 if chinese else 12) for name in names],
        rotation=0 if chinese else 25,
    )
    axes.xaxis.tick_top()
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_fontproperties(font(10))
        label.set_parse_math(False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return finished(figure, say("papers.matrix"), say("papers.matrix-note"))


def _end_bars(papers: Papers) -> list[Picture]:
    say = speaker(papers.lang)
    made = []
    for chain, ends in papers.ends.items():
        rows = ends[:BARS]
        if not rows:
            continue
        figure, axes = bar_axes(len(rows))
        names = []
        for row, product in enumerate(rows):
            look = LOOKS[product.status]
            names.append(f"{look.sign} {short(papers.world.network.products[product.product].name(papers.lang), 18)}")
            axes.barh(row, product.inputs, height=0.6, color="#ffffff", edgecolor=LINE, linewidth=0.8)
            axes.barh(row, product.made, height=0.6, color=_FOUND)
            write(axes, product.inputs, row, f" {product.made}/{product.inputs}", 9, GREY, va="center")
        axes.set_xlim(0, max(max(product.inputs for product in rows), 1) * 1.1)
        name_rows(axes, names, say("papers.goes-in"))
        figure.subplots_adjust(left=0.22, right=0.96, top=0.98, bottom=0.09)
        name = papers.world.network.chain_name(chain, papers.lang)
        made.append(finished(figure, say("papers.applications", chain=name), say("papers.applications-note")))
    return made
