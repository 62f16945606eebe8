"""Input links between products: what of them cannot stand is told and left out."""

from __future__ import annotations

from chaingraph.tables.adapters.kinds import LEFT_OUT
from chaingraph.tables.adapters.source import Source


def sound_links(source: Source, links: str, products: str, file: str) -> None:
    """Leaves in table ``links`` (_row, product, input) one row a pair, both ends in ``products`` (id), none its own input."""
    shown = "coalesce(input, '') || ' → ' || coalesce(product, '')"
    known = f"select id from {products}"
    for where, kind in (
        ("product is null or input is null", "empty"),
        (f"product not in ({known}) or input not in ({known})", "dangling"),
        ("product = input", "self-link"),
        (f"_row not in (select min(_row) from {links} group by product, input)", "duplicate"),
    ):
        found = source.rows(f"select _row, {shown} from {links} where {where} order by 1")
        source.report.each(file, "", found, kind, LEFT_OUT)
        source.run(f"delete from {links} where {where}")
