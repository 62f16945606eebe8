"""An external table of sizes by region and product, such as a national one, for relatedness."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chaingraph.catalogue import Spoken, message
from chaingraph.enumerations import MatrixCodes
from chaingraph.errors import DataError
from chaingraph.guard import Unreadable, words
from chaingraph.problems import Problem, problem
from chaingraph.schema import SCHEMA, normalise_header
from chaingraph.tables.foreign import first_sheet
from chaingraph.tables.marks import MATRIX_HEADERS

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_GIVEN = "matrix"  # the name of one that is no file


@dataclass(frozen=True, kw_only=True, eq=False)
class Matrix:
    """Sizes by region and product: ``sizes``, a row a region, a column a code, finite and not negative.

    ``name``: of the file. ``codes_are``: what the codes are. ``rows``: how many were read; ``added``: how many of them
    were added to another of the same region and code.
    """

    name: str
    codes_are: MatrixCodes
    regions: tuple[str, ...]
    codes: tuple[str, ...]
    sizes: csr_array
    rows: int
    added: int

    @classmethod
    def of(
        cls,
        sizes: Mapping[str, Mapping[str, float]],
        codes_are: MatrixCodes = MatrixCodes.PRODUCT,
        name: str = _GIVEN,
    ) -> Matrix:
        """The same from sizes by region and code. Raises DataError for a size that is no number of at least 0."""
        read = _Reading(name, codes_are)
        for region, row in sizes.items():
            for code, size in row.items():
                if read.takes(size):
                    read.add(region, code, float(size))
                else:
                    read.faults.append(problem("bad-number", table=name, column="value", value=str(size)))
        return read.matrix()


class _Reading:
    """What has been read so far, 16 bytes a row."""

    def __init__(self, name: str, codes_are: MatrixCodes) -> None:
        self.name, self.codes_are = name, codes_are
        self.regions: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.of_region, self.of_code, self.values = array("q"), array("q"), array("d")
        self.faults: list[Problem] = []

    @staticmethod
    def takes(value: float) -> bool:
        return math.isfinite(value) and value >= 0

    def add(self, region: str, code: str, value: float) -> None:
        self.of_region.append(self.regions.setdefault(region, len(self.regions)))
        self.of_code.append(self.codes.setdefault(code, len(self.codes)))
        self.values.append(value)

    def matrix(self) -> Matrix:
        """All of it. Raises DataError with every fault."""
        import numpy as np  # slow to import, needed here only
        from scipy.sparse import coo_array

        rows = len(self.values)
        if not rows and not self.faults:
            self.faults.append(problem("no-rows", table=self.name, sentence="no-rows-of-matrix"))
        if self.faults:
            raise DataError(self.faults)
        cells = tuple(np.frombuffer(numbers, dtype=numbers.typecode) for numbers in (self.of_region, self.of_code))
        regions, codes = tuple(self.regions), tuple(self.codes)
        with np.errstate(over="ignore"):
            sizes = coo_array((np.frombuffer(self.values), cells), shape=(len(regions), len(codes))).tocsr()
        added = rows - sizes.nnz
        whole = sizes.tocoo()
        for place in np.flatnonzero(~np.isfinite(whole.data)).tolist():
            where, what = regions[whole.coords[0][place]], codes[whole.coords[1][place]]
            too_large = {"sentence": "sum-too-large", "region": where, "product": what}
            self.faults.append(problem("bad-number", table=self.name, column="value", **too_large))
        if self.faults:
            raise DataError(self.faults)
        sizes.eliminate_zeros()
        return Matrix(
            name=self.name,
            codes_are=self.codes_are,
            regions=regions,
            codes=codes,
            sizes=sizes,
            rows=rows,
            added=added,
        )


def read_matrix(path: Path) -> Matrix:
    """Sizes by region and product from a CSV file or workbook (its first sheet) with the columns region, product, value
    (地区, 产品, 数值).

    Codes of GB/T 4754 or of the Harmonized System stand under a header of that column of ``products`` (gbt4754 行业代码,
    hs 海关编码) in place of product. Several rows of one region and product are added up: a row may be one firm. Raises
    DataError with every fault: a missing file or column, several columns for one thing, an empty region or product, a
    value that is not a number of at least 0, or not a row at all.
    """
    rows = _rows(path)
    _, header = next(rows, (1, []))
    positions, codes_are = _positions(path.name, header)
    read = _Reading(path.name, codes_are)
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in positions.items()}
        faults = [
            problem("required-cell", table=path.name, row=number, column=name, value="")
            for name in positions
            if name != "value" and not cells[name]
        ]
        try:
            value = float(cells["value"].replace("_", "?"))  # 1_000 is a number of Python's alone
        except ValueError:
            value = math.nan
        if not read.takes(value):
            faults.append(problem("bad-number", table=path.name, row=number, column="value", value=cells["value"]))
        read.faults += faults
        if not faults:
            read.add(cells["region"], cells[codes_are], value)
    return read.matrix()


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows as they are read. Raises DataError for a file that cannot be read."""
    why: Spoken | str
    if path.exists() and not path.is_file():
        why = message("reading.no-regular-file", path=str(path))
    else:
        try:
            yield from first_sheet(path)
            return
        except Unreadable as error:
            why = error.why
        except OSError as error:
            why = words(error)
    raise DataError([problem("unreadable-file", table=path.name, why=why)])


def _positions(name: str, header: list[str]) -> tuple[dict[str, int], MatrixCodes]:
    """Where each column stands, and what the codes are. Raises DataError for those missing and those doubled."""
    meant = {normalise_header(text): column for column, texts in MATRIX_HEADERS.items() for text in texts}
    for text, name_of in SCHEMA.tables["products"].headers.items():
        if name_of in (MatrixCodes.GBT4754, MatrixCodes.HS):
            meant.setdefault(text, name_of)
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(header):
        known = meant.get(normalise_header(cell))
        if known is not None:
            found.setdefault(known, []).append(place)
    faults = []
    coded = [codes_are for codes_are in MatrixCodes if codes_are in found]
    for column in ("region", "product", "value"):
        columns = coded if column == "product" else [column] if column in found else []
        places = sorted(place for each in columns for place in found[each])
        if not places:
            title = MATRIX_HEADERS[column][1]
            faults.append(
                problem("missing-column", table=name, row=1, column=column, sentence="column-missing", title=title)
            )
        elif len(places) > 1:
            headers = ", ".join(header[place].strip() for place in places)
            faults.append(
                problem("column-twice", table=name, row=1, column=column, sentence="columns-of-matrix", headers=headers)
            )
    if faults:
        raise DataError(faults)
    return {column: places[0] for column, places in found.items()}, coded[0]
