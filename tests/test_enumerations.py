"""The words that decide are enumerations: as the vocabularies have them, and compared as members, never as bare text."""

from __future__ import annotations

import ast
from enum import StrEnum
from pathlib import Path

import pytest
from mypy import api

from chaingraph import enumerations
from chaingraph.enumerations import OF_VOCABULARY
from chaingraph.schema import SCHEMA

PACKAGE = Path(enumerations.__file__).parent
DECIDING = frozenset(
    ("status", "action", "confidence", "score_facet", "facet", "evidence", "grade", "stage", "completeness", "investor_status")
)  # fmt: skip


@pytest.mark.parametrize("vocabulary", OF_VOCABULARY)
def test_an_enumeration_has_the_values_of_its_vocabulary_in_order(vocabulary: str) -> None:
    assert [member.value for member in OF_VOCABULARY[vocabulary]] == [
        one.value for one in SCHEMA.vocabularies[vocabulary]
    ]


def bare(source: str) -> list[str]:
    """Comparisons of a deciding attribute with text."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr in DECIDING:
            texts = [
                one for right in node.comparators for one in ast.walk(right) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]  # fmt: skip
            found += [f"{node.lineno}: {ast.unparse(node)}" for _ in texts[:1]]
    return found


def test_nothing_is_compared_with_a_bare_word() -> None:
    for room in ("network", "findings", "questions", "views", "cli"):
        assert (PACKAGE / room).is_dir()
        for path in (PACKAGE / room).rglob("*.py"):
            assert bare(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize(
    "source", ['item.status == "unsen"', 'one.action in ("fill", "none")', 'f.stage != "midstream"']
)
def test_a_bare_word_is_seen(source: str) -> None:
    assert len(bare(source)) == 1


def test_a_misspelt_word_fails_type_checking(tmp_path: Path) -> None:
    source = tmp_path / "verdict.py"
    lines = {
        "from chaingraph.enumerations import Action, Status\n": 0,
        "print(Status.UNSEEN)\n": 0,
        "print(Status.UNSEN)\n": 1,
        'verdict: Status = "unseen"\n': 1,
        "action: Action = Status.MISSING\n": 1,
    }
    source.write_text("".join(lines), "utf-8")
    said, _, status = api.run(
        ["--strict", "--follow-imports=silent", "--cache-dir", str(tmp_path / "cache"), str(source)]
    )
    assert status == 1
    wrong = [int(line.split(":")[1]) for line in said.splitlines() if ": error:" in line]
    assert wrong == [number for number, expected in enumerate(lines.values(), 1) if expected]


def test_every_enumeration_is_text() -> None:
    for name, kind in vars(enumerations).items():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            assert kind.__doc__, name
            assert all(str(member) == member.value for member in kind)
