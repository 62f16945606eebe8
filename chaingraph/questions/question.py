"""What a question says of itself, and which questions there are. Cheap to load: the help lists them all.

A question is one folder: ``__init__.py`` with its :class:`Question`, ``ask.py`` with the function of its name and
``document.py`` with the function ``<name>_document(world, answer, lang)``. How to add one: CONTRIBUTING.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from chaingraph.catalogue import both

if TYPE_CHECKING:
    from chaingraph.document import Document
    from chaingraph.findings.world import World


class Panel(StrEnum):
    """Headings of the help, in its order: what people do; each the key of its words."""

    most_used = "panel.most-used"
    look = "panel.look"
    judge = "panel.judge"
    act = "panel.act"
    data = "panel.data"
    open = "panel.open"
    plugins = "panel.plugins"

    @property
    def heading(self) -> str:
        """Its words in both languages."""
        return both(self.value)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question: the ``package`` (``__name__``) that answers it and where the help lists it.

    ``zh`` and ``en``: its line there, of a plugin; those of the program's own stand in the catalogue as
    ``question.<name>``.

    ``position``: its place under its heading; those without one stand last, by name. ``example``: calls, as the help
    shows them. ``products``: whether data without a product are refused. ``engines``: whether another engine may count
    the registry (``--engine``). ``page``: whether a page may be written beside the answer (``--html``). ``forms``:
    formats that are its own, each a module of the folder with ``render(world)``, with their words in the help; words
    that are left empty stand in the catalogue as ``question.<name>.<format>``.
    """

    package: str
    zh: str = ""
    en: str = ""
    example: str
    panel: Panel = Panel.plugins
    position: int = 99
    products: bool = True
    engines: bool = False
    page: bool = False
    forms: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name: that of the folder, of the command and of the function."""
        return self.package.rpartition(".")[2]

    @property
    def help(self) -> str:
        """Its line in the help. Raises KeyError where neither it nor the catalogue has one."""
        return self.zh + self.en or both(f"question.{self.name}")

    @property
    def form_help(self) -> tuple[str, ...]:
        """What the help says of each of its own formats."""
        return tuple(words or both(f"question.{self.name}.{form}") for form, words in self.forms.items())

    def ask(self) -> Callable[..., Any]:
        """The function that answers it, which is slow to load."""
        function: Callable[..., Any] = getattr(import_module(f"{self.package}.ask"), self.name)
        return function

    def document(self, world: World, answer: Any, lang: str) -> Document:
        """The answer laid out."""
        laid_out: Document = getattr(import_module(f"{self.package}.document"), f"{self.name}_document")(
            world, answer, lang
        )
        return laid_out

    def rendered(self, form: str, world: World) -> str:
        """The data in a format of its own."""
        text: str = import_module(f"{self.package}.{form}").render(world)
        return text


@cache
def questions() -> dict[str, Question]:
    """The program's own questions by name: the folders beside this file that say that they are one."""
    found: dict[str, Question] = {}
    for module in iter_modules([str(Path(__file__).parent)]):
        if module.ispkg:
            question = getattr(import_module(f"chaingraph.questions.{module.name}"), "QUESTION", None)
            if isinstance(question, Question):
                found[question.name] = question
    return found
