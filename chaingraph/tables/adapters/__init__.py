"""Adapters for datasets that others have written, each from a folder to the tables and a report.

Which there are, the registry of :mod:`chaingraph.plugins` says.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import reduce
from pathlib import Path

from chaingraph.catalogue import FALLBACK, Listed, Message, message
from chaingraph.errors import DataError, UsageError
from chaingraph.plugins import Kind, Plugin, checked, listed, require, tell
from chaingraph.schema import SCHEMA
from chaingraph.tables import says
from chaingraph.tables.adapters import places
from chaingraph.tables.adapters.adapter import ASSUMPTIONS, LAYER_ORDER, Adapted, Adapter, Options
from chaingraph.tables.adapters.firm_places import is_list
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.maps import adapter_of
from chaingraph.tables.adapters.report import Entry, Group, Report, safe
from chaingraph.tables.adapters.result import SOURCE, Result, slug
from chaingraph.tables.adapters.source import Sheet, Source, covers
from chaingraph.tables.write import write_folder

REPORT, SIDE = "adapt-report.csv", "adapt-kept.csv"

__all__ = [
    "ASSUMED",
    "ASSUMPTIONS",
    "Adapted",
    "Adapter",
    "Entry",
    "Group",
    "KEPT",
    "LAYER_ORDER",
    "LEFT_OUT",
    "Options",
    "REPAIRED",
    "REPORT",
    "Report",
    "Result",
    "SIDE",
    "SOURCE",
    "Sheet",
    "Source",
    "adapt",
    "adapter_of",
    "adapters",
    "choose",
    "covers",
    "places",
    "slug",
    "write_adapted",
]


def adapters() -> dict[str, Adapter]:
    """Every adapter by name; a plugin that is broken is left out with a PluginWarning."""
    found = {}
    for name, plugin in listed(Kind.adapters).items():
        try:
            found[name] = _load(plugin)
        except UsageError as error:
            tell(error)
    return found


def _load(plugin: Plugin) -> Adapter:
    found: Adapter = checked(plugin, Adapter)
    if found.name != plugin.name:
        raise plugin.broken(message("adapt.called-otherwise", name=found.name))
    try:
        _ = found.title.text(FALLBACK), found.serves.text(FALLBACK)
    except KeyError:
        raise plugin.broken(message("adapt.without-words")) from None
    return found


def choose(folder: Path, name: str | None = None) -> Adapter:
    """The adapter called ``name``, or the one that recognises the folder.

    Raises UsageError, with the known ones listed, where none or several do, or for a folder that is not there.
    """
    if not folder.is_dir():
        raise UsageError("adapt.no-such-folder", folder=folder)
    if name is not None:
        return _load(require(Kind.adapters, name))
    known = adapters()
    fitting = [adapter for adapter in known.values() if adapter.recognises(folder)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = [adapter.name for adapter in fitting]
        raise UsageError("adapt.several-kinds", folder=folder, names=Listed(tuple(names)))
    kinds = [message("adapt.kind-of-dataset", name=adapter.name, title=adapter.title) for adapter in known.values()]
    raise UsageError("adapt.unknown", folder=folder, names=reduce(_then, kinds))


def _then(before: Message, word: Message) -> Message:
    return message("list.then", before=before, word=word)


def adapt(
    folders: Sequence[Path], name: str | None = None, options: Options | None = None, own: Adapter | None = None
) -> Adapted:
    """One folder as a dataset; of several the first that is no list of firms, the others giving places by code.

    The adapter is ``own``, or that called ``name``, or the one that recognises the folder.

    Raises UsageError where a folder is not known or an option does not go with the adapter, DataError where a file
    cannot be read or lacks a needed column.
    """
    options = options or Options()
    main, lists = _sorted(folders, options)
    adapter = own or choose(main, name)
    for extra in sorted(options.assume - adapter.assumptions):
        raise UsageError("adapt.assumption-refused", name=adapter.name, assumption=extra)
    if lists and not adapter.places:
        raise UsageError("adapt.no-places", name=adapter.name)
    options = Options(options.assume, options.threshold, tuple(lists))
    source = Source(main)
    result = Result(source)
    side = adapter.fill(source, result, options)
    title = " ".join(adapter.title.text(lang) for lang in ("zh", FALLBACK))
    dataset = result.finish(title, adapter.source_kind)
    rows = {table: dataset.count(table) for table in SCHEMA.tables if table in dataset.given}
    if not any(count for table, count in rows.items() if table != "sources"):
        raise DataError([says.nothing_adapted(adapter.name)])
    return Adapted(adapter, dataset, source.report, side, rows)


def _sorted(folders: Sequence[Path], options: Options) -> tuple[Path, list[Path]]:
    for folder in (*folders, *options.regions):
        if not folder.is_dir():
            raise UsageError("adapt.no-such-folder", folder=folder)
    lists = [folder for folder in folders if is_list(folder)]
    mains = [folder for folder in folders if folder not in lists]
    if not mains:
        mains, lists = lists[:1], lists[1:]
    if len(mains) != 1:
        raise UsageError("adapt.one-dataset")
    wrong = [folder for folder in options.regions if not is_list(folder)]
    if wrong:
        raise UsageError("adapt.no-list-of-firms", folder=wrong[0])
    return mains[0], [*options.regions, *lists]


def write_adapted(adapted: Adapted, folder: Path, name: str | None = None) -> None:
    """The dataset with ``datapackage.json``, the report and, where something was kept beside, that."""
    write_folder(adapted.dataset, folder, name=name)
    adapted.report.write(folder / REPORT)
    if adapted.side is not None:
        with (folder / SIDE).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(adapted.side.columns)
            writer.writerows([[safe(cell or "") for cell in row] for row in adapted.side.rows])
