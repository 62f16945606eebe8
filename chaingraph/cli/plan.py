"""``chaingraph plan``."""

from __future__ import annotations

from typing import Annotated

import typer

from chaingraph.cli.answer import AnswerForm, Form, Out, deliver
from chaingraph.cli.options import Data, Given, Language, Region, ids
from chaingraph.cli.output import progress
from chaingraph.errors import UsageError
from chaingraph.findings.world import world
from chaingraph.graph import load
from chaingraph.questions.plan.ask import plan
from chaingraph.questions.plan.document import plan_document

EPILOG = "例 Example: [bold]chaingraph plan --region 220000 --projects 8[/bold]；[bold]chaingraph plan --budget 50 --fill-cost 5[/bold]；[bold]chaingraph plan --target auto[/bold]"


def command(
    data: Data = None,
    region: Region = None,
    budget: Annotated[float | None, typer.Option(help="预算（亿元）。The budget, CNY 100 million.")] = None,
    projects: Annotated[int | None, typer.Option(help="至多几个项目。How many at most.")] = None,
    target: Annotated[
        str | None,
        typer.Option(help="补全哪条产业链的终端产品（链编号）。The chain whose end products are to be producible."),
    ] = None,
    fill_cost: Annotated[
        float | None,
        typer.Option(
            help="假设每个补链项目的投资（亿元），由使用者给定。A supposed cost of each fill, CNY 100 million."
        ),
    ] = None,
    library: Annotated[
        bool, typer.Option("--library-only", help="只从项目库中选，不设想补链。Projects of the library only.")
    ] = False,
    after: Annotated[
        list[str] | None, typer.Option(help="先后：后项<先项，如 P2<P1，可重复。Precedence: LATER<FIRST, repeatable.")
    ] = None,
    exclusive: Annotated[
        list[str] | None, typer.Option(help="二选一：P1|P2，可重复。At most one of P1|P2, repeatable.")
    ] = None,
    given: Given = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="求解时限（秒）。Time for the solver.")] = 60.0,
    form: AnswerForm = Form.text,
    out: Out = None,
    *,
    lang: Language,
) -> None:
    """项目组合。"""
    with progress(lang) as step:
        known = world(load(data, step))
        step("…")
        told = plan(
            known, region, budget=budget, projects=projects, target=target, given=ids(given), fill_cost=fill_cost, fills=not library,
            after=_pairs(after, "<"), exclusive=_pairs(exclusive, "|"), seconds=seconds,
        )  # fmt: skip
    deliver(plan_document(known, told, lang), form, out)


def _pairs(given: list[str] | None, sign: str) -> list[tuple[str, str]]:
    pairs = []
    for one in given or ():
        first, found, second = (part.strip() for part in one.partition(sign))
        if not (first and found and second):
            raise UsageError(f"“{one}”应写作 甲{sign}乙", f"{one!r} should be written A{sign}B")
        pairs.append((first, second))
    return pairs
