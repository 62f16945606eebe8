"""The scripts of the pages: bundles that are checked in, of the modules in web/src."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from chaingraph.views.site.assets import OWN_ASSETS

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "web"
ASSETS = ROOT / "chaingraph" / "views" / "site" / "assets"
BUNDLES = sorted(path.name for path in (WEB / "src" / "entries").iterdir())
HEAD = re.compile(r"/\* ChainGraph \(MIT\), .* sources ([0-9a-f]{64}) script ([0-9a-f]{64}) \*/\n")
COMMANDS = ("types", "rules", "layout", "test", "bundles")


def lacking() -> str:
    """Why the scripts cannot be checked here; empty where they can."""
    if shutil.which("node") is None:
        return "no node found: the scripts of the pages are not checked"
    if not (WEB / "node_modules").is_dir():
        return "no web/node_modules found (make web): the scripts of the pages are not checked"
    return ""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_each_script_of_the_pages_is_a_bundle() -> None:
    assert len(BUNDLES) >= 3
    assert sorted(path.name for path in ASSETS.glob("*.js")) == BUNDLES
    assert sorted(name for name in OWN_ASSETS if name.endswith(".js")) == BUNDLES


@pytest.mark.parametrize("name", BUNDLES)
def test_no_build_was_forgotten_and_no_bundle_changed_by_hand(name: str) -> None:
    files = [*(path for path in (WEB / "src").rglob("*") if path.is_file()), WEB / "build.mjs"]
    sources = sorted((path.relative_to(WEB).as_posix(), path.read_text("utf-8")) for path in files)
    text = (ASSETS / name).read_text("utf-8")
    head = HEAD.match(text)
    assert head, f"{name} does not tell its sources: make web"
    assert head[1] == sha256("".join(f"{path}\n{told}\n" for path, told in sources)), f"{name} is old: make web"
    assert head[2] == sha256(text[head.end() :]), f"{name} was changed by hand: change web/src, then make web"


def test_the_toolchain_has_exact_versions_and_hashes_and_no_address() -> None:
    asked = json.loads((WEB / "package.json").read_text("utf-8"))
    assert not asked.get("dependencies")  # nothing of it reaches the pages
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked["devDependencies"].values())
    locked = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    assert locked.pop("")["devDependencies"] == asked["devDependencies"]
    for name, told in locked.items():
        assert told["integrity"].startswith("sha512-"), name
        assert "resolved" not in told, name
        assert told["license"] in {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "BlueOak-1.0.0"}, name


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.skipif(bool(lacking()), reason=lacking())
def test_types_rules_layout_and_unit_tests_hold_and_a_new_build_gives_the_same(command: str) -> None:
    scripts = json.loads((WEB / "package.json").read_text("utf-8"))["scripts"]
    assert scripts["check"] == " && ".join(f"npm run -s {one}" for one in COMMANDS)
    program, *arguments = scripts[command].split()
    node = shutil.which("node")
    assert node
    run = [node] if program == "node" else [str(WEB / "node_modules" / ".bin" / program)]
    done = subprocess.run([*run, *arguments], cwd=WEB, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
