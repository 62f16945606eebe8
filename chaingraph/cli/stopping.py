"""How a server ends: Ctrl+C, SIGTERM or the end of the terminal, at any moment, is exit code 0 with all tidied up."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from types import FrameType
from typing import TypeVar

from chaingraph.catalogue import text
from chaingraph.cli.output import to_stderr

Kept = TypeVar("Kept")
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Stop:
    """Whether the end has been asked for, and what is done about it."""

    def __init__(self) -> None:
        self.asked = False
        self._held = False  # an interruption would come at a bad moment
        self._over = False
        self._instead: Callable[[], None] | None = None
        self._kept = ExitStack()

    def keep(self, context: AbstractContextManager[Kept]) -> Kept:
        """Enters a context that is left when all is over, undisturbed by further signals."""
        self._held = True
        try:
            return self._kept.enter_context(context)
        finally:
            self._held = False
            self.check()

    def check(self) -> None:
        """Raises KeyboardInterrupt when the end was asked for: a library may have swallowed the one of the signal."""
        if self.asked and not self._over:
            raise KeyboardInterrupt

    def when_asked(self, instead: Callable[[], None]) -> None:
        """From now on a signal calls ``instead`` and interrupts nothing; at once when one has come."""
        self._instead = instead
        if self.asked:
            instead()

    def signalled(self, _number: int, _frame: FrameType | None) -> None:
        """The handler of the signals."""
        self.asked = True
        if self._over or self._held:
            return
        if self._instead is not None:
            self._instead()
            return
        raise KeyboardInterrupt

    def tidy(self) -> None:
        """Leaves what was kept."""
        self._over = True
        self._kept.close()


def until_stopped(lang: str, work: Callable[[Stop], None]) -> None:
    """Does ``work``, which a signal ends without an error: what it has kept is tidied up, and that it stopped is said.

    The one place where a signal becomes an end. A function rather than a context, which has moments of its own that no
    ``try`` covers. Errors of work that was not asked to end are raised as ever.
    """
    stop = Stop()
    before = {}
    try:
        try:
            for name in _SIGNALS:
                if hasattr(signal, name):
                    number = getattr(signal, name)
                    before[number] = signal.signal(number, stop.signalled)
            work(stop)
        finally:
            stop.tidy()
    except (Exception, KeyboardInterrupt):
        if not stop.asked:  # else it is our interruption, or what some library made of it
            raise
    finally:
        stop.tidy()  # the rest, where a signal came before it was begun
        if not stop.asked:  # else the process is about to end, and a further signal changes nothing about that
            for number, handler in before.items():
                signal.signal(number, handler if handler is not None else signal.SIG_DFL)
    if stop.asked:
        to_stderr(text("serve.stopped", lang))
