"""为什么请这家？What speaks for a candidate, in short sentences of each language."""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.catalogue import Listed, Spoken, message
from chaingraph.findings.world import World
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates

_SHOWN = 3


def reasons(world: World, told: Candidates, firm: CandidateFirm, lang: str) -> tuple[str, ...]:
    """What it makes, what else it would fill, what becomes producible, whom it is tied to.

    No more than the tables tell.
    """
    return tuple(reason.text(lang) for reason in _reasons(world, told, firm))


def _reasons(world: World, told: Candidates, firm: CandidateFirm) -> list[Spoken]:
    def named(ids: Sequence[str]) -> Spoken:
        return _first([world.network.products[product].names for product in ids])

    parts: list[Spoken] = []
    if firm.kind == "outside":
        made = named((told.product,))
        if firm.year:
            parts.append(message("candidates.makes-as-of-year", products=made, year=firm.year))
        else:
            parts.append(message("candidates.makes", products=made))
        more = tuple(product for product in firm.fills if product != told.product)
        if more:
            parts.append(message("candidates.would-also-fill", products=named(more)))
    else:
        parts.append(message("candidates.makes-what-is-close", products=named(firm.near)))
    if firm.output_yi is not None:
        if firm.output_year is not None and firm.output_year != firm.year:
            parts.append(message("candidates.output-of-year", output_yi=firm.output_yi, year=firm.output_year))
        else:
            parts.append(message("candidates.output", output_yi=firm.output_yi))
    if firm.newly_producible:
        parts.append(message("candidates.newly-producible", n=firm.newly_producible))
    if firm.ties:
        parts.append(message("candidates.tied-to", ties=_first(firm.ties)))
    return parts


def _first(names: Sequence[Spoken | str]) -> Spoken:
    """The first names, and how many more there are."""
    shown, more = Listed(tuple(names[:_SHOWN])), len(names) - _SHOWN
    return message("candidates.names-and-more", names=shown, total=len(names), n=more) if more > 0 else shown
