"""What a made-up region loses when a source fails: the label that the rankings are held against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chaingraph.questions.evaluate.synthetic import Line, Synthetic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPARE = 0.15  # by what a maker that has all its inputs can raise its output for those who lost another
SHIFT = 0.5  # of what is lacking of one substitute that a maker can take of another
_ROUNDING = 1e-9
MINOR = 0.1  # of the output of a maker that goes with an input that is not essential


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What fails at once: the ``lines`` (their numbers) that stand still; of products the share of what is bought
    outside that no longer comes.
    """

    lines: frozenset[int]
    outside: Mapping[str, float]


def product_losses(made: Synthetic) -> dict[str, float]:
    """Of each product the value added that others lose when its largest source fails.

    The source is the owner with the largest output of it and its kinds; where nobody makes it, the largest supplier
    outside. The lines that fail are not counted themselves: what counts is what their users, and the users of those,
    lose. Nothing of :func:`failing` or of the score enters.
    """
    below = {name: frozenset(made.below(name)) for name in made.products}
    failures = [_of_product(made, below[name]) for name in made.products]
    return dict(zip(made.products, _lost(made, failures), strict=True))


def firm_losses(made: Synthetic) -> dict[str, float]:
    """Of each enterprise the value added that others lose when all its lines stand still."""
    mine: dict[str, set[int]] = {}
    for number, line in enumerate(made.lines):
        mine.setdefault(line.enterprise, set()).add(number)
    failures = [Failure(lines=frozenset(numbers), outside={}) for numbers in mine.values()]
    return dict(zip(mine, _lost(made, failures), strict=True))


def _of_product(made: Synthetic, below: Collection[str]) -> Failure:
    owned: dict[str, float] = {}
    for line in made.lines:
        if line.product in below:
            owned[line.owner] = owned.get(line.owner, 0.0) + line.output
    if not owned:
        return Failure(lines=frozenset(), outside={name: made.outside[name][0] for name in below})
    largest = max(owned, key=lambda owner: (owned[owner], owner))
    return Failure(
        lines=frozenset(
            number for number, line in enumerate(made.lines) if line.product in below and line.owner == largest
        ),
        outside={},
    )


def _lost(made: Synthetic, failures: Sequence[Failure]) -> list[float]:
    """The value added lost to each failure, all failures at once, products in the order of flow.

    A line runs at the level of its scarcest essential input; of substitutes it shifts a part of what is lacking to the
    least scarce. What is supplied of a product is what its lines still make, those that have all their inputs a little
    more than usual, and what others outside replace of the rest.
    """
    import numpy as np  # slow to import, needed here only

    many = len(failures)
    by_product: dict[str, list[int]] = {}
    for number, line in enumerate(made.lines):
        by_product.setdefault(line.product, []).append(number)
    stopped: dict[int, list[int]] = {}
    cut: dict[str, NDArray[np.float64]] = {}
    for index, failure in enumerate(failures):
        for number in failure.lines:
            stopped.setdefault(number, []).append(index)
        for name, share in failure.outside.items():
            cut.setdefault(name, np.zeros(many))[index] = share
    whole = np.ones(many)
    supplied: dict[str, NDArray[np.float64]] = {}
    lost = np.zeros(many)
    output: dict[str, float] = {}
    for name in made.products:
        numbers = by_product.get(name, [])
        replaced = made.outside[name][1]
        if name in made.kinds:  # supplied by its kinds, in proportion to what is made of each
            kinds = made.kinds[name]
            weights = [output[kind] for kind in kinds] if any(output[kind] for kind in kinds) else [1.0] * len(kinds)
            mean = sum(weight * supplied[kind] for weight, kind in zip(weights, kinds, strict=True)) / sum(weights)
            best = np.maximum.reduce([supplied[kind] for kind, weight in zip(kinds, weights, strict=True) if weight])
            supplied[name] = mean + SHIFT * (1 - mean) * best
            output[name] = sum(output[kind] for kind in kinds)
            continue
        output[name] = sum(made.lines[number].output for number in numbers)
        if not numbers:
            # a kind that nobody makes here is bought outside like any other product; so are all of its family
            supplied[name] = whole - cut.get(name, 0.0) * (1 - replaced)
            continue
        made_still = np.zeros(many)
        for number in numbers:
            line = made.lines[number]
            level = _level(line, supplied, whole)
            out = stopped.get(number, [])
            counted = 1 - level
            counted[out] = 0.0  # what fails itself is not what others lose
            lost += line.added * counted
            level = level.copy()
            level[out] = 0.0
            # what has all its inputs can make a little more; what lacks one cannot
            made_still += line.output / output[name] * np.where(level > 1 - _ROUNDING, 1 + SPARE, level)
        supplied[name] = 1 - (1 - np.minimum(1.0, made_still)) * (1 - replaced)
    return [float(value) for value in lost]


def _level(line: Line, supplied: Mapping[str, NDArray[np.float64]], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    level = whole.copy()
    for taken, essential in line.uses:
        there = sum((part * supplied[member] for member, part in taken.items()), start=0 * whole)
        if len(taken) > 1:
            best = np.maximum.reduce([supplied[member] for member in taken])
            there = there + SHIFT * (1 - there) * best
        level = np.minimum(level, there if essential else 1 - MINOR * (1 - there))
    return level
