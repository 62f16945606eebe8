"""What spreads along links until it comes to rest: the least solution of linear equations with some values held."""

from __future__ import annotations

from typing import Any

BLOCK = 2_000  # firms of one circle that are solved as one dense block at most; larger circles are solved step by step
RESIDUAL = 1e-12  # by how much an equation may be missed and still count as solved
_TARGET = 1e-13  # what the steps aim at
_RESTART, _ROUNDS = 30, 30


def least_solution(matrix: Any, held: Any, values: Any, near: Any = None) -> tuple[Any, bool]:
    """The least x of at least 0 with x = ``values`` where ``held`` and x = ``matrix`` x elsewhere, and whether it was
    found.

    ``matrix``: rows of what each takes from each, not negative, no row sum above 1 (sparse, compressed by row).
    Circles without a way from what is held stay at 0. Circles of up to 2,000 members are solved directly, in the order
    in which they hang together; larger ones by GMRES from ``near``, until no equation is missed by more than 1e-12.
    False where that was not reached; x is then worth nothing. A slow leak out of a circle needs no more steps than a
    fast one. Cost: a few passes over the links, and the cube of the largest circle up to 2,000. Source: Saad and
    Schultz 1986 (GMRES).
    """
    import numpy as np  # slow to import, needed here only
    from scipy.sparse import csr_array, eye_array
    from scipy.sparse.csgraph import connected_components
    from scipy.sparse.linalg import LinearOperator, gmres, splu

    x = np.where(held, values, 0.0)
    free = ~held & _reached(matrix, x > 0)
    count = int(free.sum())
    if not count:
        return x, True
    pushed = matrix @ x
    names = np.full(len(x), -1)
    names[free] = np.arange(count)
    links = matrix.tocoo()
    inside = (names[links.row] >= 0) & (names[links.col] >= 0)
    among = csr_array((links.data[inside], (names[links.row[inside]], names[links.col[inside]])), (count, count))
    del links, inside
    _, circle = connected_components(among, connection="strong")
    if int(np.bincount(circle).max()) <= BLOCK:
        order = np.argsort(circle, kind="stable")  # circles one after the other: nothing fills in between them
        table = (eye_array(count, format="csr") - among)[order][:, order].tocsc()
        solved = np.empty(count)
        solved[order] = splu(table, permc_spec="NATURAL", diag_pivot_thresh=0.0).solve(pushed[free][order])
    else:
        table = LinearOperator((count, count), matvec=lambda vector: vector - among @ vector, dtype=float)
        start = pushed[free] if near is None else near[free]
        solved, _ = gmres(table, pushed[free], start, rtol=0.0, atol=_TARGET, restart=_RESTART, maxiter=_ROUNDS)
    # Before what rounding adds is cut off: a slow leak enlarges that.
    missed = np.abs(pushed[free] + among @ solved - solved).max()
    x[free] = np.clip(solved, 0.0, x.max())  # nothing is worse off than what it takes from
    return x, bool(missed <= RESIDUAL)


def _reached(matrix: Any, sources: Any) -> Any:
    """Which rows take from ``sources``, directly or through others; those among them."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    first = np.flatnonzero(sources)
    onward = matrix.T.tocsr()  # whom each gives to
    onward.eliminate_zeros()
    size = len(sources)  # the place of one more that gives to all sources
    ends = np.append(onward.indptr, onward.indptr[-1] + len(first))
    whole = csr_array(
        (np.ones(ends[-1], dtype=np.int8), np.concatenate([onward.indices, first.astype(onward.indices.dtype)]), ends),
        shape=(size + 1, size + 1),
    )
    found = np.zeros(size + 1, dtype=bool)
    found[breadth_first_order(whole, size, return_predecessors=False)] = True
    return found[:size]
