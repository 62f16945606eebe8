"""Charts and graphs as SVG inside a page: no script, no style of their own, foreign text escaped."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from chaingraph.document.model import Chart, Graph
from chaingraph.escape import clean, contained, width

_ROW, _LABEL, _BARS, _TOLD = (
    26,
    220,
    400,
    120,
)  # a bar's height with its gap, room of its label, of the bars, of the figure
_BOX, _TALL, _GAP, _STEP = 200, 30, 12, 110  # a box, its height, between boxes, between layers
_LETTERS = 26  # places that a label has room for
_TEXT = Markup('<text x="{}" y="{}" text-anchor="{}">{}<title>{}</title></text>')
_RECT = Markup('<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>')
_PATH = Markup('<path d="M{} {}C{} {} {} {} {} {}" class="edge"/>')
_SVG = Markup('<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">{3}</svg>')


def bars(chart: Chart) -> Markup:
    """A bar a row: full up to the low end, pale from there to the high end."""
    bars = chart.bars()
    most = max((high for _, _, high, _ in bars), default=0.0) or 1.0
    parts = []
    for i, (label, low, high, figure) in enumerate(bars):
        y = i * _ROW
        parts.append(_text(_LABEL - 8, y + 17, "end", label))
        for end, kind in ((high, "pale"), (low, "full")):
            parts.append(_RECT.format(_LABEL, y + 4, round(max(end, 0.0) / most * _BARS, 1), _ROW - 8, kind))
        parts.append(_text(_LABEL + round(max(high, 0.0) / most * _BARS) + 6, y + 17, "start", figure))
    return _SVG.format(_LABEL + _BARS + _TOLD, max(len(bars), 1) * _ROW, _safe(chart.title), Markup().join(parts))


def graph(shown: Graph) -> Markup:
    """Boxes in layers from left to right, arrows between them."""
    counts = Counter(node.layer for node in shown.nodes)
    tallest = max(counts.values(), default=1)
    places: dict[str, tuple[int, float]] = {}
    put: Counter[int] = Counter()
    parts = []
    for node in shown.nodes:
        x = node.layer * (_BOX + _STEP) + 1
        y = ((tallest - counts[node.layer]) / 2 + put[node.layer]) * (_TALL + _GAP) + 1
        put[node.layer] += 1
        places[node.id] = (x, y + _TALL / 2)
        parts.append(_RECT.format(x, y, _BOX, _TALL, "box marked" if node.marked else "box"))
        parts.append(_text(x + _BOX / 2, y + 20, "middle", node.label))
    edges = []
    for tail, other in shown.edges:
        (x1, y1), (x2, y2) = places[tail], places[other]
        middle = (x1 + _BOX + x2) / 2
        edges.append(_PATH.format(x1 + _BOX, y1, middle, y1, middle, y2, x2, y2))
    wide = (max(counts, default=0) + 1) * (_BOX + _STEP) - _STEP + 2
    return _SVG.format(wide, tallest * (_TALL + _GAP) + 2, _safe(shown.title), Markup().join([*edges, *parts]))


def _text(x: float, y: float, anchor: str, label: str) -> Markup:
    return _TEXT.format(x, y, anchor, _safe(_short(label)), _safe(label))


def _short(label: str) -> str:
    shown = label
    while width(shown) > _LETTERS:
        shown = shown[:-1]
    return shown if shown == label else shown + "…"


def _safe(text: str) -> str:
    return contained(clean(text))
