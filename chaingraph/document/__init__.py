"""What an answer looks like: one model, and a renderer a format (:mod:`chaingraph.document.render`)."""

from chaingraph.document.model import (
    UNKNOWN,
    Basis,
    Cell,
    Column,
    Document,
    Figure,
    Interval,
    Kind,
    Named,
    Paragraph,
    Section,
    Source,
    SourceList,
    Style,
    Table,
    in_language,
)

__all__ = [
    "UNKNOWN",
    "Basis",
    "Cell",
    "Column",
    "Document",
    "Figure",
    "Interval",
    "Kind",
    "Named",
    "Paragraph",
    "Section",
    "Source",
    "SourceList",
    "Style",
    "Table",
    "in_language",
]
