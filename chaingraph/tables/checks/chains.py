"""Chains and regions as a whole: loops, loose ends, enterprises without a product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA
from chaingraph.tables import says
from chaingraph.tables.checks.cells import spelling
from chaingraph.tables.raw import Raw


def self_inputs(raw: Raw) -> Iterator[Problem]:
    """A product among its own inputs."""
    if raw.has("inputs", "product", "input"):
        rows = raw.con.execute("select _row, input from raw_inputs where product = input order by _row")
        for row, value in rows.fetchall():
            yield says.self_input(row, value)


def loops(pairs: list[tuple[int, str, str]]) -> Iterator[tuple[int, list[str]]]:
    """One loop of each strong component of the graph of (row, from, to), with the row of its first arc."""
    rows = {(a, b): row for row, a, b in reversed(pairs)}
    if not _loops(rows):
        return
    import networkx as nx  # slow to import, needed where there is a loop only

    graph = nx.DiGraph(sorted(rows))
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1 or any(graph.has_edge(node, node) for node in part):
            arcs = nx.find_cycle(graph.subgraph(sorted(part)), source=min(part))
            start = arcs.index(min(arcs))
            arcs = arcs[start:] + arcs[:start]
            yield min(rows[arc] for arc in arcs), [arcs[0][0], *(b for _, b in arcs)]


def _loops(arcs: Iterable[tuple[str, str]]) -> bool:
    following: dict[str, list[str]] = {}
    for start, end in arcs:
        following.setdefault(start, []).append(end)
    try:
        TopologicalSorter(following).prepare()
    except CycleError:
        return True
    return False


def self_kinds(raw: Raw) -> Iterator[Problem]:
    """A product that is its own kind."""
    if raw.has("products", "id", "broader"):
        rows = raw.con.execute("select _row, broader from raw_products where id = broader order by _row")
        for row, value in rows.fetchall():
            yield says.self_kind(row, value)


def kind_cycles(raw: Raw) -> Iterator[Problem]:
    """Kinds that run in a circle, one loop for each group of such products."""
    if raw.has("products", "id", "broader"):
        rows = raw.con.execute(
            "select _row, id, broader from raw_products where id <> broader order by _row"
        )  # fmt: skip
        for row, loop in sorted(loops(rows.fetchall())):
            yield says.kind_cycle(row, loop)


def kinds_and_inputs(raw: Raw) -> Iterator[Problem]:
    """Products with kinds and with inputs of their own."""
    if raw.has("products", "id", "broader") and raw.has("inputs", "product"):
        rows = raw.con.execute(
            "select _row, id from raw_products where id in (select broader from raw_products where broader is not null) "
            "and id in (select product from raw_inputs where product is not null) order by _row"
        )
        for row, value in rows.fetchall():
            yield says.kinds_and_inputs(row, value)


def region_cycles(raw: Raw) -> Iterator[Problem]:
    """Parents that run in a circle."""
    if raw.has("regions", "code", "parent"):
        rows = raw.con.execute(
            "select _row, code, parent from raw_regions where code is not null and parent is not null order by _row"
        )
        for row, loop in sorted(loops(rows.fetchall())):
            yield says.region_cycle(row, loop)


def input_cycles(raw: Raw) -> Iterator[Problem]:
    """Products made from each other, one loop for each group of such products."""
    if raw.has("inputs", "product", "input"):
        rows = raw.con.execute("select _row, input, product from raw_inputs where product <> input order by _row")
        for row, loop in sorted(loops(rows.fetchall())):
            yield says.input_cycle(row, loop)


def midstream_ends(raw: Raw) -> Iterator[Problem]:
    """Midstream products that nothing uses, or that are made from nothing."""
    if not (raw.has("products", "id", "stage") and raw.has("inputs", "product", "input")):
        return
    columns = SCHEMA.tables["products"].by_name
    middle = f"{spelling(columns['stage'], 'stage')} = 'midstream'"
    final = (
        f"coalesce({spelling(columns['final'], 'final')} = 'yes', false)" if raw.has("products", "final") else "false"
    )
    for used, problem, unless in (("input", says.no_use, final), ("product", says.no_inputs, "false")):
        rows = raw.con.execute(
            f"select _row, id from raw_products where {middle} and not {unless} and id is not null "
            f"and id not in (select {used} from raw_inputs where {used} is not null) order by _row"
        )
        for row, value in rows.fetchall():
            yield problem(row, value)


def enterprises_that_make_nothing(raw: Raw) -> Iterator[Problem]:
    """Enterprises without a row in ``makes``."""
    if raw.has("enterprises", "id") and raw.has("makes", "enterprise"):
        rows = raw.con.execute(
            "select _row, id from raw_enterprises where id is not null and id not in "
            "(select enterprise from raw_makes where enterprise is not null) order by _row"
        )
        for row, value in rows.fetchall():
            yield says.makes_nothing(row, value)
