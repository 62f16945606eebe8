"""What falls with a product, a firm, a pair of them: along the chain, and along known deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import (
    EndProductWeights,
    JointLosses,
    SupplyLinks,
    esri,
    failing,
    joint_losses,
    producible,
)
from chaingraph.catalogue import joined, message
from chaingraph.errors import UsageError
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.network import Deliveries, Market, deliveries
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Bought, Chain, Flag, HowMany, Region, Several
from chaingraph.registry import enterprises, makers

TOP = 20
SHOWN = 10  # of each table, where it is not told how many
TOLERANCE = 1e-6  # of a firm's remaining share, where a shock is taken as spent
PAIRS = 5  # pairs shown for an end product
SCREENED = 50  # largest sellers that are shocked along deliveries, beside the sole makers


@dataclass(frozen=True, kw_only=True)
class Loss(Answer[str]):
    """What the loss of ``items`` does, a sequence of what stops. ``outright``: products that then have no local maker;
    ``stops``: all that stops, those included; ``ends``: the local end products among it; ``lost``: their share (0-1) of
    the weight of all local end products, of ``chain`` where one was asked for, null where there are none: the measure
    of criticality, with what is lost outright counted too; ``weight_known``: the share of that weight that rests on a
    figure of the end product itself. ``no_longer_producible``: what could be made from local and common inputs before
    and cannot after.
    """

    items: tuple[str, ...]
    name_zh: str
    outright: tuple[str, ...]
    stops: tuple[str, ...]
    ends: tuple[str, ...]
    lost: float | None
    no_longer_producible: tuple[str, ...]
    chain: str | None
    weight_known: float | None

    @property
    def main(self) -> tuple[str, ...]:
        """Products that stop."""
        return self.stops

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Joint:
    """Pairs whose loss together stops ``end`` though neither does alone: how many, and the first of them. ``lost``: the
    share (0-1) of the weight of the end products that is that end's.
    """

    end: str
    lost: float | None
    count: int
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Shock:
    """One firm's loss along deliveries: shares 0-1 of all sales (or revenue) lost, as :func:`esri` defines them.
    ``converged``: False where the computation ended before its limit; the shares are then lower bounds.
    """

    enterprise: str
    name_zh: str
    index: float | None
    downstream: float | None
    upstream: float | None
    converged: bool = True


@dataclass(frozen=True, kw_only=True)
class Links:
    """Systemic risk along deliveries. ``basis``: ``value`` (amounts), ``equal`` (every delivery the same, structure
    only) or None where there is nothing to compute, for the ``reason`` (none, no-amounts, inactive: no delivery has two
    active ends). ``weights``: ``revenue``, where that of every firm is known (sales elsewhere are then not lost), else
    ``sales`` along the links.

    ``firms``: active firms with a delivery, ``firms_unknown`` of them have none of known amount: they have no index and
    no place in ``shocks``. ``links``: deliveries that count, the newest known amount of each supplier, customer and
    product. Left out: ``unknown``, where no year's amount is known; ``inactive``, where an end is planned or closed;
    ``own``, of a firm to itself. What a buyer gets in deliveries of unknown amount is not counted among its supplies,
    so that its dependence on the known ones is overstated. ``converged``: all shocks reached their limit.
    """

    basis: str | None
    reason: str | None
    weights: str | None
    firms: int
    links: int
    unknown: int
    shocks: tuple[Shock, ...]
    firms_unknown: int = 0
    inactive: int = 0
    own: int = 0
    converged: bool = True


@dataclass(frozen=True, kw_only=True)
class Risk(Answer[Loss]):
    """The whole, a sequence of the losses of one product each. ``given``: what is taken as bought from outside, in
    ``no_longer_producible`` only.
    """

    region: str
    chain: str | None
    given: tuple[str, ...]
    ends: tuple[str, ...]
    weight_known: float | None
    products: tuple[Loss, ...]
    firms: tuple[Loss, ...]
    product_pairs: tuple[Joint, ...]
    firm_pairs: tuple[Joint, ...]
    links: Links

    @property
    def main(self) -> tuple[Loss, ...]:
        """The losses of one product each."""
        return self.products

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@asked
def risk(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    chain: Annotated[str | None, Chain()] = None,
    products: Annotated[
        Iterable[str],
        Several(option="--product", help_message=message("risk.parameter.products")),
    ] = (),
    enterprises: Annotated[
        Iterable[str],
        Several(option="--enterprise", help_message=message("risk.parameter.enterprises")),
    ] = (),
    given: Annotated[Iterable[str], Bought()] = (),
    top: Annotated[int, HowMany(help_message=message("risk.parameter.top"))] = SHOWN,
    equal: Annotated[
        bool,
        Flag(
            option="--equal-links",
            help_message=message("risk.parameter.equal"),
        ),
    ] = False,
) -> Risk | Loss:
    """What falls with these products and enterprises (:func:`knock_out`), or without any the worst losses
    (:func:`risks`).
    """
    lost, firms = tuple(products), tuple(enterprises)
    if lost or firms:
        return knock_out(world, products=lost, enterprises=firms, region=region, chain=chain, given=given)
    return risks(world, region, chain=chain, given=given, top=top, equal=equal)


def risks(
    world: World,
    region: str | None = None,
    *,
    chain: str | None = None,
    given: Iterable[str] = (),
    top: int = TOP,
    equal: bool = False,
) -> Risk:
    """The losses that stop most of the value of the end products of a region (the topmost when None), worst first,
    ``top`` of each kind.

    What stops follows :func:`failing`: an input without a local maker is taken as bought from outside, and a substitute
    that stands is enough. A firm goes with all that it makes; only the sole maker of something stops anything, so no
    other is tried. Products of common supply are not knocked out. Raises UsageError for an unknown region or chain.
    """
    scope = _scope(world, region, chain, given)
    ends, bought = scope.ends, scope.given
    network, here = world.network, world.market(scope.region)
    own = [
        name
        for name, product in network.products.items()
        if not product.common and (name in here.made or name in here.buyers)
    ]
    by_product = joint_losses(network, {name: [name] for name in own}, ends.values)
    sole = _sole(world, here)
    both: dict[tuple[str, str], list[str]] = {}
    for name, making in sorted(here.made.items()):
        if making.makers == 2 and not network.products[name].common:
            both.setdefault((making.first[0], making.first[1]), []).append(name)
    by_firm = joint_losses(network, sole, ends.values, both)
    before = producible(network, here.own, bought).products

    def worst(found: JointLosses, outright: Mapping[str, Iterable[str]]) -> tuple[Loss, ...]:
        def size(item: str) -> tuple[float, int, str]:
            return -round(ends.share(found.alone[item]) or 0.0, 12), -len(found.alone[item]), item

        kept = sorted((item for item in found.items if found.alone[item] & ends.values.keys()), key=size)[:top]
        return tuple(_loss(world, scope, (item,), outright.get(item, ()), found.alone[item], before) for item in kept)

    return Risk(
        region=scope.region,
        chain=scope.chain,
        given=bought,
        ends=tuple(sorted(ends.values)),
        weight_known=ends.known,
        products=worst(by_product, {name: [name] for name in own}),
        firms=worst(by_firm, sole),
        product_pairs=_joint(by_product, ends, top),
        firm_pairs=_joint(by_firm, ends, top),
        links=_links(world, here, equal, set(sole), top),
    )


@asked
def knock_out(
    world: World,
    products: Iterable[str] = (),
    enterprises: Iterable[str] = (),
    region: str | None = None,
    chain: str | None = None,
    given: Iterable[str] = (),
) -> Loss:
    """What falls when these products and enterprises are lost together, in a region (the topmost when None).

    Raises UsageError for an unknown name, and for an enterprise that makes nothing in the region.
    """
    scope = _scope(world, region, chain, given)
    here = world.market(scope.region)
    gone = {world.require_product(name) for name in products}
    firms = sorted({world.enterprise(name) or name for name in enterprises})
    known = makers.making(here.local, firms)
    for firm in firms:
        if firm not in known:
            raise UsageError("risk.makes-nothing", firm=firm)
    lost = makers.made_by_these_alone(here.local, firms)
    gone |= {name for name in lost if not world.network.products[name].common}
    before = producible(world.network, here.own, scope.given).products
    items = (*sorted({world.require_product(name) for name in products}), *firms)
    return _loss(world, scope, items, gone, failing(world.network, gone), before)


@dataclass(frozen=True, kw_only=True)
class _Scope:
    """What is asked about: the end products of a region, of one chain where it is told, with what they weigh."""

    region: str
    chain: str | None
    given: tuple[str, ...]
    ends: EndProductWeights


def _scope(world: World, region: str | None, chain: str | None, given: Iterable[str]) -> _Scope:
    code = world.places.require(region)
    chain = None if chain is None else world.require_chain(chain)
    bought = tuple(sorted({world.require_product(name) for name in given}))
    return _Scope(region=code, chain=chain, given=bought, ends=world.ends(code, chain))


def _loss(
    world: World,
    scope: _Scope,
    items: tuple[str, ...],
    outright: Iterable[str],
    stops: Iterable[str],
    before: frozenset[str],
) -> Loss:
    network, gone, stopped = world.network, set(outright), frozenset(stops)
    lost = set().union(*(network.below(name) for name in gone))
    after = producible(network, world.market(scope.region).own, scope.given, without=lost).products
    names = enterprises.names(world.dataset, items)
    return Loss(
        items=items,
        name_zh=joined(
            (network.products[item].name_zh if item in network.products else names.get(item, item) for item in items),
            "zh",
        ),
        outright=tuple(sorted(gone)),
        stops=tuple(sorted(stopped)),
        ends=tuple(sorted(stopped & scope.ends.values.keys())),
        lost=scope.ends.share(stopped),
        chain=scope.chain,
        weight_known=scope.ends.known,
        no_longer_producible=tuple(sorted(before - after)),
    )


def falls_with(world: World, region: str) -> dict[str, frozenset[str]]:
    """Of every enterprise that alone makes something in ``region``: all that stops with it, its own products too."""
    sole = _sole(world, world.market(region))
    return dict(joint_losses(world.network, sole, ()).alone)


def _sole(world: World, here: Market) -> dict[str, list[str]]:
    """Sole makers with what they alone make; products of common supply are left out."""
    found: dict[str, list[str]] = {}
    for name, making in sorted(here.made.items()):
        if making.makers == 1 and not world.network.products[name].common:
            found.setdefault(making.first[0], []).append(name)
    return found


def _joint(found: JointLosses, ends: EndProductWeights, top: int) -> tuple[Joint, ...]:
    """The end products that pairs stop, the weightiest first, then by how many pairs do."""
    worst = sorted(found.words, key=lambda end: (-ends.values[end], -found.count(end), end))[:top]
    return tuple(
        Joint(end=end, lost=ends.share([end]), count=found.count(end), pairs=found.pairs(end, PAIRS)) for end in worst
    )


def _links(world: World, here: Market, equal: bool, sole: set[str], top: int) -> Links:
    import numpy as np  # slow to import, needed here only

    supply = deliveries(world.dataset)
    known = np.isfinite(supply.value)
    some, all_ = len(supply.firms), len(supply.value)
    if not all_:
        reason = "inactive" if supply.inactive else "none"
        return Links(
            basis=None,
            reason=reason,
            weights=None,
            firms=0,
            links=0,
            unknown=0,
            shocks=(),
            inactive=supply.inactive,
            own=supply.own,
        )
    if not equal and not known.any():
        return Links(
            basis=None,
            reason="no-amounts",
            weights=None,
            firms=some,
            links=all_,
            unknown=all_,
            shocks=(),
            firms_unknown=some,
            inactive=supply.inactive,
            own=supply.own,
        )
    kept = np.ones(all_, dtype=bool) if equal else known
    links = _linked(supply, equal)
    traded = len(np.unique(np.concatenate([supply.supplier[kept], supply.buyer[kept]])))
    shocks = []
    for firm, name in _screened(world, here, links, sole):
        felt = esri(links, {firm: 0.0}, tolerance=TOLERANCE)
        shocks.append(
            Shock(
                enterprise=firm,
                name_zh=name,
                index=felt.index,
                downstream=felt.downstream,
                upstream=felt.upstream,
                converged=felt.converged,
            )
        )
    shocks.sort(key=lambda shock: (shock.index is None, -(shock.index or 0.0), shock.enterprise))
    return Links(
        basis="equal" if equal else "value",
        reason=None,
        weights="sales" if links.weights is None else "revenue",
        firms=some,
        links=int(kept.sum()),
        unknown=int((~kept).sum()),
        shocks=tuple(shocks[:top]),
        firms_unknown=some - traded,
        inactive=supply.inactive,
        own=supply.own,
        converged=all(shock.converged for shock in shocks),
    )


def supply_links(world: World) -> SupplyLinks | None:
    """The known deliveries with their amounts; None where no amount is known."""
    import numpy as np

    supply = deliveries(world.dataset)
    return _linked(supply) if np.isfinite(supply.value).any() else None


def _linked(supply: Deliveries, equal: bool = False) -> SupplyLinks:
    import numpy as np

    revenue = supply.revenue if not equal and np.isfinite(supply.revenue).all() else None
    return SupplyLinks(
        firms=supply.firms,
        supplier=supply.supplier,
        buyer=supply.buyer,
        product=supply.product,
        value=np.ones(len(supply.value)) if equal else supply.value,
        role=supply.role,
        weights=revenue,
        revenue=revenue,
        uses=supply.uses,
        groups=supply.groups,
    )


def _screened(world: World, here: Market, links: SupplyLinks, sole: set[str]) -> list[tuple[str, str]]:
    """The local firms worth a shock: the largest sellers and buyers along known deliveries, and sole makers there."""
    import numpy as np

    known = np.isfinite(links.value)
    ends = np.concatenate([links.supplier[known], links.buyer[known]])
    size = np.bincount(ends, np.tile(links.value[known], 2), len(links.firms))
    first = sorted(np.unique(ends).tolist(), key=lambda firm: (-size[firm], links.firms[firm]))
    local = enterprises.local_names(world.dataset, here.codes, links.firms)
    largest = [links.firms[firm] for firm in first if links.firms[firm] in local]
    wanted = [*largest[:SCREENED], *(firm for firm in largest[SCREENED:] if firm in sole)][: 2 * SCREENED]
    return [(firm, local[firm]) for firm in wanted]
