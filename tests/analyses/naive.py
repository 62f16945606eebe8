"""What fails and what is producible, by the letter of the definitions and in no hurry."""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.network import ProductNetwork


def under(network: ProductNetwork, names: Iterable[str]) -> set[str]:
    """The products and all their kinds, by asking every product again until no more is found."""
    found = set(names)
    while more := {name for name, own in network.products.items() if own.broader in found} - found:
        found |= more
    return found


def fallen(network: ProductNetwork, gone: Iterable[str]) -> set[str]:
    """What has failed, by asking every product again until no more falls."""
    failed = under(network, gone)

    def falls(name: str) -> bool:
        groups = [set(group.members) for group in network.groups.get(name, ()) if group.essential]
        starved = any(group <= failed for group in groups)
        kinds = {kind for kind, own in network.products.items() if own.broader == name}
        return kinds <= failed and (starved or not groups) if kinds else starved

    while more := {name for name in network.products if name not in failed and falls(name)}:
        failed |= more
    return failed


def sustained(
    network: ProductNetwork, made: Iterable[str], given: Iterable[str] = (), lost: Iterable[str] = ()
) -> set[str]:
    """What is producible, by throwing out again and again what the others do not sustain."""
    makers, bought, without = set(made), set(given), set(lost)
    found = {*network.products, *makers, *bought} - without

    def stands(name: str) -> bool:
        product = network.products.get(name)
        if name in bought or (product is not None and product.common):
            return True
        if any(own.broader == name and kind in found for kind, own in network.products.items()):
            return True
        groups = [set(group.members) for group in network.groups.get(name, ()) if group.essential]
        return name in makers and all(group & found for group in groups)

    while more := {name for name in found if not stands(name)}:
        found -= more
    return found
