"""The proof card of one finding: every fact and source it rests on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from chaingraph.analyses import Fill, minimum_fill, producible
from chaingraph.findings import rules
from chaingraph.findings.assemble import World, gaps
from chaingraph.findings.finding import Finding
from chaingraph.network import CardFacts, card_facts

FILLS = 3  # cheapest sets that a card shows


@dataclass(frozen=True)
class Card:
    """A finding with its rows, its sources, the rule of its score and what would change it.

    ``fill``: the fewest products that need a maker for this one to be producible from local and common inputs alone.
    """

    finding: Finding
    facts: CardFacts
    users: tuple[str, ...]
    fails: tuple[str, ...]
    blocked: tuple[tuple[str, ...], ...]
    fill: Fill
    rule_zh: str
    rule_en: str
    would_change_zh: tuple[str, ...]
    would_change_en: tuple[str, ...]

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
            "minimum_fill": {
                "links": None if self.fill.cost is None else round(self.fill.cost),
                "sets": [list(names) for names in self.fill.sets],
                "all_sets": self.fill.complete,
            },
            "rule_zh": self.rule_zh,
            "rule_en": self.rule_en,
            "would_change_zh": list(self.would_change_zh),
            "would_change_en": list(self.would_change_en),
        }


def explain(world: World, product: str, region: str | None = None, given: Iterable[str] = ()) -> Card:
    """The card of one product in a region (the topmost when None).

    Raises UsageError for an unknown product (nearest ids are offered) or region.
    """
    name = world.require_product(product)
    finding = gaps(world, region, None, given).by_product()[name]
    here = world.market(finding.region)
    network = world.network
    blocked = producible(network, here.made.keys(), finding.given).blocked_groups.get(name, ())
    groups = network.groups.get(name, ())
    zh, en = _rule(finding)
    change_zh, change_en = would_change(finding)
    return Card(
        finding,
        card_facts(world.dataset, world.places, here, [name])[name],
        tuple(sorted(network.graph.successors(name))),
        tuple(sorted(world.falls.of(name) - {name})),
        tuple(groups[number].members for number in blocked),
        minimum_fill(network, name, here.made.keys(), finding.given, limit=FILLS),
        zh, en, change_zh, change_en,
    )  # fmt: skip


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
            "absence": "普查无生产企业" if f.status == "missing" else "未见生产企业",
            "concentration": "集中度",
            "none": "无",
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
    return zh, en


def would_change(f: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What new fact would change the verdict, as sentences in Chinese and in English."""
    said: list[tuple[str, str]] = []
    if f.status == "unseen":
        said += [
            ("查到一家在产的本地生产企业：状态变为“单一”。", "One active local maker on record: it becomes single."),
            ("该链在本地区完成普查后仍未查到生产企业：才可下定论。", "A census of the chain here that still finds nobody: only then is the verdict final."),
        ]  # fmt: skip
    elif f.status == "missing":
        said.append(("新增一家在产的本地生产企业：状态变为“单一”。", "One active local maker: it becomes single."))
    elif f.status == "single":
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
    elif f.status == "concentrated":
        said.append(
            (
                f"HHI 降到 {rules.CONCENTRATED_ABOVE} 及以下：状态变为“充足”。",
                f"An HHI of {rules.CONCENTRATED_ABOVE} or less: it becomes adequate.",
            )
        )
    elif f.status == "adequate":
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
    if f.status in ("missing", "unseen") and f.action in ("extend", "defer", "none"):
        said.append(("出现需要它的本地企业：处置变为“补链”。", "A local buyer: the action becomes fill."))
    if f.hhi_basis == "count" and f.makers > 1:
        said.append(
            (
                "各生产企业产值齐全：集中度改按产值计算。",
                "Outputs of all makers known: concentration is computed by output.",
            )
        )
    if f.status == "single" and f.criticality and len(f.needs):
        said.append(("为它登记可替代的投入：关键度下降。", "A recorded substitute for it: the criticality falls."))
    return tuple(zh for zh, _ in said), tuple(en for _, en in said)
