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
    from chaingraph.findings.finding import Finding, Findings
    from chaingraph.findings.world import World, world
    from chaingraph.graph import ask, load, open_store
    from chaingraph.questions.candidates.ask import candidates
    from chaingraph.questions.classify.ask import classify
    from chaingraph.questions.diff.ask import diff
    from chaingraph.questions.duplication.ask import duplication
    from chaingraph.questions.explain.ask import Card, explain
    from chaingraph.questions.gaps.ask import gaps
    from chaingraph.questions.plan.ask import plan
    from chaingraph.questions.profile.ask import profile
    from chaingraph.questions.related.ask import related
    from chaingraph.questions.risk.ask import knock_out, risk
    from chaingraph.questions.sites.ask import sites
    from chaingraph.questions.stability.ask import stability
    from chaingraph.questions.whatif.ask import whatif
    from chaingraph.tables import Dataset

# Loaded when they are first used: the command line starts without them, so that it can say what hinders their loading.
_PLACES = {
    **{
        name: f"chaingraph.questions.{name}.ask"
        for name in (
            "candidates",
            "classify",
            "diff",
            "duplication",
            "explain",
            "gaps",
            "plan",
            "profile",
            "related",
            "risk",
            "sites",
            "stability",
            "whatif",
        )
    },
    **dict.fromkeys(("Finding", "Findings"), "chaingraph.findings.finding"),
    **dict.fromkeys(("World", "world"), "chaingraph.findings.world"),
    **dict.fromkeys(("ask", "load", "open_store"), "chaingraph.graph"),
    "Card": "chaingraph.questions.explain.ask",
    "Dataset": "chaingraph.tables",
    "knock_out": "chaingraph.questions.risk.ask",
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
