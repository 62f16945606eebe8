"""The charts of the papers as PNG pictures, drawn by matplotlib without a browser; Chinese in a font that comes along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.path import Path as Curve
from PIL import Image

from chaingraph.enumerations import Action, Status
from chaingraph.findings.words import word
from chaingraph.questions.chain_map import BOX_HEIGHT, BOX_WIDTH, ChainMap
from chaingraph.questions.report.ask import Papers
from chaingraph.questions.report.figures import Step
from chaingraph.registry.makers import count_outside
from chaingraph.views.site.style import FINAL, LOOKS, SMALL_PX, fitted
from chaingraph.views.site.tilemap import DARK_FROM, SHADES, SIDE, short_name, squares

WIDE, HIGH = 15.0, 9.1  # inches: what an A3 page across holds beside its margins and a heading
_DPI = 150
_COLOURS = 96
_INK, _GREY, _LINE, _STRIP = "#14202b", "#5b6770", "#9aa7b1", "#f4f6f8"
_BARS = 26  # bars of one picture
_FOUND = "#2f74a8"


@dataclass(frozen=True)
class Picture:
    """One chart. ``title`` stands above it, ``note`` under it; ``png`` its bytes, ``inches`` its width and height."""

    key: str
    title: str
    note: str
    png: bytes
    inches: tuple[float, float]


@cache
def _font() -> FontProperties:
    # Found, not imported: no code of the package that carries the font runs, nor does it change matplotlib for everybody.
    found = find_spec("zhplot")
    assert found, "zhplot is a dependency"
    return FontProperties(fname=str(Path(str(found.origin)).parent / "fonts" / "NotoSansSC-Regular.ttf"))


def _at(size: float, bold: bool = False) -> FontProperties:
    font = _font().copy()
    font.set_size(size)
    if bold:
        font.set_weight("bold")
    return font


def pictures(told: Papers, progress: Callable[[str], None] | None = None) -> list[Picture]:
    """The charts of the set, in its order; a chart that has nothing to show is left out. ``progress`` is called with the title of each."""
    made = []
    for key in told.chosen.charts:
        for picture in _DRAWN[key](told):
            made.append(picture)
            if progress is not None:
                progress(picture.title)
    return made


def targets_picture(told: Papers) -> Picture | None:
    """Base, newest observation and target of each policy target, as shares of the target; None without targets."""
    rows = [one for one in told.policy.targets if one.target_value]
    if not rows:
        return None
    zh = told.lang == "zh"
    figure, axes = _bars(len(rows))
    names = []
    for row, one in enumerate(rows):
        names.append(_short(f"{one.name_zh}（{one.unit}）", 30))
        if one.base_value is not None:
            axes.plot([one.base_value / one.target_value], [row], marker="o", color=_GREY, markersize=6, linestyle="")
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
            fontproperties=_at(9),
            color=_INK,
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
    _named(axes, names, "相当于目标值的比例" if zh else "Share of the target")
    figure.subplots_adjust(left=0.26, right=0.74, top=0.97, bottom=0.09)
    note = (
        "竖线为目标值，圆点为基期值，横条为最新观测值；没有横条的目标资料中尚无观测值。"
        if zh
        else "The line is the target, the dot the base, the bar the newest observation; a target without a bar has none on record."
    )
    return _picture(figure, "targets", "政策目标进度" if zh else "Progress of the policy targets", note)


def _picture(figure: Figure, key: str, title: str, note: str) -> Picture:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    made = BytesIO()  # few colours: a quarter of the bytes
    drawn = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    Image.fromarray(drawn).convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(
        made, "png", compress_level=9
    )
    wide, high = figure.get_size_inches()
    return Picture(key, title, note, made.getvalue(), (float(wide), float(high)))


def _figure(high: float = HIGH) -> Figure:
    return Figure(figsize=(WIDE, high), dpi=_DPI)


def _bars(rows: int) -> tuple[Figure, Any]:
    """A figure for bars, the first on top."""
    figure = _figure(min(HIGH, 1.2 + 0.34 * max(rows, 3)))
    axes = figure.add_subplot()
    axes.set_ylim(max(rows, 1) - 0.4, -0.6)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_LINE)
    axes.tick_params(length=0, colors=_GREY)
    return figure, axes


def _named(axes: Any, names: Sequence[str], below: str) -> None:
    axes.set_yticks(range(len(names)), names)
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_fontproperties(_at(9.5))
        label.set_parse_math(False)
        label.set_color(_INK)
    axes.set_xlabel(below, fontproperties=_at(9), color=_GREY)


def _text(
    axes: Any, x: float, y: float, text: str, size: float, colour: str = _INK, *, bold: bool = False, **more: Any
) -> None:
    """Text as it stands: a dollar sign is no formula."""
    axes.text(x, y, text, fontproperties=_at(size, bold), color=colour, parse_math=False, **more)


def _short(text: str, width: int) -> str:
    text = " ".join(text.split())
    if any(ord(letter) > 0x2E7F for letter in text):
        return text if len(text) <= width else text[: width - 1] + "…"
    return shorten(text, width * 2, placeholder="…")


def _legend(axes: Any, y: float, lang: str) -> None:
    x = 0.012
    for status, look in LOOKS.items():
        text = f"{look.sign} {word(status, lang)}"
        axes.text(
            x, y, text, fontproperties=_at(9.5), color=look.ink, transform=axes.transAxes, va="center", parse_math=False,
            bbox={"boxstyle": "round,pad=0.35", "facecolor": look.fill, "edgecolor": look.border, "linestyle": "--" if look.dashed else "-"},
        )  # fmt: skip
        x += 0.03 + 0.006 * (2 * len(text) if lang == "zh" else len(text))


def _chain_maps(told: Papers) -> list[Picture]:
    return [_chain_map(told, one) for one in told.maps.values() if one.nodes]


def _chain_map(told: Papers, drawn: ChainMap) -> Picture:
    zh = told.lang == "zh"
    figure = _figure()
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    left, right = drawn.lanes[0].left - 12, drawn.lanes[-1].right + 12
    head = 46.0
    wide, high = right - left, drawn.bottom - drawn.top + head + 52
    axes.set_xlim(left, right)
    axes.set_ylim(drawn.bottom + 8, drawn.top - head - 44)
    axes.set_axis_off()
    unit = min(WIDE / wide, HIGH / high) * 72  # points to one unit of the map
    across, down = WIDE * 72 / wide, HIGH * 72 / high
    for lane in drawn.lanes:
        axes.add_patch(
            Rectangle(
                (lane.left, drawn.top - head),
                lane.right - lane.left,
                drawn.bottom - drawn.top + head,
                facecolor=_STRIP,
                edgecolor="none",
            )
        )
        name = (
            f"{word(lane.stage, told.lang)}（{lane.products}）" if zh else f"{word(lane.stage, 'en')} ({lane.products})"
        )
        _text(
            axes,
            (lane.left + lane.right) / 2,
            drawn.top - head / 2,
            name,
            min(13, max(9, 20 * unit)),
            _GREY,
            ha="center",
            va="center",
            bold=True,
        )
    places = {node.finding.product: node for node in drawn.nodes}
    box = BOX_HEIGHT * min(1.0, across / down)
    curves, kinds = [], []
    for edge in drawn.edges:
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
                edgecolors=_LINE,
                linewidths=0.45,
                linestyles="-" if essential else ":",
                alpha=0.75,
                zorder=1,
            ),
            autolim=False,
        )
    for node in drawn.nodes:
        f = node.finding
        look = LOOKS[f.status]
        text, size = fitted(f.name(told.lang) + (f" {FINAL}" if node.final else ""), look.sign)
        axes.add_patch(
            FancyBboxPatch(
                (node.x - BOX_WIDTH / 2, node.y - box / 2), BOX_WIDTH, box, boxstyle=f"round,pad=0,rounding_size={min(look.corner, box / 2)}",
                facecolor=look.fill, edgecolor=look.border, linewidth=0.6, linestyle="--" if look.dashed else "-", zorder=2,
            )
        )  # fmt: skip
        _text(
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
    _legend(axes, 1 - 22 / high, told.lang)
    name = told.world.network.chain_name(drawn.chain, told.lang)
    note = (
        f"自左至右为上游至下游，★为终端产品；实线为必要投入，虚线为非必要投入。与其他产业链的往来（{drawn.neighbours}个产品）未画。"
        if zh
        else f"From upstream on the left to downstream; ★ end products; full lines are essential inputs, dotted ones are not. Ties to {drawn.neighbours} products of other chains are not drawn."
    )
    return _picture(figure, "chain-map", f"{name}产业链图" if zh else f"Chain map: {name}", note)


def _routes(told: Papers) -> list[Picture]:
    """One picture of all steps for a chain; for a region the chains stand side by side, six to a picture."""
    chains = [one for one in told.routes if told.routes[one]]
    zh = told.lang == "zh"
    note = (
        "环节组按投入产出层级自上而下排列，长度为产品数，颜色为状态，“＋n”为在手项目将新增的产品数。资料中没有技术成熟度数据，本图不作技术判断。"
        if zh
        else "Segments from upstream (top) to downstream by input and output; length is products, colour their status, +n products that projects at hand will make. There is no data on technology readiness."
    )
    groups = [chains] if len(chains) <= 1 else [chains[start : start + 6] for start in range(0, len(chains), 6)]
    made = []
    for number, group in enumerate(groups, start=1):
        figure = _figure()
        across = min(3, len(group))
        down = -(-len(group) // across)
        most = 60 if len(group) == 1 else 26
        for place, chain in enumerate(group, start=1):
            axes = figure.add_subplot(down, across, place)
            _route(axes, _together(told.routes[chain], most), told.lang, 8.0 if len(group) == 1 else 5.6)
            if len(group) > 1:
                axes.set_title(
                    told.world.network.chain_name(chain, told.lang),
                    fontproperties=_at(11, bold=True),
                    color=_INK,
                    loc="left",
                    parse_math=False,
                )
        figure.subplots_adjust(
            left=0.17 if across == 1 else 0.11, right=0.98, top=0.93, bottom=0.03, wspace=0.55, hspace=0.14
        )
        _legend_on(figure, told.lang)
        name = told.world.network.chain_name(group[0], told.lang) if len(chains) == 1 else ""
        part = f"（{number}/{len(groups)}）" if len(groups) > 1 else ""
        made.append(
            _picture(
                figure,
                "technology-route",
                f"{name}技术路线图{part}" if zh else f"Technology route: {name or 'all chains'} {number}/{len(groups)}",
                note,
            )
        )
    return made


def _legend_on(figure: Figure, lang: str) -> None:
    axes = figure.add_axes((0.03, 0.962, 0.94, 0.03))
    axes.set_axis_off()
    _legend(axes, 0.5, lang)


def _together(steps: Sequence[Step], most: int) -> list[Step]:
    """The ``most`` largest steps, in order."""
    kept = sorted(sorted(range(len(steps)), key=lambda place: (-steps[place].products, place))[:most])
    return [steps[place] for place in kept]


def _route(axes: Any, steps: Sequence[Step], lang: str, size: float) -> None:
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
        tail = f"{start}" + (f"  ＋{step.coming}" if step.coming else "")
        _text(axes, start, row, " " + tail, size, _GREY, va="center")
    axes.set_ylim(len(steps) - 0.4, -0.6)
    axes.set_xlim(0, max((step.products for step in steps), default=1) * 1.18)
    names = [_short(step.segment or ("未分组" if lang == "zh" else "no segment"), 14) for step in steps]
    axes.set_yticks(range(len(steps)), names)
    for label in axes.get_yticklabels():
        label.set_fontproperties(_at(size))
        label.set_parse_math(False)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(_LINE)


def _applications(told: Papers) -> list[Picture]:
    return [_matrix(told)] if told.chain is None else _end_bars(told)


def _matrix(told: Papers) -> Picture:
    """Links of input and use from the chain of the row to that of the column."""
    zh = told.lang == "zh"
    chains = list(told.maps)
    names = [told.world.network.chain_name(one, told.lang) for one in chains]
    table = [[told.uses.get((a, b), 0) for b in chains] for a in chains]
    most = max((value for row in table for value in row), default=0) or 1
    figure = _figure(min(HIGH, 1.6 + 0.62 * len(chains)))
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
                _text(
                    axes,
                    column + 0.5,
                    row + 0.5,
                    f"{value}",
                    10,
                    "#ffffff" if shade >= DARK_FROM else _INK,
                    ha="center",
                    va="center",
                )
        ends = sum(
            1
            for item in told.findings.items
            if chains[row] in item.chain and told.world.network.products[item.product].final
        )
        tail = f"终端产品 {ends} 种" if zh else f"{ends} end products"
        _text(axes, len(chains) + 0.2, row + 0.5, tail, 10, _GREY, va="center")
    axes.set_xlim(0, len(chains))
    axes.set_ylim(len(chains), 0)
    axes.set_yticks([place + 0.5 for place in range(len(chains))], [_short(name, 12) for name in names])
    axes.set_xticks(
        [place + 0.5 for place in range(len(chains))],
        [_short(name, 7 if zh else 12) for name in names],
        rotation=0 if zh else 25,
    )
    axes.xaxis.tick_top()
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_fontproperties(_at(10))
        label.set_parse_math(False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    note = (
        "行为供给方产业链，列为使用方产业链，数字为投入关系条数；同属两链的产品之间不计。"
        if zh
        else "Rows supply, columns use; figures count input links; links between products that belong to both chains are left out."
    )
    return _picture(
        figure,
        "applications",
        "应用领域图：产业链之间的供用关系" if zh else "Applications: what the chains give to one another",
        note,
    )


def _end_bars(told: Papers) -> list[Picture]:
    zh = told.lang == "zh"
    made = []
    for chain, found in told.ends.items():
        rows = found[:_BARS]
        if not rows:
            continue
        figure, axes = _bars(len(rows))
        names = []
        for row, one in enumerate(rows):
            look = LOOKS[one.status]
            names.append(f"{look.sign} {_short(told.world.network.products[one.product].name(told.lang), 18)}")
            axes.barh(row, one.inputs, height=0.6, color="#ffffff", edgecolor=_LINE, linewidth=0.8)
            axes.barh(row, one.made, height=0.6, color=_FOUND)
            _text(axes, one.inputs, row, f" {one.made}/{one.inputs}", 9, _GREY, va="center")
        axes.set_xlim(0, max(max(one.inputs for one in rows), 1) * 1.1)
        _named(
            axes,
            names,
            "本链中（直接或间接）投入其中的产品数"
            if zh
            else "Products of the chain that go into it, directly or through others",
        )
        figure.subplots_adjust(left=0.22, right=0.96, top=0.98, bottom=0.09)
        name = told.world.network.chain_name(chain, told.lang)
        note = (
            "每行一个终端产品，符号为其状态；实心为其中有本地生产企业的产品。"
            if zh
            else "A row an end product with the sign of its status; the solid part are products with a local maker."
        )
        made.append(_picture(figure, "applications", f"{name}应用领域图" if zh else f"Applications: {name}", note))
    return made


def _region_map(told: Papers) -> list[Picture]:
    if not told.tiles:
        return []
    zh = told.lang == "zh"
    drawn = squares(told.tiles)
    figure = _figure(8.0)
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    axes.set_axis_off()
    for one in drawn:
        shade = one.shades["made"]
        ink = "#ffffff" if shade >= DARK_FROM else _INK
        axes.add_patch(
            Rectangle(
                (one.x + 2, one.y + 2), SIDE - 4, SIDE - 4, facecolor=SHADES[shade], edgecolor=_LINE, linewidth=0.8
            )
        )
        names = [told.world.places.name(one.tile.region, lang) for lang in ("zh", "en")]
        middle = one.x + SIDE / 2
        _text(
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
            _text(axes, middle, one.y + 56 + 22 * number, line, 10 if zh else 8.5, ink, ha="center", va="center")
    axes.set_xlim(min(one.x for one in drawn) - 8, max(one.x for one in drawn) + SIDE + 8)
    axes.set_ylim(max(one.y for one in drawn) + SIDE + 8, min(one.y for one in drawn) - 8)
    axes.set_aspect("equal")
    note = (
        "示意图，不表示边界。颜色越深，当地有企业生产的产品越多；“待补且有需求”为全区域待补环节中当地有企业需要的个数。"
        if zh
        else "A schema without boundaries. The darker, the more products are made there; “gaps needed” are links that the whole region has to fill and that enterprises there need."
    )
    return [_picture(figure, "region-map", "区域分布图" if zh else "Distribution over the region", note)]


def _targets(told: Papers) -> list[Picture]:
    made = targets_picture(told)
    return [made] if made else []


def _invitations(told: Papers) -> list[Picture]:
    """The first links to fill, with buyers here and makers elsewhere."""
    zh = told.lang == "zh"
    items = [item for item in told.findings.items if item.action == Action.FILL and item.score is not None][:_BARS]
    if not items:
        return []
    below = told.world.places.below(told.findings.region)
    outside = count_outside(told.world.dataset, below, [item.product for item in items])
    figure, axes = _bars(len(items))
    for row, item in enumerate(items):
        there = outside.get(item.product, 0)
        axes.barh(row, -item.local_buyer_count, height=0.6, color=LOOKS[Status.CONCENTRATED].border)
        axes.barh(row, there, height=0.6, color=LOOKS[Status.SINGLE].fill, edgecolor=LOOKS[Status.SINGLE].border)
        _text(axes, -item.local_buyer_count, row, f"{item.local_buyer_count} ", 9, _GREY, va="center", ha="right")
        _text(axes, there, row, f" {there or ('资料中暂无' if zh else 'none on record')}", 9, _GREY, va="center")
    axes.axvline(0, color=_INK, linewidth=0.8)
    most = (
        max(max(item.local_buyer_count for item in items), *outside.values(), 1)
        if outside
        else max(max(item.local_buyer_count for item in items), 1)
    )
    axes.set_xlim(-most * 1.15, most * 1.25)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    names = [_short(item.name(told.lang), 18) for item in items]
    _named(
        axes,
        names,
        "← 本地需求企业（户）　　区域外生产企业（户）→" if zh else "← local buyers        makers elsewhere →",
    )
    figure.subplots_adjust(left=0.22, right=0.97, top=0.98, bottom=0.09)
    note = (
        "按弱度分列前若干待补环节；企业名称见目标企业清单与问题清单。"
        if zh
        else "The first links to fill by score; names are in the lists."
    )
    return [_picture(figure, "invitations", "招商目标图" if zh else "Whom to invite for what", note)]


_DRAWN: dict[str, Callable[[Papers], list[Picture]]] = {
    "chain-map": _chain_maps,
    "technology-route": _routes,
    "applications": _applications,
    "region-map": _region_map,
    "targets": _targets,
    "invitations": _invitations,
}
