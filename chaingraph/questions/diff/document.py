"""前后对比：排成文。What changed between two datasets, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chaingraph.catalogue import Names, speaker, text
from chaingraph.document import UNKNOWN, Column, Document, Paragraph, Section, Table
from chaingraph.enumerations import Action, Status
from chaingraph.findings.sentence import interval
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import by_semicolon, count_column, joined
from chaingraph.questions.diff.ask import LISTED, Diff, RowChange
from chaingraph.questions.diff.changes import KINDS, Change
from chaingraph.questions.profile.ask import ChainState
from chaingraph.schema import SCHEMA

_ROW_KINDS = {"added": "diff.added", "removed": "diff.removed", "changed": "diff.changed"}


def diff_document(world: World, answer: Diff, lang: str) -> Document:
    """Findings and facts that changed; ``world``: the new data."""
    title = f"{world.places.name(answer.region, lang)} · {text('diff.title', lang)}"
    return Document(key="diff", title=title, lang=lang, layout=lambda: _layout(answer, lang), data=answer.as_json)


def _layout(answer: Diff, lang: str) -> Iterator[Section]:
    if answer.changes or answer.counts:
        yield Section(blocks=diff_tables(answer, lang))
    else:
        same = text("diff.no-change", lang)
        yield Section(blocks=(Paragraph(text=same),))


def diff_tables(answer: Diff, lang: str) -> tuple[Table, ...]:
    """Findings, statuses, completeness, slipped projects, counts of rows and the rows themselves."""
    say = speaker(lang)
    columns = tuple(
        Column(key=key, label=say(label))
        for key, label in (
            ("table", "diff.table"),
            ("change", "diff.change"),
            ("key", "diff.key"),
            ("name", "diff.name"),
            ("cells", "diff.cells"),
        )
    )

    def rows(of: Iterable[RowChange]) -> tuple[tuple[str | None, ...], ...]:
        return tuple(
            (_table(row.table, lang), say(_ROW_KINDS[row.kind]), row.key, row.name, _cells(row, lang)) for row in of
        )

    return (
        *change_tables(answer.changes, answer.statuses, answer.chains, lang),
        Table(
            key="slipped",
            title=say("diff.projects-that-slipped"),
            columns=columns,
            rows=rows(answer.slipped),
        ),
        Table(
            key="facts",
            title=say("diff.facts-that-changed-rows"),
            columns=(columns[0], *(count_column(key, say(label)) for key, label in _ROW_KINDS.items())),
            rows=tuple((_table(name, lang), *three) for name, three in answer.counts.items()),
        ),
        Table(
            key="rows",
            title=say("diff.rows-that-changed", most=LISTED),
            columns=columns,
            rows=rows(answer.rows),
        ),
    )


def change_tables(
    changes: Sequence[Change],
    statuses: Sequence[tuple[Status, int, int]],
    chains: Sequence[tuple[ChainState, ChainState]],
    lang: str,
) -> tuple[Table, ...]:
    """The findings that changed, the counts of statuses and the completeness of chains, before and after."""
    say = speaker(lang)
    names = {chain.chain: chain.name_zh for _, chain in chains}
    before, after = say("diff.before"), say("diff.after")
    chain = Column(key="chain", label=say("diff.chain"))
    return (
        Table(
            key="changes",
            title=say("diff.findings-that-changed"),
            columns=(
                Column(key="product", label=say("diff.product")),
                chain,
                Column(key="change", label=say("diff.change")),
                Column(key="before", label=before),
                Column(key="after", label=after),
                Column(key="makers", label=say("diff.makers")),
            ),
            rows=tuple(
                (
                    Names(zh=change.name_zh, en=change.name_en).text(lang),
                    joined((names.get(key, key) for key in change.chain), lang),
                    say(KINDS[change.kind]),
                    _words(change.status_before, change.action_before, lang),
                    _words(change.status_after, change.action_after, lang),
                    f"{_number(change.makers_before)} → {_number(change.makers_after)}",
                )
                for change in changes
            ),
        ),
        Table(
            key="statuses",
            title=say("diff.products-by-status"),
            columns=(
                Column(key="status", label=say("diff.status")),
                count_column("before", before),
                count_column("after", after),
            ),
            rows=tuple((word(status, lang), was, now) for status, was, now in statuses),
        ),
        Table(
            key="completeness",
            title=say("diff.completeness-of-chains"),
            columns=(
                chain,
                Column(key="presence", label=say("diff.presence")),
                Column(key="operation", label=say("diff.operation")),
            ),
            rows=tuple(
                (
                    now.name_zh,
                    *(
                        _step(interval(a.low, a.high), interval(b.low, b.high))
                        for a, b in ((was.presence, now.presence), (was.operation, now.operation))
                    ),
                )
                for was, now in chains
            ),
        ),
    )


def _table(name: str, lang: str) -> str:
    return Names(zh=SCHEMA.tables[name].name_zh, en=SCHEMA.tables[name].name_en).text(lang)


def _cells(row: RowChange, lang: str) -> str:
    columns = SCHEMA.tables[row.table].by_name
    named = (
        (Names(zh=columns[name].name_zh, en=columns[name].name_en).text(lang), before, after)
        for name, before, after in row.columns
    )
    return by_semicolon((f"{name} {before or UNKNOWN} → {after or UNKNOWN}" for name, before, after in named), lang)


def _step(before: str, after: str) -> str | None:
    if before == after == UNKNOWN:
        return None  # each format has its own sign for what is not known
    return before if before == after else f"{before} → {after}"


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else str(value)


def _words(status: Status | None, action: Action | None, lang: str) -> str | None:
    if status is None or action is None:
        return None
    return f"{word(status, lang)} · {word(action, lang)}"
