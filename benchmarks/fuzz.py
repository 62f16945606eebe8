"""Spoils files of every kind that a command reads and counts how the commands end: ``python benchmarks/fuzz.py COUNT
[SEED [KIND …]]``.

COUNT files of each kind, each for one of the commands that read it, in turn. They run in child processes whose address
space is bounded, so that a crash, a hang or a greed of native code is counted and ends nothing else. The same numbers
give the same files at all times. Defects go to ``fuzz-defects/`` in the current folder: the file and what was said.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import spoiling

BATCH = 50  # files of one child
PATIENCE = 120.0  # seconds on the clock for one file
EFFORT = 20.0  # seconds of computing for one file
SPACE = 4 << 30  # bytes of address space of a child
KEPT = Path("fuzz-defects")
ENDS = ("read", "problems", "refused", "memory")


def fork(work: object, *args: object) -> int:
    """A child that does the work and ends; what it says by itself goes nowhere."""
    pid = os.fork()
    if not pid:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            work(*args)  # type: ignore[operator]
            os._exit(0)
        finally:
            os._exit(1)
    return pid


def seeds(place: Path) -> None:
    """Child: the sound files; made here, since DuckDB's threads would not survive a fork of the parent."""
    for number, kind in enumerate(spoiling.KINDS):
        (place / f"seed-{number}").write_bytes(spoiling.seed(kind))


def batch(kind: str, sound: bytes, numbers: range, note: Path) -> None:
    """Child: tries the files of these numbers; a line a file goes into ``note``."""
    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (SPACE, SPACE))
    with note.open("a", buffering=1) as told:
        for number in numbers:
            data = spoiling.spoilt(kind, number, sound)
            before = time.process_time()
            try:
                end = spoiling.tried(kind, data, number)
                if time.process_time() - before > EFFORT:
                    end = "slow"
                    keep(kind, number, data, f"{time.process_time() - before:.0f} s", end)
            except Exception as error:
                end = "defect"
                keep(kind, number, data, traceback.format_exc(), type(error).__name__)
            told.write(end + "\n")


def keep(kind: str, number: int, data: bytes, text: str, what: str) -> None:
    KEPT.mkdir(exist_ok=True)
    stem = f"{kind.replace(' ', '-')}-{what}-{number}"
    (KEPT / f"{stem}.input").write_bytes(data)
    (KEPT / f"{stem}.txt").write_text(text[-8000:], "utf-8")


def run(kind: str, sound: bytes, first: int, count: int, place: Path) -> Counter[str]:
    """How so many files of a kind ended."""
    note = place / "note"
    counts: Counter[str] = Counter()
    done = 0
    while done < count:
        note.write_text("")
        numbers = range(first + done, first + min(count, done + BATCH))
        pid = fork(batch, kind, sound, numbers, note)
        ended, status, seen, last = 0, 0, 0, time.monotonic()
        while not ended and time.monotonic() - last < PATIENCE:
            ended, status = os.waitpid(pid, os.WNOHANG)
            time.sleep(0.02)
            if note.stat().st_size > seen:
                seen, last = note.stat().st_size, time.monotonic()
        if not ended:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
        found = note.read_text().split()
        counts.update(found)
        done += len(found)
        if len(found) < len(numbers):
            what = "crash" if ended else "hang"
            number = first + done
            keep(kind, number, spoiling.spoilt(kind, number, sound), f"status {status}", what)
            counts[what] += 1
            done += 1
    return counts


def main() -> int:
    count = int(sys.argv[1])
    first = 1_000_000 * int(sys.argv[2] if len(sys.argv) > 2 else 1)
    kinds = sys.argv[3:] or list(spoiling.KINDS)
    total: Counter[str] = Counter()
    print("| 文件 file | 输入 inputs | 读入 read | 有问题 problems | 拒绝 refused | 内存 memory | 缺陷 defects |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.waitpid(fork(seeds, place), 0)
        for number, kind in enumerate(spoiling.KINDS):
            if kind in kinds:
                counts = run(kind, (place / f"seed-{number}").read_bytes(), first, count, place)
                total += counts
                print(row(kind, counts), flush=True)
    print(row("合计 total", total))
    return 1 if total.total() > sum(total[end] for end in ENDS) else 0


def row(name: str, counts: Counter[str]) -> str:
    wrong = counts.total() - sum(counts[end] for end in ENDS)
    return f"| {name} | {counts.total()} | {' | '.join(str(counts[end]) for end in ENDS)} | {wrong} |"


if __name__ == "__main__":
    sys.exit(main())
