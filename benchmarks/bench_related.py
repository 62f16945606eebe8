"""Relatedness at the size of a national catalogue: a matrix of 300 regions by up to 100,000 products, read, matched,
and answered for one region, with the dense table of pairs beside it where that fits.

Products are as uneven as in trade: most are present in few regions, and few regions have most of them. Nothing here is
a test: figures differ from machine to machine, exponents less so. Each size runs in a process of its own, so that its
peak memory is its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from chaingraph.analyses import closest, complexity, presence, relatedness, relatedness_density

REGIONS = 300
SIZES = (1_000, 10_000, 100_000)
DENSE = 4_000  # products up to which the table of all pairs is made too


def sizes(products: int, regions: int = REGIONS) -> csr_array:
    rng = np.random.default_rng(products)
    ubiquity = np.clip(2 * (rng.pareto(1.2, products) + 1), 1, regions - 20).astype(int)
    diversity = rng.pareto(1.0, regions) + 1
    chance = np.log(rng.random((products, regions))) / (diversity / diversity.sum())  # a draw without replacement
    order = np.argsort(-chance, axis=1, kind="stable")
    rows = np.concatenate([order[one, :count] for one, count in enumerate(ubiquity)])
    columns = np.repeat(np.arange(products), ubiquity)
    return csr_array((rng.lognormal(0, 2, len(rows)), (rows, columns)), shape=(regions, products))


def step(name: str, run: object) -> object:
    start = time.perf_counter()
    found = run()  # type: ignore[operator]
    print(f"    {name:<44}{time.perf_counter() - start:8.2f} s", flush=True)
    return found


def analyses(products: int) -> None:
    table = sizes(products)
    print(f"  {products:,} products, {table.shape[0]} regions, {table.nnz:,} cells", flush=True)
    present = step("presence", lambda: presence(table))
    held = present[[int(np.median(np.argsort(present.sum(axis=1))))]].indices  # type: ignore[index]
    found = step(f"density to the {len(held):,} of one region", lambda: relatedness_density(present, held))
    near = np.argsort([-(one or 0.0) for one in found.density])[:40]  # type: ignore[attr-defined]
    step("grounds of 40 products", lambda: closest(present, held, near.tolist()))
    there = present[:, np.flatnonzero(np.bincount(present.indices, minlength=products))]  # type: ignore[index, attr-defined]
    step("complexity", lambda: complexity(there[np.diff(there.indptr) > 0]))
    if products <= DENSE:
        step("  the dense table of pairs, for comparison", lambda: relatedness((present.toarray() > 0).tolist()))  # type: ignore[attr-defined]


def question(products: int, folder: Path) -> None:
    """The whole answer, from a file, for a made-up region that has every hundredth product."""
    import chaingraph as cg
    from chaingraph.tables import read_matrix

    table = sizes(products).tocoo()
    with (folder / "m.csv").open("w") as file:
        file.write("region,product,value\n")
        file.writelines(f"R{r},p{p},{v:.6g}\n" for r, p, v in zip(*table.coords, table.data, strict=True))
    data = folder / "d"
    data.mkdir()
    rows = {
        "regions": ["code,name_zh,parent", "220000,省,", "220100,市,220000"],
        "chains": ["id,name_zh", "x,链"],
        "products": ["id,name_zh,chain", *(f"p{one},产品{one},x" for one in range(products))],
        "inputs": ["product,input", *(f"p{one},p{one + 1}" for one in range(0, products - 1, 7))],
        "enterprises": ["id,name_zh,region", "e,企业,220100"],
        "makes": ["enterprise,product", *(f"e,p{one}" for one in range(0, products, 100))],
    }
    for name, lines in rows.items():
        (data / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    matrix = step("the matrix read from a file", lambda: read_matrix(folder / "m.csv"))
    world = step("the dataset opened", lambda: cg.world(cg.load(data)))
    answer = step("cg.related", lambda: cg.related(world, "220100", matrix=matrix))
    print(f"    {answer.all_gaps:,} near gaps, {answer.all_branches:,} new branches")  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, help="one size alone, in this process")
    products = parser.parse_args().products
    if products is None:
        for size in SIZES:
            subprocess.run([sys.executable, __file__, "--products", str(size)], check=True)
        return
    analyses(products)
    with tempfile.TemporaryDirectory() as folder:
        question(products, Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"    peak memory, with the making of the table: {peak:.2f} GB", flush=True)


if __name__ == "__main__":
    main()
