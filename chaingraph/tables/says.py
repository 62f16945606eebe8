"""Every sentence about a defect, in both languages with its fix; one function a problem code.

A code has a witness in ``tests/bad`` (a test compares the two lists).
"""

from __future__ import annotations

from chaingraph.hints import near
from chaingraph.problems import Problem, Severity
from chaingraph.schema import SCHEMA, Column, Table, normalise_header

MOST_UNKNOWN = 50  # columns of one table that are named one by one
_LONG_HEADER = 60  # letters beyond which a piece of a header is not looked for in it


def _problem(
    table: str,
    row: int | None,
    column: str | None,
    value: str | None,
    code: str,
    texts: tuple[str, str, str, str],
    severity: Severity = "error",
) -> Problem:
    zh, en, fix_zh, fix_en = texts
    return Problem(table, row, column, value, code, severity, zh, en, fix_zh, fix_en)


def _named(column: Column) -> tuple[str, str]:
    return f"{column.name}（{column.name_zh}）", column.name


# --- files and headers


def missing_table(table: Table) -> Problem:
    """A table that must exist is not there."""
    return _problem(
        table.name, None, None, None, "table-missing",
        (f"缺少表 {table.name}（{table.name_zh}）", f"the table {table.name} is missing",
         f"请添加 {table.name}.csv 或名为“{table.name_zh}”的工作表",
         f"add {table.name}.csv, or a sheet of that name"),
    )  # fmt: skip


def table_twice(table: Table, first: str, second: str) -> Problem:
    """Two files or sheets stand for one table."""
    return _problem(
        table.name, None, None, second, "table-twice",
        (f"{first} 与 {second} 是同一张表", f"{first} and {second} are the same table",
         "请合并或删除其一", "merge them or remove one"),
    )  # fmt: skip


def unknown_table(name: str) -> Problem:
    """A file or sheet that no table is called."""
    meant = near(name.rpartition(".")[0] or name, [*SCHEMA.tables, *(t.name_zh for t in SCHEMA.tables.values())])
    return _problem(
        name, None, None, name, "table-unknown",
        (f"不认识的表“{name}”，未读取", f"no table is called {name!r}; it was not read",
         f"是否应为“{meant}”？" if meant else "如不需要可忽略",
         f"did you mean {meant!r}?" if meant else "ignore this if it is meant so"),
        "warning",
    )  # fmt: skip


def unreadable(table: str, name: str, why: str, why_en: str = "") -> Problem:
    """A file that its format's reader cannot open, with that reader's words (in English too where they differ)."""
    return _problem(
        table, None, None, name, "unreadable",
        (f"无法读取 {name}：{why}", f"{name} cannot be read: {why_en or why}",
         "请用 Excel 或 WPS 打开后另存，再试", "open it in Excel or WPS, save it anew and try again"),
    )  # fmt: skip


def broken_answer(name: str, zh: str, en: str) -> Problem:
    """A SPARQL endpoint whose answer cannot be taken for the data."""
    return _problem(
        name, None, None, name, "unreadable",
        (f"端点的回答有误：{zh}", f"the endpoint's answer is at fault: {en}",
         "请检查端点，或在服务器上导出 RDF 文件再读", "check the endpoint, or export an RDF file on its server and read that"),
    )  # fmt: skip


def no_file(table: str, name: str) -> Problem:
    """A link that leads nowhere, a pipe or a device in place of a file."""
    return _problem(
        table, None, None, name, "unreadable",
        (f"{name} 不是普通文件（断开的链接、管道或设备）", f"{name} is no regular file (a broken link, a pipe or a device)",
         "请换成文件本身，或删去", "put the file itself there, or remove it"),
    )  # fmt: skip


def outside(table: str, name: str, target: str) -> Problem:
    """A link or junction in a dataset folder that leads out of it; nothing of what is there is read or told."""
    return _problem(
        table, None, None, name, "unreadable",
        (f"{name} 是通向所给文件夹之外的链接（{target}），未读取", f"{name} is a link out of the folder that was named (to {target}) and was not read",
         "请把文件本身放进文件夹，或直接指明它所在的文件夹", "put the file itself into the folder, or name the folder where it lies"),
    )  # fmt: skip


def refused(name: str, zh: str, en: str) -> Problem:
    """A workbook that would not fit into memory, or is no sound archive."""
    return _problem(
        name, None, None, name, "refused",
        (f"{name}：{zh}", f"{name}: {en}",
         "请用 Excel 或 WPS 打开后另存，再试", "open it in Excel or WPS, save it anew and try again"),
    )  # fmt: skip


def formula(table: Table, row: int, column: str | None, cell: str) -> Problem:
    """A formula whose value was never computed."""
    return _problem(
        table.name, row, column, cell, "formula",
        (f"{cell} 是没有计算结果的公式", f"{cell} is a formula without a computed value",
         "请在 Excel 或 WPS 中打开并保存，或改填数值", "open and save it in Excel or WPS, or write the value"),
    )  # fmt: skip


def encoding(name: str, table: str = "") -> Problem:
    """A CSV that is neither UTF-8 nor GBK; ``table`` where it is a table of a dataset."""
    return _problem(
        table, None, None, name if table else None, "encoding",
        (f"{name} 既不是 UTF-8 也不是 GBK 编码", f"{name} is neither UTF-8 nor GBK",
         "请另存为“CSV UTF-8”", "save it as CSV UTF-8"),
    )  # fmt: skip


def no_header(table: Table) -> Problem:
    """A file without a single row."""
    return _problem(
        table.name, 1, None, None, "no-header",
        ("表是空的，没有表头", "the table is empty, without a header",
         "第一行请写列名", "put the column names into the first row"),
    )  # fmt: skip


def not_csv(table: str, row: int | None, why: str) -> Problem:
    """Broken quoting or an overlong cell: the rest of the file cannot be read. ``table`` is empty for a list to import."""
    return _problem(
        table, row, None, None, "not-csv",
        (f"从本行起无法按 CSV 解析：{why}", f"from this row on it is not CSV: {why}",
         "请检查引号是否成对、单元格是否过长", "check that quotes come in pairs and no cell is overlong"),
    )  # fmt: skip


def ragged(table: Table, row: int, cells: int, width: int) -> Problem:
    """A row with more or fewer cells than the header."""
    return _problem(
        table.name, row, None, str(cells), "ragged",
        (f"本行有 {cells} 格，表头有 {width} 格", f"this row has {cells} cells, the header {width}",
         "请补齐或删去多余的逗号", "add the missing commas or remove the surplus ones"),
    )  # fmt: skip


def control_character(table: Table, row: int, column: str, value: str) -> Problem:
    """A control character in a cell."""
    return _problem(
        table.name, row, column, value, "control-character",
        ("含有不可见的控制字符", "the cell holds a control character",
         "请重新键入该单元格", "type the cell anew"),
    )  # fmt: skip


def unknown_column(table: Table, text: str, meant: str | None = None, home: Table | None = None) -> Problem:
    """A header that no column is called; the column is left out.

    ``meant``: the one that it is a misspelling of; ``home``: the table that has such a column.
    """
    fix = ("如不需要可忽略", "ignore this if it is meant so")
    if meant:
        fix = (f"是否应为“{meant}”？", f"did you mean {meant!r}?")
    elif home:
        fix = (
            f"这是表 {home.name}（{home.name_zh}）的列，要读入请另列该表",
            f"it is a column of the table {home.name}; give that table as well if it is to be read",
        )
    return _problem(
        table.name, 1, text, text, "column-unknown",
        (f"不认识的列“{text}”，未使用", f"no column is called {text!r}; it is not used", *fix),
        "warning",
    )  # fmt: skip


def unit_unknown(table: Table, column: str, text: str, unit: str) -> Problem:
    """A column whose unit or currency is not known: it is left out, for a factor must not be guessed."""
    unit = _as_written(text, unit)
    return _problem(
        table.name, 1, column, text, "unit-unknown",
        (f"不认识单位“{unit}”，列“{text}”未使用", f"the unit {unit!r} is not known here; the column {text!r} is not used",
         "请先换算，再在表头写明换算后的单位；金额只认人民币", "convert the figures first and write the new unit into the header; money is renminbi"),
        "warning",
    )  # fmt: skip


def period_unknown(table: Table, column: str, text: str, period: str) -> Problem:
    """Money of another time than a year: it is left out, since these columns hold what a year brings."""
    period = _as_written(text, period)
    return _problem(
        table.name, 1, column, text, "period-unknown",
        (f"“{period}”不是某一整年，列“{text}”未使用", f"{period!r} is no single whole year; the column {text!r} is not used",
         "请填全年数，表头写明年份", "give the figures of a whole year and name it in the header"),
        "warning",
    )  # fmt: skip


def note_unread(table: Table, column: str, text: str, note: str) -> Problem:
    """A column that is read, but for a year or a unit that its header tells."""
    note = _as_written(text, note)
    return _problem(
        table.name, 1, column, text, "note-unread",
        (f"列“{text}”已读取，其中的“{note}”没有存入", f"the column {text!r} is read; {note!r} in it is not stored",
         "年份请另设一列“数据年份”，单位请另设一列“单位”", "give the year in a column Year, the unit in a column Unit"),
        "warning",
    )  # fmt: skip


def _as_written(text: str, part: str) -> str:
    """The piece of a header that reads as ``part`` once blanks and width of letters are set aside."""
    if len(text) > _LONG_HEADER:
        return part
    spans = ((b - a, a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1))
    return next((text[a:b] for _, a, b in sorted(spans) if normalise_header(text[a:b]) == part), part)


def header_row(table: Table, found: int | None) -> Problem:
    """The first row is no header; ``found`` is the row further down that looks like it."""
    zh = "第 1 行不是表头" + (f"，表头在第 {found} 行" if found else "：其中没有这张表的列名")
    en = "row 1 is no header" + (
        f"; the header stands in row {found}" if found else ": it holds no column name of this table"
    )
    return _problem(
        table.name, 1, None, None, "header-row",
        (zh, en,
         f"表头须在第 1 行：请删去上面的 {found - 1} 行；或用 chaingraph import 导入，标题行它会跳过" if found else "请在第 1 行写列名（见 chaingraph template）",
         f"the header has to be in row 1: delete the {found - 1} row(s) above it, or use chaingraph import, which passes over titles" if found
         else "put the column names into row 1 (see chaingraph template)"),
    )  # fmt: skip


def no_rows() -> Problem:
    """A dataset whose tables are all without a row."""
    return _problem(
        "dataset", None, None, None, "no-rows",
        ("数据中一行也没有", "the dataset holds not a single row",
         "请在各表的表头下填写数据；模板中的【示例】行不算", "fill in rows below the headers; the template's [EXAMPLE] rows do not count"),
    )  # fmt: skip


def table_empty(table: Table) -> Problem:
    """A command's own table without a row."""
    return _problem(
        table.name, None, None, None, "table-empty",
        (f"没有读到{table.name_zh}：表 {table.name}（{table.name_zh}）没有一行", f"the table {table.name} has not a row",
         f"请填写 {table.name}；清单请以“{table.name_zh}”命名工作表，列名照模板写",
         f"fill in {table.name}; name the sheet of a list {table.name!r} and its columns as the template has them"),
    )  # fmt: skip


def nothing_adapted(adapter: str) -> Problem:
    """A foreign dataset of a known kind without a row that could be used."""
    return _problem(
        adapter, None, None, None, "nothing-adapted",
        ("没有一行可用：什么也没有写出", "not a row could be used: nothing was written",
         "请检查原数据各文件是否只有表头", "check whether the files of the source hold more than their headers"),
    )  # fmt: skip


def nothing_to_analyse(chain: str | None = None) -> Problem:
    """No product at all, or none of a chain: there is nothing to find."""
    return _problem(
        "products", None, "chain" if chain else None, chain, "no-products",
        (f"产业链 {chain} 没有产品" if chain else "数据中没有产品", f"the chain {chain} has no products" if chain else "the dataset holds no product",
         "请在产品表中填写，每项产品注明所属产业链", "add products, each with its chain"),
    )  # fmt: skip


def more_unknown_columns(table: Table, count: int) -> Problem:
    """So many headers are unknown that each by its name would say no more."""
    return _problem(
        table.name, 1, None, str(count), "column-unknown",
        (f"另有 {count} 列不认识，未使用", f"{count} more columns are unknown and not used",
         "请核对表头是否在第 1 行", "check that the header is in row 1"),
        "warning",
    )  # fmt: skip


def unit_assumed(table: Table, name: str, text: str) -> Problem:
    """A column of money whose header names no unit."""
    return _problem(
        table.name, 1, name, text, "unit-assumed",
        (f"列“{text}”没有写明单位，按亿元读取", f"the column {text!r} names no unit; it is read as CNY 100 million",
         f"请在表头写明单位，如为万元写作“{text}（万元）”，如为亿元写作“{text}（亿元）”",
         f"name the unit in the header: {name} for CNY 100 million, '{text} (CNY 10,000)' for ten thousands"),
        "warning",
    )  # fmt: skip


def column_twice(table: Table, name: str, text: str) -> Problem:
    """Two headers stand for one column."""
    return _problem(
        table.name, 1, name, text, "column-twice",
        (f"列 {name} 出现两次", f"the column {name} stands twice", "请保留一列", "keep one of them"),
    )  # fmt: skip


def missing_column(table: Table, column: Column) -> Problem:
    """A column that must exist is not there."""
    zh, en = _named(column)
    return _problem(
        table.name, 1, column.name, None, "column-missing",
        (f"缺少列 {zh}", f"the column {en} is missing", "请添加该列", "add the column"),
    )  # fmt: skip


# --- cells


def required(column: Column, row: int, value: str | None) -> Problem:
    """An empty cell where a value must stand."""
    zh, en = _named(column)
    return _problem(
        column.table, row, column.name, value, "required",
        (f"{zh}不能为空", f"{en} must not be empty",
         f"请填写{column.description_zh}", f"fill in: {column.description_en}"),
    )  # fmt: skip


def no_name(column: Column, row: int, value: str | None) -> Problem:
    """A row without a name in either language."""
    return _problem(
        column.table, row, column.name, value, "required",
        ("中文名称与英文名称都是空的", "there is neither a Chinese nor an English name",
         "请至少填写一个名称", "fill in one of the two"),
    )  # fmt: skip


_TYPES = {
    "number": ("数", "a number", "请只填数字，单位写在列名中，不用千分位", "write digits only, no unit, no thousands mark"),
    "integer": ("整数", "a whole number", "请填整数", "write a whole number"),
    "date": ("日期", "a date", "请填如 2024-05-01，只知月或年时填 2024-05 或 2024", "write it as 2024-05-01; 2024-05 or 2024 where only the month or year is known"),
    "year": ("四位年份", "a year of four digits", "请填四位年份，如 2024", "write four digits, such as 2024"),
}  # fmt: skip


def wrong_type(column: Column, row: int, value: str | None) -> Problem:
    """A cell that is not the number or year that its column holds."""
    zh, en, fix_zh, fix_en = _TYPES[column.type]
    return _problem(
        column.table, row, column.name, value, column.type,
        (f"“{value}”不是{zh}", f"{value!r} is not {en}", fix_zh, fix_en),
    )  # fmt: skip


def vocabulary(column: Column, row: int, value: str | None) -> Problem:
    """A cell outside its column's list of values."""
    terms = SCHEMA.vocabularies[column.vocabulary]
    zh = "、".join(f"{term.value}（{term.zh}）" for term in terms)
    en = ", ".join(term.value for term in terms)
    return _problem(
        column.table, row, column.name, value, "vocabulary",
        (f"“{value}”不在可选值之内", f"{value!r} is not an allowed value",
         f"请从中选择：{zh}", f"choose one of: {en}"),
    )  # fmt: skip


def pattern(column: Column, row: int, value: str | None) -> Problem:
    """A cell that has not the form of its column."""
    return _problem(
        column.table, row, column.name, value, "pattern",
        (f"“{value}”的格式不对", f"{value!r} has the wrong form",
         f"应为：{column.description_zh}", f"it should be: {column.description_en}"),
    )  # fmt: skip


def region_code(column: Column, row: int, value: str) -> Problem:
    """A code of regions that is not six digits although no other scheme is named."""
    return _problem(
        column.table, row, column.name, value, "pattern",
        (f"“{value}”不是六位数字", f"{value!r} is not six digits",
         "请填 GB/T 2260 六位代码；其他代码请在 scheme（编码方案）中写明", "write six digits of GB/T 2260, or name the scheme of another code in scheme"),
    )  # fmt: skip


def minimum(column: Column, row: int, value: str | None) -> Problem:
    """A number below the least allowed."""
    return _problem(
        column.table, row, column.name, value, "minimum",
        (f"{value} 小于下限 {column.minimum:g}", f"{value} is below {column.minimum:g}",
         "请核对数值", "check the number"),
    )  # fmt: skip


def maximum(column: Column, row: int, value: str | None) -> Problem:
    """A number above the greatest allowed."""
    return _problem(
        column.table, row, column.name, value, "maximum",
        (f"{value} 大于上限 {column.maximum:g}", f"{value} is above {column.maximum:g}",
         "请核对数值", "check the number"),
    )  # fmt: skip


def magnitude(column: Column, row: int, value: str | None) -> Problem:
    """A number too large or too small to be meant."""
    return _problem(
        column.table, row, column.name, value, "magnitude",
        (f"{value} 的数量级不合理", f"{value} is too large or too small to be meant",
         "请核对数值与单位", "check the number and its unit"),
    )  # fmt: skip


def uscc_check(column: Column, row: int, value: str | None) -> Problem:
    """A credit code whose last character does not follow from the first 17 (GB 32100-2015)."""
    return _problem(
        column.table, row, column.name, value, "uscc-check",
        (f"统一社会信用代码 {value} 的校验位不符", f"the check character of {value} is wrong",
         "请对照营业执照核对", "compare it with the business licence"),
    )  # fmt: skip


# --- keys and references


def reference(column: Column, row: int, value: str | None, near: str | None) -> Problem:
    """A cell that names a row that is not there."""
    other = SCHEMA.tables[column.references]
    return _problem(
        column.table, row, column.name, value, "reference",
        (f"表 {other.name}（{other.name_zh}）中没有 {value}", f"there is no {value} in {other.name}",
         f"是否应为 {near}？" if near else f"请先在 {other.name} 中添加，或改正此处",
         f"did you mean {near}?" if near else f"add it to {other.name} or correct it here"),
    )  # fmt: skip


def region_outside(column: Column, row: int, value: str | None) -> Problem:
    """An enterprise of a province that the regions table does not list."""
    return _problem(
        column.table, row, column.name, value, "region-outside",
        (f"{value} 不在地区表中，按区域外企业处理", f"{value} is not in regions; the enterprise counts as outside",
         "如为本区域企业，请在 regions 中添加该代码", "add the code to regions if it is a local one"),
        "warning",
    )  # fmt: skip


def duplicate_key(table: Table, row: int, value: str, first: int) -> Problem:
    """The same key in two rows."""
    key = "+".join(table.key)
    return _problem(
        table.name, row, table.key[0], value, "duplicate-key",
        (f"{key} 与第 {first} 行重复", f"{key} is the same as in row {first}",
         "请保留一行，或改编号", "keep one row, or give it another id"),
    )  # fmt: skip


def duplicate_row(table: Table, row: int, value: str, first: int) -> Problem:
    """The same relation told twice without harm."""
    return _problem(
        table.name, row, table.key[0], value, "duplicate-row",
        (f"与第 {first} 行重复", f"the same as row {first}", "请删去一行", "remove one of them"),
        "warning",
    )  # fmt: skip


def duplicate_name(table: Table, row: int, value: str, first: int) -> Problem:
    """One name for two ids: most likely one thing entered twice."""
    return _problem(
        table.name, row, "name_zh", value, "duplicate-name",
        (f"名称与第 {first} 行重复", f"the name is the same as in row {first}",
         "请合并两行，或使名称可区分", "merge the two rows, or make the names distinct"),
    )  # fmt: skip


def same_name(table: Table, row: int, value: str, first: int) -> Problem:
    """One name in two regions: possible, worth a look."""
    return _problem(
        table.name, row, "name_zh", value, "same-name",
        (f"名称与第 {first} 行相同", f"the name is the same as in row {first}",
         "请确认是否为同一主体", "check whether they are the same"),
        "warning",
    )  # fmt: skip


def similar_name(table: Table, row: int, value: str, first: int, other: str) -> Problem:
    """Two names that differ in brackets, spaces, dots or letter case alone."""
    return _problem(
        table.name, row, "name_zh", value, "similar-name",
        (f"名称与第 {first} 行“{other}”只差括号、空格等写法", f"the name differs from {other!r} in row {first} in brackets, spaces or dots alone",
         "如为同一企业，请合并为一行，另一写法填入 aliases（曾用名与简称）", "if they are one enterprise keep one row and put the other spelling into aliases"),
        "warning",
    )  # fmt: skip


def duplicate_uscc(table: Table, row: int, value: str, first: int) -> Problem:
    """One credit code for two enterprises."""
    return _problem(
        table.name, row, "uscc", value, "duplicate-uscc",
        (f"统一社会信用代码与第 {first} 行相同", f"the credit code is the same as in row {first}",
         "请合并两行，或改正代码", "merge the two rows, or correct the code"),
    )  # fmt: skip


# --- chains and regions as a whole


def self_input(row: int, value: str) -> Problem:
    """A product that is its own input."""
    return _problem(
        "inputs", row, "input", value, "self-input",
        (f"{value} 是自己的投入", f"{value} is its own input", "请删去该行或改正编号", "remove the row or correct the id"),
    )  # fmt: skip


def self_kind(row: int, value: str) -> Problem:
    """A product that is its own kind."""
    return _problem(
        "products", row, "broader", value, "self-kind",
        (f"{value} 的上位产品是它自己", f"{value} is a kind of itself", "请删去或改正上位产品", "remove or correct the broader product"),
    )  # fmt: skip


def kind_cycle(row: int, ids: list[str]) -> Problem:
    """Products that are kinds of each other."""
    loop = " → ".join(ids)
    return _problem(
        "products", row, "broader", ids[0], "kind-cycle",
        (f"上位关系成环：{loop}", f"the broader products run in a circle: {loop}",
         "请改正其中一个上位产品", "correct one of them"),
    )  # fmt: skip


def kinds_and_inputs(row: int, value: str) -> Problem:
    """A product with kinds that has inputs of its own too."""
    return _problem(
        "products", row, "id", value, "kinds-and-inputs",
        (f"{value} 既有下位产品，又有自己的投入", f"{value} has kinds and inputs of its own",
         "各下位产品都要用的投入可保留；只有某一种要用的，请在 inputs 中移到那一种之下",
         "keep the inputs that every kind needs; move those of one kind to that kind in inputs"),
        "warning",
    )  # fmt: skip


def statistic_about(row: int, chain: str | None, product: str | None) -> Problem:
    """A statistic of both a chain and a product, or of neither."""
    zh, en = ("都填了", "both a chain and a product") if chain else ("都没有填", "neither a chain nor a product")
    return _problem(
        "outputs", row, "product", product, "chain-or-product",
        (f"产业链与产品{zh}", f"the row names {en}", "请填且只填一项", "fill in one of the two"),
    )  # fmt: skip


def owner_cycle(row: int, ids: list[str]) -> Problem:
    """Enterprises that belong to each other."""
    loop = " → ".join(ids)
    return _problem(
        "enterprises", row, "parent_group", ids[0], "owner-cycle",
        (f"所属集团成环：{loop}", f"the parent groups run in a circle: {loop}",
         "请改正其中一家的所属集团；否则按编号最小的一家归属", "correct one of them; else all belong to the smallest id"),
        "warning",
    )  # fmt: skip


def owner_unclear(row: int, value: str) -> Problem:
    """A parent group whose name two enterprises bear."""
    return _problem(
        "enterprises", row, "parent_group", value, "owner-unclear",
        (f"名为“{value}”的企业不止一家，无法确定是哪一家", f"more than one enterprise is called {value!r}, so it is taken as a mere name",
         "请在所属集团中填写那家企业的编号", "write the id of the one that is meant"),
        "warning",
    )  # fmt: skip


def found_unrecorded(row: int, value: str) -> Problem:
    """A search that found makers where none is on record."""
    return _problem(
        "searches", row, "found", value, "found-unrecorded",
        (f"查到了 {value} 的生产企业，但当地没有收录", f"makers of {value} were found, but none there is on record",
         "请把找到的企业填入 enterprises 与 makes", "add the enterprises that were found to enterprises and makes"),
        "warning",
    )  # fmt: skip


def currency(name: str, value: str) -> Problem:
    """A currency that is no code of three letters."""
    return _problem(
        name, None, "currency", value, "currency",
        (f"“{value}”不是币种代码", f"{value!r} is no code of a currency",
         "请填 ISO 4217 三个大写字母，如 CNY、EUR", "write three capital letters of ISO 4217, such as CNY or EUR"),
    )  # fmt: skip


def region_cycle(row: int, codes: list[str]) -> Problem:
    """Regions that lie in each other."""
    loop = " → ".join(codes)
    return _problem(
        "regions", row, "parent", codes[0], "region-cycle",
        (f"上级关系成环：{loop}", f"the parents run in a circle: {loop}",
         "请改正其中一个上级代码", "correct one of the parents"),
    )  # fmt: skip


def input_cycle(row: int, ids: list[str]) -> Problem:
    """Products that are made from each other: real chains recycle."""
    loop = " → ".join(ids)
    return _problem(
        "inputs", row, "product", ids[0], "input-cycle",
        (f"投入关系成环：{loop}", f"the inputs run in a circle: {loop}",
         "如为回收循环可保留，否则请改正", "keep it if it is recycling, else correct it"),
        "warning",
    )  # fmt: skip


def no_use(row: int, value: str) -> Problem:
    """A middle product that nothing is made from."""
    return _problem(
        "products", row, "stage", value, "no-use",
        (f"中游产品 {value} 没有下游用途", f"the midstream product {value} is an input of nothing",
         "请在 inputs 中补充其用途，或改为终端产品", "add its use to inputs, or mark it as an end product"),
        "warning",
    )  # fmt: skip


def no_inputs(row: int, value: str) -> Problem:
    """A middle product that is made from nothing."""
    return _problem(
        "products", row, "stage", value, "no-inputs",
        (f"中游产品 {value} 没有投入", f"the midstream product {value} has no inputs",
         "请在 inputs 中补充其投入", "add its inputs"),
        "warning",
    )  # fmt: skip


def makes_nothing(row: int, value: str) -> Problem:
    """An enterprise without a product."""
    return _problem(
        "enterprises", row, "id", value, "makes-nothing",
        (f"企业 {value} 没有产品", f"the enterprise {value} makes nothing",
         "请在 makes 中补充其产品", "add what it makes"),
        "warning",
    )  # fmt: skip
