"""The proof card of one finding: every fact and source it rests on, and what would change it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any

from chaingraph.analyses import PROBABLY, Fill, minimum_fill, producible, required_recall, use_paths
from chaingraph.catalogue import Message, Spoken, message
from chaingraph.enumerations import NO_MAKER, Action, Facet, Grade, Standing, Status
from chaingraph.findings import rules
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Finding
from chaingraph.findings.sentence import in_turn
from chaingraph.findings.world import World
from chaingraph.network import CardFacts, ProductNetwork, card_facts
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, Product, Region

FILLS = 3  # cheapest sets that a card shows
PATHS = 3  # ways to an end product that a card shows
_FACETS = {
    Facet.ABSENCE: "explain.facet-unseen",
    Facet.CONCENTRATION: "explain.facet-concentration",
    Facet.NONE: "explain.facet-none",
}
_STANDINGS = {
    Standing.CERTAIN: "explain.standing-certain",
    Standing.POSSIBLE: "explain.standing-possible",
    Standing.NO: "explain.standing-no",
}


@dataclass(frozen=True, kw_only=True)
class Card(Answer[dict[str, Any]]):
    """A finding with its rows, its sources, the rule of its score and what would change it; a sequence of the rows of
    its makers.

    ``fill``: the fewest products that need a maker for this one to be producible from local and common inputs alone;
    ``purchase``: the fewest to buy from outside instead, for a product that has a maker (None otherwise). ``paths``:
    ways from it through what stops with it to the end products in ``needs``, the shortest first.
    """

    finding: Finding
    facts: CardFacts
    users: tuple[str, ...]
    fails: tuple[str, ...]
    blocked: tuple[tuple[str, ...], ...]
    fill: Fill
    purchase: Fill | None
    paths: tuple[tuple[str, ...], ...]
    rule: Spoken
    would_change: tuple[Message, ...]

    @property
    def rule_zh(self) -> str:
        """The rule in Chinese."""
        return self.rule.text("zh")

    @property
    def rule_en(self) -> str:
        """The rule in English."""
        return self.rule.text("en")

    @property
    def would_change_zh(self) -> tuple[str, ...]:
        """What would change it, in Chinese."""
        return tuple(change.text("zh") for change in self.would_change)

    @property
    def would_change_en(self) -> tuple[str, ...]:
        """What would change it, in English."""
        return tuple(change.text("en") for change in self.would_change)

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
    product: Annotated[str, Product(help_message=message("explain.which-product"))],
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
    blocked = producible(network, here.own, finding.given).blocked_groups.get(name, ())
    groups = network.groups.get(name, ())
    fails = world.knock_outs.of(name)
    return Card(
        finding=finding,
        facts=card_facts(world.dataset, world.places, here, [name])[name],
        users=tuple(user for user, _ in network.uses[name]),
        fails=tuple(sorted(fails - {name})),
        blocked=tuple(groups[number].members for number in blocked),
        fill=minimum_fill(network, name, here.own, finding.given, limit=FILLS),
        purchase=minimum_fill(network, name, here.own, finding.given, buy=True, limit=FILLS)
        if name in here.own
        else None,
        paths=ways_to_ends(network, finding, fails),
        rule=_rule(finding),
        would_change=would_change(finding),
    )


def ways_to_ends(network: ProductNetwork, finding: Finding, fails: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The shortest ways from a product through what stops with it (``fails``) to the end products it stops, at most
    three.
    """
    ways = use_paths(network, finding.product, set(finding.needs) - {finding.product}, fails)
    return tuple(sorted(ways.values(), key=lambda way: (len(way), way))[:PATHS])


def _rule(f: Finding) -> Spoken:
    if f.score is None:
        return message("explain.no-score")
    facts = {
        "need": f.score_need,
        "severity": f.score_severity,
        "score": f.score,
        "demand": f.score_demand,
        "half": rules.ANCHORS.half_demand,
        "low": f.score_low,
        "high": f.score_high,
        "buyers": f.local_buyer_count,
        "facet": message(_FACETS[f.score_facet]),
    }
    if f.score_facet == Facet.ABSENCE and f.status == Status.MISSING:
        facts["facet"] = message("explain.facet-none-in-census")
    weight, stopping = rules.ANCHORS.criticality, rules.ANCHORS.stopping
    facts |= {"weight": weight, "other_weight": 1 - weight, "stopping": stopping, "rest": 1 - stopping}
    if f.criticality is None:
        sentences = [message("explain.rule-without-criticality", **facts)]
    elif f.criticality > 0:
        sentences = [message("explain.rule", criticality=f.criticality, **facts)]
    else:
        sentences = [message("explain.rule-stops-none", **facts)]
    if f.rank_stability is not None and f.standing is not None:
        standing = {"standing": message(_STANDINGS[f.standing]), "top": rules.STABLE_TOP, "share": f.rank_stability}
        if f.rank_low is None or f.rank_high is None:
            sentences.append(message("explain.standing", **standing))
        else:
            sentences.append(message("explain.standing-between", low=f.rank_low, high=f.rank_high, **standing))
    if f.evidence is not None:
        sentences.append(_evidence(f, f.evidence))
    if f.tied is not None and f.tied > 1:
        sentences.append(message("explain.tied", n=f.tied))
    return in_turn(sentences)


def _evidence(f: Finding, evidence: Grade) -> Message:
    grade = message(f"word.{evidence}")
    owners = {"n": f.owners, "hhi": f.hhi}
    if f.absent_probability is not None:
        key = "explain.verify-first" if f.verify else "explain.evidence-by-recall"
        return message(key, grade=grade, prior=rules.PRIOR_MAKER, absent=f.absent_probability)
    if f.verify:
        return message("explain.verify-nothing-known", grade=grade)
    if f.owners and f.owners != f.makers:
        return message("explain.evidence-of-owners", grade=grade, **owners)
    return message("explain.evidence", grade=grade)


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


def would_change(f: Finding) -> tuple[Message, ...]:
    """What new fact would change the verdict, a sentence each."""
    return tuple(_changes(f))


def _changes(f: Finding) -> Iterator[Message]:
    if f.status == Status.UNSEEN:
        yield message("explain.change-recall", recall=required_recall(PROBABLY, rules.PRIOR_MAKER))
        yield message("explain.change-maker-on-record")
        yield message("explain.change-census")
    elif f.status == Status.MISSING:
        yield message("explain.change-first-maker")
    elif f.status == Status.ELSEWHERE:
        yield message("explain.change-maker-here")
    elif f.status == Status.SINGLE:
        yield message("explain.change-second-maker")
        yield message("explain.change-maker-closes")
    elif f.status == Status.CONCENTRATED:
        yield message("explain.change-hhi-falls", hhi=rules.CONCENTRATED_ABOVE)
        yield _change_by_makers(f)
    elif f.status == Status.ADEQUATE:
        yield message("explain.change-hhi-rises", hhi=rules.CONCENTRATED_ABOVE)
    else:
        yield message("explain.change-not-common")
    if f.status in NO_MAKER and f.action in (Action.EXTEND, Action.DEFER, Action.NONE):
        yield message("explain.change-local-buyer")
    if f.hhi_basis == "count" and f.makers > 1:
        yield message("explain.change-outputs-known")
    if f.status == Status.SINGLE and f.criticality and len(f.needs):
        yield message("explain.change-substitute")


def _change_by_makers(f: Finding) -> Message:
    """What makers it takes to be no longer concentrated."""
    if f.hhi_basis == "count":
        return message("explain.change-more-makers", n=math.ceil(10000 / rules.CONCENTRATED_ABOVE) - f.makers)
    entrant = _entrant(f)
    if entrant is None:
        return message("explain.change-one-not-enough")
    return message("explain.change-large-maker", output_yi=entrant)
