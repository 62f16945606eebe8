"""The customary list of weak links (短板清单) and the state of the chains, as tables for Excel and Word alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chaingraph.catalogue import speaker, text
from chaingraph.document import Cell, Column, Kind, Table
from chaingraph.enumerations import Status
from chaingraph.findings.advice import advice
from chaingraph.findings.circumstances import circumstances
from chaingraph.findings.families import Entry, families, gaps_of
from chaingraph.findings.finding import Findings
from chaingraph.findings.words import word, word_if_any
from chaingraph.findings.world import World
from chaingraph.network import card_facts
from chaingraph.questions.cells import Citations, count_column, decimal_column, joined, products

_ELSEWHERE = {"province": "gaps.makers-in-province", "outside": "gaps.makers-outside"}
# key and width in letters; the words are those of the key
_TEXTS = {
    "chain": 14.0,
    "product": 22.0,
    "status": 9.0,
    "action": 11.0,
    "why": 60.0,
    "needs": 30.0,
    "local_buyers": 30.0,
    "province": 26.0,
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
    "province",
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
    """Findings that ask for an action, worst first, those of one family on one line, with their advice (that of the
    worst member); the first ``top`` lines, the first ``cited`` sources of each by their numbers.
    """
    say, region = speaker(lang), findings.region_name(lang)
    entries = families(world.network, gaps_of(findings.items), top)
    wanted = [item.product for entry in entries for item in entry.members]
    facts = card_facts(world.dataset, world.places, world.market(findings.region), wanted)
    rows: list[tuple[Cell, ...]] = []
    for number, entry in enumerate(entries, start=1):
        item = entry.head
        card = facts[item.product]
        cards = [facts[member.product] for member in entry.members]
        rows.append(
            (
                number,
                joined((world.network.chain_name(chain, lang) for chain in _each(entry, "chain")), lang),
                entry.name(lang),
                entry.status(lang),
                entry.action(lang),
                entry.why(lang),
                products(world, _each(entry, "needs"), lang),
                joined(dict.fromkeys(firm["name_zh"] for own in cards for firm in own.buyers), lang),
                joined(dict.fromkeys(firm["name_zh"] for own in cards for firm in own.province), lang),
                joined(dict.fromkeys(firm["name_zh"] for own in cards for firm in own.outside), lang),
                advice(item, circumstances(world, item, card)).text(lang),
                item.score,
                item.rank_stability,
                word_if_any(item.standing, lang),
                word(item.confidence, lang),
                None,
                None,
                citations.cite(dict.fromkeys(source for own in cards for source in own.sources), cited),
            )
        )
    return Table(
        key="weak_links",
        name=say("gaps.weak-links"),
        title=say("gaps.weak-links-of-region", region=region),
        columns=tuple(_column(key, lang) for key in _ORDER),
        rows=tuple(rows),
    )


def _each(entry: Entry, field: str) -> Iterable[str]:
    """The ids in a field of all members, each once."""
    return dict.fromkeys(name for member in entry.members for name in getattr(member, field))


def _column(key: str, lang: str) -> Column:
    if key == "rank":
        return Column(key=key, label=word(key, lang), kind=Kind.ordinal, width=6)
    if key in ("score", "rank_stability"):
        return replace(decimal_column(key, word(key, lang), 3), width=9)
    label = text(_ELSEWHERE[key], lang) if key in _ELSEWHERE else word(key, lang)
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
