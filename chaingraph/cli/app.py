"""The program's commands, each loaded when it is called and not before."""

from __future__ import annotations

import sys
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from chaingraph.catalogue import FALLBACK, both, message, text
from chaingraph.cli.coercion import Command, as_meant
from chaingraph.cli.commands import COMMANDS
from chaingraph.plugins import Kind, Plugin, listed, require
from chaingraph.questions.question import Panel, Question
from chaingraph.version import __version__


class _Late(TyperCommand):
    """Stands in the list for a command; hands over to it as soon as it is called."""

    def __init__(self, name: str, line: str, panel: Panel) -> None:
        super().__init__(name=name, help=line, rich_help_panel=panel.heading, rich_markup_mode="rich")

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """The context of the command itself."""
        return loaded(self.name or "").make_context(*args, **kwargs)


class _Commands(TyperGroup):
    """The listed commands, and those of plugins, which are looked up only where they are wanted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands.update({name: _Late(name, own.help, own.panel) for name, own in COMMANDS.items()})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, None where there is none."""
        return super().get_command(ctx, cmd_name) or self._others.get(cmd_name)

    def get_params(self, ctx: Any) -> list[Any]:
        """Its options."""
        return as_meant(super().get_params(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all, our own first."""
        return [*super().list_commands(ctx), *self._others]

    @cached_property
    def _others(self) -> dict[str, _Late]:
        found = listed(Kind.questions, taken=COMMANDS)
        return {
            name: _Late(name, both("command.of-plugin", distribution=plugin.distribution), Panel.plugins)
            for name, plugin in found.items()
        }


def loaded(name: str) -> Any:
    """The command of that name, with all its options.

    Raises UsageError for an unknown one, and where a plugin is broken.
    """
    own = COMMANDS.get(name)
    if own is None:
        return _of_plugin(require(Kind.questions, name))
    if own.question is not None:
        return _made(own.question)
    module = import_module(own.module)
    return _typer_command(name, module.command, own.help, module.EPILOG)


def _of_plugin(plugin: Plugin) -> Any:
    """The command of another's question. Raises UsageError, which names the distribution, whatever is wrong with it."""
    found = plugin.load()
    question = getattr(found, "QUESTION", None) if isinstance(found, ModuleType) else found
    if not isinstance(question, Question):
        raise plugin.broken(message("plugin.has-no-question"))
    try:
        return _made(question)
    except (Exception, SystemExit) as error:
        raise plugin.broken(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}") from error


def _made(question: Question) -> Any:
    from chaingraph.cli.asking import command_of  # slow to import, needed where a question is asked

    return _typer_command(
        question.name, command_of(question), question.help, f"{both('command.example')} {question.example}"
    )


def _typer_command(name: str, command: Any, help_: str, epilog: str) -> Any:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    alone.command(name=name, cls=Command, help=help_, epilog=epilog)(command)
    return typer.main.get_command(alone)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"{__version__}\n")
        raise typer.Exit


app = typer.Typer(
    name="chaingraph",
    cls=_Commands,
    help="\n\n".join(text("command.program", lang) for lang in ("zh", FALLBACK)),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=both("option.version"))
    ] = False,
) -> None:
    """产业链知识图谱。"""
