"""数据概况：有哪些数据，有多可靠，收得多全？What does the dataset hold on a region, how well, how completely?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from chaingraph.catalogue import message
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.network import Description
from chaingraph.network import describe as description_of
from chaingraph.network.quality import TableQuality
from chaingraph.questions.asked import asked
from chaingraph.questions.describe.recall import ChainRecall, Comparison, compare, recalls
from chaingraph.questions.parameters import OtherList, Region
from chaingraph.tables.intake import SecondList


@dataclass(frozen=True, kw_only=True)
class Holdings(Answer[TableQuality]):
    """What the dataset holds: a sequence of the tables of the data. ``comparison``: with the second list that was
    given.
    """

    description: Description
    comparison: Comparison | None = None

    @property
    def main(self) -> tuple[TableQuality, ...]:
        """The tables of the data."""
        return self.description.tables

    @property
    def recalls(self) -> tuple[ChainRecall, ...]:
        """How complete the records of each chain are, by ``coverage``."""
        return recalls(self.description)

    def as_json(self) -> dict[str, Any]:
        """Plain values of the description, of the recalls and of the comparison."""
        values = self.description.as_json()
        values["recall"] = [asdict(recall) for recall in self.recalls]
        if self.comparison is not None:
            values["recapture"] = self.comparison.as_json()
        return values


@asked
def describe(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    recapture: Annotated[
        SecondList | None,
        OtherList(help_message=message("describe.parameter.recapture")),
    ] = None,
) -> Holdings:
    """What the dataset holds on a region (the topmost when None), and by a second list (``recapture``) how complete it
    is. Raises UsageError for an unknown region.
    """
    comparison = None if recapture is None else compare(world, region, recapture)
    return Holdings(description=holdings(world, region), comparison=comparison)


def holdings(world: World, region: str | None = None) -> Description:
    """As :func:`describe`, the description alone."""
    return description_of(world.dataset, world.network, world.places, region, world.engine)
