"""``import chaingraph as cg``: what it offers, in order, loaded when used, and with the answers of the rooms behind it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

import chaingraph as cg
from chaingraph.cli.commands import COMMANDS

TINY = Path(__file__).parent / "ontology" / "tiny"
QUESTIONS = ("candidates", "classify", "diff", "duplication", "gaps", "plan", "profile", "related", "risk", "sites", "stability", "whatif")  # fmt: skip


def test_the_names_are_listed_and_no_others_are_there() -> None:
    assert set(cg.__all__) <= set(dir(cg))
    with pytest.raises(AttributeError, match="no attribute 'gasp'"):
        _ = cg.gasp


def test_the_questions_of_the_command_line_are_on_it() -> None:
    assert set(QUESTIONS) <= set(cg.__all__) & set(COMMANDS)


def test_they_answer() -> None:
    known = cg.world(cg.load(TINY))
    worst = cg.gaps(known).items[0]
    assert cg.candidates(known, worst.product).product == worst.product
    assert cg.sites(known, worst.product).product == worst.product
    assert cg.risk(known).region == worst.region
    assert cg.knock_out(known, products=[worst.product]).items == (worst.product,)
    assert cg.stability(known, draws=2).region == worst.region
    assert cg.diff(known, known).rows == ()
    assert cg.plan(known, projects=2).region == worst.region
    assert cg.whatif(known, add=[worst.product]) is not None
    for ask in (cg.classify, cg.duplication, cg.profile, cg.related):
        assert ask(known) is not None


def test_types_are_told_to_users() -> None:
    assert resources.files("chaingraph").joinpath("py.typed").is_file()
