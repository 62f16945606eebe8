"""Temporary folders: gone afterwards, and what a killed run leaves is swept by the next, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chaingraph import temporary
from chaingraph.temporary import PREFIX, process_folder, sweep, temporary_folder

needs_locks = pytest.mark.skipif(temporary.fcntl is None, reason="this system has no flock")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def killed(place: Path) -> Path:
    """A folder that a run which was killed has left."""
    code = (
        "import os, signal\nfrom chaingraph.temporary import temporary_folder\n"
        "with temporary_folder() as folder:\n    (folder / 'a').mkdir()\n    (folder / 'a' / 'b').write_text('x')\n"
        "    print(folder, flush=True)\n    os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    return Path(done.stdout.strip())


def test_a_folder_is_gone_after_its_block(place: Path) -> None:
    def fails() -> None:
        with temporary_folder() as folder:
            (folder / "x").write_text("x")
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert list(place.iterdir()) == []


@needs_locks
def test_what_a_killed_run_leaves_is_swept_and_nothing_else(place: Path) -> None:
    dead = killed(place)
    assert (dead / "a" / "b").exists()
    outside = place / "outside"
    outside.mkdir()
    (outside / "mine").write_text("mine")
    (place / f"{PREFIX}aaaaaaaa").symlink_to(outside)
    (place / f"{PREFIX}bbbbbbbb").write_text("a file")
    (place / f"{PREFIX}mine").mkdir()
    (place / "chaingraph-mine").mkdir()
    with temporary_folder() as folder:
        assert not dead.exists()
        with temporary_folder():  # a run that lives beside
            sweep()
        assert folder.is_dir()
        left = {path.name for path in place.iterdir()} - {folder.name}
    assert left == {"outside", f"{PREFIX}aaaaaaaa", f"{PREFIX}bbbbbbbb", f"{PREFIX}mine", "chaingraph-mine"}
    assert (outside / "mine").read_text() == "mine"


@needs_locks
def test_a_foreign_users_folder_is_left_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = place / f"{PREFIX}cccccccc"
    foreign.mkdir()
    monkeypatch.setattr(os, "getuid", lambda: foreign.stat().st_uid + 1)
    sweep()
    assert foreign.is_dir()


@needs_locks
def test_a_folder_of_a_running_process_is_in_use(place: Path) -> None:
    code = "import sys\nfrom chaingraph.temporary import temporary_folder\nwith temporary_folder() as folder:\n    print(folder, flush=True)\n    sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(place)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    folder = Path(other.stdout.readline().strip())
    sweep()
    assert folder.is_dir()
    other.communicate("")
    assert not folder.exists()


def test_the_folder_of_a_process_is_one(place: Path) -> None:
    assert process_folder() == process_folder()
    assert process_folder().parent == place


def test_without_locks_an_old_folder_is_swept_and_a_new_one_is_not(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary, "fcntl", None)
    old, new = place / f"{PREFIX}dddddddd", place / f"{PREFIX}eeeeeeee"
    for path in (old, new):
        path.mkdir()
    os.utime(old, (0, 0))
    with temporary_folder() as folder:
        assert (folder / "held").exists()
    assert list(place.iterdir()) == [new]
