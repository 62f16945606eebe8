"""``chaingraph export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.options import Data, Language, Region, example
from chaingraph.cli.output import progress, to_stderr
from chaingraph.graph import load
from chaingraph.plugins import Format, Kind, checked, listed, require
from chaingraph.safe_write import whole_file, whole_folder

EPILOG = example("command.example.export")


def command(
    data: Data = None,
    to: Annotated[
        str, typer.Option(metavar="FORMAT", help=f"{both('option.export-format')} {', '.join(listed(Kind.formats))}")
    ] = ...,  # type: ignore[assignment]
    out: Annotated[Path, typer.Option(help=both("option.export-out"))] = ...,  # type: ignore[assignment]
    region: Region = None,
    *,
    lang: Language,
) -> None:
    """导出。"""
    form: Format = checked(require(Kind.formats, to), Format)
    with progress() as step:
        dataset = load(data, step)
        step(to)
        with whole_folder(out) if form.folder else whole_file(out) as path:
            form.write(dataset, path, region)
    to_stderr(text("export.written", lang, path=out))
