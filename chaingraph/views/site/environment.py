"""The templates with what all of them know, and how data stand in a page."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chaingraph.catalogue import LANGUAGES, text
from chaingraph.document import Table
from chaingraph.enumerations import Action
from chaingraph.findings.families import Entry
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.views.site.cards import chain_name
from chaingraph.views.site.languages import each, next_names, texts_of
from chaingraph.views.site.style import FINAL, LOOKS

HERE = Path(__file__).resolve().parent


def packed(value: Any) -> str:
    """``value`` as JSON, deflated (zlib's format) and in base64: letters that stand in a script element as they are."""
    text_ = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return b64encode(zlib.compress(text_.encode("utf-8"), 9)).decode("ascii")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        w=lambda key: each(lambda lang: word(key, lang)),
        t=texts_of,
        languages=LANGUAGES,
        tags=texts_of("language.tag"),
        next_names=next_names(),
        cells_of=cells_of,
        each=each,
        looks=LOOKS,
        actions=tuple(Action),
        star=FINAL,
        shown=_shown,
    )
    return made


def cells_of(versions: Sequence[Table]) -> tuple[list[list[str]], list[list[list[str]]]]:
    """The headings and the rows of cells of a table, each cell in every language.

    ``versions``: the table in each of :data:`LANGUAGES`, or one version for all.
    """
    tables = [*versions] if len(versions) > 1 else [*versions] * len(LANGUAGES)
    columns = range(len(tables[0].columns))
    heads = [
        [table.columns[column].heading(lang) for table, lang in zip(tables, LANGUAGES, strict=True)]
        for column in columns
    ]
    rows = [
        [[table.columns[column].told(table.rows[row][column]) for table in tables] for column in columns]
        for row in range(len(tables[0].rows))
    ]
    return heads, rows


def _shown(value: float | None, digits: int = 3) -> str:
    return "—" if value is None else f"{value:.{digits}f}"


def rendered(template: str, lang: str, **values: Any) -> str:
    """A template filled in."""
    return _environment().get_template(template).render(lang=lang, here=LANGUAGES.index(lang), packed=packed, **values)


def titles(key: str, findings: Findings) -> list[str]:
    """The title of a page in every language."""
    return each(lambda lang: text(key, lang, region=findings.region_name(lang)))


def count(items: Iterable[Finding], field: str, keys: Iterable[str]) -> dict[str, int]:
    """How many of the findings have each value of ``field``, of those that there are."""
    values = [getattr(item, field) for item in items]
    return {key: values.count(key) for key in keys if key in values}


def weak_row(world: World, entry: Entry, pages: dict[str, str]) -> tuple[Entry, str | None, list[list[str]]]:
    """An entry with the page of the card of its worst member and the names of its chains."""
    file = next((pages[chain] for chain in entry.head.chain if chain in pages), None)
    chains = dict.fromkeys(chain for member in entry.members for chain in member.chain)
    return entry, file, [chain_name(world, chain) for chain in chains]
