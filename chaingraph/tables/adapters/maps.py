"""Adapters that are a column map in TOML and no code; the format, with examples, is in docs/en/adapters.md.

``[[sheet]]`` is that of ``import --map``; beside it stand ``[adapter]`` (its name and words), ``[[file]]`` (how a file
is known and cleaned), ``[[row]]`` (rows that no file holds) and ``[tree]`` (a classification).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaingraph.catalogue import Message, message
from chaingraph.errors import UsageError
from chaingraph.schema import SCHEMA, Column
from chaingraph.tables.adapters import places
from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.classification import TreeMap, fill_tree
from chaingraph.tables.adapters.firm_places import LIST, put_regions, read_list
from chaingraph.tables.adapters.kinds import ASSUMED, KEPT, KINDS, LEFT_OUT, Done
from chaingraph.tables.adapters.result import Result, slug
from chaingraph.tables.adapters.source import Sheet, Source, covers
from chaingraph.tables.intake.columnmap import SLOT, SheetMap, read_toml, sheet_maps
from chaingraph.tables.raw import literal, quoted

_FALLBACK = 920000  # countries that are not named by three letters, numbered within the dataset
HEAD = ("name", "zh", "en", "serves_zh", "serves_en", "source_kind")
_FIRMS = ("code", "name", "region", "industry")  # columns of a list of firms, once it is read
FILE = ("name", "stems", "needed", "others", "names", "headers", "optional", "ignore", "firms", "step", "tell")
STEPS = ("require", "number", "unique", "zero", "codes", "country")
TELLS = ("kind", "done", "column", "value", "of")


@dataclass(frozen=True, kw_only=True)
class FileMap:
    """One ``[[file]]``: the sheet that knows it, its cleaning steps in order, and what is told of it."""

    sheet: Sheet
    ignore: tuple[str, ...] = ()
    firms: bool = False
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tells: tuple[Mapping[str, str], ...] = ()

    @property
    def table(self) -> str:
        """Where the rows stand that were read."""
        return "listed" if self.firms else f"raw_src_{self.sheet.name}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a ``[[sheet]]`` may name."""
        made = tuple(
            f"{column}.{part}"
            for step, own in self.steps
            if step == "country"
            for column in own
            for part in ("code", "name")
        )
        return (_FIRMS if self.firms else (*self.sheet.needed, *self.sheet.others)) + made

    @property
    def shown(self) -> str:
        """SQL: a row in a few words."""
        return f"concat_ws(' ', {', '.join(map(quoted, _FIRMS[:2] if self.firms else self.sheet.needed))})"


@dataclass(frozen=True, kw_only=True)
class AdapterMap:
    """A whole map."""

    files: dict[str, FileMap]
    sheets: tuple[SheetMap, ...]
    rows: tuple[Mapping[str, str], ...] = ()
    tree: TreeMap | None = None
    told: set[tuple[str, str]] = field(default_factory=set)

    def recognises(self, folder: Path) -> bool:
        """Whether a folder holds all files that must be there, by their columns."""
        return covers([file.sheet for file in self.files.values()], folder)

    def fill(self, source: Source, result: Result, options: Options) -> None:
        """Reads and cleans the files and puts the tables."""
        del options
        firms = [file for file in self.files.values() if file.firms]
        if firms:
            read_list(source)
            put_regions(source, result, "listed")
        else:
            ignore = [stem for file in self.files.values() for stem in file.ignore]
            source.read([file.sheet for file in self.files.values()], ignore=ignore)
        for file_map in self.files.values():
            for step, columns in file_map.steps:
                _clean(source, result, file_map, step, columns)
        for row in self.rows:
            cells = {column: cell for column, cell in row.items() if column != "table"}
            result.rows(row["table"], tuple(cells), [tuple(cells.values())])
        if self.tree is not None:
            fill_tree(source, result, self.tree)
        for number, sheet in enumerate(self.sheets):
            self._put(source, result, sheet, f"made_{number}")
        for file_map in self.files.values():
            for tell in file_map.tells:
                _tell(source, file_map, tell)

    def _put(self, source: Source, result: Result, sheet: SheetMap, made: str) -> None:
        file, names = self.files[sheet.file], [*sheet.columns, *(set(sheet.defaults) - set(sheet.columns))]
        names = [column.name for column in sheet.table.columns if column.name in names]
        cells = ", ".join(
            f"{_cell(sheet, sheet.table.by_name[name], file.columns)} as {quoted(name)}" for name in names
        )
        full = " and ".join(f"{quoted(column)} is not null" for column in sheet.need) or "true"
        for column in sheet.need:
            if (sheet.file, column) not in self.told:
                self.told.add((sheet.file, column))
                gone = f"select _row, {file.shown} from {file.table} where {quoted(column)} is null order by 1"
                source.told(file.sheet.name, column, gone, "empty", LEFT_OUT)
        source.run(f"create table {made} as select {cells}, _row from {file.table} where {full}")
        order, own = "_row", ", ".join(map(quoted, names))
        again = f"_row not in (select min(_row) from {made} group by {own})"
        if source.rows(f"select 1 from {made} where {again} limit 1"):  # as products, which a file of makers repeats
            source.run(f"delete from {made} where {again}")
            order = ", ".join(quoted(name) for name in sheet.table.key if name in names) or "_row"
        if {"id", "name_zh"} <= set(names):
            result.unique_names(
                made, "name_zh", "id", source.files[file.sheet.name], column=sheet.columns.get("name_zh", "")
            )
        result.put(sheet.table.name, f"select * from {made}", order)


def adapter_of(path: Path) -> Adapter:
    """The adapter that a map makes. Raises UsageError, which names the faulty entry."""
    try:
        return _adapter(path, read_toml(path))
    except (TypeError, AttributeError, ValueError) as error:  # a text where a list should be, and the like
        raise _fault(path, "?", message("adapt.map-form", error=str(error))) from None


def _adapter(path: Path, content: dict[str, Any]) -> Adapter:
    head = content.pop("adapter", {})
    _known(path, "adapter", head, HEAD)
    name = str(head.get("name", path.stem))
    files = {file.sheet.name: file for file in (_file(path, entry) for entry in content.pop("file", []))}
    sheets = sheet_maps(path, content.pop("sheet", []))
    for sheet in sheets:
        if sheet.file == "*":
            raise _fault(path, "sheet", message("adapt.map-which-file"))
        if sheet.file not in files:
            files[sheet.file] = _implied(
                sheet.file, [sheet_map for sheet_map in sheets if sheet_map.file == sheet.file]
            )
        known = files[sheet.file].columns
        for slot in (*sheet.need, *(slot for text in sheet.columns.values() for slot in _slots(text, known))):
            if slot not in known:
                raise _fault(path, "sheet", message("adapt.map-no-column", file=sheet.file, slot=slot))
    rows, tree = content.pop("row", []), content.pop("tree", None)
    for row in rows:
        table = SCHEMA.tables.get(str(row.get("table")))
        if table is None or not set(row) - {"table"} <= set(table.by_name):
            raise _fault(path, "row", message("adapt.map-row", row=row))
    if content or not files:
        raise _fault(path, next(iter(content), "file"), message("adapt.map-no-file"))
    made = AdapterMap(
        files=files, sheets=sheets, rows=tuple(rows), tree=None if tree is None else _tree(path, tree, files)
    )
    zh, en, serves_zh, serves_en = (str(head.get(key, name)) for key in HEAD[1:5])
    return Adapter(
        name=name,
        source_kind=str(head.get("source_kind", "general")),
        recognises=made.recognises,
        fill=made.fill,
        zh=zh,
        en=en,
        serves_zh=serves_zh,
        serves_en=serves_en,
    )


def __getattr__(name: str) -> Adapter:
    """The adapter of ``<name>.toml`` beside this file, as our own registry names it."""
    path = Path(__file__).with_name(f"{name}.toml")
    if not path.is_file():
        raise AttributeError(name)
    return adapter_of(path)


def _fault(path: Path, where: str, why: Message) -> UsageError:
    return UsageError("adapt.map-fault", file=path.name, where=where, why=why)


def _known(path: Path, where: str, entry: Mapping[str, object], parts: tuple[str, ...]) -> None:
    unknown = sorted(set(entry) - set(parts))
    if unknown:
        raise _fault(path, where, message("adapt.map-unknown", part=unknown[0]))


def _file(path: Path, entry: dict[str, Any]) -> FileMap:
    _known(path, "file", entry, FILE)
    for part in ("stems", "needed", "others", "names", "ignore", "step", "tell"):
        if not isinstance(entry.get(part, []), list):
            raise _fault(path, "file", message("adapt.map-no-list", part=part))
    if entry.get("firms"):
        sheet = LIST
    else:
        synonyms = tuple((other, own) for own, others in entry.get("headers", {}).items() for other in others)
        name, needed = str(entry.get("name", "")), tuple(entry.get("needed", ()))
        if not name.isidentifier() or not needed:
            raise _fault(path, "file", message("adapt.map-file-name"))
        sheet = Sheet(
            name,
            tuple(entry.get("stems", (name,))),
            needed,
            tuple(entry.get("others", ())),
            synonyms,
            tuple(entry.get("names", ())),
            bool(entry.get("optional", False)),
        )
    steps = [
        (step, (cells,) if isinstance(cells, str) else tuple(cells))
        for entry_of_step in entry.get("step", ())
        for step, cells in entry_of_step.items()
    ]
    for step, columns in steps:
        if step not in STEPS or not set(columns) <= {*sheet.needed, *sheet.others}:
            raise _fault(path, "file.step", message("adapt.map-step-unknown", step=step, columns=columns))
    for tell in entry.get("tell", ()):
        _known(path, "file.tell", tell, TELLS)
        known = tell.get("of", "rows") in ("rows", *sheet.needed, *sheet.others)
        if tell.get("kind") not in KINDS or tell.get("done") not in set(Done) or not known:
            raise _fault(path, "file.tell", message("adapt.map-tell-unknown"))
    return FileMap(
        sheet=sheet,
        ignore=tuple(entry.get("ignore", ())),
        firms=bool(entry.get("firms")),
        steps=tuple(steps),
        tells=tuple(entry.get("tell", ())),
    )


def _tree(path: Path, entry: dict[str, Any], files: dict[str, FileMap]) -> TreeMap:
    try:
        tree = TreeMap(**entry)
        columns = {
            column for column in (tree.code, tree.name, tree.parent, tree.level, tree.section, tree.note) if column
        }
        if columns <= set(files[tree.file].columns) and (not tree.sections or tree.sections in files):
            return tree
    except (TypeError, KeyError):  # a part that is unknown or missing, or a file that is
        pass
    raise _fault(path, "tree", message("adapt.map-tree"))


def _implied(name: str, sheets: list[SheetMap]) -> FileMap:
    """The file of sheets that none describes: it is known by the headers that they name."""
    slots = dict.fromkeys(
        slot for sheet in sheets for text in sheet.columns.values() for slot in SLOT.findall(text) or [text]
    )
    stem = Path(name).stem
    return FileMap(sheet=Sheet(stem if stem.isidentifier() else "sheet", (stem.lower(),), tuple(slots)))


def _slots(text: str, columns: tuple[str, ...]) -> Iterator[str]:
    yield from [text] if text in columns else SLOT.findall(text) or [text]


def _cell(sheet: SheetMap, column: Column, columns: tuple[str, ...]) -> str:
    """SQL: a cell of a table from the columns of the file, None where the map gives it a default alone."""
    text = sheet.columns.get(column.name)
    default = sheet.defaults.get(column.name)
    if text is None:
        return literal(default or "")
    if text in columns:
        cell = quoted(text)
    else:  # a part that is empty empties the whole
        parts = (quoted(part) if number % 2 else literal(part) for number, part in enumerate(SLOT.split(text)))
        cell = f"({' || '.join(parts)})"
    for word, value in sheet.values.get(column.name, {}).items():
        cell = f"case when {cell} = {literal(word)} then {literal(value)} else {cell} end"
    if column.name in sheet.units:
        cell = f"(try_cast({cell} as double) / {float(1 / sheet.units[column.name])!r})"
    elif column.name in ("id", "code") or (column.references and column.type != "list"):
        cell = slug(cell)
    return cell if default is None else f"coalesce(cast({cell} as varchar), {literal(default)})"


def _clean(source: Source, result: Result, file_map: FileMap, step: str, columns: tuple[str, ...]) -> None:
    """One step of cleaning; what it finds is told."""
    table, first = file_map.table, columns[0]
    cell, size, own = quoted(first), f"try_cast({quoted(first)} as double)", ", ".join(map(quoted, columns))
    dropped = {
        "require": ((" or ".join(f"{quoted(column)} is null" for column in columns), "empty", ""),),
        "number": (
            (f"{size} is null or not isfinite({size})", "not-a-number", first),
            (f"{size} < 0", "negative", first),
        ),
        "unique": ((f"_row not in (select min(_row) from {table} group by {own})", "duplicate", ""),),
    }
    source.drop(file_map.sheet.name, table, file_map.shown, *dropped.get(step, ()))
    if step == "zero":
        zeros_at = f"select _row, {file_map.shown} from {table} where {size} = 0 order by 1"
        source.told(file_map.sheet.name, first, zeros_at, "zero", KEPT)
    names = [row[0] for row in source.rows(f"select distinct {cell} from {table} order by 1")]
    file = source.files[file_map.sheet.name]
    if step == "codes":
        zeros = [code for code in names if code.startswith("0")]
        source.report.add(file, None, columns[0], " ".join(zeros[:3]), "leading-zero", KEPT, count=len(zeros))
        if not zeros and len({len(code) for code in names if code.isdigit()}) > 1:
            source.report.add(file, None, columns[0], " ".join(names[:3]), "zero-suspected", KEPT, count=len(names))
    elif step == "country":
        made = country_codes(names)
        source.table(
            "countries",
            (columns[0], f"{columns[0]}.code", f"{columns[0]}.name"),
            [(name, code, name.upper()) for name, code in made.items()],
        )
        source.run(f"create or replace table {table} as select * from {table} left join countries using ({cell})")
        first = ", ".join(f"{name} {code}" for name, code in list(made.items())[:3])
        source.report.add(file, None, columns[0], first, "place-code-made", ASSUMED, count=len(made))
        result.rows("regions", ("code", "name_zh", "name_en", "parent"), places.with_parents({places.WORLD}))


def country_codes(names: list[str]) -> dict[str, str]:
    """A made-up code for each country: of its three letters, else (or where another case took it) numbered."""
    made: dict[str, str] = {}
    for name in names:
        code = places.country_code(name)
        made[name] = f"{_FALLBACK + len(made):06d}" if code is None or code in made.values() else code
    return made


def _tell(source: Source, file_map: FileMap, tell: Mapping[str, str]) -> None:
    count = 1
    if tell.get("of") == "rows":
        count = source.rows(f"select count(*) from {file_map.table}")[0][0]
    elif tell.get("of"):
        count = source.rows(f"select count(distinct {quoted(tell['of'])}) from {file_map.table}")[0][0]
    file = source.files[file_map.sheet.name]
    source.report.add(
        file, None, tell.get("column", ""), tell.get("value", ""), tell["kind"], tell["done"], count=count
    )
