"""Classifications as trees of codes: what is wrong with them is told, and mended where the code itself says how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chaingraph.tables.adapters.kinds import KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.report import Report


@dataclass(frozen=True)
class Node:
    """One row: code, name, the parent's code, level; ``more`` is whatever else the row holds."""

    row: int
    code: str
    name: str
    parent: str | None
    level: str | None
    more: tuple[str | None, ...] = ()


def prefix_parent(code: str, known: Mapping[str, object] | set[str]) -> str | None:
    """The longest known beginning of a code of digits, at least two long."""
    return next((code[:end] for end in range(len(code) - 1, 1, -1) if code[:end] in known), None)


def clean_tree(
    rows: Sequence[tuple[int, str | None, str | None, str | None, str | None, tuple[str | None, ...]]],
    lengths: Mapping[str, int],
    report: Report,
    file: str,
) -> dict[str, Node]:
    """The nodes by code, each with a parent that exists or none, and without a circle.

    ``lengths``: digits of the code at each level. Empty and repeated rows are left out. A parent that is missing, the
    node itself, or no beginning of the code gives way to the longest beginning that exists; where there is none it is
    kept (no beginning) or dropped (missing). Everything is told to ``report``.
    """
    nodes: dict[str, Node] = {}
    for row, code, name, parent, level, more in rows:
        if not code or not name:
            report.add(file, row, "code" if not code else "name", code or name or "", "empty", LEFT_OUT)
            continue
        node = _zeros(Node(row, code, name, parent, level, more), lengths, report, file)
        if node.code in nodes:
            kind = "duplicate" if nodes[node.code].name == name else "code-twice"
            report.add(file, row, "code", f"{node.code}: {name} / {nodes[node.code].name}", kind, LEFT_OUT)
            continue
        nodes[node.code] = node
    for code, node in nodes.items():
        nodes[code] = _parent(node, nodes, lengths, report, file)
        length = lengths.get(node.level or "")
        if length is not None and code.isdigit() and len(code) != length:
            report.add(file, node.row, "level", f"{code} ({node.level})", "level-wrong", KEPT)
    _circles(nodes, report, file)
    zeros = [code for code in nodes if code.startswith("0")]
    report.add(file, None, "code", " ".join(zeros[:3]), "leading-zero", KEPT, count=len(zeros))
    return nodes


def _zeros(node: Node, lengths: Mapping[str, int], report: Report, file: str) -> Node:
    """Puts back a zero that a spreadsheet took from the front of a code."""
    code, parent = node.code, node.parent or ""
    if not code.isdigit() or len(code) + 1 != lengths.get(node.level or "", 0):
        return node
    if parent.isdigit() and parent != code:
        if not code.startswith(parent) or parent.startswith("0") or len(parent) + 1 not in lengths.values():
            return node
        node = replace(node, parent="0" + parent)
    elif len(code) != 1:
        return node
    report.add(file, node.row, "code", code, "zero-lost", REPAIRED)
    return replace(node, code="0" + code)


def _parent(node: Node, nodes: Mapping[str, Node], lengths: Mapping[str, int], report: Report, file: str) -> Node:
    code, parent = node.code, node.parent
    better = prefix_parent(code, nodes) if code.isdigit() else None
    path = f"{code} → {parent or ''}" + (f" ⇒ {better}" if better else "")
    if parent == code:
        report.add(file, node.row, "parent", path, "own-parent", REPAIRED if better or not code.isdigit() else KEPT)
        return replace(node, parent=better)
    if not parent:
        top = (
            not node.level or node.level == min(lengths, key=lambda level: lengths[level]) or node.level not in lengths
        )
        if not top:
            report.add(file, node.row, "parent", path, "orphan", REPAIRED if better else KEPT)
        return replace(node, parent=None if top else better)
    if parent not in nodes:
        report.add(file, node.row, "parent", path, "orphan", REPAIRED if better else KEPT)
        return replace(node, parent=better)
    if code.isdigit() and parent.isdigit() and not code.startswith(parent):
        report.add(file, node.row, "parent", path, "parent-not-prefix", REPAIRED if better else KEPT)
        return replace(node, parent=better or parent)
    return node


def _circles(nodes: dict[str, Node], report: Report, file: str) -> None:
    sound: set[str] = set()
    for start in nodes:
        path: list[str] = []
        code: str | None = start
        while code is not None and code not in sound and code not in path:
            path.append(code)
            code = nodes[code].parent
        if code is not None and code in path:
            loop = path[path.index(code) :]
            report.add(file, nodes[code].row, "parent", " → ".join([*loop, code]), "parent-cycle", REPAIRED)
            nodes[code] = replace(nodes[code], parent=None)
        sound.update(path)


def lineage(code: str, nodes: Mapping[str, Node]) -> list[Node]:
    """The node and all above it, upwards."""
    found = [nodes[code]]
    while (above := found[-1].parent) is not None:
        found.append(nodes[above])
    return found
