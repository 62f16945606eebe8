"""Ways to rank products, and firms, as weak: ChainGraph's own and simple ones to hold it against."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import networkx as nx

from chaingraph.findings.world import World
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.risk.ask import risks
from chaingraph.registry.makers import products_each

OURS = "ChainGraph"

Ranker = Callable[[World, random.Random], list[str]]


def _by(world: World, rng: random.Random, key: Callable[[str], tuple[float, ...]]) -> list[str]:
    """Products by ``key``, smallest first; ties in random order, so that no ranking gains by the alphabet."""
    names = sorted(name for name, product in world.network.products.items() if not product.common)
    rng.shuffle(names)
    return sorted(names, key=key)


def _makers(world: World) -> Mapping[str, int]:
    return {name: making.makers for name, making in world.market(world.places.topmost()).made.items()}


def _ours(world: World, rng: random.Random) -> list[str]:
    scores = {item.product: item.score for item in gaps(world, buyers=False).items}
    return _by(world, rng, lambda name: (scores[name] is None, -(scores[name] or 0.0)))


def _fewest(world: World, rng: random.Random) -> list[str]:
    makers = _makers(world)
    return _by(world, rng, lambda name: (makers.get(name, 0),))


def _fewest_most_used(world: World, rng: random.Random) -> list[str]:
    makers, graph = _makers(world), world.network.graph
    return _by(world, rng, lambda name: (makers.get(name, 0), -graph.out_degree(name)))


def _betweenness(world: World, rng: random.Random) -> list[str]:
    central = nx.betweenness_centrality(world.network.graph)
    return _by(world, rng, lambda name: (-central[name],))


def _degree(world: World, rng: random.Random) -> list[str]:
    graph = world.network.graph
    return _by(world, rng, lambda name: (-graph.degree(name),))


def _random(world: World, rng: random.Random) -> list[str]:
    return _by(world, rng, lambda _: ())


PRODUCT_RANKERS: dict[str, Ranker] = {
    OURS: _ours,
    "fewest makers": _fewest,
    "fewest makers, then most uses": _fewest_most_used,
    "betweenness": _betweenness,
    "degree": _degree,
    "random": _random,
}


def _firms(world: World) -> dict[str, tuple[int, int]]:
    """Of each local firm how many products it makes, and of how many it is the sole maker."""
    here = world.market(world.places.topmost())
    sole: dict[str, int] = {}
    for making in here.made.values():
        if making.makers == 1:
            sole[making.first[0]] = sole.get(making.first[0], 0) + 1
    return {firm: (count, sole.get(firm, 0)) for firm, count in products_each(here.local).items()}


def _ordered(firms: Mapping[str, object], rng: random.Random, key: Callable[[str], float]) -> list[str]:
    names = sorted(firms)
    rng.shuffle(names)
    return sorted(names, key=key)


def _firms_ours(world: World, rng: random.Random) -> list[str]:
    ranked = risks(world, top=len(world.network.products)).firms
    ends = {loss.items[0]: len(loss.ends) for loss in ranked}
    return _ordered(_firms(world), rng, lambda firm: -ends.get(firm, 0))


def _firms_sole(world: World, rng: random.Random) -> list[str]:
    firms = _firms(world)
    return _ordered(firms, rng, lambda firm: -firms[firm][1])


def _firms_products(world: World, rng: random.Random) -> list[str]:
    firms = _firms(world)
    return _ordered(firms, rng, lambda firm: -firms[firm][0])


FIRM_RANKERS: dict[str, Ranker] = {
    OURS: _firms_ours,
    "most sole products": _firms_sole,
    "most products": _firms_products,
    "random": lambda world, rng: _ordered(_firms(world), rng, lambda _: 0.0),
}
