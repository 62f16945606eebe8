"""The analyses of sparse tables against the dense ones and against their definition, tried out cell by cell."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.sparse import csr_array

from chaingraph.analyses import closest, complexity, location_quotient, presence, relatedness, relatedness_density

SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=8)
TABLES = arrays(np.int64, SHAPES, elements=st.integers(0, 4))
PRESENT = arrays(np.bool_, SHAPES)


@given(TABLES)
def test_presence(sizes: np.ndarray) -> None:
    """The quotient in fractions, and what the dense table says where no rounding decides."""
    whole = [[Fraction(int(size)) for size in row] for row in sizes]
    total = sum(map(sum, whole), Fraction(0))
    by_region, by_product = [sum(row) for row in whole], [sum(column) for column in zip(*whole, strict=True)]
    wanted = [
        [size > 0 and size * total >= by_region[r] * by_product[p] for p, size in enumerate(row)]
        for r, row in enumerate(whole)
    ]
    assert (presence(csr_array(sizes)).toarray() > 0).tolist() == wanted
    dense = location_quotient(sizes.tolist())
    for found, values in zip(wanted, dense.values, strict=True):
        for there, value in zip(found, values, strict=True):
            assert value is None or abs(value - 1) < 1e-9 or there == (value >= 1)


@pytest.mark.parametrize("factor", [1e-300, 1e-5, 1e5, 1e307])
def test_no_unit_is_too_small_or_too_large(factor: float) -> None:
    sizes = np.array([[8, 2, 0], [2, 8, 1], [1, 1, 1]], dtype=float)
    assert (presence(csr_array(sizes * factor)) != presence(csr_array(sizes))).nnz == 0


def test_cells_that_stand_twice_are_added_up_and_stored_zeros_are_nothing() -> None:
    twice = csr_array((np.array([4.0, 4, 2, 0, 10]), (np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 0, 1]))))
    assert presence(twice).toarray().tolist() == [[1.0, 0.0], [0.0, 1.0]]


@given(PRESENT, st.data())
def test_relatedness_density(present: np.ndarray, data: st.DataObject) -> None:
    """The density of the dense table of all proximities."""
    held = data.draw(arrays(np.bool_, present.shape[1]))
    found = relatedness_density(csr_array(present), np.flatnonzero(held).tolist())
    everything = relatedness(present.tolist())
    (wanted,) = relatedness([held.tolist()], everything.proximity).density
    assert found.ubiquity == everything.ubiquity
    for mine, theirs in zip(found.density, wanted, strict=True):
        assert (mine is None) == (theirs is None)
        if mine is not None:
            assert mine == pytest.approx(theirs, rel=1e-12)
            assert (mine == 0) == (theirs == 0)


@given(PRESENT, st.data())
def test_closest(present: np.ndarray, data: st.DataObject) -> None:
    """Every pair of the dense table of all proximities, sorted."""
    held = np.flatnonzero(data.draw(arrays(np.bool_, present.shape[1]))).tolist()
    most = data.draw(st.integers(1, 4))
    products = list(range(present.shape[1]))
    proximity = relatedness(present.tolist()).proximity
    for product, found in zip(products, closest(csr_array(present), held, products, most), strict=True):
        both = {other: int((present[:, product] & present[:, other]).sum()) for other in held}
        wanted = sorted(
            (-proximity[product][other], -both[other], other) for other in held if other != product and both[other]
        )
        assert [(-one.proximity, -one.both, one.held) for one in found] == wanted[:most]


@pytest.mark.parametrize("products", [300, 5_000])
def test_products_beyond_one_portion_are_counted_too(products: int) -> None:
    """More products than are computed at a time."""
    rng = np.random.default_rng(products)
    few = rng.random((6, 20)) < 0.4
    many = np.tile(few, (1, products // 20))
    found = relatedness_density(csr_array(many), range(0, products, 3))
    assert len(found.density) == products
    for start in range(20):  # the same columns, but for themselves being held
        alike = {found.density[one] for one in range(start, products, 20) if one % 3}
        assert len(alike) == 1
    near = closest(csr_array(many), range(0, products, 3), range(products), 1)
    assert len(near) == products
    assert all(one[0].proximity == 1.0 for one, column in zip(near, few.any(axis=0).tolist() * (products // 20), strict=True) if column)  # fmt: skip


@given(PRESENT)
def test_complexity_takes_both_kinds_of_tables(present: np.ndarray) -> None:
    assert complexity(csr_array(present)) == complexity(present.tolist())
