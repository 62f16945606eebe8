"""Every analysis names its source and is compared with an answer that is not its own; this file is what demands both."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from chaingraph import analyses

ROOT = Path(__file__).parent.parent


class Kind(StrEnum):
    """Where the other answer comes from."""

    CASES = "worked cases"  # a file of tests/fixtures, or rows in the test, reckoned apart from the code
    SLOW = "slow computation"  # the definition tried out in the test, on random input
    LIBRARY = "other library"


@dataclass(frozen=True, kw_only=True)
class Oracle:
    """A test that compares: its file under tests, its name, and by what name it knows the other answer."""

    kind: Kind
    file: str
    test: str
    by: str


_HERE = "analyses/test_against_oracles.py"
ORACLES: dict[str, Oracle] = {
    "borda": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_rank_aggregation", by="rank_aggregation"),
    "break_even": Oracle(kind=Kind.SLOW, file="findings/test_findings.py", test="test_the_first_changes_at_the_break_even_weight_and_not_before", by="first"),
    "closest": Oracle(kind=Kind.SLOW, file="analyses/test_sparse.py", test="test_closest", by="wanted"),
    "completeness": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_completeness", by="chain_completeness"),
    "complexity": Oracle(kind=Kind.LIBRARY, file=_HERE, test="test_complexity", by="np"),
    "concentration": Oracle(kind=Kind.LIBRARY, file="analyses/test_oracles.py", test="test_econcomplex_agrees", by="econcomplex"),
    "criticality": Oracle(kind=Kind.SLOW, file=_HERE, test="test_criticality", by="fallen"),
    "demand": Oracle(kind=Kind.SLOW, file=_HERE, test="test_demand", by="users"),
    "depth": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_depth", by="graph_structure"),
    "end_product_weights": Oracle(kind=Kind.SLOW, file=_HERE, test="test_end_product_weights", by="by_hand"),
    "made_end_products": Oracle(kind=Kind.SLOW, file=_HERE, test="test_made_end_products", by="under"),
    "end_products": Oracle(kind=Kind.SLOW, file=_HERE, test="test_end_products", by="used"),
    "esri": Oracle(kind=Kind.CASES, file="analyses/test_esri.py", test="test_worked_cases", by="CASES"),
    "evidence": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_evidence", by="missing_vs_unknown"),
    "failing": Oracle(kind=Kind.SLOW, file=_HERE, test="test_failing", by="fallen"),
    "home_needs": Oracle(kind=Kind.SLOW, file="analyses/test_home.py", test="test_home_needs", by="reckoned"),
    "home_portfolio": Oracle(kind=Kind.SLOW, file="analyses/test_home.py", test="test_home_portfolio", by="tried"),
    "inputs_met": Oracle(kind=Kind.SLOW, file=_HERE, test="test_inputs_met", by="wanted"),
    "joint_losses": Oracle(kind=Kind.SLOW, file=_HERE, test="test_joint_losses", by="fallen"),
    "kemeny": Oracle(kind=Kind.SLOW, file=_HERE, test="test_kemeny", by="against"),
    "knock_outs": Oracle(kind=Kind.SLOW, file=_HERE, test="test_knock_outs", by="fallen"),
    "linkages": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_linkages", by="leontief_linkages"),
    "location_quotient": Oracle(kind=Kind.LIBRARY, file="analyses/test_oracles.py", test="test_econcomplex_agrees", by="econcomplex"),
    "minimum_fill": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_minimum_fill", by="minimum_fill"),
    "outlook": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_outlook", by="complexity_outlook"),
    "portfolio": Oracle(kind=Kind.SLOW, file="analyses/test_fixtures.py", test="test_portfolio_equals_brute_force_with_cycles_precedence_and_exclusion", by="tried"),
    "presence": Oracle(kind=Kind.SLOW, file="analyses/test_sparse.py", test="test_presence", by="Fraction"),
    "producible": Oracle(kind=Kind.SLOW, file=_HERE, test="test_producible", by="sustained"),
    "recapture": Oracle(kind=Kind.LIBRARY, file="analyses/test_recapture.py", test="test_the_interval_is_that_of_another_library_and_holds_both_estimates", by="binomtest"),
    "rank_stability": Oracle(kind=Kind.SLOW, file=_HERE, test="test_rank_stability", by="ahead"),
    "relatedness": Oracle(kind=Kind.LIBRARY, file="analyses/test_oracles.py", test="test_econcomplex_agrees", by="econcomplex"),
    "relatedness_density": Oracle(kind=Kind.SLOW, file="analyses/test_sparse.py", test="test_relatedness_density", by="wanted"),
    "required_recall": Oracle(kind=Kind.SLOW, file=_HERE, test="test_evidence_and_the_recall_it_takes", by="evidence"),
    "similarity": Oracle(kind=Kind.CASES, file="analyses/test_fixtures.py", test="test_specialisation_and_similarity", by="specialisation_similarity"),
    "single_points": Oracle(kind=Kind.SLOW, file=_HERE, test="test_single_points", by="sustained"),
    "specialisation": Oracle(kind=Kind.LIBRARY, file="analyses/test_oracles.py", test="test_econcomplex_agrees", by="econcomplex"),
    "spread": Oracle(kind=Kind.SLOW, file=_HERE, test="test_spread", by="fallen"),
    "stage_in_chain": Oracle(kind=Kind.LIBRARY, file=_HERE, test="test_stage_in_chain", by="nx"),
    "target_progress": Oracle(kind=Kind.CASES, file="questions/test_targets.py", test="test_worked_cases", by="parametrize"),
    "use_paths": Oracle(kind=Kind.LIBRARY, file=_HERE, test="test_use_paths", by="nx"),
}  # fmt: skip


def functions() -> dict[str, Callable[..., Any]]:
    """What the analyses export, without their classes and constants."""
    return {name: one for name in analyses.__all__ if inspect.isfunction(one := getattr(analyses, name))}


@cache
def _tests(path: Path) -> dict[str, ast.FunctionDef]:
    """The tests of a file by name; empty where there is no such file."""
    body = ast.parse(path.read_text("utf-8")).body if path.exists() else []
    return {one.name: one for one in body if isinstance(one, ast.FunctionDef)}


def faults(found: Mapping[str, Callable[..., Any]], oracles: Mapping[str, Oracle], root: Path = ROOT) -> list[str]:
    """What is missing: a source, an oracle, its test, a call of the analysis in it, or the other answer."""
    missing = [f"{name}: an oracle of nothing" for name in sorted(oracles.keys() - found.keys())]
    for name, function in sorted(found.items()):
        if "Source: " not in " ".join((function.__doc__ or "").split()):
            missing.append(f"{name}: its docstring names no source")
        oracle = oracles.get(name)
        if oracle is None:
            missing.append(f"{name}: no oracle")
            continue
        test = _tests(root / oracle.file).get(oracle.test)
        if test is None:
            missing.append(f"{name}: there is no {oracle.test} in {oracle.file}")
            continue
        calls = {one.func.id for one in ast.walk(test) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
        if name not in calls:
            missing.append(f"{name}: {oracle.test} does not call it")
        words = {one.id for one in ast.walk(test) if isinstance(one, ast.Name)}
        words |= {one.attr for one in ast.walk(test) if isinstance(one, ast.Attribute)}
        words |= {one.value for one in ast.walk(test) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        words |= {one.name for one in ast.walk(test) if isinstance(one, ast.FunctionDef)}
        if oracle.by not in words:
            missing.append(f"{name}: {oracle.test} asks no {oracle.by}")
        if not any(isinstance(one, ast.Assert) for one in ast.walk(test)) and not calls & {"near"}:
            missing.append(f"{name}: {oracle.test} asserts nothing")
    return missing


def test_every_analysis_has_a_source_and_an_oracle() -> None:
    assert faults(functions(), ORACLES) == []


WITNESS = """
def test_good() -> None:
    assert guess(1) == slow(1)

def test_without_a_call() -> None:
    assert slow(1) == 1

def test_without_an_answer() -> None:
    assert guess(1)

def test_without_an_assertion() -> None:
    guess(slow(1))
"""


@pytest.mark.parametrize(
    ("document", "oracles", "wanted"),
    [
        ("Source: nobody 1900.", {"guess": "test_good"}, []),
        ("Nothing is told.", {"guess": "test_good"}, ["guess: its docstring names no source"]),
        ("Source: nobody 1900.", {}, ["guess: no oracle"]),
        ("Source: nobody 1900.", {"guess": "test_none"}, ["guess: there is no test_none in witness.py"]),
        ("Source: nobody 1900.", {"guess": "test_without_a_call"}, ["guess: test_without_a_call does not call it"]),
        ("Source: nobody 1900.", {"guess": "test_without_an_answer"}, ["guess: test_without_an_answer asks no slow"]),
        ("Source: nobody 1900.", {"guess": "test_without_an_assertion"}, ["guess: test_without_an_assertion asserts nothing"]),
        ("Source: nobody 1900.", {"guess": "test_good", "gone": "test_good"}, ["gone: an oracle of nothing"]),
    ],
)  # fmt: skip
def test_the_check_notices(document: str, oracles: dict[str, str], wanted: list[str], tmp_path: Path) -> None:
    """Its witness: an analysis that lacks any of it is named."""
    (tmp_path / "witness.py").write_text(WITNESS, "utf-8")

    def guess() -> None: ...

    guess.__doc__ = document
    known = {name: Oracle(kind=Kind.SLOW, file="witness.py", test=test, by="slow") for name, test in oracles.items()}
    assert faults({"guess": guess}, known, tmp_path) == wanted


def test_there_are_analyses_to_ask() -> None:
    assert len(functions()) >= 32
