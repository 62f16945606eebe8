"""The command of a question, made from the signature of its function: its own options, and those of every question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from inspect import Parameter as Of
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer

from chaingraph.catalogue import both
from chaingraph.cli import answer as answers
from chaingraph.cli.answer import FORMS, Form, Out, deliver, has_a_place, put
from chaingraph.cli.options import Data, Engine, Language
from chaingraph.cli.output import progress, to_stderr
from chaingraph.document.render import render
from chaingraph.findings.world import World, world
from chaingraph.graph import load
from chaingraph.questions import parameters
from chaingraph.questions.parameters import Parameter, Supplied
from chaingraph.questions.question import Question

_ENGINE = Annotated[
    Engine,
    typer.Option(help=both("option.engine")),
]
_PAGE = Annotated[
    Path | None,
    typer.Option(help=both("option.page")),
]


def command_of(question: Question) -> Callable[..., None]:
    """The command, as typer takes one. Raises TypeError for a function that does not begin with a World."""
    function = question.ask()
    asked = {name: _marked(parameter) for name, parameter in signature(function, eval_str=True).parameters.items()}
    worlds = {name: mark for name, (type_, mark, _) in asked.items() if type_ is World}
    if not worlds:
        raise TypeError(f"{question.name}() takes no World")
    own = {name: (mark, default) for name, (_, mark, default) in asked.items() if isinstance(mark, Parameter)}
    options = {name: mark_and_default for name, mark_and_default in own.items() if name not in worlds}
    supplied = {mark: name for name, (_, mark, _) in asked.items() if isinstance(mark, Supplied)}
    forms = _forms(question)

    def command(**given: Any) -> None:
        form, out, lang = given["form"], given["out"], given["lang"]
        values = {name: _read(mark, name, given[name]) for name, (mark, _) in options.items()}
        if Supplied.for_programs in supplied:
            values[supplied[Supplied.for_programs]] = form == Form.json
        with progress() as step:
            opened = [
                _opened(question, given[_argument_name(worlds, name)], given.get("engine"), step) for name in worlds
            ]
            if form in question.forms:
                put(question.rendered(form, opened[-1]), out)
                return
            step("…")
            if Supplied.progress in supplied:
                values[supplied[Supplied.progress]] = step
            answer = function(*opened, **values)
        remark = getattr(answer, "remark", lambda lang: None)(lang)
        if remark is not None:
            to_stderr(remark)
        laid_out = question.document(opened[-1], answer, lang)
        if given.get("html") is not None:
            put(render(laid_out, "html"), given["html"])
        deliver(laid_out, Form(form), out)

    command.__doc__ = question.help
    options_in_order = [
        *(_data(_argument_name(worlds, name), mark) for name, mark in worlds.items()),
        *(_option(name, mark, default) for name, (mark, default) in options.items()),
        *([_parameter("engine", _ENGINE, Engine.duckdb)] if question.engines else []),
        *([_parameter("html", _PAGE, None)] if question.page else []),
        _parameter("form", forms, get_args(forms)[0].text),
        _parameter("out", Out, None),
        _parameter("lang", Language, Of.empty),
    ]
    command.__signature__ = Signature(options_in_order)  # type: ignore[attr-defined]
    command.__annotations__ = {option.name: option.annotation for option in options_in_order}
    return command


def _marked(parameter: Of) -> tuple[Any, Any, Any]:
    """Type, mark (None where there is none) and default of a parameter."""
    annotation = parameter.annotation
    default = parameters.REQUIRED if parameter.default is Of.empty else parameter.default
    if get_origin(annotation) is not Annotated:
        return annotation, None, default
    type_, *marks = get_args(annotation)
    return type_, next((mark for mark in marks if isinstance(mark, Parameter | Supplied)), None), default


def _parameter(name: str, annotation: Any, default: Any) -> Of:
    return Of(name, Of.KEYWORD_ONLY, annotation=annotation, default=default)


def _argument_name(worlds: Mapping[str, Any], name: str) -> str:
    """The name of an argument: that of the parameter where there are several datasets."""
    return name if len(worlds) > 1 else "data"


def _data(name: str, mark: Any) -> Of:
    if not isinstance(mark, parameters.Data):
        return _parameter(name, Data, None)
    argument = typer.Argument(metavar=mark.metavar, help=mark.help)
    return _parameter(name, Annotated[str, argument], Of.empty)


def _option(name: str, mark: Parameter, default: Any) -> Of:
    names = [mark.option] if mark.option else []
    option = typer.Option(*names, help=mark.help, **mark.bounds)
    shown = default if default is parameters.REQUIRED else mark.shown(default)
    return _parameter(name, Annotated[mark.type_of(default), option], shown)


def _read(mark: Parameter, name: str, given: Any) -> Any:
    try:
        return mark.read(given)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=mark.option or f"--{name.replace('_', '-')}") from None


def _opened(question: Question, data: str | None, engine: Engine | None, step: Callable[[str], None]) -> World:
    if engine is Engine.spark:
        from chaingraph.registry.spark import load_with_spark  # slow to import, needed here only

        return world(*load_with_spark(data, step), products=question.products)
    return world(load(data, step), products=question.products)


def _forms(question: Question) -> Any:
    """The formats of every question, and those of this one, as an option."""
    if not question.forms:
        return answers.AnswerForm
    names = [*(form.value for form in Form), *question.forms]
    with_own = StrEnum("OwnForm", dict(zip(names, names, strict=True)))  # type: ignore[misc]

    def placed(context: typer.Context, form: Any) -> Any:
        if form not in question.forms:
            has_a_place(context, Form(form))
        return form

    help_ = " ".join((FORMS, *question.form_help))
    return Annotated[with_own, typer.Option("--format", callback=placed, help=help_)]
