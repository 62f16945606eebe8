"""园区选址：排成文。Parks and clusters for a maker of a product, as a document."""

from __future__ import annotations

from collections.abc import Iterator

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
    in_language,
)
from chaingraph.findings.standing import apart_told, cut_told
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import (
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

_KINDS = {"park": ("园区", "park"), "cluster": ("集群", "cluster")}


def sites_document(world: World, told: Sites, lang: str) -> Document:
    """The places with what speaks for each, and what to look into before building."""
    what = in_language(lang)("园区选址", "sites")
    title = f"{world.places.name(told.region, lang)} · {product(world, told.product, lang).name}"
    return Document(
        key="sites",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(world, told, title, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Sites, title: str, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    table = Table(
        key="items",
        title=title,
        columns=(
            place_column(say("序", "No.")),
            name_column("site", say("园区或集群", "Park or cluster"), wide=True),
            Column(key="kind", label=say("类别", "Kind")),
            name_column("region", say("所在地", "Place")),
            Column(key="score", label=say("得分", "Score"), kind=Kind.decimal, digits=2, interval=True),
            Column(key="leads", label=say("主导产业相符", "Lead chain")),
            Column(key="buyers", label=say("需求企业 其中/同地", "Buyers in it/same place")),
            Column(key="suppliers", label=say("供应企业 其中/同地", "Suppliers in it/same place")),
            count_column("makers", say("同地同类生产企业", "Makers in the place")),
            Column(key="sources", label=say("来源", "Sources")),
        ),
        rows=tuple(_row(world, one, lang) for one in told.items),
        empty=say("资料中没有园区和集群。", "There are no parks or clusters on record."),
    )
    cited = sources(world, (source for one in told.items for source in one.sources), lang)
    yield Section(blocks=(table, *(Paragraph(text=text) for text in _sentences(world, told, lang)), *cited))


def _row(world: World, one: Site, lang: str) -> tuple[Cell, ...]:
    say = in_language(lang)
    return (
        place_told(one.place, one.tied),
        Named(one.name_zh, one.id),
        say(*_KINDS[one.kind]),
        region(world, one.part, lang),
        None if one.score is None else Interval(one.score_low, one.score_high),
        None if one.leads is None else word("yes" if one.leads else "no", lang),
        f"{one.buyers[0]}/{one.buyers[1]}",
        f"{one.suppliers[0]}/{one.suppliers[1]}",
        one.makers,
        " ".join(one.sources) or None,
    )


def _sentences(world: World, told: Sites, lang: str) -> Iterator[str]:
    say = in_language(lang)
    doubt = apart_told(told.apart, lang) + cut_told(told.cut, lang)
    if doubt:
        yield doubt
    if told.elsewhere:
        made = joined((f"{world.places.name(part, lang)} {count}" for part, count in told.elsewhere), lang)
        yield say(
            f"已有生产企业的地区：{made}；新建前先核实产能，优先互补。",
            f"Already made in: {made}; check capacities before building anew.",
        )
    yield say(
        f"园区 {told.parks} 个，集群 {told.clusters} 个；没有坐标，同地指同一市州（看全省时）或同一县区（看一市时）；"
        "得分为下限–上限：未申报主导产业、全区域都没有记录的一项为未知，分别按 0 与 1 计，名次按下限，= 为并列；"
        "土地、能耗、排放指标没有数据，未作限制。",
        f"{told.parks} parks, {told.clusters} clusters; without coordinates near means the same prefecture of a "
        "province or county of a city; a score is from the unknown (no lead chain declared, nothing on record in the whole "
        "region) as 0 to the unknown as 1, the place by the lower, = shared; land, energy and emission limits are not "
        "in the data.",
    )
