"""Rows of the customary lists (短板清单), with the number of every source, for Excel and Word alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chaingraph.enumerations import Action, Status
from chaingraph.findings.advice import advice
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.world import World
from chaingraph.network import card_facts


@dataclass(frozen=True)
class Entry:
    """One weak link with its advice, the names it concerns and the numbers of its sources."""

    finding: Finding
    chains: str
    ends: str
    buyers: str
    candidates: str
    advice: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Listing:
    """Entries worst first, and the annex: source objects in the order of their numbers, which begin at 1."""

    entries: tuple[Entry, ...]
    sources: tuple[dict[str, Any], ...]


def weak_links(world: World, findings: Findings, lang: str, top: int | None = None) -> Listing:
    """Findings that ask for an action, worst first, with sources numbered in the order of their first use."""
    items = [item for item in findings.items if item.action != Action.NONE][:top]
    facts = card_facts(world.dataset, world.places, world.market(findings.region), [item.product for item in items])
    numbers: dict[str, int] = {}
    annex: list[dict[str, Any]] = []
    entries = []
    comma = "、" if lang == "zh" else ", "
    for item in items:
        card = facts[item.product]
        cited = []
        for source, told in card.sources.items():
            if source not in numbers:
                annex.append(told)
                numbers[source] = len(annex)
            cited.append(numbers[source])
        buyers = [told["name_zh"] for told in card.buyers]
        outside = [told["name_zh"] for told in card.outside]
        entries.append(
            Entry(
                item,
                comma.join(world.network.chain_name(chain, lang) for chain in item.chain),
                comma.join(world.network.products[one].name(lang) for one in item.needs),
                comma.join(buyers),
                comma.join(outside),
                advice(item, lang, buyers=buyers[:3], candidates=outside[:3], total=len(outside)),
                tuple(sorted(cited)),
            )
        )
    return Listing(tuple(entries), tuple(annex))


def chain_counts(world: World, findings: Findings, lang: str) -> list[dict[str, Any]]:
    """For each chain its name and how many of its products have each status."""
    counted = []
    for chain in world.network.chains:
        items = [item for item in findings.items if chain in item.chain]
        told: dict[str, Any] = {"id": chain, "name": world.network.chain_name(chain, lang), "products": len(items)}
        for state in Status:
            told[state] = sum(item.status == state for item in items)
        counted.append(told)
    return counted
