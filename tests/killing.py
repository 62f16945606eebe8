"""Runs of the program that are killed at chosen moments, and what then stands at their place.

A run is a process forked from this one, which has imported everything (a fresh one takes a second to start), or a fresh
process. It dies by SIGKILL after a time, or just before its n-th operation on files (an audit hook counts them).
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chaingraph import safe_write

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests" / "ontology" / "tiny"
Call = Sequence[str] | Callable[[], None]  # words of a command, or what is done instead
State = dict[str, str] | None  # digest by file; None: nothing there
_OPERATIONS = ("open", "os.", "shutil.", "ctypes.", "tempfile.")
_LAST = 150  # operations at the end of a run among which most of the counted kills fall


def state(path: Path) -> State:
    """What stands at a path, byte for byte; of the record of an import all but its date."""
    if not path.exists():
        return None
    if path.is_file():
        return {"": hashlib.sha256(path.read_bytes()).hexdigest()}
    found = {}
    for one in sorted(path.rglob("*")):
        if one.is_dir():
            continue
        data = one.read_bytes()
        if one.parent.name == ".imports":
            data = b"\n".join(line for line in data.split(b"\n") if b'"date":' not in line)
        found[one.relative_to(path).as_posix()] = hashlib.sha256(data).hexdigest()
    return found


def two_versions(folder: Path) -> dict[str, Path]:
    """A small dataset, and the same with another id of a chain, so that names of pages differ."""
    found = {}
    for name, change in (("A", (b"", b"")), ("B", (b"carbon-fibre", b"kohlefaser"))):
        found[name] = folder / name
        shutil.copytree(TINY, found[name])
        for path in found[name].iterdir():
            path.write_bytes(path.read_bytes().replace(*change) if change[0] else path.read_bytes())
    return found


@dataclass
class Road:
    """A command that writes ``out``. ``ready`` makes the place ready for a run and returns the words of the call."""

    name: str
    out: Path
    ready: Callable[[str], Call]
    wanted: dict[str, State] = field(default_factory=dict)
    seconds: float = 0.0
    fresh_seconds: float = 0.0
    operations: int = 0


def roads(folder: Path) -> list[Road]:
    """Every command that writes, on two versions A and B of a dataset."""
    data = two_versions(folder)
    lists = {}
    for name in data:
        lists[name] = folder / f"{name}企业.csv"
        lists[name].write_text(
            "id,name_zh,region,employees\n"
            + "".join(f"K{name}{n},甲{name}{n}有限公司,220100,{n}\n" for n in range(50)),
            "utf-8",
        )

    def written(words: Callable[[str, Path], Sequence[str]], out: Path) -> Callable[[str], Sequence[str]]:
        return lambda version: words(version, out)

    def importing(version: str) -> Sequence[str]:
        if into.exists():
            shutil.rmtree(into)
        shutil.copytree(data["A"], into)
        return ["import", str(lists[version]), "--into", str(into), "--by", "t", "--doubtful", "new"]

    into = folder / "into"
    told = [Road("import --into", into, importing)]
    for name, out, words in (
        ("build", folder / "site", lambda v, out: ["build", str(data[v]), "--out", str(out), "--lang", "en"]),
        ("export --to folder", folder / "copy", lambda v, out: ["export", str(data[v]), "--to", "folder", "--out", str(out)]),
        ("export --to xlsx", folder / "copy.xlsx", lambda v, out: ["export", str(data[v]), "--to", "xlsx", "--out", str(out)]),
        ("report", folder / "papers", lambda v, out: ["report", str(data[v]), "--set", "四图五清单", "--region", "220000", "--out", str(out), "--lang", "en"]),
    ):  # fmt: skip
        told.append(Road(name, out, written(words, out)))
    return told


def moves(folder: Path) -> list[Road]:
    """The roads of ``place`` alone: instead of a command, results that stand ready are copied into the run's folder, so
    that a kill costs little and falls into the move far more often."""
    data = two_versions(folder)
    for name, path in data.items():
        (folder / f"{name}.xlsx").write_bytes(name.encode() * 100_000)
        (path / "assets").mkdir()
        (path / "assets" / "x.js").write_text(name)

    def filling(version: str) -> Callable[[], None]:
        def act() -> None:
            with safe_write.whole_folder(folder / "site") as new:
                shutil.copytree(data[version], new, dirs_exist_ok=True)

        return act

    def file(version: str) -> Callable[[], None]:
        def act() -> None:
            with safe_write.whole_file(folder / "copy.xlsx") as new:
                shutil.copyfile(folder / f"{version}.xlsx", new)

        return act

    def updating(version: str) -> Callable[[], None]:
        def act() -> None:
            with safe_write.whole_update(folder / "into") as new:
                for path in data[version].rglob("*.csv"):
                    aside = new / f"{path.name}.new"
                    shutil.copyfile(path, aside)
                    aside.replace(new / path.name)

        return act

    return [
        Road("whole_folder", folder / "site", filling),
        Road("whole_file", folder / "copy.xlsx", file),
        Road("whole_update", folder / "into", updating),
    ]


def warm() -> None:
    """Imports what the commands import late, so that a forked run starts at once. Opens no database: threads do not survive a fork."""
    import docx
    import jinja2
    import matplotlib.pyplot
    import openpyxl
    import pypinyin
    import python_calamine
    import rapidfuzz.process
    import xlsxwriter

    import chaingraph.cli.app
    import chaingraph.questions.report
    import chaingraph.views
    import chaingraph.views.papers

    assert all(
        (
            docx,
            jinja2,
            matplotlib.pyplot,
            openpyxl,
            pypinyin,
            python_calamine,
            rapidfuzz.process,
            xlsxwriter,
            chaingraph.cli.app,
        )
    )


def forked(words: Call, temporary: Path, *, die_at: int | None = None, exchanged: bool = True) -> int:
    """Starts a run in a forked process, its own group; returns its id. It dies before operation ``die_at``."""
    gc.freeze()  # what other tests left behind is not taken apart in the child, which has none of its threads
    pid = os.fork()
    if pid:
        gc.unfreeze()
        return pid
    try:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        tempfile.tempdir = str(temporary)
        if not exchanged:
            safe_write._exchanged = lambda one, other: False
        count = [0]

        def hook(event: str, told: object) -> None:
            if event.startswith(_OPERATIONS):
                count[0] += 1
                if count[0] == die_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        if die_at is not None:
            sys.addaudithook(hook)
        from chaingraph.cli.main import run

        try:
            if callable(words):
                words()
                sys.exit(0)
            sys.argv = ["chaingraph", *words]
            run()
        except SystemExit as end:
            if die_at == 0:  # only counted
                (temporary / "count").write_text(str(count[0]))
            os._exit(int(end.code or 0))
    finally:
        os._exit(99)


def ended(pid: int) -> int:
    """Exit code of a forked run; negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _fresh(words: Call, temporary: Path) -> subprocess.Popen[bytes]:
    assert not callable(words)
    return subprocess.Popen(
        [sys.executable, "-m", "chaingraph", *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@dataclass
class Tally:
    """What the kills left: ``found`` counts old, new and broken; ``killed`` the runs that died by the signal."""

    found: Counter[str] = field(default_factory=Counter)
    killed: int = 0
    runs: int = 0
    how: Counter[str] = field(default_factory=Counter)
    leftovers: int = 0  # folders of dead runs seen after a kill
    broken: list[str] = field(default_factory=list)


def measure(road: Road, temporary: Path, *, fresh: bool = False) -> None:
    """Whole results of both versions, from runs that nobody kills; also how long they take."""
    for version in ("A", "B"):
        words = road.ready(version)
        start = time.monotonic()
        assert ended(forked(words, temporary, die_at=0)) == 0, (road.name, words)
        road.seconds = time.monotonic() - start
        road.operations = int((temporary / "count").read_text())
        road.wanted[version] = state(road.out)
        assert road.wanted[version]
    if fresh:
        start = time.monotonic()
        assert _fresh(road.ready("A"), temporary).wait() == 0
        road.fresh_seconds = time.monotonic() - start
        assert state(road.out) == road.wanted["A"], f"{road.name} does not repeat itself"
    assert road.wanted["A"] != road.wanted["B"]


def kill(road: Road, times: int, how: str, seed: int, temporary: Path, *, exchanged: bool = True) -> Tally:
    """Kills ``times`` runs. ``how``: time (a moment of the whole run), operation (before the n-th operation on files,
    most often one of the last, about the swap) or fresh (a moment of a fresh process)."""
    chance = random.Random(f"{road.name} {how} {seed}")
    tally = Tally()
    temporary.mkdir(exist_ok=True)
    while tally.killed < times and tally.runs < 4 * times + 20:
        tally.runs += 1
        version = "AB"[tally.runs % 2]
        if chance.random() < 0.1:
            shutil.rmtree(road.out, ignore_errors=True)
            road.out.unlink(missing_ok=True) if road.out.is_file() else None
        words = road.ready(version)
        if not exchanged:
            safe_write.restore(road.out)
        before = state(road.out)
        if how == "operation":
            first = 1 if chance.random() < 0.2 else max(1, road.operations - _LAST)
            code = ended(
                forked(words, temporary, die_at=chance.randint(first, road.operations + 2), exchanged=exchanged)
            )
        elif how == "time":
            pid = forked(words, temporary, exchanged=exchanged)
            time.sleep(chance.uniform(0, 1.05) * road.seconds)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)  # before it had its own group
            code = ended(pid)
        else:
            process = _fresh(words, temporary)
            time.sleep(chance.uniform(0, 1.05) * road.fresh_seconds)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            code = process.wait()
        if code not in (0, -signal.SIGKILL):
            tally.broken.append(f"{road.name} {how} run {tally.runs}: exit {code}")
        if code != -signal.SIGKILL:
            continue
        tally.killed += 1
        tally.how[how] += 1
        mine = leftovers(road.out)
        tally.leftovers += bool(mine)
        if len(mine) > 1:
            tally.broken.append(f"{road.name} {how} run {tally.runs}: {len(mine)} leftovers")
        if not exchanged:
            safe_write.restore(road.out)
        after = state(road.out)
        if after == before:
            tally.found["old" if before else "none, as before"] += 1
        elif after == road.wanted[version]:
            tally.found["new"] += 1
        else:
            tally.found["broken"] += 1
            tally.broken.append(f"{road.name} {how} run {tally.runs}: a broken result")
        for one in temporary.iterdir():
            shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink(missing_ok=True)
    # the next run that is let live sweeps all
    if ended(forked(road.ready("A"), temporary)) != 0 or state(road.out) != road.wanted["A"] or leftovers(road.out):
        tally.broken.append(f"{road.name} {how}: not swept or not whole at the end")
    return tally


def leftovers(out: Path) -> list[Path]:
    """Folders of runs beside a place."""
    return [path for path in out.parent.iterdir() if path.name.startswith(f".{out.name}.")]
