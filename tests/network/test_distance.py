"""How far it is, in classes: the table of borders is symmetric, and what is not in it cannot be told."""

from __future__ import annotations

import pytest

from chaingraph.network import Distance, Places, distance
from chaingraph.network.distance import neighbours

PLACES = Places(
    {code: (code, None) for code in ("100000", "220000", "220100", "220181", "210000", "440000", "460000", "990000", "980000")},
    {"220000": "100000", "220100": "220000", "220181": "220100", "210000": "100000", "440000": "100000"},
    countries=frozenset({"100000"}),
)  # fmt: skip


def test_borders_are_shared_by_both_and_by_nobody_with_itself() -> None:
    known = neighbours()
    assert len(known) == 34  # the divisions at the level of provinces
    assert all(one in known[other] for one, others in known.items() for other in others)
    assert not any(one in others for one, others in known.items())


def test_borders_that_anybody_can_check_on_a_map() -> None:
    """Jilin's as its government tells them; Inner Mongolia borders on eight, the most with Shaanxi."""
    known = neighbours()
    assert known["220000"] == {"150000", "210000", "230000"}
    assert {code for code, others in known.items() if len(others) == 8} == {"150000", "610000"}
    assert {code for code, others in known.items() if not others} == {"460000", "710000"}  # straits are no borders
    assert max(len(others) for others in known.values()) == 8


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        ("220000", "220181", Distance.SAME),
        ("220181", "220000", Distance.SAME),
        ("220100", "210000", Distance.NEXT),
        ("220100", "440000", Distance.FARTHER),
        ("440000", "460000", Distance.FARTHER),
        ("220000", None, None),
        ("220000", "100000", None),  # a country is no place in it
        ("100000", "220000", None),
        ("220000", "990000", None),  # not in the table
        ("990000", "980000", None),
        ("990000", "990000", Distance.SAME),
    ],
)
def test_distance_is_told_in_classes(here: str, there: str | None, wanted: Distance | None) -> None:
    assert distance(PLACES, here, there) is wanted
