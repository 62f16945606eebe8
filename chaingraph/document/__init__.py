"""What an answer looks like: one model, and a renderer a format (:mod:`chaingraph.document.render`)."""

from chaingraph.document.model import (
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
