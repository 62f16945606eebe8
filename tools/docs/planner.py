"""planner-questions.md: each question of a planner with its query and the answer of the bundled data."""

from __future__ import annotations

import re
from functools import cache

from chaingraph.graph import ask, load, open_store
from tools.docs.pages import ONTOLOGY, cell, render

PLANNER = ONTOLOGY / "planner"


@cache
def _questions() -> list[dict[str, object]]:
    store = open_store(load())
    questions: list[dict[str, object]] = []
    for path in sorted(PLANNER.glob("*.rq")):
        text = path.read_text("utf-8")
        query = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip()
        answer = ask(store, query)
        questions.append(
            {
                "number": path.stem[:2],
                "name": path.stem,
                "words": dict(re.findall(r"^# (zh|en|zh-note|en-note): (.*)$", text, re.MULTILINE)),
                "query": re.sub(r"^PREFIX.*\n", "", query, flags=re.MULTILINE).strip(),
                "columns": answer.columns,
                "rows": [[cell(value) for value in row] for row in answer.rows],
            }
        )
    return questions


def page(lang: str) -> str:
    """The page in one language; the answers are the data's own names."""
    return render("planner-questions", lang, questions=_questions())
