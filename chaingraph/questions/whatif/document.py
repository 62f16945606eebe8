"""推演：排成文。What changes when makers come, enterprises go or projects are built, as a document."""

from __future__ import annotations

from collections.abc import Iterable

from chaingraph.catalogue import speaker, text
from chaingraph.document import Cell, Column, Document, Section, Table
from chaingraph.findings.world import World
from chaingraph.questions.cells import products
from chaingraph.questions.diff.document import change_tables
from chaingraph.questions.whatif.ask import WhatIf


def whatif_document(world: World, answer: WhatIf, lang: str) -> Document:
    """Before and after."""
    title = text("whatif.title", lang, region=world.places.name(answer.region, lang))
    return Document(
        key="whatif",
        title=title,
        lang=lang,
        layout=lambda: [Section(blocks=whatif_tables(world, answer, lang))],
        data=answer.as_json,
    )


def whatif_tables(world: World, answer: WhatIf, lang: str) -> tuple[Table, ...]:
    """The summary, the notes where there are any, and the findings before and after."""
    say = speaker(lang)
    notes = tuple((note.about, note.sentence.text(lang)) for note in answer.notes)
    return (
        _summary(world, answer, lang),
        *([_pairs("notes", say("whatif.notes"), say("whatif.about"), say("whatif.note"), notes)] if notes else []),
        *change_tables(answer.changes, answer.statuses, answer.chains, lang),
    )


def _summary(world: World, answer: WhatIf, lang: str) -> Table:
    say = speaker(lang)

    def named(ids: Iterable[str]) -> str:
        return products(world, ids, lang) or say("whatif.none")

    def step(counts: tuple[int, int]) -> str:
        return f"{counts[0]} → {counts[1]}"

    rows = (
        (say("whatif.producible"), step(answer.able)),
        (say("whatif.newly-producible"), named(answer.producible)),
        (say("whatif.no-longer-producible"), named(answer.no_longer_producible)),
        (say("whatif.single"), step(answer.single)),
        (say("whatif.gaps"), step(answer.gaps)),
        (say("whatif.risk"), _risk(answer, lang)),
    )
    return _pairs("summary", say("whatif.summary"), say("whatif.item"), say("whatif.result"), rows)


def _risk(answer: WhatIf, lang: str) -> str:
    say = speaker(lang)
    if not answer.removed:
        return say("whatif.risk-of-added")
    if answer.esri is None:
        risk = say("whatif.risk-without-amounts")
    else:
        risk = f"{'' if answer.esri_converged else '≥ '}{answer.esri:.4f}"
    if answer.added or answer.projects:
        return say("whatif.risk-of-removed-alone", risk=risk)
    return risk


def _pairs(key: str, title: str, first: str, second: str, rows: tuple[tuple[Cell, Cell], ...]) -> Table:
    columns = (Column(key="about", label=first), Column(key="value", label=second))
    return Table(key=key, title=title, columns=columns, rows=rows)
