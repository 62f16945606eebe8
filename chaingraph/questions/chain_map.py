"""One chain laid out for drawing: columns from upstream to downstream, as plain data and without a browser.

Lanes are the stages. Inside a lane a product stands by its depth, the longest path of inputs that leads to it (a cycle
counts as one step), so arrows run to the right. Shallow depths share a column where the lane would otherwise become
too wide to read, and a long column is folded into several. The order inside the columns comes from barycentre sweeps.
Equal input gives equal coordinates. Segments fold into one box each, laid out the same way, for a first sight of chains
that are too large to draw whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import networkx as nx

from chaingraph.enumerations import Stage
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.world import World

LANES = tuple(Stage)
BOX_WIDTH, BOX_HEIGHT = 158, 26
COLUMN, LANE_GAP, ROW = 202, 30, 36
_VIEW = (1120.0, 690.0)  # what a chain is to fill: the drawing area on a screen of 1600 x 900
_READABLE = 0.8  # scale at which the labels are easy to read
_SWEEPS = 8
FIRST_SIGHT = 350  # boxes that a page draws at once; a larger chain opens with its segments folded
_CHUNK = 40  # products without a segment that share a fold in such a chain


@dataclass(frozen=True, kw_only=True)
class MapNode:
    """A product with its place; ``inferred``: the table has no stage, the lane is read from its inputs and uses."""

    finding: Finding
    lane: Stage
    column: int
    x: float
    y: float
    made: bool
    inferred: bool
    final: bool


@dataclass(frozen=True, kw_only=True)
class MapEdge:
    """``source`` is an input of ``target``. ``group``: number of the group of substitutes, None when it stands alone.

    ``inside``: both stand in one column.
    """

    source: str
    target: str
    essential: bool
    kind: str | None
    group: int | None
    inside: bool


@dataclass(frozen=True, kw_only=True)
class MapLane:
    """The strip of one stage, in the coordinates of the nodes."""

    stage: Stage
    left: float
    right: float
    products: int


@dataclass(frozen=True, kw_only=True)
class MapFold:
    """Products of one lane and segment that may stand as one box, from upstream to downstream; ``segment`` None: those
    without one.
    """

    id: str
    stage: Stage
    segment: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MapColumn:
    """A column of the folded map: ids of folds and of products that stand alone."""

    stage: Stage
    ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChainMap:
    """One chain ready to draw. ``neighbours``: products of other chains that give to it or take from it, not drawn."""

    chain: str
    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    lanes: tuple[MapLane, ...]
    top: float
    bottom: float
    neighbours: int
    folds: tuple[MapFold, ...]
    folded: tuple[MapColumn, ...]


def chain_map(world: World, findings: Findings, chain: str) -> ChainMap:
    """The map of ``chain`` from its findings. Raises UsageError for an unknown chain."""
    world.require_chain(chain)
    network = world.network
    items = {item.product: item for item in findings.items if chain in item.chain}
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(sorted(items))
    graph.add_edges_from(sorted((a, b) for a, b in network.graph.edges if a in items and b in items and a != b))
    lanes = {name: _lane(graph, name, items[name].stage, network.products[name].final) for name in graph}
    columns, lane_of = columns_of(graph, lanes)
    columns = swept(graph, columns)
    positions: dict[str, tuple[int, float, float]] = {}
    tallest = max((len(column) for column in columns), default=0)
    wide = COLUMN * len(columns) + LANE_GAP * (len(set(lane_of)) - 1)
    high = min(max(ROW, wide * _VIEW[1] / _VIEW[0] / (tallest + 3)), ROW * 1.6)
    lefts, strips = strips_of(columns, lane_of)
    for number, (column, x) in enumerate(zip(columns, lefts, strict=True)):
        step = min(ROW * 1.8, high * tallest / len(column))
        top = -step * (len(column) - 1) / 2
        for row, name in enumerate(column):
            positions[name] = (number, round(x, 1), round(top + row * step, 1))
    edges = []
    for source, target in sorted(graph.edges):
        link = network.graph.edges[source, target]
        groups = network.groups.get(target, ())
        number_of = (n for n, group in enumerate(groups, 1) if source in group.members and len(group.members) > 1)
        edges.append(
            MapEdge(
                source=source,
                target=target,
                essential=link["essential"],
                kind=link["kind"],
                group=next(number_of, None),
                inside=positions[source][0] == positions[target][0],
            )
        )
    outside = {b if a in items else a for a, b in network.graph.edges if (a in items) != (b in items)}
    height = high * max(tallest - 1, 0) / 2 + ROW
    folds = _folds({name: (lanes[name], items[name].segment_zh) for name in items}, positions)
    return ChainMap(
        chain=chain,
        nodes=tuple(_node(world, items[name], lanes[name], positions[name]) for name in sorted(items)),
        edges=tuple(edges),
        lanes=strips,
        top=round(-height, 1),
        bottom=round(height, 1),
        neighbours=len(outside),
        folds=folds,
        folded=_folded(graph, lanes, folds),
    )


def _node(world: World, item: Finding, lane: Stage, position: tuple[int, float, float]) -> MapNode:
    column, x, y = position
    return MapNode(
        finding=item,
        lane=lane,
        column=column,
        x=x,
        y=y,
        made=item.makers > 0,
        inferred=item.stage is None,
        final=world.network.products[item.product].final,
    )


def _folds(
    keys: Mapping[str, tuple[Stage, str | None]], positions: Mapping[str, tuple[int, float, float]]
) -> tuple[MapFold, ...]:
    """A fold for each lane and segment of two products and more; those without a segment only where all would be too
    many.
    """
    groups: dict[tuple[Stage, str, int], list[str]] = {}
    loose: dict[Stage, int] = {}
    for name in sorted(keys, key=positions.__getitem__):
        lane, segment = keys[name]
        if segment is not None:
            groups.setdefault((lane, segment, 0), []).append(name)
        elif len(keys) > FIRST_SIGHT:
            groups.setdefault((lane, "", loose.get(lane, 0) // _CHUNK), []).append(name)
            loose[lane] = loose.get(lane, 0) + 1
    folded = [(*key, tuple(members)) for key, members in sorted(groups.items()) if len(members) > 1]
    return tuple(
        MapFold(id=f"fold {number}", stage=lane, segment=segment or None, members=members)
        for number, (lane, segment, _, members) in enumerate(folded)
    )


def _folded(graph: nx.DiGraph, lanes: Mapping[str, Stage], folds: Sequence[MapFold]) -> tuple[MapColumn, ...]:
    """The columns of the map with every fold closed, laid out like the whole."""
    if not folds:
        return ()
    box = {name: name for name in graph} | {name: fold.id for fold in folds for name in fold.members}
    small: nx.DiGraph = nx.DiGraph()
    small.add_nodes_from(sorted(set(box.values())))
    small.add_edges_from(sorted({(box[a], box[b]) for a, b in graph.edges if box[a] != box[b]}))
    columns, lane_of = columns_of(small, {box[name]: lane for name, lane in lanes.items()})
    return tuple(
        MapColumn(stage=lane, ids=tuple(ids)) for lane, ids in zip(lane_of, swept(small, columns), strict=True)
    )


def _lane(graph: nx.DiGraph, name: str, stage: Stage | None, final: bool) -> Stage:
    if stage is not None:
        return stage
    if final or (graph.in_degree(name) and not graph.out_degree(name)):
        return Stage.DOWNSTREAM
    return Stage.MIDSTREAM if graph.in_degree(name) else Stage.UPSTREAM


def _depths(graph: nx.DiGraph) -> dict[str, int]:
    """Longest path to each node on the condensation: members of a cycle have one depth."""
    condensed = nx.condensation(graph)
    depth: dict[int, int] = {}
    for part in nx.lexicographical_topological_sort(condensed):
        depth[part] = 1 + max((depth[before] for before in condensed.predecessors(part)), default=-1)
    return {name: depth[part] for name, part in condensed.graph["mapping"].items()}


def columns_of(graph: nx.DiGraph, lanes: Mapping[str, Stage]) -> tuple[list[list[str]], list[Stage]]:
    """Columns of ids with the lane of each, so many of them that the whole stays readable."""
    layers: dict[Stage, list[list[str]]] = {}
    for lane in LANES:
        inside = graph.subgraph(sorted(name for name in lanes if lanes[name] == lane))
        if not inside:
            continue
        found: dict[int, list[str]] = {}
        depths = _depths(inside)
        for name in sorted(inside):
            found.setdefault(depths[name], []).append(name)
        layers[lane] = [found[depth] for depth in sorted(found)]
    if not layers:
        return [], []
    sizes = {lane: sum(map(len, depths)) for lane, depths in layers.items()}
    rows = min(range(4, max(sizes.values()) + 5), key=lambda rows: (-_scale(_counts(sizes, rows), rows), rows))
    counts = _counts(sizes, rows)
    least = min(_READABLE, _scale(counts, rows)) * 0.9
    while True:  # a column more where most depths share one, as long as the map does not get much smaller for it
        wanting = {lane: len(layers[lane]) - counts[lane] for lane in layers}
        lane = max(layers, key=lambda stage: wanting[stage])
        more = {**counts, lane: counts[lane] + 1}
        if wanting[lane] <= 0 or _scale(more, rows) < least:
            break
        counts = more
    columns: list[list[str]] = []
    lane_of: list[Stage] = []
    for lane, depths_of_lane in layers.items():
        cut = _fold(depths_of_lane, counts[lane], rows)
        columns += cut
        lane_of += [lane] * len(cut)
    return columns, lane_of


def strips_of(columns: Sequence[Sequence[str]], lane_of: Sequence[Stage]) -> tuple[list[float], tuple[MapLane, ...]]:
    """Where each column stands, from left to right, and the strips of the lanes behind them."""
    lefts: list[float] = []
    strips: list[MapLane] = []
    for column, lane in zip(columns, lane_of, strict=True):
        same = bool(strips) and strips[-1].stage == lane
        lefts.append(lefts[-1] + COLUMN + (0 if same else LANE_GAP) if lefts else 0.0)
        start = strips.pop() if same else MapLane(stage=lane, left=lefts[-1] - COLUMN / 2, right=0.0, products=0)
        strips.append(
            MapLane(
                stage=lane,
                left=start.left,
                right=lefts[-1] + COLUMN / 2,
                products=start.products + len(column),
            )
        )
    return lefts, tuple(strips)


def _counts(sizes: Mapping[Stage, int], rows: int) -> dict[Stage, int]:
    return {lane: ceil(size / rows) for lane, size in sizes.items()}


def _scale(counts: Mapping[Stage, int], rows: int) -> float:
    """How large the map is on the screen."""
    wide = COLUMN * sum(counts.values()) + LANE_GAP * (len(counts) - 1)
    return min(_VIEW[0] / wide, _VIEW[1] / (ROW * (rows + 2)))


def _fold(layers: Sequence[Sequence[str]], count: int, rows: int) -> list[list[str]]:
    """Layers in order, cut into at most ``count`` columns: as few depths to a column and as even as can be."""
    depth = [number for number, layer in enumerate(layers) for _ in layer]
    names = [name for layer in layers for name in layer]
    rows = max(rows, ceil(len(names) / count))
    mean = len(names) / count
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    best += [(float("inf"), ())] * len(names)
    for _ in range(count):
        after = list(best)
        for stop in range(1, len(names) + 1):
            for start in range(max(0, stop - rows), stop):
                shared = depth[stop - 1] - depth[start]
                cost = best[start][0] + shared + 2 * ((stop - start - mean) / rows) ** 2
                if cost < after[stop][0] - 1e-9:
                    after[stop] = (cost, (*best[start][1], stop))
        best = after
    cuts = best[-1][1]
    return [names[start:stop] for start, stop in zip((0, *cuts), cuts, strict=False)]


def swept(graph: nx.DiGraph, columns: list[list[str]]) -> list[list[str]]:
    """Barycentre sweeps to and fro: each product moves to the mean height of its neighbours."""
    height = {name: _at(row, len(column)) for column in columns for row, name in enumerate(column)}
    loose = {name for name in graph if not graph.degree(name)}
    columns = [list(column) for column in columns]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for number in range(len(columns)) if forward else range(len(columns) - 1, -1, -1):
            wanted = {}
            for name in columns[number]:
                near = list(graph.predecessors(name)) if forward else list(graph.successors(name))
                near = near or [*graph.predecessors(name), *graph.successors(name)]
                wanted[name] = sum(height[other] for other in near) / len(near) if near else height[name]
            columns[number].sort(key=lambda name: (name in loose, round(wanted[name], 9), name))
            for row, name in enumerate(columns[number]):
                height[name] = _at(row, len(columns[number]))
    return columns


def _at(row: int, size: int) -> float:
    return (row + 0.5) / size
