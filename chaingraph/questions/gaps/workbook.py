"""findings.xlsx as a document: the 短板清单, all findings with their numbers, and the sources."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import Cell, Column, Document, Kind, Section, SourceList, Table
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import Citations
from chaingraph.questions.gaps.finding_cells import finding_cells
from chaingraph.questions.gaps.weak_links import weak_links

# kind and width in letters
_COLUMNS: dict[str, tuple[Kind, float]] = {
    "rank": (Kind.ordinal, 6),
    "product_id": (Kind.text, 24),
    "product": (Kind.text, 22),
    "chain": (Kind.text, 14),
    "stage": (Kind.text, 8),
    "segment": (Kind.text, 14),
    "status": (Kind.text, 9),
    "action": (Kind.text, 11),
    "makers": (Kind.integer, 9),
    "owners": (Kind.integer, 9),
    "output_yi": (Kind.decimal, 12),
    "hhi": (Kind.decimal, 10),
    "hhi_basis": (Kind.text, 9),
    "evidence": (Kind.text, 12),
    "criticality": (Kind.decimal, 9),
    "local_buyers": (Kind.integer, 9),
    "producible": (Kind.text, 9),
    "inputs_met": (Kind.decimal, 9),
    "verify": (Kind.text, 9),
    "absent_probability": (Kind.decimal, 10),
    "score": (Kind.decimal, 9),
    "score_low": (Kind.decimal, 9),
    "score_high": (Kind.decimal, 9),
    "tied": (Kind.integer, 9),
    "rank_stability": (Kind.decimal, 9),
    "rank_low": (Kind.integer, 9),
    "rank_high": (Kind.integer, 9),
    "standing": (Kind.text, 9),
    "confidence": (Kind.text, 8),
    "broader": (Kind.text, 18),
    "chains_hit": (Kind.text, 18),
    "why": (Kind.text, 60),
}


def findings_workbook(world: World, findings: Findings, lang: str) -> Document:
    """Weak links in the columns of the customary 短板清单, all findings, and the numbered sources."""
    title = text("gaps.weak-links-of-region", lang, region=findings.region_name(lang))
    return Document(
        key="findings",
        title=title,
        lang=lang,
        layout=lambda: _layout(world, findings, lang),
        data=lambda: [item.as_json() for item in findings.items],
    )


def _layout(world: World, findings: Findings, lang: str) -> Iterator[Section]:
    citations = Citations()
    annex = text("gaps.numbered-sources", lang)
    yield Section(blocks=(weak_links(world, findings, lang, citations), _all_products(findings, lang)))
    yield Section(title=annex, blocks=(SourceList(title=annex, sources=citations.sources(world)),))


def _all_products(findings: Findings, lang: str) -> Table:
    say, region = speaker(lang), findings.region_name(lang)
    return Table(
        key="products",
        name=say("gaps.all-products"),
        title=say("gaps.all-products-of", region=region),
        columns=tuple(
            Column(key=key, label=word(key, lang), kind=kind, width=width, digits=3 if kind is Kind.decimal else None)
            for key, (kind, width) in _COLUMNS.items()
        ),
        rows=tuple(_row(item, lang) for item in findings.items),
    )


def _row(f: Finding, lang: str) -> tuple[Cell, ...]:
    cells = finding_cells(f, lang) | {"product_id": f.product, "product": f.name(lang)}
    return tuple(cells[key] for key in _COLUMNS)
