"""The tables and columns of the second edition pass through every form of a dataset without loss."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chaingraph as cg
from chaingraph.graph import export_rdf, load
from chaingraph.schema import SCHEMA
from chaingraph.tables import write_folder as write_dataset
from chaingraph.tables import write_workbook
from chaingraph.tables.dataset import load_rows
from chaingraph.tables.intake.merge import merge
from tests.oracle import Row, Tables, write_folder

FORMS = ("turtle", "jsonld", "nquads", "xlsx", "csv", "parquet")
NEW = ("outputs", "searches", "qualifications", "cooperations", "ledger")
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters=";；"), min_size=1, max_size=8
)
NAMES = st.sampled_from([("name_zh",), ("name_en",), ("name_zh", "name_en")])
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4], f"{day.year}年{day.month}月{day.day}日"])
)


def codes(vocabulary: str) -> st.SearchStrategy[str]:
    """A value of a vocabulary, or nothing."""
    return st.sampled_from(["", *(term.value for term in SCHEMA.vocabularies[vocabulary])])


@st.composite
def worlds(draw: st.DrawFn) -> Tables:
    """A small dataset in which everything of the second edition may be known or not."""

    def named(number: int, **cells: str) -> Row:
        """A row with a name in one language or in both."""
        return {**cells, **{name: f"{name} {number} {draw(TEXT)}" for name in draw(NAMES)}}

    def maybe(what: st.SearchStrategy[str]) -> str:
        return draw(st.one_of(st.just(""), what))

    schemes = [term.value for term in SCHEMA.vocabularies["region_scheme"] if term.value != "gbt2260"]
    regions = [named(0, code="220000", scheme=draw(st.sampled_from(["", "gbt2260"])))]
    regions += [
        named(1, code=f"X-{draw(TEXT)}", scheme=draw(st.sampled_from(schemes)), parent=maybe(st.just("220000")))
    ]
    products = [
        named(number, id=f"p{number}", chain="c", broader=maybe(st.just(f"p{number - 1}")) if number else "",
              synonyms=";".join(dict.fromkeys(draw(st.lists(TEXT, max_size=3)))), hs=maybe(st.sampled_from(["8407", "840734;8703", "8407.34"])))
        for number in range(3)
    ]  # fmt: skip
    place, what, firm = (
        st.sampled_from(ids) for ids in ([row["code"] for row in regions], ["p0", "p1", "p2"], ["e0", "e1"])
    )
    enterprises = [
        named(number, id=f"e{number}", region=maybe(place), short_zh=maybe(TEXT), ownership=draw(codes("ownership")), parent_group=maybe(TEXT))
        for number in range(2)
    ]  # fmt: skip
    outputs = [
        {"region": draw(place), about: draw(what) if about == "product" else "c", "year": str(year), "measure": draw(codes("measure")),
         "value_yi": maybe(st.sampled_from(["-1.5", "0", "12.25"])), "quantity": maybe(st.sampled_from(["0", "3.5"])), "unit": maybe(TEXT)}
        for year, about in enumerate(draw(st.lists(st.sampled_from(["chain", "product"]), max_size=3)), start=2000)
    ]  # fmt: skip
    searches = [
        {"product": ";".join(draw(st.permutations(["p0", "p1", "p2"]))[:count]), "region": draw(place), "date": draw(DAYS),
         "where": draw(TEXT), "query": maybe(TEXT), "found": str(draw(st.integers(0, 9)))}
        for count in draw(st.lists(st.integers(1, 3), max_size=4))
    ]  # fmt: skip
    ledger = [
        {"id": f"l{number}", "task": draw(TEXT), "region": maybe(place), "product": maybe(what), "project": maybe(st.just("j")),
         "enterprise": maybe(firm), "owner": maybe(TEXT), "opened": maybe(DAYS), "due": maybe(DAYS),
         "status": draw(codes("task_status").filter(bool)), "evidence": maybe(TEXT)}
        for number in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    level = codes("level")
    return {
        "regions": regions,
        "chains": [named(0, id="c")],
        "products": products,
        "inputs": [{"product": "p2", "input": "p0"}],
        "enterprises": enterprises,
        "makes": [{"enterprise": draw(firm), "product": draw(what)}],
        "platforms": [named(0, id="t", kind="other", region="220000")],
        "projects": [named(0, id="j", region="220000", chain="c", invested_yi=maybe(st.just("1.5")),
                           **{name: maybe(TEXT) for name in ("responsible", "progress", "problem", "approval", "finance")})],
        "targets": [named(0, id="g", unit="个", comparator="at-least", target_year="2025", target_value="1")],
        "observations": [{"target": "g", "year": "2024", "value": "1", "basis": draw(codes("basis"))}],
        "outputs": outputs,
        "searches": searches,
        "qualifications": [{"enterprise": draw(firm), "name": draw(TEXT), "level": draw(level), "year": maybe(st.just("2020"))}],
        "cooperations": [{"enterprise": draw(firm), "platform": "t", "topic": maybe(TEXT), "year": maybe(st.just("2020"))}],
        "ledger": ledger,
    }  # fmt: skip


def cells(dataset: cg.Dataset) -> dict[str, Any]:
    """All typed cells, with the flags of what was given, but for the rows' numbers."""
    told: dict[str, Any] = {"currency": dataset.currency}
    for name in SCHEMA.tables:
        told[name] = sorted(dataset.rows(f"select * exclude (_row) from {name}"), key=repr)
    return told


def write(dataset: cg.Dataset, form: str, place: Path) -> Path:
    """The dataset in a form that DATA may have."""
    path = place / {"turtle": "g.ttl", "jsonld": "g.jsonld", "nquads": "g.nq", "xlsx": "g.xlsx"}.get(form, form)
    if form == "xlsx":
        write_workbook(dataset, path)
    elif form in ("csv", "parquet"):
        path.mkdir()
        write_dataset(dataset, path, form)
    else:
        export_rdf(dataset, form, path)
    return path


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables=worlds(), form=st.sampled_from(FORMS), currency=st.sampled_from(["CNY", "EUR"]))
def test_nothing_is_lost(tables: Tables, form: str, currency: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    dataset = load_rows({name: rows for name, rows in tables.items() if rows})
    dataset.currency = currency
    assert cells(load(write(dataset, form, tmp_path_factory.mktemp("form")))) == cells(dataset)


@pytest.mark.parametrize("form", FORMS)
def test_each_new_table_passes_through_each_form(form: str, tmp_path: Path) -> None:
    dataset = load(Path(__file__).parents[1] / "ontology" / "tiny")
    assert all(dataset.count(name) for name in NEW)
    assert cells(load(write(dataset, form, tmp_path))) == cells(dataset)


def test_what_was_not_given_is_not_written(tmp_path: Path) -> None:
    """A name that only stands in for another does not become one."""
    tables: Tables = {
        "regions": [{"code": "DE", "name_en": "Germany", "scheme": "iso3166-1"}],
        "chains": [{"id": "c", "name_zh": "链"}],
        "products": [{"id": "p", "name_en": "Widget", "chain": "c"}],
        "inputs": [],
        "enterprises": [],
        "makes": [],
    }
    dataset = load(write_folder(tables, tmp_path / "d"))
    assert dataset.rows("select name_zh from products") == [("Widget",)]
    (tmp_path / "csv").mkdir()
    write_dataset(dataset, tmp_path / "csv")
    assert (tmp_path / "csv" / "products.csv").read_text("utf-8").splitlines() == [
        "id,name_zh,name_en,chain",
        "p,,Widget,c",
    ]
    export_rdf(dataset, "nquads", tmp_path / "g.nq")
    text = (tmp_path / "g.nq").read_text("utf-8")
    assert '"Widget"@en' in text
    assert '"Widget"@zh' not in text
    assert "classifiedAs" not in text  # a code of another scheme is none of GB/T 2260
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text("utf-8"))
    assert package["currency"] == "CNY"


def test_two_currencies_are_not_merged(tmp_path: Path) -> None:
    tiny = Path(__file__).parents[1] / "ontology" / "tiny"
    first, second = load(tiny), load(tiny)
    second.currency = "EUR"
    with pytest.raises(cg.UsageError, match="EUR"):
        merge(first, second, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_merge_takes_the_new_tables_along(tmp_path: Path) -> None:
    tiny = load(Path(__file__).parents[1] / "ontology" / "tiny")
    told = merge(tiny, load(Path(__file__).parents[1] / "ontology" / "tiny"), tmp_path)
    assert told.problems == []
    assert all(told.rows[name] == (tiny.count(name), tiny.count(name), tiny.count(name)) for name in NEW)
