"""``chaingraph export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import progress, to_stderr
from chaingraph.graph import load
from chaingraph.plugins import Format, Kind, checked, listed, require
from chaingraph.safe_write import whole_file, whole_folder

EPILOG = "例 Example: [bold]chaingraph export --to turtle --out jilin.ttl[/bold]"


def command(
    data: Data = None,
    to: Annotated[str, typer.Option(metavar="FORMAT", help=f"格式。The format: {', '.join(listed(Kind.formats))}")] = ...,  # type: ignore[assignment]
    out: Annotated[Path, typer.Option(help="写到哪里。Where to write.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    *,
    lang: Language,
) -> None:  # fmt: skip
    """导出。"""
    form: Format = checked(require(Kind.formats, to), Format)
    with progress(lang) as step:
        dataset = load(data, step)
        step(to)
        with whole_folder(out) if form.folder else whole_file(out) as path:
            form.write(dataset, path, region)
    to_stderr(f"已写入 {out}" if lang == "zh" else f"Written: {out}")
