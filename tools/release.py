"""Tries the wheel in ``dist/`` and writes its bill of materials: python tools/release.py DIST BIN  (make release)

DIST holds the source distribution and the wheel; BIN is the ``bin`` folder of an environment that holds the wheel and
what ``requirements/run.lock`` names, and nothing else.

Writes ``DIST/sbom.cdx.json`` (CycloneDX). Versions and licences are those that ``cyclonedx-py environment`` finds
installed, hashes those that ``cyclonedx-py requirements`` finds in the lock. No time and no random number is in it:
the same source and lock give the same bytes. Exit 1, with what is wrong, when the wheel lacks something or fails, or a
locked package lacks a version, hash or licence.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.lock"
PROJECT = "chaingraph"
BUNDLED = (
    "chaingraph/_bundled/data/jilin/datapackage.json",
    "chaingraph/_bundled/data/jilin/products.csv",
    "chaingraph/_bundled/ontology/",
)
Json = dict[str, Any]


def wanting_in(wheel: Path) -> list[str]:
    """What the wheel lacks, or holds and should not."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    wrong = [f"{wheel.name} lacks {part}" for part in BUNDLED if not any(name.startswith(part) for name in names)]
    wrong += [
        f"{wheel.name} holds {name}"
        for name in names
        if not name.startswith((f"{PROJECT}/", f"{PROJECT}-")) or "/tests/" in name
    ]
    return wrong


def tried(program: Path) -> list[str]:
    """What fails when the installed program is used, away from the source."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with tempfile.TemporaryDirectory() as away:
        for words in (["gaps", "--top", "3"], ["build", "--out", "site"]):
            done = subprocess.run(
                [program, *words], cwd=away, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode or (words[0] == "gaps" and not done.stdout.strip()):
                return [f"chaingraph {' '.join(words)}: exit {done.returncode}\n{done.stderr}"]
        return [] if (Path(away) / "site" / "index.html").exists() else ["chaingraph build wrote no index.html"]


def locked() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the run lock with its pip options ``--hash=…``."""
    found = []
    for entry in LOCK.read_text("utf-8").replace("\\\n", " ").splitlines():
        if entry.strip() and not entry.lstrip().startswith("#"):
            told, *hashes = entry.split(" --hash=")
            found.append((Requirement(told.strip()), [f"--hash={one.strip()}" for one in hashes]))
    return found


def fetch_for_other_systems(python: Path) -> None:
    """Installs what the lock names for other systems only (colorama): its licence is read from it."""
    others = [
        f"{r.name}{r.specifier} {' '.join(hashes)}" for r, hashes in locked() if r.marker and not r.marker.evaluate()
    ]
    if others:
        with tempfile.TemporaryDirectory() as temporary:
            asked = Path(temporary) / "others.txt"
            asked.write_text("\n".join(others) + "\n", "utf-8")
            command = [
                sys.executable,
                "-m",
                "pip",
                "--python",
                str(python),
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ]
            subprocess.run(
                [*command, "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(asked)],
                check=True,
            )


def _cyclonedx(*words: str) -> Json:
    command = [
        str(Path(sys.executable).with_name("cyclonedx-py")),
        *words,
        "--output-reproducible",
        "--of",
        "JSON",
        "-o",
        "-",
    ]
    told: Json = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told


def _licence(name: str, site: Path) -> list[Json]:
    """The licence that older metadata tell in a free ``License`` field, which cyclonedx-py passes over."""
    (found,) = importlib.metadata.distributions(name=name, path=[str(site)])
    text = found.metadata.get("License", "").strip()
    return [{"license": {"acknowledgement": "declared", "name": text}}] if text else []


def materials(python: Path, dist: Path) -> Json:
    """The bill of materials: what is installed, with the hashes of the lock; the project itself with those of its
    files.
    """
    bill = _cyclonedx("environment", str(python))
    site = next((python.parent.parent / "lib").glob("python*/site-packages"))
    hashes = {
        canonicalize_name(part["name"]): part["externalReferences"]
        for part in _cyclonedx("requirements", str(LOCK))["components"]
    }
    own = next(part for part in bill["components"] if part["name"] == PROJECT)
    bill["components"].remove(own)
    # Where the wheel lay on this machine is nobody's business: its name and hash are.
    own["type"] = "application"
    own["externalReferences"] = [
        {
            "type": "distribution",
            "url": path.name,
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        }
        for path in sorted((*dist.glob("*.whl"), *dist.glob("*.tar.gz")))
    ]
    bill["metadata"]["component"] = own
    for part in bill["components"]:
        part.setdefault("externalReferences", []).extend(hashes.get(canonicalize_name(part["name"]), []))
        if not part.get("licenses"):
            part["licenses"] = _licence(part["name"], site)
    return bill


def wanting_of(bill: Json) -> list[str]:
    """Where the bill breaks the schema or differs from the lock, and what is told there without a hash or licence."""
    fault = JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"])).validate_str(json.dumps(bill))
    wrong = [f"not CycloneDX: {fault}"] if fault else []
    parts = {canonicalize_name(part["name"]): part for part in bill["components"]}
    asked = {canonicalize_name(r.name): (r, hashes) for r, hashes in locked()}
    wrong += [f"{name} is in the bill or the lock alone" for name in sorted(parts.keys() ^ asked.keys())]
    for name in sorted(parts.keys() & asked.keys()):
        part, (requirement, hashes) = parts[name], asked[name]
        told = {one["content"] for reference in part["externalReferences"] for one in reference.get("hashes", [])}
        if not requirement.specifier.contains(part["version"]):
            wrong.append(f"{name} {part['version']} is not what is locked: {requirement.specifier}")
        if not hashes or told != {one.removeprefix("--hash=sha256:") for one in hashes}:
            wrong.append(f"{name} is without the hashes of the lock")
        if not part["licenses"]:
            wrong.append(f"{name} tells no licence")
    return wrong


def main(dist: Path, programs: Path) -> int:
    """Does all of it; the exit code is explained above."""
    (wheel,) = dist.glob("*.whl")
    wrong = wanting_in(wheel) + tried(programs / PROJECT)
    fetch_for_other_systems(programs / "python")
    bill = materials(programs / "python", dist)
    wrong += wanting_of(bill)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    (dist / "sbom.cdx.json").write_text(json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    for path in sorted(dist.iterdir()):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute()))
