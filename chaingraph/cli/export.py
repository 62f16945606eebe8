"""``chaingraph export``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import progress, to_stderr
from chaingraph.cli.place import whole_file, whole_folder
from chaingraph.findings import world
from chaingraph.graph import FORMATS, export_rdf, load, write_neo4j
from chaingraph.network import export_network
from chaingraph.tables import write_folder, write_workbook

EPILOG = "例 Example: [bold]chaingraph export --to turtle --out jilin.ttl[/bold]"


class Target(StrEnum):
    """A format to write; a test holds it equal to what the floors below offer."""

    turtle = "turtle"
    nquads = "nquads"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    xlsx = "xlsx"
    folder = "folder"
    parquet = "parquet"
    neo4j = "neo4j"


def command(
    data: Data = None,
    to: Annotated[Target, typer.Option(help="格式。The format.")] = ...,  # type: ignore[assignment]
    out: Annotated[Path, typer.Option(help="写到哪里。Where to write.")] = ...,  # type: ignore[assignment]
    region: Region = None,
    *,
    lang: Language,
) -> None:
    """导出。"""
    with progress(lang) as step:
        dataset = load(data, step)
        step(to.value)
        if to in (Target.folder, Target.parquet, Target.neo4j):
            with whole_folder(out) as folder:
                if to is Target.neo4j:
                    write_neo4j(dataset, folder)
                else:
                    write_folder(dataset, folder, "parquet" if to is Target.parquet else "csv")
        else:
            with whole_file(out) as path:
                if to.value in FORMATS:
                    export_rdf(dataset, to.value, path)
                elif to.value == "xlsx":
                    write_workbook(dataset, path)
                else:
                    known = world(dataset)
                    export_network(known.network, known.market(known.places.require(region)), to.value, path)
    to_stderr(f"已写入 {out}" if lang == "zh" else f"Written: {out}")
