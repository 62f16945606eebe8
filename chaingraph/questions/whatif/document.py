"""推演：排成文。What changes when makers come, enterprises go or projects are built, as a document."""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.document import Cell, Column, Document, Section, Table, in_language
from chaingraph.findings.world import World
from chaingraph.questions.cells import products
from chaingraph.questions.diff.document import change_tables
from chaingraph.questions.whatif.ask import WhatIf


def whatif_document(world: World, told: WhatIf, lang: str) -> Document:
    """Before and after."""
    title = f"{world.places.name(told.region, lang)} · {in_language(lang)('推演', 'what if')}"
    return Document(
        key="whatif",
        title=title,
        lang=lang,
        layout=lambda: [Section(blocks=whatif_tables(world, told, lang))],
        data=told.as_json,
    )


def whatif_tables(world: World, told: WhatIf, lang: str) -> tuple[Table, ...]:
    """The summary, the notes where there are any, and the findings before and after."""
    say = in_language(lang)
    notes = tuple((one.about, say(one.zh, one.en)) for one in told.notes)
    return (
        _summary(world, told, lang),
        *([_pairs("notes", say("说明", "Notes"), say("对象", "About"), say("说明", "Note"), notes)] if notes else []),
        *change_tables(told.changes, told.statuses, told.chains, lang),
    )


def _summary(world: World, told: WhatIf, lang: str) -> Table:
    say = in_language(lang)

    def named(ids: Iterable[str]) -> str:
        return products(world, ids, lang) or say("无", "none")

    def step(counts: tuple[int, int]) -> str:
        return f"{counts[0]} → {counts[1]}"

    rows = (
        (say("可自给生产的产品数", "Products producible from inputs at hand"), step(told.able)),
        (say("新增可自给生产", "Newly producible"), named(told.producible)),
        (say("不再可自给生产", "No longer producible"), named(told.no_longer_producible)),
        (say("单一来源环节数", "Products with one maker"), step(told.single)),
        (say("缺失与未见环节数", "Products missing or unseen"), step(told.gaps)),
        (say("系统性风险指数（退出企业）", "Systemic risk index (of what goes)"), _risk(told, lang)),
    )
    return _pairs("summary", say("概要", "Summary"), say("项目", "Item"), say("结果", "Result"), rows)


def _risk(told: WhatIf, lang: str) -> str:
    say = in_language(lang)
    if not told.removed:
        return say(
            "不计算：新增企业的供应关系与金额未知", "not computed: the deliveries of what is added are not known"
        )
    if told.esri is None:
        risk = say(
            "不计算：退出企业没有已知金额的供应关系", "not computed: what goes has no deliveries with known amounts"
        )
    else:
        risk = f"{'' if told.esri_converged else '≥ '}{told.esri:.4f}"
    if told.added or told.projects:
        risk += say(
            "（只计退出，新增企业的供应关系未知）",
            " (of what goes alone; the deliveries of what is added are not known)",
        )
    return risk


def _pairs(key: str, title: str, first: str, second: str, rows: tuple[tuple[Cell, Cell], ...]) -> Table:
    columns = (Column(key="about", label=first), Column(key="value", label=second))
    return Table(key=key, title=title, columns=columns, rows=rows)
