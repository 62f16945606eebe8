"""The proof card of one finding: every fact and source it rests on, and what would change it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any

from chaingraph.analyses import PROBABLY, Fill, minimum_fill, producible, required_recall, use_paths
from chaingraph.enumerations import NO_MAKER, Action, Facet, Status
from chaingraph.findings import rules
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Finding
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.network import CardFacts, ProductNetwork, card_facts
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, Product, Region

FILLS = 3  # cheapest sets that a card shows
PATHS = 3  # ways to an end product that a card shows


@dataclass(frozen=True, kw_only=True)
class Card(Answer[dict[str, Any]]):
    """A finding with its rows, its sources, the rule of its score and what would change it; a sequence of the rows of its makers.

    ``fill``: the fewest products that need a maker for this one to be producible from local and common inputs alone;
    ``purchase``: the fewest to buy from outside instead, for a product that has a maker (None otherwise). ``paths``: ways
    from it through what stops with it to the end products in ``needs``, the shortest first.
    """

    finding: Finding
    facts: CardFacts
    users: tuple[str, ...]
    fails: tuple[str, ...]
    blocked: tuple[tuple[str, ...], ...]
    fill: Fill
    purchase: Fill | None
    paths: tuple[tuple[str, ...], ...]
    rule_zh: str
    rule_en: str
    would_change_zh: tuple[str, ...]
    would_change_en: tuple[str, ...]

    @property
    def main(self) -> list[dict[str, Any]]:
        """The rows of the makers that count."""
        return self.facts.makers

    def as_json(self) -> dict[str, Any]:
        """The object of ``explain --format json``."""
        facts = asdict(self.facts)
        return {
            **self.finding.as_json(),
            "facts": {key: value for key, value in facts.items() if key != "sources"},
            "sources": list(self.facts.sources.values()),
            "users": list(self.users),
            "fails": list(self.fails),
            "blocked_groups": [list(group) for group in self.blocked],
            "minimum_fill": _fill_json(self.fill),
            "minimum_purchase": None if self.purchase is None else _fill_json(self.purchase),
            "paths": [list(path) for path in self.paths],
            "rule_zh": self.rule_zh,
            "rule_en": self.rule_en,
            "would_change_zh": list(self.would_change_zh),
            "would_change_en": list(self.would_change_en),
        }


def _fill_json(fill: Fill) -> dict[str, Any]:
    return {
        "links": None if fill.cost is None else round(fill.cost),
        "sets": [list(names) for names in fill.sets],
        "all_sets": fill.complete,
    }


@asked
def explain(
    world: World,
    product: Annotated[str, Product(en="Product id or name.")],
    region: Annotated[str | None, Region()] = None,
    *,
    given: Annotated[Iterable[str], Bought()] = (),
) -> Card:
    """The card of one product in a region (the topmost when None).

    Raises UsageError for an unknown product (nearest ids are offered) or region.
    """
    name = world.require_product(product)
    finding = gaps(world, region, given=given, buyers=False).by_product()[name]
    here = world.market(finding.region)
    if finding.local_buyer_count:
        finding = replace(finding, local_buyers=tuple(here.buyers_of([name]).get(name, ())))
    network = world.network
    blocked = producible(network, here.made.keys(), finding.given).blocked_groups.get(name, ())
    groups = network.groups.get(name, ())
    zh, en = _rule(finding)
    change_zh, change_en = would_change(finding)
    fails = world.knock_outs.of(name)
    return Card(
        finding=finding,
        facts=card_facts(world.dataset, world.places, here, [name])[name],
        users=tuple(user for user, _ in network.uses[name]),
        fails=tuple(sorted(fails - {name})),
        blocked=tuple(groups[number].members for number in blocked),
        fill=minimum_fill(network, name, here.made.keys(), finding.given, limit=FILLS),
        purchase=minimum_fill(network, name, here.made.keys(), finding.given, buy=True, limit=FILLS)
        if name in here.made
        else None,
        paths=ways_to_ends(network, finding, fails),
        rule_zh=zh,
        rule_en=en,
        would_change_zh=change_zh,
        would_change_en=change_en,
    )


def ways_to_ends(network: ProductNetwork, finding: Finding, fails: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The shortest ways from a product through what stops with it (``fails``) to the end products it stops, at most three."""
    ways = use_paths(network, finding.product, set(finding.needs) - {finding.product}, fails)
    return tuple(sorted(ways.values(), key=lambda way: (len(way), way))[:PATHS])


def _rule(f: Finding) -> tuple[str, str]:
    half, weight = rules.HALF_DEMAND, rules.WEIGHT_CRITICALITY
    if f.score is None:
        return (
            "关键度无从计算且无本地需求企业，不打分。",
            "No score: the criticality is undefined and there is no local buyer.",
        )
    crit = "—" if f.criticality is None else f"{f.criticality:.3f}"
    formula = (
        f"{f.score_need:.3f} × {f.score_severity:.3f} = {f.score:.3f}",
        f"{weight:g} × {crit} + {1 - weight:g} × {f.score_demand:.3f}",
    )
    zh = (
        f"弱度分 = 需要度 × 严重度 = {formula[0]}。需要度 = "
        + (formula[1] if f.criticality is not None else f"需求度 {f.score_demand:.3f}（关键度无从计算）")
        + f"；需求度 = {f.demand_reach:g} ÷（{f.demand_reach:g} + {half}），{f.demand_reach:g} = 本地需求企业 {f.local_buyer_count} 户 + 下一步需求的四分之一（逐级折算）；严重度取最重的一面："
        + {
            Facet.ABSENCE: "普查无生产企业" if f.status == Status.MISSING else "未见生产企业",
            Facet.CONCENTRATION: "集中度",
            Facet.NONE: "无",
        }[f.score_facet]
        + "。"
        + (
            ""
            if f.rank_stability is None
            else f"权重上下浮动一半时，{f.rank_stability:.0%} 的情形仍在前 {rules.STABLE_TOP} 名。"
        )
    )
    en = (
        f"score = need x severity = {formula[0].replace('×', 'x')}; need = "
        + (
            formula[1].replace("×", "x")
            if f.criticality is not None
            else f"demand {f.score_demand:.3f} (criticality undefined)"
        )
        + f"; demand = {f.demand_reach:g} / ({f.demand_reach:g} + {half}), where {f.demand_reach:g} = {f.local_buyer_count} local buyers + a quarter of the demand one step down the chain, and so on; severity is the worst facet: {f.score_facet}."
        + (
            ""
            if f.rank_stability is None
            else f" With the weights shaken by half it stays among the first {rules.STABLE_TOP} in {f.rank_stability:.0%} of draws."
        )
    )
    said = _evidence(f)
    return zh + said[0], en + said[1]


def _evidence(f: Finding) -> tuple[str, str]:
    if f.evidence is None:
        return "", ""
    zh, en = f"证据等级：{word(f.evidence, 'zh')}", f" Evidence: {word(f.evidence, 'en')}"
    if f.absent_probability is not None:
        zh += f"（按所填查全率与先验 {rules.PRIOR_MAKER:g}，确无生产企业的概率 {f.absent_probability:.0%}）"
        en += f" (by the stated recall and a prior of {rules.PRIOR_MAKER:g} there is no maker with probability {f.absent_probability:.0%})"
    if f.independent_makers != f.makers and f.hhi_independent is not None:
        zh += f"；同集团企业合并后独立生产企业 {f.independent_makers} 家，HHI {f.hhi_independent:.0f}"
        en += f"; with parent groups merged {f.independent_makers} independent, HHI {f.hhi_independent:.0f}"
    return zh + "。", en + "."


def _entrant(f: Finding) -> float | None:
    """Output in CNY 100 million of one further maker that brings the HHI down to the threshold; None where none can.

    With total T and sum of squares Q: the smaller root of Q + x^2 = c (T + x)^2, c the threshold as a share.
    """
    if f.hhi is None or f.output_yi is None or f.hhi_basis != "output":
        return None
    total, cut = f.output_yi, rules.CONCENTRATED_ABOVE / 10000
    squares = f.hhi / 10000 * total**2
    inside = (cut * total) ** 2 - (1 - cut) * (squares - cut * total**2)
    return None if inside < 0 else (cut * total - inside**0.5) / (1 - cut)


def would_change(f: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What new fact would change the verdict, as sentences in Chinese and in English."""
    said: list[tuple[str, str]] = []
    if f.status == Status.UNSEEN:
        needed = required_recall(PROBABLY, rules.PRIOR_MAKER)
        said += [
            (
                f"该链名录的查全率达到 {needed:.0%} 而仍未查到：证据等级升为“很可能没有”。",
                f"A recall of the records of {needed:.0%} with still nobody found: the evidence becomes probably missing.",
            ),
            ("查到一家在产的本地生产企业：状态变为“单一”。", "One active local maker on record: it becomes single."),
            (
                "该链在本地区完成普查后仍未查到生产企业：才可下定论。",
                "A census of the chain here that still finds nobody: only then is the verdict final.",
            ),
        ]
    elif f.status == Status.MISSING:
        said.append(("新增一家在产的本地生产企业：状态变为“单一”。", "One active local maker: it becomes single."))
    elif f.status == Status.SINGLE:
        said.append(
            (
                "新增一家本地生产企业：状态变为“集中”或“充足”。",
                "A second local maker: it becomes concentrated or adequate.",
            )
        )
        said.append(
            (
                "该企业停产或关闭：状态变为“未见”（普查时为“缺失”）。",
                "Its maker closes: it becomes unseen (missing under a census).",
            )
        )
    elif f.status == Status.CONCENTRATED:
        said.append(
            (
                f"HHI 降到 {rules.CONCENTRATED_ABOVE} 及以下：状态变为“充足”。",
                f"An HHI of {rules.CONCENTRATED_ABOVE} or less: it becomes adequate.",
            )
        )
        entrant = _entrant(f)
        if f.hhi_basis == "count":
            more = math.ceil(10000 / rules.CONCENTRATED_ABOVE) - f.makers
            said.append(
                (f"再有 {more} 家本地生产企业（按户数）即可。", f"{more} more local maker(s) are enough, by count.")
            )
        elif entrant is not None:
            said.append(
                (
                    f"新增一家年产值约 {entrant:.1f} 亿元的生产企业即可。",
                    f"One further maker with an output of about CNY {entrant:.1f} hundred million a year is enough.",
                )
            )
        else:
            said.append(("单靠新增一家达不到。", "One further maker alone cannot bring it there."))
    elif f.status == Status.ADEQUATE:
        said.append(
            (
                f"HHI 升到 {rules.CONCENTRATED_ABOVE} 以上：状态变为“集中”。",
                f"An HHI above {rules.CONCENTRATED_ABOVE}: it becomes concentrated.",
            )
        )
    else:
        said.append(
            (
                "产品表不再标为普遍供给：按生产企业判断。",
                "No longer marked as common supply: it is judged by its makers.",
            )
        )
    if f.status in NO_MAKER and f.action in (Action.EXTEND, Action.DEFER, Action.NONE):
        said.append(("出现需要它的本地企业：处置变为“补链”。", "A local buyer: the action becomes fill."))
    if f.hhi_basis == "count" and f.makers > 1:
        said.append(
            (
                "各生产企业产值齐全：集中度改按产值计算。",
                "Outputs of all makers known: concentration is computed by output.",
            )
        )
    if f.status == Status.SINGLE and f.criticality and len(f.needs):
        said.append(("为它登记可替代的投入：关键度下降。", "A recorded substitute for it: the criticality falls."))
    return tuple(zh for zh, _ in said), tuple(en for _, en in said)
