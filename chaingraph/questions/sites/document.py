"""园区选址：排成文。Parks and clusters for a maker of a product, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import (
    Cell,
    Column,
    Document,
    Interval,
    Kind,
    Named,
    Paragraph,
    Section,
    Table,
)
from chaingraph.findings.standing import apart_told, cut_told
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import (
    by_semicolon,
    count_column,
    joined,
    name_column,
    place_column,
    place_told,
    product,
    region,
    sources,
)
from chaingraph.questions.sites.ask import Site, Sites
from chaingraph.questions.sites.reasons import site_reasons

_KINDS = {"park": "sites.kind.park", "cluster": "sites.kind.cluster"}


def sites_document(world: World, answer: Sites, lang: str) -> Document:
    """The places with what speaks for each, and what to look into before building."""
    say = speaker(lang)
    where = world.places.name(answer.region, lang)
    title = say("sites.of-product", where=where, product=product(world, answer.product, lang).name)
    return Document(
        key="sites",
        title=say("sites.title", what=title),
        lang=lang,
        layout=lambda: _layout(world, answer, title, lang),
        data=answer.as_json,
    )


def _layout(world: World, answer: Sites, title: str, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    table = Table(
        key="items",
        title=title,
        columns=(
            place_column(say("sites.number")),
            name_column("site", say("sites.park-or-cluster"), wide=True),
            Column(key="kind", label=say("sites.kind")),
            name_column("region", say("sites.place")),
            Column(key="score", label=say("sites.score"), kind=Kind.decimal, digits=2, interval=True),
            Column(key="leads", label=say("sites.lead-chain")),
            Column(key="buyers", label=say("sites.buyers")),
            Column(key="suppliers", label=say("sites.suppliers")),
            count_column("makers", say("sites.makers")),
            Column(key="reasons", label=say("sites.reasons"), wide=True),
            Column(key="sources", label=say("sites.sources")),
        ),
        rows=tuple(_row(world, site, lang) for site in answer.items),
        empty=say("sites.none-on-record"),
    )
    cited = sources(world, (source for site in answer.items for source in site.sources), lang)
    yield Section(blocks=(table, *(Paragraph(text=sentence) for sentence in _sentences(world, answer, lang)), *cited))


def _row(world: World, site: Site, lang: str) -> tuple[Cell, ...]:
    return (
        place_told(site.place, site.tied),
        Named(site.name_zh, site.id),
        text(_KINDS[site.kind], lang),
        region(world, site.part, lang),
        None if site.score is None else Interval(site.score_low, site.score_high),
        None if site.leads is None else word("yes" if site.leads else "no", lang),
        f"{site.buyers.inside}/{site.buyers.near}",
        f"{site.suppliers.inside}/{site.suppliers.near}",
        site.makers.near,
        by_semicolon(site_reasons(world, site, lang), lang),
        " ".join(site.sources) or None,
    )


def _sentences(world: World, answer: Sites, lang: str) -> Iterator[str]:
    say = speaker(lang)
    doubt = apart_told(answer.apart, lang) + cut_told(answer.cut, lang)
    if doubt:
        yield doubt
    if answer.elsewhere:
        made = joined((f"{world.places.name(part, lang)} {count}" for part, count in answer.elsewhere), lang)
        yield say("sites.made-elsewhere", made=made)
    yield say("sites.method", parks=answer.parks, clusters=answer.clusters)
