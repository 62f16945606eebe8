"""Made-up tables of sizes by region and product, for tests alone."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_matrix(
    path: Path, codes: Iterable[str], *, regions: int = 120, header: Sequence[str] = ("region", "product", "value")
) -> Path:
    """A file in which regions that are near in number have similar codes; the same each time."""
    rng = random.Random(1)
    tastes = {code: rng.random() for code in codes}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(header)
        for number in range(regions):
            own = rng.choice(list(tastes))
            for code, taste in tastes.items():
                if code == own or rng.random() < 0.9 - abs(taste - number / regions):
                    rows.writerow([f"R{number:03d}", code, round(rng.lognormvariate(0, 1), 3)])
    return path
