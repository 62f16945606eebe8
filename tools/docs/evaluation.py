"""evaluation.md: the tables of the recorded self-evaluation, docs/data/evaluation.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from chaingraph.findings.words import word
from chaingraph.questions.evaluate.document import NAMES
from tools.docs.pages import DATA, render


def _between(figure: Sequence[float]) -> str:
    """A mean with its interval."""
    return f"{figure[0]:.2f} ({figure[1]:.2f}–{figure[2]:.2f})"


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _planted(rows: list[dict[str, Any]], lang: str) -> dict[str, object]:
    """Of one kind of thing planted: the table of rankings, and that by size and recall."""
    kinds = list(dict.fromkeys(kind for row in rows for kind in row["kinds"]))
    settings = list(rows[0]["settings"])
    return {
        "of": _name(rows[0]["of"], lang),
        "kinds": [_name(kind, lang) for kind in kinds],
        "settings": settings,
        "rankings": [
            {
                "name": _name(row["ranker"], lang),
                "found": _between(row["found"]),
                "precision": _between(row["precision"]),
                "kinds": [_share(row["kinds"].get(kind)) for kind in kinds],
                "settings": [_share(row["settings"].get(setting)) for setting in settings],
            }
            for row in rows
        ],
    }


def _name(key: str, lang: str) -> str:
    return NAMES.get(key, key) if lang == "zh" else key


def page(lang: str) -> str:
    """The page in one language."""
    record = json.loads((DATA / "evaluation.json").read_text("utf-8"))
    planted: dict[str, list[dict[str, Any]]] = {}
    for row in record["planted"]:
        planted.setdefault(row["of"], []).append(row)
    comma = "；" if lang == "zh" else "; "
    return render(
        "evaluation",
        lang,
        record=record,
        planted=[_planted(planted[of], lang) for of in ("products", "firms")],
        hidden=[
            {"name": _name(row["ranker"], lang), "share": _between(row["among_first"])} for row in record["hidden"]
        ],
        calibration=[
            {
                "name": _name(row["setting"], lang),
                "brier": f"{row['brier']:.3f}",
                "grades": comma.join(f"{word(grade, lang)} {share:.0%}" for grade, share in row["grades"].items()),
            }
            for row in record["calibration"]
        ],
    )
