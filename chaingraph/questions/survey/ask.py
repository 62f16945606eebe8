"""Which answers would change the verdicts most, and who could give them.

The value of a question is the expected change of the score of its product: over the answers that it may get, the change
under each times its probability (the value of information for a decision that follows the score).

- Is it made here? Of an unseen product: nobody with P, the probability of its absence; else k owners, k as often as
  among the products that are made in the region.
- Who makes it besides? Of a product with n owners on record: m more, with C(n + m, m) r^(n + 1) (1 - r)^m, r the share
  of pairs of enterprise and product that an independent list found on record (0.5 where none is known): what is left of
  a number of which nothing was known before, after each was met with r.
- How much does each make? Where outputs are not known: the shares of n owners are as even as those of a stick broken
  at random, whose HHI is 2 / (n + 1) on average.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from math import comb, sqrt
from typing import Annotated, Any

from chaingraph.catalogue import message
from chaingraph.enumerations import Status
from chaingraph.findings import rules
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Finding
from chaingraph.findings.world import World
from chaingraph.network import BY_OUTPUT, Market
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Chain, HowMany, Region
from chaingraph.registry import coverage
from chaingraph.registry.enterprises import Addressee, addressees

TOP = 30
_PAIRS_ON_RECORD = 0.5  # of makers and products, where no second list tells it
_MOST_BUYERS = 200  # of a product, among whom somebody is looked for who could tell
_LEAST = 1e-6  # of a value that is told
_ENOUGH, _MOST_MORE = 0.95, 30  # of the probability that is followed, and of the owners


class Matter(StrEnum):
    """What is asked about a product."""

    EXISTENCE = "existence"
    OTHERS = "others"
    OUTPUTS = "outputs"


class Office(StrEnum):
    """Who is asked: a lead firm that buys it, the office of the park where most buyers stand, that of the region."""

    FIRM = "firm"
    PARK = "park"
    REGION = "region"


@dataclass(frozen=True, kw_only=True)
class Respondent:
    """Who is asked. ``id`` of the enterprise, park or region."""

    office: Office
    id: str
    name_zh: str


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """A question about ``product``. ``value``: the expected change of its score; ``change``: the probability that its
    verdict changes; ``rank``: its place today and ``rank_if`` where the answer would put it that changes it most.
    ``makers``: those on record.
    """

    matter: Matter
    product: str
    name_zh: str
    name_en: str | None
    region: str
    status: Status
    value: float
    change: float
    rank: int
    rank_if: int
    buyers: int
    makers: tuple[str, ...]
    respondent: Respondent


@dataclass(frozen=True, kw_only=True)
class Survey(Answer[Inquiry]):
    """The questions of most value first. ``known``: how many there are in all."""

    region: str
    chain: str | None
    inquiries: tuple[Inquiry, ...]
    known: int

    @property
    def main(self) -> tuple[Inquiry, ...]:
        """The questions."""
        return self.inquiries

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class _Worth:
    """What a question is worth, before anybody is found to ask."""

    matter: Matter
    item: Finding
    value: float
    change: float
    severity_if: float


@asked
def survey(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    chain: Annotated[str | None, Chain()] = None,
    top: Annotated[int, HowMany(help_message=message("survey.how-many", top=TOP))] = TOP,
) -> Survey:
    """The ``top`` questions whose answers would change the scores of a region (the topmost when None) most.

    ``chain`` keeps the products of one chain. Raises UsageError for an unknown region or chain.
    """
    found = gaps(world, region, chain=chain, buyers=False)
    here = world.market(found.region)
    kinds = _owners_of_made(here)
    pairs = _pairs_on_record(world, found.region)
    worth = [question for item in found.items for question in _worth(item, kinds, pairs)]
    worth.sort(key=lambda question: (-question.value, question.item.product, question.matter))
    scores = sorted(-item.score for item in found.items if item.score is not None)
    chosen = worth[:top]
    asked_of = _respondents(world, here, [question.item.product for question in chosen])
    return Survey(
        region=found.region,
        chain=found.chain,
        known=len(worth),
        inquiries=tuple(
            Inquiry(
                matter=question.matter,
                product=question.item.product,
                name_zh=question.item.name_zh,
                name_en=question.item.name_en,
                region=found.region,
                status=question.item.status,
                value=round(question.value, 6),
                change=round(question.change, 6),
                rank=question.item.rank,
                rank_if=1 + bisect_left(scores, -(question.item.score_need or 0.0) * question.severity_if),
                buyers=question.item.local_buyer_count,
                makers=here.made[question.item.product].first if question.item.product in here.made else (),
                respondent=asked_of[question.item.product],
            )
            for question in chosen
        ),
    )


def _owners_of_made(here: Market) -> Mapping[int, float]:
    """How often a product that is made in the region has so many owners; one, where nothing is made."""
    counts = Counter(making.owners for making in here.made.values() if making.owners)
    total = counts.total()
    return {owners: number / total for owners, number in counts.items()} if total else {1: 1.0}


def _pairs_on_record(world: World, region: str) -> Mapping[str, float]:
    """Chain to the share of pairs of enterprise and product that a second list found on record."""
    listed = coverage.listed(world.dataset, world.places.above(region)).values()
    return {row.chain: row.found_pairs / row.listed_pairs for row in listed if row.listed_pairs and row.found_pairs}


def _worth(item: Finding, owners: Mapping[int, float], pairs: Mapping[str, float]) -> Iterator[_Worth]:
    """The questions about one product that could change its score."""
    if not item.score_need or item.score is None:
        return
    now = item.score_severity
    supply = item.supply
    if item.status == Status.UNSEEN:
        absent = rules.absence(item.absent_probability, rules.ANCHORS.unsearched)
        there = {number: rules.severity(_with_owners(number))[0] for number in owners}
        gone = rules.severity(replace(supply, absent=(1 + absent) / 2))[0]
        moved = sum(share * abs(now - there[number]) for number, share in owners.items())
        yield _Worth(
            matter=Matter.EXISTENCE,
            item=item,
            value=item.score_need * ((1 - absent) * moved + absent * abs(gone - now)),
            change=1 - absent,
            severity_if=min(there.values()),
        )
    elif item.status in (Status.SINGLE, Status.CONCENTRATED, Status.ADEQUATE):
        recorded = min((pairs.get(chain, _PAIRS_ON_RECORD) for chain in item.chain), default=_PAIRS_ON_RECORD)
        more = unrecorded(item.owners, recorded)
        after = [rules.severity(_with_owners(item.owners + number))[0] for number in range(len(more))]
        value = item.score_need * sum(share * max(0.0, now - grave) for share, grave in zip(more, after, strict=True))
        if value > _LEAST:
            yield _Worth(
                matter=Matter.OTHERS,
                item=item,
                value=value,
                change=(1 - more[0]) if item.status == Status.SINGLE else 0.0,
                severity_if=after[-1],
            )
        if item.owners > 1 and item.hhi_basis != BY_OUTPUT:
            uneven = rules.ANCHORS.monopoly * sqrt(2 / (item.owners + 1))
            yield _Worth(
                matter=Matter.OUTPUTS,
                item=item,
                value=item.score_need * abs(uneven - now),
                change=0.5 if item.status == Status.ADEQUATE else 0.0,
                severity_if=uneven,
            )


def unrecorded(owners: int, recorded: float) -> list[float]:
    """How probable it is that none, one, two … owners are not on record, where ``owners`` are and each is on record
    with the probability ``recorded``; up to what is improbable.

    >>> [round(share, 3) for share in unrecorded(1, 0.5)[:3]]
    [0.25, 0.25, 0.188]
    """
    found, total, number = [recorded ** (owners + 1)], recorded ** (owners + 1), 0
    while total < _ENOUGH and number < _MOST_MORE:
        number += 1
        found.append(comb(owners + number, number) * recorded ** (owners + 1) * (1 - recorded) ** number)
        total += found[-1]
    return [share / total for share in found]


def _with_owners(owners: int) -> rules.Supply:
    """What so many owners of unknown output supply."""
    status = Status.SINGLE if owners == 1 else Status.CONCENTRATED
    return rules.Supply(status=status, owners=owners)


def _respondents(world: World, here: Market, products: Sequence[str]) -> dict[str, Respondent]:
    """Whom to ask about each product: a lead firm that buys it, else the office of the park in which most of its buyers
    stand, else that of the region.
    """
    buyers = {product: ids[:_MOST_BUYERS] for product, ids in here.buyers_of(products).items()}
    known = addressees(world.dataset, sorted({id_ for ids in buyers.values() for id_ in ids}))
    office = Respondent(office=Office.REGION, id=here.region, name_zh=world.places.name(here.region, "zh"))
    return {
        product: _respondent([known[id_] for id_ in buyers.get(product, ()) if id_ in known], office)
        for product in products
    }


def _respondent(buyers: Sequence[Addressee], office: Respondent) -> Respondent:
    leads = [buyer for buyer in buyers if buyer.role == "lead"]
    if leads:
        return Respondent(office=Office.FIRM, id=leads[0].id, name_zh=leads[0].name_zh)
    parks = Counter((buyer.park, buyer.park_zh) for buyer in buyers if buyer.park and buyer.park_zh)
    if parks:
        (park, name), _ = min(parks.items(), key=lambda pair: (-pair[1], str(pair[0])))
        return Respondent(office=Office.PARK, id=str(park), name_zh=str(name))
    return office
