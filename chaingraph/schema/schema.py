"""Reads ``tables.csv``, ``columns.csv``, ``vocabularies.csv`` and ``list_headers.csv`` into frozen objects.

From them come the reader, the validator, the Excel template, ``datapackage.json``, the RDF mapping, and what
:mod:`chaingraph.graph.generate` writes: properties, code lists and SHACL shapes of the ontology, the JSON-LD context
and ``docs/en/tables.md``. A new column is one line of ``columns.csv``. ``list_headers.csv`` holds what only lists of
offices have: places in parts, the scope of business.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from chaingraph.catalogue import Names
from chaingraph.resources import rows_of

CG = "https://w3id.org/chaingraph/ontology#"
ID = "https://w3id.org/chaingraph/id/"
PREFIXES = {
    "cg": CG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
}
CURRENCY = "CNY"  # of every column of money, where a dataset names no other
BOOLEAN = "boolean"
_HERE = Path(__file__).resolve().parent


def expand(curie: str) -> str:
    """The IRI of ``prefix:name``; raises KeyError for an unknown prefix."""
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


def normalise_header(text: str) -> str:
    """A header or sheet name as it is compared: NFKC, no spaces, lower case, ASCII brackets."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower().lstrip("\ufeff")


@dataclass(frozen=True)
class Term:
    """One value of a vocabulary."""

    value: str
    zh: str
    en: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column of a table. ``type``: string, list, number, integer, year, date or boolean.

    ``instead`` names a column of the same table, in place of ``required``: one of the two must be filled in.
    ``default`` is the value of the vocabulary that an empty cell stands for.
    """

    table: str
    name: str
    name_zh: str
    name_en: str
    type: str
    required: bool
    references: str
    vocabulary: str
    minimum: float | None
    maximum: float | None
    pattern: str
    rdf: str
    synonyms: tuple[str, ...]
    description_zh: str
    description_en: str
    instead: str = ""
    default: str = ""

    @property
    def predicate(self) -> str:
        """IRI of the property that carries the column."""
        return expand(self.rdf.partition("@")[0])

    @property
    def language(self) -> str:
        """Language tag of its literals, or an empty string."""
        return self.rdf.partition("@")[2]


@dataclass(frozen=True)
class Table:
    """One table: its columns in order and the columns that make a row unique."""

    name: str
    name_zh: str
    name_en: str
    required: bool
    cls: str
    key: tuple[str, ...]
    synonyms: tuple[str, ...]
    description_zh: str
    description_en: str
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def headers(self) -> dict[str, str]:
        """Every accepted header (normalised) to the column's name."""
        found: dict[str, str] = {}
        for column in self.columns:
            for text in (*column.synonyms, column.name_en, column.name_zh, column.name):
                found[normalise_header(text)] = column.name
        return found

    @property
    def thing(self) -> str:
        """The word in the IRIs of its rows: class ``cg:InputRelation`` of table ``inputs`` gives ``input``."""
        irregular = {"makes": "making", "supplies": "supply", "searches": "search"}
        return irregular.get(self.name, self.name.rstrip("s"))


@dataclass(frozen=True)
class Schema:
    """All tables and vocabularies."""

    tables: dict[str, Table]
    vocabularies: dict[str, tuple[Term, ...]]
    list_headers: dict[str, tuple[str, ...]]  # part of a place or other role to the headers that lists give it

    @cached_property
    def list_roles(self) -> dict[str, str]:
        """Every header (normalised) that only lists have, to its role."""
        return {normalise_header(text): role for role, headers in self.list_headers.items() for text in headers}

    @cached_property
    def names(self) -> dict[str, str]:
        """Every accepted table name (normalised) to the table's name."""
        found: dict[str, str] = {}
        for table in self.tables.values():
            for text in (*table.synonyms, table.name_zh, table.name):
                found[normalise_header(text)] = table.name
        return found

    @cached_property
    def values(self) -> dict[str, dict[str, str]]:
        """For each vocabulary every accepted spelling (normalised) to its value."""
        return {
            name: {
                normalise_header(text): term.value
                for term in terms
                for text in (*term.synonyms, term.en, term.zh, term.value)
            }
            for name, terms in self.vocabularies.items()
        }

    def label(self, vocabulary: str, value: str, lang: str) -> str:
        """The word for a value of a vocabulary, see :class:`Names`. Raises KeyError for a value that it has not."""
        for term in self.vocabularies[vocabulary]:
            if term.value == value:
                return Names(zh=term.zh, en=term.en).text(lang)
        raise KeyError(value)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _column(row: dict[str, str], table: str) -> Column:
    return Column(
        table=table,
        name=row["column"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        type=row["type"],
        required=row["required"] == "yes",
        references=row["references"],
        vocabulary=row["vocabulary"] or (BOOLEAN if row["type"] == "boolean" else ""),
        minimum=_number(row["minimum"]),
        maximum=_number(row["maximum"]),
        pattern=row["pattern"],
        rdf=row["rdf"],
        synonyms=_split(row["synonyms"]),
        description_zh=row["description_zh"],
        description_en=row["description_en"],
        instead=row["required"].removeprefix("or ") if row["required"].startswith("or ") else "",
        default=row["default"],
    )


def _load() -> Schema:
    columns = rows_of(_HERE / "columns.csv")
    tables: dict[str, Table] = {}
    for row in rows_of(_HERE / "tables.csv"):
        name = row["table"]
        own = [_column(line, name) for line in columns if line["table"] == name]
        taken = {column.name for column in own}
        shared = [_column(line, name) for line in columns if line["table"] == "*" and line["column"] not in taken]
        if name == "sources":  # a source does not derive from itself
            shared = [column for column in shared if column.name != "source"]
        tables[name] = Table(
            name=name,
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            required=row["required"] == "yes",
            cls=row["class"],
            key=_split(row["key"]),
            synonyms=_split(row["synonyms"]),
            description_zh=row["description_zh"],
            description_en=row["description_en"],
            columns=(*own, *shared),
        )
    vocabularies: dict[str, list[Term]] = {}
    for row in rows_of(_HERE / "vocabularies.csv"):
        vocabularies.setdefault(row["vocabulary"], []).append(
            Term(row["value"], row["zh"], row["en"], _split(row["synonyms"]))
        )
    list_headers = {row["role"]: _split(row["headers"]) for row in rows_of(_HERE / "list_headers.csv")}
    return Schema(tables, {name: tuple(terms) for name, terms in vocabularies.items()}, list_headers)


SCHEMA = _load()
