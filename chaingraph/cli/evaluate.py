"""``chaingraph evaluate``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Language
from chaingraph.cli.output import progress
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.evaluate.ask import SIZES, evaluate
from chaingraph.questions.evaluate.document import evaluate_document
from chaingraph.version import __version__

EPILOG = "例 Example: [bold]chaingraph evaluate --repeats 2 --sizes 60,200[/bold]"


def command(
    data: Data = None,
    repeats: Annotated[int, typer.Option(min=1, help="每种情形重复几次。Repeats of each setting.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="随机种子：相同则结果相同。The same seed, the same figures.")] = 1,
    sizes: Annotated[str, typer.Option(help="虚构链的产品数，逗号隔开。Products of the made-up chains.")] = ",".join(
        map(str, SIZES)
    ),
    form: AnswerForm = Form.text,
    out: Out = None,
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
    deliver(evaluate_document(told, lang), form, out)
