"""Spark as the engine that counts a registry: :mod:`chaingraph.registry.expressions` over views in Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from chaingraph.errors import UsageError
from chaingraph.registry.asking import Local
from chaingraph.registry.counting import Bought, Counts, Kin, Made, Pair, shown, together
from chaingraph.registry.enterprises import Named
from chaingraph.resources import bundled
from chaingraph.tables import Dataset, Progress
from chaingraph.tables.distributed import load_distributed, session

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from pyspark.sql import SparkSession

Row = TypeVar("Row")


def load_with_spark(path: Path | str | None, progress: Progress | None = None) -> tuple[Dataset, WithSpark]:
    """The checked dataset of a folder (the bundled one when None) with the engine that holds and counts its registry.

    Raises DataError, or UsageError when ``path`` is no folder or Spark cannot be had.
    """
    spark = session()
    dataset = load_distributed(Path(path) if path is not None else bundled("data/jilin"), spark, progress)
    return dataset, WithSpark(spark, dataset)


class WithSpark:
    """Counts the registry that :func:`chaingraph.tables.distributed.load_distributed` left in ``spark``; the small
    tables are ``dataset``'s.
    """

    def __init__(self, spark: SparkSession, dataset: Dataset) -> None:
        import ibis

        from chaingraph.registry import expressions

        self.spark = spark
        self.con = ibis.pyspark.connect(spark)
        for name, columns in (("inputs", "product, input"), ("sources", "id, year, kind")):
            rows = dataset.rows(f"select {columns} from {name}")
            shape = ", ".join(f"{column} {'int' if column == 'year' else 'string'}" for column in columns.split(", "))
            spark.createDataFrame(rows, shape).createOrReplaceTempView(name)

        firms = expressions.active_enterprise(expressions.enterprise(self.con.table("enterprises")))
        self.maker = self._kept("maker", expressions.maker(firms, self.con.table("makes"), self.con.table("sources")))
        self.buyer = self._kept("buyer", expressions.buyer(self.maker, self.con.table("inputs")))

    def local(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Local:
        """Nothing: what counts stands in Spark. Raises UsageError."""
        raise UsageError("registry.spark-serves-gaps-alone")

    def count(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Counts:
        """Runs the expressions; only sums by product come back. Raises UsageError for ``held_out``."""
        from chaingraph.registry import expressions

        if held_out:
            self.local(codes, held_out)
        maker, buyer = self._here(codes)
        first, first_buyers = (
            together(self._rows(Pair, expressions.first(rows.select("product", "enterprise"))))
            for rows in (maker, buyer)
        )
        enterprises = self.con.table("enterprises")
        ids = shown(first, first_buyers)
        names = enterprises.filter(enterprises.id.isin(ids)).select("id", "name_zh")
        return Counts(
            made=self._rows(Made, expressions.made(maker)),
            kin=self._rows(Kin, expressions.kin(maker, enterprises)),
            bought=self._rows(Bought, expressions.bought(buyer)),
            first=first,
            first_buyers=first_buyers,
            names=dict(self._rows(Named, names)) if ids else {},
        )

    def buyers_of(
        self, codes: Sequence[str], held_out: tuple[int, float] | None, products: Iterable[str]
    ) -> dict[str, list[str]]:
        """Ids of all the buyers of some products, sorted; they come back to this process."""
        wanted = list(products)
        if not wanted:
            return {}
        _, buyer = self._here(codes)
        pairs = buyer.filter(buyer["product"].isin(wanted)).select("product", "enterprise")
        return {product: list(ids) for product, ids in together(self._rows(Pair, pairs)).items()}

    def _here(self, codes: Sequence[str]) -> tuple[ir.Table, ir.Table]:
        """Who makes and who buys in a region."""
        from chaingraph.registry import expressions

        rows = [(code,) for code in codes]
        self.spark.createDataFrame(rows, "code string").createOrReplaceTempView("local")
        local = self.con.table("local")
        return expressions.local(self.maker, local), expressions.local(self.buyer, local)

    def _kept(self, name: str, expression: ir.Table) -> ir.Table:
        """An expression as a view that is computed once."""
        self.spark.sql(str(self.con.compile(expression))).cache().createOrReplaceTempView(name)
        return self.con.table(name)

    def _rows(self, row: Callable[..., Row], expression: ir.Table) -> list[Row]:
        return [row(*told) for told in self.spark.sql(str(self.con.compile(expression))).collect()]
