"""The whole self-evaluation as one result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.catalogue import message
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.evaluate.calibration import Calibration, calibrate, calibrate_on
from chaingraph.questions.evaluate.holdout import Hidden, hide
from chaingraph.questions.evaluate.planted import Planted, plant_and_find
from chaingraph.questions.parameters import Bounded, Numbers, Supplied
from chaingraph.version import __version__

SIZES = (60, 200, 600)
RECALLS = (1.0, 0.6)
HIDDEN_SHARE = 0.2


@dataclass(frozen=True, kw_only=True)
class Evaluation(Answer[Planted]):
    """A sequence of ``planted``: rankings on made-up regions; ``hidden``: on the dataset with enterprises left out;
    ``calibration`` of the grades of evidence. ``version`` of the program.
    """

    version: str
    seed: int
    repeats: int
    sizes: tuple[int, ...]
    recalls: tuple[float, ...]
    planted: tuple[Planted, ...]
    hidden: tuple[Hidden, ...]
    calibration: tuple[Calibration, ...]

    @property
    def main(self) -> tuple[Planted, ...]:
        """The rankings on made-up regions."""
        return self.planted

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@asked
def evaluate(
    known: World,
    *,
    repeats: Annotated[int, Bounded(least=1, help_message=message("evaluate.repeats"))] = 5,
    seed: Annotated[int, Bounded(least=0, help_message=message("evaluate.seed"))] = 1,
    sizes: Annotated[
        tuple[int, ...],
        Numbers(least=20, most=5000, help_message=message("evaluate.sizes")),
    ] = SIZES,
    recalls: tuple[float, ...] = RECALLS,
    progress: Annotated[Callable[[str], None] | None, Supplied.progress] = None,
) -> Evaluation:
    """Losses planted in made-up regions, enterprises hidden from the dataset ``known``, calibration of the evidence.

    Deterministic in ``seed``. Time grows with ``repeats``, with the number of settings and with the dataset.
    """
    on_data = calibrate_on(known, repeats, seed, progress)
    return Evaluation(
        version=__version__,
        seed=seed,
        repeats=repeats,
        sizes=sizes,
        recalls=recalls,
        planted=plant_and_find(sizes, recalls, repeats, seed, progress),
        hidden=hide(known, HIDDEN_SHARE, repeats, seed, progress),
        calibration=(*calibrate(seed), *([on_data] if on_data else [])),
    )
