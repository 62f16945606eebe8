"""The program's commands, each loaded when it is called and not before."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from chaingraph.cli.commands import COMMANDS, Listed
from chaingraph.version import __version__


class _Late(TyperCommand):
    """Stands in the list for a command; hands over to it as soon as it is called."""

    def __init__(self, listed: Listed) -> None:
        super().__init__(name=listed.name, help=listed.help, rich_help_panel=listed.panel, rich_markup_mode="rich")
        self._listed = listed

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """The context of the command itself."""
        return loaded(self._listed.name).make_context(*args, **kwargs)


class _Commands(TyperGroup):
    """The listed commands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands.update({name: _Late(listed) for name, listed in COMMANDS.items()})


def loaded(name: str) -> Any:
    """The command of that name, with all its options. Raises KeyError for an unknown one."""
    listed = COMMANDS[name]
    module = import_module(listed.module)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    alone.command(name=name, help=listed.help, epilog=module.EPILOG)(module.command)
    return typer.main.get_command(alone)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"{__version__}\n")
        raise typer.Exit


app = typer.Typer(
    name="chaingraph",
    cls=_Commands,
    help="产业链知识图谱：找出薄弱与缺失环节，说明怎么办。\n\nIndustry chains as a knowledge graph: weak and missing links, and what to do about each.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号。The version.")
    ] = False,
) -> None:
    """产业链知识图谱。"""
