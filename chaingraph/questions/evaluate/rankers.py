"""Ways to rank products, and firms, as weak: ChainGraph's own, simple ones to hold it against, and its own without one
of its parts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx

from chaingraph.findings import rules
from chaingraph.findings.finding import Finding
from chaingraph.findings.world import World
from chaingraph.network import Making
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.risk.ask import risks
from chaingraph.registry.makers import products_each

OURS = "ChainGraph"


@dataclass
class Judged:
    """A world with what several rankings ask of it, found once."""

    world: World

    @cached_property
    def region(self) -> str:
        """The topmost region."""
        return self.world.places.topmost()

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """What ChainGraph finds, by product."""
        return gaps(self.world, self.region, buyers=False).by_product()

    @property
    def made(self) -> Mapping[str, Making]:
        """Who makes what."""
        return self.world.market(self.region).made

    @cached_property
    def ends(self) -> dict[str, float]:
        """The end products that are made, with their weights."""
        return dict(self.world.ends(self.region).values)

    def makers(self, product: str) -> int:
        """How many makers of a product are on record."""
        making = self.made.get(product)
        return making.makers if making else 0

    def concentration(self, product: str) -> float:
        """The HHI as a share, 1 without a maker."""
        making = self.made.get(product)
        return making.hhi / 10000 if making else 1.0

    def criticality(self, product: str) -> float:
        """That of the finding, 0 where it is undefined."""
        return self.findings[product].criticality or 0.0

    @cached_property
    def reached(self) -> dict[str, int]:
        """Of each product how many end products that are made lie downstream of it, substitutes or not."""
        graph: nx.DiGraph[str] = self.world.network.graph
        reached = dict.fromkeys(self.world.network.products, 0)
        for end in self.ends:
            for name in nx.ancestors(graph, end) if end in graph else ():
                reached[name] += 1
        return reached

    @cached_property
    def rank_from_ends(self) -> Mapping[str, float]:
        """PageRank from the end products that are made, against the flow."""
        if not self.ends:
            return {}
        found: Mapping[str, float] = nx.pagerank(
            self.world.network.graph.reverse(), personalization=dict.fromkeys(self.ends, 1.0)
        )
        return found


Key = Callable[[Judged, str], tuple[float, ...]]
Ranker = Callable[[Judged, random.Random], list[str]]


def _by(key: Key) -> Ranker:
    """Products by ``key``, smallest first; ties in random order, so that no ranking gains by the alphabet."""

    def ranked(judged: Judged, rng: random.Random) -> list[str]:
        names = sorted(name for name, product in judged.world.network.products.items() if not product.common)
        rng.shuffle(names)
        return sorted(names, key=lambda name: key(judged, name))

    return ranked


def _score(value: float | None) -> tuple[float, ...]:
    return (value is None, -(value or 0.0))


def _without(need: Callable[[Judged, Finding], float | None], severity: Callable[[Judged, Finding], float]) -> Ranker:
    """The score with another need or severity."""

    def key(judged: Judged, name: str) -> tuple[float, ...]:
        f = judged.findings[name]
        found = None if f.score is None else need(judged, f)
        return _score(None if found is None else found * severity(judged, f))

    return _by(key)


def _need(_: Judged, f: Finding) -> float | None:
    return rules.need(f.criticality, f.local_buyer_count)


def _severity(_: Judged, f: Finding) -> float:
    return f.score_severity


def _need_by_counts(judged: Judged, f: Finding) -> float | None:
    share = len(f.needs) / len(judged.ends) if judged.ends else None
    return rules.need(share, f.local_buyer_count)


def _need_by_demand(_: Judged, f: Finding) -> float | None:
    return f.score_demand


def _severity_by_makers(_: Judged, f: Finding) -> float:
    return rules.severity(replace(f.supply, owners=f.makers, by_output=False))[0]


BASELINES: dict[str, Ranker] = {
    "criticality x worst facet": _by(lambda judged, name: (-judged.criticality(name) * judged.concentration(name),)),
    "stops an end product, then HHI, then criticality": _by(
        lambda judged, name: (
            not judged.criticality(name),
            -judged.concentration(name),
            -judged.criticality(name),
        )
    ),
    "criticality": _by(lambda judged, name: (-judged.criticality(name),)),
    "end products reached / (1 + makers)^2": _by(
        lambda judged, name: (-judged.reached[name] / (1 + judged.makers(name)) ** 2,)
    ),
    "local buyers / (1 + makers)": _by(
        lambda judged, name: (-judged.findings[name].local_buyer_count / (1 + judged.makers(name)),)
    ),
    "PageRank from end products / (1 + makers)": _by(
        lambda judged, name: (-judged.rank_from_ends.get(name, 0.0) / (1 + judged.makers(name)),)
    ),
    "fewest makers, then most uses": _by(
        lambda judged, name: (judged.makers(name), -judged.world.network.graph.out_degree(name))
    ),
    "degree": _by(lambda judged, name: (-judged.world.network.graph.degree(name),)),
    "random": _by(lambda judged, name: ()),
}
# the score without one of its parts, to see what each is worth
ABLATIONS: dict[str, Ranker] = {
    "without demand": _without(
        lambda judged, f: rules.need(f.criticality, f.local_buyer_count, replace(rules.ANCHORS, criticality=1.0)),
        _severity,
    ),
    "without criticality": _without(_need_by_demand, _severity),
    "without the floor of stopping": _without(
        lambda judged, f: rules.need(f.criticality, f.local_buyer_count, replace(rules.ANCHORS, stopping=0.0)),
        _severity,
    ),
    "without grades of severity": _without(_need, lambda judged, f: float(f.score_severity > 0)),
    "makers for owners": _without(_need, _severity_by_makers),
    "counts for weights": _without(_need_by_counts, _severity),
}
PRODUCT_RANKERS: dict[str, Ranker] = {
    OURS: _by(lambda judged, name: _score(judged.findings[name].score)),
    **BASELINES,
    **ABLATIONS,
}


def _firms(judged: Judged) -> dict[str, tuple[int, int]]:
    """Of each local firm how many products it makes, and of how many it is the sole maker."""
    here = judged.world.market(judged.region)
    sole: dict[str, int] = {}
    for making in here.made.values():
        if making.makers == 1:
            sole[making.first[0]] = sole.get(making.first[0], 0) + 1
    return {firm: (count, sole.get(firm, 0)) for firm, count in products_each(here.local).items()}


def _ordered(firms: Mapping[str, object], rng: random.Random, key: Callable[[str], tuple[float, ...]]) -> list[str]:
    names = sorted(firms)
    rng.shuffle(names)
    return sorted(names, key=key)


def _firms_ours(judged: Judged, rng: random.Random) -> list[str]:
    found = risks(judged.world, top=len(judged.world.network.products)).firms
    stops = {loss.items[0]: len(loss.ends) for loss in found}
    return _ordered(_firms(judged), rng, lambda firm: (-stops.get(firm, 0),))


def _firms_sole(judged: Judged, rng: random.Random) -> list[str]:
    firms = _firms(judged)
    return _ordered(firms, rng, lambda firm: (-firms[firm][1],))


def _firms_products(judged: Judged, rng: random.Random) -> list[str]:
    firms = _firms(judged)
    return _ordered(firms, rng, lambda firm: (-firms[firm][0],))


FIRM_RANKERS: dict[str, Ranker] = {
    OURS: _firms_ours,
    "most sole products": _firms_sole,
    "most products": _firms_products,
    "random": lambda judged, rng: _ordered(_firms(judged), rng, lambda _: ()),
}
