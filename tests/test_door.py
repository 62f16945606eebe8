"""``import chaingraph as cg``: what it offers, in order, loaded when used, and with the answers of the rooms behind it."""

from __future__ import annotations

import csv
import io
import pickle
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import chaingraph as cg
from chaingraph.cli.commands import COMMANDS
from chaingraph.questions.question import questions

TINY = Path(__file__).parent / "ontology" / "tiny"
FOLDERS = {path.parent.name for path in Path(cg.__file__).parent.glob("questions/*/ask.py")} - {
    "report"
}  # which is papers


@pytest.fixture(scope="module")
def data() -> cg.Dataset:
    return cg.load(TINY)


def test_the_names_are_listed_and_no_others_are_there() -> None:
    assert set(cg.__all__) <= set(dir(cg))
    with pytest.raises(AttributeError, match="no attribute 'gasp'"):
        _ = cg.gasp


def test_every_question_is_a_folder_a_command_and_a_name() -> None:
    assert set(questions()) == FOLDERS
    assert set(questions()) <= set(cg.__all__) & set(COMMANDS)
    assert all(callable(getattr(cg, name)) for name in questions())
    text = Path(cg.__file__).read_text("utf-8")  # what type checkers are told
    assert all(f"import {name} as {name}\n" in text for name in questions())


def test_every_question_takes_a_dataset_and_gives_a_sequence_a_frame_and_a_page(data: cg.Dataset) -> None:
    product = cg.gaps(data)[0].product
    asked: dict[str, dict[str, Any]] = {
        "candidates": {"product": product},
        "explain": {"product": product},
        "sites": {"product": product},
        "plan": {"projects": 2},
        "stability": {"draws": 2},
        "whatif": {"add": [product]},
        "evaluate": {"repeats": 1, "sizes": (40,)},
        "related": {"matrix": {f"R{n}": {"precursor": 1.0, "battery": float(n % 2)} for n in range(100)}},
    }
    for name in questions():
        worlds = [data, data] if name == "diff" else [data]
        answer = getattr(cg, name)(*worlds, **asked.get(name, {}))
        assert isinstance(answer, cg.Answer), name
        assert list(answer) == [answer[i] for i in range(len(answer))]
        assert len(answer.to_frame()) == len(answer)
        assert "<html" in (answer._repr_html_() or "").replace("&lt;", "<")
        assert answer.document("en").data() == answer.as_json()


def test_answers_are_as_of_a_world(data: cg.Dataset) -> None:
    known = cg.world(data)
    assert cg.gaps(known) == cg.gaps(data)
    assert cg.knock_out(known, products=["acrylonitrile"]).items == ("acrylonitrile",)
    assert cg.risk(known, products=["acrylonitrile"]) == cg.knock_out(known, products=["acrylonitrile"])
    assert cg.diff(known, known).rows == ()
    assert cg.gaps(known, top=2).to_frame()["product"].tolist() == [one.product for one in cg.gaps(known)[:2]]
    assert pickle.loads(pickle.dumps(cg.gaps(known))) == cg.gaps(known)


def test_without_pandas_a_frame_says_what_to_install(data: cg.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(cg.UsageError, match="pip install pandas"):
        cg.gaps(data).to_frame()


@pytest.mark.parametrize("told", ["220100", "长春市", "长春", "Changchun", "changchun"])
def test_a_region_goes_by_code_name_and_short_name(data: cg.Dataset, told: str) -> None:
    assert cg.gaps(data, region=told).region == "220100"


@pytest.mark.parametrize("told", ["carbon-fibre", "碳纤维产业链", "碳纤维", "Carbon fibre"])
def test_a_chain_goes_by_id_and_names(data: cg.Dataset, told: str) -> None:
    found = cg.gaps(data, chain=told)
    assert found.chain == "carbon-fibre"
    assert found.items == cg.gaps(data, chain="carbon-fibre").items != ()


def test_names_of_several_things_are_refused_and_misspelt_ones_get_a_hint(data: cg.Dataset) -> None:
    with pytest.raises(cg.UsageError, match=r"吉林省 \(220000\), 吉林市 \(220200\)"):
        cg.gaps(data, region="吉林")
    assert cg.gaps(data, region="吉林市").region == "220200"
    with pytest.raises(cg.UsageError, match="did you mean Changchun"):
        cg.gaps(data, region="Chagnchun")
    with pytest.raises(cg.UsageError, match="there is no region 火星"):
        cg.profile(data, parts=["长春", "火星"])
    assert [one.region for one in cg.profile(data, parts=["长春", "吉林市"]).parts] == ["220100", "220200"]
    assert cg.gaps(data, given=["丙烯腈", "PAN precursor"]).given == ("acrylonitrile", "precursor")
    with pytest.raises(cg.UsageError, match="did you mean acrylonitrile"):
        cg.gaps(data, given=["acrylonitrle"])
    assert cg.whatif(data, add=["丙烯腈@长春"]).added == (("acrylonitrile", "220100"),)


def tables() -> dict[str, list[dict[str, str]]]:
    return {path.stem: list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))) for path in TINY.glob("*.csv")}


@pytest.mark.parametrize("frame", [list, pd.DataFrame, pa.Table.from_pylist])
def test_tables_in_memory_are_data_as_files_are(data: cg.Dataset, frame: Any) -> None:
    rows = {name: found for name, found in tables().items() if found and name not in ("ledger", "outputs")}
    assert cg.gaps(cg.load({name: frame(found) for name, found in rows.items()})) == cg.gaps(data)


def test_cells_of_frames_are_read_as_they_are_meant() -> None:
    from chaingraph.tables.frames import cell_text

    frame = pd.DataFrame({"a": [1.0, None], "b": pd.array([2, None], dtype="Int64"), "c": [["x", "y"], None]})
    told = [{key: cell_text(value) for key, value in row.items()} for row in frame.to_dict("records")]
    assert told == [{"a": "1", "b": "2", "c": "x;y"}, {"a": None, "b": None, "c": None}]
    assert [cell_text(one) for one in (True, 1.5, pd.NaT, pd.Timestamp("2020-02-03"))] == [
        "yes",
        "1.5",
        None,
        "2020-02-03",
    ]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(cg.UsageError, match="no table is called prodcuts"):
        cg.load({"prodcuts": []})
    for wrong in ("text", {"id": ["a"]}, 3, [1]):
        with pytest.raises(cg.UsageError, match="the table products should be"):
            cg.load({"products": wrong})
    with pytest.raises(cg.DataError):
        cg.load({"products": [{"id": "a"}]})


def test_the_import_loads_nothing_heavy() -> None:
    code = "import sys, chaingraph; sys.stdout.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    loaded = done.stdout.split()
    assert "chaingraph.errors" in loaded
    assert not {"duckdb", "networkx", "numpy", "pandas", "typer", "rich", "chaingraph.questions.gaps.ask"} & set(loaded)


def test_types_are_told_to_users() -> None:
    assert resources.files("chaingraph").joinpath("py.typed").is_file()
