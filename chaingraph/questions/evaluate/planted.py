"""Planted gaps: how many of them stand at the head of each ranking."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chaingraph.findings.world import World, world
from chaingraph.questions.evaluate.metrics import average_precision, interval, recall_at
from chaingraph.questions.evaluate.rankers import FIRM_RANKERS, PRODUCT_RANKERS, Ranker
from chaingraph.questions.evaluate.synthetic import KINDS, Synthetic, synthetic
from chaingraph.tables import load_rows


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One ranking on one made-up chain: recall among the first k, k the number planted (so precision is the same),
    average precision, and the share found of each kind. ``of``: products or firms.
    """

    of: str
    ranker: str
    size: int
    recall: float
    found: float
    precision: float
    kinds: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Planted:
    """All trials of one ranking: mean with its 90 % bootstrap interval of the share found among the first k, of the
    average precision, and the mean share found of each kind and in each setting (``size/recall``).
    """

    of: str
    ranker: str
    trials: int
    found: tuple[float, float, float]
    precision: tuple[float, float, float]
    kinds: dict[str, float]
    settings: dict[str, float]


def _trial(
    of: str, name: str, ranker: Ranker, here: World, made: Synthetic, size: int, recall: float, seed: str
) -> Trial | None:
    ranked = ranker(here, random.Random(seed))
    wanted = made.weak if of == "products" else frozenset(made.firms)
    found, precision = recall_at(ranked, wanted, len(wanted)), average_precision(ranked, wanted)
    if found is None or precision is None:
        return None
    first = set(ranked[: len(wanted)])
    kinds = {
        kind: sum(name in first for name in made.products[kind]) / len(made.products[kind])
        for kind in (KINDS[:-1] if of == "products" else ())
        if made.products[kind]
    }
    return Trial(of=of, ranker=name, size=size, recall=recall, found=found, precision=precision, kinds=kinds)


def plant_and_find(
    sizes: Sequence[int],
    recalls: Sequence[float],
    repeats: int,
    seed: int,
    progress: Callable[[str], None] | None = None,
) -> tuple[Planted, ...]:
    """Every ranking on ``repeats`` made-up chains of every size and recall; the same seed gives the same figures."""
    trials: list[Trial] = []
    for size in sizes:
        for recall in recalls:
            for repeat in range(repeats):
                mark = f"{seed}/{size}/{recall}/{repeat}"
                if progress:
                    progress(f"{size} × {recall:g}: {repeat + 1}/{repeats}")
                made = synthetic(random.Random(mark), size, recall)
                here = world(load_rows(made.recorded))
                for of, rankers in (("products", PRODUCT_RANKERS), ("firms", FIRM_RANKERS)):
                    for name, ranker in rankers.items():
                        outcome = _trial(of, name, ranker, here, made, size, recall, mark)
                        if outcome is not None:
                            trials.append(outcome)
    names = dict.fromkeys((trial.of, trial.ranker) for trial in trials)
    return tuple(_sum([trial for trial in trials if (trial.of, trial.ranker) == key]) for key in names)


def _sum(trials: Sequence[Trial]) -> Planted:
    def mean(values: list[float]) -> float:
        return sum(values) / len(values)

    settings = dict.fromkeys((trial.size, trial.recall) for trial in trials)
    return Planted(
        of=trials[0].of,
        ranker=trials[0].ranker,
        trials=len(trials),
        found=interval([trial.found for trial in trials]),
        precision=interval([trial.precision for trial in trials]),
        kinds={
            kind: mean([trial.kinds[kind] for trial in trials if kind in trial.kinds])
            for kind in KINDS
            if any(kind in trial.kinds for trial in trials)
        },
        settings={
            f"{size}/{recall:g}": mean(
                [trial.found for trial in trials if (trial.size, trial.recall) == (size, recall)]
            )
            for size, recall in settings
        },
    )
