"""How well words of lists are matched to products: the synonyms of the bundled data, asked for as if they were not known.

``python benchmarks/bench_products.py`` prints the table of docs/en/matching.md. A word is right when it is matched to
the product whose synonym it is, or to one of which that is a kind.
"""

from __future__ import annotations

from collections import Counter

from chaingraph.resources import bundled
from chaingraph.tables.intake.products import Catalogue, How, catalogue_of, meanings
from chaingraph.tables.read import read_tables


def main() -> None:
    raw = read_tables(bundled("data/jilin"))
    whole = catalogue_of(raw, None)
    rows = raw.con.execute("select id, name_zh, broader, synonyms from raw_products").fetchall()
    broader = {product: family for product, _, family, _ in rows}
    named = {name for _, name, _, _ in rows}
    spelt = {name: {product} for product, name, _, _ in rows}
    names = Catalogue()
    for plain, products in whole.names.items():
        own = {product for product in products for name in (spelt.get(plain) or set()) if name == product}
        if own:
            names.names[plain] = own
    names.titles, names.chains = whole.titles, whole.chains
    asked = {
        word: product
        for product, _, _, words in rows
        for word in (words or "").split(";")
        if word and word not in named
    }
    found = meanings(raw, {word: frozenset() for word in asked}, names, {})

    def right(word: str, product: str) -> bool:
        here: str | None = asked[word]
        while here:
            if here == product:
                return True
            here = broader.get(here)
        return False

    sure = [(word, meaning.products[0]) for word, meaning in found.items() if meaning.products]
    shown = [word for word, meaning in found.items() if any(right(word, one[0]) for one in meaning.candidates)]
    counts = Counter(meaning.how for meaning in found.values())
    correct = sum(right(word, product) for word, product in sure)
    print(f"{len(asked)} synonyms of {len(rows)} products, none of them known to the matcher\n")
    print("| result | words | right |\n| --- | ---: | ---: |")
    print(f"| taken (the name, or the head of a compound) | {len(sure)} | {correct} ({correct / len(sure):.1%}) |")
    print(f"| a person is asked, up to three candidates | {counts[How.DOUBTFUL]} | {len(shown)} with the right one |")
    print(f"| kept as the firm's own words | {counts[How.OWN_WORDS]} | |")
    print(f"\nrecall: taken rightly {correct / len(asked):.1%}, or shown {(correct + len(shown)) / len(asked):.1%}")


if __name__ == "__main__":
    main()
