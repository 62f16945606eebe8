"""The forms of a survey, filled in: what was found, or not, becomes searches, makers and enterprises.

The sheets are those that ``chaingraph survey`` writes (:mod:`chaingraph.questions.survey`), in any of its languages.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chaingraph.catalogue import LANGUAGES, text
from chaingraph.schema import SCHEMA, normalise_header
from chaingraph.tables.intake.columnmap import SheetMap
from chaingraph.tables.intake.sheets import Grid
from chaingraph.tables.marks import MADE_HERE, NOT_KNOWN, NOT_MADE

_DEEPEST = 5  # rows of titles above the header of a form


def answer_maps(grid: Grid, today: date) -> list[SheetMap]:
    """How the sheet of a survey is read; nothing where it is none.

    yes and no are searches by the one who was asked (found 1 and 0), what is not known is none; a row that names a
    maker is an enterprise that makes the product.
    """
    for number, cells in grid.rows[:_DEEPEST]:
        header = {normalise_header(cell) for cell in cells}
        for lang in LANGUAGES:
            if {normalise_header(text(key, lang)) for key in ("survey.answer", "survey.product-id")} <= header:
                return _maps(number, lang, today)
    return []


def _said(key: str) -> frozenset[str]:
    """An answer in every language, in small letters: forms are filled in whatever one is used to."""
    return frozenset(text(key, lang).lower() for lang in LANGUAGES)


def _maps(header: int, lang: str, today: date) -> list[SheetMap]:
    answer, maker = (text(key, lang) for key in ("survey.answer", "survey.maker"))
    product, region, place = (text(key, lang) for key in ("survey.product-id", "survey.region-code", "survey.place"))
    searches = SheetMap(
        SCHEMA.tables["searches"],
        header=header,
        columns={
            "product": product,
            "region": region,
            "where": text("survey.respondent", lang),
            "query": text("survey.question", lang),
            "found": answer,
            "date": text("survey.date", lang),
            "note": text("survey.grounds", lang),
        },
        values={
            "found": {
                **dict.fromkeys(_said("survey.answer-yes") | MADE_HERE, "1"),
                **dict.fromkeys(_said("survey.answer-no") | NOT_MADE, "0"),
            }
        },
        defaults={"date": today.isoformat()},
        never={answer: frozenset({""}) | _said("survey.answer-unknown") | NOT_KNOWN},
    )
    enterprises = SheetMap(
        SCHEMA.tables["enterprises"],
        header=header,
        need=(maker,),
        columns={"name_zh": maker, "region": place},
        instead={"region": region},
        never={maker: NOT_KNOWN | NOT_MADE},
        quiet=True,
    )
    makes = SheetMap(
        SCHEMA.tables["makes"],
        header=header,
        need=(maker,),
        columns={
            "enterprise": maker,
            "product": product,
            "output_yi": text("survey.output", lang),
            "year": text("survey.year", lang),
        },
        units={"output_yi": Decimal(1)},
        never={maker: NOT_KNOWN | NOT_MADE},
        quiet=True,
    )
    return [searches, enterprises, makes]
