"""为什么落在这里？What speaks for a park or a cluster, in short sentences of each language."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import Listed, Message, Names, Spoken, message
from chaingraph.findings.sentence import firms
from chaingraph.findings.world import World
from chaingraph.questions.sites.ask import Nearby, Site

_SORTS = {  # in it, and elsewhere in the same part of the region
    "buyers": ("sites.buyers-inside", "sites.buyers-near"),
    "suppliers": ("sites.suppliers-inside", "sites.suppliers-near"),
    "makers": ("sites.makers-inside", "sites.makers-near"),
}


def site_reasons(world: World, site: Site, lang: str) -> tuple[str, ...]:
    """What it leads in, who in it and near it buys the product, makes its inputs, makes it already.

    How far they are from it is not known: they stand in it, or in the same part of the region, which is named.
    """
    return tuple(reason.text(lang) for reason in _reasons(world, site))


def _reasons(world: World, site: Site) -> Iterator[Message]:
    if site.lead_chains:
        yield message("sites.leads-in", chains=Listed(tuple(_chain(world, chain) for chain in site.lead_chains)))
    else:
        yield message("sites.leads-unknown" if site.leads is None else "sites.leads-in-others")
    where = world.places.names_of(site.part)
    for sort, keys in _SORTS.items():
        yield from _around(keys, getattr(site, sort), where)
    if not (site.buyers.near or site.suppliers.near):
        yield message("sites.nobody-near", place=where)


def _around(keys: tuple[str, str], near: Nearby, where: Spoken) -> Iterator[Message]:
    inside, beside_it = keys
    if near.inside:
        yield message(inside, firms=firms(near.names_inside, near.inside))
    beside = near.near - near.inside
    if beside > 0:
        yield message(beside_it, place=where, firms=firms(near.names_near, beside))


def _chain(world: World, chain: str) -> Names:
    zh, en = world.network.chains.get(chain, (chain, None))
    return Names(zh=zh, en=en)
