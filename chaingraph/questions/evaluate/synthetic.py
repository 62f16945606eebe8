"""Made-up regions of several chains, with flows of value through their enterprises. Nothing here speaks of a real
place.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REGION = "990000"
CHAINS = ("made-up-a", "made-up-b", "made-up-c")
_CITIES = ("990100", "990200", "990300")
_LAYERS = 5
_ABROAD = 0.15  # of the inputs come from another chain
_KINDS = 0.12  # of the products are families of two or three kinds
_MAKERS = (0, 0, 1, 1, 2, 3, 4, 5, 7, 10)  # how many makers a product may have, each as likely
_OUTPUT_KNOWN = 0.5  # of the rows of makers state their output
_STATISTIC = 0.4  # of the end products have a statistic of their own
_OF_A_GROUP = 0.15  # of the enterprises belong to a group that owns others too

Tables = dict[str, list[dict[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one enterprise makes of one product, worth ``output`` a year of which ``added`` is its own value added.

    ``uses``: of each of its input groups the share that it takes of each member, whether it stands still without it.
    """

    enterprise: str
    owner: str
    product: str
    output: float
    added: float
    uses: tuple[tuple[Mapping[str, float], bool], ...]


@dataclass(frozen=True, kw_only=True)
class Synthetic:
    """A region as it truly is, and the tables that the records show of it.

    ``lines``: all that is made, products in the order of flow. ``kinds``: of each family its kinds. ``outside``: of
    each product the share that the largest supplier outside delivers of what is bought there, and the share of a loss
    that others outside replace.
    """

    products: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]
    lines: tuple[Line, ...]
    outside: Mapping[str, tuple[float, float]]
    truth: Tables
    recorded: Tables

    def below(self, product: str) -> tuple[str, ...]:
        """The product and its kinds."""
        return (product, *self.kinds.get(product, ()))


@dataclass(frozen=True, kw_only=True)
class _Design:
    """What is made from what: products in the order of flow, their chain, groups of inputs (members, essential)."""

    products: list[str]
    chain: dict[str, str]
    groups: dict[str, list[tuple[list[str], bool]]]
    kinds: dict[str, tuple[str, ...]]
    ends: list[str]


def synthetic(rng: random.Random, size: int, recall: float) -> Synthetic:
    """A region with about ``size`` products in three chains of five layers, of whose enterprises the share ``recall``
    is on record.

    Every product above the first layer has one to three groups of inputs from the layers below, one in seven of them
    from another chain; one group in four has two or three substitutes, one in seven is not essential. One product in
    eight is a family of which the makers make kinds. A product has 0 to 10 makers (0 and 1 twice as likely as each
    other number), of shares as uneven as those of a stick broken at random. End products are worth a year's output of
    wide spread (log-normal); what they are made from is worth what their makers take of it and what is sold elsewhere.
    Of all this the records show the enterprises that they caught, half of their outputs, some statistics, the owners.
    """
    design = _design(rng, size)
    worth, lines = _lines(rng, design)
    outside = {name: (rng.choice([1.0, 0.7, 0.5, 0.35]), rng.uniform(0.0, 0.6)) for name in design.products}
    truth = _tables(rng, design, lines, worth)
    caught = {row["id"] for row in truth["enterprises"] if rng.random() < recall}
    makes = [row for row in truth["makes"] if row["enterprise"] in caught]
    recorded = {
        **truth,
        "enterprises": [row for row in truth["enterprises"] if row["id"] in caught],
        "makes": makes,
        "coverage": _coverage(design, truth["makes"], makes, recall),
    }
    return Synthetic(
        products=tuple(design.products),
        kinds=design.kinds,
        lines=tuple(lines),
        outside=outside,
        truth=truth,
        recorded=recorded,
    )


def _design(rng: random.Random, size: int) -> _Design:
    deep = max(2, size // (_LAYERS * len(CHAINS)))
    layers = {
        chain: [[f"{chain[-1]}{layer}-{number:03d}" for number in range(deep)] for layer in range(_LAYERS)]
        for chain in CHAINS
    }
    products: list[str] = []
    chain_of: dict[str, str] = {}
    groups: dict[str, list[tuple[list[str], bool]]] = {}
    kinds: dict[str, tuple[str, ...]] = {}
    for layer in range(_LAYERS):
        for chain in CHAINS:
            for name in layers[chain][layer]:
                chain_of[name] = chain
                own = _groups(rng, layers, chain, layer)
                if layer < _LAYERS - 1 and rng.random() < _KINDS:
                    kinds[name] = tuple(f"{name}-k{number}" for number in range(rng.choice([2, 3])))
                    for kind in kinds[name]:
                        chain_of[kind] = chain
                        groups[kind] = _groups(rng, layers, chain, layer)
                    products += kinds[name]
                else:
                    groups[name] = own
                products.append(name)
    ends = [name for chain in CHAINS for name in layers[chain][-1]]
    return _Design(products=products, chain=chain_of, groups=groups, kinds=kinds, ends=ends)


def _groups(
    rng: random.Random, layers: Mapping[str, list[list[str]]], chain: str, layer: int
) -> list[tuple[list[str], bool]]:
    found: list[tuple[list[str], bool]] = []
    for _ in range(rng.randint(1, 3) if layer else 0):
        source = rng.choice(CHAINS) if rng.random() < _ABROAD else chain
        pool = layers[source][layer - 1 if rng.random() < 0.8 else rng.randrange(layer)]
        members = rng.sample(pool, min(len(pool), rng.choice([1, 1, 1, 1, 1, 1, 2, 3])))
        found.append((members, rng.random() >= 1 / 7))
    return found


def _shares(rng: random.Random, count: int) -> list[float]:
    """Of a stick broken at random."""
    parts = [rng.expovariate(1.0) for _ in range(count)]
    return [part / sum(parts) for part in parts]


def _lines(rng: random.Random, design: _Design) -> tuple[dict[str, float], list[Line]]:
    """What is made of each product and by whom, from the end products down to what they are made from."""
    wanted = dict.fromkeys(design.products, 0.0)
    for end in design.ends:
        wanted[end] = rng.lognormvariate(2.0, 1.2)
    firms: list[str] = []
    owners: dict[str, str] = {}
    worth = dict.fromkeys(design.products, 0.0)
    lines: list[Line] = []
    for name in reversed(design.products):
        if name in design.kinds:  # who makes it makes one of its kinds
            for kind, share in zip(design.kinds[name], _shares(rng, len(design.kinds[name])), strict=True):
                wanted[kind] += share * wanted[name]
            continue
        makers = rng.choice(_MAKERS)
        if not makers:
            continue
        elsewhere = rng.lognormvariate(0.0, 1.0)  # sold outside, whatever is bought here
        total = wanted[name] * (1.0 if name in design.ends else rng.uniform(0.4, 1.0)) + elsewhere
        worth[name] = total
        for share, firm in zip(_shares(rng, makers), _firms(rng, firms, owners, makers), strict=True):
            output = max(0.001, share * total)
            costs = _shares(rng, len(design.groups[name]) + 1)
            uses = []
            for (members, essential), cost in zip(design.groups[name], costs, strict=False):
                taken = dict(zip(members, _shares(rng, len(members)), strict=True))
                for member, part in taken.items():
                    wanted[member] += 0.7 * output * cost * part
                uses.append((taken, essential))
            added = output * (0.3 + 0.7 * costs[-1])
            lines.append(
                Line(enterprise=firm, owner=owners[firm], product=name, output=output, added=added, uses=tuple(uses))
            )
    return worth, lines[::-1]


def _firms(rng: random.Random, firms: list[str], owners: dict[str, str], count: int) -> list[str]:
    """So many different enterprises, three in ten of them known from other products, the others new."""
    chosen: list[str] = []
    for _ in range(count):
        known = rng.choice(firms) if firms and rng.random() < 0.3 else None
        if known is None or known in chosen:
            known = f"F{len(firms):05d}"
            firms.append(known)
            owners[known] = rng.choice(firms) if rng.random() < _OF_A_GROUP else known
            owners[known] = owners[owners[known]]
        chosen.append(known)
    return chosen


def _tables(rng: random.Random, design: _Design, lines: Sequence[Line], worth: Mapping[str, float]) -> Tables:
    family = {kind: name for name, kinds in design.kinds.items() for kind in kinds}
    owners = {line.enterprise: line.owner for line in lines}
    made = [name for name in design.ends if worth[name]]
    return {
        "regions": [{"code": REGION, "name_zh": "虚构省"}]
        + [{"code": code, "name_zh": f"虚构市{code}", "parent": REGION} for code in _CITIES],
        "chains": [{"id": chain, "name_zh": f"虚构链{chain[-1]}"} for chain in CHAINS],
        "products": [
            {
                "id": name,
                "name_zh": f"产品{name}",
                "chain": design.chain[name],
                "final": "yes" if name in design.ends else "no",
                "broader": family.get(name, ""),
            }
            for name in design.products
        ],
        "inputs": [
            {"product": name, "input": member, "group": f"g{number}", "essential": "yes" if essential else "no"}
            for name, groups in design.groups.items()
            for number, (members, essential) in enumerate(groups)
            for member in members
        ],
        "enterprises": [
            {
                "id": firm,
                "name_zh": f"企业{firm}",
                "region": rng.choice(_CITIES),
                "parent_group": f"集团{owner}",  # known by its name, whether or not its head is on record
            }
            for firm, owner in sorted(owners.items())
        ],
        "makes": [
            {
                "enterprise": line.enterprise,
                "product": line.product,
                "output_yi": f"{line.output:.3f}" if rng.random() < _OUTPUT_KNOWN else "",
            }
            for line in lines
        ],
        "outputs": [
            {"region": REGION, "product": name, "year": "2025", "measure": "output", "value_yi": f"{worth[name]:.3f}"}
            for name in made
            if rng.random() < _STATISTIC
        ]
        + [
            {
                "region": REGION,
                "chain": chain,
                "year": "2025",
                "measure": "output",
                "value_yi": f"{sum(worth[name] for name in made if design.chain[name] == chain):.3f}",
            }
            for chain in CHAINS[:2]
            if any(design.chain[name] == chain for name in made)
        ],
    }


def _coverage(
    design: _Design, truth: Sequence[Mapping[str, str]], recorded: Sequence[Mapping[str, str]], recall: float
) -> list[dict[str, str]]:
    """A census where all is on record; else, of each chain, the share of what is made there that is on record."""
    rows = []
    for chain in CHAINS:
        whole = {row["product"] for row in truth if design.chain[row["product"]] == chain}
        seen = {row["product"] for row in recorded} & whole
        share = f"{len(seen) / len(whole):.2f}" if whole else ""
        completeness = "census" if recall == 1 else "sample"
        rows.append({"region": REGION, "chain": chain, "completeness": completeness, "recall": share})
    return rows
