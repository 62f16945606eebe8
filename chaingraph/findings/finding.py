"""A finding and a list of findings, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from chaingraph.catalogue import Names, Spoken, text
from chaingraph.enumerations import Action, Confidence, Facet, Grade, Stage, Standing, Status
from chaingraph.findings.answer import Answer
from chaingraph.findings.rules import Supply
from chaingraph.network import BY_OUTPUT
from chaingraph.tables import says

_IN_JSON = {"reason": ("why_zh", "why_en")}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is known of one product in one region, and what to do about it.

    ``output_yi`` in hundreds of millions a year; ``hhi`` 0-10000, over owners; ``criticality``, ``weight_known``,
    ``inputs_met``, ``absent_probability``, ``score`` and its parts 0-1. ``stage`` is that in the chain that was asked
    for. ``chains_hit``: the home chains of ``needs``. ``weight_known``: share of the weight of the end
    products that rests on a figure of their own. ``absent_probability`` that there is no maker of an unseen product,
    ``verify``: that is to be verified first. ``score_low`` to ``score_high``: its range over the stated alternatives of
    every anchor and unknown weight; ``tied``: how many of the list have this score, itself too. ``rank_stability`` is
    the share of draws of those alternatives in which it stays among the first ``rules.STABLE_TOP``, ``rank_low`` and
    ``rank_high`` its best and worst place in nine of ten of them (None too where it is far behind), ``standing``
    whether it is among the first for certain, possibly or not. ``demand_reach`` in local
    buyers, ``demand_steps`` in uses between the product and the nearest one with local buyers. ``evidence`` is the
    grade of :func:`evidence` (None for common supply). None is unknown or undefined, never 0.
    """

    region: str
    chain: tuple[str, ...]
    product: str
    name_zh: str
    name_en: str | None
    stage: Stage | None
    segment_zh: str | None
    status: Status
    makers: int
    owners: int
    output_yi: float | None
    hhi: float | None
    hhi_basis: str | None
    criticality: float | None
    needs: tuple[str, ...]
    chains_hit: tuple[str, ...]
    weight_known: float | None
    local_buyers: tuple[str, ...]
    local_buyer_count: int
    producible: bool
    inputs_met: float | None
    action: Action
    verify: bool
    absent_probability: float | None
    broader: str | None
    score: float | None
    score_low: float | None
    score_high: float | None
    score_need: float | None
    score_demand: float
    demand_reach: float
    demand_steps: int | None
    score_severity: float
    score_facet: Facet
    confidence: Confidence
    reason: Spoken
    given: tuple[str, ...]
    evidence: Grade | None = None
    tied: int | None = None
    rank: int = 0
    rank_stability: float | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    standing: Standing | None = None

    @property
    def supply(self) -> Supply:
        """What its severity rests on."""
        return Supply(
            status=self.status,
            owners=self.owners,
            hhi=self.hhi,
            by_output=self.hhi_basis == BY_OUTPUT,
            absent=self.absent_probability,
        )

    @property
    def names(self) -> Names:
        """The product's names."""
        return Names(zh=self.name_zh, en=self.name_en)

    def name(self, lang: str) -> str:
        """The product's name in that language, see :class:`Names`."""
        return self.names.text(lang)

    def why(self, lang: str) -> str:
        """The sentence in that language."""
        return self.reason.text(lang)

    @property
    def why_zh(self) -> str:
        """The sentence in Chinese."""
        return self.why("zh")

    @property
    def why_en(self) -> str:
        """The sentence in English."""
        return self.why("en")

    def as_json(self) -> dict[str, Any]:
        """The object of ``gaps --format json``."""
        # not asdict: it copies every id of every buyer
        names = [name for field in fields(self) for name in _IN_JSON.get(field.name, (field.name,))]
        values = {name: getattr(self, name) for name in names}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


@dataclass(frozen=True, kw_only=True)
class Findings(Answer[Finding]):
    """Findings worst first, with what they were asked for; ``top``: how many, None for all. ``behind`` gives those
    after them where it is asked for them: of a hundred thousand few lists need any.
    """

    region: str
    region_zh: str
    region_en: str
    chain: str | None
    given: tuple[str, ...]
    items: tuple[Finding, ...]
    top: int | None = None
    behind: Callable[[], tuple[Finding, ...]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def beyond(self) -> tuple[Finding, ...]:
        """The findings behind the items, which lists by family may reach into."""
        return self.behind()

    @property
    def main(self) -> tuple[Finding, ...]:
        """The findings."""
        return self.items

    def as_json(self) -> list[dict[str, Any]]:
        """The object of every finding."""
        return [item.as_json() for item in self.items]

    def remark(self, lang: str) -> str | None:
        """That a chain has no products."""
        return says.nothing_to_analyse(self.chain).text(lang) if self.chain and not self.items else None

    def weights_told(self, lang: str) -> str:
        """How much of the weight of the end products rests on figures of their own; empty where there are none."""
        known = next((item.weight_known for item in (self.items or self.beyond)), None)
        return "" if known is None else text("finding.weights-known", lang, share=f"{known:.0%}")

    def region_name(self, lang: str) -> str:
        """The region's name in that language, see :class:`Names`."""
        return Names(zh=self.region_zh, en=self.region_en).text(lang)

    def by_product(self) -> dict[str, Finding]:
        """Findings by product id."""
        return {item.product: item for item in self.items}
