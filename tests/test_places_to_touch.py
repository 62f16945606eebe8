"""A new question is one folder: written into a copy of the package, it is a command in every format and a name on ``cg``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import chaingraph

ROOT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "ontology" / "tiny"
SEVEN = ("text", "json", "csv", "xlsx", "docx", "html", "md")
FOLDER = {
    "__init__.py": '''"""How many products does a chain have?"""

from chaingraph.questions.question import Panel, Question

QUESTION = Question(
    package=__name__,
    panel=Panel.look,
    zh="各产业链有多少产品。",
    en="How many products each chain has.",
    example="[bold]chaingraph lengths --least 2[/bold]",
)
''',
    "ask.py": '''"""How many products does a chain have?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Bounded, Chain


@dataclass(frozen=True, kw_only=True)
class Length:
    """A chain and its number of products."""

    chain: str
    products: int


@dataclass(frozen=True, kw_only=True)
class Lengths(Answer[Length]):
    """The chains."""

    items: tuple[Length, ...]

    @property
    def main(self) -> tuple[Length, ...]:
        """The chains."""
        return self.items


@asked
def lengths(
    world: World,
    *,
    chain: Annotated[str | None, Chain()] = None,
    least: Annotated[int, Bounded(least=1, most=9, zh="至少几个产品。", en="The fewest products.")] = 1,
) -> Lengths:
    """Chains with ``least`` products and more. Raises UsageError for an unknown chain."""
    wanted = world.network.chains if chain is None else [world.require_chain(chain)]
    found = [Length(chain=one, products=len(world.network.of_chain(one))) for one in wanted]
    return Lengths(items=tuple(one for one in found if one.products >= least))
''',
    "document.py": '''"""The lengths of chains as a document."""

from __future__ import annotations

from chaingraph.document import Column, Document, Kind, Section, Table, in_language
from chaingraph.findings.world import World
from chaingraph.questions.lengths.ask import Lengths


def lengths_document(world: World, answer: Lengths, lang: str) -> Document:
    """One table."""
    title = in_language(lang)("产业链长度", "Lengths of chains")
    columns = (Column(key="chain", label="chain"), Column(key="products", label="products", kind=Kind.integer))
    rows = tuple((world.network.chain_name(one.chain, lang), one.products) for one in answer)
    table = Table(key="lengths", title=title, columns=columns, rows=rows)
    return Document(
        key="lengths", title=title, lang=lang, layout=lambda: [Section(blocks=(table,))], data=answer.as_json
    )
''',
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one folder more, and nothing else changed."""
    place = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(Path(chaingraph.__file__).parent, place / "chaingraph", ignore=ignored)
    shutil.copytree(ROOT / "ontology", place / "ontology")
    folder = place / "chaingraph" / "questions" / "lengths"
    folder.mkdir()
    for name, text in FOLDER.items():
        (folder / name).write_text(text, "utf-8")
    return place


def python(copy: Path, code: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(copy), "LANG": "en_US.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, env=env, cwd=copy, check=False)


# One process for all calls: starting the program takes longer than the question.
CALLS = """
import json, sys
from typer.testing import CliRunner
from chaingraph.cli.app import app
told = []
for words in json.loads(sys.argv[1]):
    done = CliRunner().invoke(app, words)
    told.append([done.exit_code, done.output])
sys.stdout.write(json.dumps(told))
"""


def test_one_folder_is_a_command_with_its_options_in_every_format(copy: Path) -> None:
    outs = {form: copy / f"answer.{form}" for form in SEVEN}
    calls = [["lengths", str(TINY), "--least", "2", "--format", form, "--out", str(out)] for form, out in outs.items()]
    wrong = [["lengths", str(TINY), "--least", "10"], ["lengths", str(TINY), "--chain", "nothing"]]
    done = python(copy, CALLS, json.dumps([*calls, *wrong, ["lengths", "--help"], ["--help"]]))
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert [code for code, _ in told] == [*[0] * len(SEVEN), 2, 1, 0, 0]  # 1: an error that main makes a sentence of
    assert json.loads(outs["json"].read_text("utf-8"))["items"] == [
        {"chain": "carbon-fibre", "products": 7},
        {"chain": "nev", "products": 6},
    ]
    assert all(out.stat().st_size > 50 for out in outs.values())
    assert all("7" in outs[form].read_text("utf-8") for form in ("text", "csv", "html", "md"))
    for word in ("--least", "至少几个产品。", "--chain", "--format", "--out", "--lang", "DATA", "Example"):
        assert word in told[-2][1]
    assert "lengths" in told[-1][1]


def test_one_folder_is_a_name_on_the_door(copy: Path) -> None:
    code = """
import sys, chaingraph as cg
assert "lengths" in cg.__all__ and "lengths" in dir(cg)
found = cg.lengths(cg.load(sys.argv[1]), chain="碳纤维")
assert [(one.chain, one.products) for one in found] == [("carbon-fibre", 7)], found
assert len(found) == 1 and found._repr_html_()
"""
    done = python(copy, code, str(TINY))
    assert done.returncode == 0, done.stderr.decode()


def test_without_the_folder_there_is_no_such_command_and_name() -> None:
    assert not hasattr(chaingraph, "lengths")
