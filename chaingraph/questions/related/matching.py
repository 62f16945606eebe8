"""Who has what, as a table of regions by products: one from outside, or the dataset's own regions."""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chaingraph.analyses import presence
from chaingraph.enumerations import MatrixCodes
from chaingraph.errors import DataError, UsageError
from chaingraph.findings.world import World
from chaingraph.problems import Problem, problem
from chaingraph.registry.makers import made_in, regions_with_makers
from chaingraph.registry.products import ProductCodes, product_codes
from chaingraph.tables import Matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LEAST_REGIONS = 100
"""Below so many regions products are found together by chance too often, and nothing is computed."""
_CLASSES = {
    MatrixCodes.GBT4754: re.compile(r"[A-Za-z]?([0-9]{2,4})"),
    MatrixCodes.HS: re.compile(r"([0-9]{2}(?:[.]?[0-9]{2}){0,4})"),
}
_UNMATCHED = {
    MatrixCodes.PRODUCT: "no-code-matched-product",
    MatrixCodes.GBT4754: "no-code-matched-gbt4754",
    MatrixCodes.HS: "no-code-matched-hs",
}
_SHORTEST = 2  # digits of a class


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """``present``: a row a region, a column a code; ``sizes`` of each code over all regions, None where not known.

    ``products_of``: the products that each matched code means; ``codes_of``: the same by product. ``rows`` and
    ``added``: of the table that was brought, None for the dataset itself.
    """

    codes_are: MatrixCodes
    present: csr_array
    sizes: tuple[float, ...] | None
    codes: tuple[str, ...]
    products_of: Mapping[int, tuple[str, ...]]
    codes_of: Mapping[str, tuple[int, ...]]
    rows: int | None = None
    added: int | None = None


# --- a table from outside


def from_outside(world: World, matrix: Matrix) -> Table:
    """The table that was brought; codes that mean the same are one.

    Raises DataError with every fault: too few regions, classes of several levels, no code that means a product.
    """
    import numpy as np  # slow to import, needed here only
    from scipy.sparse import csr_array

    known = product_codes(world.dataset)
    if matrix.codes_are is MatrixCodes.PRODUCT:
        keys, means = _by_name(matrix.codes, known)
        faults = []
    else:
        keys, means = _by_class(matrix.codes, known, matrix.codes_are)
        faults = _several_levels(matrix, keys)
    number_of = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    places = np.array([number_of[key] for key in keys], dtype=np.int64)
    joining = csr_array((np.ones(len(keys)), (np.arange(len(keys)), places)), shape=(len(keys), len(number_of)))
    greatest = float(matrix.sizes.max()) if matrix.sizes.nnz else 1.0
    sizes = matrix.sizes * math.ldexp(1.0, -max(math.frexp(greatest)[1], -1000)) @ joining  # so that no sum is infinite
    regions = int((np.diff(sizes.indptr) > 0).sum())
    if regions < LEAST_REGIONS:
        faults.append(problem("few-regions", table=matrix.name, n=regions, least=LEAST_REGIONS))
    products_of = {number_of[key]: products for key, products in means.items()}
    if not products_of:
        faults.append(
            problem(
                "no-code-matched",
                table=matrix.name,
                column=matrix.codes_are,
                value=matrix.codes[0],
                sentence=_UNMATCHED[matrix.codes_are],
                n=len(matrix.codes),
            )
        )
    if faults:
        raise DataError(faults)
    shown = dict(zip(reversed(keys), reversed(matrix.codes), strict=True))  # the first of the codes that are one
    return Table(
        codes_are=matrix.codes_are,
        present=presence(sizes[np.diff(sizes.indptr) > 0]),
        sizes=tuple(sizes.sum(axis=0).tolist()),
        codes=tuple(shown[key] for key in number_of),
        products_of=products_of,
        codes_of=_turned(products_of),
        rows=matrix.rows,
        added=matrix.added,
    )


def _by_name(codes: Sequence[str], known: Iterable[ProductCodes]) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """A key for each code, and the products that keys mean: the id first, then a name, then a synonym.

    A name that several products bear means all of them.
    """
    ids: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    synonyms: dict[str, set[str]] = {}
    for row in known:
        ids[row.id] = {row.id}
        for texts, meant in (((row.name_zh, row.name_en), names), (row.synonyms, synonyms)):
            for text in texts:
                if text:
                    meant.setdefault(_folded(text), set()).add(row.id)
    keys, means = [], {}
    for code in codes:
        products = ids.get(code) or names.get(_folded(code)) or synonyms.get(_folded(code))
        key = code
        if products:
            key = "\n".join(sorted(products))  # no code holds a line's end after one: ids do not
            means[key] = tuple(sorted(products))
        keys.append(key)
    return keys, means


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _by_class(
    codes: Sequence[str], known: Iterable[ProductCodes], codes_are: MatrixCodes
) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """A key for each code, and the products that keys mean: those of the class or of one within it, the narrowest that
    the table has.
    """
    keys = [_digits(code, codes_are) or code for code in codes]
    there = set(keys)
    means: dict[str, set[str]] = {}
    for row in known:
        for class_code in row.gbt4754 if codes_are is MatrixCodes.GBT4754 else row.hs:
            digits = _digits(class_code, codes_are) or ""
            around = (digits[:end] for end in range(len(digits), _SHORTEST - 1, -1))
            key = next((prefix for prefix in around if prefix in there), None)
            if key is not None:
                means.setdefault(key, set()).add(row.id)
    return keys, {key: tuple(sorted(products)) for key, products in means.items()}


def _digits(code: str, codes_are: MatrixCodes) -> str | None:
    """A class in digits alone; None for what is none."""
    found = _CLASSES[codes_are].fullmatch(unicodedata.normalize("NFKC", code))
    return found[1].replace(".", "") if found else None


def _several_levels(matrix: Matrix, keys: Sequence[str]) -> list[Problem]:
    """The problem that some classes lie within others of the same table, and what they make would count twice."""
    there = {key for key in keys if key.isdecimal()}
    within = sorted((key[:end], key) for key in there for end in range(_SHORTEST, len(key)) if key[:end] in there)
    if not within:
        return []
    outer, inner = within[0]
    return [
        problem(
            "several-levels",
            table=matrix.name,
            column=matrix.codes_are,
            value=outer,
            inner=inner,
            n=len({inner for _, inner in within}),
        )
    ]


# --- the dataset's own regions


def from_dataset(world: World, region: str) -> Table:
    """The dataset's own regions, with a maker as presence, of a product or of any kind of it.

    The regions are those with makers that lie directly in one region: in that around ``region``, in itself, else in the
    topmost. Regions of one level in different regions are none: of the others the lists of a province hold but single
    firms. Raises UsageError where there are too few.
    """
    import numpy as np  # slow to import, needed here only
    from scipy.sparse import csr_array

    places, network = world.places, world.network
    stands = set(regions_with_makers(world.dataset))
    parts: list[dict[str, str]] = []  # of each region around, every region in it with the direct part that it lies in
    for around in dict.fromkeys((places.parents.get(region, region), region, places.topmost())):
        parts.append({code: part for code, part in places.part_of(around).items() if code in stands})
    enough = (lies_in for lies_in in parts if len(set(lies_in.values())) >= LEAST_REGIONS)
    lies_in = next(enough, None)
    if lies_in is None:
        most = max(len(set(part_of.values())) for part_of in parts)
        raise UsageError("related.few-regions", n=most, least=LEAST_REGIONS)
    numbers = {part: number for number, part in enumerate(sorted(set(lies_in.values())))}
    products = sorted(network.products)
    number_of = {product: number for number, product in enumerate(products)}
    families = {product: [number_of[name] for name in (product, *network.families(product))] for product in products}
    cells = array("q")
    for row in made_in(world.dataset):
        if row.region in lies_in:
            first = numbers[lies_in[row.region]] * len(products)
            cells.extend(first + number for number in families.get(row.product, ()))
    at = np.unique(np.frombuffer(cells, dtype=cells.typecode))
    products_of = {number: (product,) for number, product in enumerate(products)}
    return Table(
        codes_are=MatrixCodes.PRODUCT,
        present=csr_array((np.ones(len(at)), np.divmod(at, len(products))), shape=(len(numbers), len(products))),
        sizes=None,
        codes=tuple(products),
        products_of=products_of,
        codes_of=_turned(products_of),
    )


def _turned(products_of: Mapping[int, tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    codes_of: dict[str, list[int]] = {}
    for number, products in products_of.items():
        for product in products:
            codes_of.setdefault(product, []).append(number)
    return {product: tuple(numbers) for product, numbers in codes_of.items()}
