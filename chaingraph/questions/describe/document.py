"""数据概况：排成文。What the data hold and how well it is known, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chaingraph.catalogue import Names, speaker, text
from chaingraph.document import UNKNOWN, Cell, Column, Document, Figure, Kind, Paragraph, Section, Table
from chaingraph.findings.world import World
from chaingraph.network import Description, Grounds, Part
from chaingraph.network.quality import MANY_LEADS
from chaingraph.questions.cells import by_comma, by_semicolon, joined
from chaingraph.questions.describe.ask import Holdings
from chaingraph.registry import quality
from chaingraph.schema import SCHEMA

_COLUMNS: dict[str, tuple[str, Kind]] = {
    "table": ("describe.column-table", Kind.text),
    "rows": ("describe.column-rows", Kind.integer),
    "sourced": ("describe.column-sourced", Kind.share),
    "confidence": ("describe.column-confidence", Kind.text),
    "kinds": ("describe.column-kinds", Kind.text),
    "years": ("describe.column-years", Kind.text),
    "figures": ("describe.column-figures", Kind.text),
    "chain": ("describe.column-chain", Kind.text),
    "coverage": ("describe.column-coverage", Kind.text),
    "products": ("describe.column-products", Kind.integer),
    "inputs": ("describe.column-inputs", Kind.integer),
    "with_maker": ("describe.column-with-maker", Kind.share),
    "common": ("describe.column-common", Kind.integer),
    "connected": ("describe.column-connected", Kind.share),
    "essential": ("describe.column-essential", Kind.share),
    "enterprises": ("describe.column-enterprises", Kind.integer),
    "outside": ("describe.column-outside", Kind.integer),
    "stand": ("describe.column-stand", Kind.text),
    "outputs": ("describe.column-outputs", Kind.share),
    "revenues": ("describe.column-revenues", Kind.share),
    "makes": ("describe.column-makes", Kind.integer),
    "region": ("describe.column-region", Kind.text),
    "made": ("describe.column-made", Kind.integer),
    "park": ("describe.column-park", Kind.text),
    "leads": ("describe.column-leads", Kind.text),
}


def describe_document(world: World, answer: Holdings, lang: str) -> Document:
    """Counts, sources, confidence and years by table, chain and region."""
    told = answer.description
    title = f"{world.places.name(told.region, lang)} · {text('describe.title', lang)}"
    return Document(
        key="describe", title=title, lang=lang, layout=lambda: _layout(world, told, lang), data=told.as_json
    )


def _layout(world: World, told: Description, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    newest = UNKNOWN if told.as_of is None else told.as_of
    linked = told.linked_sources
    yield Section(blocks=describe_tables(world, told, lang))
    closing = say("describe.closing", newest=newest, sources=linked.of, linked=linked.known)
    yield Section(blocks=(Paragraph(text=closing),))


def describe_tables(world: World, told: Description, lang: str) -> tuple[Table, ...]:
    """The tables of the dataset, the chains, their production records, the regions, and the parks with many lead
    chains.

    An empty table of parks means that none has more lead chains than the opinion asks for.
    """
    say, name = speaker(lang), world.places.name(told.region, lang)

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
        _table("tables", say("describe.tables"), ("table", "rows", "sourced", *grounds, "figures"), tables, lang),
        _table(
            "chains",
            say("describe.chains-of-region", name=name),
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
            say("describe.records-of-chains", name=name),
            ("chain", "makes", "outputs", "revenues", *grounds),
            records,
            lang,
        ),
        _table(
            "regions",
            say("describe.regions"),
            ("region", "enterprises", "made", "stand", "revenues", *grounds),
            regions,
            lang,
        ),
        _table(
            "parks",
            say("describe.parks-with-many-leads", leads=MANY_LEADS),
            ("park", "region", "leads"),
            parks,
            lang,
        ),
    )


def _table(key: str, title: str, keys: Iterable[str], rows: Iterable[tuple[Cell, ...]], lang: str) -> Table:
    labelled = ((column, *_COLUMNS[column]) for column in keys)
    columns = tuple(Column(key=column, label=text(label, lang), kind=kind) for column, label, kind in labelled)
    return Table(key=key, title=title, columns=columns, rows=tuple(rows))


def _table_name(table: str, lang: str) -> str:
    return Names(zh=SCHEMA.tables[table].name_zh, en=SCHEMA.tables[table].name_en).text(lang)


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
    kinds = by_comma((f"{_kind(key, lang)} {count}" for key, count in ranked), lang)
    years = None if grounds.median is None else f"{grounds.oldest}/{grounds.median}/{grounds.newest}"
    return confidence, kinds or None, years


def _kind(key: str, lang: str) -> str:
    if key == quality.UNKNOWN:
        return text("describe.kind-unknown", lang)
    return SCHEMA.label("source_kind", key, lang)


def _figures(table: str, figures: dict[str, Part], lang: str) -> str | None:
    columns = SCHEMA.tables[table].by_name
    parts = ((columns[name], part) for name, part in figures.items() if part.of)
    named = (
        f"{Names(zh=column.name_zh, en=column.name_en).text(lang)} {part.known}/{part.of}" for column, part in parts
    )
    return by_semicolon(named, lang) or None
