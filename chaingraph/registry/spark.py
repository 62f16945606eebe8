"""Spark as the engine that counts a registry: :mod:`chaingraph.registry.expressions` over views in Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from chaingraph.errors import UsageError
from chaingraph.registry.asking import Local
from chaingraph.registry.counting import Bought, Counts, Made, Own, Owned, Pair, shown, together
from chaingraph.registry.enterprises import Named
from chaingraph.registry.views import FAMILY, to_the_owners
from chaingraph.resources import bundled
from chaingraph.tables import Dataset, Progress
from chaingraph.tables.distributed import load_distributed, session

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from pyspark.sql import SparkSession

Row = TypeVar("Row")


class _Number(NamedTuple):
    number: int


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
        small = {
            "inputs": ("select product, input from inputs", "product string, input string"),
            "sources": ("select id, year, kind from sources", "id string, year int, kind string"),
            "family": (FAMILY, "product string, family string, steps int"),
        }
        for name, (sql, shape) in small.items():
            spark.createDataFrame(dataset.rows(sql), shape).createOrReplaceTempView(name)

        table = self.con.table
        firms = expressions.active_enterprise(expressions.enterprise(table("enterprises")))
        self.own = self._kept("own_maker", expressions.own_maker(firms, table("makes"), table("sources")))
        family_maker = self._kept("family_maker", expressions.family_maker(self.own, table("family")))
        self.maker = expressions.maker(self.own, family_maker)
        self.buyer = self._kept("buyer", expressions.buyer(self.own, table("inputs"), table("family")))
        self.owner = self._kept_owners()

    def _kept_owners(self) -> ir.Table:
        """Goes up from each enterprise to its owner."""
        from chaingraph.registry import expressions

        parent = self._kept("parent", expressions.parent(self.con.table("enterprises")))
        step = self._kept("owner_step", expressions.owner_step(parent))
        rounds = 0

        def unfinished() -> int:
            return self._rows(_Number, expressions.owner_open(step))[0].number

        def double() -> None:
            nonlocal step, rounds
            rounds += 1
            step = self._kept(f"owner_step_{rounds}", expressions.owner_doubled(step))

        to_the_owners(unfinished, double)
        return self._kept("owner", expressions.owner(parent, step))

    def local(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Local:
        """Nothing: what counts stands in Spark. Raises UsageError."""
        raise UsageError("registry.spark-serves-gaps-alone")

    def count(self, codes: Sequence[str], held_out: tuple[int, float] | None = None) -> Counts:
        """Runs the expressions; only sums by product come back. Raises UsageError for ``held_out``."""
        from chaingraph.registry import expressions

        if held_out:
            self.local(codes, held_out)
        own, maker, buyer = self._here(codes)
        first, first_buyers = self._first(maker), self._first(buyer)
        return Counts(
            made=self._rows(Made, expressions.made(maker)),
            owned=self._rows(Owned, expressions.owned(maker, self.owner)),
            own=frozenset(row.product for row in self._rows(Own, own.select("product").distinct())),
            bought=self._rows(Bought, expressions.bought(buyer)),
            first=first,
            first_buyers=first_buyers,
            names=self._names(shown(first, first_buyers)),
        )

    def buyers_of(
        self, codes: Sequence[str], held_out: tuple[int, float] | None, products: Iterable[str]
    ) -> dict[str, list[str]]:
        """Ids of all the buyers of some products, sorted; they come back to this process."""
        wanted = list(products)
        if not wanted:
            return {}
        _, _, buyer = self._here(codes)
        pairs = buyer.filter(buyer["product"].isin(wanted)).select("product", "enterprise")
        return {product: list(ids) for product, ids in together(self._rows(Pair, pairs)).items()}

    def first_makers(
        self, codes: Sequence[str], held_out: tuple[int, float] | None = None
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        """The first ids of each product, and their names. Raises UsageError for ``held_out``."""
        if held_out:
            self.local(codes, held_out)
        _, maker, _ = self._here(codes)
        first = self._first(maker)
        return first, self._names(shown(first))

    def _first(self, pairs: ir.Table) -> dict[str, tuple[str, ...]]:
        """The first ids of each product."""
        from chaingraph.registry import expressions

        return together(self._rows(Pair, expressions.first(pairs.select("product", "enterprise"))))

    def _names(self, ids: list[str]) -> dict[str, str]:
        """The Chinese names of some enterprises."""
        enterprises = self.con.table("enterprises")
        rows = enterprises.filter(enterprises.id.isin(ids)).select("id", "name_zh")
        return dict(self._rows(Named, rows)) if ids else {}

    def _here(self, codes: Sequence[str]) -> tuple[ir.Table, ir.Table, ir.Table]:
        """Who makes by rows of their own, who makes and who buys in a region."""
        from chaingraph.registry import expressions

        rows = [(code,) for code in codes]
        self.spark.createDataFrame(rows, "code string").createOrReplaceTempView("local")
        local = self.con.table("local")
        own, maker, buyer = (expressions.local(rows, local) for rows in (self.own, self.maker, self.buyer))
        return own, maker, buyer

    def _kept(self, name: str, expression: ir.Table) -> ir.Table:
        """An expression as a view that is computed once."""
        self.spark.sql(str(self.con.compile(expression))).cache().createOrReplaceTempView(name)
        return self.con.table(name)

    def _rows(self, row: Callable[..., Row], expression: ir.Table) -> list[Row]:
        return [row(*cells) for cells in self.spark.sql(str(self.con.compile(expression))).collect()]
