"""What an adapter is, and what it may be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from chaingraph.catalogue import message, text
from chaingraph.tables.adapters.report import Report
from chaingraph.tables.adapters.result import Result
from chaingraph.tables.adapters.source import Source
from chaingraph.tables.dataset import Dataset

LAYER_ORDER = "layer-order"
ASSUMPTIONS = {LAYER_ORDER: message("adapt.assumption.layer-order")}


@dataclass(frozen=True)
class Options:
    """What the caller assumes (names of ``ASSUMPTIONS``), the least coefficient that makes an input (a share of the
    output, 0-1), and folders whose lists of firms tell places by the first six digits of the code.
    """

    assume: frozenset[str] = frozenset()
    threshold: float = 0.01
    regions: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Side:
    """A table kept beside the dataset: what was measured and is no fact of the model."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class Adapter:
    """One kind of foreign dataset. ``recognises`` looks at names and headers only; ``fill`` reads and puts the tables.

    ``serves_zh`` and ``serves_en`` say what the made dataset can be used for.
    """

    name: str
    zh: str
    en: str
    serves_zh: str
    serves_en: str
    source_kind: str
    recognises: Callable[[Path], bool]
    fill: Callable[[Source, Result, Options], Side | None]
    assumptions: frozenset[str] = frozenset()
    places: bool = False  # whether it asks for lists of firms with places


class Words(TypedDict):
    """What an adapter is called and what the made dataset can be used for, in Chinese and in English."""

    zh: str
    en: str
    serves_zh: str
    serves_en: str


def own_words(name: str) -> Words:
    """Those of an adapter of ours: ``adapter.<name>`` and ``adapter.<name>.serves`` of the catalogue."""
    key = f"adapter.{name}"
    serves = f"{key}.serves"
    return Words(zh=text(key, "zh"), en=text(key, "en"), serves_zh=text(serves, "zh"), serves_en=text(serves, "en"))


@dataclass
class Adapted:
    """What came of one folder."""

    adapter: Adapter
    dataset: Dataset
    report: Report
    side: Side | None = None
    rows: dict[str, int] = field(default_factory=dict)
