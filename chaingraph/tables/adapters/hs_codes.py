"""The Harmonized System of goods as a table of section, code, description, parent and level."""

from __future__ import annotations

from pathlib import Path

from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.classification import Leaf, put_classification
from chaingraph.tables.adapters.kinds import KEPT, LEFT_OUT
from chaingraph.tables.adapters.result import Result
from chaingraph.tables.adapters.source import Sheet, Source, covers
from chaingraph.tables.adapters.tree import clean_tree, lineage

_CODES = Sheet(
    "codes", ("harmonized-system",), ("hscode", "description", "parent", "level"), ("section",), (("hs_code", "hscode"), ("商品编码", "hscode")), ("description",)
)  # fmt: skip
_SECTIONS = Sheet("sections", ("sections",), ("section", "name"), (), (), ("name",), optional=True)
_SHEETS = (_CODES, _SECTIONS)
_LENGTHS = {"2": 2, "4": 4, "6": 6}


def recognises(folder: Path) -> bool:
    """A file of HS code, description, parent and level."""
    return covers(_SHEETS, folder)


def fill(source: Source, result: Result, options: Options) -> None:
    """Sections are chains, codes without a code below them products; hierarchy is no input relation."""
    del options
    source.read(_SHEETS)
    file = source.files["codes"]
    rows = source.rows("select _row, hscode, description, parent, level, section from raw_src_codes order by 1")
    nodes = clean_tree([(*row[:5], row[5:]) for row in rows], _LENGTHS, source.report, file)
    names: dict[str, str] = {}
    for row, section, name in source.rows("select _row, section, name from raw_src_sections order by 1"):
        if not section or not name:
            source.report.add(source.files["sections"], row, "", section or name or "", "empty", LEFT_OUT)
        elif section in names:
            source.report.add(source.files["sections"], row, "section", f"{section}: {name}", "code-twice", LEFT_OUT)
        else:
            names[section] = name
    above = {node.parent for node in nodes.values()}
    stated = {node.more[0] for node in nodes.values() if node.more[0]}
    leaves = []
    for code, node in nodes.items():
        if not code.isdigit():
            source.report.add(file, node.row, "hscode", f"{code} {node.name}", "not-a-product", LEFT_OUT)
            continue
        if code in above:
            continue
        section = node.more[0]
        if not section or (names and section not in names):
            source.report.add(file, node.row, "section", f"{section or ''} {code}", "section-unknown", KEPT)
            section = None
        chapter = next((one.name for one in lineage(code, nodes) if len(one.code) == 2 and one.code.isdigit()), "")
        leaves.append(Leaf(node.row, code, node.name, node.name, section, chapter))
    source.report.add(file, None, "description", "", "english-only", KEPT, count=len(leaves))
    kept = names or {one: one for one in sorted(stated)}
    put_classification(source, result, file, [(one, name, name) for one, name in kept.items()], leaves)


ADAPTER = Adapter(
    "hs_codes",
    "海关商品编码（HS）",
    "Commodity codes of the Harmonized System",
    "商品目录，与贸易或企业数据合并（merge、import）使用；没有企业与投入",
    "a catalogue of goods to merge with data on trade or firms (merge, import); no enterprises, no inputs",
    "statistics",
    recognises,
    fill,
)
