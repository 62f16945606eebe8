"""Spoils inputs of every reader for as long as told and counts: ``python benchmarks/fuzz.py SECONDS [SEED [READER …]]``.

Each batch runs in a process of its own, so that a crash or a hang of native code is seen as well. Defects go to
``fuzz-defects/`` in the current folder: the input and what was raised.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import fuzzing

BATCH, SHARE, PATIENCE = 500, 5.0, 60  # most inputs and seconds of a batch; seconds for one input
KEPT = Path("fuzz-defects")


def batch(reader: str, seed: int, note: Path) -> None:
    """Child: tries inputs for SHARE seconds; a line a result goes into ``note``."""
    faulthandler.disable()
    chance = Random(f"{reader} {seed}")
    with note.open("w", buffering=1) as told:
        end = time.monotonic() + SHARE
        for number in range(BATCH):
            if time.monotonic() > end:
                return
            data = fuzzing.spoilt(reader, chance)
            (note.parent / "current").write_bytes(data)
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                try:
                    told.write(fuzzing.try_reader(reader, data, Path(folder)) + "\n")
                except Exception as error:
                    told.write("defect\n")
                    keep(reader, seed, number, data, traceback.format_exc(), type(error).__name__)


def keep(reader: str, seed: int, number: int, data: bytes, text: str, kind: str) -> None:
    KEPT.mkdir(exist_ok=True)
    stem = f"{reader.replace(' ', '-')}-{kind}-{seed}-{number}"
    (KEPT / f"{stem}.input").write_bytes(data)
    (KEPT / f"{stem}.txt").write_text(text[-5000:], "utf-8")


def main() -> int:
    seconds = float(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    readers = sys.argv[3:] or fuzzing.READERS
    counts: dict[str, Counter[str]] = {reader: Counter() for reader in readers}
    for reader in readers:
        fuzzing.seed(reader) if not reader.startswith(("xlsx", "import xlsx", "parquet")) else None
    end = time.monotonic() + seconds
    seed = first
    with tempfile.TemporaryDirectory() as place:
        note = Path(place) / "note"
        while time.monotonic() < end:
            for reader in readers:
                if time.monotonic() > end:
                    break
                note.unlink(missing_ok=True)
                start, seen = time.monotonic(), 0
                pid = os.fork()
                if not pid:
                    null = os.open(os.devnull, os.O_RDWR)
                    os.dup2(null, 2)
                    try:
                        batch(reader, seed, note)
                        os._exit(0)
                    finally:
                        os._exit(1)
                ended = 0
                while not ended and time.monotonic() - start < PATIENCE:
                    ended, status = os.waitpid(pid, os.WNOHANG)
                    time.sleep(0.02)
                    size = note.stat().st_size if note.exists() else 0
                    if size > seen:
                        start, seen = time.monotonic(), size
                if not ended:
                    os.kill(pid, signal.SIGKILL)
                    _, status = os.waitpid(pid, 0)
                found = note.read_text().split() if note.exists() else []
                counts[reader].update(found)
                if status:
                    counts[reader]["hang" if not ended else "crash"] += 1
                    keep(reader, seed, len(found), (note.parent / "current").read_bytes(), f"status {status}", "hang" if not ended else "crash")
            seed += 1
    print("| 读取器 reader | 输入 inputs | 有问题 problems | 拒绝 refused | 成为数据 data | 缺陷 defects |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    bad = 0
    total = 0
    for reader, count in counts.items():
        wrong = count["defect"] + count["crash"] + count["hang"]
        bad += wrong
        total += count.total()
        print(f"| {reader} | {count.total()} | {count['problems']} | {count['refused']} | {count['data']} | {wrong} |")
    print(f"| 合计 total | {total} | | | | {bad} |")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
