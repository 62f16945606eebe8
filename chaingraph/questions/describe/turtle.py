"""The description of a dataset in VoID and DCAT."""

from __future__ import annotations

from chaingraph.findings.world import World
from chaingraph.graph import void


def render(world: World, files: tuple[str, ...] = ()) -> str:
    """The Turtle of :func:`chaingraph.graph.void`, named after the topmost region; ``files`` stand beside it.

    Raises UsageError for a dataset without regions.
    """
    top = world.places.require(None)
    return void(world.dataset, top, world.places.names_of(top), files)
