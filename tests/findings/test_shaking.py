"""How firmly a place stands, against scoring every draw one product at a time."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chaingraph.analyses import EndProductWeights, end_product_weights
from chaingraph.enumerations import Facet, Standing, Status
from chaingraph.findings import rules, shaking
from chaingraph.findings.shaking import Draw, Part, Shakable, draws, places, shaken

ENDS = end_product_weights(
    {"car": "auto", "bus": "auto", "rug": "home", "bag": "home"}, {"car": 8.0, "bus": 2.0}, {}, {}
)
SUPPLIES = st.one_of(
    st.builds(rules.Supply, status=st.just(Status.UNSEEN), absent=st.none() | st.floats(0.5, 1)),
    st.sampled_from([Status.MISSING, Status.ELSEWHERE, Status.COMMON]).map(lambda status: rules.Supply(status=status)),
    st.builds(rules.Supply, status=st.just(Status.CONCENTRATED), owners=st.integers(1, 9)),
    st.builds(rules.Supply, status=st.just(Status.ADEQUATE), owners=st.just(3), hhi=st.floats(1, 10000), by_output=st.just(True)),
)  # fmt: skip


def item(
    name: str, supply: rules.Supply, needs: tuple[str, ...] = (), buyers: int = 0, as_if: float | None = None
) -> Shakable:
    """As a finding would tell it."""
    weights = ENDS.values
    supposed = as_if or 0.0
    share = (sum(weights[end] for end in needs) + supposed) / (ENDS.total + supposed)
    found = rules.score(
        supply=supply,
        linked=True,
        criticality=share,
        range_of_criticality=(share / 4, min(1.0, 4 * share)),
        buyers=buyers,
    )
    assert found.value is not None
    return Shakable(
        product=name, supply=supply, needs=needs, as_if=as_if, buyers=buyers,
        score=found.value, low=found.low or 0.0, high=found.high or 0.0,
    )  # fmt: skip


def slowly(one: Shakable, ends: EndProductWeights, draw: Draw) -> float:
    """Its score in one draw, by the rules."""
    weights = {name: value * draw.factors.get(name, 1.0) for name, value in ends.values.items()}
    supposed = (one.as_if or 0.0) * draw.open_factor
    share = (sum(weights[end] for end in one.needs) + supposed) / (sum(weights.values()) + supposed)
    anchors = replace(draw.anchors, criticality=1.0) if draw.dropped == Part.DEMAND else draw.anchors
    need = rules.need(share, one.buyers, anchors) or 0.0
    if draw.dropped == Part.CRITICALITY:
        need = one.buyers / (one.buyers + draw.anchors.half_demand)
    severity, facet = rules.severity(one.supply, draw.anchors)
    left_out = {Part.ABSENCE: Facet.ABSENCE, Part.CONCENTRATION: Facet.CONCENTRATION}
    return 0.0 if draw.dropped is not None and facet == left_out.get(draw.dropped) else need * severity


@given(SUPPLIES, st.sets(st.sampled_from(sorted(ENDS.values))), st.integers(0, 40), st.none() | st.floats(0.1, 9))
def test_every_draw_is_scored_by_the_rules(
    supply: rules.Supply, needs: set[str], buyers: int, as_if: float | None
) -> None:
    one, drawn = item("p", supply, tuple(sorted(needs)), buyers, as_if), draws(ENDS)
    assert shaken([one], ENDS)[0].tolist() == pytest.approx(
        [slowly(one, ENDS, drawn[number]) for number in range(shaking.DRAWS)], abs=1e-12
    )


def test_draws_stay_within_what_is_stated_and_drop_each_part_alike() -> None:
    drawn = draws(ENDS)
    every = [drawn[number] for number in range(shaking.DRAWS)]
    for field in fields(rules.Anchors):
        low, high = sorted((getattr(rules.LOW, field.name), getattr(rules.HIGH, field.name)))
        values = [getattr(draw.anchors, field.name) for draw in every]
        assert low <= min(values) < low + (high - low) / 10
        assert high - (high - low) / 10 < max(values) <= high
    assert drawn.unsure == ("bag", "rug")  # car and bus have a figure of their own
    light, heavy = rules.UNKNOWN_WEIGHT
    assert all(light <= factor <= heavy for draw in every for factor in (*draw.factors.values(), draw.open_factor))
    counts = {part: sum(draw.dropped == part for draw in every) for part in (*Part, None)}
    assert counts == {**dict.fromkeys(Part, shaking.EACH_DROPPED), None: shaking.DRAWS - 4 * shaking.EACH_DROPPED}
    assert draws(ENDS)[7] == drawn[7]  # the same each time


def many(count: int) -> list[Shakable]:
    supplies = [rules.Supply(status=Status.MISSING), rules.Supply(status=Status.SINGLE, owners=1)]
    needs = [("car",), ("bus",), ("bag", "rug"), ()]
    return [item(f"p{n:04d}", supplies[n % 2], needs[n % 4], n) for n in range(count)]


def test_places_are_those_of_ranking_every_draw() -> None:
    items, drawn = [*many(12), item("twin", rules.Supply(status=Status.MISSING), ("car",), 8)], draws(ENDS)
    found, _ = places(items, ENDS, top=3)
    tables = [[round(slowly(one, ENDS, drawn[n]), 9) for one in items] for n in range(shaking.DRAWS)]
    for number, one in enumerate(items):
        ahead = sorted(sum(value > row[number] for value in row) for row in tables)
        upto = sorted(sum(value >= row[number] for value in row) for row in tables)
        shares = [
            min(1.0, max(0.0, (3 - sum(v > row[number] for v in row)) / sum(v == row[number] for v in row)))
            for row in tables
        ]
        place = found[one.product]
        assert place.stability == pytest.approx(sum(shares) / len(shares), abs=1e-5)
        assert (place.low, place.high) == (ahead[12] + 1, upto[-13])  # a twentieth of the draws at either end
    assert found["twin"] == found["p0008"]  # what rests on the same facts stands alike
    assert sum(place.stability for place in found.values()) == pytest.approx(3, abs=1e-4)


def test_of_very_many_those_that_can_be_among_the_first_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    items = many(400)
    whole, _ = places(items, ENDS)
    monkeypatch.setattr(shaking, "MOST", 40)
    cut, _ = places(items, ENDS)
    near = {name: pytest.approx(place.stability, abs=0.05) for name, place in whole.items()}
    assert {name: place.stability for name, place in cut.items()} == near
    out = [name for name, place in cut.items() if place.low is None]
    assert out
    assert {cut[name].standing for name in out} == {Standing.NO}


def test_nothing_scored_has_no_places() -> None:
    assert places([], ENDS)[0] == {}
    bare = end_product_weights({}, {}, {}, {})
    lone = Shakable(
        product="p", supply=rules.Supply(status=Status.MISSING), needs=(), as_if=None, buyers=2, score=0.008, low=0.0, high=0.1
    )  # fmt: skip
    place = places([lone], bare)[0]["p"]
    assert (place.stability, place.low, place.high, place.standing) == (1.0, 1, 1, "certain")


@pytest.mark.parametrize(
    ("stability", "standing"),
    [(1, "certain"), (0.95, "certain"), (0.9499, "possible"), (0.05, "possible"), (0.0499, "no"), (0, "no")],
)
def test_the_word_for_how_often(stability: float, standing: str) -> None:
    assert shaking.Place(stability=stability, first=0.0, low=None, high=None).standing == standing
