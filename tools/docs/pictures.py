"""Draws the pictures of evaluation.md from docs/data/evaluation.json: ``python -m tools.docs.pictures``."""

from __future__ import annotations

import json
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt

from tools.docs.pages import DATA, IMAGES

OURS, OTHER = "#0b5c8a", "#9aa7b0"


def save(name: str) -> None:
    """The current figure as an SVG file that is the same each time."""
    plt.savefig(IMAGES / name, metadata={"Date": None}, bbox_inches="tight")
    plt.close()


def planted(told: dict[str, Any]) -> None:
    """Share found among the first k, with its interval, of every ranking."""
    rows = [one for one in told["planted"] if one["of"] == "products"][::-1]
    plt.figure(figsize=(7, 4.2))
    middle = [one["found"][0] for one in rows]
    wings = [[one["found"][0] - one["found"][1] for one in rows], [one["found"][2] - one["found"][0] for one in rows]]
    colours = [OURS if one["ranker"] == "ChainGraph" else OTHER for one in rows]
    plt.barh([one["ranker"] for one in rows], middle, xerr=wings, color=colours, ecolor="#333333", capsize=2)
    plt.xlim(0, 1)
    plt.xlabel("largest losses among the first k, 90 % interval")
    save("evaluation-planted.svg")


def calibration(told: dict[str, Any]) -> None:
    """Told probability against observed share, a line a setting."""
    plt.figure(figsize=(5, 4))
    plt.plot([0.5, 1], [0.5, 1], color="#bbbbbb", linewidth=1)
    for one, mark in zip(told["calibration"], "os^D", strict=True):
        bins = one["bins"]
        plt.plot([b["told"] for b in bins], [b["absent"] for b in bins], marker=mark, label=one["setting"], linewidth=1)
    plt.xlabel("told probability of absence")
    plt.ylabel("share truly absent")
    plt.ylim(0, 1.02)
    plt.legend(fontsize=8)
    save("evaluation-calibration.svg")


def main() -> None:
    """Draws both."""
    mpl.rcParams.update(
        {"svg.hashsalt": "chaingraph", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}
    )
    told = json.loads((DATA / "evaluation.json").read_text("utf-8"))
    planted(told)
    calibration(told)


if __name__ == "__main__":
    main()
