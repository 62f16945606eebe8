"""The formats: each a module of this folder, by its name, with ``BINARY`` and ``render(document) -> bytes``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chaingraph.document.model import Document

    class Form(StrEnum):
        """A format of an answer."""

        text = "text"
        json = "json"
else:
    Form = StrEnum("Form", {module.name: module.name for module in iter_modules(__path__)})


def is_binary(form: str) -> bool:
    """Whether the format is no text."""
    return bool(import_module(f"{__name__}.{form}").BINARY)


def render(document: Document, form: str) -> bytes:
    """The document in that format, the same bytes for the same document."""
    written: Callable[[Document], bytes] = import_module(f"{__name__}.{form}").render
    return written(document)
