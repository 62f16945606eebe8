"""What is installed is what was meant: bounds in pyproject.toml, locks with hashes that follow from it."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from chaingraph.document import canvas
from chaingraph.version import __version__

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
GROUPS = {
    name: [told for told in group if isinstance(told, str)] for name, group in PROJECT["dependency-groups"].items()
}
RUN = [Requirement(told) for told in PROJECT["project"]["dependencies"]]
DEV = [*RUN, *map(Requirement, EXTRAS["dev"])]
BUILD = [Requirement(told) for told in GROUPS["build"]]
RELEASE = [*BUILD, *map(Requirement, GROUPS["release"])]
ASKED = {"run": RUN, "dev": [*DEV, *BUILD], "lowest": DEV, "build": BUILD, "release": RELEASE}
EVERY = [*DEV, *RELEASE, *(Requirement(told) for extra in EXTRAS.values() for told in extra)]


def text_of(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.lock").read_text("utf-8")


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Each locked requirement and its hashes."""
    lines = [
        line
        for line in text_of(lock).replace("\\\n", " ").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    return [
        (Requirement(told.strip()), [one.strip() for one in hashes])
        for told, *hashes in (line.split(" --hash=") for line in lines)
    ]


def versions(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for requirement, _ in entries(lock):
        found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier).removeprefix("=="))
    return found


def test_every_dependency_has_a_lowest_version_and_one_that_it_stays_below() -> None:
    for requirement in [*EVERY, *map(Requirement, PROJECT["build-system"]["requires"])]:
        operators = sorted(one.operator for one in requirement.specifier)
        assert operators in (["=="], ["<", ">="]), requirement


def test_a_dependency_has_the_same_bounds_wherever_it_is_named() -> None:
    told: dict[str, set[str]] = {}
    for requirement in EVERY:
        told.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier))
    assert {name: bounds for name, bounds in told.items() if len(bounds) > 1} == {}
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["build"])


def test_the_extras_are_tested() -> None:
    dev = {canonicalize_name(requirement.name) for requirement in DEV}
    for name, extra in EXTRAS.items():
        assert {canonicalize_name(Requirement(told).name) for told in extra} <= dev, name


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    found = entries(lock)
    assert len(found) >= len(ASKED[lock])
    for requirement, hashes in found:
        assert [one.operator for one in requirement.specifier] == ["=="], requirement
        assert requirement.url is None
        assert hashes, requirement
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), requirement
    text = re.sub("--hash=sha256:[0-9a-f]{64}", "", text_of(lock))
    assert not re.search(r"//|\\\\|--|@|[a-z]\.(org|com|net|io|cn)\b|(^|\s)/|file:", text)


@pytest.mark.parametrize("lock", ASKED)
def test_a_lock_holds_what_pyproject_asks_for_within_its_bounds(lock: str) -> None:
    locked = versions(lock)
    for requirement in ASKED[lock]:
        found = locked.get(canonicalize_name(requirement.name), set())
        assert found, f"{requirement.name} is not in {lock}.lock: make lock"
        assert all(requirement.specifier.contains(version) for version in found), (
            f"{requirement}: {found} in {lock}.lock: make lock"
        )


@pytest.mark.parametrize("lock", ["run", "dev", "build"])
def test_the_same_versions_under_every_python_and_system(lock: str) -> None:
    assert {name: found for name, found in versions(lock).items() if len(found) > 1} == {}


def test_what_is_run_and_built_with_is_what_was_tested() -> None:
    dev = {str(requirement): hashes for requirement, hashes in entries("dev")}
    for lock in ("run", "build"):
        for requirement, hashes in entries(lock):
            assert versions("dev")[canonicalize_name(requirement.name)] == {
                str(requirement.specifier).removeprefix("==")
            }
            assert dev.get(str(requirement), hashes) == hashes


def test_the_lowest_versions_allowed_are_the_ones_tested() -> None:
    locked = versions("lowest")
    for requirement in DEV:
        (bound,) = [Version(one.version) for one in requirement.specifier if one.operator in ("==", ">=")]
        assert {Version(version) for version in locked[canonicalize_name(requirement.name)]} == {bound}, (
            f"{requirement}: make lock"
        )


def test_what_the_package_imports_is_asked_for() -> None:
    known = importlib.metadata.packages_distributions()
    asked = {
        canonicalize_name(Requirement(told).name)
        for told in [*map(str, RUN), *(told for name, extra in EXTRAS.items() if name != "dev" for told in extra)]
    }
    of_another = {"py4j"}  # pyspark's own, in exactly the version that it names
    for path in sorted((ROOT / "chaingraph").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            told = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
            for module in {name.split(".")[0] for name in told} - {"chaingraph"} - of_another - sys.stdlib_module_names:
                assert asked & {canonicalize_name(name) for name in known.get(module, [])}, (
                    f"{path.name} imports {module}"
                )


def test_the_makefile_fetches_nothing_without_a_hash() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^PIP := install .*--no-deps --no-build-isolation$", makefile, re.MULTILINE)
    assert re.search(r"^LOCKED := \$\(PIP\) --require-hashes --only-binary :all:$", makefile, re.MULTILINE)
    for line in makefile.splitlines():
        if "-m pip " in line:
            assert ("$(LOCKED)" in line and "--requirement" in line) or re.search(
                r"\$\(PIP\) (--editable \.|dist/\*\.whl)$", line
            ), line


def test_the_font_is_taken_and_no_code_of_its_package_runs() -> None:
    assert Path(str(canvas._font().get_file())).name == "NotoSansSC-Regular.ttf"
    assert "zhplot" not in sys.modules


def test_the_citation_names_the_version_and_the_licence() -> None:
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {__version__}\n" in cited
    assert f"\nlicense: {tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))['project']['license']}\n" in cited
