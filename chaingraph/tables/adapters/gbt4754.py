"""The national industry classification GB/T 4754 as a table of code, name, parent and level."""

from __future__ import annotations

from pathlib import Path

from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.classification import Leaf, put_classification
from chaingraph.tables.adapters.kinds import KEPT
from chaingraph.tables.adapters.result import Result
from chaingraph.tables.adapters.source import Sheet, Source, covers
from chaingraph.tables.adapters.tree import clean_tree, lineage

_CLASSES = Sheet(
    "classes",
    ("gbt4754", "gbt4754_2017", "industry"),
    ("code", "name", "parent_code", "level"),
    ("description",),
    (("parent", "parent_code"), ("parentcode", "parent_code"), ("代码", "code"), ("名称", "name"), ("上级代码", "parent_code"),
     ("级别", "level"), ("说明", "description")),
    ("name",),
)  # fmt: skip
_LENGTHS = {"0": 1, "1": 2, "2": 3, "3": 4}


def recognises(folder: Path) -> bool:
    """A file of code, name, parent's code and level."""
    return covers((_CLASSES,), folder)


def fill(source: Source, result: Result, options: Options) -> None:
    """Sections are chains, classes without a class below them products; hierarchy is no input relation."""
    del options
    source.read((_CLASSES,))
    file = source.files["classes"]
    rows = source.rows("select _row, code, name, parent_code, level, description from raw_src_classes order by 1")
    nodes = clean_tree([(*row[:5], row[5:]) for row in rows], _LENGTHS, source.report, file)
    above = {node.parent for node in nodes.values()}
    sections = [(code, node.name, "") for code, node in nodes.items() if not code.isdigit()]
    leaves = []
    for code, node in nodes.items():
        if not code.isdigit() or code in above:
            continue
        line = lineage(code, nodes)
        section = line[-1].code if not line[-1].code.isdigit() else None
        if section is None:
            source.report.add(file, node.row, "parent_code", f"{code} {node.name}", "section-unknown", KEPT)
        division = next((one.name for one in line if one.code.isdigit() and len(one.code) == 2), "")
        leaves.append(Leaf(node.row, code, node.name, "", section, division, code, node.more[0] or ""))
    put_classification(source, result, file, sections, leaves)


ADAPTER = Adapter(
    "gbt4754_2017",
    "国民经济行业分类（GB/T 4754）",
    "The industry classification GB/T 4754",
    "行业小类作为产品目录，与企业数据合并（merge、import）后按行业代码核对；没有企业与投入",
    "classes as a catalogue of products to merge with data on firms (merge, import); no enterprises, no inputs",
    "statistics",
    recognises,
    fill,
)
