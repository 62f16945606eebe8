"""evaluation.md: the tables of the recorded self-evaluation, docs/data/evaluation.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from chaingraph.catalogue import text
from chaingraph.findings.words import word
from chaingraph.questions.evaluate.document import NAMES
from chaingraph.questions.evaluate.rankers import BASELINES, OURS
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
                "value": _between(row["value"]),
                "kinds": [_share(row["kinds"].get(kind)) for kind in kinds],
                "settings": [_between(row["settings"][setting]) for setting in settings],
            }
            for row in rows
        ],
    }


def _wins(planted: list[dict[str, Any]], hidden: list[dict[str, Any]], lang: str) -> dict[str, object]:
    """Where the score wins and where a baseline does: the closest on average, the settings and the hidden that it
    loses.
    """
    found = {row["ranker"]: row for row in planted if row["ranker"] in (OURS, *BASELINES)}
    best = max(BASELINES, key=lambda name: found[name]["found"][0])
    lost = {
        setting: max(BASELINES, key=lambda name: found[name]["settings"][setting][0])
        for setting in found[OURS]["settings"]
    }
    false = {row["ranker"]: row["among_first"][0] for row in hidden}
    fewer = [name for name in BASELINES if name != "random" and false[name] < false[OURS]]
    return {
        "found": _between(found[OURS]["found"]),
        "value": _between(found[OURS]["value"]),
        "best": _name(best, lang),
        "best_found": _between(found[best]["found"]),
        "best_value": _between(found[best]["value"]),
        "lost": [
            {
                "setting": setting,
                "name": _name(name, lang),
                "ours": _share(found[OURS]["settings"][setting][0]),
                "theirs": _share(found[name]["settings"][setting][0]),
            }
            for setting, name in lost.items()
            if found[name]["settings"][setting][0] > found[OURS]["settings"][setting][0]
        ],
        "false": _share(false[OURS]),
        "fewer": [{"name": _name(name, lang), "false": _share(false[name])} for name in fewer],
    }


def _name(key: str, lang: str) -> str:
    return text(NAMES[key], lang) if key in NAMES else key


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
        wins=_wins(planted["products"], record["hidden"], lang),
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
