"""A file that is called tidy is read without trimming, to the same cells."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chaingraph.schema import SCHEMA
from chaingraph.tables import raw as raw_tables
from chaingraph.tables.database import connect
from chaingraph.tables.foreign import Text, look_csv
from chaingraph.tables.raw import Raw, keep_csv

HEADER = "id,name_zh,name_en,note\n"
CELL = st.text(st.sampled_from('ab"", \n\r\t\u3000\u00a0;中'), max_size=4)


def seen(text: str) -> Text:
    with TemporaryDirectory() as folder:
        path = Path(folder, "chains.csv")
        path.write_bytes(text.encode())
        return look_csv(path)


def kept(text: str, *, trimmed: bool) -> tuple[object, ...]:
    """Rows and problems of a table, read as the file is called or trimmed all the same."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "chains.csv")
        path.write_bytes(text.encode())
        if trimmed:
            patch.setattr(raw_tables, "look_csv", lambda path: look_csv(path)._replace(tidy=False))
        raw = Raw(connect())
        keep_csv(raw, SCHEMA.tables["chains"], path, None)
        rows = raw.con.execute("from raw_chains order by _row").fetchall() if "chains" in raw.columns else None
        return rows, raw.columns, raw.problems


@pytest.mark.parametrize(
    ("rows", "tidy"),
    [
        ("a,甲,A,x\n", True),
        ('a,甲,A,"x, y"\n', True),
        ('"a",甲,A,"x, y"\r\n"b",乙,"B, C",\r\n', True),
        ('a,甲,A,"x\ny"\n', True),
        ('a,甲,A,"x, y"', True),
        ('a,甲,A,"x, y "\n', False),
        ('a,甲,A," x, y"\n', False),
        ('a,甲,A,"x, y\u3000"\n', False),
        ('a,甲,A,""\n', False),
        ('a,甲, A,"x, y"\n', False),
        ('a,甲,A "x, y"\n', False),
        ('a,b"c, d"e,A,x\n', False),
        ('a,甲,A,"x, y\n', False),
        (',,,"x, y"\n', False),
    ],
)
def test_a_file_is_tidy_when_no_cell_needs_trimming(rows: str, tidy: bool) -> None:
    assert seen(HEADER + rows).tidy is tidy


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=4), st.booleans())
@example([("a", "甲", "A, B", 'x, "y"')], True)
def test_a_written_file_is_read_to_the_same_cells(rows: list[tuple[str, ...]], always: bool) -> None:
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL if always else csv.QUOTE_MINIMAL).writerows(rows)
    text = HEADER + file.getvalue()
    assert kept(text, trimmed=False) == kept(text, trimmed=True)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('ab"", \n\r;中'), max_size=24))
@example('a,b",",",x\n')
@example('a,"b"c, d",x\n')
def test_any_text_is_read_to_the_same_cells(text: str) -> None:
    assert kept(HEADER + text, trimmed=False) == kept(HEADER + text, trimmed=True)
