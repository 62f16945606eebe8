"""findings.json: the same objects as ``gaps --format json``."""

from __future__ import annotations

import json
from pathlib import Path

from chaingraph.findings.finding import Findings


def write_json(findings: Findings, path: Path) -> None:
    """Writes the list of findings, worst first."""
    items = [item.as_json() for item in findings.items]
    path.write_text(json.dumps(items, ensure_ascii=False, indent=1, allow_nan=False) + "\n", "utf-8")
