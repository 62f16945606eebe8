"""Outputs appear whole: written aside, then moved into place; an earlier result survives a failed run."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chaingraph.errors import UsageError

MANIFEST = "build.json"
_IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", "README.md"}  # kept, yet no reason to refuse


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A path to write to; the file takes the place of ``out`` when the block ends well.

    Raises UsageError when ``out`` cannot be written.
    """
    if out.is_dir():
        raise UsageError(f"{out} 是文件夹，请写文件名", f"{out} is a folder; name a file")
    with _refusals(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield aside / out.name
        with _refusals(out):
            (aside / out.name).replace(out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def whole_folder(out: Path, owned: str | None = None) -> Iterator[Path]:
    """A folder to fill; it takes the place of ``out`` when the block ends well.

    ``out`` must be new, empty or an earlier output of the program (it has ``build.json``); files that others have
    put into it since are carried over, but for those in its subfolder ``owned``, which other programs fill with files of
    their own that belong to the old content. Raises UsageError otherwise, with nothing touched.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} 是文件，请写文件夹名", f"{out} is a file; name a folder")
    old = _listed(out)
    with _refusals(out):
        target = out.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        aside.chmod(0o777 & ~_umask())
    try:
        yield aside
        written = sorted(str(path.relative_to(aside).as_posix()) for path in aside.rglob("*") if path.is_file())
        (aside / MANIFEST).write_text(json.dumps({"files": written}, ensure_ascii=False, indent=1) + "\n", "utf-8")
        with _refusals(out):
            _swap(aside, target, {*old, MANIFEST}, owned)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def whole_update(folder: Path) -> Iterator[Path]:
    """A copy of ``folder`` to change, empty when it does not exist; it takes the folder's place when the block ends well.

    The copy's files are links where the disk allows: replace them, never write into them. Raises UsageError, with
    nothing touched, when somebody else changed the folder meanwhile.
    """
    with _refusals(folder):
        target = folder.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        with _refusals(folder):
            before = _state(target)
            if target.exists():
                shutil.copytree(target, aside, dirs_exist_ok=True, copy_function=_link)
            else:
                aside.chmod(0o777 & ~_umask())
        yield aside
        if _state(target) != before:
            raise UsageError(f"{folder} 同时被他人改动，请重试", f"{folder} was changed meanwhile; try again")
        with _refusals(folder):
            _exchange(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def scratch_copy(folder: Path | None) -> Iterator[Path]:
    """A copy of ``folder`` to change and throw away, empty when there is no such folder."""
    with tempfile.TemporaryDirectory() as place:
        aside = Path(place) / (folder.resolve().name if folder else "data")
        if folder and folder.is_dir():
            shutil.copytree(folder, aside)
        else:
            aside.mkdir()
        yield aside


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)


def _state(folder: Path) -> list[tuple[str, int, int]]:
    found = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        told = path.stat()
        found.append((path.relative_to(folder).as_posix(), told.st_size, told.st_mtime_ns))
    return found


def _exchange(aside: Path, target: Path) -> None:
    """Puts ``aside`` into the place of ``target``; at once where the system can (Linux), by two moves elsewhere."""
    if not target.exists():
        aside.rename(target)
        return
    if _exchanged(aside, target):
        return
    away = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    try:
        target.rename(away / "old")
        try:
            aside.rename(target)
        except OSError:
            (away / "old").rename(target)
            raise
    finally:
        shutil.rmtree(away, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    import ctypes

    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of renameat2(2)
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _listed(out: Path) -> list[str]:
    if not out.is_dir() or all(entry.name in _IGNORED for entry in out.iterdir()):
        return []
    try:
        return [str(name) for name in json.loads((out / MANIFEST).read_text("utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            f"{out} 不是空文件夹，也不是本程序以前的输出；请换一个文件夹",
            f"{out} is neither empty nor an earlier output of this program; choose another folder",
        ) from None


def _swap(aside: Path, target: Path, ours: set[str], owned: str | None) -> None:
    if not target.exists():
        aside.rename(target)
        return
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if owned is not None and name.startswith(f"{owned}/"):
            continue
        if path.is_file() and name not in ours and not (aside / name).exists():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, aside / name)
    _exchange(aside, target)


@contextmanager
def _refusals(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"无法写入 {out}：{why}", f"{out} cannot be written: {why}") from error
