"""What the end products need and which projects meet most of it, against the definitions tried out on small networks."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from chaingraph.analyses import Candidate, HomeNeeds, home_needs, home_portfolio
from chaingraph.network import Group, ProductNetwork
from tests.analyses.naive import under
from tests.analyses.test_fixtures import random_network

Needs = dict[str, set[tuple[str, int]]]


def small(rng: random.Random, most: int = 8) -> tuple[ProductNetwork, set[str], dict[str, int]]:
    """A network with circles, substitutes, families, common supply and inputs that are not essential; what is made,
    the makers of kinds counted; and weights of some of that."""
    names = [f"p{number}" for number in range(rng.randint(2, most))]
    drawn = random_network(rng, names)
    network = ProductNetwork(
        {name: replace(one, common=rng.random() < 0.15) for name, one in drawn.products.items()},
        {
            name: tuple(Group(group.members, essential=rng.random() < 0.85) for group in groups)
            for name, groups in drawn.groups.items()
        },
    )
    own = {name for name in names if rng.random() < 0.4}
    made = {name for name in names if under(network, [name]) & own}
    return network, made, {name: rng.randint(1, 4) for name in sorted(made) if rng.random() < 0.7}


def reckoned(network: ProductNetwork, ends: Iterable[str], made: set[str]) -> Needs:
    """G(q) of every end product that has needs, by asking every product again until no more making is found."""
    common = {name for name, one in network.products.items() if one.common}
    found = {}
    for end in ends:
        makings = {end}
        while True:
            kinds = {name for name, one in network.products.items() if one.broader in makings}
            inputs = {
                member
                for name in makings
                for group in network.groups.get(name, ())
                if group.essential
                for member in group.members
            }
            more = ((kinds | inputs) & made) - common - makings
            if not more:
                break
            makings |= more
        needs = {
            (name, number)
            for name in makings
            for number, group in enumerate(network.groups.get(name, ()))
            if group.essential
        }
        if needs:
            found[end] = needs
    return found


def share(
    network: ProductNetwork, weights: Mapping[str, int], needs: Needs, made: set[str], absent: Mapping[str, Fraction],
    filled: set[str],
) -> Fraction:  # fmt: skip
    """The share met by what is made and, as far as they are not there yet, by what is filled."""
    common = {name for name, one in network.products.items() if one.common}

    def met(need: tuple[str, int]) -> Fraction:
        ways = under(network, network.groups[need[0]][need[1]].members)
        return (
            Fraction(1) if ways & (made | common) else max((absent[way] for way in ways & filled), default=Fraction())
        )

    whole = sum(weights[end] for end in needs)
    return sum((weights[end] * sum(map(met, own)) / len(own) / whole for end, own in needs.items()), Fraction())


@pytest.mark.parametrize("seed", range(150))
def test_home_needs(seed: int) -> None:
    network, made, weights = small(random.Random(seed))
    needs = reckoned(network, weights, made)
    found = home_needs(network, weights, made)
    assert {name: set(own) for name, own in found.needs.items()} == needs
    assert all(len(set(own)) == len(own) for own in found.needs.values())
    assert found.weights == {name: weights[name] for name in needs}
    if needs:
        now = share(network, weights, needs, made, {}, set())
        assert found.share == pytest.approx(float(now))
        assert sum(found.worth.values()) == pytest.approx(float(1 - now))
    else:
        assert (found.share, found.worth) == (None, {})


@pytest.mark.parametrize("seed", range(200))
def test_home_portfolio(seed: int) -> None:
    rng = random.Random(seed)
    network, made, weights = small(rng)
    names = sorted(network.products)
    absent = {name: rng.choice([Fraction(1, 2), Fraction(2, 3), Fraction(1)]) for name in names}
    letters = [f"c{number}" for number in range(rng.randint(1, 6))]
    candidates = {
        name: Candidate(
            tuple(rng.sample(names, rng.randint(1, 2))), float(rng.randint(0, 3)),
            (rng.choice(letters[:place]),) if place and rng.random() < 0.3 else (),
        )
        for place, name in enumerate(letters)
    }  # fmt: skip
    exclusive = [tuple(rng.sample(letters, 2))] if len(letters) > 1 and rng.random() < 0.5 else []
    budget, most = rng.choice([None, *map(float, range(7))]), rng.choice([None, 1, 2])
    needs = reckoned(network, weights, made)
    now = share(network, weights, needs, made, absent, set())
    tried = []
    for size in range(len(letters) + 1):
        for chosen in itertools.combinations(letters, size):
            cost = sum(candidates[one].cost for one in chosen)
            allowed = (budget is None or cost <= budget) and (most is None or size <= most)
            allowed = allowed and all(set(candidates[one].after) <= set(chosen) for one in chosen)
            if allowed and not any(set(pair) <= set(chosen) for pair in exclusive):
                filled = {product for one in chosen for product in candidates[one].adds}
                tried.append((share(network, weights, needs, made, absent, filled) - now, -cost, chosen))
    value, cost = max((gain, cost) for gain, cost, _ in tried)
    mine = home_portfolio(
        home_needs(network, weights, made), candidates, budget, {name: float(one) for name, one in absent.items()},
        most=most, exclusive=exclusive,
    )  # fmt: skip
    assert mine.value == pytest.approx(float(value))
    assert (mine.cost, mine.proven, mine.gap) == (-cost, True, 0)
    assert tuple(sorted(mine.chosen)) in {chosen for gain, spent, chosen in tried if (gain, spent) == (value, cost)}
    assert list(mine.steps) == sorted(mine.steps)
    assert mine.steps[-1:] == ((pytest.approx(float(value)),) if mine.chosen else ())
    assert mine.greedy_value <= mine.value + 1e-12


CAR = ProductNetwork.of(
    {
        "car": [["engine"], ["steel", "aluminium"], ["paint"]],
        "engine": [["valve"], ["steel"]],
        "paint": [["pigment"]],
        "bus": [["engine"], ["seat"]],
    }
)


def by_hand(made: Iterable[str] = ("car", "bus", "engine")) -> HomeNeeds:
    """The car weighs 3, the bus 1. Nobody makes paint, so that pigment is no need. G(car) = engine, metal, paint, and of
    the engine valve and steel; G(bus) = engine, seat, valve and steel."""
    return home_needs(CAR, {"car": 3.0, "bus": 1.0}, set(made))


def test_needs_by_hand() -> None:
    found = by_hand()
    assert found.needs["car"] == (("car", 0), ("car", 1), ("car", 2), ("engine", 0), ("engine", 1))
    assert found.needs["bus"] == (("bus", 0), ("bus", 1), ("engine", 0), ("engine", 1))
    assert found.met == {("car", 0), ("bus", 0)}
    assert found.share == pytest.approx(3 / 4 / 5 + 1 / 4 / 4)
    assert found.gained({"steel"}, {}) == {"car": pytest.approx(3 / 4 * 2 / 5), "bus": pytest.approx(1 / 16)}
    assert found.gained({"steel"}, {"steel": 0.5})["car"] == pytest.approx(3 / 4 / 5)
    assert found.gained({"pigment"}, {}) == {}
    assert ("paint", 0) in by_hand(("car", "bus", "engine", "paint")).needs["car"]


def test_of_substitutes_one_counts_and_the_surest() -> None:
    found = by_hand()
    both = found.gained({"steel", "aluminium"}, {"steel": 0.5, "aluminium": 1.0})
    assert both["car"] == pytest.approx(3 / 4 * (1 + 0.5) / 5)  # metal by aluminium, the engine's steel by steel
    chosen = home_portfolio(found, {name: Candidate((name,)) for name in ("aluminium", "steel")}, 2)
    assert (chosen.chosen, chosen.others) == (("steel",), False)  # aluminium would meet nothing more


def test_an_intermediate_that_is_filled_counts_though_its_inputs_are_bought() -> None:
    found = home_portfolio(by_hand(("car", "bus")), {"e": Candidate(("engine",))}, 1)
    assert found.value == pytest.approx(3 / 4 / 3 + 1 / 4 / 2)


def test_common_supply_is_met_and_what_lies_behind_it_is_no_need() -> None:
    network = replace(CAR, products=CAR.products | {"engine": replace(CAR.products["engine"], common=True)})
    found = home_needs(network, {"car": 3.0, "bus": 1.0}, {"car", "bus", "engine"})
    assert found.needs["bus"] == (("bus", 0), ("bus", 1))
    assert found.met == {("car", 0), ("bus", 0)}


def test_end_products_without_needs_do_not_count() -> None:
    found = home_needs(CAR, {"car": 3.0, "seat": 5.0}, {"car", "seat"})
    assert (set(found.needs), found.total, found.share) == ({"car"}, 3.0, 0.0)


@pytest.mark.parametrize("seed", range(40))
def test_more_money_never_buys_less(seed: int) -> None:
    rng = random.Random(seed)
    network, made, weights = small(rng, 10)
    candidates = {name: Candidate((name,), float(rng.randint(1, 4))) for name in network.products}
    needs = home_needs(network, weights, made)
    values = [home_portfolio(needs, candidates, float(budget)).value for budget in range(8)]
    assert all(less <= more + 1e-12 for less, more in itertools.pairwise(values))


@pytest.mark.parametrize("seed", range(40))
def test_filling_what_is_surely_absent_is_never_worth_less(seed: int) -> None:
    rng = random.Random(seed)
    network, made, weights = small(rng, 10)
    needs = home_needs(network, weights, made)
    for name in network.products:
        gains = [sum(needs.gained({name}, {name: sure}).values()) for sure in (0.5, 0.75, 1.0)]
        assert gains == sorted(gains)
        assert gains[0] == pytest.approx(gains[2] / 2)


def test_equal_ones_are_chosen_by_name_however_many_there_are() -> None:
    network = ProductNetwork.of({"car": [[f"part{number:03}"] for number in range(300)]})
    needs = home_needs(network, {"car": 1.0}, {"car"})
    fills = {f"fill:{name}": Candidate((name,)) for name in network.products if name != "car"}
    found = home_portfolio(needs, fills, None, most=3)
    assert (found.chosen, found.others) == (("fill:part000", "fill:part001", "fill:part002"), True)
    assert found.value == pytest.approx(0.01)


def test_faulty_costs_and_probabilities_are_refused() -> None:
    with pytest.raises(ValueError, match="costs"):
        home_portfolio(by_hand(), {"x": Candidate(("steel",), -1.0)}, 1)
    with pytest.raises(ValueError, match="probabilities"):
        home_portfolio(by_hand(), {"x": Candidate(("steel",))}, 1, {"steel": 1.5})
