"""假如增、减企业或项目建成，结论怎样变？What changes when makers come, enterprises go, or projects are built?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import esri, producible
from chaingraph.enumerations import NO_MAKER, EnterpriseStatus, ProjectStatus, Status
from chaingraph.errors import UsageError
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.network import BUILT, Places, Project
from chaingraph.network import projects as project_rows
from chaingraph.questions.asked import asked
from chaingraph.questions.diff.changes import Change, changes, status_counts
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, Region, Several
from chaingraph.questions.profile.ask import ChainState, profile
from chaingraph.questions.risk.ask import TOLERANCE, supply_links
from chaingraph.registry import enterprises
from chaingraph.registry.makers import is_made_in, making
from chaingraph.registry.supposed import add_enterprise, let_make, remove_enterprises, taken_back

SUPPOSED = "supposed"  # ids of enterprises that are supposed begin so


@dataclass(frozen=True)
class Note:
    """Why something that was asked changes nothing, or on what supposition it does. ``about``: the project, enterprise or addition
    (PRODUCT@REGION), None for the whole. ``kind``, of a project: outside (it does not stand in the region), built (on record as in production), suspended, no-investor,
    investor-unknown (not on record), investor-closed, investor-planned, investor-gone (removed in the same question), investor-elsewhere, made-already,
    same-maker (an earlier project of the question brings it); of an enterprise: makes-nothing; of an addition: outside; of the whole: no-change.
    """

    about: str | None
    kind: str
    zh: str
    en: str


@dataclass(frozen=True)
class Maker:
    """Who makes what a project brings: ``enterprise``, its investor where that is active in the project's ``region``, else a supposed one there (``supposed``).
    ``products``: what it makes that it did not make before.
    """

    project: str
    enterprise: str
    region: str
    products: tuple[str, ...]
    supposed: bool


@dataclass(frozen=True)
class WhatIf(Answer[Change]):
    """Before and after, a sequence of the findings that changed. ``producible`` and ``no_longer_producible`` compare what can be made from local and common inputs;
    ``single`` and ``gaps`` count products with one maker and without any, before and after. ``esri``: share of sales lost along known
    deliveries when what is removed goes, None where there are no deliveries with amounts among them; what is added has none, so it never counts there;
    a lower bound where not ``esri_converged``. ``makers``: who makes what the projects bring. ``notes``: what changes nothing, and why, and what is supposed of projects;
    where ``changes`` is empty there is always one. ``able``: how many products are producible, before and after; ``statuses``: each with how many have it.
    """

    region: str
    added: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    projects: tuple[str, ...]
    changes: tuple[Change, ...]
    producible: tuple[str, ...]
    no_longer_producible: tuple[str, ...]
    single: tuple[int, int]
    gaps: tuple[int, int]
    chains: tuple[tuple[ChainState, ChainState], ...]
    esri: float | None
    esri_converged: bool
    makers: tuple[Maker, ...]
    notes: tuple[Note, ...]
    able: tuple[int, int]
    statuses: tuple[tuple[Status, int, int], ...]

    @property
    def main(self) -> tuple[Change, ...]:
        """The findings that changed."""
        return self.changes

    def as_json(self) -> dict[str, Any]:
        """Plain values, without the counts of what is producible and of statuses."""
        told = asdict(self)
        del told["able"], told["statuses"]
        return told


@asked
def whatif(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    add: Annotated[
        Iterable[str],
        Several(
            split=False, zh="假设有企业生产：产品@地区，可重复。", en="A supposed maker: PRODUCT@REGION, repeatable."
        ),
    ] = (),
    remove: Annotated[
        Iterable[str],
        Several(
            split=False,
            zh="假设退出的企业：编号或名称，可重复。",
            en="An enterprise that goes: id or name, repeatable.",
        ),
    ] = (),
    projects: Annotated[
        Iterable[str],
        Several(
            option="--project",
            split=False,
            zh="假设建成的项目：编号，可重复。",
            en="A project that is built: id, repeatable.",
        ),
    ] = (),
    given: Annotated[Iterable[str], Bought()] = (),
) -> WhatIf:
    """Rebuilds the facts with the change, judges anew and compares; nothing is kept.

    ``add``: ``PRODUCT@REGION``, a supposed enterprise there that makes the product (the studied region when no place is told).
    ``remove``: enterprises by id or name. ``projects``: ids of rows of the table projects, taken as built: what they name,
    and nothing else, is then made in the region where they stand, by their investor where it is active in that very region, else by a
    supposed enterprise there (one for all projects of an investor in a region, of the same parent group), whether the investor is told, on record, planned or
    closed. A project on record as in production adds a maker only where there is none on record in its place. Everything is computed from the whole of the facts;
    the tables are as before afterwards. Raises UsageError for an unknown region, product, enterprise or project, for a project without products,
    and when nothing is asked.
    """
    code = world.places.require(region)
    adds = tuple(dict.fromkeys(_added(world, code, one) for one in add))
    gone = tuple(dict.fromkeys(world.require_enterprise(one) for one in remove))
    plans = tuple(dict.fromkeys(projects))
    built = _projects(world, plans)
    if not (adds or gone or plans):
        raise UsageError(
            "请说明改变什么：--add、--remove 或 --project", "say what changes: --add, --remove or --project"
        )
    bought = tuple(given)
    before = gaps(world, code, given=bought)
    could = _can(world, code, before.given)
    was = profile(world, code).chains
    shock, settled = _esri(world, gone)
    idle = [*_outside(world.places, code, adds), *_makes_nothing(world, code, gone)]
    with _supposed(world, code, adds, gone, built) as (other, makers, about):
        after = gaps(other, code, given=bought)
        can = _can(other, code, after.given)
        now = profile(other, code).chains
    pairs = tuple(zip(was, now, strict=True))
    told = changes(before, after)
    notes = [*idle, *about]
    if not told:
        notes.insert(0, Note(None, "no-change", "没有一个环节的状态、处置或生产企业数改变。", "No product changes its status, action or number of makers."))  # fmt: skip
    return WhatIf(
        code, adds, gone, plans, told, tuple(sorted(can - could)), tuple(sorted(could - can)),
        (_count(before, Status.SINGLE), _count(after, Status.SINGLE)),
        (_count(before, *NO_MAKER), _count(after, *NO_MAKER)),
        pairs, shock, settled, makers, tuple(notes),
        (len(could), len(can)), status_counts(before, after),
    )  # fmt: skip


def _count(found: Findings, *statuses: str) -> int:
    return sum(item.status in statuses for item in found.items)


def _can(world: World, code: str, bought: Iterable[str]) -> frozenset[str]:
    return producible(world.network, world.market(code).made.keys(), bought).products


def _added(world: World, code: str, told: str) -> tuple[str, str]:
    product, _, place = told.rpartition("@") if "@" in told else (told, "", code)
    return world.require_product(product.strip()), world.places.require(place.strip() or code)


def _projects(world: World, asked: tuple[str, ...]) -> list[Project]:
    """The projects asked for, in that order. Raises UsageError for one that is not there and one that names no product."""
    found = {one.id: one for one in project_rows(world.dataset, world.network.products, asked)}
    for told in asked:
        if told not in found:
            raise UsageError(f"项目表中没有编号为 {told} 的项目", f"there is no project {told}")
        if not found[told].products:
            raise UsageError(
                f"项目 {told} 没有填写产品，无从推算", f"project {told} names no product: nothing can be told"
            )
    return [found[told] for told in asked]


def _outside(places: Places, code: str, adds: Iterable[tuple[str, str]]) -> list[Note]:
    here = set(places.below(code))
    return [_not_here(places, code, f"{product}@{place}", place) for product, place in adds if place not in here]


def _not_here(places: Places, code: str, about: str, place: str | None) -> Note:
    if place is None:
        return Note(about, "outside", "所在地未填，无从落到本地区，不计。", "Its place is not told: not counted.")
    zh, en = places.name(place, "zh"), places.name(place, "en")
    here = places.name(code, "zh"), places.name(code, "en")
    if place in places.above(code):
        return Note(about, "outside", f"所在地只记到{zh}，范围大于{here[0]}，不能确定在其中，不计。", f"It is only known to stand in {en}, which is more than {here[1]}: not counted.")  # fmt: skip
    return Note(about, "outside", f"所在地{zh}不在{here[0]}，本地区结论不变。", f"It stands in {en}, outside of {here[1]}: nothing changes here.")  # fmt: skip


def _makes_nothing(world: World, code: str, gone: tuple[str, ...]) -> list[Note]:
    """Enterprises whose going changes nothing in the region."""
    here = world.market(code)
    active = making(here.local, gone)
    return [
        Note(one, "makes-nothing", "该企业在本地区没有在产产品（不在本地区、未在产或没有产品记录），退出不改变任何环节。", "It makes nothing here that counts (elsewhere, not active, or no product on record): no product changes when it goes.")
        for one in gone
        if one not in active
    ]  # fmt: skip


@contextmanager
def _supposed(
    world: World, code: str, adds: Iterable[tuple[str, str]], gone: tuple[str, ...], built: Iterable[Project]
) -> Iterator[tuple[World, tuple[Maker, ...], list[Note]]]:
    """The world with the change, inside a transaction that is rolled back; who makes what the projects bring, and notes on them."""
    with taken_back(world.dataset):
        remove_enterprises(world.dataset, gone)
        for number, (product, place) in enumerate(adds, 1):
            name = f"{SUPPOSED} {number}"
            let_make(world.dataset, _new(world, name, name, place, None), (product,))
        makers, notes = _build(world, code, gone, built)
        yield world.again(), makers, notes


def _new(world: World, name: str, name_zh: str, place: str, group: str | None) -> str:
    """A supposed enterprise, by an id that is still free."""
    while enterprises.is_known(world.dataset, name):
        name = f"{SUPPOSED} {name}"
    add_enterprise(world.dataset, name, name_zh, place, group)
    return name


def _build(
    world: World, code: str, gone: tuple[str, ...], built: Iterable[Project]
) -> tuple[tuple[Maker, ...], list[Note]]:
    here, names = set(world.places.below(code)), world.network.products
    makers: list[Maker] = []
    notes: list[Note] = []
    firms: dict[tuple[str, ...], str] = {}
    for one in built:
        if one.region is None or one.region not in here:
            notes.append(_not_here(world.places, code, one.id, one.region))
            continue
        wanted = one.products
        if one.status == BUILT:
            wanted = tuple(product for product in wanted if not _made_there(world, one.region, product))
        notes += _of_record(world, one, wanted, gone)
        supposed = not one.itself or one.investor in gone
        earlier = one.maker in firms
        if wanted and not earlier:
            firms[one.maker] = (
                _new(world, f"{SUPPOSED} {one.id}", one.name_zh, one.region, _group(world, one))
                if supposed or one.investor is None
                else one.investor
            )
        new = let_make(world.dataset, firms[one.maker], wanted) if wanted else ()
        known = [product for product in wanted if product not in new]
        if known:
            zh, en = ("、".join(names[x].name_zh for x in known), ", ".join(names[x].name("en") for x in known))
            notes.append(
                Note(one.id, "same-maker", f"同一投资主体在同一地区的项目算一家：{zh}已由前面的项目带来。", f"Projects of one investor in one region are one maker: an earlier one brings {en} already.")
                if earlier and supposed
                else Note(one.id, "made-already", f"投资主体在当地已生产{zh}，不增加生产企业（产量变化未知）。", f"Its investor makes {en} there already: no further maker (how output changes is not known).")
            )  # fmt: skip
        if new:
            makers.append(Maker(one.id, firms[one.maker], one.region, new, supposed))
    return tuple(makers), notes


def _made_there(world: World, place: str, product: str) -> bool:
    """Whether an active enterprise on record in the place, a part of it or what it lies in makes the product."""
    return is_made_in(world.dataset, [*world.places.below(place), *world.places.above(place)], product)


def _group(world: World, project: Project) -> str | None:
    """The owner of a supposed enterprise: its investor's group, else the investor."""
    return enterprises.parent_group(world.dataset, project.investor) or project.investor_name


def _of_record(world: World, project: Project, wanted: tuple[str, ...], gone: tuple[str, ...]) -> list[Note]:
    """What the tables say of a project and its investor that the supposition overrides; ``wanted``: the products that still lack a maker."""
    names = world.network.products
    home, site = (
        [world.places.name(place, lang) if place else "—" for lang in ("zh", "en")]
        for place in (project.investor_region, project.region)
    )
    if project.status == BUILT:
        zh, en = ("、".join(names[x].name_zh for x in wanted), ", ".join(names[x].name("en") for x in wanted))
        built = (
            Note(project.id, "built", f"项目在库中已投产，而当地名录中没有{zh}的生产企业：按项目自身计，请核对补录。", f"It is on record as in production, but its place has no maker of {en} on record: the project itself counts; check and complete the tables.")
            if wanted
            else Note(project.id, "built", "项目在库中已投产，其产品在当地名录中都已有生产企业：不再重复计。", "It is on record as in production and its place has makers of all its products on record: nothing is counted twice.")
        )  # fmt: skip
        return [built, *(_of_investor(project, gone, home, site) if wanted else [])]
    return _of_investor(project, gone, home, site)


def _of_investor(project: Project, gone: tuple[str, ...], home: list[str], site: list[str]) -> list[Note]:
    who = project.investor_name
    told: list[tuple[bool, str, str, str]] = [
        (project.status == ProjectStatus.SUSPENDED, "suspended", "项目在库中为停缓建，此处仍按建成推算。", "It is on record as suspended; it is supposed to be built all the same."),
        (project.investor is None, "no-investor", "投资主体未填，按项目自身作为当地一家生产企业推算。", "No investor is told: the project itself counts as one maker where it stands."),
        (project.investor is not None and project.investor_status is None, "investor-unknown", f"投资主体{who}不在企业名录中，按当地新增一家生产企业推算。", f"Its investor {who} is not on record: a new maker is supposed where the project stands."),
        (project.investor_status == EnterpriseStatus.CLOSED, "investor-closed", f"投资主体{who}在名录中已关闭，项目能否建成存疑；按建成、当地新增一家生产企业推算。", f"Its investor {who} is on record as closed, so that it is doubtful whether it will be built; supposed built, as a new maker where it stands."),
        (project.investor_status == EnterpriseStatus.PLANNED, "investor-planned", f"投资主体{who}在名录中为拟建；只计本项目的产品，不计其所列其他产品。", f"Its investor {who} is on record as planned: only the project's own products count, not what else it lists."),
        (project.investor in gone, "investor-gone", f"投资主体{who}在本次推演中退出；项目仍按建成、当地新增一家生产企业推算。", f"Its investor {who} goes in the same question; the project is supposed built all the same, as a new maker where it stands."),
        (
            project.investor_status == EnterpriseStatus.ACTIVE and not project.itself and project.investor not in gone, "investor-elsewhere",
            f"投资主体{who}在{home[0]}；生产企业按项目所在地{site[0]}新增一家（同一所有者）。", f"Its investor {who} is in {home[1]}; the maker is a new one where the project stands, in {site[1]} (of the same owner).",
        ),
    ]  # fmt: skip
    return [Note(project.id, kind, zh, en) for holds, kind, zh, en in told if holds]


def _esri(world: World, gone: tuple[str, ...]) -> tuple[float | None, bool]:
    links = supply_links(world)
    hit = {firm: 0.0 for firm in gone if links is not None and firm in links.firms}
    if links is None or not hit:
        return None, True
    felt = esri(links, hit, tolerance=TOLERANCE)
    return felt.index, felt.converged
