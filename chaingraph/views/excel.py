"""findings.xlsx: the 短板清单, all findings with their numbers, and the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chaingraph.document.render.xlsx import SheetWriter, workbook
from chaingraph.findings.finding import Findings
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.gaps.weak_links import weak_links


def add_annex(sheets: SheetWriter, title: str, told: Sequence[Mapping[str, Any]], lang: str) -> None:
    """The annex: sources by their numbers, from 1."""
    zh = lang == "zh"
    sheets.add(
        "来源" if zh else "Sources",
        title,
        [(word("rank", lang), 6), ("编号" if zh else "Id", 10), ("标题" if zh else "Title", 60), ("发布者" if zh else "Publisher", 24), ("年份" if zh else "Year", 8), ("类别" if zh else "Kind", 10), ("网址" if zh else "URL", 50)],
        [[number, *(one[key] for key in ("id", "title", "publisher", "year", "kind", "url"))] for number, one in enumerate(told, start=1)],
    )  # fmt: skip


def write_excel(world: World, findings: Findings, path: Path, lang: str = "zh") -> None:
    """Writes the weak links (columns of the customary 短板清单), all findings, and the numbered sources."""
    zh = lang == "zh"
    listing = weak_links(world, findings, lang)
    region = findings.region_name(lang)

    def w(key: str) -> str:
        return word(key, lang)

    with workbook(path) as sheets:
        sheets.add(
            "短板清单" if zh else "Weak links",
            f"{region}产业链短板清单" if zh else f"Weak links of the industry chains of {region}",
            [(w("rank"), 6), (w("chain"), 14), (w("product"), 22), (w("status"), 9), (w("action"), 11), (w("why"), 60),
             (w("needs"), 30), (w("local_buyers"), 30), ("区域外生产企业" if zh else "Makers outside", 26), (w("advice"), 44),
             (w("score"), 9), (w("rank_stability"), 9), (w("confidence"), 8), (w("duty"), 12), (w("progress"), 12), (w("source"), 12)],
            [
                [number, entry.chains, entry.finding.name(lang), w(entry.finding.status), w(entry.finding.action),
                 entry.finding.why(lang), entry.ends, entry.buyers, entry.candidates, entry.advice,
                 entry.finding.score, entry.finding.rank_stability, w(entry.finding.confidence), None, None,
                 "".join(f"[{place}]" for place in entry.sources)]
                for number, entry in enumerate(listing.entries, start=1)
            ],
        )  # fmt: skip
        sheets.add(
            "全部环节" if zh else "All products",
            f"{region}产业链环节一览" if zh else f"All products of {region}",
            [(w("rank"), 6), (w("product_id"), 24), (w("product"), 22), (w("chain"), 14), (w("stage"), 8), (w("segment"), 14),
             (w("status"), 9), (w("action"), 11), (w("makers"), 9), (w("output_yi"), 12), (w("hhi"), 10), (w("hhi_basis"), 9),
             (w("independent_makers"), 9), (w("hhi_independent"), 10), (w("evidence"), 12),
             (w("criticality"), 9), (w("local_buyers"), 9), (w("producible"), 9), (w("inputs_met"), 9), (w("score"), 9),
             (w("rank_stability"), 9), (w("confidence"), 8), (w("why"), 60)],
            [
                [f.rank, f.product, f.name(lang), ";".join(f.chain), w(f.stage) if f.stage else None, f.segment_zh,
                 w(f.status), w(f.action), f.makers, f.output_yi, f.hhi, w(f.hhi_basis) if f.hhi_basis else None,
                 f.independent_makers, f.hhi_independent, w(f.evidence) if f.evidence else None,
                 f.criticality, f.local_buyer_count, w("yes" if f.producible else "no"), f.inputs_met, f.score,
                 f.rank_stability, w(f.confidence), f.why(lang)]
                for f in findings.items
            ],
        )  # fmt: skip
        add_annex(
            sheets,
            "来源一览（编号与短板清单对应）" if zh else "Sources (numbers as in the weak links)",
            listing.sources,
            lang,
        )
