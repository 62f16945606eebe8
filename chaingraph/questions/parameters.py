"""What may be asked of a question: marks on the parameters of its function, from which its options are made.

A mark stands in the annotation, ``Annotated[str | None, Chain()]``. It knows nothing of the command line but the text
that stands there: what type the text has, what its default looks like and how it becomes the value of the parameter.
A parameter without a mark is for callers in Python alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaingraph.catalogue import Message, both, message
from chaingraph.errors import UsageError

if TYPE_CHECKING:
    from chaingraph.tables import Matrix
    from chaingraph.tables.intake import SecondList

REQUIRED = ...  # the default of a parameter that has none
_REGION = message("parameter.region")
_CHAIN = message("parameter.chain")
_PRODUCT = message("parameter.product")
_BOUGHT = message("parameter.bought")
_HOW_MANY = message("parameter.how-many")


def parts(texts: Iterable[str] | None) -> list[str]:
    """The items of texts that hold several, separated by ; or comma."""
    return [part.strip() for text in texts or () for part in text.replace(",", ";").split(";") if part.strip()]


class Supplied(StrEnum):
    """Parameters that the caller's situation tells, and no option."""

    progress = "progress"  # a function that shows the step now under way
    for_programs = "for_programs"  # whether the answer is written for programs, with all that it holds


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A text, and the name of its ``option`` where that is not the parameter's.

    ``help_message``: its help; ``zh`` and ``en``, as plugins may give them, stand before that.
    """

    zh: str = ""
    en: str = ""
    help_message: Message | None = None
    option: str | None = None

    @property
    def help(self) -> str:
        """Its help in both languages."""
        if self.help_message is None:
            return self.zh + self.en
        if self.zh or self.en:
            return (self.zh or self.help_message.text("zh")) + (self.en or self.help_message.text("en"))
        return both(self.help_message.key, **dict(self.help_message.arguments))

    @property
    def bounds(self) -> dict[str, Any]:
        """``min`` and ``max`` of a number."""
        return {}

    def type_of(self, default: Any) -> Any:
        """Type of the option."""
        return str | None if default is None else str

    def shown(self, default: Any) -> Any:
        """Default of the option."""
        return default

    def read(self, given: Any) -> Any:
        """The value for the function. Raises UsageError, or ValueError in both languages, for what cannot be read."""
        return given


@dataclass(frozen=True, kw_only=True)
class Data(Parameter):
    """One of several datasets, under the name ``metavar``."""

    metavar: str


@dataclass(frozen=True, kw_only=True)
class Region(Parameter):
    """A region, the topmost when left out."""

    help_message: Message | None = _REGION


@dataclass(frozen=True, kw_only=True)
class Chain(Parameter):
    """A chain, all of them when left out."""

    help_message: Message | None = _CHAIN


@dataclass(frozen=True, kw_only=True)
class Product(Parameter):
    """A product."""

    help_message: Message | None = _PRODUCT


@dataclass(frozen=True, kw_only=True)
class Several(Parameter):
    """A list of texts: repeated, or with ``split`` separated by ; or comma as well."""

    split: bool = True

    def type_of(self, default: Any) -> Any:
        """A repeated option."""
        return list[str] | None

    def shown(self, default: Any) -> Any:
        """Nothing."""
        return None

    def read(self, given: Any) -> Any:
        """The items in order."""
        return tuple(parts(given) if self.split else given or ())


@dataclass(frozen=True, kw_only=True)
class Bought(Several):
    """Products that are taken as bought from outside."""

    help_message: Message | None = _BOUGHT


@dataclass(frozen=True, kw_only=True)
class Pairs(Several):
    """A list of pairs, each written with ``sign`` between its two."""

    sign: str

    def read(self, given: Any) -> Any:
        """The pairs. Raises UsageError for what is none."""
        pairs = []
        for text in given or ():
            first, sign, second = (part.strip() for part in text.partition(self.sign))
            if not (first and sign and second):
                raise UsageError("parameter.pair-is-written", given=text, sign=self.sign)
            pairs.append((first, second))
        return pairs


@dataclass(frozen=True, kw_only=True)
class Bounded(Parameter):
    """A number of the type ``number``, from ``least`` to ``most``."""

    number: type[int] | type[float] = int
    least: float | None = None
    most: float | None = None

    @property
    def bounds(self) -> dict[str, Any]:
        """What is told of the two."""
        return {key: value for key, value in (("min", self.least), ("max", self.most)) if value is not None}

    def type_of(self, default: Any) -> Any:
        """The number, maybe none."""
        return self.number | None if default is None else self.number


@dataclass(frozen=True, kw_only=True)
class HowMany(Bounded):
    """How many rows are wanted."""

    help_message: Message | None = _HOW_MANY
    least: float | None = 1


@dataclass(frozen=True, kw_only=True)
class Numbers(Parameter):
    """Whole numbers from ``least`` to ``most``, separated by commas."""

    least: int
    most: int

    def type_of(self, default: Any) -> Any:
        """A text."""
        return str

    def shown(self, default: Any) -> Any:
        """The numbers in one text."""
        return ",".join(map(str, default))

    def read(self, given: Any) -> Any:
        """The numbers. Raises UsageError for anything else."""
        try:
            numbers = tuple(int(part) for part in given.split(","))
        except ValueError:
            numbers = ()
        if not numbers or not all(self.least <= number <= self.most for number in numbers):
            raise UsageError("parameter.numbers-between", given=given, least=self.least, most=self.most)
        return numbers


@dataclass(frozen=True, kw_only=True)
class Flag(Parameter):
    """A switch; with ``off`` the option turns off what is on by default."""

    option: str
    off: bool = False

    def type_of(self, default: Any) -> Any:
        """A switch."""
        return bool

    def shown(self, default: Any) -> Any:
        """Not set."""
        return False

    def read(self, given: Any) -> Any:
        """Whether the parameter is on."""
        return given != self.off


@dataclass(frozen=True, kw_only=True)
class OneOf(Parameter):
    """One word of an enumeration."""

    words: type[StrEnum]

    def type_of(self, default: Any) -> Any:
        """The enumeration, maybe none."""
        return self.words | None if default is None else self.words


@dataclass(frozen=True, kw_only=True)
class FromFile(Parameter):
    """A file of the caller's own."""

    def type_of(self, default: Any) -> Any:
        """A path."""
        return Path | None


@dataclass(frozen=True, kw_only=True)
class OtherList(FromFile):
    """A second list of who makes what where."""

    def read(self, given: Any) -> SecondList | None:
        """The list. Raises UsageError for a file that is none, DataError for a faulty one."""
        from chaingraph.tables.intake import read_second_list  # slow to load, needed here only

        return None if given is None else read_second_list(given)


@dataclass(frozen=True, kw_only=True)
class Sizes(FromFile):
    """A file of sizes by region and product (``region,product,value``)."""

    def read(self, given: Any) -> Matrix | None:
        """The sizes. Raises DataError for a faulty file."""
        from chaingraph.tables import read_matrix  # slow to load, needed here only

        return None if given is None else read_matrix(given)
