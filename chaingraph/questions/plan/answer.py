"""项目组合的答案。The answer: a choice, its order, what it gains and what it rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from chaingraph.enumerations import Status
from chaingraph.findings.answer import Answer


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A product without a maker on record here that a choice gives one. ``absent_probability`` as in the finding, None
    where not known; ``counted`` as: the probability that there is none yet, by which its gain is multiplied.
    """

    product: str
    status: Status
    absent_probability: float | None
    counted: float
    verify: bool


@dataclass(frozen=True, kw_only=True)
class Met:
    """An end product some of whose needs a choice meets, and the share gained by that."""

    product: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One project or fill. ``cost`` in CNY 100 million, or 1 where projects are counted, None where not known.

    ``value``: what it gains after those before it, ``gained``: what they gain together; with the aim home in shares of
    the needs, else in products. ``meets``: whose needs it meets, most first; ``fills``: its products without a maker on
    record. ``unseen``: those of them to be verified before money is spent, since a maker may be there.
    """

    id: str
    name_zh: str
    name_en: str
    kind: str
    adds: tuple[str, ...]
    cost: float | None
    gained: float
    value: float
    meets: tuple[Met, ...] = ()
    fills: tuple[Filled, ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan(Answer[Choice]):
    """A choice, a sequence of what is chosen, what it gains and what it rests on.

    ``candidates``: projects and fills to choose from; ``unpriced``: those left out since their cost is not known,
    ``unpriced_fills`` of them fills. ``bound``: no choice can gain more; ``proven``: this one gains that much, for the
    makers on record. ``others``: whether another choice gains as much at the same cost (None: not found out), the names
    then decide. ``greedy_value``: what one at a time by gain for cost would gain. ``unit`` of costs: ``yi`` (CNY 100
    million) or ``count``. ``chain``: the chain whose end products alone count, None for those of all chains.

    With the aim home ``value`` and all gains are shares (0-1) of the needs of ``ends``, the end products made here that
    have needs; ``share_now``: the share met today, None where nothing is needed; ``value_if_absent``: the gain if none
    of the chosen is there already. ``weight_known``: share of the weight of ``ends`` that rests on figures of their
    own. ``without_needs``: end products without inputs on record, left out. ``already_made``: candidates all of whose
    products have a maker here or are of common supply, ``not_needed``: others that meet no need. ``worth_most``: what
    would gain most beyond the choice among what has no cost, were costs no matter, each after those before it.
    ``products``: the chosen ones that meet needs; with the aim producible what is newly producible.

    ``verify``: products of the chosen to be verified first. ``value_unseen``: the part of ``value`` that the choice
    would not give without filling them; where they are made here after all, what the choice buys is there already, at
    least in part.

    With a chain: ``short``, those of ``ends`` out of reach whatever is chosen. ``blockers``: the inputs that ``short``
    lacks, and that cannot be chosen, natural resources above all; where nothing is gained and inputs are the reason,
    those that the products of the candidates lack. ``reason``: why nothing is gained, None where something is: ``ends``
    (no end product is made here), ``none`` (nothing to choose from), ``done`` (all of it is there already), ``budget``
    (all together would gain, but not within the limits), ``cost`` (with the unpriced there would be a gain),
    ``unneeded`` (no candidate meets a need), ``inputs`` (not even all together), ``time`` (not found out in time).
    ``nearest``, with the aim producible where costs or inputs are the reason: the product of a candidate within the
    budget that lacks fewest inputs, with these: were they bought in, that candidate alone would gain it.
    """

    region: str
    goal: str
    chain: str | None
    budget: float | None
    most: int | None
    candidates: int
    unpriced: int
    choices: tuple[Choice, ...]
    value: float
    cost: float
    products: tuple[str, ...]
    bound: float
    gap: float | None
    proven: bool
    greedy_value: float
    short: tuple[str, ...]
    ends: tuple[str, ...]
    blockers: tuple[str, ...]
    given: tuple[str, ...]
    unit: str
    aim: str
    unpriced_fills: int = 0
    others: bool | None = None
    verify: tuple[str, ...] = ()
    value_unseen: float = 0.0
    reason: str | None = None
    nearest: tuple[str, tuple[str, ...]] | None = None
    share_now: float | None = None
    value_if_absent: float | None = None
    weight_known: float | None = None
    without_needs: tuple[str, ...] = ()
    already_made: int | None = None
    not_needed: int | None = None
    worth_most: tuple[Choice, ...] = ()

    @property
    def main(self) -> tuple[Choice, ...]:
        """What is chosen."""
        return self.choices

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)
