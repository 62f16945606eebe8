"""Arguments and options that several commands share, each declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chaingraph.catalogue import LANGUAGES
from chaingraph.language import default_language
from chaingraph.questions import parameters
from chaingraph.safe_write import restore

if TYPE_CHECKING:
    Lang = str
else:
    Lang = StrEnum("Lang", {lang: lang for lang in LANGUAGES})  # of those that there is a catalogue of


class Form(StrEnum):
    """Form of the output."""

    text = "text"
    json = "json"


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
    typer.Argument(metavar="DATA", callback=_restored, help="数据文件夹、Excel 工作簿、RDF 或 DuckDB 文件、SPARQL 端点或 PostgreSQL 地址；省略时用自带的吉林数据。A dataset folder, workbook, RDF or DuckDB file, or the address of a SPARQL endpoint or PostgreSQL database; the bundled Jilin data when left out."),
]  # fmt: skip
Language = Annotated[
    Lang, typer.Option("--lang", help="输出语言。Language of the output.", default_factory=lambda: Lang(default_language()))
]  # fmt: skip
OutForm = Annotated[
    Form, typer.Option("--format", help="text 给人看，json 给程序用。text for people, json for programs.")
]
Region = Annotated[str | None, typer.Option(help=parameters.Region().help)]
Chain = Annotated[str | None, typer.Option(help=parameters.Chain().help)]
Given = Annotated[list[str] | None, typer.Option(help=parameters.Bought().help)]
Seconds = Annotated[
    float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="一次查询至多几秒。The longest that a query may take.")
]  # fmt: skip
Memory = Annotated[
    float, typer.Option("--memory", min=0.05, metavar="GB", help="一次查询除数据外至多用多少内存，十亿字节。The most memory a query may take beside the data, in 10^9 bytes.")
]  # fmt: skip
AtOnce = Annotated[
    int, typer.Option("--at-once", min=1, max=64, help="同时回答几个查询，其余排队。Queries answered at once; others wait.")
]  # fmt: skip


def ids(given: list[str] | None) -> list[str]:
    """The ids of a --given option, split at ; and ,."""
    return parameters.parts(given)
