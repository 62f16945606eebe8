"""Variables are called what they hold: no name that would fit any value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "chaingraph"
SAYS_NOTHING = {"one", "told", "said", "drawn", "thing"}
INDEX = {"place"}  # a region, elsewhere


def fields(tree: ast.AST) -> set[int]:
    """The names of fields of classes, which are no variables."""
    return {
        id(line.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign)
    }


def unclear(source: str) -> Iterator[str]:
    """Variables, parameters and loop variables of a source whose names say nothing of what they hold, with their line."""
    tree = ast.parse(source)
    of_classes = fields(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg in SAYS_NOTHING:
            yield f"{node.lineno} {node.arg}"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in of_classes:
            if node.id in SAYS_NOTHING:
                yield f"{node.lineno} {node.id}"
        elif isinstance(node, ast.ExceptHandler) and node.name in SAYS_NOTHING:
            yield f"{node.lineno} {node.name}"
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.iter, ast.Call):
            counting = isinstance(node.iter.func, ast.Name) and node.iter.func.id in ("enumerate", "range")
            first = node.target.elts[0] if isinstance(node.target, ast.Tuple) else node.target
            if counting and isinstance(first, ast.Name) and first.id in INDEX:
                yield f"{first.lineno} {first.id}"


def test_variables_say_what_they_hold() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in unclear(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "told = 1",
        "def f(one): ...",
        "[1 for said in x]",
        "for drawn, b in x: ...",
        "with x as thing: ...",
        "try: ...\nexcept OSError as told: ...",
        "sorted(x, key=lambda one: -one)",
        "for place, row in enumerate(x): ...",
        "{place for place in range(3)}",
    ],
)
def test_a_name_that_says_nothing_would_be_seen(source: str) -> None:
    assert len(list(unclear(source))) == 1


def test_names_that_say_it_are_let_be() -> None:
    source = "class Figure:\n    told: str\n\nplace = region\nfor place in regions: ...\nfigure.told = row.one\n"
    assert list(unclear(source)) == []
