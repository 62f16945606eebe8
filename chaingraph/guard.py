"""One guard for every reader that others have written: whatever it raises becomes one error with words for a person.

A damaged file makes readers raise what they never promised: a panic of Rust (python-calamine, pyoxigraph; no
``Exception``, and its text goes to file descriptor 2 past Python), an internal error of DuckDB, a ``LookupError`` of an
XML parser. The guard goes around the foreign call alone, never around code of ours, so that a fault of ours stays one.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import ParamSpec, TypeVar

from chaingraph.catalogue import Message, Spoken, message
from chaingraph.errors import ChaingraphError, UsageError

P = ParamSpec("P")
T = TypeVar("T")

LONGEST = 200  # letters of a reader's own words
DAMAGED = message("guard.file-damaged")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("no space left", "disk quota", "file too large", "disk full")
# As the loader of libraries, C++, DuckDB, Rust and the starters of threads say it; in small letters.
_MEMORY_WORDS = (
    "failed to map segment",
    "cannot allocate memory",
    "std::bad_alloc",
    "out of memory",
    "failed to allocate",
    "unable to allocate",
    "could not allocate",
    "can't start new thread",
    "failed to spawn thread",
)
_OWN = (ChaingraphError, KeyboardInterrupt, SystemExit, GeneratorExit)
_PANIC = re.compile(rb"(?:^|(?<=\n))\n?thread '[^\n]*panicked at .*", re.DOTALL)


class Crash(Exception):
    """The process apart in which a reader ran came to an end of its own."""


class Unreadable(Exception):
    """A foreign reader gave up, for the reason ``why``; the error itself is ``cause``.

    Never leaves the package: who called the reader knows the file and says it (``says.unreadable``).
    """

    def __init__(self, cause: BaseException, why: Spoken | None = None) -> None:
        """``why`` is what ``cause`` says of itself when None."""
        self.cause = cause
        self.why: Spoken = reason_of(cause) if why is None else why
        super().__init__(self.en)

    @property
    def zh(self) -> str:
        """The reason in Chinese."""
        return self.why.text("zh")

    @property
    def en(self) -> str:
        """The reason in English."""
        return self.why.text("en")


def read(call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What a foreign reader's ``call`` gives.

    Raises Unreadable for whatever it raises, but for what stops the program, for errors of ours (from a callback) and
    for a full disk, which pass; UsageError where memory ran out.
    """
    try:
        return call(*args, **named)
    except BaseException as error:
        if _passes(error):
            raise
        raise _told(error) from error


def read_native(call: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """As :func:`read`, for a reader that may panic: what it writes to standard error meanwhile is held, see
    :func:`quiet`.
    """
    with quiet():
        return read(call, *args, **named)


def each(found: Iterable[T]) -> Iterator[T]:
    """The things of a foreign iterator that reads as it goes; raises what :func:`read` raises. What is done with them
    is outside.
    """
    try:
        yield from found
    except BaseException as error:
        if _passes(error):
            raise
        raise _told(error) from error
    finally:
        del found  # some are to be let go of in the thread that made them, not whenever an error's traceback is


def _passes(error: BaseException) -> bool:
    """Whether a reader's error is not the reader's: it stops the program, is one of ours, or a disk is full."""
    return isinstance(error, (*_OWN, Unreadable)) or full(error)


def _told(error: BaseException) -> ChaingraphError | Unreadable:
    """What is raised in the place of a reader's error. Never kept in a variable: it would hold its own frame, and
    files open.
    """
    return too_little_memory(reading=True) if out_of_memory(error) else Unreadable(error)


def words(error: BaseException) -> str:
    """An error on one line, without control characters, cut after 200 letters; its kind where it has no text."""
    own = (isinstance(error, OSError) and error.strerror) or str(error)
    text = "".join(letter if letter.isprintable() else " " for letter in " ".join(own.split()))
    return text[:LONGEST].encode("utf-8", "replace").decode() or type(error).__name__


def reason_of(error: BaseException) -> Message:
    """Why a reader gave up, in words for a person."""
    if _broken_inside(error):
        return DAMAGED
    kind = type(error)
    if kind.__name__ == "PasswordError":
        return message("guard.file-has-a-password")
    if kind.__module__.startswith("python_calamine"):  # whose words are those of its own parts
        return message("guard.file-damaged-in-the-readers-words", words=words(error))
    return message("guard.in-the-readers-words", words=words(error))


def _broken_inside(error: BaseException) -> bool:
    """Whether the words would mean nothing to a person: a panic, a crash, or an assertion of DuckDB's own."""
    return (
        not isinstance(error, Exception)
        or isinstance(error, Crash)
        or type(error).__name__ in ("InternalException", "FatalException")
    )


def full(error: BaseException) -> bool:
    """Whether a disk or quota is full: the file that was read is not at fault."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _FULL
    from_machine = isinstance(error, OSError) or type(error).__name__ in ("IOException", "OutOfMemoryException")
    return from_machine and any(word in str(error).lower() for word in _FULL_WORDS)


def out_of_memory(error: BaseException | None) -> bool:
    """Whether memory, or the address space that ``ulimit -v`` leaves, ran out; looks at what the error came from as
    well.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return True
        if _of_the_machine(error) and not full(error) and any(word in str(error).lower() for word in _MEMORY_WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False


def _of_the_machine(error: BaseException) -> bool:
    """Whether the error's text may be searched for words about memory: that of others may quote the data."""
    if type(error).__module__.startswith(("duckdb", "_duckdb")):
        return type(error).__name__ in ("OutOfMemoryException", "IOException", "InternalException", "FatalException")
    return not isinstance(error, Exception) or isinstance(error, ImportError | RuntimeError | SystemError)


def too_little_memory(*, reading: bool = False) -> UsageError:
    """The one sentence about memory; while ``reading`` a damaged file may have asked for more than there is."""
    return UsageError("guard.too-little-memory-or-damaged" if reading else "guard.too-little-memory")


# --- standard error of native code

_lock = threading.Lock()
_running = 0
_held = ExitStack()


@contextmanager
def quiet() -> Iterator[None]:
    """Holds what is written to file descriptor 2 meanwhile, and hands it on afterwards without the text of panics.

    The descriptor belongs to the whole process: what other threads write comes late, and is lost where a panic came
    before it; a process started meanwhile writes to the held file. Calls may overlap: the first takes it, the last puts
    it back. What an abort writes is lost with the process.
    """
    global _running
    with _lock:
        _running += 1
        if _running == 1:
            with suppress(OSError):  # no standard error, no descriptor or no room is left: then nothing is held
                _held.enter_context(_aside())
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running:
                _held.close()


@contextmanager
def _aside() -> Iterator[None]:
    with tempfile.TemporaryFile() as aside:
        _flush()
        kept = os.dup(2)
        try:
            os.dup2(aside.fileno(), 2)
            yield
        finally:
            _flush()
            os.dup2(kept, 2)
            os.close(kept)
            aside.seek(0)
            text = _PANIC.sub(b"", aside.read())
            with suppress(OSError):
                os.write(2, text)


def _flush() -> None:
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
