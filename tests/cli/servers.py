"""Running servers of the program, for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running(
    command: str, *words: str | Path, scratch: Path, lang: str = "en"
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The command as a person starts it; the address that it says, and its process. Ended with SIGTERM."""
    env = {**os.environ, "TMPDIR": str(scratch), "COLUMNS": "200"}
    call = [sys.executable, "-m", "chaingraph", command, *map(str, words), "--port", "0", "--lang", lang]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=env)  # fmt: skip
    told = []
    try:
        assert process.stderr is not None
        for line in process.stderr:
            told.append(line)
            if "Ctrl+C" in line:
                break
        said = "".join(told)
        assert "http://" in said, said
        yield "http://" + said.partition("http://")[2].split()[0], process
    finally:
        process.terminate()
        process.communicate(timeout=60)
