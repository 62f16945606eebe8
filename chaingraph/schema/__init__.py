"""The tables, columns, vocabularies and RDF terms of a dataset, declared once as data (four CSV files here)."""

from chaingraph.schema.schema import (
    BOOLEAN,
    CG,
    CURRENCY,
    ID,
    PREFIXES,
    SCHEMA,
    Column,
    Schema,
    Table,
    Term,
    expand,
    normalise_header,
)

__all__ = [
    "BOOLEAN",
    "CG",
    "CURRENCY",
    "ID",
    "PREFIXES",
    "SCHEMA",
    "Column",
    "Schema",
    "Table",
    "Term",
    "expand",
    "normalise_header",
]
