"""One set of papers for a region or a chain: the page for leaders, the lists, what the charts show, the annex of
sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chaingraph.catalogue import joined, speaker, text
from chaingraph.document import Source, Table
from chaingraph.enumerations import WORKED_ON, Action, Status
from chaingraph.findings.families import Entry, families, gaps_of
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.pipeline import coming
from chaingraph.findings.sentence import in_turn
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import Citations
from chaingraph.questions.chain_map import ChainMap, chain_map
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.region_part import Tile
from chaingraph.questions.report.figures import End, Step, ends, route, uses_between
from chaingraph.questions.report.lists import Scope, paper_list
from chaingraph.questions.report.sets import PaperSet
from chaingraph.questions.targets.ask import Policy, policy
from chaingraph.registry import makers
from chaingraph.registry.projects import stages
from chaingraph.schema import SCHEMA

Key = TypeVar("Key", bound=str)
FIRST = 5  # links on the page for leaders
_MEETING = 3  # links named there that projects under way would fill


@dataclass(frozen=True, kw_only=True)
class Papers:
    """``leaders``: heading and sentences, for one page. ``maps``, ``routes`` and ``ends`` by chain; ``tiles`` of the
    parts of the region; ``annex``: sources in the order of their numbers, from 1.
    """

    world: World
    findings: Findings
    chain: str | None
    lang: str
    chosen: PaperSet
    title: str
    leaders: tuple[tuple[str, tuple[str, ...]], ...]
    lists: tuple[Table, ...]
    maps: Mapping[str, ChainMap]
    routes: Mapping[str, tuple[Step, ...]]
    ends: Mapping[str, tuple[End, ...]]
    uses: Mapping[tuple[str, str], int]
    tiles: tuple[Tile, ...]
    policy: Policy
    annex: tuple[Source, ...]


def papers(
    world: World,
    chosen: PaperSet,
    region: str | None = None,
    chain: str | None = None,
    given: Sequence[str] = (),
    lang: str = "zh",
    progress: Callable[[str], None] | None = None,
) -> Papers:
    """The papers of a region (the topmost when None), of one chain where it is named. ``progress`` is called with the
    name of each list. Raises UsageError for an unknown region, chain or product.
    """
    findings = gaps(world, region, chain=chain, given=given)
    chain = findings.chain  # its id, where it was named
    of = _extent(world, findings, lang)
    scope = Scope(world=world, findings=findings, chain=chain, lang=lang, citations=Citations())
    lists = []
    for key in chosen.lists:
        table = paper_list(scope, key, of)
        lists.append(table)
        if progress is not None:
            progress(table.name or table.title)
    chains = [chain] if chain is not None else [name for name in world.network.chains if world.network.of_chain(name)]
    maps = {name: chain_map(world, findings, name) for name in chains}
    return Papers(
        world=world,
        findings=findings,
        chain=chain,
        lang=lang,
        chosen=chosen,
        title=text("report.papers-title", lang, of=of, papers=chosen.title(lang)),
        leaders=_leaders(scope),
        lists=tuple(lists),
        maps=maps,
        routes={name: route(world, findings, maps[name]) for name in chains},
        ends={name: ends(world, findings, name) for name in chains},
        uses=uses_between(world),
        tiles=_tiles(world, findings),
        policy=policy(world, findings.region),
        annex=scope.citations.sources(world),
    )


def _extent(world: World, findings: Findings, lang: str) -> str:
    """What the papers are of, as it stands in their titles."""
    region = findings.region_name(lang)
    if findings.chain is None:
        return text("report.of-region", lang, region=region)
    return text("report.of-chain", lang, region=region, chain=world.network.chain_name(findings.chain, lang))


def _tiles(world: World, findings: Findings) -> tuple[Tile, ...]:
    """The parts of the region: what they make of the products at hand, how many links that the whole has to fill are
    needed there, how many that it has to strengthen are made there.
    """
    parts = world.places.children.get(findings.region, [])
    wanted = {item.product for item in findings.items}
    lack = {item.product for item in findings.items if item.action == Action.FILL}
    single = {item.product for item in findings.items if item.action == Action.STRENGTHEN}
    tiles = []
    for code in parts:
        here = world.market(code)
        made = wanted & here.made.keys()
        buyers = {name for name in lack if here.buyers.get(name)}
        firms = makers.count(here.local, sorted(made))
        tiles.append(
            Tile(
                region=code,
                enterprises=firms,
                made=len(made),
                fill=len(buyers),
                strengthen=len(made & single),
            )
        )
    return tuple(tiles)


def _leaders(scope: Scope) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """At most what one page of A4 in letters of 16 points holds."""
    say = speaker(scope.lang)
    items = scope.findings.items
    statuses, actions = Counter(item.status for item in items), Counter(item.action for item in items)
    worst = families(scope.world.network, gaps_of(items, scored=True), FIRST)
    state = say(
        "report.state-of-region" if scope.chain is None else "report.state-of-chain",
        chains=len({chain for item in items for chain in item.chain}),
        count=len(items),
        made=sum(item.makers > 0 for item in items),
        statuses=_counted(statuses, Status, scope.lang),
        actions=_counted(actions, WORKED_ON, scope.lang) or say("report.no-action"),
    )
    first = tuple(_short(scope, number, entry) for number, entry in enumerate(worst, start=1))
    return (
        (say("report.leaders.state"), (state,)),
        (say("report.leaders.links"), first or (say("report.no-weak-link"),)),
        (say("report.leaders.projects"), (_under_way(scope),)),
        (say("report.leaders.advice"), (_advised(scope, [item for entry in worst for item in entry.members]),)),
    )


def _counted(counts: Mapping[Key, int], keys: Iterable[Key], lang: str) -> str:
    return joined(
        (text("report.counted", lang, name=word(key, lang), count=counts[key]) for key in keys if counts.get(key)),
        lang,
    )


def _short(scope: Scope, number: int, entry: Entry) -> str:
    say, item = speaker(scope.lang), entry.head
    counts = (
        ("report.local-makers", item.makers),
        ("report.local-buyers", item.local_buyer_count),
        ("report.end-products-affected", len(item.needs)),
    )
    grounds = (entry.status(scope.lang), *(say(key, n=count) for key, count in counts if count))
    return say(
        "report.link-in-short",
        number=number,
        product=entry.name(scope.lang),
        chains=scope.chains(item.chain[:2]),
        action=entry.action(scope.lang),
        grounds=say("report.between-grounds").join(grounds),
    )


def _under_way(scope: Scope) -> str:
    say = speaker(scope.lang)
    counts = stages(scope.world.dataset, scope.below, scope.chain)
    if not counts:
        return say("report.no-projects")
    named = [
        say("report.counted", name=SCHEMA.label("project_status", key, scope.lang), count=counts[key])
        for key in (concept.value for concept in SCHEMA.vocabularies["project_status"])
        if key in counts
    ]
    if counts.get(""):
        named.append(say("report.counted", name=say("report.stage-unknown"), count=counts[""]))
    projects = say("report.projects-by-stage", n=sum(counts.values()), stages=joined(named, scope.lang))
    lack = {item.product for item in scope.findings.items if item.action == Action.FILL}
    meeting = {
        product for project in coming(scope.world, scope.below) for product in project.products if product in lack
    }
    if not meeting:
        return in_turn((projects, say("report.no-project-fills"))).text(scope.lang)
    filling = say(
        "report.projects-fill" if len(meeting) <= _MEETING else "report.projects-fill-and-others",
        count=len(meeting),
        products=scope.products(sorted(meeting)[:_MEETING]),
    )
    return in_turn((projects, filling)).text(scope.lang)


def _advised(scope: Scope, worst: Sequence[Finding]) -> str:
    """Sentences for what is there: links to check first, links to fill, single makers, bound ones."""
    say = speaker(scope.lang)
    acts = Counter(item.action for item in scope.findings.items)
    counts = (
        ("report.advice.unseen", sum(item.status == Status.UNSEEN for item in worst)),
        ("report.advice.strengthen", acts[Action.STRENGTHEN]),
        ("report.advice.extend", acts[Action.EXTEND]),
        ("report.advice.secure", acts[Action.SECURE]),
    )
    parts = [say(key, n=count) for key, count in counts if count]
    if not parts:
        return say("report.no-advice")
    advice = say("report.between-advice").join((*parts, say("report.advice.look-first")))
    return say("report.advice", advice=advice[0].upper() + advice[1:])
