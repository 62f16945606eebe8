"""Made-up chains with weak links of known kinds planted in them. Nothing here speaks of a real place."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from chaingraph.analyses import failing
from chaingraph.network import ProductNetwork

KINDS = ("absent", "sole maker", "dominant maker", "hidden common input", "one firm behind both")
EACH = 2  # planted of each kind
REGION = "990000"
_CITIES = ("990100", "990200", "990300")
_LAYERS = 5
_USELESS = 0.15  # share of products that nobody needs and nobody makes: absent, yet no gap
_HARMLESS = 0.10  # share of products with a single maker that no end product depends on

Tables = dict[str, list[dict[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Synthetic:
    """A dataset as tables of text and what was planted: products by kind, and the firms that alone hold up an end
    product: the one behind both substitutes, the one maker of a needed product.

    ``truth`` lists every enterprise, ``recorded`` those that the records caught.
    """

    truth: Tables
    recorded: Tables
    products: dict[str, tuple[str, ...]]
    firms: tuple[str, ...]

    @property
    def weak(self) -> frozenset[str]:
        """Products planted as weak; those of the last kind are weak through their firm only and are looked for as
        firms.
        """
        return frozenset(name for kind in KINDS[:-1] for name in self.products[kind])


def synthetic(rng: random.Random, size: int, recall: float) -> Synthetic:
    """A chain of about ``size`` products in five layers, made in three cities, of whose enterprises the share
    ``recall`` is recorded.

    Every product above the first layer has one to three groups of inputs from the layers below (of which one in five
    has two or three substitutes, one in seven is not essential). A healthy product has 4 or more makers of similar
    output. To mislead, 15 % are absent though nobody needs them, and 10 % have one maker though no end product depends
    on them. A weak link is planted only where an end product that is made depends on it (:func:`failing`): this is what
    weak means here, whatever score is used. Planted, two of each kind: no maker; one maker; four makers of which one
    has nine tenths of the output; one maker of a new product that both substitutes of a needed pair are made from; one
    firm that alone makes both substitutes of a needed pair.
    """
    layers = [[f"p{layer}-{number:03d}" for number in range(max(4, size // _LAYERS))] for layer in range(_LAYERS)]
    inputs: list[tuple[str, str, str, bool]] = []
    groups: dict[str, list[list[str]]] = {}
    for depth, layer in enumerate(layers[1:], start=1):
        for product in layer:
            for number in range(rng.randint(1, 3)):
                pool = layers[depth - 1] if rng.random() < 0.8 else layers[rng.randrange(depth)]
                members = rng.sample(pool, rng.choice([1, 1, 1, 1, 1, 1, 1, 1, 2, 3]))
                essential = rng.random() >= 1 / 7
                inputs += [(product, member, f"g{number}", essential) for member in members]
                if essential:
                    groups.setdefault(product, []).append(members)
    names = [name for layer in layers for name in layer]
    used = {member for _, member, _, _ in inputs}
    ends = set(rng.sample(layers[-1], max(3, len(layers[-1]) // 2)))
    taken: set[str] = set()
    pairs = _pairs(rng, groups, names, ends, taken)
    hidden: list[str] = []
    for number, (first, other) in enumerate(pairs[:EACH]):
        new = f"hidden-{number}"
        hidden.append(new)
        for product in (first, other):
            inputs.append((product, new, "hidden", True))
            groups.setdefault(product, []).append([new])
    names += hidden
    network = ProductNetwork.of(groups, names)
    reach = {name: len(failing(network, [name]) & ends) for name in names}
    critical = sorted(
        name for name in names if reach[name] and name not in taken and name not in ends and name not in hidden
    )
    chosen = rng.sample(critical, min(3 * EACH, len(critical)))
    planted = {kind: tuple(chosen[number * EACH : (number + 1) * EACH]) for number, kind in enumerate(KINDS[:3])}
    planted[KINDS[3]] = tuple(hidden)
    planted[KINDS[4]] = tuple(name for pair in pairs[EACH:] for name in pair)
    spare = sorted(set(names) - set(chosen) - set(hidden) - taken - ends)
    useless = _some(rng, [name for name in spare if name not in used], _USELESS, len(names))
    harmless = _some(rng, [name for name in spare if not reach[name] and name not in useless], _HARMLESS, len(names))
    firms: list[str] = []
    makes: list[tuple[str, str, float]] = []

    def add(product: str, shares: Sequence[float], fresh: bool = False) -> None:
        mine: set[str] = set()
        for share in shares:
            known = [firm for firm in firms if firm not in mine]
            if known and not fresh and rng.random() < 0.3:
                firm = rng.choice(known)
            else:
                firms.append(f"F{len(firms):05d}")
                firm = firms[-1]
            mine.add(firm)
            makes.append((firm, product, round(share, 3)))

    behind: list[str] = []
    for first, other in pairs[EACH:]:
        add(first, [10.0], fresh=True)
        behind.append(firms[-1])
        makes.append((firms[-1], other, 10.0))
    done = {name for pair in pairs[EACH:] for name in pair}
    for name in names:
        if name in planted[KINDS[0]] or name in useless or name in done:
            continue
        if name in planted[KINDS[1]] or name in hidden or name in harmless:
            add(name, [10.0])
            if name not in harmless:
                behind.append(makes[-1][0])
        elif name in planted[KINDS[2]]:
            add(name, [90.0, 4.0, 3.0, 3.0])
        else:
            add(name, [10 * rng.lognormvariate(0, 0.15) for _ in range(4 + min(6, int(rng.expovariate(0.5))))])
    truth: Tables = {
        "regions": [{"code": REGION, "name_zh": "虚构省"}]
        + [{"code": code, "name_zh": f"虚构市{code}", "parent": REGION} for code in _CITIES],
        "chains": [{"id": "made-up", "name_zh": "虚构链"}],
        "products": [
            {"id": name, "name_zh": f"产品{name}", "chain": "made-up", "final": "yes" if name in ends else "no"}
            for name in names
        ],
        "inputs": [
            {"product": product, "input": member, "group": group, "essential": "yes" if essential else "no"}
            for product, member, group, essential in dict.fromkeys(inputs)
        ],
        "enterprises": [{"id": firm, "name_zh": f"企业{firm}", "region": rng.choice(_CITIES)} for firm in firms],
        "makes": [
            {"enterprise": firm, "product": product, "output_yi": f"{output}"} for firm, product, output in makes
        ],
        "coverage": [
            {
                "region": REGION,
                "chain": "made-up",
                "completeness": "census" if recall == 1 else "sample",
                "recall": f"{recall}",
            }
        ],
    }
    caught = {firm for firm in firms if rng.random() < recall}
    recorded = {
        **truth,
        "enterprises": [row for row in truth["enterprises"] if row["id"] in caught],
        "makes": [row for row in truth["makes"] if row["enterprise"] in caught],
    }
    return Synthetic(truth=truth, recorded=recorded, products=planted, firms=tuple(dict.fromkeys(behind)))


def _pairs(
    rng: random.Random, groups: dict[str, list[list[str]]], names: list[str], ends: set[str], taken: set[str]
) -> list[tuple[str, str]]:
    """Twice ``EACH`` essential pairs of substitutes whose joint loss stops an end, sharing no product; marked taken."""
    network = ProductNetwork.of(groups, names)
    found: list[tuple[str, str]] = []
    options = [group for of_product in groups.values() for group in of_product if len(group) == 2]
    rng.shuffle(options)
    for first, other in options:
        alone = (failing(network, [first]) | failing(network, [other])) & ends
        if (
            len(found) < 2 * EACH
            and not {first, other} & taken
            and not alone
            and failing(network, [first, other]) & ends
        ):
            found.append((first, other))
            taken |= {first, other}
    return found


def _some(rng: random.Random, names: list[str], share: float, of: int) -> set[str]:
    return set(rng.sample(sorted(names), min(len(names), int(share * of))))
