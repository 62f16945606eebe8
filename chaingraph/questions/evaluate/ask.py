"""The whole self-evaluation as one result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from chaingraph.findings.world import World
from chaingraph.questions.evaluate.calibration import Calibration, calibrate, calibrate_on
from chaingraph.questions.evaluate.holdout import Hidden, hide
from chaingraph.questions.evaluate.planted import Planted, plant_and_find

SIZES = (60, 200, 600)
RECALLS = (1.0, 0.8, 0.6)
HIDDEN_SHARE = 0.2


@dataclass(frozen=True)
class Evaluation:
    """``planted``: rankings on made-up chains; ``hidden``: on the dataset with enterprises left out; ``calibration`` of the
    grades of evidence. ``version`` of the program.
    """

    version: str
    seed: int
    repeats: int
    sizes: tuple[int, ...]
    recalls: tuple[float, ...]
    planted: tuple[Planted, ...]
    hidden: tuple[Hidden, ...]
    calibration: tuple[Calibration, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def evaluate(
    known: World,
    *,
    version: str,
    seed: int = 1,
    repeats: int = 5,
    sizes: tuple[int, ...] = SIZES,
    recalls: tuple[float, ...] = RECALLS,
    progress: Callable[[str], None] | None = None,
) -> Evaluation:
    """Planted gaps in made-up chains, enterprises hidden from the dataset ``known``, calibration of the evidence.

    Deterministic in ``seed``. Time grows with ``repeats``, with the number of settings and with the dataset.
    """
    on_data = calibrate_on(known, repeats, seed, progress)
    return Evaluation(
        version, seed, repeats, sizes, recalls,
        plant_and_find(sizes, recalls, repeats, seed, progress),
        hide(known, HIDDEN_SHARE, repeats, seed, progress),
        (*calibrate(seed), *([on_data] if on_data else [])),
    )  # fmt: skip
