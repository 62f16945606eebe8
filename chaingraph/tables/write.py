"""A dataset out: a folder with ``datapackage.json``, a workbook, an empty template."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from chaingraph.plugins import Format
from chaingraph.schema import CURRENCY, SCHEMA, Column, Table
from chaingraph.tables.dataset import Dataset, as_given
from chaingraph.tables.foreign import EXAMPLE, header_of
from chaingraph.tables.paths import to_write
from chaingraph.tables.raw import quoted
from chaingraph.tables.read import PACKAGE_SHEET, TEMPLATE_NOTES

_FRICTIONLESS = {"list": "string", "date": "string", "boolean": "boolean"}
_ISO_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"  # known to the year, the month or the day
_FORMS = {"csv": ("csv", "text/csv"), "parquet": ("parquet", "application/vnd.apache.parquet")}
_DROPDOWN_ROWS = 5000


def _cell(column: Column) -> str:
    name = quoted(column.name)
    if column.instead:
        return f"{as_given(column)} as {name}"
    if column.type == "list":
        return f"array_to_string({name}, ';') as {name}"
    if column.type == "boolean":
        return f"case when {name} then 'yes' when not {name} then 'no' end as {name}"
    if column.type == "number":
        return f"case when {name} = trunc({name}) and abs({name}) < 1e15 then cast(cast({name} as bigint) as varchar) else cast({name} as varchar) end as {name}"
    return name


def _filled(dataset: Dataset, table: Table) -> list[Column]:
    """Columns that are required or hold anything, in order."""
    counts = dataset.rows(f"select {', '.join(f'count({quoted(c.name)})' for c in table.columns)} from {table.name}")[0]
    return [
        column
        for column, count in zip(table.columns, counts, strict=True)
        if count or column.required or column.instead
    ]


def descriptor(
    present: dict[str, list[Column]], name: str, form: str = "csv", currency: str = CURRENCY
) -> dict[str, Any]:
    """A Data Package descriptor of the given tables and columns, each in a ``csv`` or ``parquet`` file.

    ``currency`` (ISO 4217) is that of every column of money.
    """
    suffix, mediatype = _FORMS[form]
    return {
        "profile": "tabular-data-package",
        "name": name,
        "currency": currency,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table,
                "title": SCHEMA.tables[table].name_zh,
                "title_en": SCHEMA.tables[table].name_en,
                "description": SCHEMA.tables[table].description_zh,
                "description_en": SCHEMA.tables[table].description_en,
                "path": f"{table}.{suffix}",
                "format": form,
                "mediatype": mediatype,
                **({"encoding": "utf-8"} if form == "csv" else {}),
                "schema": _table_schema(SCHEMA.tables[table], columns, present, form),
            }
            for table, columns in present.items()
        ],
    }


def _table_schema(table: Table, columns: list[Column], present: dict[str, list[Column]], form: str) -> dict[str, Any]:
    fields = []
    for column in columns:
        told: dict[str, Any] = {
            "name": column.name,
            "title": column.name_zh,
            "title_en": column.name_en,
            "description": column.description_zh,
            "description_en": column.description_en,
            "type": "array" if column.type == "list" and form != "csv" else _FRICTIONLESS.get(column.type, column.type),
            "rdfType": column.predicate,
        }
        limits: dict[str, Any] = {"required": True} if column.required else {}
        if column.type == "boolean":
            told |= {"trueValues": ["yes"], "falseValues": ["no"]} if form == "csv" else {}
        elif column.vocabulary:
            limits["enum"] = [term.value for term in SCHEMA.vocabularies[column.vocabulary]]
        elif column.type == "date":
            limits["pattern"] = _ISO_DATE
        elif column.pattern and column.type == "string":
            limits["pattern"] = column.pattern
        if column.type in ("number", "integer"):
            limits |= {k: v for k, v in (("minimum", column.minimum), ("maximum", column.maximum)) if v is not None}
        if limits:
            told["constraints"] = limits
        fields.append(told)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.columns[0].name in ("id", "code"):
        schema["primaryKey"] = table.columns[0].name
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": column.references, "fields": SCHEMA.tables[column.references].key[0]},
        }
        for column in columns
        if column.references and column.type != "list" and column.references in present
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def write_folder(dataset: Dataset, folder: Path, form: str = "csv", name: str | None = None) -> None:
    """Writes every given table with ``datapackage.json``; rows and list items keep their order.

    ``form`` is ``csv`` (UTF-8, lists joined by ``;``) or ``parquet`` (typed columns, lists as lists). ``name`` is the package's; the
    folder's own when left out, which differs each time where it is a place aside.
    """
    present: dict[str, list[Column]] = {}
    for one, table in SCHEMA.tables.items():
        if one not in dataset.given and not table.required:
            continue
        present[one] = _filled(dataset, table)
        cells = ", ".join(
            _cell(column) if form == "csv" or column.instead else quoted(column.name) for column in present[one]
        )
        options = "format csv, header true" if form == "csv" else "format parquet, compression zstd"
        file = folder / f"{one}.{_FORMS[form][0]}"
        with to_write(file) as told:
            dataset.con.execute(f"copy (select {cells} from {one} order by _row) to {told} ({options})")
    write_descriptor(folder, present, form, name, dataset.currency)


def write_descriptor(
    folder: Path,
    present: dict[str, list[Column]],
    form: str = "csv",
    name: str | None = None,
    currency: str = CURRENCY,
) -> None:
    """Writes ``datapackage.json`` for the tables of a folder; ``name`` is the folder's own when left out."""
    given = (name or folder.resolve().name).lower()
    name = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in given)
    text = _told(descriptor(present, name.strip("-") or "dataset", form, currency))
    (folder / "datapackage.json").write_text(text, "utf-8")


def _told(package: dict[str, Any]) -> str:
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def package_text(folder: Path) -> str:
    """The ``datapackage.json`` that a folder of CSV tables shall have: by the headers they have, the name and currency it has.

    Raises OSError or ValueError when the folder has no such file.
    """
    old = json.loads((folder / "datapackage.json").read_text("utf-8"))
    present = {}
    for name, table in SCHEMA.tables.items():
        if (folder / f"{name}.csv").is_file():
            header = header_of(folder / f"{name}.csv")
            present[name] = [table.by_name[cell] for cell in header if cell in table.by_name]
    return _told(descriptor(present, old["name"], currency=old.get("currency", CURRENCY)))


def write_workbook(dataset: Dataset, path: Path) -> None:
    """Writes the dataset as a workbook, one sheet a table; every text is a text, never a formula."""
    import xlsxwriter

    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    ) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # fixed, so that equal data give equal bytes
        bold = book.add_format({"bold": True})
        for name, table in SCHEMA.tables.items():
            if name not in dataset.given and not table.required:
                continue
            columns = _filled(dataset, table)
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.name, bold)
            cells = ", ".join(_cell(column) for column in columns)
            for number, row in enumerate(dataset.rows(f"select {cells} from {name} order by _row"), start=1):
                for place, cell in enumerate(row):
                    if cell is not None:
                        sheet.write_string(number, place, str(cell))
        if dataset.currency != CURRENCY:
            book.add_worksheet(PACKAGE_SHEET).write_row(0, 0, ["currency", dataset.currency])


# One example a table for the template, in order of the columns given; ids that need not exist, so read none of it.
_EXAMPLES: dict[str, dict[str, str]] = {
    "regions": {"code": "220104", "name_zh": "朝阳区", "parent": "220100"},
    "chains": {"id": "auto", "name_zh": "汽车产业链"},
    "products": {"id": "tyre", "name_zh": "轮胎", "chain": "auto", "stage": "midstream", "final": "no", "supply": "enterprise"},
    "inputs": {"product": "tyre", "input": "carbon-black", "essential": "yes", "kind": "material", "source": "S001"},
    "enterprises": {"id": "E001", "name_zh": "某某橡胶有限公司", "region": "220104", "role": "backbone", "revenue_yi": "1.2", "employees": "300", "year": "2024", "status": "active"},
    "makes": {"enterprise": "E001", "product": "tyre", "output_yi": "0.8", "year": "2024"},
    "supplies": {"supplier": "E001", "customer": "E002", "product": "tyre", "amount_yi": "0.3", "year": "2024"},
    "clusters": {"id": "C01", "name_zh": "某某产业集群", "region": "220104", "chain": "auto"},
    "parks": {"id": "P001", "name_zh": "某某经济开发区", "level": "provincial", "region": "220104", "lead_chains": "auto"},
    "projects": {"id": "J001", "name_zh": "某某轮胎项目", "region": "220104", "chain": "auto", "investment_yi": "5", "status": "construction"},
    "platforms": {"id": "T001", "name_zh": "某某技术中心", "kind": "enterprise-technology-centre", "region": "220104"},
    "targets": {"id": "G001", "name_zh": "汽车产业产值", "unit": "亿元", "comparator": "at-least", "target_year": "2027", "target_value": "1000"},
    "observations": {"target": "G001", "year": "2024", "value": "800"},
    "coverage": {"region": "220104", "chain": "auto", "completeness": "sample", "year": "2024"},
    "outputs": {"region": "220104", "product": "tyre", "year": "2024", "measure": "output", "value_yi": "12"},
    "searches": {"product": "tyre", "region": "220104", "date": "2024-05-01", "where": "工商登记", "query": "轮胎 制造", "found": "0"},
    "qualifications": {"enterprise": "E001", "name": "高新技术企业", "level": "national", "year": "2024"},
    "cooperations": {"enterprise": "E001", "platform": "T001", "topic": "耐磨胶料", "year": "2024"},
    "ledger": {"id": "L001", "task": "引进轮胎企业", "product": "tyre", "owner": "某某局", "due": "2025-12", "status": "open"},
    "sources": {"id": "S001", "title": "某某统计年鉴", "publisher": "某某统计局", "year": "2024", "kind": "statistics"},
}  # fmt: skip
_FIRST_LINES = (
    ("橙色表头必填，蓝色可空；不知道就留空，不要填 0。", "Orange headers are required, blue ones may stay empty; leave unknown cells empty, never 0."),
    ("灰色的【示例】行只作示范，读取时略过，可保留可删除。", "The grey [EXAMPLE] rows show how to fill in; they are not read and may stay."),
    ("一格内多项用分号隔开；编号可写在同一工作簿或已有数据中。企业等的编号可空，导入时按名称与地区自动对应。", "Several ids in a cell are separated by ; . Ids of enterprises may stay empty: chaingraph import finds them by name and place."),
    ("填好后：chaingraph check 本文件，逐格标出问题；chaingraph import 本文件 --into 数据文件夹。", "When done: chaingraph check FILE marks every fault in its cell; chaingraph import FILE --into DATA."),
)  # fmt: skip


def write_template(path: Path, lang: str) -> None:
    """An empty workbook: a sheet a table, headers with notes, drop-downs for vocabularies and for ids of other sheets,
    an example row that is not read, and a sheet of instructions."""
    import xlsxwriter

    zh = lang == "zh"
    with xlsxwriter.Workbook(path) as book:
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}),
            "must": book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True}),
            "example": book.add_format({"italic": True, "font_color": "#808080", "bg_color": "#F2F2F2", "num_format": "@"}),
            "text": book.add_format({"num_format": "@"}),
        }  # fmt: skip
        guide = book.add_worksheet(TEMPLATE_NOTES[0 if zh else 1])
        guide.set_column(0, 1, 24)
        guide.set_column(2, 2, 80)
        line = 0
        for told in _FIRST_LINES:
            guide.write_string(line, 0, told[0 if zh else 1])
            line += 1
        for table in SCHEMA.tables.values():
            must = ("必填" if zh else "required") if table.required else ""
            about = table.description_zh if zh else table.description_en
            guide.write_row(line, 0, [_label(table, zh), must, about], styles["head"])
            line += 1
            sheet = book.add_worksheet(_label(table, zh))
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                about = column.description_zh if zh else column.description_en
                _template_column(sheet, table, place, column, styles, zh=zh)
                label = column.name_zh if zh else column.name
                guide.write_row(line, 0, ["", label + (" *" if column.required or column.instead else ""), about])
                line += 1


def _label(table: Table, zh: bool) -> str:
    return table.name_zh if zh else table.name


def _template_column(sheet: Any, table: Table, place: int, column: Column, styles: dict[str, Any], *, zh: bool) -> None:
    label = column.name_zh if zh else column.name
    sheet.write_string(0, place, label, styles["must" if column.required or column.instead else "head"])
    text = styles["text"] if column.type in ("string", "list", "date") else None
    sheet.set_column(place, place, max(12, 2 * len(label) + 2), text)
    note = column.description_zh if zh else column.description_en
    if column.instead:
        else_in = table.by_name[column.instead]
        note += f"；或填“{else_in.name_zh}”" if zh else f"; or fill in {else_in.name}"
    sheet.write_comment(0, place, note)
    example = _EXAMPLES[table.name].get(column.name, "")
    if column.vocabulary and example:
        example = SCHEMA.label(column.vocabulary, example, "zh") if zh else example
    if place == 0:
        example = f"{EXAMPLE[0 if zh else 1]}{example}"
    sheet.write_string(1, place, example, styles["example"])
    if column.vocabulary and column.type != "list":
        terms = SCHEMA.vocabularies[column.vocabulary]
        choices = [term.zh if zh else term.value for term in terms]
        sheet.data_validation(1, place, _DROPDOWN_ROWS, place, {"validate": "list", "source": choices})
    elif column.references and column.type != "list":
        other = SCHEMA.tables[column.references]
        source = f"='{_label(other, zh)}'!$A$3:$A${_DROPDOWN_ROWS}"
        sheet.data_validation(
            1, place, _DROPDOWN_ROWS, place, {"validate": "list", "source": source, "error_type": "information"}
        )


def _folder(form: str, zh: str, en: str) -> Format:
    return Format(zh=zh, en=en, write=lambda dataset, path, _: write_folder(dataset, path, form), folder=True)


XLSX = Format(zh="工作簿", en="a workbook", write=lambda dataset, path, _: write_workbook(dataset, path))
FOLDER = _folder("csv", "CSV 文件夹与 datapackage.json", "a folder of CSV with datapackage.json")
PARQUET = _folder("parquet", "Parquet 文件夹与 datapackage.json", "a folder of Parquet with datapackage.json")
