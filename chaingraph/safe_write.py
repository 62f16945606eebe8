"""Outputs appear whole: written aside, then moved into place; an earlier result survives a failed or killed run.

A run works in a folder of its own beside its output, ``.<name>.part-xxxxxxxx``, with a lock file in it that the system
lets go of when the process ends, however it ends. So the next run into the same place knows which of these folders
are dead, and sweeps them. Where the system cannot exchange two folders at once (``_exchanged``) the earlier result
waits in ``old`` for a moment; a run killed in that moment leaves it there and :func:`restore` puts it back.

The files are flushed to the disk before the move, so that a power cut too leaves the old result or the new one.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chaingraph.cli.faults import as_usage_error
from chaingraph.errors import UsageError
from chaingraph.tables.paths import within
from chaingraph.temporary import temporary_folder

try:
    import fcntl
except ImportError:  # Windows: an open file cannot be removed there, which serves as well
    fcntl = None  # type: ignore[assignment]

MANIFEST = "build.json"
_IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", "README.md"}  # kept, yet no reason to refuse
_LOCK = ".chaingraph"  # in every folder of a run
_PART = ".part-"
_PATIENCE = 60.0  # seconds that a run waits for another one's move into the same folder


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A path to write to; the file takes the place of ``out`` when the block ends well.

    Raises UsageError when ``out`` cannot be written.
    """
    _on_this_machine(out)
    if out.is_dir():
        raise UsageError("save.is-a-folder", path=out)
    target = out.parent.resolve() / out.name
    with _refusals(out), _aside(target) as new:
        yield new
        if target.is_file():
            shutil.copymode(target, new)
        _flush(new)
        new.replace(target)
        _sync(target.parent)


@contextmanager
def whole_folder(out: Path, owned: str | None = None) -> Iterator[Path]:
    """A folder to fill; it takes the place of ``out`` when the block ends well.

    ``out`` must be new, empty or an earlier output of the program (it has ``build.json``); files that others have put
    into it since are carried over, but for those in its subfolder ``owned``, which other programs fill with files of
    their own that belong to the old content. Of two runs at once the later one wins, whole. Raises UsageError
    otherwise, with nothing touched.
    """
    _on_this_machine(out)
    restore(out)
    if out.exists() and not out.is_dir():
        raise UsageError("save.is-a-file", path=out)
    with _refusals(out):
        _listed(out)
        target = out.resolve()
        with _aside(target) as new:
            new.mkdir()
            yield new
            written = sorted(str(path.relative_to(new).as_posix()) for path in new.rglob("*") if path.is_file())
            (new / MANIFEST).write_text(json.dumps({"files": written}, ensure_ascii=False, indent=1) + "\n", "utf-8")
            with _alone(target):
                if target.is_dir():
                    _carry_over(target, new, {*_listed(out), MANIFEST}, owned)
                    shutil.copymode(target, new)
                _flush(new)
                _exchange(new, target)


@contextmanager
def whole_update(folder: Path) -> Iterator[Path]:
    """A copy of ``folder`` to change, empty when it does not exist; it takes the folder's place when the block ends
    well.

    The copy's files are links where the disk allows: replace them, never write into them. Raises UsageError, with
    nothing touched, when somebody else changed the folder meanwhile.
    """
    _on_this_machine(folder)
    target = folder.resolve()
    with _refusals(folder), _aside(target) as new:
        with _alone(target):
            before = _state(target)
            if target.exists():
                shutil.copytree(target, new, copy_function=_link, ignore=_not_copied(target), symlinks=True)
                _turn_links(target, new)
            else:
                new.mkdir()
        yield new
        with _alone(target):
            if _state(target) != before:
                raise UsageError("save.changed-meanwhile", path=folder)
            _flush(new)
            _exchange(new, target)


@contextmanager
def scratch_copy(folder: Path | None) -> Iterator[Path]:
    """A copy of ``folder`` to change and throw away, empty when there is no such folder."""
    with temporary_folder() as scratch:
        aside = scratch / (folder.resolve().name if folder else "data")
        if folder and folder.is_dir():
            shutil.copytree(folder, aside, ignore=_not_copied(folder), symlinks=True)
            _turn_links(folder, aside)
        else:
            aside.mkdir()
        yield aside


def _on_this_machine(out: Path) -> None:
    """Raises UsageError for an address: ``s3://…`` would make a folder of the name ``s3:`` here."""
    first = out.parts[0] if len(out.parts) > 1 else ""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]+:", first) and not Path(first).exists():
        raise UsageError("save.is-an-address", path=out)


def restore(out: Path) -> None:
    """Takes away what killed runs left beside ``out``; puts an earlier result back that one of them had moved aside."""
    target = out.resolve()
    prefix = _prefix(target)
    with suppress(OSError):
        for holder in sorted(path for path in target.parent.iterdir() if path.name.startswith(prefix)):
            with suppress(OSError):
                _sweep(holder, target)


def _sweep(holder: Path, target: Path) -> None:
    if holder.is_symlink() or not holder.is_dir():
        return
    try:
        lock = os.open(holder / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        holder.rmdir()  # died at its very start or end; refused by the system when anything is in it
        return
    try:
        if not _take(lock) or not (holder / _LOCK).exists():
            return
        kept = holder / "old"
        others = [path for path in kept.iterdir() if path.name != target.name] if kept.is_dir() else []
        if others:  # of a longer name with the same beginning
            return
        if os.path.lexists(kept / target.name) and not os.path.lexists(target):
            (kept / target.name).rename(target)
        if fcntl:
            _remove(holder)
    finally:
        os.close(lock)
    if not fcntl:
        _remove(holder)


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A path of the same name in a folder of this run beside ``target``, locked as long as the run lives."""
    target.parent.mkdir(parents=True, exist_ok=True)
    restore(target)
    holder, lock = _held(target)
    try:
        (holder / "new").mkdir()
        yield holder / "new" / target.name
    finally:
        if not fcntl:
            os.close(lock)
        with suppress(OSError):
            _remove(holder)
        if fcntl:
            os.close(lock)


def _prefix(target: Path) -> str:
    name = target.name if len(os.fsencode(target.name)) <= 200 else target.name[:50]
    return f".{name}{_PART}"


def _held(target: Path) -> tuple[Path, int]:
    while True:
        holder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
        try:
            lock = os.open(holder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileNotFoundError:
            continue  # another run swept it as empty; take a new one
        except OSError:
            holder.rmdir()
            raise
        if _take(lock, otherwise=True) and (holder / _LOCK).exists():
            return holder, lock
        os.close(lock)  # another run was quicker to lock it, and is sweeping it


def _take(lock: int, *, otherwise: bool = False) -> bool:
    """Locks an open file unless another process holds it; ``otherwise`` is the answer where there are no locks."""
    if not fcntl:
        return True  # its removal fails while its run lives
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network disks
        return otherwise
    return True


def _remove(holder: Path) -> None:
    """The lock goes last: a folder half removed is still known as one of ours."""
    for path in holder.iterdir():
        if path.name != _LOCK:
            shutil.rmtree(path, ignore_errors=True)
    (holder / _LOCK).unlink()
    holder.rmdir()


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """One at a time among the runs that move something into this folder; nothing is held while they compute."""
    try:
        parent = os.open(target.parent, os.O_RDONLY)
    except OSError:  # Windows, or a folder that one may write into and not list
        yield
        return
    try:
        until = time.monotonic() + _PATIENCE
        while not _take(parent, otherwise=True):
            if time.monotonic() > until:
                raise UsageError("save.written-by-another-run", path=target)
            time.sleep(0.02)
        yield
    finally:
        os.close(parent)


def _parts(folder: str, names: list[str]) -> list[str]:
    """Names of folders of runs in ``folder``, which are no part of a dataset."""
    return [name for name in names if _PART in name and (Path(folder) / name / _LOCK).exists()]


def _not_copied(whole: Path) -> Callable[[str, list[str]], list[str]]:
    """For ``copytree``: the names of folders of runs. Raises DataError for a junction (Windows) out of ``whole``,
    which would be copied as what it leads to; links are copied as links.
    """

    def ignore(folder: str, names: list[str]) -> list[str]:
        for name in names:
            if not (Path(folder) / name).is_symlink():
                within(Path(folder) / name, whole)
        return _parts(folder, names)

    return ignore


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _turn_links(source: Path, copy: Path) -> None:
    """Links of a copied folder that led to a place in the original lead to the same place in the copy."""
    whole = Path(os.path.realpath(source))
    for link in [path for path in _files(copy) if path.is_symlink()]:
        name = link.relative_to(copy)
        real = Path(os.path.realpath(source / name))
        if real.is_relative_to(whole):
            folder = link.is_dir() or (source / name).is_dir()
            link.unlink()
            link.symlink_to(os.path.relpath(copy / real.relative_to(whole), link.parent), target_is_directory=folder)


def _files(folder: Path) -> Iterator[Path]:
    """Everything below a folder but the folders of runs."""
    for parent, folders, files in os.walk(folder):
        left_out = _parts(parent, folders)
        folders[:] = sorted(name for name in folders if name not in left_out)
        yield from (Path(parent) / name for name in sorted((*folders, *files)))


def _state(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for path in _files(folder):
        status = path.lstat()
        size = 0 if path.is_dir() else status.st_size
        changed = 0 if path.is_dir() else status.st_mtime_ns
        found.append((path.relative_to(folder).as_posix(), size, changed))
    return found


def _flush(path: Path) -> None:
    """Has the system put a file, or a folder with all below it, onto the disk. Raises OSError when the disk fails."""
    for entry in (*_files(path), path) if path.is_dir() else (path,):
        if not entry.is_symlink():
            _sync(entry)


def _sync(path: Path) -> None:
    """Has the system put one file, or one list of a folder's entries, onto the disk."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:  # folders on Windows; a file that may not be read was not written by us
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
    finally:
        os.close(handle)


def _exchange(new: Path, target: Path) -> None:
    """Puts ``new`` into the place of ``target``; at once where the system can (Linux), by two moves elsewhere."""
    if not os.path.lexists(target):
        new.rename(target)
    elif not _exchanged(new, target):
        old = new.parent.parent / "old" / target.name
        old.parent.mkdir()
        target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            old.rename(target)
            raise
    _sync(target.parent)


def _exchanged(new: Path, old: Path) -> bool:
    import ctypes

    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of renameat2(2)
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(call(here, os.fsencode(new), here, os.fsencode(old), exchange) == 0)


def _listed(out: Path) -> list[str]:
    if not out.is_dir():
        return []
    if all(entry.name in _IGNORED or _parts(str(out), [entry.name]) for entry in out.iterdir()):
        return []
    try:
        return [str(name) for name in json.loads((out / MANIFEST).read_text("utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise UsageError("save.folder-is-of-others", path=out) from None


def _carry_over(target: Path, new: Path, ours: set[str], owned: str | None) -> None:
    """Copies what others have put into an earlier output, links as links, but for the subfolder ``owned``."""
    for path in _files(target):
        name = path.relative_to(target).as_posix()
        if owned is not None and name.startswith(f"{owned}/"):
            continue
        if (path.is_symlink() or path.is_file()) and name not in ours and not os.path.lexists(new / name):
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, new / name, follow_symlinks=False)


@contextmanager
def _refusals(out: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        known = as_usage_error(error, out)
        if known is None or known is error:
            raise
        raise known from error
