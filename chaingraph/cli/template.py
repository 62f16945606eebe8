"""``chaingraph template``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chaingraph.catalogue import both, text
from chaingraph.cli.options import Language, example
from chaingraph.cli.output import to_stderr
from chaingraph.safe_write import whole_file
from chaingraph.tables import write_template

EPILOG = example("command.example.template")


def command(
    out: Annotated[Path, typer.Argument(help=both("option.template-out"))],
    *,
    lang: Language,
) -> None:
    """空白模板。"""
    with whole_file(out) as path:
        write_template(path, lang)
    to_stderr(text("export.written", lang, path=out))
