"""What is installed: bounds in pyproject.toml, locks with hashes that follow from it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PART_OF = {"py4j": "pyspark"}  # pinned by the other to one version, and raised by it
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def asked() -> Iterator[tuple[str, Requirement]]:
    """Each direct dependency with the name of its extra, empty for the core."""
    for extra, lines in {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}.items():
        for line in lines:
            yield extra, Requirement(line)


def entries(lock: Path) -> dict[str, tuple[str, int]]:
    """Version and number of hashes of each package of a lock."""
    text = lock.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = {}
    for line in lines:
        told = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;]+)", line)
        assert told, line
        found[canonicalize_name(told.group(1))] = (told.group(2), line.count("--hash=sha256:"))
    return found


def test_every_dependency_has_both_bounds() -> None:
    for extra, one in asked():
        operators = {part.operator for part in one.specifier}
        assert operators == {"=="} or operators == {">=", "<"}, f"{extra}: {one}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_has_a_hash_for_each_entry_and_no_address(lock: Path) -> None:
    found = entries(lock)
    assert found
    assert all(hashes for _, hashes in found.values())
    assert not re.search(r"https?://|index-url|find-links|file:|/(home|root|work|tmp)/", lock.read_text("utf-8"))


@pytest.mark.parametrize(("lock", "extras"), [("run", {""}), ("dev", {"", "dev"}), ("lowest", {"", "dev"})])
def test_every_direct_dependency_is_locked_within_its_range(lock: str, extras: set[str]) -> None:
    found = entries(ROOT / "requirements" / f"{lock}.lock")
    for extra, one in asked():
        if extra in extras:
            version, _ = found[canonicalize_name(one.name)]
            assert one.specifier.contains(version), f"{lock}.lock: {one.name} {version}"


def test_what_is_tested_is_what_is_run() -> None:
    run, dev = (entries(ROOT / "requirements" / f"{name}.lock") for name in ("run", "dev"))
    assert {name: version for name, (version, _) in run.items()} == {name: dev[name][0] for name in run}


def test_every_import_of_the_package_is_a_declared_dependency() -> None:
    declared = {canonicalize_name(one.name) for _, one in asked()}
    owners = packages_distributions()
    missing = set()
    for path in (ROOT / "chaingraph").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in (one.partition(".")[0] for one in names):
                if name in sys.stdlib_module_names or name == "chaingraph":
                    continue
                if not declared & {canonicalize_name(one) for one in [*owners.get(name, [name]), PART_OF.get(name, name)]}:
                    missing.add((path.name, name))
    assert not missing
