"""What is written into docs/ and ontology/ by program; ``python -m tools.docs`` writes it, a test holds the files to
it.

A module a page, with a template a language in ``templates/``. What follows from the schema alone (tables.md, the
generated files of the ontology, datapackage.json) comes from ``chaingraph.graph.generate``.
"""

from __future__ import annotations

from pathlib import Path

from chaingraph.graph import generate
from tools.docs import classifications, evaluation, findings, methods, ontology, planner, recall, ten_gaps
from tools.docs.pages import DOCS, LANGUAGES, ONTOLOGY, ROOT

PAGES = {
    "evaluation.md": evaluation.page,
    "jilin-findings.md": findings.page,
    "methods.md": methods.page,
    "ontology.md": ontology.page,
    "planner-questions.md": planner.page,
    "recall.md": recall.page,
    "ten-gaps.md": ten_gaps.page,
}


def codes() -> dict[Path, str]:
    """The national classifications."""
    return {
        ONTOLOGY / "gbt2260.ttl": classifications.gbt2260_turtle(),
        ONTOLOGY / "gbt4754.ttl": classifications.gbt4754_turtle(),
    }


def generated() -> dict[Path, str]:
    """Every generated text file with what it shall hold."""
    return {
        **generate.generated(ROOT),
        **{DOCS / lang / name: page(lang) for name, page in PAGES.items() for lang in LANGUAGES},
        **codes(),
    }
