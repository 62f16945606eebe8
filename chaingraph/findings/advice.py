"""What to do about a finding, in one sentence of its own facts; never an incentive (公平竞争审查条例).

The sentence is put together from clauses, each chosen by a fact of the finding and naming it: what to check first and
with whom, who makes it and whose they are, who buys it and for what, what stops without it, which inputs are at hand,
and whom to ask, those nearest first. A clause without its fact is left out, so that no sentence fits every chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chaingraph.catalogue import Listed, Message, Spoken, message, text
from chaingraph.enumerations import ABSENT, Action, InputKind, Status
from chaingraph.findings.circumstances import Circumstances, Firm
from chaingraph.findings.finding import Finding
from chaingraph.findings.sentence import firms

_FEW = 3  # buyers that can be named one by one; more are a demand of some size
_NAMED = 2  # inputs, uses and places that a clause names
_SEGMENT = 2  # other products of a segment from which on it can be said to be empty, or whole but for one
_HALF = 0.5  # share of the buyers above which one place has most of them

# For each purpose: a project, a planned enterprise.
_COMING = {
    "fill": ("advice.project-fill", "advice.planned-fill"),
    "second": ("advice.project-second", "advice.planned-second"),
    "watch": ("advice.project-watch", "advice.planned-watch"),
}
# For each purpose: nothing stops (None: not said), one end product, up to three, more.
_STOPS: dict[str, tuple[str | None, str, str, str]] = {
    "fill": ("advice.stops-nothing-fill", "advice.stops-one-fill", "advice.stops-few-fill", "advice.stops-many-fill"),
    "second": (
        "advice.stops-nothing-second",
        "advice.stops-one-second",
        "advice.stops-few-second",
        "advice.stops-many-second",
    ),
    "defer": (None, "advice.stops-one-defer", "advice.stops-few-defer", "advice.stops-many-defer"),
    "pair": (None, "advice.stops-one-pair", "advice.stops-few-pair", "advice.stops-many-pair"),
}
# For each purpose: who stands here already, in the province, across its border, farther off.
_WHOM = {
    "fill": ("advice.expand-fill", "advice.province-fill", "advice.bordering-fill", "advice.farther-fill"),
    "second": ("advice.expand-second", "advice.province-second", "advice.bordering-second", "advice.farther-second"),
    "extend": ("advice.expand-extend", "advice.province-extend", "advice.bordering-extend", "advice.farther-extend"),
}
_AS = {
    InputKind.MATERIAL: "advice.as-material",
    InputKind.COMPONENT: "advice.as-component",
    InputKind.EQUIPMENT: "advice.as-equipment",
    InputKind.ENERGY: "advice.as-energy",
    InputKind.SERVICE: "advice.as-service",
    None: "advice.as-input",
}


@dataclass(frozen=True)
class Advice:
    """Clauses that make one sentence."""

    clauses: tuple[Message, ...]

    def text(self, lang: str) -> str:
        """The sentence in that language."""
        sentence = text("advice.between", lang).join(clause.text(lang) for clause in self.clauses)
        return text("advice.sentence", lang, clauses=sentence[:1].upper() + sentence[1:])


def advice(finding: Finding, around: Circumstances) -> Advice:
    """The advice for one finding."""
    return Advice(tuple(_clauses(finding, around)))


def _clauses(f: Finding, around: Circumstances) -> Iterator[Message]:
    if f.action == Action.NONE:
        yield _nothing(f, around)
    elif f.action == Action.SECURE:
        yield from _secure(f, around)
    elif f.action == Action.DEFER:
        yield from _defer(f, around)
    elif f.action == Action.EXTEND:
        yield from _extend(f, around)
    elif f.action == Action.STRENGTHEN:
        yield from _strengthen(f, around)
    elif f.action == Action.PAIR:
        yield from _pair(f, around)
    else:
        yield from _fill(f, around)


def _fill(f: Finding, around: Circumstances) -> Iterator[Message]:
    yield from _coming(around, "fill")
    yield from _verify(f, around)
    yield from _demand(f, around)
    yield from _ends(around, "fill")
    yield from _segment(around)
    yield from _inputs(around)
    yield from _whom(around, "fill")


def _strengthen(f: Finding, around: Circumstances) -> Iterator[Message]:
    yield from _present(f, around)
    yield from _coming(around, "second")
    yield from _at_risk(f, around)
    yield from _ends(around, "second")
    yield from _inputs(around)
    yield from _whom(around, "second")


def _extend(f: Finding, around: Circumstances) -> Iterator[Message]:
    yield from _coming(around, "fill")
    suppliers = tuple(dict.fromkeys(maker for _, maker in around.supplied))
    if suppliers:
        inputs = _some([name for name, _ in around.supplied])
        key = "advice.extend-one" if len(suppliers) == 1 else "advice.extend-several"
        yield message(key, product=f.names, inputs=inputs, makers=firms(suppliers, len(suppliers)))
    else:
        yield message("advice.extend", product=f.names)
    if f.status == Status.UNSEEN and around.searched:
        yield message("advice.searched", places=Listed(around.searched))
    elif f.status == Status.UNSEEN and suppliers:
        yield message("advice.ask-whether-made", maker=suppliers[0])
    if around.lacking:
        yield message("advice.lacking", inputs=_some(around.lacking))
    if around.final and around.chain is not None:
        yield message("advice.sold-outside-as-end", chain=around.chain)
    elif around.unmade:
        yield message("advice.sold-for", uses=_some(around.unmade))
    else:
        yield message("advice.sold-outside")
    if around.ends:
        yield from _ends(around, "fill")
    yield from _segment(around)
    yield from _whom(around, "extend")


def _pair(f: Finding, around: Circumstances) -> Iterator[Message]:
    makers = [*around.province, *(firm for firm in around.standing if firm.near)]
    single = len(makers) == 1
    yield message("advice.pair-one" if single else "advice.pair-several", product=f.names, makers=_placed(makers))
    if around.buyers:
        named = {"buyers": firms(around.buyers, f.local_buyer_count), "use": _use(around)}
        yield message("advice.pair-buyers-one" if single else "advice.pair-buyers", **named)
        if around.lead is not None and f.local_buyer_count > 1:
            yield message("advice.lead-buyer", lead=around.lead)
    elif around.unmade:
        yield message("advice.pair-later", uses=_some(around.unmade))
    yield from _ends(around, "pair")
    yield from _coming(around, "fill")
    local = [firm for firm in makers if firm.stands]
    if local:
        yield message("advice.pair-group", firms=_stands(local))


def _secure(f: Finding, around: Circumstances) -> Iterator[Message]:
    if f.status in ABSENT:
        yield message("advice.resource-none", product=f.names)
        if f.status == Status.UNSEEN and around.searched:
            yield message("advice.searched", places=Listed(around.searched))
    elif len(around.makers) == 1:
        yield message("advice.resource-one", product=f.names, maker=_maker(around.makers[0]))
    elif around.makers:
        makers = [firm.name for firm in around.makers]
        yield message("advice.resource-few", product=f.names, makers=firms(makers, f.makers))
    yield from _coming(around, "second")
    sources = [firm.name for firm in (*around.standing, *around.province, *around.bordering, *around.farther)]
    buyers = firms(around.buyers, f.local_buyer_count) if around.buyers else None
    if sources and buyers is not None:
        yield message("advice.contract-between", buyers=buyers, makers=firms(sources, len(sources)))
    elif sources:
        yield message("advice.contract-with", makers=firms(sources, len(sources)))
    elif buyers is not None:
        yield message("advice.contract-for", buyers=buyers)
    if around.ends:
        yield message("advice.stock-for", ends=_ends_named(around))
    else:
        yield message("advice.stock-little")


def _defer(f: Finding, around: Circumstances) -> Iterator[Message]:
    if around.unmade:
        key = "advice.defer-behind-one" if len(around.unmade) == 1 else "advice.defer-behind"
        yield message(key, product=f.names, uses=_some(around.unmade), n=len(around.unmade))
        if f.demand_steps is not None and f.demand_steps > 1:
            yield message("advice.defer-steps", n=f.demand_steps)
    elif around.chain is not None and around.final:
        yield message("advice.defer-end", product=f.names, chain=around.chain)
    else:
        yield message("advice.defer", product=f.names)
    yield from _coming(around, "watch")
    yield from _ends(around, "defer")
    yield from _segment(around)
    yield from _inputs(around)
    later = [_maker(firm) for firm in (*around.standing, *around.province, *around.bordering, *around.farther)]
    if later:
        yield message("advice.defer-whom", firms=firms(later, len(later)))


def _nothing(f: Finding, around: Circumstances) -> Message:
    if f.status == Status.COMMON:
        return message("advice.none-common", product=f.names)
    if f.status == Status.ELSEWHERE:
        return message("advice.none-elsewhere", product=f.names, makers=_placed(around.province))
    if not around.makers:
        return message("advice.none-nobody", product=f.names)
    makers = firms([firm.name for firm in around.makers], f.makers)
    if f.status == Status.ADEQUATE:
        return message("advice.none-adequate", product=f.names, makers=makers, owners=f.owners)
    return message("advice.none-few", product=f.names, makers=makers)


# ---------------------------------------------------------------- the clauses


def _coming(around: Circumstances, purpose: str) -> Iterator[Message]:
    """Who is on the way to make it: nothing is to be begun beside that before it is known how far it has come."""
    project, planned = _COMING[purpose]
    if around.coming:
        yield message(project, projects=firms(around.coming, len(around.coming)))
    if around.planned:
        yield message(planned, firms=firms(around.planned, len(around.planned)))


def _verify(f: Finding, around: Circumstances) -> Iterator[Message]:
    """What to check first, and with whom: the buyers know where they buy."""
    if f.status == Status.MISSING:
        yield message("advice.census", product=f.names)
    elif around.searched:
        key = "advice.searched-one" if len(around.searched) == 1 else "advice.searched-several"
        key = key if f.verify else "advice.searched-enough"
        yield message(key, places=Listed(around.searched), product=f.names)
    if not around.buyers:
        return
    named = {"buyers": firms(around.buyers, f.local_buyer_count), "use": _use(around), "product": f.names}
    asked = f.verify and not around.searched
    yield message("advice.ask-buyers" if asked else "advice.buyers", **named)


def _demand(f: Finding, around: Circumstances) -> Iterator[Message]:
    """How large the demand is, who can speak for it, and where it stands."""
    if f.local_buyer_count == 1:
        yield message("advice.one-buyer")
    elif around.lead is not None:
        yield message("advice.lead-buyer", lead=around.lead)
    elif f.local_buyer_count > _FEW:
        yield message("advice.many-buyers")
    elif around.buyers:
        yield message("advice.few-buyers")
    if f.local_buyer_count > 1 and around.parts:
        if around.gathered == 1:
            yield message("advice.buyers-gathered", place=around.parts[0])
        elif around.gathered > _HALF:
            yield message("advice.buyers-mostly", place=around.parts[0])
        else:
            places = Listed(around.parts[:_NAMED])
            key = "advice.buyers-two" if len(around.parts) <= _NAMED else "advice.buyers-spread"
            yield message(key, places=places, parts=len(around.parts))


def _at_risk(f: Finding, around: Circumstances) -> Iterator[Message]:
    """Who feels it first where a maker fails."""
    if not around.buyers:
        yield message("advice.no-buyer")
        return
    named = {"buyers": firms(around.buyers, f.local_buyer_count), "use": _use(around)}
    if f.local_buyer_count == 1:
        yield message("advice.risk-one", **named)
    elif f.local_buyer_count <= _FEW:
        yield message("advice.risk-few", **named)
    else:
        yield message("advice.risk-many", **named)
    if around.lead is not None and f.local_buyer_count > 1:
        yield message("advice.lead-at-risk", lead=around.lead)
    elif around.gathered == 1 and f.local_buyer_count > 1:
        yield message("advice.risk-gathered", place=around.parts[0])


def _use(around: Circumstances) -> Message:
    """As what kind of input it is bought, and for what."""
    return message(_AS[around.kind], uses=_some(around.uses))


def _segment(around: Circumstances) -> Iterator[Message]:
    """How far its segment is made here: the first of it, or the last that is wanting."""
    if around.segment is None or around.segment_all < _SEGMENT:
        return
    if not around.segment_made:
        yield message("advice.segment-empty", segment=around.segment)
    elif around.segment_made == around.segment_all:
        yield message("advice.segment-last", segment=around.segment)


def _present(f: Finding, around: Circumstances) -> Iterator[Message]:
    """Who makes it now, and whose they are."""
    makers = around.makers
    if not makers:
        yield message("advice.strengthen", product=f.names)
    elif len(makers) == 1:
        owner = makers[0].owner
        if owner is None:
            yield message("advice.only-one", product=f.names, maker=_maker(makers[0]))
        else:
            yield message("advice.only-one-of-group", product=f.names, maker=_maker(makers[0]), owner=owner)
    elif f.owners == 1:
        owner = next((firm.owner for firm in makers if firm.owner is not None), makers[0].name)
        names = firms([firm.name for firm in makers], f.makers)
        yield message("advice.one-group", product=f.names, makers=names, owner=owner)
    else:
        names = firms([firm.name for firm in makers], f.makers)
        key = "advice.few-by-output" if f.hhi_basis == "output" else "advice.few-makers"
        yield message(key, product=f.names, makers=names, owners=f.owners)


def _ends(around: Circumstances, purpose: str) -> Iterator[Message]:
    """What stops without it."""
    nothing, single, few, many = _STOPS[purpose]
    if not around.ends:
        if nothing is not None:
            yield message(nothing)
        return
    key = single if len(around.ends) == 1 else few if len(around.ends) <= _FEW else many
    yield message(key, ends=_ends_named(around))
    if around.other_chains and purpose in ("fill", "second"):
        yield message("advice.other-chains", chains=_some(around.other_chains))


def _ends_named(around: Circumstances) -> Spoken:
    return _counted(around.ends)


def _inputs(around: Circumstances) -> Iterator[Message]:
    """Which of its inputs are at hand."""
    if around.supplied and around.lacking:
        name, maker = around.supplied[0]
        yield message("advice.inputs-mixed", input=name, maker=maker, lacking=_some(around.lacking))
    elif around.supplied:
        pairs = [message("advice.input-from", input=name, maker=maker) for name, maker in around.supplied[:_NAMED]]
        yield message("advice.inputs-at-hand", inputs=Listed(tuple(pairs)))
    elif around.lacking:
        key = "advice.inputs-lacking-one" if len(around.lacking) == 1 else "advice.inputs-lacking"
        yield message(key, lacking=_some(around.lacking))
    elif around.common:
        yield message("advice.inputs-common")


def _whom(around: Circumstances, purpose: str) -> Iterator[Message]:
    """Whom to ask: who stands here already, then the province, then its neighbours, then all others."""
    expand, province, bordering, farther = _WHOM[purpose]
    asked = bool(around.standing or around.province or around.bordering)
    if around.standing:
        yield message(expand, firms=_standing(around))
    if around.province:
        yield message(province, firms=_placed(around.province))
    if around.bordering:
        yield message(bordering, firms=_placed(around.bordering))
    if around.farther:
        names = [firm.name for firm in around.farther]
        yield message("advice.farther-too" if asked else farther, firms=firms(names, len(names)))
    elif not asked:
        yield message("advice.nobody-known")


def _maker(firm: Firm) -> Spoken | str:
    return firm.name if firm.place is None else message("advice.firm-in", firm=firm.name, place=firm.place)


def _placed(found: Sequence[Firm]) -> Spoken:
    return firms([_maker(firm) for firm in found], len(found))


def _standing(around: Circumstances) -> Spoken:
    return _stands(around.standing)


def _stands(found: Sequence[Firm]) -> Spoken:
    pairs = [message("advice.stands", firm=firm.name, local=firm.stands[0]) for firm in found]
    return firms(pairs, len(pairs))


def _some(names: Sequence[Spoken]) -> Spoken:
    """The first two, and that there are more."""
    shown = Listed(tuple(names[:_NAMED]))
    return message("advice.and-others", names=shown) if len(names) > _NAMED else shown


def _counted(names: Sequence[Spoken]) -> Spoken:
    """Up to three, and how many there are in all."""
    shown = Listed(tuple(names[:_FEW]))
    return message("advice.in-all", names=shown, total=len(names)) if len(names) > _FEW else shown
