"""The notebooks of the documentation: their cells run, they ask every question, and both languages do the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chaingraph.questions.question import questions

ROOT = Path(__file__).parent.parent
NOTEBOOKS = {lang: ROOT / "docs" / "notebooks" / f"questions.{lang}.ipynb" for lang in ("zh", "en")}
MACHINE = re.compile(r"(?<![\w.<])/(?:tmp|home|root|work|usr|opt|mnt|Users)/|[A-Za-z]:\\\\Users")


def cells(lang: str) -> list[dict[str, Any]]:
    """The cells of code, in order."""
    found: list[dict[str, Any]] = json.loads(NOTEBOOKS[lang].read_text("utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == "code"]


def sources(lang: str) -> list[str]:
    """Their text."""
    return ["".join(cell["source"]) for cell in cells(lang)]


@pytest.mark.slow
def test_the_cells_run_in_order_on_the_bundled_data(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for number, source in enumerate(sources("en")):
        exec(compile(source, f"cell {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert "Printed circuit board" in printed
    assert "(220200)" in printed


def test_every_question_on_the_door_is_asked() -> None:
    asked = set(re.findall(r"\bcg\.(\w+)\(", "\n".join(sources("en"))))
    assert set(questions()) - asked == set()
    assert "gasp" not in asked


def test_both_languages_ask_the_same() -> None:
    def code(lang: str) -> list[str]:
        plain = [re.sub(r"  # .*", "", source) for source in sources(lang)]
        return [source.replace(f'lang = "{lang}"', 'lang = "…"') for source in plain]

    assert len(code("zh")) >= 17
    assert code("zh") == code("en")


@pytest.mark.parametrize("lang", NOTEBOOKS)
def test_every_cell_was_run_and_tells_nothing_of_the_machine(lang: str) -> None:
    run = cells(lang)
    assert [cell["execution_count"] for cell in run] == list(range(1, len(run) + 1))
    kinds = [output["output_type"] for cell in run for output in cell["outputs"]]
    assert len(kinds) >= len(run)
    assert not {"error"} & set(kinds)
    assert [output for cell in run for output in cell["outputs"] if output.get("name") == "stderr"] == []
    text = NOTEBOOKS[lang].read_text("utf-8")
    assert MACHINE.findall(text) == []
    assert MACHINE.findall(f'{text} "/home/somebody/data"') != []


def test_data_open_in_a_notebook_without_widgets() -> None:
    """DuckDB takes a process for a notebook whose main module is no file and whose IPython has a kernel."""
    code = f"""
import sys, types
stub = types.ModuleType("IPython")
stub.get_ipython = lambda: types.SimpleNamespace(config={{"IPKernelApp": {{}}}})
sys.modules["IPython"] = stub
sys.modules["ipywidgets"] = None
import duckdb
try:
    duckdb.connect().execute("set enable_progress_bar = false")
except duckdb.InvalidInputException:
    print("refused")
import chaingraph as cg
print(cg.load({str(ROOT / "tests" / "ontology" / "tiny")!r}).count("products"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == "refused"  # the witness: such a process cannot turn the bar off
    assert int(done.stdout.split()[1]) == 11
