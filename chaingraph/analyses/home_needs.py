"""终端产品的必需投入，本地满足多少？How much of what the end products need is made at home?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum

from chaingraph.network import ProductNetwork

Need = tuple[str, int]  # a product and the number of one of its groups


@dataclass(frozen=True, kw_only=True)
class HomeNeeds:
    """``needs``: of each end product G(q), with its ``weights``; those without any need are left out. ``ways`` of a
    need: the products any of which, made here, meets it. ``met``: the needs that are met.
    """

    needs: Mapping[str, tuple[Need, ...]]
    weights: Mapping[str, float]
    ways: Mapping[Need, frozenset[str]]
    met: frozenset[Need]

    @cached_property
    def total(self) -> float:
        """The weight of the end products that have needs."""
        return fsum(self.weights.values())

    @cached_property
    def share(self) -> float | None:
        """The share of the needs that is met, 0-1; None where nothing is needed."""
        if not self.needs:
            return None
        return fsum(self._each(name) for name, own in self.needs.items() for need in own if need in self.met)

    @cached_property
    def unmet(self) -> dict[Need, tuple[str, ...]]:
        """Of each need that is not met the end products that have it."""
        found: dict[Need, list[str]] = {}
        for name, own in self.needs.items():
            for need in own:
                if need not in self.met:
                    found.setdefault(need, []).append(name)
        return {need: tuple(names) for need, names in found.items()}

    @cached_property
    def worth(self) -> dict[Need, float]:
        """Of each need that is not met the share that meeting it would add."""
        return {need: fsum(map(self._each, names)) for need, names in self.unmet.items()}

    def _each(self, name: str) -> float:
        return self.weights[name] / len(self.needs[name]) / self.total

    def gained(self, made: Collection[str], absent: Mapping[str, float]) -> dict[str, float]:
        """The share that makers of these products would add, by end product where they add anything.

        ``absent``: the probability that there is no maker yet, 1 where not told. A need counts once, by the surest of
        the products that meet it.
        """
        found: dict[str, list[float]] = {}
        for need, names in self.unmet.items():
            sure = max((absent.get(product, 1.0) for product in self.ways[need] if product in made), default=0.0)
            if sure > 0:
                for name in names:
                    found.setdefault(name, []).append(self._each(name) * sure)
        return {name: fsum(found[name]) for name in sorted(found)}

    def with_makers(self, made: Iterable[str]) -> HomeNeeds:
        """The same needs, with those met that makers of these products meet."""
        makers = frozenset(made)
        more = {need for need, ways in self.ways.items() if not ways.isdisjoint(makers)}
        return replace(self, met=self.met | more)


def home_needs(network: ProductNetwork, weights: Mapping[str, float], made: Collection[str]) -> HomeNeeds:
    """The needs of the end products of ``weights``, and which of them are met at home.

    The makings of an end product q: q itself and, from each product in them, its kinds and the members of its essential
    groups that are in ``made`` and not of common supply. G(q), its needs: the essential groups of its makings, each
    once, however many ways lead there. What lies behind a product that nobody makes here is not needed here; what is
    bought in brings its own inputs along. A need is met when a member of its group, or a kind of one, is in ``made`` or
    of common supply. share = sum over q of w_q / W x (met needs of q) / |G(q)|, W the weight of the end products with
    needs. ``made``: products with a maker, the makers of their kinds counted. Cost: for each end product what it can
    reach.
    Source: ChainGraph's own; a weighted share of met requirements, reached along the bill of materials.

    >>> net = ProductNetwork.of({"car": [["engine"], ["steel", "aluminium"]], "engine": [["valve"]]})
    >>> found = home_needs(net, {"car": 1.0}, {"car", "engine"})
    >>> round(found.share, 3), found.gained({"steel"}, {"steel": 0.5})
    (0.333, {'car': 0.16666666666666666})
    """
    needs: dict[str, tuple[Need, ...]] = {}
    ways: dict[Need, frozenset[str]] = {}
    met: set[Need] = set()
    for name in weights:
        found: list[Need] = []
        seen, stack = {name}, [name]
        while stack:
            product = stack.pop()
            further = list(network.kinds.get(product, ()))
            for number, group in enumerate(network.groups.get(product, ())):
                if group.essential and group.members:
                    found.append((product, number))
                    further += group.members
            for other in further:
                if other not in seen and other in made and other not in network.common:
                    seen.add(other)
                    stack.append(other)
        if found:
            needs[name] = tuple(sorted(found))
    for need in {need for own in needs.values() for need in own}:
        members = network.groups[need[0]][need[1]].members
        ways[need] = frozenset().union(*(network.below(member) for member in members))
        if any(way in made or way in network.common for way in ways[need]):
            met.add(need)
    return HomeNeeds(needs=needs, weights={name: weights[name] for name in needs}, ways=ways, met=frozenset(met))
