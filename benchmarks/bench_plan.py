"""The best set of projects on 2,000 products and 200 candidates: seconds, proof, and what greedy would have given, in
one run.
"""

from __future__ import annotations

import random
import time

from chaingraph.analyses import Candidate, portfolio
from chaingraph.network import ProductNetwork

PRODUCTS, CANDIDATES = 2_000, 200


def main() -> None:
    for loops in (False, True):
        rng = random.Random(2)
        needs: dict[str, list[list[str]]] = {}
        for i in range(40, PRODUCTS):
            far = range(PRODUCTS) if loops and rng.random() < 0.1 else range(max(0, i - 300), i)
            needs[f"p{i}"] = [
                [f"p{rng.choice(far)}" for _ in range(rng.randint(1, 2))] for _ in range(rng.randint(1, 3))
            ]
        names = [f"p{i}" for i in range(PRODUCTS)]
        network = ProductNetwork.of(needs, names)
        made = [name for name in names if rng.random() < 0.85]
        gaps = sorted(set(names) - set(made))
        candidates = {
            f"c{i}": Candidate(tuple(rng.sample(gaps, rng.randint(1, 2))), rng.randint(1, 9)) for i in range(CANDIDATES)
        }
        for budget in (20, 60):
            start = time.perf_counter()
            found = portfolio(network, made, candidates, budget)
            print(
                f"{'cycles' if loops else 'no cycles'}, budget {budget}: {time.perf_counter() - start:.1f} s, value {found.value:g}, "
                f"{'proven' if found.proven else f'bound {found.bound:g}'}, greedy {found.greedy_value:g}"
            )


if __name__ == "__main__":
    main()
