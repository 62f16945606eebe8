"""Tables to RDF: ours against morph-kgc, in one run on the same registry of 100,000 enterprises.

morph-kgc pins old versions of libraries, so it gets an environment of its own (``--peer FOLDER`` to keep it; made on
first use). It is given an RML mapping made from the schema: the same subjects, classes, properties and objects, as
N-Triples with two processes, then loaded in bulk into Oxigraph like ours. Each is a whole process; prints seconds,
triples, triples a second and the ratios.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_scale import write

from chaingraph.schema import ID, PREFIXES, SCHEMA, expand

OURS = """import sys; from pathlib import Path
import chaingraph as cg; from chaingraph.graph import write_nquads
write_nquads(cg.load(Path(sys.argv[1])), Path(sys.argv[2]))"""
LOAD = """import sys, pyoxigraph as ox
store = ox.Store(); store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS); print(len(store))"""


def mapping(folder: Path) -> str:
    """RML for the registry's tables with the columns that the dataset has."""
    lines = [
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .",
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> .",
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .",
    ]
    for path in sorted(folder.glob("*.csv")):
        table = SCHEMA.tables[path.stem]
        header = path.read_text("utf-8").partition("\n")[0].strip().split(",")
        node = f"{ID}{table.thing}/" + "/".join(f"{{{key}}}" for key in table.key if key in header)
        lines.append(
            f'<#{table.name}> rml:logicalSource [ rml:source "{path}" ; rml:referenceFormulation ql:CSV ] ;\n'
            f'  rr:subjectMap [ rr:template "{node}" ; rr:class <{expand(table.cls)}> ]'
        )
        for column in table.columns:
            if column.name not in header:
                continue
            if column.references:
                told = f'rr:template "{ID}{SCHEMA.tables[column.references].thing}/{{{column.name}}}"'
            elif column.type in ("number", "year", "integer"):
                kind = {"number": "xsd:double", "year": "xsd:gYear", "integer": "xsd:integer"}[column.type]
                told = f'rml:reference "{column.name}" ; rr:datatype <{expand(kind)}>'
            elif column.vocabulary:
                told = f'rr:template "{PREFIXES["cg"]}{column.vocabulary}-{{{column.name}}}"'
            else:
                told = f'rml:reference "{column.name}"' + (
                    f' ; rr:language "{column.language}"' if column.language else ""
                )
            lines.append(f"  ; rr:predicateObjectMap [ rr:predicate <{column.predicate}> ; rr:objectMap [ {told} ] ]")
        for where, start, link, end, thing in (
            ("inputs", "product", "upstreamOf", "input", "product"),
            ("makes", "enterprise", "makes", "product", "enterprise"),
            ("supplies", "supplier", "supplies", "customer", "enterprise"),
        ):
            if table.name == where:
                other = "product" if link != "supplies" else "enterprise"
                lines.append(
                    f'  .\n<#{where}-short> rml:logicalSource [ rml:source "{path}" ; rml:referenceFormulation ql:CSV ] ;\n'
                    f'  rr:subjectMap [ rr:template "{ID}{thing}/{{{start}}}" ] ; rr:predicateObjectMap [ rr:predicate '
                    f'<{PREFIXES["cg"]}{link}> ; rr:objectMap [ rr:template "{ID}{other}/{{{end}}}" ] ]'
                )
        lines.append("  .")
    return "\n".join(lines)


def timed(*command: str | Path) -> float:
    start = time.perf_counter()
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        peer = asked.peer or folder / "peer"
        if not (peer / "bin" / "python").exists():
            print("making the peer's environment ...", flush=True)
            timed(sys.executable, "-m", "venv", peer)
            timed(peer / "bin" / "python", "-m", "pip", "install", "--quiet", "morph-kgc")
        write(folder / "data", asked.firms, "csv")
        (folder / "map.ttl").write_text(mapping(folder / "data"), "utf-8")
        (folder / "peer.ini").write_text(
            f"[CONFIGURATION]\noutput_file = {folder / 'theirs.nt'}\noutput_format = N-TRIPLES\nnumber_of_processes = 2\nlogging_level = ERROR\n"
            f"[data]\nmappings = {folder / 'map.ttl'}\n",
            "utf-8",
        )
        told: dict[str, list[float]] = {"ours": [], "morph-kgc": [], "loaded ours": [], "loaded morph-kgc": []}
        for _ in range(asked.rounds):
            for name, file, command in (
                ("ours", folder / "ours.nq", (sys.executable, "-c", OURS, folder / "data", folder / "ours.nq")),
                ("morph-kgc", folder / "theirs.nt", (peer / "bin" / "python", "-m", "morph_kgc", folder / "peer.ini")),
            ):
                seconds = timed(*command)
                told[name].append(seconds)
                told[f"loaded {name}"].append(seconds + timed(sys.executable, "-c", LOAD, file))
        counts = {}
        for name, file in (("ours", "ours.nq"), ("morph-kgc", "theirs.nt")):
            with (folder / file).open("rb") as lines:
                counts[name] = sum(1 for _ in lines)
        speed = {}
        for name, seconds in told.items():
            best = sorted(seconds)[len(seconds) // 2]
            speed[name] = counts[name.removeprefix("loaded ")] / best
            print(
                f"{name:17} {best:6.2f} s  {counts[name.removeprefix('loaded ')]:>10,} triples  {speed[name]:>9,.0f} a second"
            )
        print(f"to N-Quads: {speed['ours'] / speed['morph-kgc']:.1f} times morph-kgc's speed")
        print(f"into a store: {speed['loaded ours'] / speed['loaded morph-kgc']:.1f} times")


if __name__ == "__main__":
    main()
