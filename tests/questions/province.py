"""The tiny province with what the questions tell apart: substitutes, a segment, common supply, a natural resource, a cluster."""

from __future__ import annotations

from chaingraph.findings.world import World
from tests.worlds import TINY_PROVINCE, Tables, changed

MORE: Tables = {
    "products": [
        {"id": "glue", "name_zh": "胶", "name_en": "glue", "chain": "c", "supply": "common"},
        {"id": "resin", "name_zh": "树脂", "name_en": "resin", "chain": "c", "segment": "车身"},
        {"id": "sheet", "name_zh": "板", "name_en": "sheet", "chain": "c", "segment": "车身"},
        {"id": "film", "name_zh": "膜", "name_en": "film", "chain": "c"},
        {"id": "oil", "name_zh": "油", "name_en": "oil", "chain": "c", "resource_bound": "yes"},
    ],
    "inputs": [
        {"product": "car", "input": "resin", "group": "g"},
        {"product": "car", "input": "film", "group": "g"},
        {"product": "resin", "input": "oil"},
        {"product": "resin", "input": "glue"},
        {"product": "resin", "input": "ore", "essential": "no"},
    ],
    "enterprises": [
        {"id": "n1", "name_zh": "膜厂", "name_en": "Film Works", "region": "990100", "park": "k1", "cluster": "g1", "source": "S2"},
        {"id": "n2", "name_zh": "板膜厂", "region": "990200", "park": "k2", "cluster": "g1"},
        {"id": "y1", "name_zh": "外树脂", "name_en": "Resin Co", "region": "980000", "role": "lead", "source": "S1"},
        {"id": "y2", "name_zh": "外油树脂", "region": "980000"},
        {"id": "y3", "name_zh": "外双", "region": "980000"},
    ],
    "makes": [
        {"enterprise": "n1", "product": "film", "source": "S1"},
        {"enterprise": "n2", "product": "film"},
        {"enterprise": "n2", "product": "sheet"},
        {"enterprise": "y1", "product": "resin", "output_yi": "40", "year": "2020", "source": "S1"},
        {"enterprise": "y1", "product": "resin", "year": "2023", "source": "S2"},
        {"enterprise": "y2", "product": "resin", "output_yi": "10"},
        {"enterprise": "y2", "product": "oil"},
        {"enterprise": "y3", "product": "resin"},
        {"enterprise": "y3", "product": "film"},
    ],
    "supplies": [{"supplier": "n1", "customer": "y2", "product": "film"}],
    "clusters": [{"id": "g1", "name_zh": "膜群", "region": "990000", "chain": "c"}],
    "sources": [
        {"id": "S1", "title": "一", "year": "2024", "kind": "news"},
        {"id": "S2", "title": "二", "year": "2024", "kind": "news"},
    ],
}  # fmt: skip


def province(replaced: Tables | None = None, **added: list[dict[str, str]]) -> World:
    """The wider province, with further rows."""
    return changed(
        TINY_PROVINCE, replaced, **{name: [*MORE.get(name, []), *added.get(name, [])] for name in MORE | added}
    )
