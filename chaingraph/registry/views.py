"""The views that every query stands on, each written once: as an expression, whose text ``registry.sql`` holds.

``enterprise``, ``active_enterprise``, ``idle_enterprise``, ``newest_make`` and ``maker`` are views of the database;
``family``, ``own_maker``, ``family_maker``, ``buyer`` and ``owner`` are kept as tables, since each count reads them;
``local``, ``local_enterprise``, ``local_own_maker``, ``local_maker`` and ``local_buyer`` are of one region and stand
before the query that names them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from chaingraph.tables import Dataset

SHOWN = 3  # ids of makers or buyers that a sentence names
SQL = Path(__file__).with_name("registry.sql")
VIEWS = ("enterprise", "active_enterprise", "idle_enterprise", "newest_make")
KEPT = ("own_maker", "family_maker", "buyer")
OF_REGION = ("local_enterprise", "local_own_maker", "local_maker", "local_buyer")
# Of what each product is a kind: its families, the nearest first. A circle, which is an error, is gone round once.
FAMILY = """with recursive family as (
    select id as product, broader as family, 1 as steps, [id] as passed from products
    where broader is not null and broader <> id
    union all
    select f.product, p.broader, f.steps + 1, list_append(f.passed, p.id)
    from family f join products p on p.id = f.family
    where p.broader is not null and not list_contains(f.passed, p.broader) and p.broader <> p.id)
select product, family, steps from family"""


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
    """Makes the views and counts who makes, who buys and who owns what as the tables stand now; once, when a world
    opens.
    """
    open_views(dataset)
    dataset.con.execute(f"create or replace temp table family as {FAMILY}")
    for name in KEPT:
        dataset.con.execute(f"create or replace temp table {name} as {texts()[name]}")
    dataset.con.execute(f"create or replace temp view maker as {texts()['maker']}")
    _keep_owners(dataset)


def to_the_owners(unfinished: Callable[[], int], double: Callable[[], None]) -> None:
    """Doubles the ways from enterprises to their owners until every one has ended or has gone round its circle.

    ``unfinished`` counts those that have not ended. A way that runs through n of them has ended, or gone round, after
    n steps. Source: pointer jumping, Wyllie 1979.
    """
    left = most = unfinished()
    steps = 1
    while left and steps <= most:
        double()
        steps, left = 2 * steps, unfinished()


def _keep_owners(dataset: Dataset) -> None:
    con, sql = dataset.con, texts()
    con.execute(f"create or replace temp table parent as {sql['parent']}")
    con.execute(f"create or replace temp table owner_step as {sql['owner_step']}")

    def unfinished() -> int:
        ((number,),) = con.execute(sql["owner_open"]).fetchall()
        return int(number)

    def double() -> None:
        con.execute(f"create or replace temp table owner_further as {sql['owner_doubled']}")
        con.execute("create or replace temp table owner_step as from owner_further")

    to_the_owners(unfinished, double)
    con.execute(f"create or replace temp table owner as {sql['owner']}")
    for name in ("owner_further", "owner_step", "parent"):
        con.execute(f"drop table if exists temp.{name}")
