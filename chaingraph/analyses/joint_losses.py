"""哪两样（产品或企业）单独退出无碍、一同退出就使产品停产？Which pairs stop a product that neither stops alone?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chaingraph.analyses.spread import spread
from chaingraph.bits import set_bits
from chaingraph.network import ProductNetwork


@dataclass(frozen=True)
class JointLosses:
    """``alone``: of each item the products that its loss stops. ``words``: of each end, and in it of each item, the
    later items whose loss together with it stops the end though neither does alone, as bits of ``items``.
    """

    items: tuple[str, ...]
    alone: Mapping[str, frozenset[str]]
    words: Mapping[str, Mapping[int, int]]

    def count(self, end: str) -> int:
        """Number of pairs that stop ``end``."""
        return sum(word.bit_count() for word in self.words.get(end, {}).values())

    def pairs(self, end: str, limit: int | None = None) -> tuple[tuple[str, str], ...]:
        """The pairs that stop ``end``, in order; at most ``limit`` of them."""
        found: list[tuple[str, str]] = []
        for number, word in sorted(self.words.get(end, {}).items()):
            for other in set_bits(word):
                if len(found) == limit:
                    return tuple(found)
                found.append((self.items[number], self.items[other]))
        return tuple(found)


def joint_losses(
    network: ProductNetwork,
    stops: Mapping[str, Iterable[str]],
    ends: Iterable[str],
    together: Mapping[tuple[str, str], Iterable[str]] | None = None,
) -> JointLosses:
    """Minimal cut sets of one and of two items for each of ``ends``, exact with cycles and substitutes.

    ``stops``: of each item (a product, or a firm) the products that stop outright when it goes; ``together``: of a
    pair of items the products that stop outright when both go (both makers of a product). All kinds of what stops
    outright stop with it, and what stops then stops others, as in :func:`failing`. The cut sets of size one come from
    :func:`spread`; for those of size two each item in turn is taken away and only what that changes is computed anew.
    Cost: for each item the part of the network downstream of it. Source: minimal cut sets of coherent fault trees
    (Fussell and Vesely 1972), cut off at two.

    >>> net = ProductNetwork.of({"car": [["engine", "motor"]]})
    >>> joint_losses(net, {name: [name] for name in net.products}, ["car"]).pairs("car")
    (('engine', 'motor'),)
    """
    wanted = frozenset(ends)
    names = tuple(sorted(set(stops) | {name for pair in together or {} for name in pair}))
    places = {name: number for number, name in enumerate(names)}
    first: dict[str, int] = {}
    for name, products in stops.items():
        for product in products:
            first[product] = first.get(product, 0) | 1 << places[name]
    base = spread(network, network.with_kinds(first))
    alone: dict[str, set[str]] = {name: set() for name in names}
    for product, word in base.items():
        for number in set_bits(word):
            alone[names[number]].add(product)
    partners: dict[str, dict[str, int]] = {}
    for (first_name, second_name), products in (together or {}).items():
        for here, there in ((first_name, second_name), (second_name, first_name)):
            for product in products:
                words = partners.setdefault(here, {})
                words[product] = words.get(product, 0) | 1 << places[there]
    found: dict[str, dict[int, int]] = {}
    for name in names:
        number = places[name]
        changed = _without(network, base, alone[name], partners.get(name, {}))
        for end in wanted & changed.keys():
            if not base[end] >> number & 1:
                word = changed[end] & ~base[end] & -(1 << number + 1)
                if word:
                    found.setdefault(end, {})[number] = word
    return JointLosses(names, {name: frozenset(products) for name, products in alone.items()}, found)


def _without(
    network: ProductNetwork, base: Mapping[str, int], gone: Iterable[str], more: Mapping[str, int]
) -> dict[str, int]:
    """The words that differ from ``base`` once the products ``gone`` have stopped and ``more`` stop with what they
    name.
    """
    words = dict.fromkeys(gone, -1)
    for product, word in more.items():
        for kind in network.below(product):
            words[kind] = words.get(kind, base[kind]) | word
    stack = sorted(words)
    kinds, family_of = network.kinds, network.family_of

    def now(product: str) -> int:
        return words.get(product, base[product])

    while stack:
        name = stack.pop()
        for user, number in network.essential_uses.get(name, ()):
            if user in kinds:
                word = network.stopping(user, now)
            else:  # one group is enough; in line, since this is the innermost of three loops
                word = -1
                for member in network.groups[user][number].members:
                    word &= words.get(member, base[member])
            old = words.get(user, base[user])
            if word | old != old:
                words[user] = word | old
                stack.append(user)
        family = family_of.get(name)
        if family is not None:
            old = now(family)
            word = network.stopping(family, now) | old
            if word != old:
                words[family] = word
                stack.append(family)
    return words
