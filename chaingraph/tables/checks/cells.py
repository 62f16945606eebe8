"""Each cell by itself: required, type, vocabulary, form, range, check character.

One aggregate query a table counts the failures of every rule; only a rule that fails is asked for its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from chaingraph.problems import Problem
from chaingraph.schema import SCHEMA, Column
from chaingraph.tables import says
from chaingraph.tables.checks.dates import no_date
from chaingraph.tables.raw import Raw, literal, quoted

Says = Callable[[Column, int, str | None], Problem]
_NUMBER = r"[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?"
_FORM = {"number": _NUMBER, "integer": r"[+-]?[0-9]{1,15}", "year": "[0-9]{4}"}
# Beyond these a figure is a slip, and its square would leave the range of a double.
LEAST, GREATEST = 1e-12, 1e15
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def items(column: Column) -> str:
    """SQL for a cell's list: split at ``;`` (also the full-width one), trimmed, without empty parts."""
    return split(quoted(column.name))


def split(text: str) -> str:
    """SQL for the parts of a list that ``text`` (SQL) holds."""
    return f"list_filter(string_split_regex(trim({text}), ' *[;；] *'), lambda x: x <> '')"


def or_default(column: Column, text: str) -> str:
    """SQL for a cell as its key is compared: the value of a vocabulary however spelt, an empty cell what it stands for."""
    if not column.vocabulary or column.type == "list":
        return text
    name = f"coalesce({spelling(column, text)}, {text})"
    return f"coalesce({name}, {literal(column.default)})" if column.default else name


def spelling(column: Column, text: str) -> str:
    """SQL that turns any accepted spelling into the vocabulary's value, NULL when there is none."""
    spellings: dict[str, list[str]] = {}
    for spelt, value in SCHEMA.values[column.vocabulary].items():
        spellings.setdefault(value, []).append(spelt)
    branches = (f"when {_spelt(text, known)} then {literal(value)}" for value, known in spellings.items())
    return f"(case {' '.join(branches)} end)"


def _spelt(text: str, spellings: Iterable[str]) -> str:
    """SQL: whether a cell is spelt in one of these ways."""
    return f"lower(replace({text}, ' ', '')) in ({', '.join(map(literal, spellings))})"


def uscc_wrong(text: str) -> str:
    """SQL: whether the 18th character is not the check character of the first 17."""
    total = " + ".join(f"(strpos('{_USCC}', substr({text}, {i + 1}, 1)) - 1) * {pow(3, i, 31)}" for i in range(17))
    return f"(strpos('{_USCC}', substr({text}, 18, 1)) - 1) <> (31 - ({total}) % 31) % 31"


def _empty(column: Column, present: Collection[str]) -> Iterator[tuple[Column, str, Says]]:
    """The rule of a column that must be filled in, or of one in whose place another may be."""
    cell = quoted(column.name)
    if column.required and column.name in present:
        empty = f" or array_length({items(column)}) = 0" if column.type == "list" else ""
        yield column, f"({cell} is null{empty})", says.required
    pair = [name for name in (column.name, column.instead) if name in present]
    if column.instead and pair:
        table = SCHEMA.tables[column.table]
        yield table.by_name[pair[0]], " and ".join(f"{quoted(name)} is null" for name in pair), says.no_name


def _rules(column: Column) -> Iterator[tuple[str, Says]]:
    cell = quoted(column.name)
    if column.type == "date":
        yield f"{cell} is not null and {no_date(cell)}", says.wrong_type
    elif column.type in _FORM:
        form = f"regexp_full_match({cell}, {literal(_FORM[column.type])})"
        yield f"not {form}", says.wrong_type
        if column.type == "number":
            size = f"abs(try_cast({cell} as double))"
            yield f"{form} and {size} <> 0 and {size} not between {LEAST} and {GREATEST}", says.magnitude
        for bound, sign, problem in (
            (column.minimum, "<", says.minimum),
            (column.maximum, ">", says.maximum),
        ):
            if bound is not None:
                yield f"{form} and try_cast({cell} as double) {sign} {bound}", problem
    elif column.vocabulary:
        yield f"{cell} is not null and not {_spelt(cell, SCHEMA.values[column.vocabulary])}", says.vocabulary
    elif column.pattern:
        form = f"regexp_full_match({cell}, {literal(column.pattern)})"
        if column.type == "list":
            form = (
                f"len(list_filter({items(column)}, lambda x: not regexp_full_match(x, {literal(column.pattern)}))) = 0"
            )
        yield f"{cell} is not null and not {form}", says.pattern
        if column.name == "uscc":
            yield f"{form} and {uscc_wrong(cell)}", says.uscc_check


def cells(raw: Raw) -> Iterator[Problem]:
    """Every cell against the rules of its column."""
    for name, present in raw.columns.items():
        table = SCHEMA.tables[name]
        rules = [
            *(rule for column in table.columns for rule in _empty(column, present)),
            *(
                (column, condition, problem)
                for column in table.columns
                if column.name in present
                for condition, problem in _rules(column)
            ),
        ]
        if not rules:
            continue
        counts = raw.con.execute(
            f"select {', '.join(f'count_if({condition})' for _, condition, _ in rules)} from raw_{name}"
        ).fetchone()
        for (column, condition, problem), count in zip(rules, counts or (), strict=True):
            if count:
                found = raw.con.execute(
                    f"select _row, {quoted(column.name)} from raw_{name} where {condition} order by _row"
                ).fetchall()
                for row, value in found:
                    yield problem(column, row, value)
