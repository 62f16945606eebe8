"""A language is one more file: a copy of the package with a third one answers in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import words
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from chaingraph.catalogue import text
from chaingraph.catalogue.compile import compiled

TINY = Path(__file__).parent.parent / "ontology" / "tiny"
THIRD = "eo"  # a language of two plural forms; its words are the English ones, each sentence between marks
SETTINGS = ("names.", "language.", "list.separator")  # no sentences: they say how the language writes
Answer = Callable[..., str]

GAPS = ("gaps", str(TINY), "--format", "md")
EXPLAIN = ("explain", str(TINY), "--product", "acrylonitrile", "--format", "md")
VALIDATE = ("validate", str(TINY), "--format", "md")
# What each answer must have in the third language: keys of sentences without arguments.
MARKED: dict[tuple[str, ...], tuple[str, ...]] = {
    GAPS: ("word.status", "word.score", "word.unseen", "word.confidence", "finding.no-buyer-seen"),
    EXPLAIN: ("word.evidence", "word.producible", "word.sources"),
    VALIDATE: ("problem-list.severity", "problem-list.fix", "word.severity.warning"),
}


def _marked(pattern: str) -> str:
    return f"«{pattern}»"


def _translated(folder: Path) -> Catalog:
    other = Catalog(locale=THIRD)
    for key, patterns in words.sentences("en", folder).items():
        said = patterns if key.startswith(SETTINGS) else tuple(map(_marked, patterns))
        if len(said) > 1:
            other.add((key, key), said)
        else:
            other.add(key, said[0])
    return other


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """What a call of a copy of the package, which has a third language, prints."""
    home = tmp_path_factory.mktemp("copy")
    leave = shutil.ignore_patterns("__pycache__", "web")
    shutil.copytree(words.PACKAGE, home / "chaingraph", ignore=leave)
    for beside in ("ontology", "data"):
        (home / beside).symlink_to(words.ROOT / beside)
    folder = home / "chaingraph" / "catalogue"
    with (folder / f"{THIRD}.po").open("wb") as file:
        write_po(file, _translated(folder))
    (folder / f"{THIRD}.mo").write_bytes(compiled(folder / f"{THIRD}.po"))

    def answered(*call: str, lang: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "chaingraph", *call, "--lang", lang],
            env={**os.environ, "PYTHONPATH": str(home)},
            cwd=home,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    return answered


def _unmarked(answer: str) -> str:
    return re.sub("[«»]", "", answer)


@pytest.mark.parametrize("call", MARKED, ids=lambda call: call[0])
def test_a_third_language_answers(call: tuple[str, ...], answer: Answer) -> None:
    third = answer(*call, lang=THIRD)
    assert [key for key in MARKED[call] if _marked(text(key, "en")) not in third] == []
    assert _unmarked(third) == _unmarked(answer(*call, lang="en"))


def test_its_errors_are_in_it_too(answer: Answer, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="«there is no region 999999»"):
        answer("gaps", str(TINY), "--region", "999999", lang=THIRD)
    with pytest.raises(AssertionError, match="zh"):
        answer(*GAPS, lang="fr")
