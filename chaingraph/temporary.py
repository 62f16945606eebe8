"""Temporary folders that do not outlive the program: what a killed run leaves is swept by the next run that makes one.

Each is held open and locked (``flock`` on the folder itself) by its process; the system lets go of the lock when the
process ends, however it ends. So a folder of a living run is never taken for a dead one, and no process id is guessed
from. Where there are no such locks (Windows) a file in it is held open, which cannot be removed there.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "chaingraph-temporary-"
_NAME = re.compile(re.escape(PREFIX) + r"[a-z0-9_]{8}")
_HELD = "held"  # where there are no locks: the file that is kept open
_DAY = 86_400.0
_OF_PROCESS: dict[tuple[int, str], Path] = {}


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder that is gone after the block; first those that killed runs of this user left behind are swept.

    Raises OSError when the system's folder of temporary files cannot be written.
    """
    folder, hold = _made()
    try:
        yield folder
    finally:
        _gone(folder, hold)


def process_folder() -> Path:
    """The one folder of this process, gone when that ends; for what lives as long as some object of a library does.

    Raises OSError when the system's folder of temporary files cannot be written.
    """
    owner, within = os.getpid(), tempfile.gettempdir()
    known = _OF_PROCESS.get((owner, within))
    if known is not None and known.is_dir():
        return known
    folder, hold = _made()
    _OF_PROCESS[owner, within] = folder

    def end() -> None:
        if os.getpid() == owner:  # not in a fork, whose parent goes on
            _gone(folder, hold)

    atexit.register(end)
    return folder


def sweep() -> None:
    """Removes the temporary folders whose processes are no more. None of another user, none that is in use, no link."""
    with suppress(OSError):
        with os.scandir(tempfile.gettempdir()) as entries:  # names alone: others leave thousands there
            found = sorted(entry.path for entry in entries if _NAME.fullmatch(entry.name))
        for path in found:
            with suppress(OSError):
                _swept(Path(path))


def _made() -> tuple[Path, int]:
    sweep()
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        try:
            hold = _held(folder)
        except FileNotFoundError:  # another run swept it before it was locked; take a new one
            continue
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if hold is not None:
            return folder, hold


def _held(folder: Path) -> int | None:
    """A locked handle of the folder; None when another run was quicker and is sweeping it."""
    if not fcntl:
        return os.open(folder / _HELD, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    hold = os.open(folder, os.O_RDONLY)
    if _locked(hold, otherwise=True) and folder.exists():
        return hold
    os.close(hold)
    return None


def _locked(hold: int, *, otherwise: bool) -> bool:
    """Whether the lock is ours now; ``otherwise`` is the answer on a disk that has no locks."""
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return otherwise
    return True


def _swept(path: Path) -> None:
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return
    if not fcntl:
        if (path / _HELD).exists():
            (path / _HELD).unlink()  # refused while its process lives
        elif time.time() - found.st_mtime < _DAY:  # perhaps begun this moment
            return
        shutil.rmtree(path, ignore_errors=True)
        return
    if found.st_uid != os.getuid():
        return
    hold = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
    try:
        if _locked(hold, otherwise=False):
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(hold)


def _gone(folder: Path, hold: int) -> None:
    if not fcntl:
        os.close(hold)
    shutil.rmtree(folder, ignore_errors=True)
    if fcntl:
        os.close(hold)
