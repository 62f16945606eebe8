"""How fast verdicts become right when questions are asked by the value of their answers, by score, or at random.

A synthetic region of which a third of the enterprises are not on record, and known to be missing, is asked about product by product; every answer
is the truth: all makers of the product with their outputs, or that a search found none. Printed after so many answers,
over worlds, each product weighed by how much the region needs it: wrong verdicts, and the error of the severity.

    python benchmarks/bench_survey.py [WORLDS]
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable
from statistics import mean

import chaingraph as cg
from chaingraph.questions.evaluate.synthetic import REGION, Synthetic, Tables, synthetic
from chaingraph.tables import load_rows

SIZE, RECALL, BATCH, MOST = 60, 2 / 3, 5, 40
Order = Callable[[cg.World, set[str], random.Random], list[str]]


def by_value(world: cg.World, done: set[str], _: random.Random) -> list[str]:
    asked = (inquiry.product for inquiry in cg.survey(world, REGION, top=10_000).inquiries)
    return [product for product in dict.fromkeys(asked) if product not in done]


def by_score(world: cg.World, done: set[str], _: random.Random) -> list[str]:
    return [
        item.product for item in cg.gaps(world, REGION).items if item.score is not None and item.product not in done
    ]


def at_random(world: cg.World, done: set[str], rng: random.Random) -> list[str]:
    left = [
        item.product for item in cg.gaps(world, REGION).items if item.score is not None and item.product not in done
    ]
    rng.shuffle(left)
    return left


ORDERS: dict[str, Order] = {"value of the answer": by_value, "score": by_score, "random": at_random}


def with_recall(made: Synthetic) -> Tables:
    """The records with how complete they are, as a second list would tell it."""
    true = {(row["enterprise"], row["product"]) for row in made.truth["makes"]}
    known = {(row["enterprise"], row["product"]) for row in made.recorded["makes"]}
    products, seen = {product for _, product in true}, {product for _, product in known}
    told = {
        "region": REGION, "completeness": "sample", "recall": f"{len(seen & products) / len(products):.3f}",
        "listed_pairs": str(len(true)), "found_pairs": str(len(known & true)), "source": "",
    }  # fmt: skip
    return {**made.recorded, "coverage": [{**told, "chain": row["id"]} for row in made.recorded["chains"]]}


def answered(tables: Tables, made: Synthetic, product: str) -> Tables:
    """The records after the truth about one product."""
    truth = made.truth
    makers = [row for row in truth["makes"] if row["product"] == product]
    firms = {row["id"]: row for row in truth["enterprises"]}
    known = {row["id"] for row in tables["enterprises"]}
    new = [firms[row["enterprise"]] for row in makers if row["enterprise"] not in known]
    rows = [row for row in tables["makes"] if row["product"] != product] + makers
    told = {**tables, "enterprises": [*tables["enterprises"], *{row["id"]: row for row in new}.values()], "makes": rows}
    if not makers:
        found = {
            "product": product,
            "region": REGION,
            "date": "2026-01-01",
            "where": "asked",
            "query": "q",
            "found": "0",
        }
        told["searches"] = [*tables.get("searches", []), found]
    return told


def rightness(tables: Tables, true: dict[str, cg.Finding]) -> tuple[float, float]:
    """How wrong the verdicts are, each weighed by how much the region needs the product: the share of a wrong status,
    and the mean error of the severity.
    """
    items = {item.product: item for item in cg.gaps(cg.world(load_rows(tables)), REGION).items}
    weights = {product: item.score_need or 0.0 for product, item in true.items()}
    total = sum(weights.values())
    wrong = sum(weight for product, weight in weights.items() if items[product].status != true[product].status)
    error = sum(
        weight * abs(items[product].score_severity - true[product].score_severity)
        for product, weight in weights.items()
    )
    return wrong / total, error / total


def main(worlds: int) -> None:
    curves: dict[str, dict[int, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for seed in range(worlds):
        made = synthetic(random.Random(seed), SIZE, RECALL)
        true = {item.product: item for item in cg.gaps(cg.world(load_rows(made.truth)), REGION).items}
        for name, order in ORDERS.items():
            tables, done, rng = with_recall(made), set[str](), random.Random(seed)
            curves[name][0].append(rightness(tables, true))
            while len(done) < MOST:
                batch = order(cg.world(load_rows(tables)), done, rng)[:BATCH]
                if not batch:
                    break
                for product in batch:
                    tables = answered(tables, made, product)
                done |= set(batch)
                curves[name][len(done)].append(rightness(tables, true))
    print(f"{worlds} worlds of about {SIZE} products, {RECALL:.0%} of the enterprises on record\n")
    steps = sorted({step for curve in curves.values() for step in curve})
    print("| answers | " + " | ".join(f"{name}: wrong verdicts, error of severity" for name in curves) + " |")
    print("| ---: |" + " --- |" * len(curves))
    for step in steps:
        cells = [
            f"{mean(wrong for wrong, _ in curve[step]):.1%}, {mean(error for _, error in curve[step]):.4f}"
            if curve[step]
            else "—"
            for curve in curves.values()
        ]
        print(f"| {step} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
