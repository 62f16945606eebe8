"""The rows of a card, typed, as the script of the page reads them (``web/src/types.d.ts``)."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Where a fact stands: a row of a table, and its sources."""

    table: str
    row: int
    source: list[str]


@dataclass(frozen=True, kw_only=True)
class FirmRow(Cited):
    """An enterprise; ``makes``: what a buyer makes of the product."""

    id: str
    name: str
    place: list[str]
    role: list[str] | None = None
    status: list[str] | None = None
    output_yi: float | None = None
    capacity: str | None = None
    year: int | None = None
    makes: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class ProjectRow(Cited):
    """A project that names the product; ``yi`` in CNY 100 million, ``years`` from and to."""

    id: str
    name: str
    place: list[str]
    status: list[str] | None
    yi: float | None
    years: list[int | None]


@dataclass(frozen=True, kw_only=True)
class InputRow(Cited):
    """An input; ``group``: the number of its group where it has substitutes."""

    input: str
    essential: bool
    kind: list[str] | None
    group: int | None


@dataclass(frozen=True, kw_only=True)
class CoverageRow(Cited):
    """How complete the lists of a chain in a region are."""

    place: list[str]
    chain: list[str]
    state: list[str] | None
    year: int | None


@dataclass(frozen=True, kw_only=True)
class EntryRow(Cited):
    """The product's own row."""

    note: str | None


@dataclass(frozen=True, kw_only=True)
class InvitedFirm(Cited):
    """A candidate."""

    id: str
    name: str
    place: list[str]
    front: bool
    standing: list[str]
    stability: float | None
    reasons: list[list[str]]


@dataclass(frozen=True, kw_only=True)
class InvitedKind:
    """Candidates of one kind under their ``heading``, ``all`` of them in number; ``doubt``: what keeps their order from
    being relied on, empty where nothing does.
    """

    kind: str
    heading: list[str]
    all: int
    doubt: list[str]
    firms: list[InvitedFirm]


@dataclass(frozen=True, kw_only=True)
class InvitedPark:
    """A park or a cluster with what speaks for it."""

    id: str
    kind: str
    name: str
    place: list[str]
    standing: list[str]
    reasons: list[list[str]]
    source: list[str]


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Whom to invite and where to: ``all`` candidates in number; ``known``: that few are, empty where they are not."""

    kinds: list[InvitedKind]
    all: int
    known: list[str]
    parks: list[InvitedPark]
    doubt_sites: list[str]
    profile: list[str]

    def cited(self) -> set[str]:
        """The sources of its rows."""
        firms = {source for kind in self.kinds for firm in kind.firms for source in firm.source}
        return firms | {source for park in self.parks for source in park.source}


def plain(value: Any) -> Any:
    """A record as plain values; a field that may be left out is left out where it is None."""
    if is_dataclass(value) and not isinstance(value, type):
        record = {field: getattr(value, field.name) for field in fields(value)}
        return {
            field.name: plain(cell) for field, cell in record.items() if cell is not None or field.default is not None
        }
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
