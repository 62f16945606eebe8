"""Division codes of GB/T 2260 in files by level: provinces, prefectures, counties."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from chaingraph.schema import normalise_header
from chaingraph.tables.adapters import places
from chaingraph.tables.adapters.adapter import Adapter, Options
from chaingraph.tables.adapters.kinds import KEPT, LEFT_OUT, REPAIRED
from chaingraph.tables.adapters.recognised import DIVISION_HEADERS, DIVISION_LEVELS
from chaingraph.tables.adapters.result import Result
from chaingraph.tables.adapters.source import Sheet, Source, csv_files
from chaingraph.tables.foreign import header_of


def _sheets(folder: Path) -> list[Sheet]:
    """A sheet for each level that has a file of its own, found by its name and its columns."""
    found = []
    for level, stems in DIVISION_LEVELS.items():
        sheet = Sheet(level, stems, ("code", "name"), (), DIVISION_HEADERS, ("name",), quiet=True)
        files = [path for path in csv_files(folder) if path.stem.lower() in stems and sheet.fits(header_of(path))]
        if files:
            found.append(sheet)
    return found


def _whole(folder: Path) -> list[Sheet]:
    """A sheet for a single file that holds all levels."""
    sheet = Sheet(
        "area",
        DIVISION_LEVELS["area"],
        ("code", "name", "province", "city", "area"),
        (),
        DIVISION_HEADERS,
        ("name",),
        quiet=True,
    )
    return [sheet] if any(sheet.fits(header_of(path)) for path in csv_files(folder)) else []


def recognises(folder: Path) -> bool:
    """Files of provinces and of what lies in them with code and name, or one file with code, name, province, city,
    area.
    """
    headers = [{normalise_header(cell) for cell in header_of(path)} for path in csv_files(folder)]
    if any({"code", "level"} <= header or "hscode" in header for header in headers):
        return False
    names = {sheet.name for sheet in _sheets(folder)}
    return ("province" in names and len(names) > 1) or bool(_whole(folder))


def fill(source: Source, result: Result, options: Options) -> None:
    """Provinces hang on China, prefectures on their province, counties on their prefecture or, without one, the
    province.
    """
    del options
    sheets = _sheets(source.folder) or _whole(source.folder)
    source.read(sheets)
    for sheet in (Sheet(level, stems, ()) for level, stems in DIVISION_LEVELS.items()):
        if sheet.name not in source.files:
            source.report.add(sheet.stems[0] + ".csv", None, "", "", "file-missing", KEPT)
    nodes: dict[str, tuple[str, str, int]] = {}
    for sheet in sheets:
        file = source.files[sheet.name]
        for row, code, name in source.rows(f"select _row, code, name from raw_src_{sheet.name} order by 1"):
            if not code or not name:
                source.report.add(file, row, "name" if code else "code", code or name or "", "empty", LEFT_OUT)
                continue
            six = code + "0" * (6 - len(code)) if code.isdigit() and len(code) in (2, 4) else code
            if not (six.isdigit() and len(six) == 6 and six.isascii()) or six.startswith("00"):
                source.report.add(file, row, "code", code, "code-malformed", LEFT_OUT)
                continue
            if six != code:
                source.report.add(file, row, "code", code, "code-form", REPAIRED)
            if six in nodes:
                kind = "duplicate" if nodes[six][0] == name else "code-twice"
                source.report.add(file, row, "code", f"{six}: {name} / {nodes[six][0]}", kind, LEFT_OUT)
                continue
            nodes[six] = (name, file, row)
    rows: list[tuple[str, str, str | None, str | None]] = (
        [(places.CHINA, *places.MADE[places.CHINA], None)] if places.CHINA not in nodes else []
    )
    for code, (name, file, row) in sorted(nodes.items()):
        rows.append((code, name, None, _above(code, name, file, row, nodes, source)))
    result.rows("regions", ("code", "name_zh", "name_en", "parent"), rows)
    _overall(nodes, source)


def _overall(nodes: dict[str, tuple[str, str, int]], source: Source) -> None:
    """Tells the names that several codes carry, and the provinces with nothing below them."""
    times = Counter(name for name, _, _ in nodes.values())
    again = sorted(name for name, count in times.items() if count > 1)
    source.report.add("", None, "name", " ".join(again[:5]), "name-repeated", KEPT, count=len(again))
    inhabited = {code[:2] for code in nodes if not code.endswith("0000")}
    for code, (name, file, row) in sorted(nodes.items()):
        if code.endswith("0000") and code != places.CHINA and code[:2] not in inhabited:
            source.report.add(file, row, "code", f"{code} {name}", "no-parts", KEPT)


def _above(
    code: str, name: str, file: str, row: int, nodes: dict[str, tuple[str, str, int]], source: Source
) -> str | None:
    province, city = code[:2] + "0000", code[:4] + "00"
    if code == places.CHINA:
        return None
    if code == province:
        return places.CHINA
    if code != city and code[2:4] == "90":
        source.report.add(file, row, "code", f"{code} {name}", "run-by-province", KEPT)
    if code != city and city in nodes:
        return city
    if province not in nodes:
        source.report.add(file, row, "code", f"{code} {name} → {province}", "orphan", KEPT)
        return places.CHINA
    if code != city and code[2:4] != "90":
        source.report.add(file, row, "code", f"{code} {name}", "no-city-row", KEPT)
    return province


ADAPTER = Adapter(
    name="gbt2260_regions",
    source_kind="statistics",
    recognises=recognises,
    fill=fill,
)
