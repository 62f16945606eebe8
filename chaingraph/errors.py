"""The errors that a caller may see.

ChaingraphError
├── DataError      the data are at fault; carries every problem found (exit code 1)
└── UsageError     the call is at fault (exit code 2)

DataWarning        money that is read by assumption or not at all (a Python warning)
PluginWarning      a plugin that is left out, since it is broken or bears a name of ours (a Python warning)
"""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.catalogue import Names, Spoken, message, text
from chaingraph.problems import Problem


class ChaingraphError(Exception):
    """Base of all errors raised on purpose; its text is fit for a person to read."""


class DataError(ChaingraphError):
    """The data are at fault. ``problems`` holds all of them, not the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0] if self.problems else message("error.none-recorded")
        super().__init__(text("error.in-data", "en", n=len(self.problems), first=first))


class DataWarning(UserWarning):
    """A problem of the data that stops nothing and changes what is found, such as money in a unit that is not known."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.text("en"))

    def text(self, lang: str) -> str:
        """The problem in that language."""
        return self.problem.text(lang)


class PluginWarning(UserWarning):
    """A plugin that is left out, and why."""

    def __init__(self, why: Spoken) -> None:
        self.why = why
        super().__init__(why.text("en"))

    def text(self, lang: str) -> str:
        """The sentence in that language."""
        return self.why.text(lang)


class UsageError(ChaingraphError):
    """The call is at fault: an unknown id, an unreadable path, a query that does not parse.

    Raised with the key of a sentence of the catalogue and its arguments; a plugin, whose sentences are not in it, gives
    the sentence in Chinese and in English.
    """

    def __init__(self, key: str, english: str | None = None, /, **arguments: object) -> None:
        self._sentence: Spoken = message(key, **arguments) if english is None else Names(zh=key, en=english)
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        """The sentence in that language."""
        return self._sentence.text(lang)

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return self.text("zh")

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self.text("en")
