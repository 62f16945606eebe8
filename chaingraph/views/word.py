"""report.docx: one short paper with the state of the chains, the worst links and their sources."""

from __future__ import annotations

from pathlib import Path

from chaingraph.document.render import render
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.questions.report.document import report_document


def write_word(world: World, findings: Findings, path: Path, lang: str = "zh") -> None:
    """Writes the report: state of the chains, the first twenty weak links with reasons and advice, method, sources."""
    path.write_bytes(render(report_document(world, findings, lang), "docx"))
