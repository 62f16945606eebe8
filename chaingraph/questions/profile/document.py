"""地区结构：排成文。The profile of a region as a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chaingraph.analyses import Completeness
from chaingraph.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Interval,
    Kind,
    Paragraph,
    Section,
    Table,
    in_language,
)
from chaingraph.findings.world import World
from chaingraph.questions.cells import chain, count_column, joined, name_column, product, region
from chaingraph.questions.profile.ask import PartState, Profile

SCREEN = 15  # pairs and overlaps that a terminal shows

_Say = Callable[[str, str], str]


def profile_document(world: World, told: Profile, lang: str) -> Document:
    """Completeness of the chains, specialisation and likeness of the parts, what several of them make."""
    say = in_language(lang)
    title = f"{world.places.name(told.region, lang)} · {say('地区结构', 'profile')}"
    return Document(key="profile", title=title, lang=lang, layout=lambda: _layout(world, told, lang), data=told.as_json)


def _layout(world: World, told: Profile, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    basis = {"count": say("按生产企业户数", "by count of makers"), "output": say("按产值", "by output")}[told.basis]
    chains = _chains(world, told, lang)
    chart = Chart(
        title=say("产业链完备度（有无）", "Presence of the chains' products"),
        table=chains,
        label="chain",
        value="presence",
    )
    tables: list[Block] = [chains, chart, _parts(world, told, lang, basis)]
    if told.similar:
        tables.append(_similar(world, told, lang, basis))
    if told.overlaps:
        tables.append(_overlaps(world, told, lang))
    count = len(told.overlaps)
    closing = say(
        f"共 {count} 种产品由两地以上生产。区位商以所列地区之和为参照；户数少的地区数值跳动大。",
        f"{count} products are made in two parts or more. The reference of the quotients is the sum of the parts "
        "listed; few enterprises make them jumpy.",
    )
    yield Section(blocks=(*tables, Paragraph(text=closing)))


def _chains(world: World, told: Profile, lang: str) -> Table:
    say = in_language(lang)
    name = world.places.name(told.region, lang)
    what = say("产业链完备度（区间：未见者全无至全有）", "completeness, from all unseen absent to all present")
    return Table(
        key="chains",
        title=f"{name} · {what}",
        columns=(
            name_column("chain", say("产业链", "Chain")),
            count_column("products", say("产品", "Products")),
            Column(key="presence", label=say("完备度（有无）", "Presence"), kind=Kind.share, interval=True),
            Column(key="operation", label=say("完备度（运行）", "Operation"), kind=Kind.share, interval=True),
            count_column("certain", say("确能自给", "Certainly")),
            count_column("possible", say("或能自给", "Possibly")),
            count_column("impossible", say("不能自给", "Not producible")),
        ),
        rows=tuple(
            (
                chain(world, one.chain, lang),
                one.products,
                _interval(one.presence),
                _interval(one.operation),
                one.certain,
                one.possible,
                one.impossible,
            )
            for one in told.chains
        ),
    )


def _interval(told: Completeness) -> Interval | None:
    return None if told.low is None or told.high is None else Interval(told.low, told.high)


def _parts(world: World, told: Profile, lang: str, basis: str) -> Table:
    say = in_language(lang)
    whole, rest = (
        ("克鲁格曼指数（对整体）", "克鲁格曼指数（对其余）") if lang == "zh" else ("Krugman, whole", "Krugman, rest")
    )
    return Table(
        key="parts",
        title=f"{say('各地专业化', 'Specialisation of the parts')} · {basis}",
        columns=(
            name_column("region", say("地区", "Region")),
            count_column("enterprises", say("企业", "Enterprises")),
            Column(
                key="strong",
                label=say("优势产业链（区位商）", "Chains with a location quotient above 1"),
                wide=True,
            ),
            Column(key="krugman_vs_total", label=whole, kind=Kind.decimal, digits=2),
            Column(key="krugman_vs_rest", label=rest, kind=Kind.decimal, digits=2),
        ),
        rows=tuple(
            (
                region(world, one.region, lang),
                _enterprises(one, say),
                joined((f"{chain(world, of, lang).name} {one.quotients[of]:.2f}" for of in one.strong), lang) or None,
                one.krugman_vs_total,
                one.krugman_vs_rest,
            )
            for one in told.parts
        ),
    )


def _enterprises(one: PartState, say: _Say) -> Cell:
    count = one.enterprises
    return Figure(value=count, told=f"{count}{say('（少，慎用）', ' (few)')}") if one.few else count


def _similar(world: World, told: Profile, lang: str, basis: str) -> Table:
    say = in_language(lang)
    return Table(
        key="similar",
        title=f"{say('产业结构相似系数（链一级）', 'Structure similarity, by chain')} · {basis}",
        columns=(
            name_column("region", say("地区", "Region")),
            name_column("other", say("相比地区", "Other region")),
            Column(key="similarity", label=say("系数", "Coefficient"), kind=Kind.decimal, digits=3),
        ),
        rows=tuple((region(world, a, lang), region(world, b, lang), value) for a, b, value in told.similar),
        screen=SCREEN,
    )


def _overlaps(world: World, told: Profile, lang: str) -> Table:
    say = in_language(lang)
    return Table(
        key="overlaps",
        title=say(
            "多地同产（重叠，不等于重复建设：没有产能数据）",
            "Made in several parts (overlap, not duplication: no capacities)",
        ),
        columns=(
            name_column("product", say("产品", "Product")),
            count_column("parts", say("地区数", "Regions")),
            count_column("makers", say("企业数", "Makers")),
            Column(key="where", label=say("地区", "Where"), wide=True),
        ),
        rows=tuple(
            (
                product(world, one.product, lang),
                len(one.parts),
                one.makers,
                joined((world.places.name(code, lang) for code in one.parts), lang),
            )
            for one in told.overlaps
        ),
        screen=SCREEN,
    )
