"""Compares ``gaps`` with the definitions, computed naively from the rows, on random datasets: ``python
benchmarks/definitions.py [COUNT [SEED]]``.

Every field of every product, for each region, with no chain and with each, with and without a product that is bought.
The same numbers give the same datasets at all times. Of the datasets that disagree the smallest goes to
``definitions-disagreement/`` in the current folder, as tables. Exit 1 when one disagrees.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hypothesis import HealthCheck, Phase, given, seed, settings

import chaingraph as cg
from chaingraph.tables import load_rows
from tests.oracle import Tables, disagreements, findings, write_folder
from tests.strategies import datasets

KEPT = Path("definitions-disagreement")
RANDOM = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def compared(tables: Tables) -> Iterator[tuple[str, list[str], int]]:
    """Of each question the question, what is answered in another way, and how many products it is about."""
    world = cg.world(load_rows(tables))
    bought = (tables["products"][0]["id"],)
    for region in (row["code"] for row in tables["regions"]):
        for chain in (None, *(row["id"] for row in tables["chains"])):
            for ids in ((), bought):
                wanted = findings(tables, region, chain, ids)
                items = [item.as_json() for item in cg.gaps(world, region, chain=chain, given=ids).items]
                question = f"region {region}, chain {chain or '-'}, given {','.join(ids) or '-'}"
                yield question, disagreements(items, wanted), len(wanted)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    tally: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    smallest: tuple[int, Tables, list[str]] | None = None

    @seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    @settings(RANDOM, max_examples=count)
    @given(datasets())
    def compare(tables: Tables) -> None:
        nonlocal smallest
        wrong: list[str] = []
        for question, told, products in compared(tables):
            tally["questions"] += 1
            tally["findings"] += products
            fields.update(line.partition(":")[0].partition(".")[2] or "product" for line in told)
            wrong += [f"{question}: {line}" for line in told]
        tally["datasets"] += 1
        tally["agreed"] += not wrong
        size = sum(map(len, tables.values()))
        if wrong and (smallest is None or size < smallest[0]):
            smallest = (size, tables, wrong)

    compare()
    print("| 数据集 datasets | 问题 questions | 结果 findings | 一致的数据集 datasets that agree |")
    print("| ---: | ---: | ---: | ---: |")
    print(f"| {tally['datasets']} | {tally['questions']} | {tally['findings']} | {tally['agreed']} |")
    if smallest is None:
        return 0
    print("\n" + ", ".join(f"{field} {times}" for field, times in fields.most_common()))
    shutil.rmtree(KEPT, ignore_errors=True)
    write_folder(smallest[1], KEPT)
    print(f"\n{KEPT}/:\n" + "\n".join(smallest[2]))
    return 1


if __name__ == "__main__":
    sys.exit(main())
