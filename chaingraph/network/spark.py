"""Spark as the engine that counts a registry: the expressions of :mod:`chaingraph.network.registry` over views in Spark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from chaingraph.errors import UsageError
from chaingraph.network.counting import Counts, shown, together
from chaingraph.resources import bundled
from chaingraph.tables import Dataset, Progress
from chaingraph.tables.distributed import load_distributed, session

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from pyspark.sql import SparkSession


def load_with_spark(path: Path | str | None, progress: Progress | None = None) -> tuple[Dataset, WithSpark]:
    """The checked dataset of a folder (the bundled one when None) with the engine that holds and counts its registry.

    Raises DataError, or UsageError when ``path`` is no folder or Spark cannot be had.
    """
    spark = session()
    dataset = load_distributed(Path(path) if path is not None else bundled("data/jilin"), spark, progress)
    return dataset, WithSpark(spark, dataset)


class WithSpark:
    """Counts the registry that :func:`chaingraph.tables.load_distributed` left in ``spark``; the small tables are ``dataset``'s."""

    def __init__(self, spark: SparkSession, dataset: Dataset) -> None:
        import ibis

        self.spark = spark
        self.con = ibis.pyspark.connect(spark)
        for name, columns in (("inputs", "product, input"), ("sources", "id, year, kind")):
            rows = dataset.rows(f"select {columns} from {name}")
            shape = ", ".join(f"{column} {'int' if column == 'year' else 'string'}" for column in columns.split(", "))
            spark.createDataFrame(rows, shape).createOrReplaceTempView(name)

    def relation(self, region: str, held_out: tuple[int, float] | None) -> str:
        """Nothing: what counts stands in Spark. Raises UsageError."""
        raise UsageError(
            "--engine spark 只用于 gaps，本命令请用 duckdb", "--engine spark serves gaps alone; use duckdb for this"
        )

    def count(self, region: str, codes: list[str], held_out: tuple[int, float] | None) -> Counts:
        """Runs the expressions; only sums by product come back. Raises UsageError for ``held_out``."""
        from chaingraph.network import registry

        if held_out:
            self.relation(region, held_out)
        self.spark.createDataFrame([(code,) for code in codes], "code string").createOrReplaceTempView("local")
        enterprises = self.con.table("enterprises")
        making = self._kept(
            f"making_{region}",
            registry.making(enterprises, self.con.table("makes"), self.con.table("sources"), self.con.table("local")),
        )
        buying = self._kept(f"buying_{region}", registry.buying(making, self.con.table("inputs")))
        first, first_buyers = (
            together(self._rows(registry.first(pairs))) for pairs in (making.select("product", "enterprise"), buying)
        )
        ids = shown(first, first_buyers)
        names = enterprises.filter(enterprises.id.isin(ids)).select("id", "name_zh")
        return Counts(
            self._rows(registry.made(making)),
            self._rows(registry.kin(making, enterprises)),
            self._rows(registry.bought(buying)),
            first,
            first_buyers,
            dict(self._rows(names)) if ids else {},
        )

    def buyers_of(self, region: str, held_out: tuple[int, float] | None, products: list[str]) -> dict[str, list[str]]:
        """Ids of all the buyers of some products, sorted; they come back to this process."""
        buying = self.con.table(f"buying_{region}")
        if not products:
            return {}
        found = together(self._rows(buying.filter(buying["product"].isin(products)).select("product", "enterprise")))
        return {product: list(ids) for product, ids in found.items()}

    def _kept(self, name: str, expression: ir.Table) -> ir.Table:
        """An expression as a view that is computed once."""
        self.spark.sql(str(self.con.compile(expression))).cache().createOrReplaceTempView(name)
        return self.con.table(name)

    def _rows(self, expression: ir.Table) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.spark.sql(str(self.con.compile(expression))).collect()]
