"""An export format: the names of the products, a line each."""

from __future__ import annotations

from pathlib import Path

from chaingraph.plugins import Format
from chaingraph.tables import Dataset


def _write(dataset: Dataset, path: Path, region: str | None) -> None:
    rows = dataset.rows("select id, name_zh from products order by id")
    path.write_text("".join(f"{one}\t{name}\n" for one, name in rows), "utf-8")


NAMES = Format(zh="产品名称", en="the names of the products", write=_write)
