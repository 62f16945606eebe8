"""The formats: each a module of this folder, by its name, with ``BINARY`` and ``render(document)``, text or bytes.

``MARK``, where a module has it, is what a file of text begins with.
"""

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


def written(document: Document, form: str) -> str | bytes:
    """The document in that format: text, or bytes where the format is none."""
    render_it: Callable[[Document], str | bytes] = import_module(f"{__name__}.{form}").render
    return render_it(document)


def render(document: Document, form: str) -> bytes:
    """The document in that format as a file holds it, the same bytes for the same document."""
    content = written(document, form)
    if isinstance(content, bytes):
        return content
    mark: str = getattr(import_module(f"{__name__}.{form}"), "MARK", "")
    return (mark + content).encode()
