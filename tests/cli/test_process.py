"""The process ends when all is written: with its exit code, whole output and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = """
import atexit, os, sys, threading, time
from chaingraph.cli.process import as_whole_process

class Told:
    def __del__(self): os.write(2, b"taken apart ")

kept = Told()
"""


def ended(body: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = HEAD + "def run():\n    " + "\n    ".join(body.splitlines()) + "\nas_whole_process(run)"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


@pytest.mark.parametrize(("end", "code"), [("0", 0), ("None", 0), ("1", 1), ("2", 2), ("70", 70), ("130", 130)])
def test_the_exit_code_is_that_of_the_program(end: str, code: int) -> None:
    assert ended(f"sys.exit({end})").returncode == code


def test_nothing_is_taken_apart_and_all_is_written() -> None:
    done = ended("sys.stdout.write('x' * 300_000); sys.stderr.write('said'); sys.exit(0)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "x" * 300_000, "said")


def test_what_is_to_be_done_at_the_end_is_done_and_threads_are_waited_for() -> None:
    done = ended(
        "atexit.register(lambda: print('at the end'))\n"
        "threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()\n"
        "sys.exit(0)"
    )
    assert done.stdout == "thread\nat the end\n"


@pytest.mark.parametrize(
    ("body", "said"), [("sys.exit('in words')", "in words"), ("raise ValueError('a fault')", "ValueError: a fault")]
)
def test_what_the_interpreter_says_at_the_end_is_said(body: str, said: str) -> None:
    done = ended(body)
    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_no_success() -> None:
    code = HEAD + "def run():\n    print('x')\n    sys.exit(0)\nas_whole_process(run)"
    with Path("/dev/full").open("w") as full:
        assert subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE).returncode != 0


def test_the_threads_of_a_library_are_the_users_choice() -> None:
    body = "print(os.environ['OPENBLAS_NUM_THREADS']); sys.exit(0)"
    assert ended(body, OPENBLAS_NUM_THREADS="3").stdout == "3\n"


def test_the_program_leaves_no_folder_behind(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "chaingraph", "describe", "--format", "json"]
    done = subprocess.run(words, capture_output=True, env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    assert done.returncode == 0
    assert not list(tmp_path.iterdir())
