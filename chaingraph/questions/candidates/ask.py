"""这个缺口请谁来补？Whom to invite, or to encourage here, for a product?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import reduce
from math import prod
from typing import Annotated, Any

from chaingraph.analyses import producible
from chaingraph.catalogue import Listed, Message, Spoken, message
from chaingraph.enumerations import NO_MAKER, Action, InputKind, Status
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Findings
from chaingraph.findings.standing import ROUND, apart, interval, places
from chaingraph.findings.world import World
from chaingraph.network import Distance, distance
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, HowMany, Product, Region
from chaingraph.registry import Local, enterprises, makers, products, supply

TOP = 20  # of each kind
FIRST = 5  # stability: how often a candidate stays among the first so many
_DRAWS = 500
_NAMED = 5  # buyers, uses and inputs that a profile names
NEIGHBOUR = 0.3  # nearness of a product of the same segment, home chain and division; else it is measured
MEASURED_BY = 2  # makers elsewhere that must make both before two products are measured to be near
NEARNESS = {Distance.SAME: 1.0, Distance.NEXT: 0.5, Distance.FARTHER: 0.0}
_GROUNDS = ("effect", "tie", "lead", "scale", "distance", "inputs", "nearness")
_SHARED = "inputs"  # of the product and the place: the same for every candidate, so it sets none before another
_MADE_INTO = (None, InputKind.MATERIAL, InputKind.COMPONENT)  # inputs whose makers could go on to the product itself


class Kind(StrEnum):
    """What is asked of a candidate, in the order of the list."""

    EXPANSION = "expansion"  # its group, or a namesake, stands here: to enlarge what stands
    PROVINCE = "province"  # makes it in the same province, outside the region: to be paired with buyers here
    OUTSIDE = "outside"  # makes it elsewhere: to be invited
    LOCAL = "local"  # stands here and makes what is near to it
    EXTENSION = "extension"  # stands here and makes an input of it: to extend downstream, where the action is that


_OF_KIND = {  # the grounds in which candidates of a kind can differ
    Kind.EXPANSION: ("effect", "tie", "lead", "scale", "distance", "inputs"),
    Kind.PROVINCE: ("effect", "tie", "lead", "scale", "inputs"),
    Kind.OUTSIDE: ("effect", "tie", "lead", "scale", "distance", "inputs"),
    Kind.LOCAL: ("effect", "tie", "lead", "inputs", "nearness"),
    Kind.EXTENSION: ("effect", "tie", "lead", "inputs", "nearness"),
}


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What speaks for a candidate, 0-1 each; None where nothing is known.

    ``effect``: gaps of the region that its products would close and products that would become producible, against the
    most of any candidate; None where none has any. ``tie``: 1 when its group stands here, or it or another of its group
    delivers to or takes from an active local enterprise or another of that one's group. ``lead``: 1 when one of those
    local ones, or of their groups here, is a lead enterprise. ``scale``: its newest known output of the product against
    the largest known. ``distance``: 1 in the same province, 0.5 in one that borders on it, 0 farther off, None where
    that cannot be told. ``inputs``: share of the essential inputs of the product that have a local maker or are of
    common supply; None while any of them is unseen, since it may be made here all the same. ``nearness``: of a local
    one near to the product 1 less the product of (1 - w) over what it makes, w being :data:`NEIGHBOUR` for a product of
    the same segment of the same home chain, and for any other the share of makers elsewhere that make both among those
    that make the more common of the two; of a local maker of inputs the share of the essential inputs that it makes.

    A kind of candidate has not all of them: :data:`_OF_KIND`.
    """

    effect: float | None
    tie: float | None
    lead: float | None
    scale: float | None
    distance: float | None
    inputs: float | None
    nearness: float | None


@dataclass(frozen=True, kw_only=True)
class CandidateFirm:
    """One candidate.

    ``kind``: see :class:`Kind`; ``region``: None where its place is not known. ``stands``: active local enterprises of
    its owner, ``namesakes``: those that are called as it is (same core or short name), which is to be checked.
    ``ties``: local enterprises that it, or its group, trades with, ``leads``: the lead enterprises of their groups.
    ``makes``: which of the product and its kinds it makes; ``year``: of its newest record of them; ``output_yi``: its
    newest known output, of ``output_year``. ``fills``: gaps of the region among its products. ``near``: what it makes
    that is near to the product, or its inputs. ``known``: names of the grounds that are known of it. ``score_low`` and
    ``score_high``: mean of the grounds of its kind with the unknown ones as 0 and as 1; ``score``: the lower one, None
    where no ground is known. ``place``: among those of its kind by ``score_low``, shared by equals, ``tied`` of them (1
    when alone); ``rank``: number of the line, equals in order of id. ``front``: no other of its kind is better in both
    effect and feasibility (mean of the other grounds), unknown as 0. ``stability``: share of random weightings under
    which it is among the first :data:`FIRST` of its kind by the lower score, equals sharing the places left; None where
    there are no more candidates than that, where all are equal, or without a score. ``rows``: table and row that it
    rests on; ``sources``: ids.
    """

    id: str
    name_zh: str
    name_en: str
    region: str | None
    kind: Kind
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
    makes: tuple[str, ...] = ()
    stands: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    distance: Distance | None = None


@dataclass(frozen=True, kw_only=True)
class OfKind:
    """How many candidates of a ``kind`` there are, and how many are listed.

    ``apart``: of all of them, see :func:`standing.apart`; what none of them can differ in (the inputs) is left out of
    it. ``cut``: how many share the place of the last one listed without being listed.
    """

    kind: Kind
    total: int
    listed: int
    apart: str | None
    cut: int


@dataclass(frozen=True, kw_only=True)
class Candidates(Answer[CandidateFirm]):
    """The whole, a sequence of the candidates, kind by kind.

    ``buyers``: names of local enterprises that need the product (the first), ``buyer_count`` all of them.
    ``suppliers``: of each essential input the local makers' names; ``inputs``: how many essential inputs are at hand,
    confirmed to have no maker, and unseen. ``profile``: what such an enterprise would be, for a gap without candidates
    too. ``kinds``: of each kind that there is, how many; ``top``: how many of a kind were asked for.
    """

    region: str
    product: str
    status: Status
    buyers: tuple[str, ...]
    buyer_count: int
    suppliers: dict[str, tuple[str, ...]]
    inputs: tuple[int, int, int]
    profile: Message
    kinds: tuple[OfKind, ...]
    items: tuple[CandidateFirm, ...]
    top: int = TOP

    @property
    def total(self) -> int:
        """How many candidates there are, listed or not."""
        return sum(group.total for group in self.kinds)

    @property
    def elsewhere(self) -> int:
        """How many makers of the product there are outside the region."""
        away = (Kind.EXPANSION, Kind.PROVINCE, Kind.OUTSIDE)
        return sum(group.total for group in self.kinds if group.kind in away)

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

    def of_kind(self, kind: Kind) -> tuple[CandidateFirm, ...]:
        """The candidates of a kind that are listed."""
        return tuple(item for item in self.items if item.kind is kind)

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
    """Active enterprises outside ``region`` (the topmost when None) that make ``product`` or one of its kinds, and
    local ones that make what is near to it or, where the action is to extend, an input of it: kind by kind, each by the
    lower bound of their score.

    A maker elsewhere whose owner has an active enterprise here, or whose core name (registered name without place and
    legal form, three letters at least, no trade) or short name an active enterprise here bears, is an expansion of what
    stands and no invitation; a namesake is to be checked. Near are products of the same segment of the same home chain
    (and of the same division of GB/T 4754 where both have a class), and those that at least :data:`MEASURED_BY` makers
    elsewhere make together with it: to share a stage or a chain is not enough. What is not known counts as nothing for
    the order and as everything for ``score_high``: so to learn a ground of a candidate never puts it behind another,
    and of two candidates the one of which less is known never stands first for that. Ids decide nothing but the order
    of lines that share a place. Closed and planned enterprises are neither candidates nor ties. ``top``: how many of
    each kind. ``findings``: those of the whole region where they are at hand (``given`` is theirs then). Source:
    METHODS, section 7; there is no published standard, so every ground is told. Enterprises stay columnar until they
    are chosen. Raises UsageError for an unknown region or product.
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
        all(found[member].status == Status.MISSING and member not in ready for member in group.members)
        for group in groups
    )
    told_inputs = (at_hand, none, len(groups) - at_hand - none)
    met = at_hand / len(groups) if groups and not told_inputs[2] else None
    itself = network.below(name)
    close = _close(world, here.local, name)
    made_into = {  # only where the verdict asks to extend: a steel mill is no candidate for every machine of steel
        needed
        for needed in inputs
        if mine.action == Action.EXTEND
        and network.input_kinds.get((name, needed)) in _MADE_INTO
        and needed not in network.common
    }
    outside = makers.outside(here.local, name, sorted(itself - {name}))
    near = makers.near(here.local, sorted(close.keys() | made_into), sorted(itself))
    firms: list[makers.Outside | makers.Near] = [*outside, *near]
    ids = [firm.id for firm in firms]
    made = makers.made_by(world.dataset, ids)
    trades = supply.ties(here.local, ids)
    mates = supply.group_mates(here.local, [firm.id for firm in outside])
    namesakes = enterprises.namesakes(here.local, [firm.id for firm in outside if firm.id not in mates])
    before = producible(network, here.own, mine.given).products
    largest = max((firm.output_yi for firm in outside if firm.output_yi is not None), default=0.0)
    gains: dict[frozenset[str], int] = {}

    def nearness(products: Sequence[str]) -> tuple[Kind, tuple[str, ...], float]:
        """What a local one is to the product: near where anything that it makes is, else a maker of inputs."""
        own = tuple(product for product in products if product in close)
        if own:
            return Kind.LOCAL, own, round(1 - prod(1 - close[product] for product in own), ROUND)
        shared = sum(not set(products).isdisjoint(group.members) for group in groups)
        return Kind.EXTENSION, tuple(products), round(shared / len(groups), ROUND)

    def candidate(firm: makers.Outside | makers.Near) -> CandidateFirm:
        elsewhere = firm if isinstance(firm, makers.Outside) else None
        away = distance(world.places, code, firm.region) if elsewhere else None
        kind, own, closeness = nearness(firm.products) if elsewhere is None else (Kind.OUTSIDE, (), None)
        group, trade, called = mates.get(firm.id), trades.get(firm.id), tuple(namesakes.get(firm.id, ()))
        if elsewhere and (group or called):
            kind = Kind.EXPANSION
        elif away is Distance.SAME:
            kind = Kind.PROVINCE
        adds = frozenset(product for product in (made[firm.id] if elsewhere else [name]) if product in network.products)
        fills = tuple(
            sorted(product for product in adds if found[product].makers == 0 and found[product].status in NO_MAKER)
        )
        if adds not in gains:
            gains[adds] = len(producible(network, here.own | adds, mine.given).products - before)
        output = elsewhere.output_yi if elsewhere else None
        leads = bool(trade and trade.leads) or bool(group and group.lead)
        return CandidateFirm(
            id=firm.id,
            name_zh=firm.name_zh,
            name_en=firm.name_en,
            region=firm.region,
            kind=kind,
            role=firm.role,
            output_yi=output,
            year=elsewhere.year if elsewhere else None,
            fills=fills,
            newly_producible=gains[adds],
            ties=tuple(trade.names) if trade else (),
            near=own,
            grounds=Grounds(
                effect=float(len(fills) + gains[adds]),
                tie=1.0 if trade or group else None,
                lead=1.0 if leads else None,
                scale=_scale(output, largest),
                distance=None if away is None else NEARNESS[away],
                inputs=met,
                nearness=closeness,
            ),
            front=False,
            score=None,
            stability=None,
            rows=(("enterprises", firm.row), *(("makes", row) for row in firm.rows)),
            sources=tuple(dict.fromkeys([*firm.source, *firm.made_source])),
            output_year=elsewhere.output_year if elsewhere else None,
            makes=tuple(elsewhere.products) if elsewhere else (),
            stands=tuple(group.names) if group else (),
            namesakes=called,
            leads=tuple(trade.leads) if trade else (),
            distance=away,
        )

    items = [candidate(firm) for firm in firms]
    buyers = here.buyers_of([name]).get(name, [])
    shown = enterprises.names(world.dataset, buyers)
    served = tuple(shown[firm] for firm in buyers[:10] if firm in shown)
    suppliers = {
        needed: tuple(here.names.get(firm, firm) for firm in here.made[needed].first)
        for needed in inputs
        if needed in here.made
    }
    listed, kinds = _listed(items, frozenset() if groups else frozenset([_SHARED]), top)
    return Candidates(
        region=code,
        product=name,
        status=mine.status,
        buyers=served,
        buyer_count=len(buyers),
        suppliers=suppliers,
        inputs=told_inputs,
        profile=_profile(world, name, code, served, len(buyers), suppliers),
        kinds=kinds,
        items=listed,
        top=top,
    )


def _close(world: World, local: Local, name: str) -> dict[str, float]:
    """Products near to ``name`` with how near, 0-1, without those of common supply and its own kinds."""
    network = world.network
    found = makers.made_together(local, name, MEASURED_BY)
    for neighbour in products.of_segment(world.dataset, name):
        found[neighbour] = max(found.get(neighbour, 0.0), NEIGHBOUR)
    without = network.common | network.below(name)
    return {
        product: found[product] for product in sorted(found) if product in network.products and product not in without
    }


def _listed(
    items: Sequence[CandidateFirm], without: frozenset[str], top: int
) -> tuple[tuple[CandidateFirm, ...], tuple[OfKind, ...]]:
    """The first of each kind, kind by kind, numbered from 1, and how many there are of each."""
    most = max((item.grounds.effect or 0.0 for item in items), default=0.0)
    lines: list[CandidateFirm] = []
    kinds: list[OfKind] = []
    for kind in Kind:
        own = [item for item in items if item.kind is kind]
        if not own:
            continue
        ranked, state = _ranked(own, without, most)
        first = ranked[:top]
        cut = sum(item.place == first[-1].place for item in ranked[top:]) if first else 0
        lines += [replace(item, rank=len(lines) + item.rank) for item in first]
        kinds.append(OfKind(kind=kind, total=len(own), listed=len(first), apart=state, cut=cut))
    return tuple(lines), tuple(kinds)


def _scale(output: float | None, largest: float) -> float | None:
    """Output against the largest known; an output of 0 is known to be none."""
    if output is None:
        return None
    return round(output / largest, ROUND) if largest > 0 else 0.0


def _ranked(
    items: Sequence[CandidateFirm], without: frozenset[str], most: float
) -> tuple[tuple[CandidateFirm, ...], str | None]:
    """Candidates of one kind with scores, places and stability, and whether they can be told apart; ``without``:
    grounds that this product has not; ``most``: the largest effect of any candidate.

    ``effect`` comes in as a count. Nothing here depends on ids or on the order of ``items`` but the order of equal
    lines.
    """
    missing = without if most else without | {"effect"}  # nobody has an effect: it says nothing of anybody
    scored, owns, points, rows = [], [], [], []
    for item in items:
        effect = round((item.grounds.effect or 0.0) / most, ROUND) if most else None
        grounds = replace(item.grounds, effect=effect)
        own = {key: getattr(grounds, key) for key in _OF_KIND[item.kind] if key not in missing}
        known = tuple(key for key, value in own.items() if value is not None)
        low, high = interval(list(own.values()))
        owns.append(interval([value for key, value in own.items() if key != _SHARED]))
        points.append((effect or 0.0, interval([value for key, value in own.items() if key != "effect"])[0]))
        rows.append([value or 0.0 for value in own.values()])
        scored.append(
            replace(item, grounds=grounds, known=known, score=low if known else None, score_low=low, score_high=high)
        )
    state = apart(owns)
    best = _front(points)
    stable = _stability(rows) if len(items) > FIRST and state != "equal" else [None] * len(items)
    placed = [
        replace(item, place=place, tied=tied, front=point in best, stability=None if item.score is None else firm)
        for item, (place, tied), point, firm in zip(
            scored, places([item.score_low for item in scored]), points, stable, strict=True
        )
    ]
    placed.sort(key=lambda item: (item.place, item.id))
    return tuple(replace(item, rank=rank) for rank, item in enumerate(placed, 1)), state


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
