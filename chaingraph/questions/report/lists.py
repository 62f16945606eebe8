"""The customary lists, row by row: enterprises, projects, clusters, parks, platforms, weak links, policies, whom to invite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chaingraph.document import Cell, Column, Kind, Table, in_language
from chaingraph.enumerations import Action, Confidence
from chaingraph.findings.finding import Findings
from chaingraph.findings.standing import apart_told, cut_told, standing
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.candidates.ask import Candidates, candidates
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.cells import Citations
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.gaps.weak_links import weak_links
from chaingraph.registry import enterprises, places, projects, sources
from chaingraph.schema import SCHEMA

SHOWN = 20  # rows of each list on paper; the workbook has them all
MOST = 2000  # rows of one list; its title tells how many there are
GAPS = 15  # links in the list of enterprises to invite
EACH = 3  # enterprises to invite for one link


@dataclass(frozen=True)
class Scope:
    """What a list is drawn from: a region, perhaps one chain of it, in one language."""

    world: World
    findings: Findings
    chain: str | None
    lang: str
    citations: Citations

    @property
    def below(self) -> list[str]:
        """The codes of the region and of all in it."""
        return self.world.places.below(self.findings.region)

    def place(self, code: str) -> str:
        """The region's name below the whole, larger parts first."""
        above = set(self.world.places.above(self.findings.region))
        path = [one for one in self.world.places.above(code) if one not in above] or [code]
        names = [self.world.places.name(one, self.lang) for one in path]
        return "".join(reversed(names)) if self.lang == "zh" else ", ".join(names)

    def chains(self, ids: Iterable[str] | None) -> str:
        """Names of chains."""
        return self.joined(self.world.network.chain_name(one, self.lang) for one in dict.fromkeys(ids or ()))

    def products(self, ids: Iterable[str] | None) -> str:
        """Names of products; those of the network first by name, unknown ids as they are."""
        known = self.world.network.products
        return self.joined(known[one].name(self.lang) if one in known else one for one in dict.fromkeys(ids or ()))

    def joined(self, names: Iterable[str]) -> str:
        """Names with the comma of the language."""
        return ("、" if self.lang == "zh" else ", ").join(names)

    def label(self, vocabulary: str, value: str | None) -> str | None:
        """The words for a value."""
        return SCHEMA.label(vocabulary, value, self.lang) if value else None

    def proven(self, confidence: str | None) -> str | None:
        """确认 for high confidence, 待核 for the rest."""
        if confidence is None:
            return None
        here = 0 if self.lang == "zh" else 1
        return (("确认", "confirmed") if confidence == Confidence.HIGH else ("待核", "to be checked"))[here]


_Rows = tuple[list[tuple[Cell, ...]], int]

# key: the heading in both languages and the width in characters
_COLUMNS: dict[str, tuple[str, str, float]] = {
    "no": ("序号", "No.", 6),
    "enterprise": ("企业名称", "Enterprise", 28),
    "uscc": ("统一社会信用代码", "Unified social credit code", 21),
    "registered": ("注册地", "Registered at", 14),
    "place": ("所在地", "Place", 16),
    "park": ("所在园区", "Park", 20),
    "in_cluster": ("所属集群", "Cluster", 16),
    "chain": ("所属产业链", "Chain", 14),
    "link": ("对应环节", "Link", 22),
    "main_products": ("主营产品", "Main products", 34),
    "revenue": ("营收规模（亿元）", "Revenue (CNY 100 million)", 12),
    "revenue_year": ("营收年份", "Year", 8),
    "labels": ("资质标签", "Qualifications", 14),
    "role": ("角色", "Role", 8),
    "state": ("状态", "State", 9),
    "proof": ("证据等级", "Evidence", 9),
    "project": ("项目名称", "Project", 32),
    "investor": ("投资主体", "Investor", 24),
    "investor_name": ("投资商名称", "Investor", 24),
    "profile": ("企业简介", "About the investor", 20),
    "content": ("项目内容", "What it makes", 26),
    "talks": ("项目对接及进展情况", "Talks and progress", 16),
    "wishes": ("企业诉求", "What the investor asks for", 14),
    "measures": ("拟解决措施", "Measures", 14),
    "years": ("建设起止年限", "Years of construction", 13),
    "investment": ("总投资（亿元）", "Investment (CNY 100 million)", 11),
    "year_plan": ("年计划投资", "Planned this year", 11),
    "year_progress": ("年计划形象进度", "Visible progress planned this year", 14),
    "done": ("自开始累计完成投资", "Invested so far", 12),
    "problem": ("存在问题", "Problems", 16),
    "duty": ("责任单位", "Unit in charge", 12),
    "person": ("责任人", "Person in charge", 9),
    "contact": ("联系方式", "Contact", 12),
    "cluster": ("集群名称", "Cluster", 30),
    "sales": ("销售收入（亿元）", "Sales (CNY 100 million)", 12),
    "year": ("年份", "Year", 8),
    "park_name": ("园区名称", "Park", 32),
    "level": ("级别", "Level", 10),
    "leads": ("主导产业链", "Lead chains", 26),
    "enterprises": ("入库企业（户）", "Enterprises on record", 10),
    "platform": ("平台名称", "Platform", 34),
    "kind": ("类别", "Kind", 16),
    "host": ("依托单位", "Host", 26),
    "problem_chain": ("产业链", "Chain", 14),
    "problem_link": ("环节", "Link", 22),
    "action": ("类型（补强延稳）", "Action", 11),
    "why": ("依据", "Grounds", 56),
    "ends": ("影响的终端产品", "End products affected", 28),
    "buyers": ("本地需求企业", "Local buyers", 28),
    "advice": ("建议", "Advice", 44),
    "progress_note": ("销号状态", "Closed", 10),
    "policy": ("文件名称", "Paper", 52),
    "publisher": ("发布机构", "Published by", 24),
    "cited": ("引用记录数", "Rows that cite it", 9),
    "url": ("网址", "Address", 44),
    "reasons": ("推荐理由（证据编号）", "Grounds (sources)", 44),
    "ties": ("本地上下游企业", "Local suppliers and buyers", 28),
    "match": ("名次、匹配度（下限–上限）及名次稳定度", "Place, match (from what is known to what is possible) and stability of its place", 22),
    "channel": ("对接渠道", "Channel", 12),
    "remark": ("备注", "Remark", 12),
    "source": ("来源", "Sources", 14),
}  # fmt: skip


# the rest are texts
_KINDS = {
    "no": Kind.ordinal,
    "revenue": Kind.decimal,
    "revenue_year": Kind.year,
    "investment": Kind.decimal,
    "sales": Kind.decimal,
    "year": Kind.year,
    "enterprises": Kind.integer,
    "cited": Kind.integer,
}


def _enterprises(scope: Scope) -> _Rows:
    network = scope.world.network
    wanted = sorted(network.of_chain(scope.chain)) if scope.chain else None
    told = enterprises.listed(scope.world.dataset, scope.below, wanted, MOST)
    rows: list[tuple[Cell, ...]] = []
    for one in told:
        known = [name for name in one.products or () if name in network.products]
        chains = dict.fromkeys(chain for name in known for chain in network.products[name].chains)
        rows.append(
            (
                one.name_zh,
                one.uscc,
                scope.place(one.region),
                scope.chains(chains),
                scope.products(known),
                scope.label("role", one.role),
                one.revenue_yi,
                one.year,
                None,
                one.park,
                one.cluster,
                scope.label("enterprise_status", one.status),
                scope.proven(one.confidence),
                scope.citations.cite(one.source),
            )
        )
    return rows, told[0].total if told else 0


def _years(start: int | None, end: int | None) -> str | None:
    return None if start is None and end is None else f"{start or '—'}–{end or '—'}"


def _projects(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name_zh,
            one.investor,
            _years(one.start_year, one.end_year),
            one.investment_yi,
            None,
            None,
            None,
            None,
            scope.label("project_status", one.status),
            scope.place(one.region or ""),
            scope.chains(one.chain),
            scope.products(one.products),
            None,
            scope.citations.cite(one.source),
        )
        for one in projects.listed(scope.world.dataset, scope.below, scope.chain, MOST, open=False)
    ]
    return rows, len(rows)


def _investment(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name_zh,
            one.investor,
            None,
            scope.products(one.products),
            scope.label("project_status", one.status),
            None,
            None,
            None,
            None,
            None,
            scope.citations.cite(one.source),
        )
        for one in projects.listed(scope.world.dataset, scope.below, scope.chain, MOST, open=True)
    ]
    return rows, len(rows)


def _clusters(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name_zh,
            scope.place(one.region),
            scope.chains(one.chain),
            one.park,
            one.sales_yi,
            one.year,
            scope.proven(one.confidence),
            scope.citations.cite(one.source),
        )
        for one in places.clusters(scope.world.dataset, scope.below, scope.chain, MOST)
    ]
    return rows, len(rows)


def _parks(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name_zh,
            scope.label("level", one.level),
            scope.place(one.region),
            scope.chains(one.lead_chains),
            one.enterprises or None,
            scope.proven(one.confidence),
            scope.citations.cite(one.source),
        )
        for one in places.parks(scope.world.dataset, scope.below, scope.chain, MOST)
    ]
    return rows, len(rows)


def _platforms(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name_zh,
            scope.label("platform_kind", one.kind),
            scope.label("level", one.level),
            one.host,
            scope.place(one.region),
            scope.chains(one.chain),
            scope.proven(one.confidence),
            scope.citations.cite(one.source),
        )
        for one in places.platforms(scope.world.dataset, scope.below, scope.chain, MOST)
    ]
    return rows, len(rows)


def _problems(scope: Scope) -> _Rows:
    links = weak_links(scope.world, scope.findings, scope.lang, scope.citations, MOST)
    rows = links.values(
        "chain", "product", "status", "action", "why", "needs", "local_buyers", "advice", "duty", "progress", "source"
    )
    return list(rows), sum(item.action != Action.NONE for item in scope.findings.items)


def _policies(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (one.title, one.publisher, one.year, one.cited, one.url, scope.citations.cite([one.id]))
        for one in sources.policies(scope.world.dataset, MOST)
    ]
    return rows, len(rows)


def invited(scope: Scope) -> list[Candidates]:
    """The first links to fill, extend or strengthen that have a score, each with its first candidates."""
    items = [
        item
        for item in scope.findings.items
        if item.action in (Action.FILL, Action.EXTEND, Action.STRENGTHEN) and item.score is not None
    ]
    bought = scope.findings.given
    whole = (
        scope.findings if scope.chain is None else gaps(scope.world, scope.findings.region, given=bought, buyers=False)
    )
    return [
        candidates(scope.world, item.product, scope.findings.region, given=bought, top=EACH, findings=whole)
        for item in items[:GAPS]
    ]


def _target_enterprises(scope: Scope) -> _Rows:
    found = scope.findings.by_product()
    told = invited(scope)
    ids = [one.id for gap in told for one in gap.items]
    facts = enterprises.described(scope.world.dataset, ids)
    rows: list[tuple[Cell, ...]] = []
    for gap in told:
        link = scope.products([gap.product])
        chains = scope.chains(scope.world.network.products[gap.product].chains)
        action = word(found[gap.product].action, scope.lang)
        local = scope.joined(
            dict.fromkeys([*gap.buyers[:3], *(name for names in gap.suppliers.values() for name in names[:1])][:5])
        )
        if not gap.items:
            none = "（暂无候选，列目标画像）" if scope.lang == "zh" else "(no candidate on record; profile)"
            profile = gap.profile_zh if scope.lang == "zh" else gap.profile_en
            rows.append(
                (
                    none,
                    None,
                    None,
                    chains,
                    link,
                    action,
                    None,
                    None,
                    None,
                    profile,
                    local,
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    "",
                )
            )
        for firm in gap.items:
            own = facts[firm.id]
            name = firm.name_zh if scope.lang == "zh" else firm.name_en
            cited = scope.citations.cite(firm.sources)
            place = standing(firm.place, firm.tied, firm.score, firm.score_low, firm.score_high, scope.lang)
            match = f"{place} / {_share(firm.stability)}"
            remark = (apart_told(gap.apart, scope.lang) if firm is gap.items[0] else "") + (
                cut_told(gap.cut, scope.lang) if firm is gap.items[-1] else ""
            )
            grounds = ("；" if scope.lang == "zh" else "; ").join(reasons(scope.world, gap, firm, scope.lang))
            rows.append(
                (
                    name,
                    own.uscc,
                    _whole_place(scope, firm.region),
                    chains,
                    link,
                    action,
                    scope.products((own.products or [])[:6]),
                    own.revenue_yi,
                    None,
                    grounds + cited,
                    local,
                    match,
                    scope.proven(own.confidence),
                    None,
                    None,
                    None,
                    remark or None,
                    cited,
                )
            )
    return rows, len(rows)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.0%}"


def _whole_place(scope: Scope, code: str) -> str:
    """Province and prefecture, for an enterprise that may be anywhere."""
    places = scope.world.places
    path = places.above(code)[1::-1]
    names = [places.name(one, scope.lang) for one in path]
    return "".join(names) if scope.lang == "zh" else ", ".join(reversed(names))


@dataclass(frozen=True)
class _List:
    name: tuple[str, str]
    columns: tuple[str, ...]
    rows: Callable[[Scope], _Rows]


LISTS: Mapping[str, _List] = {
    "enterprises": _List(
        ("企业清单", "Enterprises"),
        ("enterprise", "uscc", "place", "chain", "main_products", "role", "revenue", "revenue_year", "labels", "park", "in_cluster", "state", "proof"),
        _enterprises,
    ),
    "projects": _List(
        ("重点项目清单", "Key projects"),
        ("project", "investor", "years", "investment", "year_plan", "year_progress", "done", "problem", "state", "place", "chain", "content", "duty"),
        _projects,
    ),
    "investment": _List(
        ("招商项目清单", "Investment projects"),
        ("project", "investor_name", "profile", "content", "talks", "wishes", "measures", "duty", "person", "contact"),
        _investment,
    ),
    "clusters": _List(("集群清单", "Clusters"), ("cluster", "place", "chain", "park", "sales", "year", "proof"), _clusters),
    "parks": _List(("园区清单", "Parks"), ("park_name", "level", "place", "leads", "enterprises", "proof"), _parks),
    "platforms": _List(("创新平台清单", "Innovation platforms"), ("platform", "kind", "level", "host", "place", "chain", "proof"), _platforms),
    "problems": _List(
        ("问题清单（短板清单）", "Weak links"),
        ("problem_chain", "problem_link", "state", "action", "why", "ends", "buyers", "advice", "duty", "progress_note"),
        _problems,
    ),
    "policies": _List(("政策清单", "Policies"), ("policy", "publisher", "year", "cited", "url"), _policies),
    "target-enterprises": _List(
        ("目标企业清单", "Enterprises to invite"),
        (
            "enterprise", "uscc", "registered", "chain", "link", "action", "main_products", "revenue", "labels", "reasons", "ties", "match", "proof",
            "channel", "duty", "state", "remark",
        ),
        _target_enterprises,
    ),
}  # fmt: skip


def paper_list(scope: Scope, key: str, of: str) -> Table:
    """The list ``key`` of the scope; ``of`` is what its title begins with (zh) or ends with (en).

    The last column holds the numbers of the sources.
    """
    say, chosen = in_language(scope.lang), LISTS[key]
    rows, total = chosen.rows(scope)
    name = say(*chosen.name)
    cut = say(f"（共{total}条，列前{len(rows)}条）", f" (first {len(rows)} of {total})") if total > len(rows) else ""
    return Table(
        key=key,
        name=name,
        title=say(f"{of}{name}{cut}", f"{name} of {of}{cut}"),
        columns=tuple(
            Column(key=one, label=say(zh, en), kind=_KINDS.get(one, Kind.text), width=width)
            for one in ("no", *chosen.columns, "source")
            for zh, en, width in [_COLUMNS[one]]
        ),
        rows=tuple((number, *row) for number, row in enumerate(rows, start=1)),
        paper=SHOWN,
        total=total,
        empty=say("资料中没有记录。", "There is nothing on record."),
    )
