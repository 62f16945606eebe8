"""自我检验：排成文。The self-evaluation as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import Column, Document, Figure, Kind, Paragraph, Section, Table
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import by_comma
from chaingraph.questions.evaluate.ask import Evaluation
from chaingraph.questions.evaluate.calibration import Calibration
from chaingraph.questions.evaluate.holdout import Hidden
from chaingraph.questions.evaluate.planted import Planted

# keys of the words for the rankings, what was planted and the settings; a name without one stands as it is
NAMES = {
    "criticality x worst facet": "evaluate.name-criticality-x-worst-facet",
    "stops an end product, then HHI, then criticality": "evaluate.name-stops-then-hhi-then-criticality",
    "criticality": "evaluate.name-criticality",
    "end products reached / (1 + makers)^2": "evaluate.name-ends-reached",
    "local buyers / (1 + makers)": "evaluate.name-local-buyers",
    "PageRank from end products / (1 + makers)": "evaluate.name-pagerank",
    "fewest makers, then most uses": "evaluate.name-fewest-makers-then-most-uses",
    "degree": "evaluate.name-degree",
    "random": "evaluate.name-random",
    "without demand": "evaluate.name-without-demand",
    "without criticality": "evaluate.name-without-criticality",
    "without the floor of stopping": "evaluate.name-without-stopping",
    "without grades of severity": "evaluate.name-without-severity",
    "makers for owners": "evaluate.name-makers-for-owners",
    "counts for weights": "evaluate.name-counts-for-weights",
    "most sole products": "evaluate.name-most-sole-products",
    "most products": "evaluate.name-most-products",
    "absent": "evaluate.name-absent",
    "sole owner": "evaluate.name-sole-owner",
    "several owners": "evaluate.name-several-owners",
    "products": "evaluate.name-products",
    "firms": "evaluate.name-firms",
    "as stated": "evaluate.name-as-stated",
    "more is there than the prior says": "evaluate.name-more-is-there-than-the-prior-says",
    "whole counties missing": "evaluate.name-whole-counties-missing",
    "dataset": "evaluate.name-dataset",
}


def evaluate_document(_: World, evaluation: Evaluation, lang: str) -> Document:
    """What was found of what was planted, what hidden enterprises do, how well the evidence is calibrated."""
    title = text("evaluate.title", lang)
    return Document(
        key="evaluate", title=title, lang=lang, layout=lambda: _layout(evaluation, lang), data=evaluation.as_json
    )


def _layout(evaluation: Evaluation, lang: str) -> Iterator[Section]:
    kinds = dict.fromkeys(row.of for row in evaluation.planted)
    tables = [_planted([row for row in evaluation.planted if row.of == of], lang) for of in kinds]
    closing = text("evaluate.how-to-read", lang)
    rest = (_hidden(evaluation.hidden, lang), _calibration(evaluation.calibration, lang), Paragraph(text=closing))
    yield Section(blocks=(*tables, *rest))


def _name(key: str, lang: str) -> str:
    return text(NAMES[key], lang) if key in NAMES else key


def _between(figure: tuple[float, float, float]) -> Figure:
    return Figure(value=figure[0], told=f"{figure[0]:.2f} ({figure[1]:.2f}–{figure[2]:.2f})")


def _measure(key: str, label: str, digits: int = 2) -> Column:
    return Column(key=key, label=label, kind=Kind.decimal, digits=digits)


def _planted(rows: list[Planted], lang: str) -> Table:
    say = speaker(lang)
    kinds = list(dict.fromkeys(kind for row in rows for kind in row.kinds))
    of, trials = _name(rows[0].of, lang), rows[0].trials
    return Table(
        key=f"planted-{rows[0].of}",
        title=say("evaluate.planted", of=of, n=trials),
        columns=(
            Column(key="ranking", label=say("evaluate.ranking")),
            _measure("found", say("evaluate.found-in-first-k")),
            _measure("value", say("evaluate.loss-held")),
            *(_measure(kind, _name(kind, lang)) for kind in kinds),
        ),
        rows=tuple(
            (
                _name(row.ranker, lang),
                _between(row.found),
                _between(row.value),
                *(row.kinds[kind] for kind in kinds),
            )
            for row in rows
        ),
    )


def _hidden(rows: tuple[Hidden, ...], lang: str) -> Table:
    say, first = speaker(lang), rows[0].first
    return Table(
        key="hidden",
        title=say("evaluate.hidden", share=rows[0].share, n=rows[0].draws),
        columns=(
            Column(key="ranking", label=say("evaluate.ranking")),
            _measure(
                "among_first",
                say("evaluate.false-gaps-among-first", first=first),
            ),
        ),
        rows=tuple((_name(row.ranker, lang), _between(row.among_first)) for row in rows),
    )


def _calibration(rows: tuple[Calibration, ...], lang: str) -> Table:
    say = speaker(lang)
    return Table(
        key="calibration",
        title=say("evaluate.calibration"),
        columns=(
            Column(key="setting", label=say("evaluate.setting")),
            _measure("brier", say("evaluate.brier-score"), 3),
            Column(key="grades", label=say("evaluate.absent-by-grade"), wide=True),
        ),
        rows=tuple(
            (
                _name(row.setting, lang),
                row.brier,
                by_comma((f"{word(grade, lang)} {share:.0%}" for grade, share in row.grades.items()), lang),
            )
            for row in rows
        ),
    )
