"""``chaingraph evaluate``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.options import Data, Form, Language, OutForm
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.evaluation import Evaluation, evaluate
from chaingraph.evaluation.evaluate import SIZES
from chaingraph.findings import word, world
from chaingraph.graph import load
from chaingraph.version import __version__

EPILOG = "例 Example: [bold]chaingraph evaluate --repeats 2 --sizes 60,200[/bold]"

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


def command(
    data: Data = None,
    repeats: Annotated[int, typer.Option(min=1, help="每种情形重复几次。Repeats of each setting.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="随机种子：相同则结果相同。The same seed, the same figures.")] = 1,
    sizes: Annotated[str, typer.Option(help="虚构链的产品数，逗号隔开。Products of the made-up chains.")] = ",".join(
        map(str, SIZES)
    ),
    form: OutForm = Form.text,
    *,
    lang: Language,
) -> None:
    """自我检验。"""
    try:
        wanted = tuple(int(one) for one in sizes.split(","))
    except ValueError:
        wanted = ()
    if not wanted or not all(20 <= one <= 5000 for one in wanted):
        raise typer.BadParameter("20–5000，逗号隔开 separated by commas", param_hint="--sizes")
    with progress(lang) as step:
        known = world(load(data, step))
        told = evaluate(known, version=__version__, seed=seed, repeats=repeats, sizes=wanted, progress=step)
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(told, lang)


def _show(told: Evaluation, lang: str) -> None:
    zh = lang == "zh"

    def name(key: str) -> str:
        return NAMES.get(key, key) if zh else key

    def between(figure: tuple[float, float, float]) -> str:
        return f"{figure[0]:.2f} ({figure[1]:.2f}–{figure[2]:.2f})"

    for of in dict.fromkeys(one.of for one in told.planted):
        rows = [one for one in told.planted if one.of == of]
        kinds = list(dict.fromkeys(kind for one in rows for kind in one.kinds))
        heads = ("排序", "前 k 名找到", "平均精度") if zh else ("Ranking", "Found in first k", "Average precision")
        table(
            f"{'埋下的薄弱环节' if zh else 'planted weak links'} · {name(of)} · {rows[0].trials} {'次' if zh else 'trials'}",
            (*heads, *(name(kind) for kind in kinds)),
            [
                [
                    name(one.ranker),
                    between(one.found),
                    between(one.precision),
                    *(f"{one.kinds[kind]:.2f}" for kind in kinds),
                ]
                for one in rows
            ],
        )
    table(
        f"{'隐去企业后，前列中的假缺口' if zh else 'false gaps among the first when enterprises are hidden'} · {told.hidden[0].share:.0%} · {told.hidden[0].draws} {'次' if zh else 'draws'}",
        ("排序", f"前 {told.hidden[0].first} 名中的假缺口（越少越好）") if zh else ("Ranking", f"False gaps in the first {told.hidden[0].first} (less is better)"),
        [[name(one.ranker), between(one.among_first)] for one in told.hidden],
    )  # fmt: skip
    table(
        "证据等级的校准" if zh else "calibration of the evidence",
        ("情形", "Brier 分（越小越好）", "各等级中确无的比例") if zh else ("Setting", "Brier score (less is better)", "Truly absent, by grade"),
        [
            [name(one.setting), f"{one.brier:.3f}", ("，" if zh else ", ").join(f"{word(grade, lang)} {share:.0%}" for grade, share in one.grades.items())]
            for one in told.calibration
        ],
        wide=(2,),
    )  # fmt: skip
    to_stdout(
        "k 为埋下的个数；括号内为 90% 自助区间。虚构链不代表任何真实地区。方法见 docs/evaluation.md。"
        if zh
        else "k is the number planted; in brackets the 90 % bootstrap interval. The made-up chains stand for no real place. See docs/evaluation.md."
    )
