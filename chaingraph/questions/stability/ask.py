"""How far a ranking rests on its weights and on single records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import BreakEven, break_even
from chaingraph.catalogue import message
from chaingraph.enumerations import Standing
from chaingraph.findings import rules
from chaingraph.findings.answer import Answer
from chaingraph.findings.shaking import places
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import OfEnds, gaps, score_parts, shakable
from chaingraph.questions.parameters import Bought, Bounded, Chain, HowMany, Region, Supplied

DRAWS = 20
SHARE = 0.1


@dataclass(frozen=True, kw_only=True)
class Place:
    """One product of the first. ``by_weights``: how often (0-1) it stays among them with every anchor and unknown
    weight of the score shaken, ``first_by_weights``: in which share of those draws it is the very first, ``rank_low``
    and ``rank_high``: its best and worst place in nine of ten of them, ``standing`` the word for that. ``by_data``: how
    often it stays without a random part of the enterprises, ``best`` and ``worst`` its places in those draws.
    """

    rank: int
    product: str
    name_zh: str
    score: float
    by_weights: float
    first_by_weights: float
    rank_low: int | None
    rank_high: int | None
    standing: Standing
    by_data: float
    best: int
    worst: int


@dataclass(frozen=True, kw_only=True)
class Stability(Answer[Place]):
    """The whole, a sequence of the first products. ``tau_weights`` and ``tau_data``: mean Kendall tau-b of a draw with
    the ranking as it stands (None where it is not defined). ``change``: the weight of criticality at which the first
    changes.
    """

    region: str
    chain: str | None
    top: int
    draws: int
    share: float
    weight: float
    tau_weights: float | None
    tau_data: float | None
    change: BreakEven
    places: tuple[Place, ...]

    @property
    def main(self) -> tuple[Place, ...]:
        """The first products."""
        return self.places

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@asked
def stability(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    chain: Annotated[str | None, Chain()] = None,
    given: Annotated[Iterable[str], Bought()] = (),
    top: Annotated[int, HowMany(help_message=message("stability.parameter.top"))] = rules.STABLE_TOP,
    draws: Annotated[int, Bounded(least=1, most=1000, help_message=message("stability.parameter.draws"))] = DRAWS,
    share: Annotated[
        float,
        Bounded(number=float, least=0.01, most=0.9, help_message=message("stability.parameter.share")),
    ] = SHARE,
    progress: Annotated[Callable[[str], None] | None, Supplied.progress] = None,
) -> Stability:
    """Of the first ``top`` weak links of a region (the topmost when None) how firmly they stand there.

    What the score rests on is shaken as in :func:`chaingraph.findings.shaking.draws`. Data are held out ``draws``
    times: each time a random ``share`` of the local enterprises is taken away and everything is computed anew; the
    draws are the same from run to run. What is not scored takes no part. Raises UsageError for an unknown region, chain
    or product.
    """
    from scipy.stats import kendalltau  # slow to import, needed here only

    found = gaps(world, region, chain=chain, given=given, buyers=False)
    scored = [item for item in found.items if item.score is not None]
    parts = score_parts(scored)
    ends = OfEnds.of(world, found.region, found.chain)
    stands, shaken = places(shakable(scored, ends), ends.weights, top, correlate=True)
    first = scored[:top]
    ranks: dict[str, list[int]] = {item.product: [] for item in first}
    base = {item.product: item.score or 0.0 for item in scored}
    taus = []
    for draw in range(draws):
        if progress:
            progress(f"{draw + 1}/{draws}")
        other = gaps(world.without(draw, share), found.region, chain=found.chain, given=found.given, buyers=False)
        now = {item.product: item for item in other.items}
        for name in ranks:
            ranks[name].append(now[name].rank)
        both = [name for name in base if now[name].score is not None]
        if len(both) < 2:
            continue
        tau = kendalltau([base[name] for name in both], [now[name].score for name in both]).statistic
        if tau == tau:  # not defined where one of the two lists has a single value
            taus.append(float(tau))
    return Stability(
        region=found.region,
        chain=found.chain,
        top=top,
        draws=draws,
        share=share,
        weight=rules.ANCHORS.criticality,
        tau_weights=shaken.kendall_tau,
        tau_data=sum(taus) / len(taus) if taus else None,
        change=break_even(parts, rules.ANCHORS.criticality),
        places=tuple(
            Place(
                rank=item.rank,
                product=item.product,
                name_zh=item.name_zh,
                score=item.score or 0.0,
                by_weights=stands[item.product].stability,
                first_by_weights=stands[item.product].first,
                rank_low=stands[item.product].low,
                rank_high=stands[item.product].high,
                standing=stands[item.product].standing,
                by_data=sum(rank <= top for rank in ranks[item.product]) / draws,
                best=min(ranks[item.product]),
                worst=max(ranks[item.product]),
            )
            for item in first
        ),
    )
