"""Losses planted in made-up regions: how many of the largest stand at the head of each ranking."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chaingraph.findings.world import world
from chaingraph.questions.evaluate.losses import firm_losses, product_losses
from chaingraph.questions.evaluate.metrics import interval, recall_at, value_at
from chaingraph.questions.evaluate.rankers import FIRM_RANKERS, PRODUCT_RANKERS, Judged
from chaingraph.questions.evaluate.synthetic import Synthetic, synthetic
from chaingraph.tables import load_rows

FIRST = 20  # how many of the largest losses are looked for, of a small region a sixth of its products
KINDS = ("absent", "sole owner", "several owners")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One ranking on one made-up region. ``found``: the share of the k largest losses that are among the first k (so
    precision and recall are the same); ``value``: the loss that the first k hold, over that of the k largest;
    ``kinds``: the share found of those of each kind. ``of``: products or firms.
    """

    of: str
    ranker: str
    size: int
    recall: float
    found: float
    value: float
    kinds: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Planted:
    """All trials of one ranking: mean with its 90 % bootstrap interval of the share found among the first k and of the
    loss held by them, and the mean share found of each kind and in each setting (``size/recall``), the latter with its
    interval.
    """

    of: str
    ranker: str
    trials: int
    found: tuple[float, float, float]
    value: tuple[float, float, float]
    kinds: dict[str, float]
    settings: dict[str, tuple[float, float, float]]


@dataclass(frozen=True, kw_only=True)
class _Label:
    """What a ranking is held against: of each item the loss, and the kind of the k largest."""

    losses: Mapping[str, float]
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, losses: Mapping[str, float], first: int, kind: Callable[[str], str]) -> _Label:
        largest = sorted(losses, key=lambda name: (-losses[name], name))[:first]
        return cls(losses=losses, kinds={name: kind(name) for name in largest if losses[name] > 0})

    def trial(self, of: str, ranker: str, size: int, recall: float, ranked: Sequence[str]) -> Trial | None:
        k = len(self.kinds)
        found, value = recall_at(ranked, self.kinds, k), value_at(ranked, self.losses, k)
        if found is None or value is None:
            return None
        by_kind: dict[str, list[bool]] = {}
        first = set(ranked[:k])
        for name, kind in self.kinds.items():
            by_kind.setdefault(kind, []).append(name in first)
        shares = {kind: sum(hits) / len(hits) for kind, hits in by_kind.items() if kind}
        return Trial(of=of, ranker=ranker, size=size, recall=recall, found=found, value=value, kinds=shares)


def _labels(made: Synthetic) -> dict[str, _Label]:
    owners: dict[str, set[str]] = {}
    for line in made.lines:
        owners.setdefault(line.product, set()).add(line.owner)

    def kind(product: str) -> str:
        count = len(set().union(*(owners.get(name, set()) for name in made.below(product))))
        return KINDS[min(count, 2)]

    first = min(FIRST, len(made.products) // 6)
    return {
        "products": _Label.of(product_losses(made), first, kind),
        "firms": _Label.of(firm_losses(made), first, lambda firm: ""),
    }


def plant_and_find(
    sizes: Sequence[int],
    recalls: Sequence[float],
    repeats: int,
    seed: int,
    progress: Callable[[str], None] | None = None,
) -> tuple[Planted, ...]:
    """Every ranking on ``repeats`` made-up regions of every size and recall; the same seed gives the same figures."""
    trials: list[Trial] = []
    for size in sizes:
        for recall in recalls:
            for repeat in range(repeats):
                mark = f"{seed}/{size}/{recall}/{repeat}"
                if progress:
                    progress(f"{size} × {recall:g}: {repeat + 1}/{repeats}")
                made = synthetic(random.Random(mark), size, recall)
                judged = Judged(world(load_rows(made.recorded)))
                labels = _labels(made)
                for of, rankers in (("products", PRODUCT_RANKERS), ("firms", FIRM_RANKERS)):
                    for name, ranker in rankers.items():
                        found = labels[of].trial(of, name, size, recall, ranker(judged, random.Random(mark)))
                        if found is not None:
                            trials.append(found)
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
        value=interval([trial.value for trial in trials]),
        kinds={
            kind: mean([trial.kinds[kind] for trial in trials if kind in trial.kinds])
            for kind in KINDS
            if any(kind in trial.kinds for trial in trials)
        },
        settings={
            f"{size}/{recall:g}": interval(
                [trial.found for trial in trials if (trial.size, trial.recall) == (size, recall)]
            )
            for size, recall in settings
        },
    )
