"""What the classifications of industries and of goods have in common: sections as chains, the lowest classes as
products.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chaingraph.catalogue import message
from chaingraph.tables.adapters.kinds import KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.result import SOURCE, Result
from chaingraph.tables.adapters.source import Source
from chaingraph.tables.adapters.tree import clean_tree, lineage
from chaingraph.tables.marks import CLOSING, OPENING
from chaingraph.tables.raw import quoted

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


@dataclass(frozen=True, kw_only=True)
class TreeMap:
    """``[tree]`` of a map: the columns of a ``file`` of codes, with the digits of a code at each level.

    Sections are the codes that are no digits, or where ``section`` names a column what stands there; their names are
    then in the file ``sections`` (section, name). ``english``: the names are English. ``gbt4754``: the codes are its
    classes.
    """

    file: str
    code: str
    name: str
    parent: str
    level: str
    lengths: Mapping[str, int]
    note: str = ""
    section: str = ""
    sections: str = ""
    english: bool = False
    gbt4754: bool = False


def fill_tree(source: Source, result: Result, tree: TreeMap) -> None:
    """Sections are chains, classes without a class below them products; hierarchy is no input relation."""
    report, file = source.report, source.files[tree.file]
    columns = (tree.code, tree.name, tree.parent, tree.level, tree.section, tree.note)
    cells = ", ".join(quoted(column) if column else "null" for column in columns)
    rows = source.rows(f"select _row, {cells} from raw_src_{tree.file} order by 1")
    nodes = clean_tree([(*row[:5], row[5:]) for row in rows], tree.lengths, report, file)
    named = _sections(source, tree.sections) if tree.sections else {}
    own = {code: node.name for code, node in nodes.items() if not code.isdigit()}
    stated = sorted({node.more[0] for node in nodes.values() if node.more[0]})
    sections = (named or {code: code for code in stated}) if tree.section else own
    above, leaves = {node.parent for node in nodes.values()}, []
    for code, node in nodes.items():
        if not code.isdigit():
            if tree.section:
                report.add(file, node.row, tree.code, f"{code} {node.name}", "not-a-product", LEFT_OUT)
            continue
        if code in above:
            continue
        line = lineage(code, nodes)
        section = node.more[0] if tree.section else line[-1].code
        if not section or section not in sections:
            shown = f"{section or ''} {code}" if tree.section else f"{code} {node.name}"
            report.add(file, node.row, tree.section or tree.parent, shown, "section-unknown", KEPT)
            section = None
        segment = next((part.name for part in line if len(part.code) == 2 and part.code.isdigit()), "")
        english, gbt4754 = node.name if tree.english else "", code if tree.gbt4754 else ""
        leaves.append(Leaf(node.row, code, node.name, english, section, segment, gbt4754, node.more[1] or ""))
    report.add(file, None, tree.name, "", "english-only", KEPT, count=len(leaves) if tree.english else 0)
    chains = [(code, name, name if tree.english else "") for code, name in sections.items()]
    put_classification(source, result, file, chains, leaves)


def _sections(source: Source, sheet: str) -> dict[str, str]:
    names: dict[str, str] = {}
    file = source.files[sheet]
    for row, section, name in source.rows(f"select _row, section, name from raw_src_{sheet} order by 1"):
        if not section or not name:
            source.report.add(file, row, "", section or name or "", "empty", LEFT_OUT)
        elif section in names:
            source.report.add(file, row, "section", f"{section}: {name}", "code-twice", LEFT_OUT)
        else:
            names[section] = name
    return names


def put_classification(
    source: Source, result: Result, file: str, sections: Sequence[tuple[str, str, str]], leaves: Sequence[Leaf]
) -> None:
    """Chains from ``sections`` (id, Chinese name, English name) in use and products from ``leaves``; other tables stay
    empty.
    """
    used = {leaf.section for leaf in leaves}
    chains = [section for section in sections if section[0] in used]
    if None in used:
        unknown = message("adapt.note.section-unknown")
        chains.append((UNKNOWN, unknown.text("zh"), unknown.text("en")))
    times = Counter(zh for _, zh, _ in chains)
    for chain, zh, _ in chains:
        source.report.add(file, None, "", f"{chain} {zh}", "same-name", REPAIRED, count=int(times[zh] > 1))
    named = [
        (chain, zh if times[zh] == 1 else f"{zh}{OPENING}{chain}{CLOSING}", en or None) for chain, zh, en in chains
    ]
    result.rows("chains", ("id", "name_zh", "name_en"), named)
    columns = ("code", "name_zh", "name_en", "chain", "segment_zh", "gbt4754", "note")
    rows = [
        (
            leaf.code,
            leaf.name_zh,
            leaf.name_en,
            leaf.section or UNKNOWN,
            leaf.segment,
            leaf.gbt4754,
            leaf.note,
            str(leaf.row),
        )
        for leaf in leaves
    ]
    source.table("leaves", (*columns, "_row"), rows)
    source.run("alter table leaves alter _row type bigint")
    result.unique_names("leaves", "name_zh", "code", file)
    own = ", ".join(columns[1:])
    result.put(
        "products",
        f"select code as id, {own}, '{SOURCE}' as source, _row from leaves",
        "_row",
    )
