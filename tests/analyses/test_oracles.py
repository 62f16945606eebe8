"""The regional measures agree with two published packages wherever their conventions are the same.

Where these differ, the convention is left out of the comparison: econcomplex tells density in percent and without the product itself, and 0 where nothing is
made; ecomplexity includes the product itself and drops regions and products without any presence.
"""

from __future__ import annotations

import warnings

import econcomplex
import numpy as np
import pandas as pd
import pytest

from chaingraph.analyses import concentration, location_quotient, relatedness, specialisation

SEEDS = range(60)


def sizes(seed: int) -> np.ndarray:
    """A table in which every region makes something and every product is made."""
    rng = np.random.default_rng(seed)
    table = rng.integers(1, 100, (rng.integers(4, 9), rng.integers(4, 12))) * (rng.random((1, 1)) + 0.1)
    table = table * (rng.random(table.shape) < 0.6)
    table[table.sum(axis=1) == 0, 0] = 1.0
    table[0, table.sum(axis=0) == 0] = 1.0
    return table


@pytest.mark.parametrize("seed", SEEDS)
def test_econcomplex_agrees(seed: int) -> None:
    table = sizes(seed)
    mine = location_quotient(table.tolist())
    np.testing.assert_allclose(np.array(mine.values, dtype=float), econcomplex.location_quotient(table), rtol=1e-9)
    np.testing.assert_allclose(
        specialisation(table.tolist()).krugman_vs_total, econcomplex.krugman_index(table), atol=1e-9
    )
    points = econcomplex.herfindahl(table, normalize=False)
    for row, wanted in zip(table, points, strict=True):
        assert concentration(row.tolist()).hhi == pytest.approx(wanted, abs=1e-9)
    close = relatedness(mine.present)
    theirs = econcomplex.proximity(table, compute="product")
    phi = np.asarray(theirs["product"] if "product" in theirs else next(iter(theirs.values())))
    np.testing.assert_allclose(_off(np.array(close.proximity)), _off(phi), atol=1e-9)
    density = np.array([[np.nan if one is None else one for one in row] for row in close.density])
    wanted = np.asarray(econcomplex.relatedness_density(table)) / 100
    known = ~np.isnan(density)
    np.testing.assert_allclose(density[known], wanted[known], atol=1e-6)


def _off(matrix: np.ndarray) -> np.ndarray:
    """Without the diagonal, which is a convention."""
    return matrix[~np.eye(len(matrix), dtype=bool)]


@pytest.mark.parametrize("seed", SEEDS)
def test_ecomplexity_agrees_on_density_with_the_product_itself(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ecomplexity import ecomplexity

        table = sizes(seed)
        long = pd.DataFrame(
            [(2000, f"r{r}", f"p{p:02d}", table[r, p]) for r in range(table.shape[0]) for p in range(table.shape[1])],
            columns=["time", "loc", "prod", "val"],
        )
        told = ecomplexity(long, {"time": "time", "loc": "loc", "prod": "prod", "val": "val"}, verbose=False)
    quotients = location_quotient(table.tolist())
    mine = relatedness(quotients.present)
    for row in told.itertuples():
        r, p = int(row.loc[1:]), int(row.prod[1:])
        assert bool(row.mcp) == quotients.present[r][p]
        assert row.rca == pytest.approx(quotients.values[r][p], rel=1e-6)
        if mine.density_with_self[r][p] is not None:
            assert row.density == pytest.approx(mine.density_with_self[r][p], abs=1e-6)
