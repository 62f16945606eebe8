"""One parameter from the command down: ``gaps --region`` is handed from floor to floor, and never climbs back.

The walk is written down in docs/zh/contributing.md and docs/en/contributing.md, and compared with what is seen here.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from typer.testing import CliRunner

from chaingraph.cli.app import app

ROOT = Path(__file__).parent.parent
TINY = str(ROOT / "tests" / "ontology" / "tiny")
REGION = "220200"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
# The highest floor first, as import-linter has them.
(FLOORS,) = [contract["layers"] for contract in CONTRACTS if contract["type"] == "layers"]


@dataclass(frozen=True, kw_only=True)
class Handing:
    """A call that hands the region on: the module that calls (None outside the package) and the one that receives."""

    caller: str | None
    receiver: str
    function: str


def height(module: str) -> int:
    """The floor of a module, the lowest 0. Raises ValueError for a module on no floor."""
    return len(FLOORS) - 1 - FLOORS.index(".".join(module.split(".")[:2]))


def climbs(handings: list[Handing]) -> list[Handing]:
    """Those that hand the region to a floor above their own."""
    return [one for one in handings if one.caller is not None and height(one.receiver) > height(one.caller)]


def holds(value: object) -> bool:
    """Whether an argument is the region, or a collection of codes or options that has it."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        return any(isinstance(part, str) and part == REGION for part in value)
    return isinstance(value, str) and value == REGION


def in_package(frame: FrameType | None) -> FrameType | None:
    """The frame, or the nearest one outwards, of the package's own code."""
    while frame is not None and not str(frame.f_globals.get("__name__")).startswith("chaingraph."):
        frame = frame.f_back
    return frame


def handed(run: Callable[[], Any]) -> list[Handing]:
    """Every call of the package, while it runs, that receives the region in an argument, in order, each once."""
    found: dict[Handing, None] = {}

    def called(frame: FrameType, event: str, _: object) -> None:
        if event != "call" or in_package(frame) is not frame:
            return
        code = frame.f_code
        extra = bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)  # *arguments and **options
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + extra]
        if any(holds(frame.f_locals.get(name)) for name in names):
            outer = in_package(frame.f_back)
            caller = None if outer is None else outer.f_globals["__name__"]
            found[Handing(caller=caller, receiver=frame.f_globals["__name__"], function=code.co_name)] = None

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        run()
    finally:
        sys.setprofile(before)
    return list(found)


@pytest.fixture(scope="module")
def walk() -> list[Handing]:
    """The walk of ``gaps --region``."""
    exits = []

    def run() -> None:
        exits.append(CliRunner().invoke(app, ["gaps", TINY, "--region", REGION, "--lang", "en"]).exit_code)

    steps = handed(run)
    assert exits == [0]
    return steps


def test_a_region_is_only_handed_down(walk: list[Handing]) -> None:
    assert climbs(walk) == []
    floors = {one.receiver.split(".")[1] for one in walk}
    assert floors >= {"cli", "questions", "findings", "network", "registry"}  # it was followed to the ground


def test_a_call_that_climbs_is_seen() -> None:
    """The witness: a module of the network that hands the region to one of the findings."""
    above: dict[str, Any] = {"__name__": "chaingraph.findings.witness"}
    exec("def judge(region): return region", above)
    below: dict[str, Any] = {"__name__": "chaingraph.network.witness", "judge": above["judge"]}
    exec("def market(region): return judge(region)", below)
    steps = handed(lambda: below["market"](REGION))
    assert [one.function for one in steps] == ["market", "judge"]
    assert [one.function for one in climbs(steps)] == ["judge"]
    assert handed(lambda: below["market"]("000000")) == []


@pytest.mark.parametrize(("lang", "heading"), [("zh", "### 一个参数的路"), ("en", "### A walk of one parameter")])
def test_the_walk_that_is_written_down_is_the_one_that_is_seen(lang: str, heading: str, walk: list[Handing]) -> None:
    page = (ROOT / "docs" / lang / "contributing.md").read_text("utf-8")
    section = re.split(r"\n##+ ", page.partition(heading + "\n")[2])[0]
    written = re.findall(r"`(chaingraph/[\w/]+\.py)`", section)
    seen = dict.fromkeys(one.receiver.replace(".", "/") + ".py" for one in walk)
    assert written == list(seen)
    for name in re.findall(r"`(\w+(?:\.\w+)?)\(", section):
        assert name.rpartition(".")[2] in {one.function for one in walk}, name
