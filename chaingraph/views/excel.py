"""findings.xlsx: the 短板清单, all findings with their numbers, and the sources."""

from __future__ import annotations

from pathlib import Path

from chaingraph.document.render import render
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.questions.gaps.workbook import findings_workbook


def write_excel(world: World, findings: Findings, path: Path, lang: str = "zh") -> None:
    """Writes the weak links (columns of the customary 短板清单), all findings, and the numbered sources."""
    path.write_bytes(render(findings_workbook(world, findings, lang), "xlsx"))
