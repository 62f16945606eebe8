"""A format is one file in chaingraph/document/render/: nothing else is touched, and every question comes out in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chaingraph.cli.commands import COMMANDS

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "ontology" / "tiny"
FORMAT = '''"""Outline: the titles of a document and of its tables, a line each."""

from chaingraph.document.model import Document

BINARY = False


def render(document: Document) -> str:
    """The outline."""
    return "\\\\n".join(["outline of", document.title, *(table.title for table in document.tables())]) + "\\\\n"
'''.replace("\\\\n", "\\n")
# What a program of the copy is asked: which commands take the format, and what some of them give in it.
CALLS = """
import json, sys
from typer.testing import CliRunner
from chaingraph.cli.app import app, loaded
from chaingraph.cli.commands import COMMANDS
tiny, out = sys.argv[1:]
offered = {}
for name in COMMANDS:
    option = next((option for option in loaded(name).params if option.name == "form"), None)
    if option is not None:
        kind = getattr(option, "type_descriptor", None)  # typer of today; its own types before
        offered[name] = sorted(map(str, option.type.choices if kind is None else kind.annotation))
told = {"offered": offered}
for call in json.loads(sys.stdin.read()):
    done = CliRunner().invoke(app, [*call, "--lang", "en", "--format", "outline"])
    told[call[0]] = [done.exit_code, done.stdout]
done = CliRunner().invoke(app, ["gaps", tiny, "--lang", "en", "--format", "outline", "--out", out])
told["file"] = done.exit_code
print(json.dumps(told))
"""
QUESTIONS = [
    ["gaps", str(TINY)],
    ["explain", str(TINY), "--product", "acrylonitrile"],
    ["profile", str(TINY)],
    ["risk", str(TINY)],
    ["targets", str(TINY)],
    ["sites", str(TINY), "--product", "acrylonitrile"],
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one file more."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("chaingraph", "ontology"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "chaingraph" / "document" / "render" / "outline.py").write_text(FORMAT, "utf-8")
    return root


def asked(root: Path, out: Path) -> dict[str, object]:
    """What the program below ``root`` answers."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CALLS, str(TINY), str(out)],
        input=json.dumps(QUESTIONS),
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answers


def test_every_question_comes_out_in_a_format_that_is_one_file(copy: Path, tmp_path: Path) -> None:
    answers = asked(copy, tmp_path / "gaps.outline")
    offered = answers["offered"]
    assert isinstance(offered, dict)
    assert offered.keys() <= COMMANDS.keys()
    of_every_question = {name for name, forms in offered.items() if "docx" in forms}
    assert len(of_every_question) >= 15
    assert of_every_question == {name for name, forms in offered.items() if "outline" in forms}
    for call in QUESTIONS:
        code, text = answers[call[0]]  # type: ignore[misc]
        assert code == 0, text
        assert text.startswith("outline of\n"), call
    assert answers["file"] == 0
    assert (tmp_path / "gaps.outline").read_text("utf-8").startswith("outline of\n")


def test_without_the_file_there_is_no_such_format(tmp_path: Path) -> None:
    """The witness: the program as it is refuses the same calls."""
    answers = asked(ROOT, tmp_path / "gaps.outline")
    assert "outline" not in str(answers["offered"])
    assert answers["gaps"][0] == 2  # type: ignore[index]
    assert not (tmp_path / "gaps.outline").exists()
