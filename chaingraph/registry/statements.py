"""The statements of the tables as lines of N-Quads: one SQL text a column, written by the columnar engine, so that a
registry never passes through Python objects.

The mapping is the ``rdf`` and ``class`` columns of the schema, the same that :mod:`chaingraph.graph.rows` reads
backwards. Each row's statements stand in the named graph of its first source, or in the default graph. The IRIs of a
table's rows are written once, into a table of their own in the order of the IRIs; the statements are texts over that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from chaingraph.registry.asking import ask, work_tables
from chaingraph.registry.views import open_views
from chaingraph.schema import CG, CURRENCY, ID, SCHEMA, Column, Table, expand
from chaingraph.tables import Dataset
from chaingraph.tables.dataset import as_given
from chaingraph.tables.paths import to_write
from chaingraph.tables.raw import literal, quoted

DATASET = ID + "dataset"  # the node that stands for the whole
LIST_ORDER = CG + "listOrder"
# Statements for comfort beside the nodes that carry year, amount or group: table, subject, property, object.
SHORTCUTS = (
    ("inputs", "product", "input", "upstreamOf", "product", "product", ""),
    ("makes", "enterprise", "enterprise", "makes", "product", "product", "active"),
    ("supplies", "enterprise", "supplier", "supplies", "enterprise", "customer", ""),
)
# Links to national classifications, whose concepts stand in ontology/: table, column, scheme.
_CLASSIFIED = (("products", "gbt4754", "gbt4754-2017"), ("regions", "code", "gbt2260"))
_ACTIVE = "enterprise in (select id from active_enterprise)"


def iri(kind: str, *cells: str) -> str:
    """SQL for the IRI ``.../id/<kind>/<cell>/<cell>`` of a row, each cell percent-encoded."""
    parts = " || '/' || ".join(f"url_encode(coalesce(cast({cell} as varchar), ''))" for cell in cells)
    return f"'<{ID}{kind}/' || {parts}"


def subject(table: Table) -> str:
    """SQL for a row's own IRI; a second row with the same key gets its number."""
    keys = [quoted(name) for name in table.key]
    cells = [
        f"array_to_string({key}, ';')" if table.by_name[name].type == "list" else key
        for name, key in zip(table.key, keys, strict=True)
    ]
    node = iri(table.thing, *cells)
    if table.columns[0].name in ("id", "code"):
        return f"{node} || '>'"
    partition = ", ".join(keys)
    number = f"row_number() over (partition by {partition} order by _row)"
    return f"{node} || case when {number} > 1 then '/' || {number} else '' end || '>'"


def escaped(text: str) -> str:
    """SQL for the body of an N-Quads string."""
    pairs = ((r"\\", r"\\\\"), ('"', r"\""), ("\n", r"\n"), ("\r", r"\r"), ("\t", r"\t"))
    sql = f"replace({text}, '\\', '\\\\')"
    for raw, cooked in pairs[1:]:
        sql = f"replace({sql}, chr({ord(raw)}), {literal(cooked)})"
    return sql


_DATES = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}  # by the length of the text
_XSD = {"number": "double", "integer": "integer", "year": "gYear", "boolean": "boolean"}


def _object(column: Column, value: str) -> str:
    if column.references:
        return f"{iri(SCHEMA.tables[column.references].thing, value)} || '>'"
    if column.type == "date":
        kinds = " ".join(f"when {length} then '{expand(kind)}'" for length, kind in _DATES.items())
        return f"'\"' || {value} || '\"^^<' || case length({value}) {kinds} end || '>'"
    if column.type in _XSD:
        text = f"lpad(cast({value} as varchar), 4, '0')" if column.type == "year" else f"cast({value} as varchar)"
        return f"'\"' || {text} || '\"^^<{expand('xsd:' + _XSD[column.type])}>'"
    if column.vocabulary:
        return f"'<{CG}{column.vocabulary}-' || {value} || '>'"
    tail = f"@{column.language}" if column.language else ""
    if column.rdf == "schema:url":
        tail = f"^^<{expand('xsd:anyURI')}>"
    return f"'\"' || {escaped(value)} || '\"{tail}'"


def _graph(table: Table, merged: bool) -> str:
    """SQL for the end of a row's statements: its named graph, unless ``merged``, and the point."""
    if merged:
        return "' .'"
    if table.name == "sources":
        return f"' ' || {iri('source', 'id')} || '> .'"
    return f"case when len(source) > 0 then ' ' || {iri('source', 'source[1]')} || '>' else '' end || ' .'"


@contextmanager
def _nodes(dataset: Dataset, merged: bool) -> Iterator[str]:
    """SQL for all statements, a column ``line``, in an order that depends on nothing but the data."""
    nodes = {
        f"node_{name}": f"select {subject(table)} as s, {_graph(table, merged)} as g, * from {name} order by s"
        for name, table in SCHEMA.tables.items()
    }
    parts = [part for table in SCHEMA.tables.values() for part in _statements(table)]
    if dataset.currency != CURRENCY:
        parts.append(f"select '<{DATASET}> <{CG}currency> \"{dataset.currency}\" .' as line")
    open_views(dataset)  # one that came from rows, not through load(), has none yet
    with work_tables(dataset, nodes):
        yield " union all ".join(parts)


def _statements(table: Table) -> Iterator[str]:
    name, node = table.name, f"node_{table.name}"
    yield f"select s || ' <{expand('rdf:type')}> <{expand(table.cls)}>' || g as line from {node}"
    for column in table.columns:
        cell = as_given(column)
        rows = f"{node} where {cell} is not null"
        if column.type == "list":
            item = _object(column, "item")
            rows = f"(select s, g, unnest({cell}) as item from {rows})"
            yield f"select s || ' <{column.predicate}> ' || {item} || g from {rows}"
            listing = f"{literal(column.name + '=')} || array_to_string({cell}, ';')"
            yield (
                f"select s || ' <{LIST_ORDER}> \"' || {escaped(listing)} || '\"' || g "
                f"from {node} where list_sort({cell}) <> {cell}"
            )
        else:
            yield f"select s || ' <{column.predicate}> ' || {_object(column, cell)} || g from {rows}"
    if name == "products":
        yield f"select s || ' <{expand('rdf:type')}> <{expand('skos:Concept')}>' || g from {node}"
        yield f"select s || ' <{expand('skos:inScheme')}> <{ID}scheme/products>' || g from {node}"
    for where, column_name, scheme in _CLASSIFIED:
        if where == name:
            listed = table.by_name[column_name].type == "list"
            code = f"(select s, g, {'unnest(' if listed else '('}{column_name}) as item from {node})"
            if where == "regions":  # a code of another scheme is none of this one
                default = table.by_name["scheme"].default
                code = f"(select s, g, code as item from {node} where coalesce(scheme, '{default}') = '{scheme}')"
            bare = "regexp_replace(item, '^[A-Za-z]', '')"  # a class may be written with the letter of its section
            concept = f"' <{CG}classifiedAs> ' || {iri(scheme, bare)} || '>'"
            yield f"select s || {concept} || g from {code} where item is not null"
    for where, kind, start, link, other, end, only in SHORTCUTS:
        if where == name:
            triple = f"{iri(kind, start)} || '> <{CG}{link}> ' || {iri(other, end)} || '>' || g"
            yield (
                f"(select distinct {triple} as line from {node}"
                + (f" where {_ACTIVE}" if only else "")
                + " order by line)"
            )


class _Count(NamedTuple):
    number: int


def count_statements(dataset: Dataset) -> int:
    """Number of triples of the merged graph."""
    with _nodes(dataset, merged=True) as lines:
        return ask(dataset, _Count, f"select count(distinct line) from ({lines})")[0].number


def write_statements(dataset: Dataset, path: Path, *, merged: bool) -> None:
    """Writes all lines; ``merged`` without the named graphs, each once, sorted. Raises OSError when ``path`` cannot be
    written.
    """
    with _nodes(dataset, merged) as lines:
        wanted = f"select distinct line from ({lines}) order by line" if merged else lines
        with to_write(path) as file:
            dataset.con.execute(
                f"copy ({wanted}) to {file} (format csv, header false, delimiter '\x1f', quote '', escape '')"
            )
