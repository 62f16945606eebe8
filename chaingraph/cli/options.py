"""Arguments and options that several commands share, each declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chaingraph.catalogue import LANGUAGES, both, text
from chaingraph.language import default_language
from chaingraph.questions import parameters
from chaingraph.safe_write import restore

if TYPE_CHECKING:
    Lang = str
else:
    Lang = StrEnum("Lang", {lang: lang for lang in LANGUAGES})  # of those that there is a catalogue of


def example(key: str) -> str:
    """The last line of a command's help: the call that the catalogue has under that key, with Chinese names of files.

    They show that such names are fine; every name of the help stands in both languages at once.
    """
    return f"{both('command.example')} [bold]{text(key, 'zh')}[/bold]"


class Engine(StrEnum):
    """Who counts the registry."""

    duckdb = "duckdb"
    spark = "spark"


class QueryForm(StrEnum):
    """Form of a query's answer."""

    table = "table"
    json = "json"
    csv = "csv"
    turtle = "turtle"


def _restored(data: str | None) -> str | None:
    """A folder that a killed run had moved aside is put back before it is missed."""
    if data is not None and "://" not in data and not Path(data).exists():
        restore(Path(data))
    return data


# Text, not a Path: that would make http:/ of the http:// of an address. graph.load tells one from the other.
Data = Annotated[
    str | None,
    typer.Argument(metavar="DATA", callback=_restored, help=both("option.dataset")),
]
Language = Annotated[
    Lang, typer.Option("--lang", help=both("option.language"), default_factory=lambda: Lang(default_language()))
]
Region = Annotated[str | None, typer.Option(help=parameters.Region().help)]
Chain = Annotated[str | None, typer.Option(help=parameters.Chain().help)]
Given = Annotated[list[str] | None, typer.Option(help=parameters.Bought().help)]
Seconds = Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help=both("option.seconds"))]
Memory = Annotated[float, typer.Option("--memory", min=0.05, metavar="GB", help=both("option.memory"))]
AtOnce = Annotated[int, typer.Option("--at-once", min=1, max=64, help=both("option.at-once"))]


def ids(given: list[str] | None) -> list[str]:
    """The ids of a --given option, split at ; and ,."""
    return parameters.parts(given)
