"""The customary list of weak links (短板清单) and the state of the chains, as tables for Excel and Word alike."""

from __future__ import annotations

from dataclasses import replace

from chaingraph.catalogue import speaker, text
from chaingraph.document import Cell, Column, Kind, Table
from chaingraph.enumerations import Action, Status
from chaingraph.findings.advice import advice
from chaingraph.findings.finding import Findings
from chaingraph.findings.words import word, word_if_any
from chaingraph.findings.world import World
from chaingraph.network import card_facts
from chaingraph.questions.cells import Citations, count_column, decimal_column, joined, products

# key and width in letters; the words are those of the key
_TEXTS = {
    "chain": 14.0,
    "product": 22.0,
    "status": 9.0,
    "action": 11.0,
    "why": 60.0,
    "needs": 30.0,
    "local_buyers": 30.0,
    "outside": 26.0,
    "advice": 44.0,
    "standing": 9.0,
    "confidence": 8.0,
    "duty": 12.0,
    "progress": 12.0,
    "source": 12.0,
}
_ORDER = (
    "rank",
    "chain",
    "product",
    "status",
    "action",
    "why",
    "needs",
    "local_buyers",
    "outside",
    "advice",
    "score",
    "rank_stability",
    "standing",
    "confidence",
    "duty",
    "progress",
    "source",
)


def weak_links(
    world: World, findings: Findings, lang: str, citations: Citations, top: int | None = None, cited: int | None = None
) -> Table:
    """Findings that ask for an action, worst first, with their advice; the first ``cited`` sources of each by their
    numbers.
    """
    say, region = speaker(lang), findings.region_name(lang)
    items = [item for item in findings.items if item.action != Action.NONE][:top]
    facts = card_facts(world.dataset, world.places, world.market(findings.region), [item.product for item in items])
    rows: list[tuple[Cell, ...]] = []
    for number, item in enumerate(items, start=1):
        card = facts[item.product]
        buyers = [firm["name_zh"] for firm in card.buyers]
        outside = [firm["name_zh"] for firm in card.outside]
        rows.append(
            (
                number,
                joined((world.network.chain_name(chain, lang) for chain in item.chain), lang),
                item.name(lang),
                word(item.status, lang),
                word(item.action, lang),
                item.why(lang),
                products(world, item.needs, lang),
                joined(buyers, lang),
                joined(outside, lang),
                advice(item, lang, buyers=buyers[:3], candidates=outside[:3], total=len(outside)),
                item.score,
                item.rank_stability,
                word_if_any(item.standing, lang),
                word(item.confidence, lang),
                None,
                None,
                citations.cite(card.sources, cited),
            )
        )
    return Table(
        key="weak_links",
        name=say("gaps.weak-links"),
        title=say("gaps.weak-links-of-region", region=region),
        columns=tuple(_column(key, lang) for key in _ORDER),
        rows=tuple(rows),
    )


def _column(key: str, lang: str) -> Column:
    if key == "rank":
        return Column(key=key, label=word(key, lang), kind=Kind.ordinal, width=6)
    if key in ("score", "rank_stability"):
        return replace(decimal_column(key, word(key, lang), 3), width=9)
    label = text("gaps.makers-outside", lang) if key == "outside" else word(key, lang)
    return Column(key=key, label=label, width=_TEXTS[key])


def chain_table(world: World, findings: Findings, lang: str, of_chain: str | None = None) -> Table:
    """For each chain (or one) how many products it has and how many of each status."""
    rows: list[tuple[Cell, ...]] = []
    for chain in world.network.chains:
        if of_chain in (None, chain):
            items = [item for item in findings.items if chain in item.chain]
            counts = (sum(item.status == state for item in items) for state in Status)
            rows.append((world.network.chain_name(chain, lang), len(items), *counts))
    return Table(
        key="chains",
        title="",
        columns=(
            Column(key="chain", label=word("chain", lang), wide=True),
            count_column("products", text("gaps.products", lang)),
            *(count_column(state, word(state, lang)) for state in Status),
        ),
        rows=tuple(rows),
    )
