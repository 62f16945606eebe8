"""ten-gaps.md: whom to invite for ten gaps of the bundled data, two of a chain at most."""

from __future__ import annotations

from collections import Counter
from functools import cache

import chaingraph
from chaingraph.findings.finding import Finding
from chaingraph.findings.world import World
from chaingraph.graph import load
from chaingraph.questions.candidates.ask import Candidates, candidates
from chaingraph.questions.candidates.document import kind_heading
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.cells import by_semicolon
from chaingraph.registry import enterprises
from tools.docs.pages import render

GAPS, OF_A_CHAIN, OF_A_KIND, BUYERS = 10, 2, 3, 2
_INVITED = ("fill", "strengthen", "extend")


@cache
def _known() -> tuple[World, tuple[tuple[Finding, Candidates], ...]]:
    """The first gaps with their candidates."""
    world = chaingraph.world(load())
    found = chaingraph.gaps(world)
    chains: Counter[str] = Counter()
    kept = []
    for item in found.items:
        home = item.chain[0]
        if item.makers == 0 and item.action in _INVITED and chains[home] < OF_A_CHAIN:
            chains[home] += 1
            kept.append((item, candidates(world, product=item.product, findings=found)))
        if len(kept) == GAPS:
            break
    return world, tuple(kept)


def _firms(world: World, asked: Candidates, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The first of each kind with their reasons, under the heading of the kind."""
    lines = []
    for of_kind in asked.kinds:
        firms = asked.of_kind(of_kind.kind)[:OF_A_KIND]
        named = [
            (
                f"{firm.place}{'=' if firm.tied > 1 else ''} {firm.name_zh}",
                by_semicolon(reasons(world, asked, firm, lang), lang),
            )
            for firm in firms
        ]
        lines.append((kind_heading(world, asked.region, of_kind.kind, lang), named))
    return lines


def page(lang: str) -> str:
    """The page in one language."""
    world, kept = _known()
    rows = []
    for item, asked in kept:
        buyers = enterprises.names(world.dataset, item.local_buyers[:BUYERS])
        chain = world.network.chain_name(item.chain[0], lang)
        rows.append(
            (
                item.product,
                item.name(lang),
                item.local_buyer_count,
                chain,
                [buyers[firm] for firm in sorted(buyers)],
                _firms(world, asked, lang),
            )
        )
    return render("ten-gaps", lang, rows=rows)
