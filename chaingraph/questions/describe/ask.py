"""The description of a dataset as tables of words, for the terminal and the pages alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from chaingraph.findings.answer import Answer
from chaingraph.findings.sheet import NOTHING, Pair, Sheet, counted, label, same
from chaingraph.findings.world import World
from chaingraph.network import Description, Grounds, Part
from chaingraph.network import describe as description_of
from chaingraph.network.quality import MANY_LEADS, TableQuality
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import Region
from chaingraph.registry.quality import UNKNOWN
from chaingraph.schema import SCHEMA

_HEADS: dict[str, Pair] = {
    "table": ("表", "Table"),
    "rows": ("行数", "Rows"),
    "sourced": ("有来源", "With a source"),
    "confidence": ("可信度 高/中/低/未知", "Confidence high/medium/low/unknown"),
    "kinds": ("来源类别", "Kind of source"),
    "years": ("年份 最早/中位/最新", "Year oldest/median/newest"),
    "figures": ("已填数字", "Figures known"),
    "chain": ("产业链", "Chain"),
    "coverage": ("收录程度", "Coverage"),
    "products": ("产品", "Products"),
    "inputs": ("投入", "Inputs"),
    "with_maker": ("有本地生产企业", "With a local maker"),
    "common": ("普遍供给", "Common supply"),
    "connected": ("最大连通部分", "Largest connected part"),
    "essential": ("必需投入", "Essential inputs"),
    "enterprises": ("企业", "Enterprises"),
    "outside": ("区域外企业", "Outside"),
    "stand": ("集群/园区/项目/平台", "Clusters/parks/projects/platforms"),
    "outputs": ("产值已知", "Outputs known"),
    "revenues": ("营收已知", "Revenues known"),
    "makes": ("生产记录", "Records"),
    "region": ("地区", "Region"),
    "made": ("所产产品", "Products made"),
    "park": ("园区", "Park"),
    "leads": ("主导产业链", "Lead chains"),
}


def _part(part: Part) -> Pair:
    share = part.share
    return NOTHING if share is None else counted(share, f"{part.known}/{part.of} ({_percent(share)})")


def _percent(share: float) -> str:
    """Whole percent that never rounds a part up to all or down to nothing."""
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"


def _confidence(grounds: Grounds) -> Pair:
    told = grounds.confidence or {}
    return same("/".join(str(told.get(key, 0)) for key in ("high", "medium", "low", UNKNOWN)))


def _kinds(grounds: Grounds) -> Pair:
    ranked = sorted((grounds.kinds or {}).items(), key=lambda pair: (-pair[1], pair[0]))
    zh = "，".join(f"{_kind(key, 'zh')} {count}" for key, count in ranked)
    en = ", ".join(f"{_kind(key, 'en')} {count}" for key, count in ranked)
    return (zh or "—", en or "—")


def _kind(key: str, lang: str) -> str:
    if key == UNKNOWN:
        return "未知" if lang == "zh" else "unknown"
    return SCHEMA.label("source_kind", key, lang)


def _years(grounds: Grounds) -> Pair:
    if grounds.median is None:
        return NOTHING
    return same(f"{grounds.oldest}/{grounds.median}/{grounds.newest}")


def _sheet(key: str, title: Pair, heads: Iterable[str], rows: Iterable[tuple[Pair, ...]]) -> Sheet:
    return Sheet(key, title, tuple(_HEADS[head] for head in heads), tuple(rows))


@dataclass(frozen=True, kw_only=True)
class Holdings(Answer[TableQuality]):
    """What the dataset holds, and the same as tables of words: a sequence of the tables of the data."""

    description: Description
    sheets: tuple[Sheet, ...]

    @property
    def main(self) -> tuple[TableQuality, ...]:
        """The tables of the data."""
        return self.description.tables

    def as_json(self) -> dict[str, Any]:
        """Plain values of the description."""
        return self.description.as_json()


@asked
def describe(world: World, region: Annotated[str | None, Region()] = None) -> Holdings:
    """What the dataset holds on a region (the topmost when None). Raises UsageError for an unknown region."""
    told, sheets = holdings(world, region)
    return Holdings(description=told, sheets=sheets)


def holdings(world: World, region: str | None = None) -> tuple[Description, tuple[Sheet, ...]]:
    """What the dataset holds on a region (the topmost when None), and the same as tables of words.

    An empty table of parks means that none has more lead chains than the opinion asks for.
    Raises UsageError for an unknown region.
    """
    told = description_of(world.dataset, world.network, world.places, region, world.engine)
    name = _both(world.places.name(told.region, "zh"), world.places.name(told.region, "en"))
    tables = (
        (
            _both(SCHEMA.tables[one.table].name_zh, SCHEMA.tables[one.table].name_en),
            same(one.grounds.rows),
            _part(Part(one.grounds.sourced, one.grounds.rows)),
            _confidence(one.grounds),
            _kinds(one.grounds),
            _years(one.grounds),
            _figures(one.table, one.figures),
        )
        for one in told.tables
    )
    chains = (
        (
            _both(world.network.chain_name(one.chain, "zh"), world.network.chain_name(one.chain, "en")),
            label("completeness", one.completeness),
            same(one.products),
            same(one.inputs),
            _part(one.with_maker),
            same(one.common),
            _part(one.connected),
            _part(one.essential),
            same(one.enterprises),
            same(one.outside),
            same(f"{one.clusters}/{one.parks}/{one.projects}/{one.platforms}"),
        )
        for one in told.chains
    )
    grounds = (
        (
            _both(world.network.chain_name(one.chain, "zh"), world.network.chain_name(one.chain, "en")),
            same(one.makes),
            _part(one.outputs),
            _part(one.revenues),
            _confidence(one.grounds),
            _kinds(one.grounds),
            _years(one.grounds),
        )
        for one in told.chains
    )
    regions = (
        (
            _both(world.places.name(one.region, "zh"), world.places.name(one.region, "en")),
            same(one.enterprises),
            same(one.products),
            same(f"{one.clusters}/{one.parks}/{one.projects}/{one.platforms}"),
            _part(one.revenues),
            _confidence(one.grounds),
            _kinds(one.grounds),
            _years(one.grounds),
        )
        for one in told.regions
    )
    parks = (
        (
            same(park["name_zh"]),
            _both(world.places.name(park["region"], "zh"), world.places.name(park["region"], "en")),
            (
                "、".join(world.network.chain_name(one, "zh") for one in park["lead_chains"]),
                ", ".join(world.network.chain_name(one, "en") for one in park["lead_chains"]),
            ),
        )
        for park in told.many_leads
    )
    return told, (
        _sheet(
            "tables",
            ("各表", "Tables"),
            ("table", "rows", "sourced", "confidence", "kinds", "years", "figures"),
            tables,
        ),
        _sheet(
            "chains",
            (f"各产业链 · {name[0]}", f"Chains · {name[1]}"),
            ("chain", "coverage", "products", "inputs", "with_maker", "common", "connected", "essential",
             "enterprises", "outside", "stand"),
            chains,
        ),
        _sheet(
            "grounds",
            (f"各产业链的生产记录 · {name[0]}", f"Production records of the chains · {name[1]}"),
            ("chain", "makes", "outputs", "revenues", "confidence", "kinds", "years"),
            grounds,
        ),
        _sheet(
            "regions",
            ("各地区", "Regions"),
            ("region", "enterprises", "made", "stand", "revenues", "confidence", "kinds", "years"),
            regions,
        ),
        _sheet(
            "parks",
            (f"主导产业链超过 {MANY_LEADS} 条的园区", f"Parks with more than {MANY_LEADS} lead chains"),
            ("park", "region", "leads"),
            parks,
        ),
    )  # fmt: skip


def _both(zh: str, en: str) -> Pair:
    return (zh, en)


def _figures(table: str, figures: dict[str, Part]) -> Pair:
    columns = SCHEMA.tables[table].by_name
    parts = [(columns[name], part) for name, part in figures.items() if part.of]
    zh = "；".join(f"{column.name_zh} {part.known}/{part.of}" for column, part in parts)
    en = "; ".join(f"{column.name_en} {part.known}/{part.of}" for column, part in parts)
    return (zh or "—", en or "—")
