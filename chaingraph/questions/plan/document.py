"""项目组合：排成文。The best set of projects and fills, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chaingraph.document import Column, Document, Figure, Kind, Named, Paragraph, Section, Table, in_language
from chaingraph.findings.world import World
from chaingraph.questions.cells import count_column, decimal_column, name_column, product, products
from chaingraph.questions.plan.ask import Plan

_GAINED = 30  # products named of what is gained
_LACKING = 10  # and of what stands in the way


def plan_document(world: World, told: Plan, lang: str) -> Document:
    """What to choose in which order, how good the choice is and what it rests on."""
    say = in_language(lang)
    title = f"{world.places.name(told.region, lang)} · {say('项目组合', 'plan')}"
    return Document(key="plan", title=title, lang=lang, layout=lambda: _layout(world, told, lang), data=told.as_json)


def _layout(world: World, told: Plan, lang: str) -> Iterator[Section]:
    yield Section(
        blocks=(_choices(world, told, lang), *(Paragraph(text=text) for text in _sentences(world, told, lang)))
    )


def _choices(world: World, told: Plan, lang: str) -> Table:
    say = in_language(lang)
    money = told.unit == "yi"
    unit = say("亿元", "CNY 100 million") if money else None
    return Table(
        key="choices",
        title=world.places.name(told.region, lang),
        columns=(
            count_column("number", say("序", "No.")),
            name_column("choice", say("项目或补链", "Project or fill"), ids=True, wide=True),
            Column(key="products", label=say("产品", "Products"), wide=True),
            Column(
                key="cost",
                label=say("费用", "Cost") if money else say("计数", "Count"),
                kind=Kind.money if money else Kind.integer,
                unit=unit,
            ),
            decimal_column("gained", say("累计新增可自给", "Producible so far")),
            Column(key="unseen", label=say("须先核实", "Verify first"), wide=True),
        ),
        rows=tuple(
            (
                number,
                Named(say(one.name_zh, one.name_en), one.id),
                products(world, one.adds, lang) or None,
                Figure(value=one.cost, told=f"{one.cost:g}"),
                one.gained,
                products(world, one.unseen, lang) or None,
            )
            for number, one in enumerate(told.choices, 1)
        ),
    )


def _sentences(world: World, told: Plan, lang: str) -> Iterator[str]:
    say = in_language(lang)
    left_out = say(
        f"备选 {told.candidates} 个，另有 {told.unpriced} 个没有费用、未参选。",
        f"{told.candidates} candidates, {told.unpriced} more without a cost left out. ",
    )
    if told.reason is not None:
        yield left_out + _nothing(world, told, lang)
    else:
        gained = _some(world, told.products, _GAINED, lang, "…")
        yield left_out + _proof(told, lang) + say(f"\n新增可自给生产：{gained}", f"\nNewly producible: {gained}")
        if told.verify:
            yield _rests_on(world, told, lang)
    if told.short:
        yield _out_of_reach(world, told, lang)


def _some(world: World, names: tuple[str, ...], shown: int, lang: str, more: str) -> str:
    return products(world, names[:shown], lang) + (more if len(names) > shown else "")


def _proof(told: Plan, lang: str) -> str:
    """How good the choice is, for the makers on record."""
    say = in_language(lang)
    more, more_en = "", ""
    if told.gap is not None:
        more, more_en = f"，至多还能好 {told.gap:.1%}", f", at most {told.gap:.1%} better possible"
    if told.gap is not None and told.gap <= 1e-9:
        best = say(
            "按现有记录（未见的按没有生产计）已证明最优",
            "proven best for the makers on record, the unseen taken as absent",
        )
        best += (
            say("；另有同样好的组合，此为编号在前的一组。", "; others are as good, this one has the earliest ids. ")
            if told.others
            else say("。", ". ")
        )
    else:
        best = say(f"已找到的最好方案；上界 {told.bound:g}{more}。", f"best found, bound {told.bound:g}{more_en}. ")
    if lang == "zh":
        what = "新增可自给生产的终端产品" if told.goal == "target" else "新增可自给生产"
        return f"{what} {told.value:g} 种，费用 {told.cost:g}；{best}逐个贪心选取可得 {told.greedy_value:g}。"
    what = "end products" if told.goal == "target" else "products"
    return (
        f"{told.value:g} {what} newly producible for {told.cost:g}; {best}"
        f"One at a time, greedy, would give {told.greedy_value:g}."
    )


def _rests_on(world: World, told: Plan, lang: str) -> str:
    """What must be verified before money is spent."""
    filling, chosen = sum(bool(one.unseen) for one in told.choices), len(told.choices)
    listed = products(world, told.verify, lang)
    return in_language(lang)(
        f"先核实再投资：所选 {chosen} 项中 {filling} 项补的是未见环节（没有记录，不等于没有生产），"
        f"{told.value:g} 种增益中 {told.value_unseen:g} 种系于此；本地若已有生产，就不必再投。须先核实：{listed}。",
        f"Verify before money is spent: {filling} of the {chosen} chosen fill products that are unseen (not on record, "
        f"which is no proof of none), and {told.value_unseen:g} of the {told.value:g} gained rest on them; where they "
        f"are made here after all, there is nothing to fill. To verify first: {listed}.",
    )


def _out_of_reach(world: World, told: Plan, lang: str) -> str:
    short = products(world, told.short, lang)
    lacking = products(world, told.blockers[:_LACKING], lang)
    more = len(told.blockers) > _LACKING
    given = _given(told, told.blockers[:_LACKING])
    return in_language(lang)(
        f"怎样选都还造不出：{short}\n缺的投入没有本地生产企业，也不能列为补链（多为资源）：{lacking}{'…' if more else ''}；"
        f"确能外购的，可加 --given {given} 重算。",
        f"Out of reach whatever is chosen: {short}\nThey lack inputs that nobody makes here and that are no fills, "
        f"natural resources above all: {lacking}{' …' if more else ''}; for those that can be bought, compute again "
        f"with --given {given}.",
    )


def _given(told: Plan, more: Iterable[str]) -> str:
    return ",".join((*told.given, *more))


def _nothing(world: World, told: Plan, lang: str) -> str:
    """Why nothing is gained, and what to give."""
    say = in_language(lang)
    said = _reason(told, lang)
    if told.nearest is None:
        return said
    name, lacking = told.nearest
    count = len(told.blockers)
    listed = _some(world, told.blockers, _LACKING, lang, "…")
    nearest, lack, given = product(world, name, lang).name, products(world, lacking, lang), _given(told, lacking)
    return said + say(
        f"\n卡在这些没有本地记录的投入上（共 {count} 种）：{listed}；先核实，有生产的补录。"
        f"离得最近的是{nearest}，只缺{lack}：确能外购的，可加 --given {given} 重算。",
        f"\nInputs with no maker on record stand in the way ({count} of them): {listed}; verify them first and record "
        f"those that are made. Nearest is {nearest}, which lacks only {lack}: if that can be bought, compute again "
        f"with --given {given}.",
    )


def _reason(told: Plan, lang: str) -> str:
    bound = f"{told.bound:g}"
    return {
        "ends": (
            "该链在本地没有已有企业生产的终端产品，没有可补全的目标。",
            "No end product of the chain is made here: there is nothing to complete.",
        ),
        "time": (
            f"时限内没有找到能新增可自给产品的组合，也没有证明没有（上界 {bound}）；可加大 --seconds 重算。",
            f"In the time given no choice with a gain was found, nor proven that there is none (bound {bound}); "
            "compute again with more --seconds.",
        ),
        "none": ("没有可选的项目或补链。", "There are no projects or fills to choose from."),
        "done": (
            "要补的都已能自给生产，没有可新增的。",
            "All of it can be made here already: there is nothing to gain.",
        ),
        "budget": (
            "全部备选合起来能新增可自给产品，但在所给预算、个数与先后约束内不能；可放宽后重算。",
            "All the candidates together would gain, but not within the budget, number and precedence given; "
            "loosen them and compute again.",
        ),
        "cost": (
            "有费用的备选都不能新增可自给产品；其余没有费用数据，可用 --fill-cost 给出每个补链的假设投资后重算。",
            "Nothing with a cost makes a product producible; suppose a cost of each fill with --fill-cost and "
            "compute again.",
        ),
        "inputs": (
            "全部备选合起来也不能新增可自给产品：它们的必需投入没有本地生产企业，也不在备选之中。",
            "Not even all the candidates together make a product producible: their essential inputs are made by nobody "
            "here and are not among the candidates.",
        ),
    }[told.reason or "none"][0 if lang == "zh" else 1]
