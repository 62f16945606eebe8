"""What the sources say: which sentences they ask for, and which words stand outside the catalogue."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "chaingraph"
CATALOGUE = PACKAGE / "catalogue"
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
NAMED_LANGUAGE = re.compile(r"""["'](?:zh|zh-CN|en)["']|\bdata-(?:zh|en)\b|\blanguage\.zh\b""")
KEY = re.compile(r"[a-z][a-z0-9_]*(?:[-.][a-z0-9_]+)+")

# Keys that are put together, as f"word.{status}": their prefixes. A test of the enumeration says that all are there.
PUT_TOGETHER = (
    "word.",
    "problem.",
    "workbook-part.",
    "import.results.",
    "adapt.kind.",
    "adapter.",
    "question.",
    "page.ask.",
    "page.compare.",
    "page.site.",
    "page.tile.",
    "entity.",
    "describe.stratum.",
    "describe.apart.",
    "describe.doubt.",
    "describe.unestimated.",
    "describe.level-",
)

# What these hold is read, not said: words that lists, headers and foreign datasets are recognised by.
# Names of type faces are such words too, and those of made-up data. The texts of the ontology are data: they are in the languages of the schema.
RECOGNISE: tuple[str, ...] = (
    "document/faces.py",
    "graph/generate.py",
    "hints.py",
    "questions/evaluate/synthetic.py",
    "tables/adapters/places.py",
    "tables/adapters/recognised.py",
    "tables/checks/cells.py",
    "tables/checks/dates.py",
    "tables/headings.py",
    "tables/intake/headers.py",
    "tables/intake/values.py",
    "tables/marks.py",
    "tables/names.py",
    "tables/units.py",
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something at a place of a source."""

    where: str
    what: str


def catalogue(lang: str, folder: Path = CATALOGUE) -> Catalog:
    """The catalogue of a language."""
    with (folder / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


def sentences(lang: str, folder: Path = CATALOGUE) -> dict[str, tuple[str, ...]]:
    """Every key with its sentence, or with its plural forms."""
    found = {}
    for entry in catalogue(lang, folder):
        if entry.id:
            key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
            found[key] = tuple(entry.string) if isinstance(entry.string, (tuple, list)) else (str(entry.string),)
    return found


def arguments(pattern: str) -> set[str]:
    """Names of the arguments of a sentence. Raises ValueError for one that is not a plain name."""
    names = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
    strange = {name for name in names if not name.isidentifier()}
    if strange:
        raise ValueError(f"{pattern!r}: {strange}")
    return names


def sources(folder: Path = PACKAGE) -> Iterator[Path]:
    """Every source in Python."""
    yield from sorted(folder.rglob("*.py"))


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every text of a module but its docstrings, which are for its readers."""
    docs = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def in_chinese(source: str) -> Iterator[Found]:
    """Every text of a source that holds Chinese."""
    for node in strings(ast.parse(source)):
        if CHINESE.search(str(node.value)):
            yield Found(where=str(node.lineno), what=str(node.value))


def in_chinese_text(text: str) -> Iterator[Found]:
    """Every line of a template or a script that holds Chinese."""
    for number, line in enumerate(text.splitlines(), start=1):
        if CHINESE.search(line):
            yield Found(where=str(number), what=line.strip())


def forks_of_text(text: str) -> Iterator[Found]:
    """Every line of a template or a script that names a language."""
    for number, line in enumerate(text.splitlines(), start=1):
        if NAMED_LANGUAGE.search(line):
            yield Found(where=str(number), what=line.strip())


def forks(source: str) -> Iterator[Found]:
    """Every place where a source asks whether the language is a certain one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Constant) and side.value in ("zh", "en") for side in sides):
                yield Found(where=str(node.lineno), what=ast.unparse(node))


def of_pages(folder: Path = PACKAGE / "views", web: Path = ROOT / "web" / "src") -> Iterator[Path]:
    """Every template of the pages, and every module of their scripts. Templates of the ontology hold data."""
    yield from sorted(folder.rglob("*.j2"))
    yield from sorted(web.rglob("*.js"))


def keys_in(text: str) -> set[str]:
    """What could be a key of the catalogue, in a template or a script."""
    return set(KEY.findall(text))


def asked_for(folder: Path = PACKAGE, web: Path = ROOT / "web" / "src") -> set[str]:
    """Every text of the sources, templates and scripts that could be a key."""
    found: set[str] = set()
    for path in sources(folder):
        found |= {str(node.value) for node in strings(ast.parse(path.read_text("utf-8")))}
    for path in of_pages(folder, web):
        found |= keys_in(path.read_text("utf-8"))
    return found


def said(folder: Path = PACKAGE) -> Iterator[Found]:
    """Every key that a source hands to what says it: ``say``, ``text``, ``both``, ``message`` and errors.

    One that is put together (an f-string) is given up to its first argument, with a ``*`` behind.
    """
    for path in sources(folder):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in ("say", "text", "both", "message", "UsageError", "QueryError"):
                    for key in _keys(node.args[-1] if name == "QueryError" else node.args[0]):
                        yield Found(where=f"{path.relative_to(folder)}:{node.lineno}", what=key)


def _keys(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield f"{node.values[0].value}*"
