"""A constructor for each problem code, with what its sentences name; the sentences are ``problem.…`` of the catalogue.

A code has a witness in ``tests/test_problems.py`` (a test compares the two lists).
"""

from __future__ import annotations

from chaingraph.catalogue import Listed, Names, Spoken, message
from chaingraph.hints import near
from chaingraph.problems import Problem, Severity, problem
from chaingraph.schema import SCHEMA, Column, Table, normalise_header

MOST_UNKNOWN = 50  # columns of one table that are named one by one
_LONG_HEADER = 60  # letters beyond which a piece of a header is not looked for in it


def _cell(
    code: str,
    column: Column,
    row: int,
    value: str | None,
    *,
    severity: Severity = Severity.error,
    sentence: str | None = None,
    fix: str | None = None,
    **arguments: object,
) -> Problem:
    """A problem of one cell."""
    return problem(
        code,
        table=column.table,
        row=row,
        column=column.name,
        value=value,
        severity=severity,
        sentence=sentence,
        fix=fix,
        **arguments,
    )


def _description(column: Column) -> Names:
    return Names(zh=column.description_zh, en=column.description_en)


def _loop(ids: list[str]) -> str:
    return " → ".join(ids)


# --- files and headers


def missing_table(table: Table) -> Problem:
    """A table that must exist is not there."""
    return problem("table-missing", table=table.name, title=table.name_zh)


def table_twice(table: Table, first: str, second: str) -> Problem:
    """Two files or sheets stand for one table."""
    return problem("table-twice", table=table.name, value=second, first=first, second=second)


def unknown_table(name: str) -> Problem:
    """A file or sheet that no table is called."""
    meant = near(name.rpartition(".")[0] or name, [*SCHEMA.tables, *(t.name_zh for t in SCHEMA.tables.values())])
    fix = "did-you-mean" if meant else "ignore"
    return problem("table-unknown", table=name, value=name, severity=Severity.warning, fix=fix, meant=meant)


def unreadable(table: str, name: str, why: Spoken | str) -> Problem:
    """A file that its format's reader cannot open, with that reader's words."""
    return problem("unreadable", table=table, value=name, name=name, why=why)


def broken_answer(name: str, why: Spoken) -> Problem:
    """A SPARQL endpoint whose answer cannot be taken for the data."""
    return problem("unreadable", table=name, value=name, sentence="unreadable-answer", why=why)


def no_file(table: str, name: str) -> Problem:
    """A link that leads nowhere, a pipe or a device in place of a file."""
    return problem("unreadable", table=table, value=name, sentence="unreadable-no-file", name=name)


def outside(table: str, name: str, target: str) -> Problem:
    """A link or junction in a dataset folder that leads out of it; nothing of what is there is read or told."""
    return problem("unreadable", table=table, value=name, sentence="unreadable-outside", name=name, target=target)


def refused(name: str, why: Spoken) -> Problem:
    """A workbook that would not fit into memory, or is no sound archive, with the reason why."""
    return problem("refused", table=name, value=name, fix="unreadable", name=name, why=why)


def formula(table: Table, row: int, column: str | None, cell: str) -> Problem:
    """A formula whose value was never computed."""
    return problem("formula", table=table.name, row=row, column=column, value=cell)


def error_cell(table: Table, row: int, column: str | None, cell: str, error: str) -> Problem:
    """A cell that holds an error of the spreadsheet."""
    return problem("error-cell", table=table.name, row=row, column=column, value=error, cell=cell)


def long_number(table: Table, row: int, column: str | None, value: str) -> Problem:
    """A code that was typed as a number of more than 15 digits, of which a spreadsheet keeps 15."""
    return problem("long-number", table=table.name, row=row, column=column, value=value)


def date_cell(table: Table, row: int, column: str | None, value: str) -> Problem:
    """A date where text is wanted: a spreadsheet makes one of 3-5."""
    return problem("date-cell", table=table.name, row=row, column=column, value=value)


def encoding(name: str, table: str = "") -> Problem:
    """A CSV that is neither UTF-8 nor GBK; ``table`` where it is a table of a dataset."""
    return problem("encoding", table=table, value=name if table else None, name=name)


def no_header(table: Table) -> Problem:
    """A file without a single row."""
    return problem("no-header", table=table.name, row=1)


def not_csv(table: str, row: int | None, why: Spoken | str) -> Problem:
    """Broken quoting or an overlong cell: the rest of the file cannot be read. ``table`` is empty for a list to import."""
    return problem("not-csv", table=table, row=row, why=why)


def ragged(table: Table, row: int, cells: int, width: int) -> Problem:
    """A row with more or fewer cells than the header."""
    return problem("ragged", table=table.name, row=row, value=str(cells), width=width)


def control_character(table: Table, row: int, column: str, value: str) -> Problem:
    """A control character in a cell."""
    return problem("control-character", table=table.name, row=row, column=column, value=value)


def unknown_column(table: Table, text: str, meant: str | None = None, home: Table | None = None) -> Problem:
    """A header that no column is called; the column is left out.

    ``meant``: the one that it is a misspelling of; ``home``: the table that has such a column.
    """
    fix = "did-you-mean" if meant else "column-of-another" if home else "ignore"
    return problem(
        "column-unknown",
        table=table.name,
        row=1,
        column=text,
        value=text,
        severity=Severity.warning,
        fix=fix,
        meant=meant,
        home=home.name if home else None,
        title=home.name_zh if home else None,
    )


def unit_unknown(table: Table, column: str, text: str, unit: str) -> Problem:
    """A column whose unit or currency is not known: it is left out, for a factor must not be guessed."""
    return problem(
        "unit-unknown",
        table=table.name,
        row=1,
        column=column,
        value=text,
        severity=Severity.warning,
        unit=_as_written(text, unit),
    )


def period_unknown(table: Table, column: str, text: str, period: str) -> Problem:
    """Money of another time than a year: it is left out, since these columns hold what a year brings."""
    return problem(
        "period-unknown",
        table=table.name,
        row=1,
        column=column,
        value=text,
        severity=Severity.warning,
        period=_as_written(text, period),
    )


def note_unread(table: Table, column: str, text: str, note: str) -> Problem:
    """A column that is read, but for a year or a unit that its header tells."""
    return problem(
        "note-unread",
        table=table.name,
        row=1,
        column=column,
        value=text,
        severity=Severity.warning,
        note=_as_written(text, note),
    )


def _as_written(text: str, part: str) -> str:
    """The piece of a header that reads as ``part`` once blanks and width of letters are set aside."""
    if len(text) > _LONG_HEADER:
        return part
    spans = ((b - a, a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1))
    return next((text[a:b] for _, a, b in sorted(spans) if normalise_header(text[a:b]) == part), part)


def header_row(table: Table, found: int | None) -> Problem:
    """The first row is no header; ``found`` is the row further down that looks like it."""
    if found is None:
        return problem("header-row", table=table.name, row=1)
    return problem("header-row", table=table.name, row=1, sentence="header-below", found=found, n=found - 1)


def no_rows() -> Problem:
    """A dataset whose tables are all without a row."""
    return problem("no-rows", table="dataset")


def table_empty(table: Table) -> Problem:
    """A command's own table without a row."""
    return problem("table-empty", table=table.name, title=table.name_zh)


def nothing_adapted(adapter: str) -> Problem:
    """A foreign dataset of a known kind without a row that could be used."""
    return problem("nothing-adapted", table=adapter)


def nothing_to_analyse(chain: str | None = None) -> Problem:
    """No product at all, or none of a chain: there is nothing to find."""
    sentence = "no-products-of-chain" if chain else "no-products"
    return problem(
        "no-products",
        table="products",
        column="chain" if chain else None,
        value=chain,
        sentence=sentence,
        fix="no-products",
    )


def more_unknown_columns(table: Table, count: int) -> Problem:
    """So many headers are unknown that each by its name would say no more."""
    return problem(
        "column-unknown",
        table=table.name,
        row=1,
        value=str(count),
        severity=Severity.warning,
        sentence="columns-unknown",
        n=count,
    )


def unit_assumed(table: Table, name: str, text: str) -> Problem:
    """A column of money whose header names no unit."""
    return problem(
        "unit-assumed",
        table=table.name,
        row=1,
        column=name,
        value=text,
        severity=Severity.warning,
        header=text,
        name=Names(zh=text, en=name),
    )


def column_twice(table: Table, name: str, text: str) -> Problem:
    """Two headers stand for one column."""
    return problem("column-twice", table=table.name, row=1, column=name, value=text)


def missing_column(table: Table, column: Column) -> Problem:
    """A column that must exist is not there."""
    return problem("column-missing", table=table.name, row=1, column=column.name, title=column.name_zh)


# --- cells


def required(column: Column, row: int, value: str | None) -> Problem:
    """An empty cell where a value must stand."""
    return _cell("required", column, row, value, title=column.name_zh, description=_description(column))


def no_name(column: Column, row: int, value: str | None) -> Problem:
    """A row without a name in either language."""
    return _cell("required", column, row, value, sentence="required-name")


def wrong_type(column: Column, row: int, value: str | None) -> Problem:
    """A cell that is not the number or year that its column holds."""
    return _cell(column.type, column, row, value)


def vocabulary(column: Column, row: int, value: str | None) -> Problem:
    """A cell outside its column's list of values."""
    terms = SCHEMA.vocabularies[column.vocabulary]
    choices = Listed(tuple(message("schema.term", value=term.value, title=term.zh) for term in terms))
    return _cell("vocabulary", column, row, value, choices=choices)


def pattern(column: Column, row: int, value: str | None) -> Problem:
    """A cell that has not the form of its column."""
    return _cell("pattern", column, row, value, description=_description(column))


def region_code(column: Column, row: int, value: str) -> Problem:
    """A code of regions that is not six digits although no other scheme is named."""
    return _cell("pattern", column, row, value, sentence="pattern-region-code")


def minimum(column: Column, row: int, value: str | None) -> Problem:
    """A number below the least allowed."""
    return _cell("minimum", column, row, value, least=column.minimum)


def maximum(column: Column, row: int, value: str | None) -> Problem:
    """A number above the greatest allowed."""
    return _cell("maximum", column, row, value, fix="minimum", greatest=column.maximum)


def magnitude(column: Column, row: int, value: str | None) -> Problem:
    """A number too large or too small to be meant."""
    return _cell("magnitude", column, row, value)


def uscc_check(column: Column, row: int, value: str | None) -> Problem:
    """A credit code whose last character does not follow from the first 17 (GB 32100-2015)."""
    return _cell("uscc-check", column, row, value)


# --- keys and references


def reference(column: Column, row: int, value: str | None, near: str | None) -> Problem:
    """A cell that names a row that is not there."""
    other = SCHEMA.tables[column.references]
    fix = "reference-near" if near else "reference"
    return _cell("reference", column, row, value, fix=fix, other=other.name, title=other.name_zh, meant=near)


def region_outside(column: Column, row: int, value: str | None) -> Problem:
    """An enterprise of a province that the regions table does not list."""
    return _cell("region-outside", column, row, value, severity=Severity.warning)


def duplicate_key(table: Table, row: int, value: str, first: int) -> Problem:
    """The same key in two rows."""
    return problem(
        "duplicate-key",
        table=table.name,
        row=row,
        column=table.key[0],
        value=value,
        first=first,
        key="+".join(table.key),
    )


def duplicate_row(table: Table, row: int, value: str, first: int) -> Problem:
    """The same relation told twice without harm."""
    return problem(
        "duplicate-row",
        table=table.name,
        row=row,
        column=table.key[0],
        value=value,
        severity=Severity.warning,
        first=first,
    )


def duplicate_name(table: Table, row: int, value: str, first: int) -> Problem:
    """One name for two ids: most likely one thing entered twice."""
    return problem("duplicate-name", table=table.name, row=row, column="name_zh", value=value, first=first)


def same_name(table: Table, row: int, value: str, first: int) -> Problem:
    """One name in two regions: possible, worth a look."""
    return problem(
        "same-name", table=table.name, row=row, column="name_zh", value=value, severity=Severity.warning, first=first
    )


def similar_name(table: Table, row: int, value: str, first: int, other: str) -> Problem:
    """Two names that differ in brackets, spaces, dots or letter case alone."""
    return problem(
        "similar-name",
        table=table.name,
        row=row,
        column="name_zh",
        value=value,
        severity=Severity.warning,
        first=first,
        other=other,
    )


def duplicate_uscc(table: Table, row: int, value: str, first: int) -> Problem:
    """One credit code for two enterprises."""
    return problem("duplicate-uscc", table=table.name, row=row, column="uscc", value=value, first=first)


# --- chains and regions as a whole


def self_input(row: int, value: str) -> Problem:
    """A product that is its own input."""
    return problem("self-input", table="inputs", row=row, column="input", value=value)


def self_kind(row: int, value: str) -> Problem:
    """A product that is its own kind."""
    return problem("self-kind", table="products", row=row, column="broader", value=value)


def kind_cycle(row: int, ids: list[str]) -> Problem:
    """Products that are kinds of each other."""
    return problem("kind-cycle", table="products", row=row, column="broader", value=ids[0], loop=_loop(ids))


def kinds_and_inputs(row: int, value: str) -> Problem:
    """A product with kinds that has inputs of its own too."""
    return problem("kinds-and-inputs", table="products", row=row, column="id", value=value, severity=Severity.warning)


def statistic_about(row: int, chain: str | None, product: str | None) -> Problem:
    """A statistic of both a chain and a product, or of neither."""
    sentence = "chain-and-product" if chain else "chain-or-product"
    return problem(
        "chain-or-product",
        table="outputs",
        row=row,
        column="product",
        value=product,
        sentence=sentence,
        fix="chain-or-product",
    )


def owner_cycle(row: int, ids: list[str]) -> Problem:
    """Enterprises that belong to each other."""
    return problem(
        "owner-cycle",
        table="enterprises",
        row=row,
        column="parent_group",
        value=ids[0],
        severity=Severity.warning,
        loop=_loop(ids),
    )


def owner_unclear(row: int, value: str) -> Problem:
    """A parent group whose name two enterprises bear."""
    return problem(
        "owner-unclear", table="enterprises", row=row, column="parent_group", value=value, severity=Severity.warning
    )


def found_unrecorded(row: int, value: str) -> Problem:
    """A search that found makers where none is on record."""
    return problem(
        "found-unrecorded", table="searches", row=row, column="found", value=value, severity=Severity.warning
    )


def found_exceeds_listed(row: int, column: str, value: str, listed: str) -> Problem:
    """More of a second list on record than the list holds."""
    return problem("found-exceeds-listed", table="coverage", row=row, column=column, value=value, listed=listed)


def currency(name: str, value: str) -> Problem:
    """A currency that is no code of three letters."""
    return problem("currency", table=name, column="currency", value=value)


def region_cycle(row: int, codes: list[str]) -> Problem:
    """Regions that lie in each other."""
    return problem("region-cycle", table="regions", row=row, column="parent", value=codes[0], loop=_loop(codes))


def input_cycle(row: int, ids: list[str]) -> Problem:
    """Products that are made from each other: real chains recycle."""
    return problem(
        "input-cycle",
        table="inputs",
        row=row,
        column="product",
        value=ids[0],
        severity=Severity.warning,
        loop=_loop(ids),
    )


def no_use(row: int, value: str) -> Problem:
    """A middle product that nothing is made from."""
    return problem("no-use", table="products", row=row, column="stage", value=value, severity=Severity.warning)


def no_inputs(row: int, value: str) -> Problem:
    """A middle product that is made from nothing."""
    return problem("no-inputs", table="products", row=row, column="stage", value=value, severity=Severity.warning)


def makes_nothing(row: int, value: str) -> Problem:
    """An enterprise without a product."""
    return problem("makes-nothing", table="enterprises", row=row, column="id", value=value, severity=Severity.warning)
