"""A question: the products with their number of makers in a region."""

from __future__ import annotations

from chaingraph.cli.options import Data, Language, Region
from chaingraph.cli.output import table
from chaingraph.findings.world import world
from chaingraph.graph import load

HELP = "各产品有几家生产企业。How many make each product."
EPILOG = "例 Example: [bold]chaingraph makers --region 220000[/bold]"


def command(data: Data = None, region: Region = None, *, lang: Language) -> None:
    """How many make each product."""
    known = world(load(data))
    market = known.market(known.places.require(region))
    heads = ("产品", "生产企业") if lang == "zh" else ("Product", "Makers")
    rows = [
        [name, str(market.made[name].makers if name in market.made else 0)] for name in sorted(known.network.products)
    ]
    table("生产企业" if lang == "zh" else "Makers", heads, rows)
