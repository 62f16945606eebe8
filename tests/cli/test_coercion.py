"""What is read without typer's coercion is read as typer reads it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.core import TyperCommand

from chaingraph.cli.coercion import Command

Outcome = tuple[str, Any]


class Colour(StrEnum):
    red = "red"
    dark_blue = "dark blue"


def shouted(text: str | None) -> str | None:
    return None if text is None else text.upper()


def given(cls: type[TyperCommand], words: list[str]) -> Outcome:
    """What a command of that class is called with, or why it is not."""
    found: dict[str, Any] = {}

    def command(
        data: Annotated[str | None, typer.Argument(callback=shouted)] = None,
        *,
        name: Annotated[str, typer.Option()],
        region: Annotated[str | None, typer.Option()] = None,
        several: Annotated[list[str] | None, typer.Option()] = None,
        colour: Annotated[Colour, typer.Option()] = Colour.red,
        other: Annotated[Colour | None, typer.Option()] = None,
        count: Annotated[int, typer.Option(min=1)] = 3,
        share: Annotated[float | None, typer.Option(max=1)] = None,
        out: Annotated[Path | None, typer.Option()] = None,
        pair: Annotated[tuple[str, int] | None, typer.Option()] = None,
        loud: Annotated[str, typer.Option(parser=str.upper)] = "quiet",
        yes: Annotated[bool, typer.Option()] = False,
    ) -> None:
        found.update(locals())

    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(cls=cls)(command)
    try:
        typer.main.get_command(app).main(words, standalone_mode=False)
    except Exception as error:
        return type(error).__name__, str(error)
    found.pop("found", None)
    return "called", {name: (type(value), value) for name, value in found.items()}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "--name x",
        "--name x data",
        "--name 长春 --region 吉林",
        "--name x --several a --several b",
        "--name x --colour red --other red",
        "--name x --colour RED",
        "--name x --colour green",
        "--name x --count 5 --share 0.5 --out file",
        "--name x --count 0",
        "--name x --count many",
        "--name x --share 2",
        "--name x --pair a 2",
        "--name x --loud soft",
        "--name x --yes",
        "--name x --nothing",
        "--name",
        "--name x one two",
    ],
)
def test_a_value_is_what_typer_makes_of_it(words: str) -> None:
    assert given(Command, words.split()) == given(TyperCommand, words.split())


@pytest.mark.parametrize("text", ["", " ", "dark blue", "a\nb", "\udcff", "\u3000", "\x00"])
@pytest.mark.parametrize("option", ["--name=", "--name=x --region=", "--name=x --several=", "--name=x --colour="])
def test_an_odd_text_is_what_typer_makes_of_it(option: str, text: str) -> None:
    *before, last = option.split()
    words = [*before, last + text]
    assert given(Command, words) == given(TyperCommand, words)


def test_the_outcomes_differ_where_the_words_do() -> None:
    make: Callable[[str], Outcome] = lambda words: given(Command, words.split())  # noqa: E731
    assert make("--name x")[1]["name"] == (str, "x")
    assert make("--name x")[1]["several"] != make("--name x --several a")[1]["several"]
    assert make("")[0] == "MissingParameter"
