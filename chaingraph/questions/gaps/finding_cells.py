"""What lists say of a finding, a cell a column."""

from __future__ import annotations

from chaingraph.document import Cell, Named
from chaingraph.findings.finding import Finding
from chaingraph.findings.words import word, word_if_any
from chaingraph.questions.cells import ranks


def finding_cells(f: Finding, lang: str) -> dict[str, Cell]:
    """The cells of a finding by the keys of their columns; a list takes those that it has."""
    return {
        "rank": f.rank,
        "product": Named(f.name(lang), f.product),
        "chain": ";".join(f.chain),
        "stage": word_if_any(f.stage, lang),
        "segment": f.segment_zh,
        "status": word(f.status, lang),
        "action": word(f.action, lang),
        "makers": f.makers,
        "owners": f.owners,
        "output_yi": f.output_yi,
        "hhi": f.hhi,
        "hhi_basis": word_if_any(f.hhi_basis, lang),
        "evidence": word_if_any(f.evidence, lang),
        "criticality": f.criticality,
        "local_buyers": f.local_buyer_count,
        "producible": word("yes" if f.producible else "no", lang),
        "inputs_met": f.inputs_met,
        "verify": word("yes" if f.verify else "no", lang),
        "absent_probability": f.absent_probability,
        "score": f.score,
        "score_low": f.score_low,
        "score_high": f.score_high,
        "tied": f.tied,
        "ranks": ranks(f.rank_low, f.rank_high),
        "rank_stability": f.rank_stability,
        "rank_low": f.rank_low,
        "rank_high": f.rank_high,
        "standing": word_if_any(f.standing, lang),
        "confidence": word(f.confidence, lang),
        "broader": f.broader,
        "chains_hit": ";".join(f.chains_hit),
        "why": f.why(lang),
    }
