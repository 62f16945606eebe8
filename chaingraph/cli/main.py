"""The program: the one place where errors become exit codes.

What it stands on is loaded inside the guarded function, since the loading itself may fail where memory is short.
"""

from __future__ import annotations

import mmap
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from typing import TextIO

from chaingraph.catalogue import text
from chaingraph.cli.faults import as_usage_error
from chaingraph.cli.output import language, say_problems, to_stderr
from chaingraph.errors import DataError, DataWarning, PluginWarning
from chaingraph.guard import too_little_memory

try:
    import resource
except ImportError:  # Windows has no such bounds
    resource = None  # type: ignore[assignment]

UNFORESEEN = 70  # neither the data nor the call is at fault
LEAST = (
    1 << 30
)  # bytes of address space below which the C library ends the process while the parts are loaded and threads start


def run() -> None:
    """Runs the command line and ends the process: 0 done, 1 data at fault, 2 call at fault."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.unraisablehook = lambda _: None  # a file that could not be written whole complains once more when it is let go
    lang = language(sys.argv)
    _tell_warnings(lang)
    try:
        if bounded():
            load_within_bounds()
        from chaingraph.cli.app import app

        app()
    except DataError as error:
        say_problems(error.problems, lang)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        _let_go(sys.stdout)
        sys.exit(0)
    except SystemExit:
        raise
    except KeyboardInterrupt:
        sys.exit(130)
    except BaseException as error:  # a panic of Rust is no Exception
        known = as_usage_error(error)
        if known is None:
            _unforeseen(error, lang)
            sys.exit(UNFORESEEN)
        _say(text("error.in-call", lang, error=known))
        _let_go(sys.stdout)
        sys.exit(2)


def bounded() -> bool:
    """Whether the address space of this process has a bound (``ulimit -v``)."""
    return resource is not None and resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def load_within_bounds() -> None:
    """Loads OpenBLAS first, one thread each: loaded later, without room, it would end the process by itself.

    Raises UsageError when there is no room for the parts of the program at all.
    """
    try:
        mmap.mmap(-1, LEAST).close()
    except (OSError, MemoryError):
        raise too_little_memory() from None
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as np
    from scipy.linalg import solve  # which brings an OpenBLAS of its own

    size = 128  # large enough for both to take their working memory
    solve(np.eye(size) @ np.eye(size), np.eye(size))


def _tell_warnings(lang: str) -> None:
    """What is said of the data while they are read, and of plugins, goes to standard error as a sentence, once each."""
    shown = warnings.showwarning

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if isinstance(message, DataWarning | PluginWarning):
            _say(text("problem-list.line", lang, severity=text("word.severity.warning", lang), problem=message))
        else:
            shown(message, category, filename, lineno, file, line)

    for kind in (DataWarning, PluginWarning):
        warnings.simplefilter("default", kind)
    warnings.showwarning = show


def _say(text: str) -> None:
    try:
        to_stderr(text)
    except OSError:
        _let_go(sys.stderr)


def _let_go(stream: TextIO) -> None:
    """What the stream still holds is written nowhere, so that the end of the process does not fail on it."""
    try:
        stream.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _unforeseen(error: BaseException, lang: str) -> None:
    what = " ".join(str(error).split())[:300] or type(error).__name__
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="chaingraph-", suffix=".log", delete=False, encoding="utf-8", errors="replace"
        ) as log:
            log.write(traceback.format_exc())
    except OSError:
        _say(text("error.unforeseen", lang, what=what))
    else:
        _say(text("error.unforeseen-with-log", lang, what=what, log=Path(log.name)))
