"""The policy's own checks: its targets, the tiers of its clusters, and how many lead industries its parks have."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.analyses import TargetProgress, target_progress
from chaingraph.errors import DataError
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.network import parks_of_many_leads
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Region
from chaingraph.registry.places import sales as told_sales
from chaingraph.registry.targets import Target as TargetRow
from chaingraph.registry.targets import observations
from chaingraph.registry.targets import targets as told_targets
from chaingraph.schema import SCHEMA
from chaingraph.tables import says

TIERS = (10, 100, 1000)  # sales in CNY 100 million that part the tiers of the 2015 opinion


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the rows of the dataset themselves come to, a lower bound; ``note`` says what it misses."""

    year: int
    value: float
    note: str | None


@dataclass(frozen=True, kw_only=True)
class TargetState:
    """A target as its row tells it, and its progress. ``counted``: what the records come to, which is no observation
    but settles a target of at least so many that it reaches, and one of at most so many that it passes.
    """

    id: str
    name_zh: str
    unit: str
    comparator: str
    base_year: int | None
    base_value: float | None
    target_year: int
    target_value: float
    row: int
    source: tuple[str, ...]
    progress: TargetProgress
    counted: Counted | None = None

    @property
    def sign(self) -> str:
        """The comparator as a sign."""
        return {"at-least": "≥", "at-most": "≤"}[self.comparator]


@dataclass(frozen=True, kw_only=True)
class Tier:
    """Clusters with sales from ``low`` to below ``high`` (CNY 100 million; None is open); both None: not known."""

    low: float | None
    high: float | None
    clusters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Policy(Answer[TargetState]):
    """The whole, a sequence of the targets. ``parks``: those with more than two lead chains, as plain objects."""

    region: str
    targets: tuple[TargetState, ...]
    tiers: tuple[Tier, ...]
    parks: tuple[dict[str, Any], ...]

    @property
    def main(self) -> tuple[TargetState, ...]:
        """The targets."""
        return self.targets

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@asked
def targets(world: World, region: Annotated[str | None, Region()] = None) -> Policy:
    """The checks of :func:`policy`. Raises DataError for data without targets, clusters and parks, UsageError as that
    does.
    """
    checks = policy(world, region)
    if not any(world.dataset.count(name) for name in ("targets", "clusters", "parks")):
        raise DataError([says.table_empty(SCHEMA.tables["targets"])])
    return checks


def _decides(target: TargetRow, counted: float) -> bool:
    """Whether a lower bound settles a target: of at least so many it is reached, of at most so many it is passed."""
    if target.comparator == "at-least":
        return counted >= target.target_value
    return counted > target.target_value


def policy(world: World, region: str | None = None) -> Policy:
    """The checks for a region (the topmost when None).

    An observation counts when its region is empty or the one asked for. Targets are those of the whole dataset. Raises
    UsageError for an unknown region.
    """
    code = world.places.require(region)
    seen: dict[str, list[tuple[int, float]]] = {}
    counted: dict[str, Counted] = {}
    wanted = {target.id: target for target in told_targets(world.dataset)}
    for observed in observations(world.dataset, code):
        target = wanted.get(observed.target)
        if observed.basis == "counted":
            counted[observed.target] = Counted(year=observed.year, value=observed.value, note=observed.note)
            if target is None or not _decides(target, observed.value):
                continue
        seen.setdefault(observed.target, []).append((observed.year, observed.value))
    states = tuple(
        TargetState(
            id=target.id,
            name_zh=target.name_zh,
            unit=target.unit,
            comparator=target.comparator,
            base_year=target.base_year,
            base_value=target.base_value,
            target_year=target.target_year,
            target_value=target.target_value,
            row=target.row,
            source=tuple(target.source or ()),
            progress=target_progress(
                at_least=target.comparator == "at-least",
                base_year=target.base_year,
                base_value=target.base_value,
                target_year=target.target_year,
                target_value=target.target_value,
                observations=seen.get(target.id, ()),
            ),
            counted=counted.get(target.id),
        )
        for target in wanted.values()
    )
    below = world.places.below(code)
    sales = told_sales(world.dataset, below)
    bounds: list[tuple[float | None, float | None]] = [(None, TIERS[0])]
    bounds += [(low, high) for low, high in zip(TIERS, (*TIERS[1:], None), strict=True)]
    tiers = [
        Tier(
            low=low,
            high=high,
            clusters=tuple(
                name for name, value in sales if value is not None and (low or 0) <= value < (high or float("inf"))
            ),
        )
        for low, high in bounds
    ]
    unknown = Tier(low=None, high=None, clusters=tuple(name for name, value in sales if value is None))
    return Policy(
        region=code, targets=states, tiers=(*tiers, unknown), parks=tuple(parks_of_many_leads(world.dataset, below))
    )
