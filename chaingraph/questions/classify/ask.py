"""这个项目属于补链、强链、延链还是稳链？

Does a project fill, strengthen, extend or secure a chain, and who else makes the same?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.catalogue import Listed, Message, Spoken, message
from chaingraph.enumerations import Action, ProjectStatus, Status
from chaingraph.findings.answer import Answer
from chaingraph.findings.finding import Finding
from chaingraph.findings.pipeline import coming
from chaingraph.findings.sentence import Clauses
from chaingraph.findings.world import World
from chaingraph.questions.asked import asked
from chaingraph.questions.gaps.ask import gaps
from chaingraph.questions.parameters import Bought, Region
from chaingraph.registry.projects import on_desk

ORDER = tuple(Action)  # the first that one of its products asks for decides
_PRODUCTS = 3  # that the reasons name
_REGIONS = 5


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """A product of the project in another part of the region: enterprises that make it, and projects not yet in
    production that will.
    """

    product: str
    region: str
    makers: int
    projects: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Classified:
    """One project. ``action`` None: no product of the network is named, so nothing can be said. ``products``: each with
    what it asks for, worst first. ``overlap``: the same elsewhere, which is overlap and not yet duplication: that needs
    capacities.
    """

    id: str
    name_zh: str
    region: str | None
    status: ProjectStatus | None
    investment_yi: float | None
    action: Action | None
    products: tuple[tuple[str, str, str], ...]
    overlap: tuple[Elsewhere, ...]
    why: Spoken

    @property
    def why_zh(self) -> str:
        """The reasons in Chinese."""
        return self.why.text("zh")

    @property
    def why_en(self) -> str:
        """The reasons in English."""
        return self.why.text("en")

    def as_json(self) -> dict[str, Any]:
        """Plain values, with the reasons in both languages."""
        values = asdict(self)
        del values["why"]
        return {**values, "why_zh": self.why_zh, "why_en": self.why_en}


@dataclass(frozen=True, kw_only=True)
class Classification(Answer[Classified]):
    """The whole, seen from a region: a sequence of the projects."""

    region: str
    items: tuple[Classified, ...]

    @property
    def main(self) -> tuple[Classified, ...]:
        """The projects."""
        return self.items

    def as_json(self) -> list[dict[str, Any]]:
        """Plain values of each."""
        return [item.as_json() for item in self.items]


@asked
def classify(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    desk: World | None = None,
    given: Annotated[Iterable[str], Bought()] = (),
) -> Classification:
    """Every project of ``desk`` (of the dataset itself when None), judged by what the findings of ``region`` (the
    topmost when None) ask for its products, those that fill a gap first.

    The findings are those before the project; a project in production counts among the makers already only where the
    tables say so. Raises UsageError for an unknown region.
    """
    code = world.places.require(region)
    bought = tuple(given)
    found = gaps(world, code, given=bought).by_product()
    parts = world.places.children.get(code, ())
    part_of = world.places.part_of(code)
    making = {part: world.market(part).made for part in parts}
    planned: dict[str, list[tuple[str, str, str]]] = {}
    for plan in coming(world, list(part_of)):
        for product in plan.products:
            planned.setdefault(product, []).append((part_of[plan.region], plan.id, plan.name_zh))
    items = []
    own = desk or world
    codes = None if desk is not None else world.places.below(code)
    for project, name, place, recorded, cost, products in on_desk(own.dataset, codes):
        status = ProjectStatus(recorded) if recorded else None
        known = [product for product in dict.fromkeys(products or ()) if product in found]
        asked_for = sorted(
            ((found[product].action, found[product].status, product) for product in known),
            key=lambda asked: (ORDER.index(asked[0]), asked[2]),
        )
        here = None if place is None else part_of.get(place)
        overlap = []
        for product in known:
            others = Counter(
                {part: making[part][product].makers for part in parts if part != here and product in making[part]}
            )
            titles: dict[str, list[str]] = {}
            for part, other, title in planned.get(product, ()):
                if part != here and other != project and title != name:
                    titles.setdefault(part, []).append(title)
            overlap += [
                Elsewhere(
                    product=product, region=part, makers=others.get(part, 0), projects=tuple(titles.get(part, ()))
                )
                for part in sorted(others.keys() | titles.keys())
            ]
        action = asked_for[0][0] if asked_for else None
        items.append(
            Classified(
                id=project,
                name_zh=name,
                region=place,
                status=status,
                investment_yi=cost,
                action=action,
                products=tuple((product, action_, status_) for action_, status_, product in asked_for),
                overlap=tuple(overlap),
                why=_why(world, found, asked_for, overlap, status),
            )
        )
    items.sort(key=lambda item: (item.action is None, ORDER.index(item.action or Action.NONE), item.id))
    return Classification(region=code, items=tuple(items))


def _why(
    world: World,
    found: Mapping[str, Finding],
    asked: Sequence[tuple[Action, Status, str]],
    overlap: Sequence[Elsewhere],
    stage: ProjectStatus | None,
) -> Spoken:
    if not asked:
        return message("classify.no-product-named")
    products = world.network.products
    clauses = [_asked_for(found[asked[0][2]], products[asked[0][2]].names)]
    unlisted = [name for _, _, name in asked if stage == ProjectStatus.PRODUCTION and found[name].makers == 0]
    if unlisted:
        named = Listed(tuple(products[name].names for name in unlisted[:_PRODUCTS]))
        clauses.append(message("classify.maker-not-on-record", products=named))
    if overlap:
        regions = Listed(tuple(map(world.places.names_of, dict.fromkeys(part.region for part in overlap)))[:_REGIONS])
        clauses.append(message("classify.made-elsewhere", regions=regions))
    return Clauses(tuple(clauses))


def _asked_for(item: Finding, product: Spoken) -> Message:
    if item.action == Action.NONE:
        key = "classify.asks-for-nothing"
    elif item.status == Status.UNSEEN:
        key = "classify.asks-for-once-checked"
    else:
        key = "classify.asks-for"
    return message(
        key,
        product=product,
        status=message(f"word.{item.status}"),
        makers=message("classify.makers", n=item.makers),
        buyers=message("classify.buyers", n=item.local_buyer_count),
        action=message(f"word.{item.action}"),
    )
