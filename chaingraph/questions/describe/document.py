"""数据概况：排成文。What the data hold and how well it is known, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chaingraph.document import UNKNOWN, Cell, Column, Document, Figure, Kind, Paragraph, Section, Table, in_language
from chaingraph.findings.world import World
from chaingraph.network import Description, Grounds, Part
from chaingraph.network.quality import MANY_LEADS
from chaingraph.questions.cells import joined
from chaingraph.questions.describe.ask import Holdings
from chaingraph.registry import quality
from chaingraph.schema import SCHEMA

_COLUMNS: dict[str, tuple[str, str, Kind]] = {
    "table": ("表", "Table", Kind.text),
    "rows": ("行数", "Rows", Kind.integer),
    "sourced": ("有来源", "With a source", Kind.share),
    "confidence": ("可信度 高/中/低/未知", "Confidence high/medium/low/unknown", Kind.text),
    "kinds": ("来源类别", "Kind of source", Kind.text),
    "years": ("年份 最早/中位/最新", "Year oldest/median/newest", Kind.text),
    "figures": ("已填数字", "Figures known", Kind.text),
    "chain": ("产业链", "Chain", Kind.text),
    "coverage": ("收录程度", "Coverage", Kind.text),
    "products": ("产品", "Products", Kind.integer),
    "inputs": ("投入", "Inputs", Kind.integer),
    "with_maker": ("有本地生产企业", "With a local maker", Kind.share),
    "common": ("普遍供给", "Common supply", Kind.integer),
    "connected": ("最大连通部分", "Largest connected part", Kind.share),
    "essential": ("必需投入", "Essential inputs", Kind.share),
    "enterprises": ("企业", "Enterprises", Kind.integer),
    "outside": ("区域外企业", "Outside", Kind.integer),
    "stand": ("集群/园区/项目/平台", "Clusters/parks/projects/platforms", Kind.text),
    "outputs": ("产值已知", "Outputs known", Kind.share),
    "revenues": ("营收已知", "Revenues known", Kind.share),
    "makes": ("生产记录", "Records", Kind.integer),
    "region": ("地区", "Region", Kind.text),
    "made": ("所产产品", "Products made", Kind.integer),
    "park": ("园区", "Park", Kind.text),
    "leads": ("主导产业链", "Lead chains", Kind.text),
}


def describe_document(world: World, answer: Holdings, lang: str) -> Document:
    """Counts, sources, confidence and years by table, chain and region."""
    told = answer.description
    title = f"{world.places.name(told.region, lang)} · {in_language(lang)('数据概况', 'the data')}"
    return Document(
        key="describe", title=title, lang=lang, layout=lambda: _layout(world, told, lang), data=told.as_json
    )


def _layout(world: World, told: Description, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    newest = UNKNOWN if told.as_of is None else told.as_of
    linked = told.linked_sources
    yield Section(blocks=describe_tables(world, told, lang))
    closing = say(
        f"数据最新年份 {newest}；{linked.of} 个来源中 {linked.known} 个有发布者自己的网址。"
        "收录为抽样时，没有记录不等于没有。",
        f"Newest year {newest}; {linked.known} of {linked.of} sources have the publisher's own address. "
        "Where the coverage is a sample, no record is no proof of absence.",
    )
    yield Section(blocks=(Paragraph(text=closing),))


def describe_tables(world: World, told: Description, lang: str) -> tuple[Table, ...]:
    """The tables of the dataset, the chains, their production records, the regions, and the parks with many lead chains.

    An empty table of parks means that none has more lead chains than the opinion asks for.
    """
    say, name = in_language(lang), world.places.name(told.region, lang)

    def chain(key: str) -> str:
        return world.network.chain_name(key, lang)

    tables = (
        (
            _table_name(one.table, lang),
            one.grounds.rows,
            _share(Part(one.grounds.sourced, one.grounds.rows)),
            *_grounds(one.grounds, lang),
            _figures(one.table, one.figures, lang),
        )
        for one in told.tables
    )
    chains = (
        (
            chain(one.chain),
            one.completeness and SCHEMA.label("completeness", one.completeness, lang),
            one.products,
            one.inputs,
            _share(one.with_maker),
            one.common,
            _share(one.connected),
            _share(one.essential),
            one.enterprises,
            one.outside,
            f"{one.clusters}/{one.parks}/{one.projects}/{one.platforms}",
        )
        for one in told.chains
    )
    records = (
        (chain(one.chain), one.makes, _share(one.outputs), _share(one.revenues), *_grounds(one.grounds, lang))
        for one in told.chains
    )
    regions = (
        (
            world.places.name(one.region, lang),
            one.enterprises,
            one.products,
            f"{one.clusters}/{one.parks}/{one.projects}/{one.platforms}",
            _share(one.revenues),
            *_grounds(one.grounds, lang),
        )
        for one in told.regions
    )
    parks = (
        (park["name_zh"], world.places.name(park["region"], lang), joined(map(chain, park["lead_chains"]), lang))
        for park in told.many_leads
    )
    grounds = ("confidence", "kinds", "years")
    return (
        _table("tables", say("各表", "Tables"), ("table", "rows", "sourced", *grounds, "figures"), tables, lang),
        _table(
            "chains",
            say(f"各产业链 · {name}", f"Chains · {name}"),
            (
                "chain",
                "coverage",
                "products",
                "inputs",
                "with_maker",
                "common",
                "connected",
                "essential",
                "enterprises",
                "outside",
                "stand",
            ),
            chains,
            lang,
        ),
        _table(
            "grounds",
            say(f"各产业链的生产记录 · {name}", f"Production records of the chains · {name}"),
            ("chain", "makes", "outputs", "revenues", *grounds),
            records,
            lang,
        ),
        _table(
            "regions",
            say("各地区", "Regions"),
            ("region", "enterprises", "made", "stand", "revenues", *grounds),
            regions,
            lang,
        ),
        _table(
            "parks",
            say(f"主导产业链超过 {MANY_LEADS} 条的园区", f"Parks with more than {MANY_LEADS} lead chains"),
            ("park", "region", "leads"),
            parks,
            lang,
        ),
    )


def _table(key: str, title: str, keys: Iterable[str], rows: Iterable[tuple[Cell, ...]], lang: str) -> Table:
    say = in_language(lang)
    columns = tuple(Column(key=one, label=say(zh, en), kind=kind) for one in keys for zh, en, kind in [_COLUMNS[one]])
    return Table(key=key, title=title, columns=columns, rows=tuple(rows))


def _table_name(table: str, lang: str) -> str:
    return in_language(lang)(SCHEMA.tables[table].name_zh, SCHEMA.tables[table].name_en)


def _share(part: Part) -> Figure | None:
    share = part.share
    return None if share is None else Figure(value=share, told=f"{part.known}/{part.of} ({_percent(share)})")


def _percent(share: float) -> str:
    """Whole percent that never rounds a part up to all or down to nothing."""
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"


def _grounds(grounds: Grounds, lang: str) -> tuple[str | None, str | None, str | None]:
    """Confidence, kinds of sources and years."""
    counts = grounds.confidence or {}
    confidence = "/".join(str(counts.get(key, 0)) for key in ("high", "medium", "low", quality.UNKNOWN))
    ranked = sorted((grounds.kinds or {}).items(), key=lambda pair: (-pair[1], pair[0]))
    kinds = in_language(lang)("，", ", ").join(f"{_kind(key, lang)} {count}" for key, count in ranked)
    years = None if grounds.median is None else f"{grounds.oldest}/{grounds.median}/{grounds.newest}"
    return confidence, kinds or None, years


def _kind(key: str, lang: str) -> str:
    if key == quality.UNKNOWN:
        return in_language(lang)("未知", "unknown")
    return SCHEMA.label("source_kind", key, lang)


def _figures(table: str, figures: dict[str, Part], lang: str) -> str | None:
    say, columns = in_language(lang), SCHEMA.tables[table].by_name
    parts = ((columns[name], part) for name, part in figures.items() if part.of)
    told = (f"{say(column.name_zh, column.name_en)} {part.known}/{part.of}" for column, part in parts)
    return say("；", "; ").join(told) or None
