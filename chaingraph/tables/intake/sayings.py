"""Every sentence about a defect of a foreign list, in both languages with its fix."""

from __future__ import annotations

from collections.abc import Sequence

from chaingraph.problems import Problem, Severity
from chaingraph.schema import Table


def _told(
    code: str, texts: tuple[str, str, str, str], severity: Severity = "error", *, table: str = "", column: str | None = None, value: str | None = None
) -> Problem:  # fmt: skip
    zh, en, fix_zh, fix_en = texts
    return Problem(table, None, column, value, code, severity, zh, en, fix_zh, fix_en)


def sheet_hidden(name: str) -> Problem:
    """A hidden sheet is not read."""
    return _told("sheet-hidden", (f"隐藏的工作表“{name}”未读取", f"the hidden sheet {name!r} was not read", "如需导入，请取消隐藏", "unhide it if it is to be imported"), "warning")  # fmt: skip


def sheet_empty() -> Problem:
    """Nothing on the sheet."""
    return _told("sheet-empty", ("工作表是空的", "the sheet is empty", "如不需要可忽略", "ignore this if it is meant so"), "warning")  # fmt: skip


def sheet_unknown(name: str) -> Problem:
    """No header of any table was found."""
    return _told("sheet-unknown", (f"在“{name}”中没有找到任何一张表的表头，未读取", f"no table's header was found in {name!r}; it was not read", "请照模板写列名，或用 --map 给出列对照", "use the column names of the template, or give a column map with --map"), "warning")  # fmt: skip


def sheet_headless(table: Table) -> Problem:
    """The sheet is named after a table, yet has no header of it."""
    return _told("no-header", (f"没有找到表 {table.name}（{table.name_zh}）的表头", f"no header of the table {table.name} was found", "请照模板写列名，或用 --map 给出列对照", "use the column names of the template, or give a column map with --map"))  # fmt: skip


def sheet_ambiguous(tables: Sequence[Table]) -> Problem:
    """The header fits several tables."""
    zh, en = "、".join(table.name_zh for table in tables), ", ".join(table.name for table in tables)
    return _told("sheet-ambiguous", (f"表头同样符合多张表：{zh}", f"the header fits several tables: {en}", f"请把工作表改名为其中之一，如“{tables[0].name_zh}”", f"name the sheet after one of them, such as {tables[0].name!r}"))  # fmt: skip


def unit_missing(table: Table, column: str, header: str) -> Problem:
    """Money without a unit: a factor of 10,000 must not be guessed."""
    return _told("unit-missing", (f"列“{header}”没有写明是万元还是亿元", f"the column {header!r} does not say its unit", f"请把表头写作“{header}（万元）”或“{header}（亿元）”", f"write the header as {header}（万元） for CNY 10,000 or {header}（亿元） for CNY 100 million"), table=table.name, column=column)  # fmt: skip


def map_column(table: Table, column: str, header: str) -> Problem:
    """A column map names a header that is not there."""
    return _told("map-column", (f"列对照要求的列“{header}”不在表头中", f"the map asks for the column {header!r}, which the header has not", "请改正列对照", "correct the map"), table=table.name, column=column)  # fmt: skip


def column_missing(table: Table, column: str, zh: str) -> Problem:
    """Rows without a column that nothing can stand in for."""
    return _told("column-missing", (f"缺少列 {column}（{zh}）", f"the column {column} is missing", "请添加该列", "add the column"), table=table.name, column=column)  # fmt: skip


def too_long(table: Table, column: str, length: int) -> Problem:
    """A cell longer than Excel itself allows."""
    return _told("too-long", (f"单元格有 {length} 个字符", f"the cell has {length} characters", "请缩短到 32767 个字符以内", "shorten it to 32,767 characters at most"), table=table.name, column=column)  # fmt: skip


def id_form(table: Table, column: str, value: str) -> Problem:
    """An id that cannot serve as one."""
    return _told("id-form", (f"编号“{value[:60]}”含有 ; / \\ 或 ..，或长于 100 个字符", f"the id {value[:60]!r} holds ; / \\ or .., or is longer than 100 characters", "请改用字母、数字与连字符", "use letters, digits and hyphens"), table=table.name, column=column, value=value[:200])  # fmt: skip


def conflict(table: Table, column: str, value: str, other: str, place: str) -> Problem:
    """Two rows of the import tell different things of one."""
    return _told("conflict", (f"“{value}”与 {place} 的“{other}”不一致", f"{value!r} differs from {other!r} in {place}", "请核对，保留一个", "check which is right and keep one"), table=table.name, column=column, value=value)  # fmt: skip


def most_dropped(dropped: int, columns: int, table: Table) -> Problem:
    """More columns of a sheet are left out than are read."""
    return _told("columns-dropped", (f"{columns} 列中有 {dropped} 列没有读入表 {table.name}（{table.name_zh}）", f"{dropped} of {columns} columns are not read into {table.name}", "请先看下面每列的原因；列名照模板写，或用 --map 给出列对照", "see below why, column by column; use the column names of the template, or a column map with --map"), "warning", table=table.name)  # fmt: skip


def nothing_read(rows_left_out: bool) -> Problem:
    """Not a row of what was given was read."""
    fix = ("请在表头（及【示例】行）下面填写数据", "fill in rows below the header (and the [EXAMPLE] row)") if rows_left_out else ("请照模板（chaingraph template）写列名，或用 --map 给出列对照", "use the column names of the template (chaingraph template), or give a column map with --map")  # fmt: skip
    return _told("nothing-read", ("什么也没有读到", "nothing was read", *fix))


def nowhere(
    table: Table, column: str, header: str, other: Table, count: int, theirs: Sequence[str], *, empty: bool
) -> Problem:
    """A column names rows of another table that are neither in the dataset nor in what is imported; ``empty``: nor is that table."""
    zh = f"列“{header}”指向 {count} 个{other.name_zh}，数据与清单中" + (
        f"都没有表 {other.name}（{other.name_zh}）" if empty else "一个也没有"
    )
    en = f"the column {header!r} names {count} {other.name}; " + (
        f"neither the dataset nor the list has the table {other.name}"
        if empty
        else "neither the dataset nor the list has any of them"
    )
    if theirs:
        zh += f"；“{'”“'.join(theirs)}”属于表 {other.name}，在 {table.name} 中没有读入"
        en += f"; {', '.join(map(repr, theirs))} would belong to {other.name} and is not read into {table.name}"
    return _told("nowhere", (zh, en, f"请先导入{other.name_zh}表，或在同一工作簿中加一张“{other.name_zh}”工作表；一张清单填多张表可用 --map", f"import {other.name} first, or add a sheet {other.name!r} to the same workbook; one list can fill several tables with --map"), table=table.name, column=column)  # fmt: skip


def several(table: Table, column: str, value: str, count: int) -> Problem:
    """Several names in a cell that holds one."""
    return _told("reference", (f"“{value}”像是 {count} 项，这一列一格只能填一项", f"{value!r} looks like {count} names; a cell of this column holds one", "请每项写一行", "write one row for each"), table=table.name, column=column, value=value)  # fmt: skip


def not_kept(parts_zh: str, parts_en: str) -> Problem:
    """What the marked copy of a workbook does not hold."""
    return _told("not-kept", (f"标注后的副本中没有：{parts_zh}", f"the marked copy is without: {parts_en}", "原文件没有改动，请以原文件为准", "the original is untouched; go on working with it"), "warning")  # fmt: skip


def not_whole(why_zh: str, why_en: str) -> Problem:
    """A workbook that could be given back in part only: it is not written."""
    return _told("not-whole", (f"无法原样还回：{why_zh}；没有写出标注副本", f"it cannot be given back whole: {why_en}; no marked copy was written", "请在 Excel 或 WPS 中另存为普通的“Excel 工作簿（.xlsx）”（不是 Strict Open XML），再检查", "save it as an ordinary Excel workbook (.xlsx, not Strict Open XML) and check that"))  # fmt: skip


def name_unknown(table: Table, column: str, value: str, other: Table, near: str | None) -> Problem:
    """A reference that is neither an id nor a name."""
    return _told("reference", (f"表 {other.name}（{other.name_zh}）中没有“{value}”", f"there is no {value!r} in {other.name}", f"是否应为“{near}”？" if near else f"请先在{other.name_zh}表中添加，或改正此处", f"did you mean {near!r}?" if near else f"add it to {other.name} or correct it here"), table=table.name, column=column, value=value)  # fmt: skip


def name_ambiguous(table: Table, column: str, value: str, ids: Sequence[str]) -> Problem:
    """A name that several rows have."""
    told = ", ".join(ids[:6])
    return _told("ambiguous", (f"“{value}”可指多项：{told}", f"{value!r} may mean several: {told}", "请改填编号", "write the id"), table=table.name, column=column, value=value)  # fmt: skip


def doubtful(table: Table, value: str, other: str, other_id: str) -> Problem:
    """An enterprise that may be one that is there already."""
    return _told("doubtful", (f"“{value}”可能就是已有的“{other}”（{other_id}）", f"{value!r} may be {other!r} ({other_id})", "请在 matches.csv 的 decision 列写“同一”或“不同”后再导入；也可填统一社会信用代码", "write same or different into the column decision of matches.csv and import again; or fill in the credit code"), table=table.name, column="name_zh", value=value)  # fmt: skip
