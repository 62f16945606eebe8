"""Options that come as they are meant: typer asks pydantic for every value, and that takes long to load."""

from __future__ import annotations

from enum import Enum
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperOption

_TO_READ = object()


def _meant(parameter: Any, value: Any) -> Any:
    """What typer would make of a value that needs no reading: a text, one of a choice, or nothing; else _TO_READ."""
    described = getattr(parameter, "type_descriptor", None)  # typer below 0.29 has none, and no pydantic
    if described is None or (parameter.required and value is None):
        return _TO_READ
    several = parameter.multiple or parameter.nargs == -1
    if value is None:
        return () if several else None
    annotation = described.annotation
    if several or described.parameter_info.parser is not None or not isinstance(annotation, type):
        return _TO_READ
    if issubclass(annotation, Enum):
        return next((choice for choice in annotation if value is choice or value == choice.value), _TO_READ)
    plain = annotation is str and isinstance(value, str) and value.isprintable()  # no half of a letter
    return value if plain else _TO_READ


def _processed(parameter: Any, ctx: Any, value: Any, otherwise: Any) -> Any:
    meant = _meant(parameter, value)
    if meant is _TO_READ:
        return otherwise(ctx, value)
    return meant if parameter.callback is None else parameter.callback(ctx, parameter, meant)


class _Option(TyperOption):
    def process_value(self, ctx: Any, value: Any) -> Any:
        """The value as the command takes it."""
        return _processed(self, ctx, value, super().process_value)


class _Argument(TyperArgument):
    def process_value(self, ctx: Any, value: Any) -> Any:
        """The value as the command takes it."""
        return _processed(self, ctx, value, super().process_value)


_OURS: dict[type[Any], type[Any]] = {TyperOption: _Option, TyperArgument: _Argument}


class Command(TyperCommand):
    """A command with such options."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All its options and arguments, ``--help`` too."""
        return as_meant(super().get_params(ctx))


def as_meant(parameters: list[Any]) -> list[Any]:
    """The parameters that typer made, which reads only what is to be read."""
    for parameter in parameters:
        parameter.__class__ = _OURS.get(type(parameter), type(parameter))
    return parameters
