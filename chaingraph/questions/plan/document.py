"""项目组合：排成文。The best set of projects and fills, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chaingraph.catalogue import Message, Names, message, speaker, text
from chaingraph.document import Block, Cell, Column, Document, Figure, Kind, Named, Paragraph, Section, Table
from chaingraph.enumerations import Aim, Status
from chaingraph.findings.sentence import in_turn
from chaingraph.findings.world import World
from chaingraph.questions.cells import count_column, decimal_column, joined, name_column, product, products
from chaingraph.questions.plan.answer import Choice, Filled, Plan

_GAINED = 30  # products named of what is gained
_LACKING = 10  # and of what stands in the way
_ENDS = 4  # end products named of those whose needs one choice meets
_PROVEN = 1e-9  # a gap to the bound that is none
_WHY_NOTHING = {
    "ends": "plan.no-end-product",
    "time": "plan.out-of-time",
    "none": "plan.nothing-to-choose",
    "done": "plan.nothing-to-gain",
    "budget": "plan.not-within-limits",
    "cost": "plan.costs-lacking",
    "inputs": "plan.inputs-lacking",
}
_WHY_NOTHING_AT_HOME = {
    "ends": "plan.home.no-end-product",
    "time": "plan.home.out-of-time",
    "none": "plan.nothing-to-choose",
    "done": "plan.home.nothing-to-gain",
    "budget": "plan.home.not-within-limits",
    "cost": "plan.home.costs-lacking",
    "unneeded": "plan.home.nothing-needed",
}


def plan_document(world: World, answer: Plan, lang: str) -> Document:
    """What to choose in which order, how good the choice is and what it rests on."""
    title = text("plan.title", lang, region=world.places.name(answer.region, lang))
    return Document(
        key="plan", title=title, lang=lang, layout=lambda: _layout(world, answer, lang), data=answer.as_json
    )


def _layout(world: World, answer: Plan, lang: str) -> Iterator[Section]:
    home = answer.aim == Aim.HOME
    sentences = _home_sentences(world, answer, lang) if home else _sentences(world, answer, lang)
    blocks: list[Block] = []
    if home:
        blocks.append(Paragraph(text=_scope(world, answer, lang)))
    title = world.places.name(answer.region, lang)
    blocks.append(_choices(world, answer, answer.choices, lang, key="choices", title=title))
    blocks += [Paragraph(text=sentence) for sentence in sentences]
    if answer.worth_most:
        worth_most = text("plan.home.worth-most", lang)
        blocks.append(_choices(world, answer, answer.worth_most, lang, key="worth_most", title=worth_most))
    yield Section(blocks=tuple(blocks))


def _choices(world: World, answer: Plan, choices: Sequence[Choice], lang: str, *, key: str, title: str) -> Table:
    say = speaker(lang)
    money = answer.unit == "yi"
    home = answer.aim == Aim.HOME
    unit = say("plan.cny-100-million") if money else None
    columns = [
        count_column("number", say("plan.number")),
        name_column("choice", say("plan.project-or-fill"), ids=True, wide=True),
        Column(key="products", label=say("plan.products"), wide=True),
        Column(
            key="cost",
            label=say("plan.cost") if money else say("plan.count"),
            kind=Kind.money if money else Kind.integer,
            unit=unit,
        ),
    ]
    if home:
        columns.append(decimal_column("value", say("plan.home.points"), 2))
    columns.append(
        decimal_column("gained", say("plan.home.points-so-far"), 2)
        if home
        else decimal_column("gained", say("plan.producible-so-far"))
    )
    if home:
        columns.append(Column(key="meets", label=say("plan.home.for-end-products"), wide=True))
    columns.append(Column(key="unseen", label=say("plan.verify-first"), wide=True))
    rows = []
    for number, choice in enumerate(choices, 1):
        cells: list[Cell] = [
            number,
            Named(Names(zh=choice.name_zh, en=choice.name_en).text(lang), choice.id),
            products(world, choice.adds, lang) or None,
            None if choice.cost is None else Figure(value=choice.cost, told=f"{choice.cost:g}"),
        ]
        if home:
            cells += [100 * choice.value, 100 * choice.gained, _meets(world, choice, lang)]
        else:
            cells.append(choice.gained)
        rows.append((*cells, _to_verify(world, choice.fills, lang)))
    return Table(key=key, title=title, columns=tuple(columns), rows=tuple(rows))


def _meets(world: World, choice: Choice, lang: str) -> str | None:
    """The end products whose needs it meets, with the points that each gains."""
    named = [
        text("plan.home.end-product", lang, product=product(world, met.product, lang).name, points=100 * met.share)
        for met in choice.meets[:_ENDS]
    ]
    shown = joined(named, lang)
    if len(choice.meets) > _ENDS:
        return text("plan.home.end-products-and-others", lang, products=shown, n=len(choice.meets))
    return shown or None


def _to_verify(world: World, fills: Iterable[Filled], lang: str) -> str | None:
    """What is to be verified first, with the probability that there is none; and what is made in the home area."""
    sentences = []
    for filled in fills:
        name = product(world, filled.product, lang).name
        if filled.status == Status.ELSEWHERE:
            sentences.append(text("plan.made-elsewhere", lang, product=name))
        elif filled.verify and filled.absent_probability is None:
            sentences.append(text("plan.absence-unknown", lang, product=name))
        elif filled.verify:
            sentences.append(text("plan.absence-likely", lang, product=name, absent=filled.absent_probability))
    return joined(sentences, lang) or None


def _scope(world: World, answer: Plan, lang: str) -> str:
    """What is counted: whose needs, by which weights, and the share that is met today."""
    say = speaker(lang)
    if answer.share_now is None:
        return say("plan.home.no-scope")
    count = len(answer.ends)
    sentences = [
        say("plan.home.scope", n=count, share=answer.share_now)
        if answer.chain is None
        else say(
            "plan.home.scope-of-chain",
            chain=world.network.chain_name(answer.chain, lang),
            n=count,
            share=answer.share_now,
        ),
        say("plan.home.weights", known=answer.weight_known or 0.0)
        if answer.weight_known
        else say("plan.home.equal-weights"),
    ]
    if answer.without_needs:
        sentences.append(say("plan.home.without-needs", n=len(answer.without_needs)))
    if answer.given:
        sentences.append(say("plan.home.bought-in", products=products(world, answer.given, lang)))
    return in_turn(sentences).text(lang)


def _home_sentences(world: World, answer: Plan, lang: str) -> Iterator[str]:
    say = speaker(lang)
    sentences = [_candidates(answer, lang)]
    if answer.reason is not None:
        sentences.append(text(_WHY_NOTHING_AT_HOME[answer.reason], lang, bound=100 * answer.bound))
    else:
        sentences.append(
            say(
                "plan.home.gain",
                points=100 * answer.value,
                share=(answer.share_now or 0.0) + answer.value,
                at_most=100 * (answer.value_if_absent or 0.0),
                cost=answer.cost,
                proof=_proof_at_home(answer),
                greedy=100 * answer.greedy_value,
            )
        )
    if answer.already_made or answer.not_needed:
        sentences.append(say("plan.home.idle", already=answer.already_made or 0, unneeded=answer.not_needed or 0))
    yield in_turn(sentences).text(lang)
    if answer.verify:
        yield say(
            "plan.home.rests-on-unseen",
            n=sum(bool(choice.unseen) for choice in answer.choices),
            chosen=len(answer.choices),
            points=100 * answer.value,
            points_unseen=100 * answer.value_unseen,
        )
    if answer.short:
        yield say(
            "plan.home.out-of-reach",
            products=_some(world, answer.short, _LACKING, lang),
            lacking=_some(world, answer.blockers, _LACKING, lang),
        )
    if answer.worth_most:
        yield say("plan.home.worth-most-told", n=len(answer.worth_most))


def _candidates(answer: Plan, lang: str) -> str:
    return text(
        "plan.candidates",
        lang,
        n=answer.candidates,
        unpriced=answer.unpriced,
        fills=answer.unpriced_fills,
        projects=answer.unpriced - answer.unpriced_fills,
    )


def _sentences(world: World, answer: Plan, lang: str) -> Iterator[str]:
    say = speaker(lang)
    candidates = _candidates(answer, lang)
    if answer.reason is not None:
        yield in_turn((candidates, _nothing(world, answer, lang))).text(lang)
    else:
        gained = _some(world, answer.products, _GAINED, lang)
        chosen = in_turn((candidates, _gain(answer, lang))).text(lang)
        yield f"{chosen}\n{say('plan.newly-producible', products=gained)}"
        if answer.verify:
            yield _rests_on(world, answer, lang)
    if answer.short:
        yield _out_of_reach(world, answer, lang)


def _some(world: World, names: tuple[str, ...], shown: int, lang: str) -> str:
    return products(world, names[:shown], lang) + ("…" if len(names) > shown else "")


def _gain(answer: Plan, lang: str) -> str:
    """What the choice gains and how good it is, for the makers on record."""
    return text(
        "plan.gain-in-end-products" if answer.goal == "target" else "plan.gain-in-products",
        lang,
        n=answer.value,
        cost=answer.cost,
        proof=_proof(answer),
        greedy=answer.greedy_value,
    )


def _proof(answer: Plan) -> Message:
    if answer.gap is None:
        return message("plan.best-found", bound=answer.bound)
    if answer.gap > _PROVEN:
        return message("plan.best-found-with-gap", bound=answer.bound, gap=answer.gap)
    return message("plan.proven-best-of-equals" if answer.others else "plan.proven-best")


def _proof_at_home(answer: Plan) -> Message:
    if answer.gap is None or answer.gap > _PROVEN:
        return message("plan.home.best-found", points=100 * answer.bound)
    return message("plan.home.proven-best-of-equals" if answer.others else "plan.home.proven-best")


def _rests_on(world: World, answer: Plan, lang: str) -> str:
    """What must be verified before money is spent."""
    return text(
        "plan.rests-on-unseen",
        lang,
        filling=sum(bool(choice.unseen) for choice in answer.choices),
        chosen=len(answer.choices),
        value=answer.value,
        value_unseen=answer.value_unseen,
        products=products(world, answer.verify, lang),
    )


def _out_of_reach(world: World, answer: Plan, lang: str) -> str:
    say = speaker(lang)
    shown = answer.blockers[:_LACKING]
    lacking = products(world, shown, lang)
    if len(answer.blockers) > _LACKING:
        lacking = say("plan.and-others", products=lacking)
    return say(
        "plan.out-of-reach",
        products=products(world, answer.short, lang),
        lacking=lacking,
        given=_given(answer, shown),
    )


def _given(answer: Plan, more: Iterable[str]) -> str:
    return ",".join((*answer.given, *more))


def _nothing(world: World, answer: Plan, lang: str) -> str:
    """Why nothing is gained, and what to give."""
    why = text(_WHY_NOTHING[answer.reason or "none"], lang, bound=answer.bound)
    if answer.nearest is None:
        return why
    name, lacking = answer.nearest
    hint = text(
        "plan.nearest",
        lang,
        count=len(answer.blockers),
        blockers=_some(world, answer.blockers, _LACKING, lang),
        nearest=product(world, name, lang).name,
        lacking=products(world, lacking, lang),
        given=_given(answer, lacking),
    )
    return f"{why}\n{hint}"
