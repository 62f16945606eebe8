"""ChainGraph: a region's industry chains as an RDF knowledge graph, its weak links and what to do about them.

>>> import chaingraph as cg
>>> data = cg.load()                      # the bundled dataset; a folder, workbook, RDF file or frames otherwise
>>> findings = cg.gaps(data, region="220000", top=5)
>>> len(findings), findings[0].rank
(5, 1)

Every question is a function of its name, and takes a dataset or a world, which opens it once for several questions.
How to use them: docs/zh/python.md, docs/en/python.md.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from chaingraph.errors import ChaingraphError as ChaingraphError
from chaingraph.errors import DataError as DataError
from chaingraph.errors import UsageError as UsageError
from chaingraph.problems import Problem as Problem
from chaingraph.version import __version__ as __version__

if TYPE_CHECKING:  # for type checkers; a question that is not listed here is on the door as well
    from chaingraph.findings.answer import Answer as Answer
    from chaingraph.findings.finding import Finding as Finding
    from chaingraph.findings.finding import Findings as Findings
    from chaingraph.findings.world import World as World
    from chaingraph.findings.world import world as world
    from chaingraph.graph import ask as ask
    from chaingraph.graph import load as load
    from chaingraph.graph import open_store as open_store
    from chaingraph.questions.candidates.ask import candidates as candidates
    from chaingraph.questions.classify.ask import classify as classify
    from chaingraph.questions.describe.ask import describe as describe
    from chaingraph.questions.diff.ask import diff as diff
    from chaingraph.questions.duplication.ask import duplication as duplication
    from chaingraph.questions.evaluate.ask import evaluate as evaluate
    from chaingraph.questions.explain.ask import Card as Card
    from chaingraph.questions.explain.ask import explain as explain
    from chaingraph.questions.gaps.ask import gaps as gaps
    from chaingraph.questions.plan.ask import plan as plan
    from chaingraph.questions.profile.ask import profile as profile
    from chaingraph.questions.related.ask import related as related
    from chaingraph.questions.risk.ask import knock_out as knock_out
    from chaingraph.questions.risk.ask import risk as risk
    from chaingraph.questions.sites.ask import sites as sites
    from chaingraph.questions.stability.ask import stability as stability
    from chaingraph.questions.survey.ask import survey as survey
    from chaingraph.questions.targets.ask import targets as targets
    from chaingraph.questions.whatif.ask import whatif as whatif
    from chaingraph.tables import Dataset as Dataset

# Loaded when they are first used: the command line starts without them, so that it can say what hinders their loading.
_MODULES = {
    **dict.fromkeys(("Finding", "Findings"), "chaingraph.findings.finding"),
    **dict.fromkeys(("World", "world"), "chaingraph.findings.world"),
    **dict.fromkeys(("ask", "load", "open_store"), "chaingraph.graph"),
    "Answer": "chaingraph.findings.answer",
    "Card": "chaingraph.questions.explain.ask",
    "Dataset": "chaingraph.tables",
    "knock_out": "chaingraph.questions.risk.ask",
}


def _named() -> dict[str, str]:
    """The questions too, which are found when one is asked for."""
    from chaingraph.questions.question import questions

    return {**{name: f"{question.package}.ask" for name, question in questions().items()}, **_MODULES}


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return sorted(("ChaingraphError", "DataError", "Problem", "UsageError", "__version__", *_named()))
    module = _MODULES.get(name) or _named().get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    names: list[str] = __getattr__("__all__")
    return names
