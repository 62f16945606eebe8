"""Spoilt inputs of every reader end with data or with a clear word; ``benchmarks/fuzz.py`` tries the same at length."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chaingraph.catalogue import Names
from chaingraph.problems import Problem, Severity
from chaingraph.schema import SCHEMA
from chaingraph.tables import check
from chaingraph.tables.raw import keep_rows
from tests import fuzzing

EXAMPLES = {"sets": 60, "matches.csv": 60, "matrix": 60, "build.json": 30, "sparql": 25, "column map": 12}
QUIET = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("reader", fuzzing.READERS)
def test_a_spoilt_file_ends_with_data_or_a_clear_word(reader: str) -> None:
    ended: list[str] = []

    @settings(QUIET, max_examples=EXAMPLES.get(reader, 5))
    @given(st.integers(0, 2**32))
    def tried(number: int) -> None:
        data = fuzzing.spoilt(reader, Random(number))
        with tempfile.TemporaryDirectory() as folder:
            ended.append(fuzzing.try_reader(reader, data, Path(folder)))

    tried()
    assert len(ended) >= 5


@pytest.mark.parametrize("reader", fuzzing.READERS)
def test_the_sound_file_is_read(reader: str, tmp_path: Path) -> None:
    if reader in ("xls in a circle", "import record"):
        pytest.skip("the seed is refused itself: a file that runs in a circle, a step that was changed since")
    assert fuzzing.try_reader(reader, fuzzing.seed(reader), tmp_path) == "data"


@settings(QUIET, max_examples=25)
@given(st.data())
def test_any_rows_of_any_table_are_named_or_read(data: st.DataObject) -> None:
    from chaingraph.tables.raw import Raw
    from chaingraph.tables.read import connect

    table = SCHEMA.tables[data.draw(st.sampled_from(sorted(SCHEMA.tables)))]
    cell = st.one_of(st.sampled_from(fuzzing.TEXTS), st.text(st.characters(exclude_categories=("Cs",)), max_size=8))
    header = [column.name for column in table.columns]
    rows = data.draw(st.lists(st.lists(cell, min_size=len(header) - 1, max_size=len(header) + 1), max_size=6))
    raw = Raw(connect())
    keep_rows(raw, table, enumerate([header, *rows], start=1), None)
    problems = check(raw)
    raw.con.close()
    assert list(fuzzing.faulty(problems)) == []


def _problem(table: str, problem: Names, fix: Names) -> Problem:
    return Problem(
        table=table, row=None, column=None, value=None, code="x", severity=Severity.error, problem=problem, fix=fix
    )


def test_ill_made_problems_are_seen() -> None:
    sound = Names(zh="中", en="e")
    assert not list(fuzzing.faulty([_problem("t", sound, sound)]))
    assert list(fuzzing.faulty([_problem("", sound, sound)]))
    assert list(fuzzing.faulty([_problem("t", Names(zh="no", en="e"), sound)]))
    assert list(fuzzing.faulty([_problem("t", sound, Names(zh="中", en=" "))]))
