"""The questions as a document: what to verify first and why, then a form for each who is asked."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import Names, speaker, text
from chaingraph.document import Column, Document, Kind, Named, Paragraph, Section, Style, Table
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import name_column
from chaingraph.questions.survey.ask import Inquiry, Matter, Office, Respondent, Survey
from chaingraph.registry.enterprises import names

_ASKED = {
    Matter.EXISTENCE: "survey.ask-existence",
    Matter.OTHERS: "survey.ask-others",
    Matter.OUTPUTS: "survey.ask-outputs",
}
_OFFICE = {Office.FIRM: "survey.office-firm", Office.PARK: "survey.office-park", Office.REGION: "survey.office-region"}


def survey_document(world: World, answer: Survey, lang: str) -> Document:
    """What to ask whom."""
    title = text("survey.title", lang, region=world.places.name(answer.region, lang))
    return Document(
        key="survey", title=title, lang=lang, layout=lambda: _layout(world, answer, title, lang), data=answer.as_json
    )


def asked(inquiry: Inquiry, region: str, lang: str) -> str:
    """The question in words."""
    name = Names(zh=inquiry.name_zh, en=inquiry.name_en).text(lang)
    return text(_ASKED[inquiry.matter], lang, product=name, region=region, n=len(inquiry.makers))


def addressed(respondent: Respondent, lang: str) -> str:
    """Who is asked, in words."""
    return text(_OFFICE[respondent.office], lang, name=respondent.name_zh)


def _layout(world: World, answer: Survey, title: str, lang: str) -> Iterator[Section]:
    say, region = speaker(lang), world.places.name(answer.region, lang)
    columns = (
        Column(key="number", label=say("document.number"), kind=Kind.ordinal),
        name_column("product", say("survey.product")),
        Column(key="question", label=say("survey.question"), wide=True),
        Column(key="status", label=say("survey.status")),
        Column(key="value", label=say("survey.value"), kind=Kind.decimal, digits=3),
        Column(key="rank", label=say("survey.rank"), kind=Kind.integer),
        Column(key="rank_if", label=say("survey.rank-if"), kind=Kind.integer),
        Column(key="respondent", label=say("survey.respondent"), wide=True),
    )
    rows = tuple(
        (
            number,
            Named(Names(zh=inquiry.name_zh, en=inquiry.name_en).text(lang), inquiry.product),
            asked(inquiry, region, lang),
            word(inquiry.status, lang),
            inquiry.value,
            inquiry.rank,
            inquiry.rank_if,
            addressed(inquiry.respondent, lang),
        )
        for number, inquiry in enumerate(answer.inquiries, start=1)
    )
    yield Section(
        blocks=(
            Table(
                key="survey", title=title, columns=columns, rows=rows, empty=say("survey.none"), name=say("survey.list")
            ),
            Paragraph(text=say("survey.note", n=len(rows), known=answer.known)),
            Paragraph(text=say("survey.forms"), style=Style.aside),
        )
    )
    by_respondent: dict[Respondent, list[Inquiry]] = {}
    for inquiry in answer.inquiries:
        by_respondent.setdefault(inquiry.respondent, []).append(inquiry)
    for number, (respondent, inquiries) in enumerate(by_respondent.items(), start=1):
        yield Section(blocks=(_form(world, answer, number, respondent, inquiries, lang),))


def _form(
    world: World, answer: Survey, number: int, respondent: Respondent, inquiries: list[Inquiry], lang: str
) -> Table:
    """The sheet of one who is asked: the questions, and what is to be filled in; import takes it back."""
    say, region = speaker(lang), world.places.name(answer.region, lang)
    choices = (say("survey.answer-yes"), say("survey.answer-no"), say("survey.answer-unknown"))
    columns = (
        Column(key="question", label=say("survey.question"), width=44),
        Column(key="product", label=say("survey.product-id"), width=18),
        Column(key="region", label=say("survey.region-code"), width=10),
        Column(key="respondent", label=say("survey.respondent"), width=20),
        Column(key="answer", label=say("survey.answer"), width=10, choices=choices),
        Column(key="maker", label=say("survey.maker"), width=30),
        Column(key="place", label=say("survey.place"), width=20),
        Column(key="output", label=say("survey.output"), width=14),
        Column(key="year", label=say("survey.year"), width=10),
        Column(key="grounds", label=say("survey.grounds"), width=28),
        Column(key="date", label=say("survey.date"), width=14),
    )
    who = addressed(respondent, lang)
    rows = tuple(
        (asked(inquiry, region, lang), inquiry.product, answer.region, who, None, maker, None, None, None, None, None)
        for inquiry in inquiries
        for maker in (_makers(world, inquiry) if inquiry.matter is Matter.OUTPUTS else (None,))
    )
    title = say("survey.form-title", who=who, region=region)
    return Table(
        key=f"form-{number}", title=title, columns=columns, rows=rows, form=True, name=f"{number} {respondent.name_zh}"
    )


def _makers(world: World, inquiry: Inquiry) -> tuple[str | None, ...]:
    """The names of the makers on record, one row for each; an empty row where there are none."""
    known = names(world.dataset, inquiry.makers)
    return tuple(known.get(maker, maker) for maker in inquiry.makers) or (None,)
