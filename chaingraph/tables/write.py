"""A dataset out: a folder with ``datapackage.json``, a workbook, an empty template."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from chaingraph.catalogue import Names, message, text
from chaingraph.plugins import Format
from chaingraph.schema import CURRENCY, SCHEMA, Column, Table, Term
from chaingraph.tables.dataset import Dataset, as_given
from chaingraph.tables.foreign import header_of
from chaingraph.tables.paths import to_write
from chaingraph.tables.raw import quoted
from chaingraph.tables.read import PACKAGE_SHEET

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
        content: dict[str, Any] = {
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
            content |= {"trueValues": ["yes"], "falseValues": ["no"]} if form == "csv" else {}
        elif column.vocabulary:
            limits["enum"] = [term.value for term in SCHEMA.vocabularies[column.vocabulary]]
        elif column.type == "date":
            limits["pattern"] = _ISO_DATE
        elif column.pattern and column.type == "string":
            limits["pattern"] = column.pattern
        if column.type in ("number", "integer"):
            limits |= {k: v for k, v in (("minimum", column.minimum), ("maximum", column.maximum)) if v is not None}
        if limits:
            content["constraints"] = limits
        fields.append(content)
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

    ``form`` is ``csv`` (UTF-8, lists joined by ``;``) or ``parquet`` (typed columns, lists as lists). ``name`` is the
    package's; the folder's own when left out, which differs each time where it is a place aside.
    """
    present: dict[str, list[Column]] = {}
    for table_name, table in SCHEMA.tables.items():
        if table_name not in dataset.given and not table.required:
            continue
        present[table_name] = _filled(dataset, table)
        cells = ", ".join(
            _cell(column) if form == "csv" or column.instead else quoted(column.name) for column in present[table_name]
        )
        options = "format csv, header true" if form == "csv" else "format parquet, compression zstd"
        file = folder / f"{table_name}.{_FORMS[form][0]}"
        with to_write(file) as target:
            dataset.con.execute(f"copy (select {cells} from {table_name} order by _row) to {target} ({options})")
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
    """The ``datapackage.json`` that a folder of CSV tables shall have: by the headers they have, the name and currency
    it has.

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
            for index, column in enumerate(columns):
                sheet.write_string(0, index, column.name, bold)
            cells = ", ".join(_cell(column) for column in columns)
            for number, row in enumerate(dataset.rows(f"select {cells} from {name} order by _row"), start=1):
                for index, cell in enumerate(row):
                    if cell is not None:
                        sheet.write_string(number, index, str(cell))
        if dataset.currency != CURRENCY:
            book.add_worksheet(PACKAGE_SHEET).write_row(0, 0, ["currency", dataset.currency])


# Lines of the instructions, in order.
_FIRST_LINES = ("template.line-colours", "template.line-example", "template.line-ids", "template.line-commands")


@cache
def _examples() -> dict[str, dict[str, str]]:
    """By table the cells of the template's example row."""
    return tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8"))


def write_template(path: Path, lang: str) -> None:
    """An empty workbook: a sheet a table, headers with notes, drop-downs for vocabularies and for ids of other sheets,
    an example row that is not read, and a sheet of instructions."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}),
            "must": book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True}),
            "example": book.add_format(
                {"italic": True, "font_color": "#808080", "bg_color": "#F2F2F2", "num_format": "@"}
            ),
            "text": book.add_format({"num_format": "@"}),
        }
        guide = book.add_worksheet(text("template.notes", lang))
        guide.set_column(0, 1, 24)
        guide.set_column(2, 2, 80)
        for number, key in enumerate(_FIRST_LINES):
            guide.write_string(number, 0, text(key, lang))
        line = len(_FIRST_LINES)
        for table in SCHEMA.tables.values():
            must = text("template.required", lang) if table.required else ""
            guide.write_row(line, 0, [_label(table, lang), must, _description(table, lang)], styles["head"])
            line += 1
            sheet = book.add_worksheet(_label(table, lang))
            sheet.freeze_panes(1, 0)
            for position, column in enumerate(table.columns):
                _template_column(sheet, table, position, column, styles, lang)
                label = _label(column, lang)
                if column.required or column.instead:
                    label = text("template.required-column", lang, column=label)
                guide.write_row(line, 0, ["", label, _description(column, lang)])
                line += 1


def _label(of: Table | Column, lang: str) -> str:
    return Names(zh=of.name_zh, en=of.name).text(lang)


def _description(of: Table | Column, lang: str) -> str:
    return Names(zh=of.description_zh, en=of.description_en).text(lang)


def _template_column(
    sheet: Any, table: Table, position: int, column: Column, styles: dict[str, Any], lang: str
) -> None:
    label = _label(column, lang)
    sheet.write_string(0, position, label, styles["must" if column.required or column.instead else "head"])
    style = styles["text"] if column.type in ("string", "list", "date") else None
    sheet.set_column(position, position, max(12, 2 * len(label) + 2), style)
    note = _description(column, lang)
    if column.instead:
        other_label = _label(table.by_name[column.instead], lang)
        note = text("template.or-instead", lang, description=note, column=other_label)
    sheet.write_comment(0, position, note)
    choices = {term.value: Names(zh=term.zh, en=term.value).text(lang) for term in _terms(column)}
    example = _examples()[table.name].get(column.name, "")
    example = choices.get(example, example)
    if position == 0:
        example = f"{text('template.example', lang)}{example}"
    sheet.write_string(1, position, example, styles["example"])
    if column.vocabulary and column.type != "list":
        rule = {"validate": "list", "source": list(choices.values())}
        sheet.data_validation(1, position, _DROPDOWN_ROWS, position, rule)
    elif column.references and column.type != "list":
        other = SCHEMA.tables[column.references]
        source = f"='{_label(other, lang)}'!$A$3:$A${_DROPDOWN_ROWS}"
        rule = {"validate": "list", "source": source, "error_type": "information"}
        sheet.data_validation(1, position, _DROPDOWN_ROWS, position, rule)


def _terms(column: Column) -> tuple[Term, ...]:
    return SCHEMA.vocabularies[column.vocabulary] if column.vocabulary else ()


def _folder(form: str, key: str) -> Format:
    return Format(
        label=message(key),
        write=lambda dataset, path, _: write_folder(dataset, path, form),
        folder=True,
    )


XLSX = Format(
    label=message("format.xlsx"),
    write=lambda dataset, path, _: write_workbook(dataset, path),
)
FOLDER = _folder("csv", "format.folder")
PARQUET = _folder("parquet", "format.parquet")
