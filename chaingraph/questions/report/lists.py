"""The customary lists, row by row: enterprises, projects, clusters, parks, platforms, weak links, policies, whom to
invite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chaingraph.catalogue import Message, Names, joined, message, speaker, text
from chaingraph.document import Cell, Column, Kind, Table, address
from chaingraph.enumerations import Confidence
from chaingraph.findings.families import families, gaps_of
from chaingraph.findings.finding import Findings
from chaingraph.findings.standing import apart_told, cut_told, standing
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates, candidates
from chaingraph.questions.candidates.document import known_told
from chaingraph.questions.candidates.reasons import KINDS, reasons
from chaingraph.questions.cells import Citations
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.gaps.weak_links import weak_links
from chaingraph.questions.invitations import ASKED
from chaingraph.registry import enterprises, places, projects, sources
from chaingraph.schema import SCHEMA

SHOWN = 20  # rows of each list on paper; the workbook has them all
MOST = 2000  # rows of one list; its title tells how many there are
GAPS = 15  # links in the list of enterprises to invite
EACH = 20  # enterprises of each kind to ask for one link
HEAD = 3  # of each link, that stand before all others: what a paper shows is of several links


@dataclass(frozen=True, kw_only=True)
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

    def region(self, code: str) -> str:
        """The region's name below the whole, with the larger parts that it lies in."""
        above = set(self.world.places.above(self.findings.region))
        return self.nested([part for part in self.world.places.above(code) if part not in above] or [code])

    def nested(self, codes: Sequence[str | None]) -> str:
        """Names of regions as one, each lying in the next."""
        *parts, name = (self.world.places.name(code, self.lang) for code in codes)
        for part in reversed(parts):
            name = text("report.part-of-region", self.lang, part=part, whole=name)
        return name

    def chains(self, ids: Iterable[str] | None) -> str:
        """Names of chains."""
        return joined(
            (self.world.network.chain_name(chain, self.lang) for chain in dict.fromkeys(ids or ())), self.lang
        )

    def products(self, ids: Iterable[str] | None) -> str:
        """Names of products; those of the network first by name, unknown ids as they are."""
        known = self.world.network.products
        return joined((known[id].name(self.lang) if id in known else id for id in dict.fromkeys(ids or ())), self.lang)

    def label(self, vocabulary: str, value: str | None) -> str | None:
        """The words for a value."""
        return SCHEMA.label(vocabulary, value, self.lang) if value else None

    def proven(self, confidence: str | None) -> str | None:
        """Confirmed for high confidence, to be checked for the rest."""
        if confidence is None:
            return None
        return text("report.confirmed" if confidence == Confidence.HIGH else "report.unconfirmed", self.lang)


_Rows = tuple[list[tuple[Cell, ...]], int]

# key of the column: key of its heading, and its width in characters
_COLUMNS: dict[str, tuple[str, float]] = {
    "no": ("report.column.no", 6),
    "enterprise": ("report.column.enterprise", 28),
    "uscc": ("report.column.uscc", 21),
    "registered": ("report.column.registered", 14),
    "place": ("report.column.place", 16),
    "park": ("report.column.park", 20),
    "in_cluster": ("report.column.in-cluster", 16),
    "chain": ("report.column.chain", 14),
    "link": ("report.column.link", 22),
    "main_products": ("report.column.main-products", 34),
    "revenue": ("report.column.revenue", 12),
    "revenue_year": ("report.column.revenue-year", 8),
    "labels": ("report.column.labels", 14),
    "role": ("report.column.role", 8),
    "state": ("report.column.state", 9),
    "proof": ("report.column.proof", 9),
    "project": ("report.column.project", 32),
    "investor": ("report.column.investor", 24),
    "investor_name": ("report.column.investor-name", 24),
    "profile": ("report.column.profile", 20),
    "content": ("report.column.content", 26),
    "talks": ("report.column.talks", 16),
    "wishes": ("report.column.wishes", 14),
    "measures": ("report.column.measures", 14),
    "years": ("report.column.years", 13),
    "investment": ("report.column.investment", 11),
    "year_plan": ("report.column.year-plan", 11),
    "year_progress": ("report.column.year-progress", 14),
    "done": ("report.column.done", 12),
    "problem": ("report.column.problem", 16),
    "duty": ("report.column.duty", 12),
    "person": ("report.column.person", 9),
    "contact": ("report.column.contact", 12),
    "cluster": ("report.column.cluster", 30),
    "sales": ("report.column.sales", 12),
    "year": ("report.column.year", 8),
    "park_name": ("report.column.park-name", 32),
    "level": ("report.column.level", 10),
    "leads": ("report.column.leads", 26),
    "enterprises": ("report.column.enterprises", 10),
    "platform": ("report.column.platform", 34),
    "kind": ("report.column.kind", 16),
    "host": ("report.column.host", 26),
    "problem_chain": ("report.column.problem-chain", 14),
    "problem_link": ("report.column.problem-link", 22),
    "action": ("report.column.action", 11),
    "asked": ("report.column.asked", 11),
    "why": ("report.column.why", 56),
    "ends": ("report.column.ends", 28),
    "buyers": ("report.column.buyers", 28),
    "advice": ("report.column.advice", 44),
    "progress_note": ("report.column.progress-note", 10),
    "policy": ("report.column.policy", 52),
    "publisher": ("report.column.publisher", 24),
    "cited": ("report.column.cited", 9),
    "url": ("report.column.url", 44),
    "reasons": ("report.column.reasons", 44),
    "ties": ("report.column.ties", 28),
    "match": ("report.column.match", 22),
    "channel": ("report.column.channel", 12),
    "remark": ("report.column.remark", 12),
    "source": ("report.column.source", 14),
}


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
    firms = enterprises.listed(scope.world.dataset, scope.below, wanted, MOST)
    rows: list[tuple[Cell, ...]] = []
    for firm in firms:
        known = [name for name in firm.products or () if name in network.products]
        chains = dict.fromkeys(chain for name in known for chain in network.products[name].chains)
        rows.append(
            (
                firm.name_zh,
                firm.uscc,
                scope.region(firm.region),
                scope.chains(chains),
                scope.products(known),
                scope.label("role", firm.role),
                firm.revenue_yi,
                firm.year,
                None,
                firm.park,
                firm.cluster,
                scope.label("enterprise_status", firm.status),
                scope.proven(firm.confidence),
                scope.citations.cite(firm.source),
            )
        )
    return rows, firms[0].total if firms else 0


def _years(start: int | None, end: int | None) -> str | None:
    return None if start is None and end is None else f"{start or '—'}–{end or '—'}"


def _projects(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            project.name_zh,
            project.investor,
            _years(project.start_year, project.end_year),
            project.investment_yi,
            None,
            None,
            None,
            None,
            scope.label("project_status", project.status),
            scope.region(project.region or ""),
            scope.chains(project.chain),
            scope.products(project.products),
            None,
            scope.citations.cite(project.source),
        )
        for project in projects.listed(scope.world.dataset, scope.below, scope.chain, MOST, open=False)
    ]
    return rows, len(rows)


def _investment(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            project.name_zh,
            project.investor,
            None,
            scope.products(project.products),
            scope.label("project_status", project.status),
            None,
            None,
            None,
            None,
            None,
            scope.citations.cite(project.source),
        )
        for project in projects.listed(scope.world.dataset, scope.below, scope.chain, MOST, open=True)
    ]
    return rows, len(rows)


def _clusters(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            cluster.name_zh,
            scope.region(cluster.region),
            scope.chains(cluster.chain),
            cluster.park,
            cluster.sales_yi,
            cluster.year,
            scope.proven(cluster.confidence),
            scope.citations.cite(cluster.source),
        )
        for cluster in places.clusters(scope.world.dataset, scope.below, scope.chain, MOST)
    ]
    return rows, len(rows)


def _parks(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            park.name_zh,
            scope.label("level", park.level),
            scope.region(park.region),
            scope.chains(park.lead_chains),
            park.enterprises or None,
            scope.proven(park.confidence),
            scope.citations.cite(park.source),
        )
        for park in places.parks(scope.world.dataset, scope.below, scope.chain, MOST)
    ]
    return rows, len(rows)


def _platforms(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            platform.name_zh,
            scope.label("platform_kind", platform.kind),
            scope.label("level", platform.level),
            platform.host,
            scope.region(platform.region),
            scope.chains(platform.chain),
            scope.proven(platform.confidence),
            scope.citations.cite(platform.source),
        )
        for platform in places.platforms(scope.world.dataset, scope.below, scope.chain, MOST)
    ]
    return rows, len(rows)


def _problems(scope: Scope) -> _Rows:
    links = weak_links(scope.world, scope.findings, scope.lang, scope.citations, MOST)
    rows = links.values(
        "chain", "product", "status", "action", "why", "needs", "local_buyers", "advice", "duty", "progress", "source"
    )
    return list(rows), len(families(scope.world.network, gaps_of(scope.findings.items)))


def _policies(scope: Scope) -> _Rows:
    rows: list[tuple[Cell, ...]] = [
        (
            paper.title,
            paper.publisher,
            paper.year,
            paper.cited,
            address(paper.url, paper.original, scope.lang),
            scope.citations.cite([paper.id]),
        )
        for paper in sources.policies(scope.world.dataset, MOST)
    ]
    return rows, len(rows)


def invited(scope: Scope) -> list[Candidates]:
    """The first links to fill, extend, strengthen or pair that have a score, each with its first candidates."""
    items = [item for item in scope.findings.items if item.action in ASKED and item.score is not None]
    bought = scope.findings.given
    whole = (
        scope.findings if scope.chain is None else gaps(scope.world, scope.findings.region, given=bought, buyers=False)
    )
    return [
        candidates(scope.world, item.product, scope.findings.region, given=bought, top=EACH, findings=whole)
        for item in items[:GAPS]
    ]


def _target_enterprises(scope: Scope) -> _Rows:
    """The first of each link before the others of all of them, each in the order of its candidates."""
    findings = scope.findings.by_product()
    invitations = invited(scope)
    ids = [firm.id for gap in invitations for firm in gap.items]
    facts = enterprises.described(scope.world.dataset, ids)
    first: list[tuple[Cell, ...]] = []
    others: list[tuple[Cell, ...]] = []
    for gap in invitations:
        action = word(findings[gap.product].action, scope.lang)
        rows = [_target(scope, gap, firm, facts[firm.id], action) for firm in gap.items]
        first += rows[:HEAD] or [_nobody(scope, gap, action)]
        others += rows[HEAD:]
    rows = [*first, *others]
    return rows, len(rows)


def _link(scope: Scope, gap: Candidates) -> tuple[str, str]:
    """The chains of a link and its name."""
    return scope.chains(scope.world.network.products[gap.product].chains), scope.products([gap.product])


def _dealt_with(scope: Scope, gap: Candidates) -> str:
    """Who here buys the product or makes its inputs."""
    suppliers = (name for names in gap.suppliers.values() for name in names[:1])
    return joined(list(dict.fromkeys([*gap.buyers[:3], *suppliers]))[:5], scope.lang)


def _nobody(scope: Scope, gap: Candidates, action: str) -> tuple[Cell, ...]:
    none = text("report.no-candidate", scope.lang)
    profile = Names(zh=gap.profile_zh, en=gap.profile_en).text(scope.lang)
    before = (none, None, None, *_link(scope, gap), action, None, None, None, None, profile)
    return (*before, _dealt_with(scope, gap), None, None, None, None, None, known_told(gap, scope.lang) or None, "")


def _target(
    scope: Scope, gap: Candidates, firm: CandidateFirm, own: enterprises.Described, action: str
) -> tuple[Cell, ...]:
    lang = scope.lang
    cited = scope.citations.cite(firm.sources)
    place = standing(firm.place, firm.tied, firm.score, firm.score_low, firm.score_high, lang)
    of = next(of_kind for of_kind in gap.kinds if of_kind.kind is firm.kind)
    kind = gap.of_kind(firm.kind)
    remark = (apart_told(of.apart, lang) if firm is kind[0] else "") + (
        cut_told(of.cut, lang) if firm is kind[-1] else ""
    )
    if firm is gap.items[-1]:
        remark += known_told(gap, lang)
    registered = scope.world.places.above(firm.region)[:2] if firm.region is not None else [None]
    return (
        Names(zh=firm.name_zh, en=firm.name_en).text(lang),
        own.uscc,
        scope.nested(registered),
        *_link(scope, gap),
        action,
        text(KINDS[firm.kind], lang),
        scope.products((own.products or [])[:6]),
        own.revenue_yi,
        None,
        text("report.between-reasons", lang).join(reasons(scope.world, gap, firm, lang)) + cited,
        _dealt_with(scope, gap),
        f"{place} / {_share(firm.stability)}",
        scope.proven(own.confidence),
        None,
        None,
        None,
        remark or None,
        cited,
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.0%}"


@dataclass(frozen=True, kw_only=True)
class _List:
    name: Message
    columns: tuple[str, ...]
    rows: Callable[[Scope], _Rows]


LISTS: Mapping[str, _List] = {
    "enterprises": _List(
        name=message("report.list.enterprises"),
        columns=(
            "enterprise",
            "uscc",
            "place",
            "chain",
            "main_products",
            "role",
            "revenue",
            "revenue_year",
            "labels",
            "park",
            "in_cluster",
            "state",
            "proof",
        ),
        rows=_enterprises,
    ),
    "projects": _List(
        name=message("report.list.projects"),
        columns=(
            "project",
            "investor",
            "years",
            "investment",
            "year_plan",
            "year_progress",
            "done",
            "problem",
            "state",
            "place",
            "chain",
            "content",
            "duty",
        ),
        rows=_projects,
    ),
    "investment": _List(
        name=message("report.list.investment"),
        columns=(
            "project",
            "investor_name",
            "profile",
            "content",
            "talks",
            "wishes",
            "measures",
            "duty",
            "person",
            "contact",
        ),
        rows=_investment,
    ),
    "clusters": _List(
        name=message("report.list.clusters"),
        columns=("cluster", "place", "chain", "park", "sales", "year", "proof"),
        rows=_clusters,
    ),
    "parks": _List(
        name=message("report.list.parks"),
        columns=("park_name", "level", "place", "leads", "enterprises", "proof"),
        rows=_parks,
    ),
    "platforms": _List(
        name=message("report.list.platforms"),
        columns=("platform", "kind", "level", "host", "place", "chain", "proof"),
        rows=_platforms,
    ),
    "problems": _List(
        name=message("report.list.problems"),
        columns=(
            "problem_chain",
            "problem_link",
            "state",
            "action",
            "why",
            "ends",
            "buyers",
            "advice",
            "duty",
            "progress_note",
        ),
        rows=_problems,
    ),
    "policies": _List(
        name=message("report.list.policies"), columns=("policy", "publisher", "year", "cited", "url"), rows=_policies
    ),
    "target-enterprises": _List(
        name=message("report.list.target-enterprises"),
        columns=(
            "enterprise",
            "uscc",
            "registered",
            "chain",
            "link",
            "action",
            "asked",
            "main_products",
            "revenue",
            "labels",
            "reasons",
            "ties",
            "match",
            "proof",
            "channel",
            "duty",
            "state",
            "remark",
        ),
        rows=_target_enterprises,
    ),
}


def paper_list(scope: Scope, key: str, of: str) -> Table:
    """The list ``key`` of the scope; ``of`` is what its title begins with (zh) or ends with (en).

    The last column holds the numbers of the sources.
    """
    say, chosen = speaker(scope.lang), LISTS[key]
    rows, total = chosen.rows(scope)
    name = chosen.name.text(scope.lang)
    if total > len(rows):
        title = say("report.list-title-cut", of=of, name=name, total=total, shown=len(rows))
    else:
        title = say("report.list-title", of=of, name=name)
    return Table(
        key=key,
        name=name,
        title=title,
        columns=tuple(
            Column(key=column, label=say(heading), kind=_KINDS.get(column, Kind.text), width=width)
            for column in ("no", *chosen.columns, "source")
            for heading, width in [_COLUMNS[column]]
        ),
        rows=tuple((number, *row) for number, row in enumerate(rows, start=1)),
        paper=SHOWN,
        total=total,
        empty=say("report.empty-list"),
    )
