"""An adapter in code: orders between firms, of which each pair becomes one supply."""

from __future__ import annotations

from pathlib import Path

from chaingraph.tables.adapters import ASSUMED, SOURCE, Adapter, Options, Result, Sheet, Source, covers, places

_ORDERS = Sheet("orders", ("orders",), ("seller", "buyer", "goods"), names=("seller", "buyer"))


def recognises(folder: Path) -> bool:
    """A file of seller, buyer and goods."""
    return covers((_ORDERS,), folder)


def fill(source: Source, result: Result, options: Options) -> None:
    """Sellers make the goods and supply the buyers."""
    source.read((_ORDERS,))
    china = {places.CHINA}
    result.rows("regions", ("code", "name_zh", "name_en", "parent"), places.with_parents(china))
    source.report.add(source.files["orders"], None, "seller", places.CHINA, "place-unknown", ASSUMED)
    result.rows("chains", ("id", "name_zh"), [("goods", "货物")])
    result.put(
        "products",
        "select distinct goods as id, goods as name_zh, 'goods' as chain from raw_src_orders",
        "id",
    )
    firms = f"select distinct firm as id, firm as name_zh, '{places.CHINA}' as region from (select unnest([seller, buyer]) as firm from raw_src_orders)"
    result.put("enterprises", firms, "id")
    makes = f"select distinct seller as enterprise, goods as product, '{SOURCE}' as source from raw_src_orders"
    result.put("makes", makes, "enterprise, product")
    supplies = f"select distinct seller as supplier, buyer as customer, '{SOURCE}' as source from raw_src_orders"
    result.put("supplies", supplies, "supplier, customer")


ADAPTER = Adapter(
    name="example_orders",
    zh="订单",
    en="Orders",
    serves_zh="供货关系",
    serves_en="supplies between firms",
    source_kind="company",
    recognises=recognises,
    fill=fill,
)
