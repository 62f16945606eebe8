"""JSON for programs: the plain values of the answer, not its layout."""

from __future__ import annotations

import json
from typing import Any

from chaingraph.document.model import Document

BINARY = False


def render(document: Document) -> str:
    """The values, as ``--format json`` of each question prints them."""
    return plain(document.data()) + "\n"


def plain(value: Any) -> str:
    """One JSON document; a list has one element a line, which the encoder writes ten times as fast."""
    if isinstance(value, list):
        lines = (json.dumps(item, ensure_ascii=False, allow_nan=False) for item in value)
        return "[" + ",\n ".join(lines) + "]"
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
