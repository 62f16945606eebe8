"""The charts of a set, in its order."""

from __future__ import annotations

from collections.abc import Callable

from chaingraph.document import Picture
from chaingraph.questions.report.ask import Papers
from chaingraph.views.papers.applications import applications
from chaingraph.views.papers.chain_maps import chain_maps
from chaingraph.views.papers.invitations import invitations
from chaingraph.views.papers.region_map import region_map
from chaingraph.views.papers.routes import routes
from chaingraph.views.papers.targets import targets

_DRAWN: dict[str, Callable[[Papers], list[Picture]]] = {
    "chain-map": chain_maps,
    "technology-route": routes,
    "applications": applications,
    "region-map": region_map,
    "targets": targets,
    "invitations": invitations,
}


def pictures(papers: Papers, progress: Callable[[str], None] | None = None) -> list[Picture]:
    """The charts of the set, in its order; a chart that has nothing to show is left out. ``progress`` is called with
    the title of each.
    """
    made = []
    for key in papers.chosen.charts:
        for picture in _DRAWN[key](papers):
            made.append(picture)
            if progress is not None:
                progress(picture.title)
    return made
