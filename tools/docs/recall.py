"""recall.md: how complete the records are, with the bundled data's own numbers as the worked example."""

from __future__ import annotations

from functools import cache

import chaingraph
from chaingraph.analyses import Recapture, recapture
from chaingraph.analyses.recapture import LEAST_LISTED, LEAST_RECAPTURED
from chaingraph.findings.world import World
from chaingraph.graph import load
from chaingraph.questions.describe.recall import ChainRecall, recalls
from tools.docs.pages import render

ON_RECORD = {"products": 636, "pairs": 1268}
"""What data/jilin held of the province when it was compared (November 2026), before enterprises were added."""


MARK = "查全率对照名单"  # begins the note of the sources that are lists of the comparison


@cache
def _known() -> tuple[World, tuple[ChainRecall, ...]]:
    world = chaingraph.world(load())
    return world, recalls(chaingraph.describe(world).description)


def _whole(level: str) -> Recapture:
    """All chains together, with the total that the number then on record gives."""
    _, rows = _known()
    everything: Recapture = getattr(next(row for row in rows if row.chain is None), level)
    return recapture(on_record=ON_RECORD[level], on_list=everything.on_list, on_both=everything.on_both)


def page(lang: str) -> str:
    """The page in one language."""
    world, rows = _known()
    products = _whole("products")
    return render(
        "recall",
        lang,
        products=products,
        pairs=_whole("pairs"),
        rows=[row for row in rows if row.chain is not None],
        chain={row.chain: world.network.chain_name(row.chain, lang) for row in rows if row.chain is not None},
        lists=world.dataset.rows("select count(*) from sources where starts_with(note, ?)", [MARK])[0][0],
        least=LEAST_LISTED,
        recaptured=LEAST_RECAPTURED,
        absent=1 / (2 - round(products.recall or 0, 3)),
    )
