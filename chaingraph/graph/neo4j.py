"""Tables to a property graph: CSV files for ``neo4j-admin database import full``, written by the columnar engine.

A table whose rows have an id becomes nodes; one that joins two such rows (inputs, makes, supplies, coverage) becomes
relationships; any other (observations) becomes nodes numbered by row. Every column is a property under its own name,
and a reference of a node is a relationship as well. Labels, types and names come from the schema. The files follow
Neo4j's documented header format; no Neo4j was at hand to import them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from chaingraph.catalogue import LANGUAGES, message, text
from chaingraph.graph.quads import SHORTCUTS
from chaingraph.plugins import Format
from chaingraph.registry import files
from chaingraph.schema import SCHEMA, Column, Table
from chaingraph.tables import Dataset

ARGUMENTS = "import.args"
_TYPES = {
    "string": "string",
    "list": "string[]",
    "number": "double",
    "integer": "long",
    "year": "int",
    "date": "string",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class _File:
    """One CSV file: its rows, its columns as pairs of cell and header."""

    name: str
    rows: files.Rows
    columns: tuple[tuple[files.Cell, str], ...]
    nodes: bool


def relationship_type(iri: str) -> str:
    """Neo4j's way of writing the name of a property or class: ``.../ontology#locatedIn`` gives ``LOCATED_IN``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", re.split("[#/:]", iri)[-1]).upper()


def label(table: Table) -> str:
    """The label of a table's nodes: the name of its class."""
    return table.cls.partition(":")[2]


def ends(table: Table) -> tuple[Column, Column] | None:
    """Start and end of the relationship that a row is, or None where a row is a node.

    A row joins two others when it has no id and at least two references that must be filled in.
    """
    if _id(table):
        return None
    for name, _, start, _, _, end, _ in SHORTCUTS:
        if name == table.name:
            return table.by_name[start], table.by_name[end]
    joined = [column for column in table.columns if column.references and column.required and column.type != "list"]
    return (joined[0], joined[1]) if len(joined) >= 2 else None


def row_type(table: Table) -> str:
    """Type of the relationships that a table's rows are."""
    link = next((link for name, _, _, link, *_ in SHORTCUTS if name == table.name), table.cls)
    return relationship_type(link)


def _id(table: Table) -> str | None:
    first = table.columns[0].name
    return first if first in ("id", "code") else None


def _space(table: Table) -> str:
    return f"({table.name})"


def _property(column: Column) -> tuple[files.Cell, str]:
    return files.given(column), f"{column.name}:{_TYPES[column.type]}"


def _row_file(table: Table) -> _File:
    joined, key = ends(table), _id(table)
    name, rows = f"{table.name}.csv", files.all_rows(table)
    if joined:
        start, end = joined
        own = [column for column in table.columns if column not in joined]
        columns = (
            (files.cell(start.name), f":START_ID{_space(SCHEMA.tables[start.references])}"),
            *map(_property, own),
            (files.cell(end.name), f":END_ID{_space(SCHEMA.tables[end.references])}"),
            (files.text(row_type(table)), ":TYPE"),
        )
        return _File(name, rows, columns, nodes=False)
    first = (files.cell(key), f"{key}:ID{_space(table)}") if key else (files.ROW, f":ID{_space(table)}")
    own = [column for column in table.columns if column.name != key]
    return _File(name, rows, (first, *map(_property, own), (files.text(label(table)), ":LABEL")), nodes=True)


def _link_file(table: Table, column: Column) -> _File:
    """The relationships of one reference of nodes; a list keeps its order, an id that no row has gets none."""
    other = SCHEMA.tables[column.references]
    columns = (
        (files.START, f":START_ID{_space(table)}"),
        *(((files.PLACE, "position:int"),) if column.type == "list" else ()),
        (files.END, f":END_ID{_space(other)}"),
        (files.text(relationship_type(column.predicate)), ":TYPE"),
    )
    rows = files.references(table, column, _id(table) or "_row")
    return _File(f"{table.name}-{column.name}.csv", rows, columns, nodes=False)


def _files() -> list[_File]:
    found = []
    for table in SCHEMA.tables.values():
        found.append(_row_file(table))
        if ends(table) is None:
            found += [_link_file(table, column) for column in table.columns if column.references]
    return found


def write_neo4j(dataset: Dataset, folder: Path) -> None:
    """Writes a CSV file for each table and each reference of nodes that has any row, ``import.args`` and ``README.md``.

    Quotes are doubled, lists joined by ``;`` (no item of a checked dataset holds one), what is not known is left
    empty, which the importer takes for no property. Raises OSError when the folder cannot be written.
    """
    written: list[_File] = []
    broken = False
    for file in _files():
        if not files.has_rows(dataset, file.rows):
            continue
        files.write_csv(dataset, file.rows, file.columns, folder / file.name)
        broken = broken or files.has_line_breaks(dataset, file.rows, file.columns)
        written.append(file)
    arguments = [f"--{'nodes' if file.nodes else 'relationships'}={file.name}" for file in written]
    if broken:
        arguments.insert(0, "--multiline-fields=true")
    (folder / ARGUMENTS).write_text("\n".join(arguments) + "\n", "utf-8", newline="\n")
    (folder / "IMPORT.md").write_text(_readme(), "utf-8", newline="\n")


def _readme() -> str:
    """How to import the files, in every language."""
    return _README.format(
        arguments=ARGUMENTS,
        run=_said("graph.neo4j-run-here", "\n"),
        start=_said("graph.neo4j-then-start", "\n"),
        makes=_said("graph.neo4j-who-makes-what", " "),
        upstream=_said("graph.neo4j-three-steps-upstream", " "),
        reading=_said("graph.neo4j-how-to-read", "\n"),
    )


def _said(key: str, between: str) -> str:
    return between.join(text(key, lang) for lang in LANGUAGES)


_README = """# Neo4j

{run}

```
neo4j-admin database import full neo4j @{arguments}
```

{start}

```cypher
// {makes}
MATCH (e:Enterprise {{status: 'active'}})-[m:MAKES]->(p:Product) RETURN e.name_zh, p.name_zh, m.output_yi LIMIT 10;
// {upstream}
MATCH (a:Product)-[:UPSTREAM_OF*1..3]->(b:Product {{id: 'new-energy-passenger-car'}}) RETURN DISTINCT a.name_zh;
```

{reading}
"""


NEO4J = Format(
    label=message("graph.neo4j"),
    write=lambda dataset, path, _: write_neo4j(dataset, path),
    folder=True,
)
