"""Writes the locks under requirements/ from pyproject.toml, or checks that they still follow from it.

    python tools/lock.py             versions stay where they still fit   (make lock)
    python tools/lock.py --upgrade   the newest versions that fit         (make lock-upgrade)
    python tools/lock.py --check     writes nothing                       (make lock-check)

Exit 0: the locks are up to date. 1: they are not. 2: pyproject.toml cannot be resolved. 3: the package index was not
reached, so nothing is known.

The work is done by ``uv pip compile``: one lock for every system and Python version, with the hash of every file. A
lock that exists is given to it as preference, so that a newer version on the index changes nothing unless asked for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "requirements"
EVERYTHING = "dev"
# What each lock holds. dev comes first: run and build take their versions from it, so that what is tested is what is
# used.
LOCKS = {
    EVERYTHING: ["pyproject.toml", "--extra", "dev", "--group", "build"],
    "run": ["pyproject.toml", "--constraint", f"{FOLDER}/{EVERYTHING}.lock"],
    "build": ["--group", "build", "--constraint", f"{FOLDER}/{EVERYTHING}.lock"],
    "lowest": ["pyproject.toml", "--extra", "dev", "--resolution", "lowest-direct"],
    "release": ["--group", "release"],
    "docs": ["--group", "docs"],
}
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--fork-strategy=fewest",  # the same versions under every Python, so that results are the same
    "--generate-hashes",
    "--only-binary=:all:",  # a source distribution may run anything, and fetch it, while it is built;
    "--no-binary=pyspark",  # pyspark has nothing else, and is built with what build.lock holds
    "--custom-compile-command=make lock",
    "--quiet",
]
UNREACHED = re.compile(
    r"failed to fetch|error sending request|client error|could not connect|timed out|dns error|request failed|retries",
    re.IGNORECASE,
)


class Unreached(Exception):
    """The package index gave no answer."""


class Unsolvable(Exception):
    """No set of versions fits what pyproject.toml asks for."""


def _environment() -> dict[str, str]:
    """uv does not read pip's configuration: a mirror that pip knows is told to it, and written nowhere."""
    environment = dict(os.environ)
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & environment.keys():
        asked = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "get", "global.index-url"]
        known = (
            environment.get("PIP_INDEX_URL")
            or subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
        )
        if known:
            environment["UV_DEFAULT_INDEX"] = known
    return environment


def _resolve(name: str, folder: Path, environment: dict[str, str], *, upgrade: bool) -> None:
    """Brings one lock in ``folder`` up to date."""
    command = [
        "uv",
        "pip",
        "compile",
        *LOCKS[name],
        *OPTIONS,
        f"--output-file={FOLDER}/{name}.lock",
        f"--python={sys.executable}",
    ]
    command[0] = str(Path(sys.executable).with_name("uv"))
    if upgrade:
        command.append("--upgrade")
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise (Unreached if UNREACHED.search(done.stderr) else Unsolvable)(f"{name}.lock:\n{done.stderr.strip()}")


def resolved(folder: Path, *, upgrade: bool = False) -> None:
    """Brings every lock in ``folder``, which holds a pyproject.toml, up to date."""
    environment = _environment()
    _resolve(EVERYTHING, folder, environment, upgrade=upgrade)
    with ThreadPoolExecutor() as several:
        list(
            several.map(
                lambda name: _resolve(name, folder, environment, upgrade=upgrade),
                [name for name in LOCKS if name != EVERYTHING],
            )
        )


def _differing(folder: Path) -> list[str]:
    def text(place: Path, name: str) -> str:
        path = place / FOLDER / f"{name}.lock"
        return path.read_text("utf-8") if path.exists() else ""

    return [name for name in LOCKS if text(folder, name) != text(ROOT, name)]


def main(arguments: list[str]) -> int:
    """Does what the call asks for; the exit code is explained above."""
    if set(arguments) - {"--check", "--upgrade"} or len(arguments) > 1:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / FOLDER).mkdir()
        shutil.copy(ROOT / "pyproject.toml", folder)
        for name in LOCKS:
            lock = ROOT / FOLDER / f"{name}.lock"
            # The lowest versions are looked for anew: one that is locked would be kept, though a lower one may now be
            # allowed.
            if lock.exists() and (name != "lowest" or "--check" in arguments):
                shutil.copy(lock, folder / FOLDER)
        try:
            resolved(folder, upgrade="--upgrade" in arguments)
        except Unreached as reason:
            print(
                f"依赖锁未能核对：连不上软件包索引。The locks could not be looked at: the package index was not reached. {reason}",
                file=sys.stderr,
            )
            return 3
        except Unsolvable as reason:
            print(
                f"pyproject.toml 的依赖无解。What pyproject.toml asks for cannot be had together. {reason}",
                file=sys.stderr,
            )
            return 2
        changed = _differing(folder)
        if not changed:
            print("依赖锁与 pyproject.toml 一致。The locks are up to date.")
            return 0
        told = ", ".join(f"{FOLDER}/{name}.lock" for name in changed)
        if "--check" in arguments:
            print(
                f"依赖锁与 pyproject.toml 不一致，请运行 make lock：pyproject.toml changed without its locks; run make lock: {told}",
                file=sys.stderr,
            )
            return 1
        (ROOT / FOLDER).mkdir(exist_ok=True)
        for name in changed:
            shutil.copy(folder / FOLDER / f"{name}.lock", ROOT / FOLDER)
        print(f"已更新 written: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
