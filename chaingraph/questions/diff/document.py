"""前后对比：排成文。What changed between two datasets, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chaingraph.document import UNKNOWN, Column, Document, Paragraph, Section, Table, in_language
from chaingraph.enumerations import Action, Status
from chaingraph.findings.sentence import interval
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import count_column
from chaingraph.questions.diff.ask import LISTED, Diff, RowChange
from chaingraph.questions.diff.changes import KINDS, Change
from chaingraph.questions.profile.ask import ChainState
from chaingraph.schema import SCHEMA

_ROW_KINDS = {"added": ("新增", "added"), "removed": ("删去", "removed"), "changed": ("修改", "changed")}


def diff_document(world: World, told: Diff, lang: str) -> Document:
    """Findings and facts that changed; ``world``: the new data."""
    title = f"{world.places.name(told.region, lang)} · {in_language(lang)('前后对比', 'what changed')}"
    return Document(key="diff", title=title, lang=lang, layout=lambda: _layout(told, lang), data=told.as_json)


def _layout(told: Diff, lang: str) -> Iterator[Section]:
    if told.changes or told.counts:
        yield Section(blocks=diff_tables(told, lang))
    else:
        same = in_language(lang)("两次数据相同。", "The two datasets are the same.")
        yield Section(blocks=(Paragraph(text=same),))


def diff_tables(told: Diff, lang: str) -> tuple[Table, ...]:
    """Findings, statuses, completeness, slipped projects, counts of rows and the rows themselves."""
    say = in_language(lang)
    columns = tuple(
        Column(key=key, label=say(zh, en))
        for key, zh, en in (
            ("table", "表", "Table"),
            ("change", "变化", "Change"),
            ("key", "编号", "Key"),
            ("name", "名称", "Name"),
            ("cells", "内容", "Cells"),
        )
    )

    def rows(of: Iterable[RowChange]) -> tuple[tuple[str | None, ...], ...]:
        return tuple(
            (_table(one.table, lang), say(*_ROW_KINDS[one.kind]), one.key, one.name, _cells(one, lang)) for one in of
        )

    return (
        *change_tables(told.changes, told.statuses, told.chains, lang),
        Table(
            key="slipped",
            title=say("进度后移或停建的项目", "Projects that slipped or stopped"),
            columns=columns,
            rows=rows(told.slipped),
        ),
        Table(
            key="facts",
            title=say("事实变化（行数）", "Facts that changed (rows)"),
            columns=(columns[0], *(count_column(key, say(*pair)) for key, pair in _ROW_KINDS.items())),
            rows=tuple((_table(name, lang), *three) for name, three in told.counts.items()),
        ),
        Table(
            key="rows",
            title=say(
                f"变化的行（每表每类至多 {LISTED} 行）", f"Rows that changed (at most {LISTED} of a table and kind)"
            ),
            columns=columns,
            rows=rows(told.rows),
        ),
    )


def change_tables(
    changes: Sequence[Change],
    statuses: Sequence[tuple[Status, int, int]],
    chains: Sequence[tuple[ChainState, ChainState]],
    lang: str,
) -> tuple[Table, ...]:
    """The findings that changed, the counts of statuses and the completeness of chains, before and after."""
    say = in_language(lang)
    names = {one.chain: one.name_zh for _, one in chains}
    before, after = say("之前", "Before"), say("之后", "After")
    chain = Column(key="chain", label=say("产业链", "Chain"))
    return (
        Table(
            key="changes",
            title=say("结论变化", "Findings that changed"),
            columns=(
                Column(key="product", label=say("环节", "Product")),
                chain,
                Column(key="change", label=say("变化", "Change")),
                Column(key="before", label=before),
                Column(key="after", label=after),
                Column(key="makers", label=say("生产企业数", "Makers")),
            ),
            rows=tuple(
                (
                    say(one.name_zh, one.name_en),
                    "、".join(names.get(key, key) for key in one.chain),
                    say(*KINDS[one.kind]),
                    _words(one.status_before, one.action_before, lang),
                    _words(one.status_after, one.action_after, lang),
                    f"{_number(one.makers_before)} → {_number(one.makers_after)}",
                )
                for one in changes
            ),
        ),
        Table(
            key="statuses",
            title=say("各状态环节数", "Products by status"),
            columns=(
                Column(key="status", label=say("状态", "Status")),
                count_column("before", before),
                count_column("after", after),
            ),
            rows=tuple((word(status, lang), was, now) for status, was, now in statuses),
        ),
        Table(
            key="completeness",
            title=say("各链完备度", "Completeness of chains"),
            columns=(
                chain,
                Column(key="presence", label=say("完备度（有无）", "Presence")),
                Column(key="operation", label=say("完备度（运行）", "Operation")),
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
    return in_language(lang)(SCHEMA.tables[name].name_zh, SCHEMA.tables[name].name_en)


def _cells(row: RowChange, lang: str) -> str:
    say, columns = in_language(lang), SCHEMA.tables[row.table].by_name
    return "；".join(
        f"{say(columns[name].name_zh, columns[name].name_en)} {before or UNKNOWN} → {after or UNKNOWN}"
        for name, before, after in row.columns
    )


def _step(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else str(value)


def _words(status: Status | None, action: Action | None, lang: str) -> str | None:
    if status is None or action is None:
        return None
    return f"{word(status, lang)} · {word(action, lang)}"
