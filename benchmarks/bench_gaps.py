"""``chaingraph gaps`` as a whole process on made-up registries of ten thousand to one million enterprises: seconds,
memory, growth.

Each enterprise makes two products or three and has three deliveries; 2,000 products, 82 regions. ``--small`` stops at
one hundred thousand.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

PRODUCTS = 2_000


def write(folder: Path, firms: int) -> None:
    rng = random.Random(1)
    folder.mkdir(parents=True)

    def table(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)

    cities = [(f"22{i:02d}00", f"市{i}", "220000") for i in range(1, 10)]
    counties = [(f"22{i:02d}{j:02d}", f"县{i}-{j}", f"22{i:02d}00") for i in range(1, 10) for j in range(1, 9)]
    regions = [("220000", "省", ""), *cities, *counties]
    table("regions", ["code", "name_zh", "parent"], regions)
    table("chains", ["id", "name_zh"], [(f"c{i}", f"链{i}") for i in range(9)])
    table(
        "products",
        ["id", "name_zh", "chain", "stage", "final"],
        [(f"p{i}", f"产品{i}", f"c{i % 9}", "midstream", "yes" if i > 1800 else "no") for i in range(PRODUCTS)],
    )
    table(
        "inputs",
        ["product", "input", "group", "essential"],
        [
            (f"p{i}", f"p{j}", rng.choice(["", "", "g1"]), "yes")
            for i in range(20, PRODUCTS)
            for j in sorted({rng.randrange(max(0, i - 60), i) for _ in range(3)})
        ],
    )
    table(
        "enterprises",
        ["id", "name_zh", "region", "status"],
        ((f"e{i}", f"企业{i}", rng.choice(regions)[0], rng.choice(["active", "", "planned"])) for i in range(firms)),
    )
    table(
        "makes",
        ["enterprise", "product", "output_yi", "year"],
        (
            (f"e{i}", f"p{p}", round(rng.random() * 10, 2), 2024)
            for i in range(firms)
            for p in sorted({rng.randrange(PRODUCTS) for _ in range(rng.choice([2, 2, 3]))})
        ),
    )
    table(
        "supplies",
        ["supplier", "customer", "product", "amount_yi"],
        (
            (
                f"e{rng.randrange(firms)}",
                f"e{rng.randrange(firms)}",
                f"p{rng.randrange(PRODUCTS)}",
                round(rng.random(), 3),
            )
            for _ in range(3 * firms)
        ),
    )


def run(folder: Path, *options: str) -> tuple[float, float]:
    """Seconds and peak memory in GB of one process."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "chaingraph", "gaps", str(folder), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"gaps failed: {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="no more than 100,000 enterprises")
    sizes = [10_000, 100_000] + ([] if parser.parse_args().small else [1_000_000])
    told: dict[tuple[str, ...], list[float]] = {}
    with tempfile.TemporaryDirectory() as aside:
        for size in sizes:
            write(Path(aside) / str(size), size)
            for options in ((), ("--format", "json")):
                seconds, memory = run(Path(aside) / str(size), *options)
                told.setdefault(options, []).append(seconds)
                print(
                    f"gaps {' '.join(options):<14} {size:>9,} enterprises: {seconds:6.2f} s, {memory:.2f} GB",
                    flush=True,
                )
    for options, seconds_of in told.items():
        print(f"gaps {' '.join(options)}: n^{np.polyfit(np.log(sizes), np.log(seconds_of), 1)[0]:.2f}")


if __name__ == "__main__":
    main()
