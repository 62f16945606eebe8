"""A new dataset for a region: the division of the country, and what a library knows of chains."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from chaingraph.resources import rows_of
from chaingraph.tables.dataset import Dataset
from chaingraph.tables.divisions import Division, divisions, tree_for
from chaingraph.tables.write import write_folder

KNOWLEDGE = ("chains", "products", "inputs")  # what a library has to say of every region
_EMPTY = {"enterprises": ("id", "name_zh", "region"), "makes": ("enterprise", "product")}


def begin(folder: Path, library: Dataset, region: Division, name: str) -> None:
    """Writes the tables of a new dataset into ``folder``: regions, the chains, products and inputs of ``library`` with
    the sources that these cite, and no enterprise yet.
    """
    write_folder(library, folder, name=name)
    for path in folder.glob("*.csv"):
        if path.stem not in (*KNOWLEDGE, "sources"):
            path.unlink()
    cited = {source for table in KNOWLEDGE for row in rows_of(folder / f"{table}.csv") for source in _items(row)}
    sources = folder / "sources.csv"
    if sources.is_file():
        _write(sources, [row for row in rows_of(sources) if row["id"] in cited])
    tree = tree_for(region, divisions())
    _write(folder / "regions.csv", [{"code": d.code, "name_zh": d.name, "parent": d.parent or ""} for d in tree])
    for table, header in _EMPTY.items():
        (folder / f"{table}.csv").write_text(",".join(header) + "\n", "utf-8")
    (folder / "datapackage.json").unlink(missing_ok=True)


def _items(row: dict[str, str]) -> Iterable[str]:
    return filter(None, (row.get("source") or "").split(";"))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys() if rows else ("id",), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
