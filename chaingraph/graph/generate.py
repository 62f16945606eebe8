"""Writes everything that follows from the schema: ``python -m chaingraph.graph.generate``.

A line of ``chaingraph/schema/columns.csv`` becomes a property of the ontology, a SHACL shape, an entry of the JSON-LD
context, a row of ``tables.md`` in both languages and, where the bundled data have the column, a field of their
``datapackage.json``; the template, the reader, the checks and the RDF mapping need no file. What the ontology says by
hand of a term (a label, a definition) is not said again.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pyoxigraph as ox

from chaingraph.catalogue import Names
from chaingraph.graph.ontology import ONTOLOGY
from chaingraph.resources import PACKAGE
from chaingraph.schema import BOOLEAN, CG, PREFIXES, SCHEMA, Column, Table, Term, expand
from chaingraph.tables.write import package_text

_XSD = {"number": "xsd:double", "integer": "xsd:integer", "year": "xsd:gYear", "boolean": "xsd:boolean"}
DATES = ("xsd:date", "xsd:gYearMonth", "xsd:gYear")  # of a date known to the day, month or year
LANGUAGES = ("zh", "en")
_LABEL, _DEFINITION = expand("rdfs:label"), expand("skos:definition")
_TYPE = expand("rdf:type")


def generated(root: Path) -> dict[Path, str]:
    """Every file below ``root`` (a checkout) that follows from the schema, with what it shall hold."""
    ontology = root / "ontology"
    stated = Said(ontology / ONTOLOGY[0])
    files = {
        ontology / "properties.ttl": _render("properties.ttl.j2", properties=list(properties(stated))),
        ontology / "codes.ttl": _render("codes.ttl.j2", schemes=list(schemes(stated))),
        ontology / "column-shapes.ttl": _render("column-shapes.ttl.j2", tables=list(_shapes()), shared=_shared()),
        ontology / "context.jsonld": json.dumps(context(), ensure_ascii=False, indent=1) + "\n",
        **{
            root / "docs" / lang / "tables.md": _render(f"tables.{lang}.md.j2", schema=SCHEMA, kind=_kind)
            for lang in LANGUAGES
        },
    }
    for folder in sorted((root / "data").glob("*/")):
        if (folder / "datapackage.json").is_file():
            files[folder / "datapackage.json"] = package_text(folder)
    return files


def write(root: Path) -> None:
    """Brings the files below ``root`` up to date. Raises OSError when one cannot be written."""
    for path, text in generated(root).items():
        path.write_text(text, "utf-8", newline="\n")


class Said:
    """What a Turtle file says of its subjects: predicates, and languages of their texts."""

    def __init__(self, path: Path) -> None:
        self._told: set[tuple[str, str, str]] = set()
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode):
                language = quad.object.language if isinstance(quad.object, ox.Literal) else None
                self._told.add((quad.subject.value, quad.predicate.value, language or ""))

    def texts(self, subject: str, predicate: str, zh: str, en: str) -> list[tuple[str, str]]:
        """Those of two texts, with their language, that the file does not give in its own words."""
        pairs = ((zh, "zh"), (en, "en"))
        return [(text, lang) for text, lang in pairs if (subject, predicate, lang) not in self._told]

    def typed(self, subject: str) -> bool:
        """Whether the file says what kind of thing the subject is."""
        return (subject, _TYPE, "") in self._told


@dataclass(frozen=True)
class Property:
    """A property as the ontology declares it: a CURIE, its kind, the classes and values it goes between, its texts."""

    curie: str
    kind: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]


def properties(stated: Said) -> Iterator[Property]:
    """Each property of the schema once, in the order of its first column."""
    users: dict[str, list[tuple[Table, Column]]] = {}
    for table in SCHEMA.tables.values():
        for column in table.columns:
            users.setdefault(column.rdf.partition("@")[0], []).append((table, column))
    for curie, uses in users.items():
        iri, column = expand(curie), uses[0][1]
        own = iri.startswith(CG)
        if not own and stated.typed(iri):
            continue
        linked = bool(column.references or (column.vocabulary and column.type != "boolean"))
        zh, en = _defined(curie, uses)
        yield Property(
            curie,
            "owl:ObjectProperty" if linked else "owl:DatatypeProperty",
            tuple(dict.fromkeys(table.cls for table, _ in uses)) if own else (),
            tuple(dict.fromkeys(kind for _, column in uses for kind in _ranges(column))) if own else (),
            tuple(stated.texts(iri, _LABEL, column.name_zh, _lowered(column.name_en))) if own else (),
            tuple(stated.texts(iri, _DEFINITION, zh, en)) if own else (),
        )


def _defined(curie: str, uses: list[tuple[Table, Column]]) -> tuple[str, str]:
    """A definition from the descriptions, for a property that has none by hand."""
    table, column = uses[0]
    x_zh, x_en = table.name_zh, _lowered(table.name_en)
    return (
        f"x {curie} y：y 是“{x_zh}”表中 x 那一行的“{column.name_zh}”：{column.description_zh}。",
        f"x {curie} y: y is what the row x of the table {x_en} has under {column.name_en}: {column.description_en}.",
    )


def _lowered(text: str) -> str:
    """A name inside a sentence: without its capital, unless it is an abbreviation."""
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text


def _ranges(column: Column) -> tuple[str, ...]:
    if column.references:
        return (SCHEMA.tables[column.references].cls,)
    if column.vocabulary and column.type != "boolean":
        return ("skos:Concept",)
    return _datatypes(column)


def _datatypes(column: Column) -> tuple[str, ...]:
    """Datatypes that the literals of a column may have; a date has that of its precision."""
    if column.type == "date":
        return DATES
    if column.rdf == "schema:url":
        return ("xsd:anyURI",)
    return (_XSD.get(column.type, "rdf:langString" if column.language else "xsd:string"),)


@dataclass(frozen=True)
class Scheme:
    """A code list: its name, and each of its terms with the labels that the ontology does not give by hand."""

    name: str
    labels: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    terms: tuple[tuple[Term, tuple[tuple[str, str], ...]], ...]


def schemes(stated: Said) -> Iterator[Scheme]:
    """Each vocabulary but that of yes and no."""
    for name, terms in SCHEMA.vocabularies.items():
        if name == BOOLEAN:
            continue
        column = next(
            (column for table in SCHEMA.tables.values() for column in table.columns if column.vocabulary == name), None
        )
        zh, en = (column.name_zh, _lowered(column.name_en)) if column else (name, name)
        iri = f"{CG}{name}-scheme"
        yield Scheme(
            name,
            tuple(stated.texts(iri, _LABEL, f"{zh}取值", f"values of {en}")),
            tuple(
                stated.texts(iri, _DEFINITION, f"一行的“{zh}”可取的各项。", f"The list of what a row may have as {en}.")
            ),
            tuple(
                (
                    term,
                    tuple(
                        stated.texts(
                            f"{CG}{name}-{term.value}",
                            _DEFINITION,
                            f"“{zh}”一项记作“{term.value}”时的含义。",
                            f"What the value {term.value!r} says under {en}.",
                        )
                    ),
                )
                for term in terms
            ),
        )


# ---------------------------------------------------------------- shapes


@dataclass(frozen=True)
class Shape:
    """A property shape: its name after ``cgsh:``, what it looks at, its constraints, its message in each language."""

    name: str
    path: str
    constraints: tuple[str, ...]
    zh: str
    en: str
    message_zh: str
    message_en: str


def _local(curie: str) -> str:
    return re.split("[#/:]", curie)[-1]


def _shared_columns() -> list[Column]:
    """The columns that every table has: those of the line ``*`` in the schema."""
    tables = list(SCHEMA.tables.values())
    paths = {column.rdf for column in tables[0].columns}
    common = paths.intersection(
        *({column.rdf for column in table.columns} for table in tables if table.name != "sources")
    )
    return [column for column in tables[0].columns if column.rdf in common]


def _shared() -> list[Shape]:
    return [_shape(_local(column.rdf), "任一行", "Any row", column) for column in _shared_columns()]


def _shapes() -> Iterator[tuple[Table, list[str], list[Shape]]]:
    """Each table with the names of all its shapes, and those that are its own."""
    shared = {column.rdf for column in _shared_columns()}
    for table in SCHEMA.tables.values():
        name = _local(table.cls)
        own = [
            _shape(f"{name}-{_local(column.rdf.partition('@')[0])}", table.name_zh, table.name_en, column)
            for column in table.columns
            if column.rdf not in shared and not column.rdf.startswith("skos:prefLabel")
        ]
        names = ["prefLabel"] if any(column.rdf.startswith("skos:prefLabel") for column in table.columns) else []
        names += [*(shape.name for shape in own), *(_local(rdf) for rdf in shared_order()), "listOrder"]
        yield table, names, own


def shared_order() -> list[str]:
    """The properties of the columns that every table has, in order."""
    return [column.rdf for column in _shared_columns()]


def _shape(name: str, table_zh: str, table_en: str, column: Column) -> Shape:
    constraints, (zh, en) = _constraints(column)
    count_zh, count_en = _count(column, constraints)
    of_zh = table_zh if name.partition("-")[2] else "任一行"
    said_zh = "；".join(part for part in (count_zh, zh) if part)
    said_en = "; ".join(part for part in (count_en, en) if part)
    return Shape(
        name,
        column.rdf.partition("@")[0],
        tuple(constraints),
        column.name_zh,
        column.name_en,
        f"{of_zh}的“{column.name_zh}”：{said_zh}。",
        f"{table_en}, {column.name_en}: {said_en}.",
    )


def _count(column: Column, constraints: list[str]) -> tuple[str, str]:
    """Puts how many values there may be before the other constraints, and says it."""
    several = column.type == "list"
    counts = [*(["sh:minCount 1"] if column.required else []), *([] if several else ["sh:maxCount 1"])]
    constraints[:0] = counts
    if column.required:
        if several:
            return ("至少须有一个值", "at least one value is required")
        return ("须有且只有一个值", "exactly one value is required")
    return ("", "") if several else ("至多有一个值", "at most one value is allowed")


def _constraints(column: Column) -> tuple[list[str], tuple[str, str]]:
    """What each value must be, in SHACL and in words."""
    if column.references:
        cls = SCHEMA.tables[column.references].cls
        return ["sh:nodeKind sh:IRI", f"sh:class {cls}"], (
            f"值须是图中类型为 {cls} 的节点",
            f"it must be a node of class {cls} in the graph",
        )
    if column.type == "boolean":
        return ["sh:datatype xsd:boolean"], ("值须为真或假", "it must be true or false")
    if column.vocabulary:
        terms = SCHEMA.vocabularies[column.vocabulary]
        listed = " ".join(f"cg:{column.vocabulary}-{term.value}" for term in terms)
        return [f"sh:in ( {listed} )"], (
            f"取值限于{'、'.join(term.zh for term in terms)}",
            f"it must be one of {', '.join(term.value for term in terms)}",
        )
    kinds: dict[str, Callable[[Column], tuple[list[str], tuple[str, str]]]] = {
        "number": _figure,
        "integer": _figure,
        "year": _year,
        "date": _date,
    }
    return kinds.get(column.type, _text)(column)


def _figure(column: Column) -> tuple[list[str], tuple[str, str]]:
    whole = column.type == "integer"
    constraints = [f"sh:datatype {_XSD[column.type]}"]
    zh, en = ["值须为整数" if whole else "值须为数"], []
    for bound, name, word_zh, word_en in (
        (column.minimum, "sh:minInclusive", "不小于", "at least"),
        (column.maximum, "sh:maxInclusive", "不大于", "at most"),
    ):
        if bound is not None:
            constraints.append(f"{name} {bound:.0f}" if whole else f'{name} "{bound}"^^xsd:double')
            zh.append(f"{word_zh} {bound:g}")
            en.append(f"{word_en} {bound:g}")
    requirement = f"it must be a {'whole ' if whole else ''}number"
    return constraints, ("，".join(zh), f"{requirement} of {' and '.join(en)}" if en else requirement)


def _year(column: Column) -> tuple[list[str], tuple[str, str]]:
    first, last = int(column.minimum or 0), int(column.maximum or 9999)
    between = f"{first}–{last}"
    pattern = "|".join(_patterns(first, last))
    return ["sh:datatype xsd:gYear", f'sh:pattern "^({pattern})$"'], (
        f"值须为 {between} 的年份",
        f"it must be a year, {between}",
    )


def _patterns(first: int, last: int) -> Iterator[str]:
    """Regular expressions that together match the years from ``first`` to ``last``, of four digits each."""
    while first <= last:
        step = next(step for step in (1000, 100, 10, 1) if first % step == 0 and first + step - 1 <= last)
        free = len(str(step)) - 1
        tail = {0: "", 1: "[0-9]"}.get(free, f"[0-9]{{{free}}}")
        yield f"{first:04d}"[: 4 - free] + tail
        first += step


def _date(_column: Column) -> tuple[list[str], tuple[str, str]]:
    kinds = " ".join(f"[ sh:datatype {kind} ]" for kind in DATES)
    return [f"sh:or ( {kinds} )"], (
        "值须为日期，可只到月或年",
        "it must be a date, a month or a year",
    )


def _text(column: Column) -> tuple[list[str], tuple[str, str]]:
    (datatype,) = _datatypes(column)
    constraints = [f"sh:datatype {datatype}"]
    if column.language:
        return [*constraints, f'sh:languageIn ( "{column.language}" )'], (
            f"值须是带 {column.language} 语言标记的文本",
            f"it must be text tagged {column.language}",
        )
    if datatype == "xsd:string":
        constraints.append("sh:minLength 1")
    if column.pattern:
        return [*constraints, f"sh:pattern {json.dumps(f'^({column.pattern})$')}"], (
            f"值的格式须是：{column.description_zh}",
            f"its form must be: {column.description_en}",
        )
    return constraints, ("值须是不带语言标记的非空文本", "it must be non-empty text without a language tag")


# ---------------------------------------------------------------- JSON-LD


def context() -> dict[str, Any]:
    """The JSON-LD context: classes and properties by their own names, each value typed as the column is."""
    terms: dict[str, Any] = {**PREFIXES, "id": "@id", "type": "@type"}
    for table in SCHEMA.tables.values():
        terms[_local(table.cls)] = table.cls
        for column in table.columns:
            curie = column.rdf.partition("@")[0]
            term: dict[str, str] = {"@id": curie}
            if column.references:
                term["@type"] = "@id"
            elif column.vocabulary and column.type != "boolean":
                term["@type"] = "@vocab"
            elif column.language:
                term["@container"] = "@language"
            elif len(kinds := _datatypes(column)) == 1 and kinds != ("xsd:string",):
                term["@type"] = kinds[0]
            if column.type == "list":
                term["@container"] = "@set"
            terms.setdefault(_local(curie), term)
    for name, values in SCHEMA.vocabularies.items():
        if name != BOOLEAN:
            terms |= {f"{name}-{value.value}": f"cg:{name}-{value.value}" for value in values}
    return {"@context": dict(sorted(terms.items()))}


# ---------------------------------------------------------------- words


def _kind(column: Column, lang: str) -> str:
    """A column's type as ``docs/<lang>/tables.md`` says it."""
    if column.references:
        return f"{column.type} → {column.references}"
    if column.vocabulary and column.type != "boolean":
        terms = SCHEMA.vocabularies[column.vocabulary]
        named = [(term.value, Names(zh=term.zh, en=term.value).text(lang)) for term in terms]
        return " / ".join(value if name == value else f"{value} {name}" for value, name in named)
    return column.type


def _render(name: str, **values: object) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Turtle and Markdown, no HTML
    )
    environment.filters["turtle"] = lambda text: json.dumps(text, ensure_ascii=False)
    return environment.get_template(name).render(**values)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE.parent)
