"""The program as the whole of a process: what it holds need not be given back piece by piece."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress

_OBJECTS = 100_000  # new ones between two searches for garbage: a question makes fewer, and little of it is garbage


def as_whole_process(run: Callable[[], None]) -> None:
    """Runs the program, which ends by SystemExit, and ends the process as soon as all is written.

    Threads are waited for and what else is to be done at the end (temporary folders) is done before: what is registered
    first comes last. Only then the interpreter would take its objects apart one by one, which takes as long as an
    eighth of a question.
    """
    status: int | None = None  # of an end that the interpreter has nothing to say of

    def leave() -> None:
        if status is None:
            return
        with suppress(OSError, ValueError):  # what cannot be written, the interpreter says
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            os._exit(status)

    atexit.register(leave)
    gc.set_threshold(_OBJECTS)
    # A thread of OpenBLAS waits by computing; our tables are too small for several.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        run()
    except SystemExit as end:
        status = (0 if end.code is None else end.code) if isinstance(end.code, int | None) else None
        raise
