"""ChainGraph: a region's industry chains as an RDF knowledge graph, its weak links and what to do about them.

>>> import chaingraph as cg
>>> data = cg.load()                      # the bundled dataset; a folder, workbook or RDF file otherwise
>>> findings = cg.gaps(cg.world(data), region="220000", top=5)
>>> len(findings)
5
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chaingraph.version import __version__

if TYPE_CHECKING:
    from chaingraph.errors import ChaingraphError, DataError, UsageError
    from chaingraph.findings import Card, Finding, Findings, World, explain, gaps, world
    from chaingraph.graph import ask, load, open_store
    from chaingraph.problems import Problem
    from chaingraph.tables import Dataset

_HOME = {
    "Card": "findings",
    "ChaingraphError": "errors",
    "DataError": "errors",
    "Dataset": "tables",
    "Finding": "findings",
    "Findings": "findings",
    "Problem": "problems",
    "UsageError": "errors",
    "World": "findings",
    "ask": "graph",
    "explain": "findings",
    "gaps": "findings",
    "load": "graph",
    "open_store": "graph",
    "world": "findings",
}  # loaded when first asked for, so that importing the package is quick

__all__ = [
    "Card",
    "ChaingraphError",
    "DataError",
    "Dataset",
    "Finding",
    "Findings",
    "Problem",
    "UsageError",
    "World",
    "__version__",
    "ask",
    "explain",
    "gaps",
    "load",
    "open_store",
    "world",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'chaingraph' has no attribute {name!r}")
    value = getattr(import_module(f"chaingraph.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
