"""The commands, one file each."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli import (
    adapt,
    build,
    candidates,
    check,
    classify,
    describe,
    diff,
    duplication,
    endpoint,
    evaluate,
    explain,
    export,
    gaps,
    import_,
    merge,
    plan,
    profile,
    query,
    related,
    report,
    risk,
    serve,
    sites,
    stability,
    targets,
    template,
    validate,
    whatif,
)
from chaingraph.cli.output import to_stdout
from chaingraph.version import __version__

app = typer.Typer(
    name="chaingraph",
    help="产业链知识图谱：找出薄弱与缺失环节，说明怎么办。\n\nIndustry chains as a knowledge graph: weak and missing links, and what to do about each.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)
for module in (
    build,
    validate,
    describe,
    gaps,
    profile,
    stability,
    risk,
    related,
    targets,
    explain,
    candidates,
    sites,
    whatif,
    plan,
    classify,
    duplication,
    report,
    diff,
    query,
    export,
    template,
    import_,
    adapt,
    check,
    merge,
    serve,
    endpoint,
    evaluate,
):
    name = module.__name__.rpartition(".")[2].rstrip("_")
    app.command(name=name, help=module.HELP, epilog=module.EPILOG)(module.command)


def _version(asked: bool) -> None:
    if asked:
        to_stdout(__version__)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号。The version.")
    ] = False,
) -> None:
    """产业链知识图谱。"""
