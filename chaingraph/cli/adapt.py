"""``chaingraph adapt``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both
from chaingraph.cli.answer import AnswerOut, BesideForm, Form, deliver
from chaingraph.cli.documents.adapt import adapt_document
from chaingraph.cli.options import Language, example
from chaingraph.cli.output import progress
from chaingraph.errors import UsageError
from chaingraph.plugins import Kind, listed
from chaingraph.safe_write import whole_folder
from chaingraph.tables.adapters import (
    ASSUMPTIONS,
    LAYER_ORDER,
    Options,
    adapt,
    adapter_of,
    write_adapted,
)

EPILOG = example("command.example.adapt")
_KNOWN = ", ".join(listed(Kind.adapters))
_ASSUMED = "; ".join(f"{key}: {both(sentence.key)}" for key, sentence in ASSUMPTIONS.items())


class Assume(StrEnum):
    """What the caller may assume; the same words as ``ASSUMPTIONS``."""

    layer_order = LAYER_ORDER


def command(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE…", help=both("option.sources"))],
    out: Annotated[Path, typer.Option(metavar="DATA", help=both("option.out"))],
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help=f"{both('option.adapter')} {_KNOWN}")] = None,
    column_map: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help=both("option.adapt-column-map"))
    ] = None,
    assume: Annotated[list[Assume] | None, typer.Option(help=f"{both('option.assume')} {_ASSUMED}")] = None,
    threshold: Annotated[float, typer.Option(min=0, max=1, help=both("option.threshold"))] = 0.01,
    regions: Annotated[list[Path] | None, typer.Option(metavar="FOLDER", help=both("option.regions"))] = None,
    form: BesideForm = Form.text,
    answer: AnswerOut = None,
    *,
    lang: Language,
) -> None:
    """转换现成数据集。"""
    if name is not None and column_map is not None:
        raise UsageError("adapt.as-or-map")
    options = Options(frozenset(map(str, assume or ())), threshold, tuple(regions or ()))
    with progress() as step:
        step("…")
        adapted = adapt(sources, name, options, None if column_map is None else adapter_of(column_map))
        with whole_folder(out) as folder:
            write_adapted(adapted, folder, out.resolve().name)
    deliver(adapt_document(adapted, out, lang), form, answer)
