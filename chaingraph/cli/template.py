"""``chaingraph template``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Language
from chaingraph.cli.output import to_stderr
from chaingraph.safe_write import whole_file
from chaingraph.tables import write_template

EPILOG = "例 Example: [bold]chaingraph template 我的数据.xlsx[/bold]"


def command(
    out: Annotated[Path, typer.Argument(help="要写的 .xlsx 文件。The .xlsx file to write.")],
    *,
    lang: Language,
) -> None:
    """空白模板。"""
    with whole_file(out) as path:
        write_template(path, lang)
    to_stderr(f"已写入 {out}" if lang == "zh" else f"Written: {out}")
