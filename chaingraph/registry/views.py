"""The views that every query stands on, each written once: as an expression, whose text ``registry.sql`` holds.

``enterprise``, ``active_enterprise``, ``idle_enterprise`` and ``newest_make`` are views of the database; ``maker`` and
``buyer`` are kept as tables, since each count reads them; ``local``, ``local_enterprise``, ``local_maker`` and
``local_buyer`` are of one region and stand before the query that names them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chaingraph.tables import Dataset

SHOWN = 3  # ids of makers or buyers that a sentence names
SQL = Path(__file__).with_name("registry.sql")
VIEWS = ("enterprise", "active_enterprise", "idle_enterprise", "newest_make")
KEPT = ("maker", "buyer")
OF_REGION = ("local_enterprise", "local_maker", "local_buyer")


@cache
def texts() -> dict[str, str]:
    """Every expression's SQL for DuckDB by its name."""
    parts = SQL.read_text("utf-8").split("-- name: ")[1:]
    return {name: sql.strip() for name, _, sql in (part.partition("\n") for part in parts)}


def open_views(dataset: Dataset) -> None:
    """Makes the views of a dataset; once, when it opens. They follow the tables from then on."""
    for name in VIEWS:
        dataset.con.execute(f"create or replace temp view {name} as {texts()[name]}")


def keep_makers(dataset: Dataset) -> None:
    """Makes the views and counts who makes and who buys what as the tables stand now; once, when a world opens."""
    open_views(dataset)
    for name in KEPT:
        dataset.con.execute(f"create or replace temp table {name} as {texts()[name]}")
