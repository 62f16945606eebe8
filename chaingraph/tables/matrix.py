"""An external table of sizes by region and product, such as a national one, for relatedness."""

from __future__ import annotations

import math
from pathlib import Path

from chaingraph.errors import DataError
from chaingraph.guard import Unreadable, words
from chaingraph.problems import Problem
from chaingraph.tables.foreign import first_sheet

_NAMES = {"region": ("region", "地区", "code"), "product": ("product", "产品"), "value": ("value", "数值", "size")}


def read_matrix(path: Path) -> dict[str, dict[str, float]]:
    """Sizes by region and product from a CSV file or workbook (its first sheet) with the columns region, product, value (地区, 产品, 数值).

    Several rows of one region and product are added up. Raises DataError with every fault: a missing file or column, an
    empty region or product, a value that is not a number of at least 0, or not a row at all.
    """
    faults: list[Problem] = []

    def fault(row: int | None, column: str | None, value: str | None, code: str, *said: str) -> None:
        faults.append(Problem(path.name, row, column, value, code, "error", *said))

    told: dict[str, dict[str, float]] = {}
    try:
        if path.exists() and not path.is_file():
            raise OSError(f"{path} 不是普通文件 is no regular file")
        rows = first_sheet(path)
    except (OSError, Unreadable) as error:
        zh, en = (error.zh, error.en) if isinstance(error, Unreadable) else (words(error), words(error))
        fault(None, None, None, "unreadable-file", f"文件读不了：{zh}", f"cannot be read: {en}", "请检查路径，另存为 UTF-8 CSV", "check the path; save it as UTF-8 CSV")  # fmt: skip
        raise DataError(faults) from error
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    places = {name: next((header.index(one) for one in known if one in header), None) for name, known in _NAMES.items()}
    for name, place in places.items():
        if place is None:
            fault(1, name, None, "missing-column", f"缺少列 {name}（{_NAMES[name][1]}）", f"the column {name} is missing", "请添加该列", "add the column")  # fmt: skip
    if faults:
        raise DataError(faults)
    for number, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        cells = {
            name: row[place].strip() if place is not None and place < len(row) else "" for name, place in places.items()
        }
        for name in ("region", "product"):
            if not cells[name]:
                fault(number, name, "", "required-cell", "不能为空", "must not be empty", "请填写", "fill it in")
        try:
            value = float(cells["value"])
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value >= 0):
            fault(number, "value", cells["value"], "bad-number", f"“{cells['value']}”不是不小于 0 的数", f"{cells['value']!r} is not a number of at least 0", "请填数字", "give a number")  # fmt: skip
            continue
        of_region = told.setdefault(cells["region"], {})
        of_region[cells["product"]] = of_region.get(cells["product"], 0.0) + value
    if not told and not faults:
        fault(None, None, None, "no-rows", "没有一行数据", "not a row of figures", "请在表头下填写", "fill in rows below the header")  # fmt: skip
    if faults:
        raise DataError(faults)
    return told
