"""在库项目建成后，由谁、在哪里生产什么？Which maker does a project of the library bring, and where?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from chaingraph.enumerations import EnterpriseStatus, ProjectStatus
from chaingraph.registry.projects import projects as rows
from chaingraph.tables import Dataset

BUILT = ProjectStatus.PRODUCTION  # the status of a project that is already built


@dataclass(frozen=True)
class Project:
    """A row of the table projects. ``products``: those of the network, in the order of the cell. ``investment_yi`` in
    CNY 100 million, None where not known. ``investor``: the enterprise of the cell, None where it is empty;
    ``investor_name``, ``investor_region`` and ``investor_status`` as its own row tells, the latter two None where the
    investor is not on record.
    """

    id: str
    name_zh: str
    region: str | None
    products: tuple[str, ...]
    status: ProjectStatus
    investment_yi: float | None
    investor: str | None
    investor_name: str | None
    investor_region: str | None
    investor_status: EnterpriseStatus | None

    @property
    def itself(self) -> bool:
        """Whether its investor is the maker: active, in the very region of the project. Else the project brings a
        maker of its own there.
        """
        return self.investor_status == EnterpriseStatus.ACTIVE and self.investor_region == self.region

    @property
    def maker(self) -> tuple[str, ...]:
        """Who makes: equal for projects with one maker, the projects of one investor in one region; each project
        without an investor has its own.
        """
        return ("project", self.id) if self.investor is None else ("investor", self.investor, self.region or "")


def projects(dataset: Dataset, known: Collection[str], ids: Iterable[str] | None = None) -> tuple[Project, ...]:
    """The projects of a dataset (all when ``ids`` is None), by id, with their products among ``known``.

    A project brings what it names, and nothing else that its investor is to make, in its own region: wherever the
    investor is at home, and whether it is told, on record, active, planned or closed. What its investor already makes
    in that region is no further maker.
    """
    return tuple(
        Project(
            id=row.id,
            name_zh=row.name_zh,
            region=row.region,
            products=tuple(dict.fromkeys(name for name in row.products or () if name in known)),
            status=ProjectStatus(row.status),
            investment_yi=row.investment_yi,
            investor=row.investor,
            investor_name=row.investor_name,
            investor_region=row.investor_region,
            investor_status=EnterpriseStatus(row.investor_status) if row.investor_status else None,
        )
        for row in rows(dataset, ids)
    )
