"""A constructor for each problem of a foreign list; the sentences are ``problem.…`` of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from chaingraph.catalogue import Listed, Message, Names, Spoken, message
from chaingraph.problems import Problem, Severity, problem
from chaingraph.schema import Column, Table
from chaingraph.tables.headings import with_units


def sheet_hidden(name: str) -> Problem:
    """A hidden sheet is not read."""
    return problem("sheet-hidden", value=name, severity=Severity.warning, sheet=name)


def sheet_empty() -> Problem:
    """Nothing on the sheet."""
    return problem("sheet-empty", severity=Severity.warning, fix="ignore")


def sheet_unknown(name: str) -> Problem:
    """No header of any table was found."""
    return problem("sheet-unknown", severity=Severity.warning, fix="column-names", sheet=name)


def sheet_headless(table: Table) -> Problem:
    """The sheet is named after a table, yet has no header of it."""
    sentence = "no-header-of-table"
    return problem("no-header", sentence=sentence, fix="column-names", name=table.name, title=table.name_zh)


def sheet_ambiguous(tables: Sequence[Table]) -> Problem:
    """The header fits several tables."""
    names = tuple(Names(zh=table.name_zh, en=table.name) for table in tables)
    return problem("sheet-ambiguous", tables=Listed(names), first=names[0])


def unit_missing(table: Table, column: str, header: str) -> Problem:
    """Money without a unit: a factor of 10,000 must not be guessed."""
    in_10_000, in_100_million = with_units(header)
    return problem(
        "unit-missing",
        table=table.name,
        column=column,
        header=header,
        in_10_000=in_10_000,
        in_100_million=in_100_million,
    )


def merged_amount(table: Table, column: str, value: str) -> Problem:
    """A figure in a cell that is merged over several rows: it is of all of them together and of none alone."""
    return problem("merged-amount", table=table.name, column=column, severity=Severity.warning, value=value)


def older_year(table: Table, column: str, year: str) -> Problem:
    """A column of an older year, where the list tells of a newer one too: a row of the table holds one year."""
    return problem("older-year", table=table.name, column=column, severity=Severity.warning, value=year)


def place_open(table: Table, column: str, value: str) -> Problem:
    """An address, or a place in parts, that begins with no place of the dataset."""
    return problem("place-open", table=table.name, column=column, severity=Severity.warning, value=value)


def investor_planned(column: Column, name: str) -> Problem:
    """An investor who is no enterprise of the dataset is taken as one that is planned."""
    return problem("investor-planned", table=column.table, column=column.name, severity=Severity.warning, value=name)


def name_kept(column: Column, name: str) -> Problem:
    """A park or cluster that the dataset has not: its name stays in the note."""
    return problem("name-kept", table=column.table, column=column.name, severity=Severity.warning, value=name)


def output_of_several(table: Table, products: int) -> Problem:
    """One figure for several products: it is of none of them alone."""
    return problem("output-of-several", table=table.name, column="output_yi", severity=Severity.warning, n=products)


def map_column(table: Table, column: str, header: str) -> Problem:
    """A column map names a header that is not there."""
    return problem("map-column", table=table.name, column=column, header=header)


def too_long(table: Table, column: str, length: int) -> Problem:
    """A cell longer than Excel itself allows."""
    return problem("too-long", table=table.name, column=column, length=length)


def id_form(table: Table, column: str, value: str) -> Problem:
    """An id that cannot serve as one."""
    return problem("id-form", table=table.name, column=column, value=value[:200], start=value[:60])


def conflict(table: Table, column: str, value: str, other: str, place: str) -> Problem:
    """Two rows of the import tell different things of one."""
    return problem("conflict", table=table.name, column=column, value=value, other=other, place=place)


def most_dropped(dropped: int, columns: int, table: Table) -> Problem:
    """More columns of a sheet are left out than are read."""
    return problem(
        "columns-dropped",
        table=table.name,
        severity=Severity.warning,
        n=dropped,
        columns=columns,
        title=table.name_zh,
    )


def nothing_read(rows_left_out: bool) -> Problem:
    """Not a row of what was given was read."""
    return problem("nothing-read", fix="nothing-below-header" if rows_left_out else "nothing-read")


def nowhere(
    table: Table, column: str, header: str, other: Table, count: int, theirs: Sequence[str], *, empty: bool
) -> Problem:
    """A column names rows of another table that are neither in the dataset nor in what is imported.

    ``empty``: nor is that table. ``theirs``: columns that would belong to it.
    """
    if empty:
        sentence = "nowhere-no-table-with-columns" if theirs else "nowhere-no-table"
    else:
        sentence = "nowhere-with-columns" if theirs else "nowhere"
    return problem(
        "nowhere",
        table=table.name,
        column=column,
        sentence=sentence,
        fix="nowhere",
        header=header,
        n=count,
        other=other.name,
        title=other.name_zh,
        rows=Names(zh=other.name_zh, en=other.name),
        columns=_quoted(theirs) if theirs else None,
    )


def _quoted(words: Sequence[str]) -> Message:
    """Words in quotation marks, which in Chinese need nothing between them."""
    first, *rest = words
    return reduce(
        lambda before, word: message("list.quoted-after", before=before, word=word),
        rest,
        message("list.quoted", word=first),
    )


def several(table: Table, column: str, value: str, count: int) -> Problem:
    """Several names in a cell that holds one."""
    return problem("reference", table=table.name, column=column, value=value, sentence="several-names", count=count)


def not_kept(parts: Spoken) -> Problem:
    """What the marked copy of a workbook does not hold."""
    return problem("not-kept", severity=Severity.warning, parts=parts)


def not_whole(why: Spoken) -> Problem:
    """A workbook that could be given back in part only: it is not written."""
    return problem("not-whole", why=why)


def name_unknown(table: Table, column: str, value: str, other: Table, near: str | None) -> Problem:
    """A reference that is neither an id nor a name."""
    return problem(
        "reference",
        table=table.name,
        column=column,
        value=value,
        sentence="name-unknown",
        fix="did-you-mean" if near else "name-unknown",
        other=other.name,
        title=other.name_zh,
        rows=Names(zh=other.name_zh, en=other.name),
        meant=near,
    )


def name_ambiguous(table: Table, column: str, value: str, ids: Sequence[str]) -> Problem:
    """A name that several rows have."""
    return problem("ambiguous", table=table.name, column=column, value=value, ids=", ".join(ids[:6]))


def doubtful(table: Table, value: str, other: str, other_id: str) -> Problem:
    """An enterprise that may be one that is there already."""
    return problem("doubtful", table=table.name, column="name_zh", value=value, other=other, other_id=other_id)
