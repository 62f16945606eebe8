"""What an adapter is, and what it may be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chaingraph.catalogue import Names, Spoken, message
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


@dataclass(frozen=True, kw_only=True)
class Adapter:
    """One kind of foreign dataset. ``recognises`` looks at names and headers only; ``fill`` reads and puts the tables.

    What it is called and what the made dataset can be used for are the sentences ``adapter.<name>`` and
    ``adapter.<name>.serves`` of the catalogue; a map or a plugin, which has none there, gives them in Chinese and in
    English.
    """

    name: str
    source_kind: str
    recognises: Callable[[Path], bool]
    fill: Callable[[Source, Result, Options], Side | None]
    zh: str = ""
    en: str = ""
    serves_zh: str = ""
    serves_en: str = ""
    assumptions: frozenset[str] = frozenset()
    places: bool = False  # whether it asks for lists of firms with places

    @property
    def title(self) -> Spoken:
        """What it is called."""
        return _own_words(self.zh, self.en) or message(f"adapter.{self.name}")

    @property
    def serves(self) -> Spoken:
        """What the made dataset can be used for."""
        return _own_words(self.serves_zh, self.serves_en) or message(f"adapter.{self.name}.serves")


def _own_words(zh: str, en: str) -> Names | None:
    return Names(zh=zh or en, en=en or None) if zh or en else None


@dataclass
class Adapted:
    """What came of one folder."""

    adapter: Adapter
    dataset: Dataset
    report: Report
    side: Side | None = None
    rows: dict[str, int] = field(default_factory=dict)
