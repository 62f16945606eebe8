"""Finds what ships with the program: in a wheel under ``_bundled``, in a checkout beside the package."""

from __future__ import annotations

import csv
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """Path of a bundled folder such as ``data/jilin`` or ``ontology``."""
    inside = PACKAGE / "_bundled" / name
    return inside if inside.exists() else PACKAGE.parent / name


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV table of the program's own: UTF-8, commas, a header row first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
