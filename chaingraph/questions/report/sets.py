"""Which charts and lists a set such as 四图五清单 holds: read from a small TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from chaingraph.catalogue import Listed, Message, Names, message
from chaingraph.errors import UsageError
from chaingraph.guard import Unreadable, read
from chaingraph.hints import near
from chaingraph.questions.report.lists import LISTS

CHARTS: dict[str, Message] = {
    "chain-map": message("report.chart.chain-map"),
    "technology-route": message("report.chart.technology-route"),
    "applications": message("report.chart.applications"),
    "region-map": message("report.chart.region-map"),
    "targets": message("report.chart.targets"),
    "invitations": message("report.chart.invitations"),
}
BUNDLED = Path(__file__).resolve().parent / "sets.toml"


@dataclass(frozen=True, kw_only=True)
class PaperSet:
    """A set by its names; ``charts`` and ``lists`` are keys of :data:`CHARTS` and ``LISTS``, in the order of the
    report.
    """

    name: str
    name_en: str
    charts: tuple[str, ...]
    lists: tuple[str, ...]

    def title(self, lang: str) -> str:
        """Its name in that language."""
        return Names(zh=self.name, en=self.name_en).text(lang)


def read_sets(path: Path | None = None) -> tuple[PaperSet, ...]:
    """The sets of a TOML file (the bundled one when None). Raises UsageError that names every fault of it."""
    file = path or BUNDLED
    if file.exists() and not file.is_file():
        raise UsageError("report.file-not-regular", file=file)
    try:
        content = read(tomllib.loads, read(file.read_text, "utf-8-sig"))
    except Unreadable as error:
        raise UsageError("report.unreadable", file=file, reason=error.why) from error
    entries = content.get("set")
    if not isinstance(entries, list) or not entries:
        raise UsageError("report.no-set-in-file", file=file)
    sets, faults = [], list[Message]()
    for number, entry in enumerate(entries, start=1):
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not name.strip():
            faults.append(message("report.set-without-name", number=number))
            continue
        keys = dict[str, tuple[str, ...]]()
        for field, known in (("charts", tuple(CHARTS)), ("lists", tuple(LISTS))):
            values = entry.get(field, [])
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                faults.append(message("report.set-wants-list", set=name, field=field, example=known[0]))
                continue
            faults += [
                message("report.set-has-unknown", set=name, field=field, value=value, known=Listed(known))
                for value in values
                if value not in known
            ]
            keys[field] = tuple(dict.fromkeys(values))
        sets.append(
            PaperSet(
                name=name,
                name_en=str(entry.get("name_en") or name),
                charts=keys.get("charts", ()),
                lists=keys.get("lists", ()),
            )
        )
    if faults:
        every = reduce(lambda before, fault: message("report.fault-then", before=before, fault=fault), faults)
        raise UsageError("report.set-faults", file=file, faults=every)
    return tuple(sets)


def chosen_set(name: str, path: Path | None = None) -> PaperSet:
    """The set of that name, in Chinese or English. Raises UsageError that tells which there are."""
    sets = read_sets(path)
    for paper_set in sets:
        if name in (paper_set.name, paper_set.name_en):
            return paper_set
    known = [paper_set.name for paper_set in sets]
    meant = near(name, known)
    if meant:
        raise UsageError("report.set-unknown-near", name=name, meant=meant)
    raise UsageError("report.set-unknown", name=name, known=Listed(tuple(known)))
