"""One set of papers for a region or a chain: the page for leaders, the lists, what the charts show, the annex of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chaingraph.document import Source, Table
from chaingraph.enumerations import WORKED_ON, Action, Status
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.pipeline import coming
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


@dataclass(frozen=True)
class Papers:
    """``leaders``: heading and sentences, for one page. ``maps``, ``routes`` and ``ends`` by chain; ``tiles`` of the parts of the region; ``annex``: sources in
    the order of their numbers, from 1.
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
    """The papers of a region (the topmost when None), of one chain where it is named. ``progress`` is called with the name of each list. Raises UsageError for an
    unknown region, chain or product.
    """
    findings = gaps(world, region, chain=chain, given=given)
    chain = findings.chain  # its id, where it was named
    where = findings.region_name(lang)
    of_chain = "" if chain is None else world.network.chain_name(chain, lang)
    of = f"{where}{of_chain}产业链" if lang == "zh" else f"the industry chains of {where}"
    if chain is not None and lang == "en":
        of = f"the chain {of_chain} of {where}"
    scope = Scope(world, findings, chain, lang, Citations())
    lists = []
    for key in chosen.lists:
        made = paper_list(scope, key, of)
        lists.append(made)
        if progress is not None:
            progress(made.name or made.title)
    chains = [chain] if chain is not None else [one for one in world.network.chains if world.network.of_chain(one)]
    maps = {one: chain_map(world, findings, one) for one in chains}
    return Papers(
        world, findings, chain, lang, chosen,
        f"{of}{chosen.title(lang)}" if lang == "zh" else f"{chosen.title(lang)}: {of}",
        _leaders(scope), tuple(lists), maps,
        {one: route(world, findings, maps[one]) for one in chains},
        {one: ends(world, findings, one) for one in chains},
        uses_between(world), _tiles(world, findings), policy(world, findings.region), scope.citations.sources(world),
    )  # fmt: skip


def _tiles(world: World, findings: Findings) -> tuple[Tile, ...]:
    """The parts of the region: what they make of the products at hand, how many links that the whole has to fill are needed there, how many that it has to
    strengthen are made there.
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
        tiles.append(Tile(code, firms, len(made), len(buyers), len(made & single)))
    return tuple(tiles)


def _leaders(scope: Scope) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """At most what one page of A4 in letters of 16 points holds."""
    zh = scope.lang == "zh"
    items = scope.findings.items
    seen, acts = Counter(item.status for item in items), Counter(item.action for item in items)
    worst = [item for item in items if item.action != Action.NONE and item.score is not None][:FIRST]
    chains = len({chain for item in items for chain in item.chain})
    made = sum(item.makers > 0 for item in items)
    states = _counted(seen, Status, scope.lang)
    todo = _counted(acts, WORKED_ON, scope.lang)
    if scope.chain is not None:
        extent = f"本链{len(items)}个环节中" if zh else f"Of the {len(items)} links of this chain"
    else:
        extent = f"{chains}条产业链{len(items)}个环节中" if zh else f"Of {len(items)} links in {chains} chains"
    state = (
        f"{extent}，{made}个有本地企业生产。按状态：{states}。按处置：{todo or '暂无'}。“未见”指现有资料没有记录，不等于没有，核实之前不作为缺链上报。"
        if zh
        else f"{extent}, {made} have a local maker. By status: {states}. By action: {todo or 'none'}. Unseen means that the records show nobody; it is no proof that there is none."
    )
    first = tuple(_short(scope, number, item) for number, item in enumerate(worst, start=1)) or (
        ("没有可排序的薄弱环节。",) if zh else ("No weak link has a score.",)
    )
    return (
        ("一、总体情况" if zh else "1. State", (state,)),
        ("二、最需关注的环节" if zh else "2. Links to look at first", first),
        ("三、在手项目" if zh else "3. Projects at hand", (_under_way(scope),)),
        ("四、建议" if zh else "4. Advice", (_advised(scope, worst),)),
    )


def _counted(counts: Mapping[Key, int], keys: Iterable[Key], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(
        f"{word(key, lang)}{'' if lang == 'zh' else ' '}{counts[key]}" for key in keys if counts.get(key)
    )


def _short(scope: Scope, number: int, item: Finding) -> str:
    zh = scope.lang == "zh"
    name, chains = item.name(scope.lang), scope.chains(item.chain[:2])
    grounds = [word(item.status, scope.lang)]
    if item.makers:
        grounds.append(f"本地生产企业{item.makers}家" if zh else f"{item.makers} local maker(s)")
    if item.local_buyer_count:
        grounds.append(f"本地需求企业{item.local_buyer_count}家" if zh else f"{item.local_buyer_count} local buyer(s)")
    if item.needs:
        grounds.append(f"影响终端产品{len(item.needs)}种" if zh else f"{len(item.needs)} end product(s) affected")
    told = ("，" if zh else ", ").join(grounds)
    return (
        f"{number}．{name}（{chains}，{word(item.action, 'zh')}）：{told}。"
        if zh
        else f"{number}. {name} ({chains}; {word(item.action, 'en')}): {told}."
    )


def _under_way(scope: Scope) -> str:
    zh = scope.lang == "zh"
    told = stages(scope.world.dataset, scope.below, scope.chain)
    if not told:
        return "资料中没有项目记录。" if zh else "There are no projects on record."
    named = [
        f"{SCHEMA.label('project_status', key, scope.lang)}{'' if zh else ' '}{told[key]}"
        for key in (one.value for one in SCHEMA.vocabularies["project_status"])
        if key in told
    ]
    if told.get(""):
        named.append(f"{'阶段不详' if zh else 'stage unknown '}{told['']}")
    lack = {item.product for item in scope.findings.items if item.action == Action.FILL}
    meeting = {
        one: project.name_zh for project in coming(scope.world, scope.below) for one in project.products if one in lack
    }
    total = sum(told.values())
    text = f"项目{total}个：{'、'.join(named)}。" if zh else f"{total} projects: {', '.join(named)}. "
    if meeting:
        shown = scope.products(sorted(meeting)[:3])
        more = len(meeting) > 3
        return text + (
            f"未投产项目建成后可补{len(meeting)}个待补环节（{shown}{'等' if more else ''}）。"
            if zh
            else f"Once built, those not yet in production would fill {len(meeting)} of the links to fill ({shown}{' and others' if more else ''})."
        )
    return text + (
        "未投产项目中没有对应待补环节的。" if zh else "None of those not yet in production meets a link to fill."
    )


def _advised(scope: Scope, worst: Sequence[Finding]) -> str:
    """Sentences for what is there: links to check first, links to fill, single makers, bound ones."""
    zh = scope.lang == "zh"
    acts = Counter(item.action for item in scope.findings.items)
    parts = []
    unseen = sum(item.status == Status.UNSEEN for item in worst)
    if unseen:
        parts.append(
            f"对上列{unseen}个未见环节先行核实，属实的按目标企业对接配套"
            if zh
            else f"check the {unseen} unseen links above first, and approach makers elsewhere where they prove true"
        )
    if acts[Action.STRENGTHEN]:
        parts.append(
            f"对{acts[Action.STRENGTHEN]}个强链环节培育第二供应来源"
            if zh
            else f"build a second source for {acts[Action.STRENGTHEN]} links that rest on few makers"
        )
    if acts[Action.EXTEND]:
        parts.append(
            f"支持现有企业向{acts[Action.EXTEND]}个环节延伸"
            if zh
            else f"let present firms extend to {acts[Action.EXTEND]} links"
        )
    if acts[Action.SECURE]:
        parts.append(
            f"对{acts[Action.SECURE]}个依赖资源的环节签长协、建储备"
            if zh
            else f"secure {acts[Action.SECURE]} links that rest on natural endowments by contracts and stocks"
        )
    if not parts:
        return "暂无需要处置的环节。" if zh else "Nothing asks for an action now."
    parts.append(
        "新上项目先看本区域已有产能，避免重复建设"
        if zh
        else "look at what is already made here before a new project, so that nothing is built twice"
    )
    joined = ("；" if zh else "; ").join(parts)
    return joined + "。" if zh else joined[0].upper() + joined[1:] + "."
