"""Adapters, export formats and questions: the program's own and those of installed distributions, found by one registry.

Each stands under a name as ``module:object``, the own ones in :data:`OWN`, those of others as entry points of their
distribution. Nothing is loaded to list a name. How to write one: docs/plugins.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaingraph.errors import PluginWarning, UsageError

if TYPE_CHECKING:
    from chaingraph.tables import Dataset


class Kind(StrEnum):
    """What a plugin may bring, by the group of its entry point."""

    adapters = "chaingraph.adapters"
    formats = "chaingraph.formats"
    questions = "chaingraph.questions"


_WORDS = {
    Kind.adapters: ("适配器", "adapter"),
    Kind.formats: ("导出格式", "export format"),
    Kind.questions: ("命令", "command"),
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
    """An export format, in words of both languages.

    ``write(dataset, path, region)`` writes the file ``path``, or into the empty folder ``path`` where ``folder`` says so;
    ``region`` is a division code or None for the topmost one.
    """

    zh: str
    en: str
    write: Callable[[Dataset, Path, str | None], None]
    folder: bool = False


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

    def broken(self, zh: str, en: str = "") -> UsageError:
        """The error that this plugin cannot be used, for the reason ``zh`` and ``en``."""
        word = _WORDS[self.kind]
        return UsageError(
            f"插件 {self.distribution} 的{word[0]} {self.name}（{self.value}）不能用：{zh}；请更新或卸载该插件",
            f"the {word[1]} {self.name} ({self.value}) of the plugin {self.distribution} cannot be used: {en or zh}; update or uninstall it",
        )


def listed(kind: Kind, taken: Collection[str] = ()) -> dict[str, Plugin]:
    """What there is of a group by name, our own first. ``taken``: more names that are our own.

    A plugin that bears the name of one of ours, or of another plugin, is left out with a PluginWarning.
    """
    found = {name: Plugin(kind=kind, name=name, value=value) for name, value in OWN[kind].items()}
    for plugin in _installed(kind):
        first = found.get(plugin.name)
        if plugin.name in taken or (first is not None and not first.distribution):
            tell(plugin.broken("这个名称已是本程序自己的", "the name is one of the program's own"))
        elif first is not None:
            tell(plugin.broken(f"名称与插件 {first.distribution} 的相同", f"{first.distribution} bears that name"))
        else:
            found[plugin.name] = plugin
    return found


def require(kind: Kind, name: str) -> Plugin:
    """The plugin of that name. Raises UsageError, with the known ones, where there is none."""
    known = listed(kind)
    if name not in known:
        zh, en = _WORDS[kind]
        raise UsageError(
            f"没有{zh} {name}；现有：{'、'.join(known)}", f"no {en} is called {name}; there are: {', '.join(known)}"
        )
    return known[name]


def checked(plugin: Plugin, wanted: type) -> Any:
    """The plugin's object where it is a ``wanted``. Raises UsageError, which names the distribution, where not."""
    found = plugin.load()
    if not isinstance(found, wanted):
        what = f"{type(found).__name__} != {wanted.__module__}.{wanted.__name__}"
        raise plugin.broken(f"它不是 {wanted.__name__}（{what}）", f"it is no {wanted.__name__} ({what})")
    return found


def tell(error: UsageError) -> None:
    """Says that a plugin is left out: the program goes on without it."""
    warnings.warn(PluginWarning(error), stacklevel=2)


def _installed(kind: Kind) -> Iterator[Plugin]:
    from importlib.metadata import entry_points  # takes as long to load as all else of this module together

    named = ((_distribution(entry), entry) for entry in entry_points(group=kind))
    for distribution, entry in sorted(named, key=lambda one: (one[0], one[1].name)):
        yield Plugin(kind=kind, name=entry.name, value=entry.value, distribution=distribution)


def _distribution(entry: Any) -> str:
    try:
        return str(entry.dist.name)
    except (AttributeError, KeyError, TypeError, OSError):  # metadata without a name, or none
        return str(entry.value)
