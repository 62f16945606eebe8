"""Folders of the documentation, and how a page is made from its template."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2

ROOT = Path(__file__).resolve().parents[2]
DOCS, ONTOLOGY = ROOT / "docs", ROOT / "ontology"
IMAGES, DATA = DOCS / "images", DOCS / "data"
LANGUAGES = ("zh", "en")


def cell(text: object) -> str:
    """The text as a cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def part(text: str, lang: str) -> str:
    """Of a text that is Chinese first and English after it, the part in one language; a text in one language as it is.

    >>> part("缺了它，本地多少终端产品停产？What share stops?", "en")
    'What share stops?'
    """
    ends = [found.end() for found in re.finditer(r"[\u3400-\u9fff][？。）]?", text)]
    if not ends or not text[ends[-1] :].strip():
        return text
    return text[: ends[-1]].strip() if lang == "zh" else text[ends[-1] :].strip()


def render(name: str, lang: str, **values: object) -> str:
    """The page of that name in one language, from its template ``name.lang.md.j2``."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown of our own data, no page of a server
    )
    environment.filters["cell"] = cell
    return environment.get_template(f"{name}.{lang}.md.j2").render(**values).rstrip() + "\n"
