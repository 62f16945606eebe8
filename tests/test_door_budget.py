"""What a command loads: no more modules than it has a use for, and of the heavy libraries none that it can do without.

Times are no test; ``benchmarks/bench_door.py`` measures them.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = frozenset(
    "pydantic pyoxigraph networkx scipy ibis sqlglot pyarrow pandas rdflib jinja2 openpyxl docx matplotlib starlette asyncio ssl urllib.request http.client".split()
)
COUNTED = "import sys; from chaingraph.cli.main import run; sys.argv = ['chaingraph', *{arguments}]\ntry: run()\nfinally: print(*sys.modules, file=sys.stderr)"
GAPS = ["gaps", "--lang", "en"]
EXPLAIN = ["explain", "--product", "steel-wheel", "--lang", "en"]


def loaded(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def own(modules: set[str]) -> int:
    return sum(name.partition(".")[0] == "chaingraph" for name in modules)


@pytest.mark.parametrize(("arguments", "most"), [(GAPS, 127), (EXPLAIN, 134)])
def test_a_question_loads_what_it_needs(arguments: list[str], most: int) -> None:
    modules = loaded(COUNTED.format(arguments=arguments))
    assert "duckdb" in modules  # the list is that of a run that did its work
    assert not HEAVY & modules
    assert own(modules) <= most


def test_the_package_alone_loads_no_library() -> None:
    modules = loaded("import sys, chaingraph; print(*sys.modules, file=sys.stderr)")
    assert not (HEAVY | {"duckdb", "numpy", "typer", "rich", "pydantic", "pyoxigraph"}) & modules
    assert own(modules) <= 10


def test_a_package_gives_the_function_where_a_module_has_its_name() -> None:
    code = (
        "import sys, chaingraph.analyses.spread; from chaingraph.analyses import knock_outs, spread; "
        "from chaingraph.network import market; print(*map(callable, (knock_outs, spread, market)), file=sys.stderr)"
    )
    assert loaded(code) == {"True"}


def test_what_is_listed_is_there() -> None:
    code = (
        "import sys\n"
        "from importlib import import_module\n"
        "for room in ('tables', 'registry', 'graph', 'network', 'analyses'):\n"
        "    package = import_module(f'chaingraph.{room}')\n"
        "    assert all(hasattr(package, name) for name in package.__all__), room\n"
        "    assert not hasattr(package, 'nothing')\n"
        "print('done', file=sys.stderr)"
    )
    assert loaded(code) == {"done"}
