"""Styles and scripts of the pages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).resolve().parent
# the scripts are bundles of web/src: docs/en/web.md
OWN_ASSETS = ("chaingraph.css", "chaingraph.js", "lists.js", "xlsx.js", "NOTICE-vis-network.txt")
_VIS = ("vis-network.min.js", "vis-network.css")


def write_assets(folder: Path) -> list[Path]:
    """Writes them into ``folder``; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    library = files("pyvis") / "templates" / "lib"
    newest = max(
        (folder for folder in library.iterdir() if folder.name.startswith("vis-9")),
        key=lambda folder: _version(folder.name),
    )
    written = []
    for name, content in [
        *((name, (newest / name).read_bytes()) for name in _VIS),
        *((name, (HERE / "assets" / name).read_bytes()) for name in OWN_ASSETS),
    ]:
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


def _version(name: str) -> list[int]:
    return [int(part) for part in name.removeprefix("vis-").split(".") if part.isdigit()]
