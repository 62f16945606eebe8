"""Input links between products: what of them cannot stand is told and left out."""

from __future__ import annotations

from chaingraph.tables.adapters.source import Source


def sound_links(source: Source, links: str, products: str, sheet: str) -> None:
    """Leaves in table ``links`` (_row, product, input) one row a pair, both ends in ``products`` (id), none its own
    input.
    """
    shown = "coalesce(input, '') || ' → ' || coalesce(product, '')"
    known = f"select id from {products}"
    source.drop(
        sheet,
        links,
        shown,
        ("product is null or input is null", "empty", ""),
        (f"product not in ({known}) or input not in ({known})", "dangling", ""),
        ("product = input", "self-link", ""),
        (f"_row not in (select min(_row) from {links} group by product, input)", "duplicate", ""),
    )
