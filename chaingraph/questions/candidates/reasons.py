"""为什么请这家？What speaks for a candidate, in short sentences of each language."""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.catalogue import Listed, Spoken, message
from chaingraph.findings.world import World
from chaingraph.network import Distance
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates, Kind

_SHOWN = 3
KINDS = {
    Kind.EXPANSION: "candidates.expansion",
    Kind.PROVINCE: "candidates.province",
    Kind.OUTSIDE: "candidates.outside",
    Kind.LOCAL: "candidates.local",
    Kind.EXTENSION: "candidates.extension",
}
"""The words for each kind."""


def reasons(world: World, answer: Candidates, firm: CandidateFirm, lang: str) -> tuple[str, ...]:
    """What of it stands here, what it makes, what else it would fill, what becomes producible, whom it is tied to, how
    far off it is.

    No more than the tables tell.
    """
    return tuple(reason.text(lang) for reason in _reasons(world, answer, firm))


def _reasons(world: World, answer: Candidates, firm: CandidateFirm) -> list[Spoken]:
    def named(ids: Sequence[str]) -> Spoken:
        return _first([world.network.products[product].names for product in ids])

    parts: list[Spoken] = []
    if firm.stands:
        parts.append(message("candidates.stands-here", firms=_first(firm.stands)))
    elif firm.namesakes:
        parts.append(message("candidates.namesake-here", firms=_first(firm.namesakes)))
    if firm.kind is Kind.EXTENSION:
        parts.append(message("candidates.makes-input-of-it", products=named(firm.near)))
    elif firm.kind is Kind.LOCAL:
        parts.append(message("candidates.makes-what-is-close", products=named(firm.near)))
    else:
        made = named(firm.makes or (answer.product,))
        if firm.year:
            parts.append(message("candidates.makes-as-of-year", products=made, year=firm.year))
        else:
            parts.append(message("candidates.makes", products=made))
        more = tuple(product for product in firm.fills if product != answer.product and product not in firm.makes)
        if more:
            parts.append(message("candidates.would-also-fill", products=named(more)))
    if firm.output_yi is not None:
        if firm.output_year is not None and firm.output_year != firm.year:
            parts.append(message("candidates.output-of-year", output_yi=firm.output_yi, year=firm.output_year))
        else:
            parts.append(message("candidates.output", output_yi=firm.output_yi))
    if firm.newly_producible:
        parts.append(message("candidates.newly-producible", n=firm.newly_producible))
    if firm.ties:
        parts.append(message("candidates.tied-to", ties=_first(firm.ties)))
        leads = tuple(lead for lead in firm.leads if lead not in firm.ties)
        if leads:
            parts.append(message("candidates.tied-to-leads", leads=_first(leads)))
    if firm.distance is Distance.SAME:
        parts.append(message("candidates.same-province"))
    elif firm.distance is Distance.NEXT:
        parts.append(message("candidates.next-province"))
    elif firm.region is None:
        parts.append(message("candidates.place-unknown"))
    return parts


def _first(names: Sequence[Spoken | str]) -> Spoken:
    """The first names, and how many more there are."""
    shown, more = Listed(tuple(names[:_SHOWN])), len(names) - _SHOWN
    return message("candidates.names-and-more", names=shown, total=len(names), n=more) if more > 0 else shown
