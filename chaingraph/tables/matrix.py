"""An external table of sizes by region and product, such as a national one, for relatedness."""

from __future__ import annotations

import math
from pathlib import Path

from chaingraph.catalogue import Spoken, message
from chaingraph.errors import DataError
from chaingraph.guard import Unreadable, words
from chaingraph.problems import Problem, problem
from chaingraph.tables.foreign import first_sheet
from chaingraph.tables.marks import MATRIX_HEADERS


def read_matrix(path: Path) -> dict[str, dict[str, float]]:
    """Sizes by region and product from a CSV file or workbook (its first sheet) with the columns region, product, value
    (地区, 产品, 数值).

    Several rows of one region and product are added up. Raises DataError with every fault: a missing file or column, an
    empty region or product, a value that is not a number of at least 0, or not a row at all.
    """
    faults: list[Problem] = []

    sizes: dict[str, dict[str, float]] = {}
    why: Spoken | str | None = None
    rows: list[tuple[int, list[str]]] = []
    if path.exists() and not path.is_file():
        why = message("reading.no-regular-file", path=str(path))
    else:
        try:
            rows = first_sheet(path)
        except Unreadable as error:
            why = error.why
        except OSError as error:
            why = words(error)
    if why is not None:
        raise DataError([problem("unreadable-file", table=path.name, why=why)])
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    positions = {
        name: next((header.index(known) for known in headers if known in header), None)
        for name, headers in MATRIX_HEADERS.items()
    }
    for name, position in positions.items():
        if position is None:
            title = MATRIX_HEADERS[name][1]
            faults.append(
                problem("missing-column", table=path.name, row=1, column=name, sentence="column-missing", title=title)
            )
    if faults:
        raise DataError(faults)
    for number, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        cells = {
            name: row[position].strip() if position is not None and position < len(row) else ""
            for name, position in positions.items()
        }
        for name in ("region", "product"):
            if not cells[name]:
                faults.append(problem("required-cell", table=path.name, row=number, column=name, value=""))
        try:
            value = float(cells["value"])
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value >= 0):
            faults.append(problem("bad-number", table=path.name, row=number, column="value", value=cells["value"]))
            continue
        of_region = sizes.setdefault(cells["region"], {})
        of_region[cells["product"]] = of_region.get(cells["product"], 0.0) + value
    if not sizes and not faults:
        faults.append(problem("no-rows", table=path.name, sentence="no-rows-of-matrix"))
    if faults:
        raise DataError(faults)
    return sizes
