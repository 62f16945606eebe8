"""What the classifications of industries and of goods have in common: sections as chains, the lowest classes as products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chaingraph.tables.adapters.kinds import REPAIRED
from chaingraph.tables.adapters.result import SOURCE, Result
from chaingraph.tables.adapters.source import Source

UNKNOWN = "unassigned"


@dataclass(frozen=True)
class Leaf:
    """A class with none below it; ``section`` is None where none can be traced."""

    row: int
    code: str
    name_zh: str
    name_en: str
    section: str | None
    segment: str
    gbt4754: str = ""
    note: str = ""


def put_classification(
    source: Source, result: Result, file: str, sections: Sequence[tuple[str, str, str]], leaves: Sequence[Leaf]
) -> None:
    """Chains from ``sections`` (id, Chinese name, English name) in use and products from ``leaves``; other tables stay empty."""
    used = {leaf.section for leaf in leaves}
    chains = [one for one in sections if one[0] in used]
    if None in used:
        chains.append((UNKNOWN, "归属不明", "Section not known"))
    times = Counter(zh for _, zh, _ in chains)
    for one, zh, _ in chains:
        source.report.add(file, None, "", f"{one} {zh}", "same-name", REPAIRED, count=int(times[zh] > 1))
    named = [(one, zh if times[zh] == 1 else f"{zh}（{one}）", en or None) for one, zh, en in chains]
    result.rows("chains", ("id", "name_zh", "name_en"), named)
    columns = ("code", "name_zh", "name_en", "chain", "segment_zh", "gbt4754", "note")
    rows = [
        (one.code, one.name_zh, one.name_en, one.section or UNKNOWN, one.segment, one.gbt4754, one.note, str(one.row))
        for one in leaves
    ]
    source.table("leaves", (*columns, "_row"), rows)
    source.run("alter table leaves alter _row type bigint")
    result.unique_names("leaves", "name_zh", "code", file)
    own = ", ".join(columns[1:])
    result.put(
        "products",
        ("id", *columns[1:], "source"),
        f"select code as id, {own}, '{SOURCE}' as source, _row from leaves",
        "_row",
    )
