"""The documentation hangs together: links, images and pages that the program names, in both languages alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = (
    *sorted(DOCS.rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "data/jilin/README.md")),
    ROOT / "ontology" / "README.md",
)
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
NAMED = re.compile(r"\bdocs/[\w./-]+\.(?:md|png|svg|json|csv)\b")


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub and the site make them."""
    heads = re.findall(r"^#+ (.*)$", CODE.sub(lambda code: "" if "\n" in code[0] else code[0], text), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head).lower()).replace(" ", "-")
        for head in heads
    }


def broken(page: Path, text: str) -> Iterator[str]:
    """The links and images of a page that lead nowhere."""
    for target in LINK.findall(CODE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in anchors(path.read_text("utf-8"))):
            yield target


def test_every_link_and_image_leads_somewhere() -> None:
    assert len(PAGES) > 60
    assert {page: list(broken(page, page.read_text("utf-8"))) for page in PAGES} == {page: [] for page in PAGES}


@pytest.mark.parametrize(
    "text",
    ["[a](nowhere.md)", "![a](../images/nothing.png)", "[a](findings.md#no-such-heading)", "[a](#no-such-heading)"],
)
def test_a_broken_link_is_seen(text: str) -> None:
    assert len(list(broken(DOCS / "en" / "index.md", f"See {text}, but not `{text}`."))) == 1


def test_a_link_that_holds_is_let_be() -> None:
    text = "[a](findings.md#status) ![b](../images/chain-page.png) [c](https://example.org/nothing)"
    assert list(broken(DOCS / "en" / "index.md", text)) == []


def missing(files: list[Path]) -> list[str]:
    """Pages under docs/ that are named in files and are not there."""
    return [
        f"{path.name}: {name}"
        for path in files
        for name in NAMED.findall(path.read_text("utf-8"))
        if not (ROOT / name).exists()
    ]


SOURCES = ("chaingraph", "benchmarks", "tools", "web/src")
SUFFIXES = {".py", ".po", ".toml", ".csv", ".j2", ".js"}


def test_pages_that_the_program_and_its_tools_name_are_there(tmp_path: Path) -> None:
    """Tests name them by pieces of a path, which fail by themselves."""
    files = [
        *(path for folder in SOURCES for path in sorted((ROOT / folder).rglob("*")) if path.suffix in SUFFIXES),
        *(ROOT / name for name in ("Makefile", "pyproject.toml", "tests/plugins/example/pyproject.toml")),
    ]
    assert missing(files) == []
    assert {path.suffix for path in files} >= SUFFIXES
    for name in ("witness.py", "witness.js", "witness.html.j2"):
        (tmp_path / name).write_text("See docs/nowhere.md and docs/en/findings.md.", "utf-8")
        assert missing([tmp_path / name]) == [f"{name}: docs/nowhere.md"]


def test_both_languages_have_the_same_pages_and_the_navigation_has_them_all() -> None:
    pages = {
        lang: {path.relative_to(DOCS / lang).as_posix() for path in (DOCS / lang).rglob("*.md")}
        for lang in ("zh", "en")
    }
    assert pages["zh"] == pages["en"]
    listed = re.findall(r"\b((?:zh|en)/[\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(f"{lang}/{name}" for lang, names in pages.items() for name in names)


def sentences_in_chinese(text: str) -> list[str]:
    """Lines of a page's own text, without code and tables, that hold a sentence in Chinese."""
    lines = [line for line in CODE.sub("", text).split("\n") if not line.startswith("|")]
    return [line for line in lines if re.search("[\u4e00-\u9fff]{8}", line)]


# Their subject is Chinese: names of enterprises as they are registered.
DATA_IN_CHINESE = {"jilin-findings.md"}


def test_english_pages_are_in_english_and_chinese_pages_in_chinese() -> None:
    for page in (DOCS / "en").rglob("*.md"):
        if page.name not in DATA_IN_CHINESE:
            assert sentences_in_chinese(page.read_text("utf-8")) == [], page
    for page in (DOCS / "zh").rglob("*.md"):
        text = CODE.sub("", page.read_text("utf-8"))
        mixed = re.findall(r"[\u4e00-\u9fff]。 ?[A-Z][a-z]+ [a-z]+ [a-z]+ ", text)
        assert mixed == [], page
        assert len(re.findall("[\u4e00-\u9fff]", text)) > 100, page


def test_a_page_that_mixes_languages_is_seen() -> None:
    assert sentences_in_chinese("An English page.\n结果要么是旧的要么是新的。\n`代码里的中文不算在内的`")


# A row of the glossary: a term in one language and in the other, its names in code, its meaning.
ROW = re.compile(r"^\| ([^|`]+) \| ([^|`]+) \| ((?:`\w+`(?:, )?)+) \| [^|]+ \|$", re.MULTILINE)


def glossary(lang: str, heading: str) -> list[tuple[str, str, str]]:
    """The rows of the glossary: term, term in the other language, names in code."""
    return ROW.findall((DOCS / lang / "contributing.md").read_text("utf-8").partition(f"\n## {heading}\n")[2])


def strangers(names: list[str]) -> list[str]:
    """Names that are no whole name in the code of the package."""
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "chaingraph").rglob("*.py"))
    known = set(re.findall(r"\w+", code))
    return [name for name in names if name not in known]


def test_the_glossary_tells_names_that_the_code_has_and_is_the_same_in_both_languages() -> None:
    chinese, english = glossary("zh", "词汇"), glossary("en", "Glossary")
    assert len(english) > 60
    assert [(other, term, names) for term, other, names in chinese] == english
    assert strangers(re.findall(r"`(\w+)`", " ".join(names for _, _, names in english))) == []
    assert strangers(["end_products", "end_produce"]) == ["end_produce"]


def test_no_term_of_the_glossary_stands_twice() -> None:
    terms = [term for row in glossary("en", "Glossary") for term in row[:2]]
    assert sorted(terms) == sorted(set(terms))


FILES = re.compile(
    r"`((?:chaingraph|tests|tools|benchmarks|ontology)/[\w./-]+\.(?:py|csv|po|toml|sql|cfg|ttl|jsonld))`"
)


def lost(text: str) -> list[str]:
    """Files of the project that a page names and that are not there."""
    return [name for name in FILES.findall(text) if not (ROOT / name).exists()]


def test_files_of_the_project_that_pages_name_are_there() -> None:
    pages = {page: page.read_text("utf-8") for page in PAGES}
    assert sum(len(FILES.findall(text)) for text in pages.values()) > 50
    assert {page: lost(text) for page, text in pages.items() if lost(text)} == {}
    assert lost("See `tests/test_docs.py` and `tests/test_nothing_of_the_kind.py`.") == [
        "tests/test_nothing_of_the_kind.py"
    ]
