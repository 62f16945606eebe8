"""jilin-findings.md: findings that a person chose, in the program's own words and numbers, with the person's reason."""

from __future__ import annotations

import csv
from functools import cache

import chaingraph
from chaingraph.findings.words import word
from chaingraph.graph import load
from tools.docs.pages import DATA, render


@cache
def _chosen() -> list[dict[str, object]]:
    """The chosen findings in the order of their rank, with what both languages need of each."""
    world = chaingraph.world(load())
    by_product = chaingraph.gaps(world).by_product()
    with (DATA / "jilin-findings.csv").open(encoding="utf-8", newline="") as file:
        reasons = {row["product"]: row for row in csv.DictReader(file)}
    items = sorted((by_product[product] for product in reasons), key=lambda item: item.rank)
    return [
        {
            "item": item,
            "reason": reasons[item.product],
            "chain": {
                lang: "、".join(world.network.chain_name(chain, lang) for chain in item.chain[:1])
                for lang in ("zh", "en")
            },
            "status": {lang: word(item.status, lang) for lang in ("zh", "en")},
            "action": {lang: word(item.action, lang) for lang in ("zh", "en")},
        }
        for item in items
    ]


def page(lang: str) -> str:
    """The page in one language."""
    chosen = _chosen()
    return render("jilin-findings", lang, chosen=chosen, chains=len({str(row["chain"]) for row in chosen}))
