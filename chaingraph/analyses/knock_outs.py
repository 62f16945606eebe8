"""逐一停掉每个产品，各会连带停掉什么？What fails with each product, for all products at once?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from chaingraph.analyses.spread import spread
from chaingraph.bits import set_bits
from chaingraph.network import ProductNetwork

_LISTED = 5_000_000  # pairs of a product and what it stops, beyond which they are not listed but looked up


@dataclass(frozen=True)
class KnockOuts:
    """fails(p) of every product p, kept the other way round: ``stopped_by[q]`` has bit ``places[p]`` set when q is in
    fails(p).
    """

    places: Mapping[str, int]
    stopped_by: Mapping[str, int]

    def of(self, product: str, among: Iterable[str] | None = None) -> frozenset[str]:
        """fails(product), itself included; with ``among`` only what of it lies there."""
        if self._fails is not None:
            found = self._fails[product]
            if among is None:
                return frozenset(found)
            kept = among if isinstance(among, Set) else frozenset(among)
            return frozenset(name for name in found if name in kept)
        bit = 1 << self.places[product]
        return frozenset(name for name in (self.stopped_by if among is None else among) if self.stopped_by[name] & bit)

    @cached_property
    def _fails(self) -> dict[str, list[str]] | None:
        """fails(p) of every product as a list, None where that would be very many.

        Most products of a large catalogue stop nothing but themselves: asking each end product for each product would
        take the square of the catalogue.
        """
        if sum(word.bit_count() for word in self.stopped_by.values()) > _LISTED:
            return None
        names = {number: name for name, number in self.places.items()}
        found: dict[str, list[str]] = {name: [] for name in self.places}
        for stopped, word in self.stopped_by.items():
            for number in set_bits(word):
                found[names[number]].append(stopped)
        return found


def knock_outs(network: ProductNetwork) -> KnockOuts:
    """fails(p) for every product p, as :func:`failing` defines it.

    A product is stopped by itself and what it is a kind of, by whatever stops all members of one of its essential
    groups and, if it has kinds, by what stops all of them; the least fixed point of that, taken for all p at once as
    words of one bit a product, along the condensation and, within a cycle, until nothing is added. Exact with cycles.
    Cost: one operation on such a word for each member of a group and each kind.
    Source: as :func:`spread`.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"], ["tyre"]], "tyre": [["rubber"]]})
    >>> sorted(knock_outs(net).of("rubber")), sorted(knock_outs(net).of("engine"))
    (['car', 'rubber', 'tyre'], ['engine'])
    """
    places = {name: number for number, name in enumerate(sorted(network.products))}
    return KnockOuts(
        places, spread(network, network.with_kinds({name: 1 << number for name, number in places.items()}))
    )
