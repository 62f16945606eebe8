"""The commands by name: where each lives, under which heading the help lists it, and its line there.

Questions say that themselves (:mod:`chaingraph.questions.question`); here stand the other commands. Nothing of a
command is loaded to list it; :mod:`chaingraph.cli.app` loads the one that is called.
"""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.catalogue import both
from chaingraph.questions.question import Panel, Question, questions

# Questions with a command of their own, and why: classify reads a list of projects like an import.
WITH_A_COMMAND = frozenset({"classify"})


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One command: its ``name``, its ``position`` under the heading ``panel`` and its line in the help.

    ``question``: the question that it asks; a command of another kind, or of one that needs its own, is a module of
    ``chaingraph.cli``.
    """

    name: str
    panel: Panel
    position: int
    help: str
    question: Question | None = None

    @property
    def module(self) -> str:
        """Module that defines it; ``import`` is a word of the language."""
        return "chaingraph.cli." + ("import_" if self.name == "import" else self.name)


def listed(question: Question) -> Listed:
    """The command of a question."""
    return Listed(
        name=question.name,
        panel=question.panel,
        position=question.position,
        help=question.help,
        question=None if question.name in WITH_A_COMMAND else question,
    )


_OTHERS = (
    Listed(
        name="build",
        panel=Panel.most_used,
        position=3,
        help=both("command.build"),
    ),
    Listed(
        name="start",
        panel=Panel.data,
        position=0,
        help=both("command.start"),
    ),
    Listed(
        name="import",
        panel=Panel.most_used,
        position=5,
        help=both("command.import"),
    ),
    Listed(
        name="report",
        panel=Panel.act,
        position=5,
        help=both("command.report"),
    ),
    Listed(
        name="validate",
        panel=Panel.data,
        position=1,
        help=both("command.validate"),
    ),
    Listed(
        name="check",
        panel=Panel.data,
        position=2,
        help=both("command.check"),
    ),
    Listed(
        name="template",
        panel=Panel.data,
        position=3,
        help=both("command.template"),
    ),
    Listed(
        name="merge",
        panel=Panel.data,
        position=4,
        help=both("command.merge"),
    ),
    Listed(
        name="adapt",
        panel=Panel.data,
        position=5,
        help=both("command.adapt"),
    ),
    Listed(
        name="serve",
        panel=Panel.open,
        position=1,
        help=both("command.serve"),
    ),
    Listed(
        name="query",
        panel=Panel.open,
        position=2,
        help=both("command.query"),
    ),
    Listed(
        name="endpoint",
        panel=Panel.open,
        position=3,
        help=both("command.endpoint"),
    ),
    Listed(
        name="export",
        panel=Panel.open,
        position=4,
        help=both("command.export"),
    ),
)
_HEADINGS = tuple(Panel)
COMMANDS: dict[str, Listed] = {
    command.name: command
    for command in sorted(
        (*_OTHERS, *map(listed, questions().values())),
        key=lambda command: (_HEADINGS.index(command.panel), command.position, command.name),
    )
}
