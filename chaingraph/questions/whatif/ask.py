"""假如增、减企业或项目建成，结论怎样变？What changes when makers come, enterprises go, or projects are built?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import esri, producible
from chaingraph.catalogue import Listed, Message, Names, message
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


@dataclass(frozen=True, kw_only=True)
class Note:
    """Why something that was asked changes nothing, or on what supposition it does. ``about``: the project, enterprise
    or addition (PRODUCT@REGION), None for the whole. ``kind``, of a project: outside (it does not stand in the region),
    built (on record as in production), suspended, no-investor, investor-unknown (not on record), investor-closed,
    investor-planned, investor-gone (removed in the same question), investor-elsewhere, made-already, same-maker (an
    earlier project of the question brings it); of an enterprise: makes-nothing; of an addition: outside; of the whole:
    no-change.
    """

    about: str | None
    kind: str
    sentence: Message

    def as_json(self) -> dict[str, Any]:
        """Plain values, the sentence in Chinese and in English."""
        return {
            "about": self.about,
            "kind": self.kind,
            "zh": self.sentence.text("zh"),
            "en": self.sentence.text("en"),
        }


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Who makes what a project brings: ``enterprise``, its investor where that is active in the project's ``region``,
    else a supposed one there (``supposed``). ``products``: what it makes that it did not make before.
    """

    project: str
    enterprise: str
    region: str
    products: tuple[str, ...]
    supposed: bool


@dataclass(frozen=True, kw_only=True)
class WhatIf(Answer[Change]):
    """Before and after, a sequence of the findings that changed. ``producible`` and ``no_longer_producible`` compare
    what can be made from local and common inputs; ``single`` and ``gaps`` count products with one maker and without
    any, before and after. ``esri``: share of sales lost along known deliveries when what is removed goes, None where
    there are no deliveries with amounts among them; what is added has none, so it never counts there; a lower bound
    where not ``esri_converged``. ``makers``: who makes what the projects bring. ``notes``: what changes nothing, and
    why, and what is supposed of projects; where ``changes`` is empty there is always one. ``able``: how many products
    are producible, before and after; ``statuses``: each with how many have it.
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
        plain = asdict(self)
        del plain["able"], plain["statuses"]
        return {**plain, "notes": tuple(note.as_json() for note in self.notes)}


@asked
def whatif(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    add: Annotated[
        Iterable[str],
        Several(split=False, help_message=message("whatif.parameter.add")),
    ] = (),
    remove: Annotated[
        Iterable[str],
        Several(
            split=False,
            help_message=message("whatif.parameter.remove"),
        ),
    ] = (),
    projects: Annotated[
        Iterable[str],
        Several(
            option="--project",
            split=False,
            help_message=message("whatif.parameter.projects"),
        ),
    ] = (),
    given: Annotated[Iterable[str], Bought()] = (),
) -> WhatIf:
    """Rebuilds the facts with the change, judges anew and compares; nothing is kept.

    ``add``: ``PRODUCT@REGION``, a supposed enterprise there that makes the product (the studied region when no place is
    told). ``remove``: enterprises by id or name. ``projects``: ids of rows of the table projects, taken as built: what
    they name, and nothing else, is then made in the region where they stand, by their investor where it is active in
    that very region, else by a supposed enterprise there (one for all projects of an investor in a region, of the same
    parent group), whether the investor is told, on record, planned or closed. A project on record as in production adds
    a maker only where there is none on record in its place. Everything is computed from the whole of the facts; the
    tables are as before afterwards. Raises UsageError for an unknown region, product, enterprise or project, for a
    project without products, and when nothing is asked.
    """
    code = world.places.require(region)
    adds = tuple(dict.fromkeys(_added(world, code, addition) for addition in add))
    gone = tuple(dict.fromkeys(world.require_enterprise(name) for name in remove))
    plans = tuple(dict.fromkeys(projects))
    built = _projects(world, plans)
    if not (adds or gone or plans):
        raise UsageError("whatif.nothing-asked")
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
    changed = changes(before, after)
    notes = [*idle, *about]
    if not changed:
        notes.insert(0, Note(about=None, kind="no-change", sentence=message("whatif.no-change")))
    return WhatIf(
        region=code,
        added=adds,
        removed=gone,
        projects=plans,
        changes=changed,
        producible=tuple(sorted(can - could)),
        no_longer_producible=tuple(sorted(could - can)),
        single=(_count(before, Status.SINGLE), _count(after, Status.SINGLE)),
        gaps=(_count(before, *NO_MAKER), _count(after, *NO_MAKER)),
        chains=pairs,
        esri=shock,
        esri_converged=settled,
        makers=makers,
        notes=tuple(notes),
        able=(len(could), len(can)),
        statuses=status_counts(before, after),
    )


def _count(found: Findings, *statuses: str) -> int:
    return sum(item.status in statuses for item in found.items)


def _can(world: World, code: str, bought: Iterable[str]) -> frozenset[str]:
    return producible(world.network, world.market(code).own, bought).products


def _added(world: World, code: str, addition: str) -> tuple[str, str]:
    product, _, place = addition.rpartition("@") if "@" in addition else (addition, "", code)
    return world.require_product(product.strip()), world.places.require(place.strip() or code)


def _projects(world: World, asked: tuple[str, ...]) -> list[Project]:
    """The projects asked for, in that order. Raises UsageError for one that is unknown or names no product."""
    found = {project.id: project for project in project_rows(world.dataset, world.network.products, asked)}
    for name in asked:
        if name not in found:
            raise UsageError("whatif.no-such-project", project=name)
        if not found[name].products:
            raise UsageError("whatif.project-without-product", project=name)
    return [found[name] for name in asked]


def _outside(places: Places, code: str, adds: Iterable[tuple[str, str]]) -> list[Note]:
    here = set(places.below(code))
    return [_not_here(places, code, f"{product}@{place}", place) for product, place in adds if place not in here]


def _not_here(places: Places, code: str, about: str, place: str | None) -> Note:
    if place is None:
        return Note(about=about, kind="outside", sentence=message("whatif.place-unknown"))
    key = "whatif.place-too-large" if place in places.above(code) else "whatif.place-outside"
    sentence = message(key, place=_called(places, place), here=_called(places, code))
    return Note(about=about, kind="outside", sentence=sentence)


def _called(places: Places, code: str | None) -> Names:
    """A region as it stands in a sentence."""
    return Names(zh="—") if not code else Names(zh=places.name(code, "zh"), en=places.name(code, "en"))


def _named(world: World, products: Iterable[str]) -> Listed:
    """Products as they stand in a sentence."""
    known = (world.network.products[name] for name in products)
    return Listed(tuple(Names(zh=product.name_zh, en=product.name("en")) for product in known))


def _makes_nothing(world: World, code: str, gone: tuple[str, ...]) -> list[Note]:
    """Enterprises whose going changes nothing in the region."""
    here = world.market(code)
    active = making(here.local, gone)
    sentence = message("whatif.makes-nothing")
    return [Note(about=firm, kind="makes-nothing", sentence=sentence) for firm in gone if firm not in active]


@contextmanager
def _supposed(
    world: World, code: str, adds: Iterable[tuple[str, str]], gone: tuple[str, ...], built: Iterable[Project]
) -> Iterator[tuple[World, tuple[Maker, ...], list[Note]]]:
    """The world with the change, inside a transaction that is rolled back; who makes what the projects bring, and notes
    on them.
    """
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
    here = set(world.places.below(code))
    makers: list[Maker] = []
    notes: list[Note] = []
    firms: dict[tuple[str, ...], str] = {}
    for project in built:
        if project.region is None or project.region not in here:
            notes.append(_not_here(world.places, code, project.id, project.region))
            continue
        wanted = project.products
        if project.status == BUILT:
            wanted = tuple(product for product in wanted if not _made_there(world, project.region, product))
        notes += _of_record(world, project, wanted, gone)
        supposed = not project.itself or project.investor in gone
        earlier = project.maker in firms
        if wanted and not earlier:
            firms[project.maker] = (
                _new(world, f"{SUPPOSED} {project.id}", project.name_zh, project.region, _group(world, project))
                if supposed or project.investor is None
                else project.investor
            )
        new = let_make(world.dataset, firms[project.maker], wanted) if wanted else ()
        known = [product for product in wanted if product not in new]
        if known:
            same = earlier and supposed
            sentence = message("whatif.same-maker" if same else "whatif.made-already", products=_named(world, known))
            notes.append(Note(about=project.id, kind="same-maker" if same else "made-already", sentence=sentence))
        if new:
            makers.append(
                Maker(
                    project=project.id,
                    enterprise=firms[project.maker],
                    region=project.region,
                    products=new,
                    supposed=supposed,
                )
            )
    return tuple(makers), notes


def _made_there(world: World, place: str, product: str) -> bool:
    """Whether an active enterprise on record in the place, a part of it or what it lies in makes the product."""
    return is_made_in(world.dataset, [*world.places.below(place), *world.places.above(place)], product)


def _group(world: World, project: Project) -> str | None:
    """The owner of a supposed enterprise: its investor's group, else the investor."""
    return enterprises.parent_group(world.dataset, project.investor) or project.investor_name


def _of_record(world: World, project: Project, wanted: tuple[str, ...], gone: tuple[str, ...]) -> list[Note]:
    """What the tables say of a project and its investor that the supposition overrides; ``wanted``: the products that
    still lack a maker.
    """
    places = world.places
    home, site = _called(places, project.investor_region), _called(places, project.region)
    if project.status != BUILT:
        return _of_investor(project, gone, home, site)
    if not wanted:
        return [Note(about=project.id, kind="built", sentence=message("whatif.built-with-makers"))]
    sentence = message("whatif.built-without-maker", products=_named(world, wanted))
    return [Note(about=project.id, kind="built", sentence=sentence), *_of_investor(project, gone, home, site)]


def _of_investor(project: Project, gone: tuple[str, ...], home: Names, site: Names) -> list[Note]:
    status, investor, who = project.investor_status, project.investor, project.investor_name
    elsewhere = status == EnterpriseStatus.ACTIVE and not project.itself and investor not in gone
    kinds: list[tuple[bool, str, Message]] = [
        (project.status == ProjectStatus.SUSPENDED, "suspended", message("whatif.suspended")),
        (investor is None, "no-investor", message("whatif.no-investor")),
        (
            investor is not None and status is None,
            "investor-unknown",
            message("whatif.investor-unknown", investor=who),
        ),
        (status == EnterpriseStatus.CLOSED, "investor-closed", message("whatif.investor-closed", investor=who)),
        (status == EnterpriseStatus.PLANNED, "investor-planned", message("whatif.investor-planned", investor=who)),
        (investor in gone, "investor-gone", message("whatif.investor-gone", investor=who)),
        (
            elsewhere,
            "investor-elsewhere",
            message("whatif.investor-elsewhere", investor=who, home=home, site=site),
        ),
    ]
    return [Note(about=project.id, kind=kind, sentence=sentence) for holds, kind, sentence in kinds if holds]


def _esri(world: World, gone: tuple[str, ...]) -> tuple[float | None, bool]:
    links = supply_links(world)
    hit = {firm: 0.0 for firm in gone if links is not None and firm in links.firms}
    if links is None or not hit:
        return None, True
    felt = esri(links, hit, tolerance=TOLERANCE)
    return felt.index, felt.converged
