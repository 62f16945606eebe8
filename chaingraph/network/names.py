"""企业叫什么？What are enterprises called?"""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.tables import Dataset


def enterprise_names(dataset: Dataset, ids: Iterable[str]) -> dict[str, str]:
    """The Chinese names of enterprises by their ids; those not on record are left out."""
    rows = dataset.rows(
        "select id, name_zh from enterprises where id in (select unnest(?::varchar[]))", [sorted(set(ids))]
    )
    return {row[0]: row[1] for row in rows}
