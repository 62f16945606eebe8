"""File names that are safe everywhere, whatever the ids in the data look like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256


def page_names(chains: Iterable[str]) -> dict[str, str]:
    """A file name for each chain: its id where that is plain, else what is plain in it with a digest of the id."""
    return {chain: f"chain-{_safe(chain)}.html" for chain in chains}


def region_names(codes: Iterable[str]) -> dict[str, str]:
    """A file name for each region, likewise."""
    return {code: f"region-{_safe(code)}.html" for code in codes}


def _safe(name: str) -> str:
    if re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", name) and len(name) <= 60:
        return name
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return "-".join(part for part in (plain, "x" + sha256(name.encode()).hexdigest()[:10]) if part)
