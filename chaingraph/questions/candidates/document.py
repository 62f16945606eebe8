"""候选企业：排成文。Whom to invite for a product, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import (
    Basis,
    Cell,
    Column,
    Document,
    Figure,
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
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates
from chaingraph.questions.candidates.reasons import reasons
from chaingraph.questions.cells import (
    decimal_column,
    joined,
    name_column,
    place_column,
    place_told,
    product,
    region,
    share_column,
    sources,
)

_GROUNDS = {
    "effect": ("效应", "Effect"),
    "tie": ("关联", "Tie"),
    "scale": ("规模", "Scale"),
    "inputs": ("投入", "Inputs"),
    "nearness": ("相近", "Nearness"),
}
_KINDS = {"outside": ("外地", "outside"), "local": ("本地相近", "local, near")}


def candidates_document(world: World, told: Candidates, lang: str) -> Document:
    """The candidates with their grounds and reasons, and a profile of whom to look for."""
    name = product(world, told.product, lang).name
    what = in_language(lang)("候选企业", "candidates")
    title = f"{world.places.name(told.region, lang)} · {name} · {word(told.status, lang)}"
    return Document(
        key="candidates",
        title=f"{title} · {what}",
        lang=lang,
        layout=lambda: _layout(world, told, title, lang),
        data=told.as_json,
    )


def _layout(world: World, told: Candidates, title: str, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    known = [key for key in _GROUNDS if any(getattr(one.grounds, key) is not None for one in told.items)]
    table = Table(
        key="items",
        title=title,
        columns=(
            place_column(say("序", "No.")),
            name_column("enterprise", say("企业", "Enterprise"), wide=True),
            name_column("region", say("所在地", "Place")),
            Column(key="kind", label=say("类别", "Kind")),
            Column(key="score", label=say("得分", "Score"), kind=Kind.decimal, digits=2, interval=True),
            share_column("stability", say("稳定度", "Stability")),
            *(decimal_column(key, say(*_GROUNDS[key]), 2) for key in known),
            Column(key="reasons", label=say("理由", "Reasons"), wide=True),
            Column(key="sources", label=say("来源", "Sources")),
        ),
        rows=tuple(_row(world, told, one, known, lang) for one in told.items),
        empty=say("没有候选企业，列目标画像。", "No candidates; here is a profile."),
    )
    cited = sources(world, (source for one in told.items for source in one.sources), lang)
    yield Section(blocks=(table, *(Paragraph(text=text) for text in _sentences(told, known, lang)), *cited))


def _row(world: World, told: Candidates, one: CandidateFirm, known: list[str], lang: str) -> tuple[Cell, ...]:
    say = in_language(lang)
    rows: dict[str, list[int]] = {}
    for table, row in one.rows:
        rows.setdefault(table, []).append(row)
    basis = Basis(rows=tuple((table, tuple(told_rows)) for table, told_rows in rows.items()))
    score = None if one.score is None else Interval(one.score_low, one.score_high)
    return (
        place_told(one.place, one.tied, "*" if one.front else "", basis),
        Named(one.name_zh if lang == "zh" else one.name_en, one.id),
        region(world, one.region, lang),
        say(*_KINDS[one.kind]),
        Figure(value=score, basis=basis),
        one.stability,
        *(getattr(one.grounds, key) for key in known),
        say("；", "; ").join(reasons(world, told, one, lang)),
        " ".join(one.sources) or None,
    )


def _sentences(told: Candidates, known: list[str], lang: str) -> Iterator[str]:
    say = in_language(lang)
    yield say(told.profile_zh, told.profile_en)
    doubt = apart_told(told.apart, lang) + cut_told(told.cut, lang)
    if doubt:
        yield doubt
    met, none, unseen = told.inputs
    told_of = say(
        f"必需投入 {met + none + unseen} 项：本地可得 {met}，确认没有 {none}，未见 {unseen}。"
        f"外地生产企业 {told.outside} 家，本地相近企业 {told.local} 家。",
        f"{met + none + unseen} essential inputs: {met} at hand, {none} confirmed to have no maker, {unseen} unseen. "
        f"{told.outside} makers outside, {told.local} near local ones.",
    )
    if told.items:
        told_of += say(
            "得分为下限–上限：未知项分别按 0 与 1 计，名次按下限；外地企业已在产，相近按 1 计，"
            "本地相近企业尚不产，规模按 0 计；= 为并列；* 为前沿（没有在效应与可行性的下限上都更优者）；"
            "— 为未知或由类别已定。",
            " A score is from the unknown as 0 to the unknown as 1, the place by the lower; a maker elsewhere counts 1 "
            "for nearness, a local one 0 for scale; = shared place; * on the front: none better in the lower bounds of "
            "effect and feasibility both; — unknown or settled by the kind.",
        )
        unknown = joined((say(*name) for key, name in _GROUNDS.items() if key not in known), lang)
        if unknown:
            told_of += say(f"各候选均未知、未列出：{unknown}。", f" Unknown of all, not shown: {unknown}.")
    yield told_of
