"""这个缺口请谁来补？Whom to invite, or to encourage here, for a product?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from math import prod
from typing import Any

from chaingraph.analyses import producible
from chaingraph.findings.assemble import World, gaps
from chaingraph.findings.finding import Findings

TOP = 20
FIRST = 5  # stability: how often a candidate stays among the first so many
_DRAWS = 500
NEIGHBOUR = (
    0.3  # nearness of an input, a substitute or a product of the same segment; of products made together it is measured
)
_GROUNDS = ("effect", "tie", "scale", "inputs", "nearness")


@dataclass(frozen=True)
class Grounds:
    """What speaks for a candidate, 0-1 each; None where nothing is known, which is never counted as low.

    ``effect``: gaps of the region that its products would close and products that would become producible, against the most of any candidate.
    ``tie``: 1 when it delivers to or takes from a local enterprise, or a local one has the same parent. ``scale``: its output of the product against
    the largest known. ``inputs``: share of the essential inputs of the product that have a local maker or are of common supply; None while any of them is
    unseen, since it may be made here all the same. ``nearness`` (of local
    enterprises): 1 less the product of (1 - w) over what it makes: w is :data:`NEIGHBOUR` for an input, a substitute or a product of the same segment, and for any other
    the share of enterprises that make both among those that make the more common of the two.
    """

    effect: float | None
    tie: float | None
    scale: float | None
    inputs: float | None
    nearness: float | None


@dataclass(frozen=True)
class CandidateFirm:
    """One candidate. ``year``: of its newest record of the product. ``kind``: ``outside`` (makes it elsewhere) or ``local`` (makes what is near to it). ``fills``: gaps of the region among its products. ``front``: no other
    is known to be better in effect and feasibility both. ``score``: mean of the known grounds; ``stability``: share of random weightings under which it stays
    among the first :data:`FIRST`, None where there are no more candidates than that. ``rows``: table and row that it rests on; ``sources``: ids.
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


@dataclass(frozen=True)
class Candidates:
    """The whole. ``buyers``: names of local enterprises that need the product (the first), ``buyer_count`` all of them. ``suppliers``: of each essential input the local
    makers' names; ``inputs``: how many essential inputs are at hand, confirmed to have no maker, and unseen. ``profile_zh`` and ``profile_en``: what such an enterprise would be, for a gap without candidates too.
    """

    region: str
    product: str
    status: str
    buyers: tuple[str, ...]
    buyer_count: int
    suppliers: dict[str, tuple[str, ...]]
    inputs: tuple[int, int, int]
    profile_zh: str
    profile_en: str
    outside: int
    local: int
    items: tuple[CandidateFirm, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def candidates(
    world: World,
    product: str,
    region: str | None = None,
    given: Iterable[str] = (),
    *,
    top: int = TOP,
    findings: Findings | None = None,
) -> Candidates:
    """Active enterprises outside ``region`` (the topmost when None) that make ``product``, and local ones that make its inputs, its substitutes or
    products close to it, the Pareto front on effect and feasibility first, then by score.

    Feasibility is the geometric mean of the known grounds but effect; no data on it is no low score: those without are
    compared among themselves, by effect.
    ``findings``: those of the whole region where they are at hand (``given`` is theirs then). Closed and planned enterprises are left out. Source: METHODS,
    section 7; there is no published standard, so every ground is told. Enterprises stay columnar until they are chosen. Raises
    UsageError for an unknown region or product.
    """
    code = world.places.require(region)
    name = world.require_product(product)
    network, here, con = world.network, world.market(code), world.dataset
    judged = gaps(world, code, given=tuple(given), buyers=False) if findings is None else findings
    found = judged.by_product()
    mine = found[name]
    groups = [group for group in network.groups.get(name, ()) if group.essential]
    inputs = sorted({member for group in groups for member in group.members})
    ready = network.common | here.made.keys() | set(mine.given)
    at_hand = sum(not ready.isdisjoint(group.members) for group in groups)
    none = sum(all(found[one].status == "missing" and one not in ready for one in group.members) for group in groups)
    told_inputs = (at_hand, none, len(groups) - at_hand - none)
    met = at_hand / len(groups) if groups and not told_inputs[2] else None
    close = _close(world, name, inputs)
    local = f'(select code from "local_{code}")'
    columns = "e.id, e.name_zh, coalesce(e.name_en, e.name_zh), e.region, e.role, coalesce(e.source, []), e._row"
    outside = con.rows(
        f"""select {columns}, first(m.output_yi order by m.year desc nulls last), max(m.year),
            flatten(list(coalesce(m.source, []))), list_sort(list(m._row))
        from makes m join enterprises e on e.id = m.enterprise
        where m.product = ? and coalesce(e.status, 'active') = 'active' and e.region not in {local}
        group by all order by e.id""",
        [name],
    )
    near = con.rows(
        f"""select {columns}, null, null, flatten(list(coalesce(m.source, []))), list_sort(list(m._row)), list_sort(list(distinct m.product))
        from {here.relation} r join makes m on m.enterprise = r.enterprise and m.product = r.product join enterprises e on e.id = r.enterprise
        where r.product in (select unnest(?::varchar[])) and e.id not in (select enterprise from {here.relation} where product = ?)
        group by all order by e.id""",
        [sorted(close), name],
    )
    firms = [row[0] for row in (*outside, *near)]
    made = dict(
        con.rows(
            "select enterprise, list_sort(list(distinct product)) from makes where enterprise in (select unnest(?::varchar[])) group by 1",
            [firms],
        )
    )
    ties = _ties(world, code, firms)
    before = producible(network, here.made.keys(), mine.given).products
    largest = max((row[7] for row in outside if row[7]), default=None)
    gains: dict[frozenset[str], int] = {}
    items = []
    for kind, row in [("outside", row) for row in outside] + [("local", row) for row in near]:
        adds = frozenset([name] if kind == "local" else (one for one in made[row[0]] if one in network.products))
        fills = tuple(
            sorted(one for one in adds if found[one].makers == 0 and found[one].status in ("missing", "unseen"))
        )
        if adds not in gains:
            gains[adds] = len(producible(network, here.made.keys() | adds, mine.given).products - before)
        new = gains[adds]
        own = tuple(row[11]) if kind == "local" else ()
        items.append(
            CandidateFirm(
                row[0], row[1], row[2], row[3], kind, row[4], row[7], row[8], fills, new, tuple(ties.get(row[0], ())), own,
                Grounds(
                    float(len(fills) + new), 1.0 if row[0] in ties else None, row[7] / largest if row[7] and largest else None, met,
                    1 - prod(1 - close[one] for one in own) if kind == "local" else None,
                ),
                False, None, None, (("enterprises", row[6]), *(("makes", line) for line in row[10])),
                tuple(dict.fromkeys([*row[5], *row[9]])),
            )
        )  # fmt: skip
    buyers = here.buyers_of([name]).get(name, [])
    shown = dict(con.rows("select id, name_zh from enterprises where id in (select unnest(?::varchar[]))", [buyers]))
    suppliers = {
        one: tuple(here.names.get(firm, firm) for firm in here.made[one].first) for one in inputs if one in here.made
    }
    told = Candidates(
        code, name, mine.status, tuple(shown[one] for one in buyers[:10] if one in shown), len(buyers), suppliers, told_inputs, "", "",
        len(outside), len(near), _ranked(items)[:top],
    )  # fmt: skip
    return replace(told, profile_zh=_profile(world, told, "zh"), profile_en=_profile(world, told, "en"))


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
    together = world.dataset.rows(
        """with own as (select distinct enterprise from makes where product = ?),
        sizes as (select product, count(distinct enterprise) as n from makes group by 1)
        select m.product, count(distinct m.enterprise) / greatest(any_value(s.n), (select count(*) from own))
        from makes m join own using (enterprise) join sizes s on s.product = m.product where m.product <> ? group by 1""",
        [name, name],
    )
    found = dict(together)
    for one in near:
        found[one] = max(found.get(one, 0.0), NEIGHBOUR)
    return {
        one: found[one]
        for one in sorted(found)
        if one != name and one in network.products and one not in network.common
    }


def _ties(world: World, code: str, firms: list[str]) -> dict[str, list[str]]:
    """Names of local enterprises that a candidate delivers to, takes from, or shares a parent with."""
    local = f'(select id from enterprises where region in (select code from "local_{code}"))'
    return dict(
        world.dataset.rows(
            f"""with pairs as (
                select supplier as firm, customer as other from supplies where customer in {local}
                union select customer, supplier from supplies where supplier in {local}
                union select a.id, b.id from enterprises a join enterprises b
                    on b.id = a.parent_group or b.parent_group = a.parent_group or b.parent_group = a.id
                    where b.id in {local} and a.parent_group is not null and a.id <> b.id)
            select firm, list_sort(list(distinct e.name_zh)) from pairs join enterprises e on e.id = other
            where firm in (select unnest(?::varchar[])) and firm <> other group by firm""",
            [firms],
        )
    )


def _ranked(items: list[CandidateFirm]) -> tuple[CandidateFirm, ...]:
    import numpy as np  # slow to import, needed here only

    if not items:
        return ()
    most = max(one.grounds.effect or 0.0 for one in items)
    items = [
        replace(one, grounds=replace(one.grounds, effect=(one.grounds.effect or 0.0) / most if most else None))
        for one in items
    ]
    table = np.array(
        [[np.nan if (value := getattr(one.grounds, key)) is None else value for key in _GROUNDS] for one in items]
    )
    known = np.isfinite(table)
    filled = np.where(known, table, 0.0)
    weights = np.random.default_rng(1).dirichlet(np.ones(len(_GROUNDS)), _DRAWS)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = (filled @ weights.T) / (known @ weights.T)
    scores = np.nan_to_num(scores, nan=-1.0)
    places = (-scores).argsort(axis=0, kind="stable").argsort(axis=0)
    stability = (places < FIRST).mean(axis=1)

    marks = [(one.grounds.effect or 0.0, _feasible(one.grounds)) for one in items]
    ranked = []
    for place, one in enumerate(items):
        values = [value for key in _GROUNDS if (value := getattr(one.grounds, key)) is not None]
        score = sum(values) / len(values) if values else None
        firm = score is not None and len(items) > FIRST
        ranked.append(
            replace(
                one,
                front=not any(_better(other, marks[place]) for other in marks),
                score=score,
                stability=round(float(stability[place]), 3) if firm else None,
            )
        )
    ranked.sort(key=lambda one: (not one.front, one.score is None, -(one.score or 0.0), one.id))
    return tuple(replace(one, rank=rank) for rank, one in enumerate(ranked, 1))


def _feasible(grounds: Grounds) -> float | None:
    """The geometric mean of the known grounds but effect; None where none is known."""
    told = [value for key in _GROUNDS[1:] if (value := getattr(grounds, key)) is not None]
    return float(prod(told) ** (1 / len(told))) if told else None


def _better(one: tuple[float, float | None], other: tuple[float, float | None]) -> bool:
    """Whether ``one`` (effect, feasibility) is known to be better. Where feasibility is known of one alone neither is; where it is of none, effect decides."""
    if one[1] is None or other[1] is None:
        return one[1] is other[1] and one[0] > other[0]
    return one[0] >= other[0] and one[1] >= other[1] and one != other


def _profile(world: World, told: Candidates, lang: str) -> str:
    names = world.network.products
    product, place = names[told.product].name(lang), world.places.name(told.region, lang)
    users = [names[one].name(lang) for one in sorted(world.network.graph.successors(told.product))][:5]
    if lang == "zh":
        buyers = "、".join(told.buyers[:5]) + (f"等{told.buyer_count}家" if told.buyer_count > 5 else "")
        supply = "；".join(
            f"{names[one].name_zh}：{'、'.join(firms)}" for one, firms in list(told.suppliers.items())[:5]
        )
        return (
            f"目标画像：生产{product}（用于{'、'.join(users) or '未知用途'}）的企业；在{place}可服务{buyers or '（暂无记录的本地需求企业）'}；"
            f"本地可供投入——{supply or '暂无记录'}。规模：本地需求量没有数据，不作推测。"
        )
    buyers = ", ".join(told.buyers[:5]) + (f" and others, {told.buyer_count} in all" if told.buyer_count > 5 else "")
    supply = "; ".join(
        f"{names[one].name('en')}: {', '.join(firms)}" for one, firms in list(told.suppliers.items())[:5]
    )
    return (
        f"Profile: an enterprise that makes {product} (used for {', '.join(users) or 'unknown uses'}); in {place} it could serve {buyers or 'no local enterprise on record'}; "
        f"inputs at hand: {supply or 'none on record'}. Size: the local demand is not known and not guessed."
    )
