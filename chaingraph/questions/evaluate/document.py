"""自我检验：排成文。The self-evaluation as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import Column, Document, Figure, Kind, Paragraph, Section, Table, in_language
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.evaluate.ask import Evaluation
from chaingraph.questions.evaluate.calibration import Calibration
from chaingraph.questions.evaluate.holdout import Hidden
from chaingraph.questions.evaluate.planted import Planted

NAMES = {
    "fewest makers": "生产企业最少",
    "fewest makers, then most uses": "生产企业最少、用途最多",
    "betweenness": "中介中心性",
    "degree": "度",
    "random": "随机",
    "most sole products": "独家产品最多",
    "most products": "产品最多",
    "absent": "无生产企业",
    "sole maker": "独家生产",
    "dominant maker": "一家独大",
    "hidden common input": "隐藏的共同投入",
    "one firm behind both": "一家包揽两种替代品",
    "products": "产品",
    "firms": "企业",
    "as stated": "假设成立",
    "more is there than the prior says": "实有比先验多",
    "whole counties missing": "整县未报",
    "dataset": "本数据集",
}


def evaluate_document(world: World, told: Evaluation, lang: str) -> Document:
    """What was found of what was planted, what hidden enterprises do, how well the evidence is calibrated."""
    title = in_language(lang)("自我检验", "Self-evaluation")
    return Document(key="evaluate", title=title, lang=lang, layout=lambda: _layout(told, lang), data=told.as_json)


def _layout(told: Evaluation, lang: str) -> Iterator[Section]:
    kinds = dict.fromkeys(one.of for one in told.planted)
    tables = [_planted([one for one in told.planted if one.of == of], lang) for of in kinds]
    closing = in_language(lang)(
        "k 为埋下的个数；括号内为 90% 自助区间。虚构链不代表任何真实地区。方法见 docs/zh/evaluation.md。",
        "k is the number planted; in brackets the 90 % bootstrap interval. The made-up chains stand for no real place. "
        "See docs/en/evaluation.md.",
    )
    rest = (_hidden(told.hidden, lang), _calibration(told.calibration, lang), Paragraph(text=closing))
    yield Section(blocks=(*tables, *rest))


def _name(key: str, lang: str) -> str:
    return NAMES.get(key, key) if lang == "zh" else key


def _between(figure: tuple[float, float, float]) -> Figure:
    return Figure(value=figure[0], told=f"{figure[0]:.2f} ({figure[1]:.2f}–{figure[2]:.2f})")


def _measure(key: str, label: str, digits: int = 2) -> Column:
    return Column(key=key, label=label, kind=Kind.decimal, digits=digits)


def _planted(rows: list[Planted], lang: str) -> Table:
    say = in_language(lang)
    kinds = list(dict.fromkeys(kind for one in rows for kind in one.kinds))
    of, trials = _name(rows[0].of, lang), rows[0].trials
    return Table(
        key=f"planted-{rows[0].of}",
        title=f"{say('埋下的薄弱环节', 'planted weak links')} · {of} · {trials} {say('次', 'trials')}",
        columns=(
            Column(key="ranking", label=say("排序", "Ranking")),
            _measure("found", say("前 k 名找到", "Found in first k")),
            _measure("precision", say("平均精度", "Average precision")),
            *(_measure(kind, _name(kind, lang)) for kind in kinds),
        ),
        rows=tuple(
            (
                _name(one.ranker, lang),
                _between(one.found),
                _between(one.precision),
                *(one.kinds[kind] for kind in kinds),
            )
            for one in rows
        ),
    )


def _hidden(told: tuple[Hidden, ...], lang: str) -> Table:
    say, first = in_language(lang), told[0].first
    what = say("隐去企业后，前列中的假缺口", "false gaps among the first when enterprises are hidden")
    return Table(
        key="hidden",
        title=f"{what} · {told[0].share:.0%} · {told[0].draws} {say('次', 'draws')}",
        columns=(
            Column(key="ranking", label=say("排序", "Ranking")),
            _measure(
                "among_first",
                say(f"前 {first} 名中的假缺口（越少越好）", f"False gaps in the first {first} (less is better)"),
            ),
        ),
        rows=tuple((_name(one.ranker, lang), _between(one.among_first)) for one in told),
    )


def _calibration(told: tuple[Calibration, ...], lang: str) -> Table:
    say = in_language(lang)
    return Table(
        key="calibration",
        title=say("证据等级的校准", "calibration of the evidence"),
        columns=(
            Column(key="setting", label=say("情形", "Setting")),
            _measure("brier", say("Brier 分（越小越好）", "Brier score (less is better)"), 3),
            Column(key="grades", label=say("各等级中确无的比例", "Truly absent, by grade"), wide=True),
        ),
        rows=tuple(
            (
                _name(one.setting, lang),
                one.brier,
                say("，", ", ").join(f"{word(grade, lang)} {share:.0%}" for grade, share in one.grades.items()),
            )
            for one in told
        ),
    )
