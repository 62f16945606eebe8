"""What an adapter met in the files and what it did about it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaingraph.escape import no_formula
from chaingraph.tables.adapters.kinds import KINDS, Done, done_sentence, kind_sentence

_EXAMPLES = 3
_SHOWN = 200
_COLUMNS = "file row column value records kind done found_zh found_en done_zh done_en".split()


@dataclass(frozen=True)
class Entry:
    """One thing told: ``row`` counts the header as row 1 and is None where no row is meant.

    ``count`` is the number of records meant, more than one where a single line stands for all of them.
    """

    file: str
    row: int | None
    column: str
    value: str
    kind: str
    done: str
    count: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.done not in set(Done):
            raise KeyError(f"{self.kind} {self.done}")


@dataclass(frozen=True)
class Group:
    """All entries of one kind that were treated alike, with the first few of them."""

    kind: str
    done: str
    count: int
    first: tuple[Entry, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        examples = [
            {"file": entry.file, "row": entry.row, "column": entry.column, "value": entry.value} for entry in self.first
        ]
        found, treated = kind_sentence(self.kind), done_sentence(self.done)
        return {
            "kind": self.kind,
            "done": self.done,
            "count": self.count,
            "found_zh": found.text("zh"),
            "found_en": found.text("en"),
            "done_zh": treated.text("zh"),
            "done_en": treated.text("en"),
            "examples": examples,
        }


@dataclass
class Report:
    """Every entry, in the order in which the adapter met them."""

    entries: list[Entry] = field(default_factory=list)

    def add(
        self, file: str, row: int | None, column: str, value: object, kind: str, done: str, *, count: int = 1
    ) -> None:
        """Tells one thing; nothing where ``count`` is 0."""
        if count:
            text = "" if value is None else " ".join(str(value).split())
            self.entries.append(Entry(file, row, column, text, kind, done, count))

    def each(self, file: str, column: str, rows: Iterable[tuple[Any, ...]], kind: str, done: str) -> None:
        """Tells one thing for each pair of row and value."""
        for row, value in rows:
            self.add(file, row, column, value, kind, done)

    def count(self, kind: str, done: str | None = None) -> int:
        """How many records were told under a kind."""
        return sum(entry.count for entry in self.entries if entry.kind == kind and done in (None, entry.done))

    def groups(self) -> list[Group]:
        """The entries by kind and treatment: what was left out first, then what was repaired, assumed and kept."""
        entries: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            entries.setdefault((entry.kind, entry.done), []).append(entry)
        made = [
            Group(kind, done, sum(entry.count for entry in alike), tuple(alike[:_EXAMPLES]))
            for (kind, done), alike in entries.items()
        ]
        order = list(Done)
        return sorted(made, key=lambda group: (order.index(Done(group.done)), -group.count, group.kind, group.done))

    def write(self, path: Path) -> None:
        """A CSV for Excel (UTF-8 with BOM), a line an entry; no cell begins with a sign that Excel would compute."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_COLUMNS)
            for entry in self.entries:
                row = "" if entry.row is None else entry.row
                where = [safe(entry.file), row, safe(entry.column), safe(entry.value[:_SHOWN])]
                sentences = (kind_sentence(entry.kind), done_sentence(entry.done))
                texts = [sentence.text(lang) for sentence in sentences for lang in ("zh", "en")]
                writer.writerow([*where, entry.count, entry.kind, entry.done, *texts])


def safe(text: str) -> str:
    """Text that a spreadsheet shows and does not compute."""
    number = text.lstrip("-").replace(".", "", 1).isdigit()
    return text if number else no_formula(text)
