"""ChainGraph: a region's industry chains as an RDF knowledge graph, its weak links and what to do about them.

>>> import chaingraph as cg
>>> data = cg.load()                      # the bundled dataset; a folder, workbook or RDF file otherwise
>>> findings = cg.gaps(cg.world(data), region="220000", top=5)
>>> len(findings)
5
"""

from chaingraph.errors import ChaingraphError, DataError, UsageError
from chaingraph.findings import Card, Finding, Findings, World, explain, gaps, world
from chaingraph.graph import ask, load, open_store
from chaingraph.problems import Problem
from chaingraph.tables import Dataset
from chaingraph.version import __version__

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
