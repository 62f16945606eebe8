"""ChainGraph: a region's industry chains as an RDF knowledge graph, its weak links and what to do about them.

>>> import chaingraph as cg
>>> data = cg.load()                      # the bundled dataset; a folder, workbook or RDF file otherwise
>>> findings = cg.gaps(cg.world(data), region="220000", top=5)
>>> len(findings)
5
"""

from importlib import import_module
from typing import TYPE_CHECKING

from chaingraph.errors import ChaingraphError, DataError, UsageError
from chaingraph.problems import Problem
from chaingraph.version import __version__

if TYPE_CHECKING:
    from chaingraph.findings import Card, Finding, Findings, World, explain, gaps, world
    from chaingraph.findings.candidates import candidates
    from chaingraph.findings.classify import classify
    from chaingraph.findings.diff import diff
    from chaingraph.findings.duplication import duplication
    from chaingraph.findings.plan import plan
    from chaingraph.findings.profile import profile
    from chaingraph.findings.related import related
    from chaingraph.findings.risk import knock_out, risk
    from chaingraph.findings.sites import sites
    from chaingraph.findings.stability import stability
    from chaingraph.findings.whatif import whatif
    from chaingraph.graph import ask, load, open_store
    from chaingraph.tables import Dataset

# Loaded when they are first used: the command line starts without them, so that it can say what hinders their loading.
_PLACES = {
    **dict.fromkeys(("Card", "Finding", "Findings", "World", "explain", "gaps", "world"), "chaingraph.findings"),
    **dict.fromkeys(("ask", "load", "open_store"), "chaingraph.graph"),
    **{
        name: f"chaingraph.findings.{name}"
        for name in (
            "candidates",
            "classify",
            "diff",
            "duplication",
            "plan",
            "profile",
            "related",
            "risk",
            "sites",
            "stability",
            "whatif",
        )
    },
    "knock_out": "chaingraph.findings.risk",
    "Dataset": "chaingraph.tables",
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


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
    "candidates",
    "classify",
    "diff",
    "duplication",
    "explain",
    "gaps",
    "knock_out",
    "load",
    "open_store",
    "plan",
    "profile",
    "related",
    "risk",
    "sites",
    "stability",
    "whatif",
    "world",
]
