"""数据概况：排成文。What the data hold and how well it is known, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chaingraph.analyses import Recapture
from chaingraph.analyses.recapture import LEAST_LISTED, LEAST_RECAPTURED
from chaingraph.catalogue import Names, speaker, text
from chaingraph.document import (
    UNKNOWN,
    Cell,
    Column,
    Document,
    Figure,
    Interval,
    Kind,
    Named,
    Paragraph,
    Section,
    Style,
    Table,
)
from chaingraph.enumerations import Unestimated
from chaingraph.findings.world import World
from chaingraph.network import Description, Grounds, Part
from chaingraph.network.quality import MANY_LEADS
from chaingraph.questions.cells import by_comma, by_semicolon, joined, whole_percent
from chaingraph.questions.describe.ask import Holdings
from chaingraph.questions.describe.recall import Comparison, Stratum, StratumRecall, recalls
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
    "recall": ("describe.column-recall", Kind.share),
    "products_on_record": ("describe.column-products-on-record", Kind.share),
    "products_interval": ("describe.column-products-interval", Kind.share),
    "pairs_on_record": ("describe.column-pairs-on-record", Kind.share),
    "pairs_interval": ("describe.column-pairs-interval", Kind.share),
    "stratum": ("describe.column-stratum", Kind.text),
    "of": ("describe.column-of", Kind.text),
    "listed_products": ("describe.column-listed-products", Kind.integer),
    "found_products": ("describe.column-found-products", Kind.integer),
    "products_total": ("describe.column-products-total", Kind.decimal),
    "listed_pairs": ("describe.column-listed-pairs", Kind.integer),
    "found_pairs": ("describe.column-found-pairs", Kind.integer),
    "pairs_total": ("describe.column-pairs-total", Kind.decimal),
    "why": ("describe.column-why", Kind.text),
    "apart": ("describe.column-apart", Kind.text),
    "what": ("describe.column-what", Kind.text),
    "number": ("describe.column-number", Kind.integer),
    "listed_name": ("describe.column-listed-name", Kind.text),
    "listed_region": ("describe.column-listed-region", Kind.text),
    "recorded": ("describe.column-recorded", Kind.name),
    "likeness": ("describe.column-likeness", Kind.integer),
}
_EXTRA = ("listed_products", "found_products", "listed_pairs", "found_pairs")  # people read them as parts
_LEVELS = ("products", "pairs")


def describe_document(world: World, answer: Holdings, lang: str) -> Document:
    """Counts, sources, confidence and years by table, chain and region."""
    description = answer.description
    title = f"{world.places.name(description.region, lang)} · {text('describe.title', lang)}"
    return Document(
        key="describe", title=title, lang=lang, layout=lambda: _layout(world, answer, lang), data=answer.as_json
    )


def _layout(world: World, answer: Holdings, lang: str) -> Iterator[Section]:
    say, description = speaker(lang), answer.description
    newest = UNKNOWN if description.as_of is None else description.as_of
    linked = description.linked_sources
    yield Section(blocks=describe_tables(world, description, lang))
    closing = say("describe.closing", newest=newest, sources=linked.of, linked=linked.known)
    if answer.comparison is not None:
        yield _compared(world, answer.comparison, lang)
    yield Section(blocks=(Paragraph(text=say("describe.recall-note"), style=Style.aside), Paragraph(text=closing)))


def _compared(world: World, comparison: Comparison, lang: str) -> Section:
    """A second list against the records: estimates by stratum, what was counted apart, and the doubtful enterprises."""
    say, name = speaker(lang), world.places.name(comparison.region, lang)

    def key(recall: StratumRecall) -> str | None:
        return (
            world.network.chain_name(recall.key, lang) if recall.key and recall.stratum is Stratum.CHAIN else recall.key
        )

    rows = tuple(
        (
            say(f"describe.stratum.{recall.stratum.value}"),
            key(recall),
            *_level(recall.products),
            *_level(recall.pairs),
            by_semicolon(_unestimated(recall, lang), lang) or None,
        )
        for recall in comparison.strata
    )
    apart = ((say(f"describe.apart.{counted.why.value}"), counted.what, counted.number) for counted in comparison.apart)
    doubts = (
        (
            doubt.left.name,
            doubt.left.region and _place(world, doubt.left.region, lang),
            Named(doubt.right.name, doubt.right.id),
            say(f"describe.doubt.{doubt.reason}"),
            round(doubt.score),
        )
        for doubt in comparison.doubts
    )
    nothing = say("describe.nothing-apart")
    columns = ("stratum", "of", *(column for level in _LEVELS for column in _level_columns(level)), "why")
    return Section(
        blocks=(
            _table("recapture", say("describe.recapture", name=name, lines=comparison.lines), columns, rows, lang),
            Paragraph(text=say("describe.recapture-note")),
            _table("apart", say("describe.apart"), ("apart", "what", "number"), apart, lang, empty=nothing),
            _table(
                "doubts",
                say("describe.doubts"),
                ("listed_name", "listed_region", "recorded", "apart", "likeness"),
                doubts,
                lang,
                empty=nothing,
            ),
        )
    )


def _place(world: World, code: str, lang: str) -> str:
    return world.places.name(code, lang)


def _level_columns(level: str) -> tuple[str, ...]:
    return (f"listed_{level}", f"found_{level}", f"{level}_on_record", f"{level}_interval", f"{level}_total")


def _level(recapture: Recapture) -> tuple[Cell, ...]:
    """Listed, found, share, interval and total of one level."""
    return recapture.on_list, recapture.on_both, _recalled(recapture), _interval(recapture), recapture.total


def _recalled(recapture: Recapture) -> Figure | None:
    """The estimate; people read the counts even where they are too few for one."""
    if not recapture.on_list:
        return None
    counts = f"{recapture.on_both}/{recapture.on_list}"
    return Figure(
        value=recapture.recall,
        told=counts if recapture.recall is None else f"{counts} ({whole_percent(recapture.recall)})",
    )


def _interval(recapture: Recapture) -> Figure | None:
    if recapture.low is None or recapture.high is None:
        return None
    ends = f"{whole_percent(recapture.low)}–{whole_percent(recapture.high)}"
    return Figure(value=Interval(round(recapture.low, 6), round(recapture.high, 6)), told=ends)


def _unestimated(recall: StratumRecall, lang: str) -> Iterator[str]:
    """Why an estimate or a total is not told, each reason once with the levels; lists and sizes have no totals."""
    say = speaker(lang)
    levels: dict[Unestimated, list[str]] = {}
    for level, recapture in zip(_LEVELS, (recall.products, recall.pairs), strict=True):
        for what, why in ((level, recapture.why_no_recall), (f"{level}-total", recapture.why_no_total)):
            if why is not None and why is not Unestimated.RECORD_UNKNOWN:
                levels.setdefault(why, []).append(say(f"describe.level-{what}"))
    for why, named in levels.items():
        reason = say(f"describe.unestimated.{why.value}", listed=LEAST_LISTED, recaptured=LEAST_RECAPTURED)
        yield say("describe.unestimated-of", why=reason, levels=joined(named, lang))


def describe_tables(world: World, description: Description, lang: str) -> tuple[Table, ...]:
    """The tables of the dataset, the chains, their recall, their production records, the regions, and the parks with
    many lead chains.

    An empty table of parks means that none has more lead chains than the opinion asks for.
    """
    say, name = speaker(lang), world.places.name(description.region, lang)

    def chain(key: str) -> str:
        return world.network.chain_name(key, lang)

    tables = (
        (
            _table_name(table.table, lang),
            table.grounds.rows,
            _share(Part(table.grounds.sourced, table.grounds.rows)),
            *_grounds(table.grounds, lang),
            _figures(table.table, table.figures, lang),
        )
        for table in description.tables
    )
    chains = (
        (
            chain(row.chain),
            row.completeness and SCHEMA.label("completeness", row.completeness, lang),
            row.products,
            row.inputs,
            _share(row.with_maker),
            row.common,
            _share(row.connected),
            _share(row.essential),
            row.enterprises,
            row.outside,
            f"{row.clusters}/{row.parks}/{row.projects}/{row.platforms}",
        )
        for row in description.chains
    )
    records = (
        (chain(row.chain), row.makes, _share(row.outputs), _share(row.revenues), *_grounds(row.grounds, lang))
        for row in description.chains
    )
    regions = (
        (
            world.places.name(row.region, lang),
            row.enterprises,
            row.products,
            f"{row.clusters}/{row.parks}/{row.projects}/{row.platforms}",
            _share(row.revenues),
            *_grounds(row.grounds, lang),
        )
        for row in description.regions
    )
    parks = (
        (park["name_zh"], world.places.name(park["region"], lang), joined(map(chain, park["lead_chains"]), lang))
        for park in description.many_leads
    )
    recalled = (
        (
            say("describe.all-chains") if recall.chain is None else chain(recall.chain),
            recall.recall,
            _recalled(recall.products),
            _interval(recall.products),
            _recalled(recall.pairs),
            _interval(recall.pairs),
        )
        for recall in recalls(description)
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
            "recall",
            say("describe.recall", name=name),
            ("chain", "recall", "products_on_record", "products_interval", "pairs_on_record", "pairs_interval"),
            recalled,
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


def _table(
    key: str, title: str, keys: Iterable[str], rows: Iterable[tuple[Cell, ...]], lang: str, *, empty: str | None = None
) -> Table:
    labelled = ((column, *_COLUMNS[column]) for column in keys)
    columns = tuple(
        Column(
            key=column,
            label=text(label, lang),
            kind=kind,
            digits=0 if kind is Kind.decimal else None,
            extra=column in _EXTRA,
            interval=column.endswith("_interval"),
        )
        for column, label, kind in labelled
    )
    return Table(key=key, title=title, columns=columns, rows=tuple(rows), empty=empty)


def _table_name(table: str, lang: str) -> str:
    return Names(zh=SCHEMA.tables[table].name_zh, en=SCHEMA.tables[table].name_en).text(lang)


def _share(part: Part) -> Figure | None:
    share = part.share
    return None if share is None else Figure(value=share, told=f"{part.known}/{part.of} ({whole_percent(share)})")


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
