"""Adapters, export formats and questions: the program's own and those of installed distributions, found by one
registry.

Each stands under a name as ``module:object``, the own ones in :data:`OWN`, those of others as entry points of their
distribution. Nothing is loaded to list a name. How to write one: docs/en/plugins.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaingraph.catalogue import Listed, Names, Spoken, message
from chaingraph.errors import PluginWarning, UsageError

if TYPE_CHECKING:
    from chaingraph.tables import Dataset


class Kind(StrEnum):
    """What a plugin may bring, by the group of its entry point."""

    adapters = "chaingraph.adapters"
    formats = "chaingraph.formats"
    questions = "chaingraph.questions"


_BROKEN = {
    Kind.adapters: "plugin.adapter-unusable",
    Kind.formats: "plugin.format-unusable",
    Kind.questions: "plugin.command-unusable",
}
_UNKNOWN = {
    Kind.adapters: "plugin.unknown-adapter",
    Kind.formats: "plugin.unknown-format",
    Kind.questions: "plugin.unknown-command",
}
_ADAPTERS = "chaingraph.tables.adapters"
# Names of questions are those of chaingraph.cli.commands, which knows their line in the help as well.
OWN: dict[Kind, dict[str, str]] = {
    Kind.adapters: {
        "industry_chain_atlas": f"{_ADAPTERS}.industry_chain_atlas:ADAPTER",
        "ashare_basic_area": f"{_ADAPTERS}.maps:ashare_basic_area",
        "tw_tpex_value_chains": f"{_ADAPTERS}.tw_value_chains:ADAPTER",
        "chainkg_slice": f"{_ADAPTERS}.chainkg:ADAPTER",
        "bea_use_2017_detail": f"{_ADAPTERS}.bea_use:ADAPTER",
        "product_space_world_trade": f"{_ADAPTERS}.maps:product_space_world_trade",
        "gbt2260_regions": f"{_ADAPTERS}.gbt2260_regions:ADAPTER",
        "gbt4754_2017": f"{_ADAPTERS}.maps:gbt4754_2017",
        "hs_codes": f"{_ADAPTERS}.maps:hs_codes",
    },
    Kind.formats: {
        "turtle": "chaingraph.graph.export:TURTLE",
        "nquads": "chaingraph.graph.export:NQUADS",
        "jsonld": "chaingraph.graph.export:JSONLD",
        "graphml": "chaingraph.network.graph_formats:GRAPHML",
        "gexf": "chaingraph.network.graph_formats:GEXF",
        "xlsx": "chaingraph.tables.write:XLSX",
        "folder": "chaingraph.tables.write:FOLDER",
        "parquet": "chaingraph.tables.write:PARQUET",
        "neo4j": "chaingraph.graph.neo4j:NEO4J",
    },
    Kind.questions: {},
}


@dataclass(frozen=True, kw_only=True)
class Format:
    """An export format. ``label`` says what it is; a plugin, whose words no catalogue has, gives ``zh`` and ``en``
    instead.

    ``write(dataset, path, region)`` writes the file ``path``, or into the empty folder ``path`` where ``folder`` says
    so; ``region`` is a division code or None for the topmost one.
    """

    write: Callable[[Dataset, Path, str | None], None]
    zh: str = ""
    en: str = ""
    label: Spoken | None = None
    folder: bool = False

    def text(self, lang: str) -> str:
        """What it is, in that language."""
        return (self.label or Names(zh=self.zh, en=self.en)).text(lang)


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """One name of a group, the ``module:object`` behind it, and the distribution it comes from, empty for our own."""

    kind: Kind
    name: str
    value: str
    distribution: str = ""

    def load(self) -> Any:
        """The object. Raises UsageError, which names the distribution, for whatever another's code raises."""
        module, _, path = self.value.partition("[")[0].strip().partition(":")
        if not self.distribution:
            return getattr(import_module(module), path)
        try:
            found = import_module(module.strip())
            for part in filter(None, path.strip().split(".")):
                found = getattr(found, part)
            return found
        except (Exception, SystemExit) as error:
            why = " ".join(str(error).split())[:200]
            raise self.broken(f"{type(error).__name__}: {why}" if why else type(error).__name__) from error

    def broken(self, reason: Spoken | str) -> UsageError:
        """The error that this plugin cannot be used, for that ``reason``: a message, or what its own code said."""
        return UsageError(
            _BROKEN[self.kind], distribution=self.distribution, name=self.name, value=self.value, reason=reason
        )


def listed(kind: Kind, taken: Collection[str] = ()) -> dict[str, Plugin]:
    """What there is of a group by name, our own first. ``taken``: more names that are our own.

    A plugin that bears the name of one of ours, or of another plugin, is left out with a PluginWarning.
    """
    found = {name: Plugin(kind=kind, name=name, value=value) for name, value in OWN[kind].items()}
    for plugin in _installed(kind):
        first = found.get(plugin.name)
        if plugin.name in taken or (first is not None and not first.distribution):
            tell(plugin.broken(message("plugin.name-is-our-own")))
        elif first is not None:
            tell(plugin.broken(message("plugin.name-is-anothers", distribution=first.distribution)))
        else:
            found[plugin.name] = plugin
    return found


def require(kind: Kind, name: str) -> Plugin:
    """The plugin of that name. Raises UsageError, with the known ones, where there is none."""
    known = listed(kind)
    if name not in known:
        raise UsageError(_UNKNOWN[kind], name=name, known=Listed(tuple(known)))
    return known[name]


def checked(plugin: Plugin, wanted: type) -> Any:
    """The plugin's object where it is a ``wanted``. Raises UsageError, which names the distribution, where not."""
    found = plugin.load()
    if not isinstance(found, wanted):
        what = f"{type(found).__name__} != {wanted.__module__}.{wanted.__name__}"
        raise plugin.broken(message("plugin.is-no-such-thing", wanted=wanted.__name__, difference=what))
    return found


def tell(error: UsageError) -> None:
    """Says that a plugin is left out: the program goes on without it."""
    warnings.warn(PluginWarning(error), stacklevel=2)


def _installed(kind: Kind) -> Iterator[Plugin]:
    from importlib.metadata import entry_points  # takes as long to load as all else of this module together

    named = ((_distribution(entry), entry) for entry in entry_points(group=kind))
    for distribution, entry in sorted(named, key=lambda pair: (pair[0], pair[1].name)):
        yield Plugin(kind=kind, name=entry.name, value=entry.value, distribution=distribution)


def _distribution(entry: Any) -> str:
    try:
        return str(entry.dist.name)
    except (AttributeError, KeyError, TypeError, OSError):  # metadata without a name, or none
        return str(entry.value)
