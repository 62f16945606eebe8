"""How the analyses grow: seconds at several sizes, the exponent fitted to them (seconds ~ size^x), and peers in the
same run.

``--large`` adds one million firms with ten million links. Peers that are not installed are left out and said so.
Nothing here is a test: figures differ from machine to machine, ratios and exponents less so.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import time
from collections.abc import Callable

import numpy as np

from chaingraph.analyses import (
    SupplyLinks,
    esri,
    failing,
    joint_losses,
    knock_outs,
    location_quotient,
    minimum_fill,
    producible,
    relatedness,
)
from chaingraph.network import ProductNetwork


def network(products: int) -> ProductNetwork:
    """Layered by number: each product is made of two groups from the 500 before it, one in five with two substitutes."""
    rng = random.Random(products)
    requires = {}
    for place in range(50, products):
        pool = range(max(0, place - 500), place)
        requires[f"p{place}"] = [
            [f"p{one}" for one in rng.sample(pool, 2 if rng.random() < 0.2 else 1)] for _ in range(2)
        ]
    return ProductNetwork.of(requires, (f"p{place}" for place in range(products)))


def links(firms: int, deliveries: int) -> SupplyLinks:
    rng = np.random.default_rng(firms)
    return SupplyLinks(
        range(firms),  # type: ignore[arg-type]  # names that cost nothing
        rng.integers(0, firms, deliveries),
        rng.integers(0, firms, deliveries),
        rng.integers(0, 2000, deliveries),
        rng.random(deliveries),
        rng.integers(1, 3, deliveries),
        revenue=np.full(firms, 10.0),  # about twice the sales along the links: the rest is sold elsewhere
    )


def seconds(run: Callable[[], object], repeats: int = 3) -> float:
    """The least of several runs; one run where it takes over two seconds."""
    best = math.inf
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
        if best > 2:
            break
    return best


def grow(name: str, sizes: list[int], make: Callable[[int], Callable[[], object]]) -> None:
    told = [seconds(make(size)) for size in sizes]
    slope = float(np.polyfit(np.log(sizes), np.log(told), 1)[0])
    cells = "  ".join(f"{size:>9,}: {value:8.4f} s" for size, value in zip(sizes, told, strict=True))
    print(f"{name:<28}{cells}   n^{slope:.2f}", flush=True)


def peer(name: str, ours: float, other: Callable[[], object]) -> None:
    try:
        theirs = seconds(other, 1)
    except ImportError as error:
        print(f"  {name}: not installed ({error.name}), left out")
        return
    print(f"  {name}: {theirs:.3f} s, {theirs / ours:.1f} times ours", flush=True)


def structure() -> None:
    print("products (seconds, growth exponent)")
    grow("network of rows", [1_000, 10_000, 100_000, 200_000], lambda n: lambda: network(n))
    nets = {n: network(n) for n in (1_000, 2_000, 4_000, 10_000, 100_000, 200_000)}
    grow("producible set", [1_000, 10_000, 100_000, 200_000], lambda n: lambda: producible(nets[n], nets[n].products))
    grow("all knock-outs", [1_000, 2_000, 4_000, 10_000], lambda n: lambda: knock_outs(nets[n]))
    two = nets[2_000]
    ours = seconds(lambda: knock_outs(two))
    peer("each product failed on its own, 2,000", ours, lambda: [failing(two, [name]) for name in two.products])
    ends = [f"p{place}" for place in range(900, 1_000)]
    grow(
        "joint pairs for 100 ends",
        [1_000, 2_000, 4_000],
        lambda n: lambda: joint_losses(nets[n], {name: [name] for name in nets[n].products}, ends),
    )
    made = {n: [name for place, name in enumerate(nets[n].products) if place % 10] for n in (1_000, 2_000, 4_000)}
    grow(
        "minimum fill, one target", [1_000, 2_000, 4_000], lambda n: lambda: minimum_fill(nets[n], f"p{n - 1}", made[n])
    )


def regional() -> None:
    print("regions by products")
    rng = np.random.default_rng(1)
    tables = {n: rng.random((60, n)) * (rng.random((60, n)) < 0.2) for n in (250, 500, 1_000, 2_000)}
    grow("location quotient, 60 rows", list(tables), lambda n: lambda: location_quotient(tables[n].tolist()))
    present = {n: tables[n] > 0 for n in tables}
    grow("relatedness, 60 rows", list(tables), lambda n: lambda: relatedness(present[n].tolist()))
    ours = seconds(lambda: relatedness(present[2_000].tolist()))

    def with_econcomplex() -> object:
        import econcomplex  # type: ignore[import-not-found]

        return econcomplex.relatedness_density(present[2_000].astype(float), use_rca=False)

    peer("econcomplex, proximity and density", ours, with_econcomplex)


def systemic(large: bool) -> None:
    print("firms, ten links each, one shock (sums made once, then the shock)")
    sizes = [1_000, 10_000, 100_000] + ([1_000_000] if large else [])
    grow("sums", sizes, lambda n: (lambda told: lambda: links(n, 10 * n).prepared and told)(None))
    ready = {n: links(n, 10 * n) for n in sizes}
    for told in ready.values():
        _ = told.prepared
    grow("shock", sizes, lambda n: lambda: esri(ready[n], {0: 0.0}, tolerance=1e-6))  # type: ignore[dict-item]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="one million firms, ten million links")
    large = parser.parse_args().large
    structure()
    regional()
    systemic(large)
    print(f"peak memory of the whole run {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB")


if __name__ == "__main__":
    main()
