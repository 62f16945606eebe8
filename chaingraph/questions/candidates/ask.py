"""这个缺口请谁来补？Whom to invite, or to encourage here, for a product?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import reduce
from math import prod
from typing import Annotated, Any

from chaingraph.analyses import producible
from chaingraph.catalogue import Listed, Message, Spoken, message
from chaingraph.enumerations import NO_MAKER, Status
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Findings
from chaingraph.findings.standing import ROUND, apart, interval, places
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, HowMany, Product, Region
from chaingraph.registry import enterprises, makers, supply

TOP = 20
FIRST = 5  # stability: how often a candidate stays among the first so many
_DRAWS = 500
_NAMED = 5  # buyers, uses and inputs that a profile names
NEIGHBOUR = (
    0.3  # nearness of an input, a substitute or a product of the same segment; of products made together it is measured
)
_GROUNDS = ("effect", "tie", "scale", "inputs", "nearness")
_SHARED = "inputs"  # of the product and the place: the same for every candidate, so it sets none before another
_BY_KIND = {"outside": {"nearness": 1.0}, "local": {"scale": 0.0}}  # makes the product itself; does not make it yet


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What speaks for a candidate, 0-1 each; None where nothing is known.

    ``effect``: gaps of the region that its products would close and products that would become producible, against the
    most of any candidate; None where none has any. ``tie``: 1 when it delivers to or takes from an active local
    enterprise, or is of one group with one: its parent, its subsidiary, or with the same parent further up. ``scale``:
    its newest known output of the product against the largest known. ``inputs``: share of the essential inputs of the
    product that have a local maker or are of common supply; None while any of them is unseen, since it may be made here
    all the same. ``nearness`` (of local enterprises): 1 less the product of (1 - w) over what it makes: w is
    :data:`NEIGHBOUR` for an input, a substitute or a product of the same segment, and for any other the share of active
    enterprises that make both among those that make the more common of the two. Scale is None for local ones, nearness
    for makers elsewhere: in the score the former is 0, since they do not make the product yet, and the latter 1, since
    they make the product itself.
    """

    effect: float | None
    tie: float | None
    scale: float | None
    inputs: float | None
    nearness: float | None


@dataclass(frozen=True, kw_only=True)
class CandidateFirm:
    """One candidate.

    ``kind``: ``outside`` (makes it elsewhere) or ``local`` (makes what is near to it). ``year``: of its newest record
    of the product; ``output_yi``: its newest known output, of ``output_year``. ``fills``: gaps of the region among its
    products. ``known``: names of the grounds that are known of it. ``score_low`` and ``score_high``: mean of the
    grounds with the unknown ones as 0 and as 1; ``score``: the lower one, None where no ground is known. ``place``: by
    ``score_low``, shared by equals, ``tied`` of them (1 when alone); ``rank``: number of the line, equals in order of
    id. ``front``: no other is better in both effect and feasibility (mean of the other grounds), unknown as 0.
    ``stability``: share of random weightings under which it is among the first :data:`FIRST` by the lower score, equals
    sharing the places left; None where there are no more candidates than that, where all are equal, or without a score.
    ``rows``: table and row that it rests on; ``sources``: ids.
    """

    id: str
    name_zh: str
    name_en: str
    region: str
    kind: str
    role: str | None
    output_yi: float | None
    year: int | None
    fills: tuple[str, ...]
    newly_producible: int
    ties: tuple[str, ...]
    near: tuple[str, ...]
    grounds: Grounds
    front: bool
    score: float | None
    stability: float | None
    rows: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]
    rank: int = 0
    score_low: float = 0.0
    score_high: float = 1.0
    place: int = 0
    tied: int = 1
    known: tuple[str, ...] = ()
    output_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Candidates(Answer[CandidateFirm]):
    """The whole, a sequence of the candidates.

    ``buyers``: names of local enterprises that need the product (the first), ``buyer_count`` all of them.
    ``suppliers``: of each essential input the local makers' names; ``inputs``: how many essential inputs are at hand,
    confirmed to have no maker, and unseen. ``profile``: what such an enterprise would be, for a gap without candidates
    too. ``outside`` and ``local``: how many there are; ``cut``: how many share the place of the last of ``items``
    without being listed. ``apart``: of all, see :func:`standing.apart`; what no candidate can differ in (the inputs) is
    left out of it.
    """

    region: str
    product: str
    status: Status
    buyers: tuple[str, ...]
    buyer_count: int
    suppliers: dict[str, tuple[str, ...]]
    inputs: tuple[int, int, int]
    profile: Message
    outside: int
    local: int
    items: tuple[CandidateFirm, ...]
    apart: str | None = None
    cut: int = 0

    @property
    def profile_zh(self) -> str:
        """The profile in Chinese."""
        return self.profile.text("zh")

    @property
    def profile_en(self) -> str:
        """The profile in English."""
        return self.profile.text("en")

    @property
    def main(self) -> tuple[CandidateFirm, ...]:
        """The candidates."""
        return self.items

    def as_json(self) -> dict[str, Any]:
        """Plain values, with the profile in both languages."""
        values: dict[str, Any] = {}
        for name, value in asdict(replace(self, profile=message("candidates.none"))).items():
            if name == "profile":
                values |= {"profile_zh": self.profile_zh, "profile_en": self.profile_en}
            else:
                values[name] = value
        return values


@asked
def candidates(
    world: World,
    product: Annotated[str, Product()],
    region: Annotated[str | None, Region()] = None,
    *,
    given: Annotated[Iterable[str], Bought()] = (),
    top: Annotated[int, HowMany(help_message=message("candidates.how-many"))] = TOP,
    findings: Findings | None = None,
) -> Candidates:
    """Active enterprises outside ``region`` (the topmost when None) that make ``product``, and local ones that make its
    inputs, its substitutes or products close to it, by the lower bound of their score.

    What is not known counts as nothing for the order and as everything for ``score_high``: so to learn a ground of a
    candidate never puts it behind another, and of two candidates the one of which less is known never stands first for
    that. Ids decide nothing but the order of lines that share a place. Closed and planned enterprises are neither
    candidates nor ties. ``findings``: those of the whole region where they are at hand (``given`` is theirs then).
    Source: METHODS, section 7; there is no published standard, so every ground is told. Enterprises stay columnar until
    they are chosen. Raises UsageError for an unknown region or product.
    """
    code = world.places.require(region)
    name = world.require_product(product)
    network, here = world.network, world.market(code)
    judged = gaps(world, code, given=tuple(given), buyers=False) if findings is None else findings
    found = judged.by_product()
    mine = found[name]
    groups = [group for group in network.groups.get(name, ()) if group.essential]
    inputs = sorted({member for group in groups for member in group.members})
    ready = network.common | here.made.keys() | set(mine.given)
    at_hand = sum(not ready.isdisjoint(group.members) for group in groups)
    none = sum(
        all(found[one].status == Status.MISSING and one not in ready for one in group.members) for group in groups
    )
    told_inputs = (at_hand, none, len(groups) - at_hand - none)
    met = at_hand / len(groups) if groups and not told_inputs[2] else None
    close = _close(world, name, inputs)
    outside = makers.outside(here.local, name)
    near = makers.near(here.local, sorted(close), name)
    firms: list[makers.Outside | makers.Near] = [*outside, *near]
    ids = [firm.id for firm in firms]
    made = makers.made_by(world.dataset, ids)
    ties = supply.ties(here.local, ids)
    before = producible(network, here.own, mine.given).products
    largest = max((firm.output_yi for firm in outside if firm.output_yi is not None), default=0.0)
    gains: dict[frozenset[str], int] = {}

    def candidate(firm: makers.Outside | makers.Near) -> CandidateFirm:
        elsewhere = firm if isinstance(firm, makers.Outside) else None
        own = () if isinstance(firm, makers.Outside) else tuple(firm.products)
        adds = frozenset([name] if elsewhere is None else (one for one in made[firm.id] if one in network.products))
        fills = tuple(sorted(one for one in adds if found[one].makers == 0 and found[one].status in NO_MAKER))
        if adds not in gains:
            gains[adds] = len(producible(network, here.own | adds, mine.given).products - before)
        output = elsewhere.output_yi if elsewhere else None
        return CandidateFirm(
            id=firm.id,
            name_zh=firm.name_zh,
            name_en=firm.name_en,
            region=firm.region,
            kind="outside" if elsewhere else "local",
            role=firm.role,
            output_yi=output,
            year=elsewhere.year if elsewhere else None,
            fills=fills,
            newly_producible=gains[adds],
            ties=tuple(ties.get(firm.id, ())),
            near=own,
            grounds=Grounds(
                effect=float(len(fills) + gains[adds]),
                tie=1.0 if firm.id in ties else None,
                scale=_scale(output, largest),
                inputs=met,
                nearness=None if elsewhere else round(1 - prod(1 - close[one] for one in own), ROUND),
            ),
            front=False,
            score=None,
            stability=None,
            rows=(("enterprises", firm.row), *(("makes", row) for row in firm.rows)),
            sources=tuple(dict.fromkeys([*firm.source, *firm.made_source])),
            output_year=elsewhere.output_year if elsewhere else None,
        )

    items = [candidate(firm) for firm in firms]
    buyers = here.buyers_of([name]).get(name, [])
    shown = enterprises.names(world.dataset, buyers)
    served = tuple(shown[firm] for firm in buyers[:10] if firm in shown)
    suppliers = {
        one: tuple(here.names.get(firm, firm) for firm in here.made[one].first) for one in inputs if one in here.made
    }
    ranked, state = _ranked(items, frozenset() if groups else frozenset([_SHARED]))
    shown_firms = ranked[:top]
    cut = sum(one.place == shown_firms[-1].place for one in ranked[top:]) if shown_firms else 0
    return Candidates(
        region=code,
        product=name,
        status=mine.status,
        buyers=served,
        buyer_count=len(buyers),
        suppliers=suppliers,
        inputs=told_inputs,
        profile=_profile(world, name, code, served, len(buyers), suppliers),
        outside=len(outside),
        local=len(near),
        items=shown_firms,
        apart=state,
        cut=cut,
    )


def _close(world: World, name: str, inputs: Iterable[str]) -> dict[str, float]:
    """Products near to ``name`` with how near, 0-1, without those of common supply."""
    network = world.network
    mine = network.products[name]
    near = set(inputs)
    for user in network.graph.successors(name):
        for group in network.groups.get(user, ()):
            if name in group.members:
                near |= set(group.members)
    if mine.segment is not None:
        near |= {
            one.id
            for one in network.products.values()
            if one.segment == mine.segment and set(one.chains) & set(mine.chains)
        }
    found = makers.made_together(world.dataset, name)
    for one in near:
        found[one] = max(found.get(one, 0.0), NEIGHBOUR)
    return {
        one: found[one]
        for one in sorted(found)
        if one != name and one in network.products and one not in network.common
    }


def _scale(output: float | None, largest: float) -> float | None:
    """Output against the largest known; an output of 0 is known to be none."""
    if output is None:
        return None
    return round(output / largest, ROUND) if largest > 0 else 0.0


def _ranked(
    items: list[CandidateFirm], without: frozenset[str] = frozenset()
) -> tuple[tuple[CandidateFirm, ...], str | None]:
    """The candidates with scores, places and stability, and whether they can be told apart; ``without``: grounds that
    this product has not.

    ``effect`` comes in as a count. Nothing here depends on ids or on the order of ``items`` but the order of equal
    lines.
    """
    most = max((one.grounds.effect or 0.0 for one in items), default=0.0)
    missing = without if most else without | {"effect"}  # nobody has an effect: it says nothing of anybody
    scored, owns, points, rows = [], [], [], []
    for one in items:
        effect = round((one.grounds.effect or 0.0) / most, ROUND) if most else None
        grounds = replace(one.grounds, effect=effect)
        own = {key: getattr(grounds, key) for key in _GROUNDS if key not in missing}
        asked = own | _BY_KIND[one.kind]
        known = tuple(key for key, value in own.items() if value is not None and key not in _BY_KIND[one.kind])
        low, high = interval(list(asked.values()))
        owns.append(interval([value for key, value in asked.items() if key != _SHARED]))
        points.append((effect or 0.0, interval([value for key, value in asked.items() if key != "effect"])[0]))
        rows.append([value or 0.0 for value in asked.values()])
        scored.append(
            replace(one, grounds=grounds, known=known, score=low if known else None, score_low=low, score_high=high)
        )
    state = apart(owns)
    best = _front(points)
    stable = _stability(rows) if len(items) > FIRST and state != "equal" else [None] * len(items)
    told = [
        replace(one, place=place, tied=tied, front=point in best, stability=None if one.score is None else firm)
        for one, (place, tied), point, firm in zip(
            scored, places([one.score_low for one in scored]), points, stable, strict=True
        )
    ]
    told.sort(key=lambda one: (one.place, one.id))
    return tuple(replace(one, rank=rank) for rank, one in enumerate(told, 1)), state


def _front(points: Iterable[tuple[float, float]]) -> set[tuple[float, float]]:
    """Those that no other one equals or surpasses in both."""
    best: set[tuple[float, float]] = set()
    most = -1.0
    for point in sorted(set(points), reverse=True):
        if point[1] > most:
            best.add(point)
            most = point[1]
    return best


def _stability(lows: list[list[float]]) -> list[float | None]:
    """Of each row of grounds, unknown as 0, the share of weightings in which it is among the first; k equals for the
    last j places have j/k each.

    Equal rows are taken as one, in the order of their values: the same for all of them, whatever they are called.
    """
    import numpy as np  # slow to import, needed here only

    rows, of, sizes = np.unique(np.array(lows), axis=0, return_inverse=True, return_counts=True)
    weights = np.random.default_rng(1).dirichlet(np.ones(rows.shape[1]), _DRAWS)
    scores = np.round(rows @ weights.T, 12)
    among = np.zeros(len(rows))
    for draw in scores.T:
        _, group = np.unique(-draw, return_inverse=True)
        equal = np.bincount(group, weights=sizes)
        before = equal.cumsum() - equal
        among += np.clip((FIRST - before) / equal, 0.0, 1.0)[group]
    return [round(float(value), 3) for value in (among / _DRAWS)[of.ravel()]]


def _profile(
    world: World,
    product: str,
    region: str,
    buyers: tuple[str, ...],
    buyer_count: int,
    suppliers: Mapping[str, tuple[str, ...]],
) -> Message:
    products = world.network.products
    users = [products[user].names for user in sorted(world.network.graph.successors(product))][:_NAMED]
    inputs = [
        message("candidates.input-from", input=products[name].names, makers=Listed(firms))
        for name, firms in list(suppliers.items())[:_NAMED]
    ]
    served: Spoken = Listed(buyers[:_NAMED])
    if buyer_count > _NAMED:
        served = message("candidates.buyers-and-others", names=served, total=buyer_count)
    return message(
        "candidates.profile",
        product=products[product].names,
        uses=Listed(tuple(users)) if users else message("candidates.uses-unknown"),
        region=world.places.names_of(region),
        buyers=served if buyers else message("candidates.no-buyer-on-record"),
        inputs=_then(inputs) if inputs else message("candidates.no-input-on-record"),
    )


def _then(clauses: Sequence[Message]) -> Message:
    """Clauses one after the other."""
    return reduce(lambda before, clause: message("list.then", before=before, word=clause), clauses)
