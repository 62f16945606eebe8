"""项目组合：排成文。The best set of projects and fills, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chaingraph.catalogue import Message, Names, message, speaker, text
from chaingraph.document import Column, Document, Figure, Kind, Named, Paragraph, Section, Table
from chaingraph.findings.world import World
from chaingraph.questions.cells import count_column, decimal_column, name_column, product, products
from chaingraph.questions.plan.ask import Plan

_GAINED = 30  # products named of what is gained
_LACKING = 10  # and of what stands in the way
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


def plan_document(world: World, answer: Plan, lang: str) -> Document:
    """What to choose in which order, how good the choice is and what it rests on."""
    title = text("plan.title", lang, region=world.places.name(answer.region, lang))
    return Document(
        key="plan", title=title, lang=lang, layout=lambda: _layout(world, answer, lang), data=answer.as_json
    )


def _layout(world: World, answer: Plan, lang: str) -> Iterator[Section]:
    yield Section(
        blocks=(
            _choices(world, answer, lang),
            *(Paragraph(text=sentence) for sentence in _sentences(world, answer, lang)),
        )
    )


def _choices(world: World, answer: Plan, lang: str) -> Table:
    say = speaker(lang)
    money = answer.unit == "yi"
    unit = say("plan.cny-100-million") if money else None
    return Table(
        key="choices",
        title=world.places.name(answer.region, lang),
        columns=(
            count_column("number", say("plan.number")),
            name_column("choice", say("plan.project-or-fill"), ids=True, wide=True),
            Column(key="products", label=say("plan.products"), wide=True),
            Column(
                key="cost",
                label=say("plan.cost") if money else say("plan.count"),
                kind=Kind.money if money else Kind.integer,
                unit=unit,
            ),
            decimal_column("gained", say("plan.producible-so-far")),
            Column(key="unseen", label=say("plan.verify-first"), wide=True),
        ),
        rows=tuple(
            (
                number,
                Named(Names(zh=choice.name_zh, en=choice.name_en).text(lang), choice.id),
                products(world, choice.adds, lang) or None,
                Figure(value=choice.cost, told=f"{choice.cost:g}"),
                choice.gained,
                products(world, choice.unseen, lang) or None,
            )
            for number, choice in enumerate(answer.choices, 1)
        ),
    )


def _sentences(world: World, answer: Plan, lang: str) -> Iterator[str]:
    say = speaker(lang)
    candidates = say("plan.candidates", n=answer.candidates, unpriced=answer.unpriced)
    if answer.reason is not None:
        yield say("plan.two-sentences", first=candidates, second=_nothing(world, answer, lang))
    else:
        gained = _some(world, answer.products, _GAINED, lang)
        chosen = say("plan.two-sentences", first=candidates, second=_gain(answer, lang))
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
