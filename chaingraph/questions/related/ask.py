"""Which products that a region lacks are close to those that it has: gaps, and new branches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any

from chaingraph.analyses import closest, complexity, relatedness_density
from chaingraph.catalogue import message
from chaingraph.enumerations import MatrixCodes, Nearby, WeighedBy
from chaingraph.findings.answer import Answer
from chaingraph.findings.world import World
from chaingraph.network import ProductNetwork
from chaingraph.questions.asked import asked
from chaingraph.questions.parameters import HowMany, OneOf, Region, Sizes
from chaingraph.questions.related.matching import Table, from_dataset, from_outside
from chaingraph.tables import Matrix

TOP = 20
CLOSEST = 5
_DIGITS = 9  # codes that the same regions have are equally complex, whatever the last digits say


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a near product is near to: a ``code`` of the table, the ``products`` that it means and that the region
    makes, and in how many regions ``both`` are, with the ``proximity`` 0-1.

    ``proximity`` and ``both`` are None where the code is that of the near product itself: the table does not tell the
    two apart.
    """

    code: str
    products: tuple[str, ...]
    both: int | None
    proximity: float | None


@dataclass(frozen=True, kw_only=True)
class Near:
    """A product that the region lacks and that is close to some that it makes.

    ``code``: as the table knows it, of several codes the one with the highest ``density`` (0-1). ``shared``: other
    products of that code, which the table does not tell apart from it. ``ubiquity``: how many regions have it.
    ``complexity``: of the product, on the scale of the ECI; ``weight`` 0-1: the share of codes that are less complex
    (or, where that is not known, of less size); ``score``: density x weight, of new branches alone. None where not
    known.
    """

    kind: Nearby
    product: str
    name_zh: str
    name_en: str | None
    chain: tuple[str, ...]
    resource_bound: bool
    code: str
    shared: tuple[str, ...]
    density: float
    ubiquity: int
    complexity: float | None
    weight: float | None
    score: float | None
    closest: tuple[Ground, ...]


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What the table and the dataset know of each other.

    ``rows`` of the file, ``added``: how many of them were added to another of the same region and code; both None for
    the dataset itself. ``codes`` of the table, ``codes_matched``, and the ``unmatched`` ones, the greatest first;
    ``codes_shared``: those that mean several products. ``products`` of the dataset, those of common supply left out,
    and ``products_matched``. ``made`` of them here, ``made_matched``.
    """

    rows: int | None
    added: int | None
    codes: int
    codes_matched: int
    codes_shared: int
    products: int
    products_matched: int
    made: int
    made_matched: int
    unmatched: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Related(Answer[Near]):
    """The whole, a sequence of the near ``gaps`` and then of the new ``branches``, at most ``top`` of each;
    ``all_gaps`` and ``all_branches`` say how many there are.

    ``basis``: ``external`` (the table that was brought, present where the location quotient is at least 1) or
    ``dataset`` (its own regions within one, present where there is a maker); ``source``: the file. ``regions``: how
    many the proximities rest on. ``undefined``: matched products, not made here, that no region has or that nothing is
    close to.
    """

    region: str
    basis: str
    source: str | None
    codes_are: MatrixCodes
    regions: int
    weighed_by: WeighedBy
    matched: Matched
    all_gaps: int
    all_branches: int
    undefined: int
    gaps: tuple[Near, ...]
    branches: tuple[Near, ...]
    top: int = TOP

    @property
    def main(self) -> tuple[Near, ...]:
        """Gaps and new branches."""
        return (*self.gaps, *self.branches)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        values = asdict(self)
        del values["top"]
        return values


@asked
def related(
    world: World,
    region: Annotated[str | None, Region()] = None,
    *,
    matrix: Annotated[
        Matrix | Mapping[str, Mapping[str, float]] | None,
        Sizes(help_message=message("related.parameter.matrix")),
    ] = None,
    codes: Annotated[
        MatrixCodes | None, OneOf(words=MatrixCodes, help_message=message("related.parameter.codes"))
    ] = None,
    top: Annotated[int, HowMany()] = TOP,
) -> Related:
    """Products without a maker in a region (the topmost when None) that are close to what is made there, by relatedness
    density: gaps, which something made there needs, and new branches, by density x complexity.

    ``matrix``: sizes by region and product from outside (:func:`chaingraph.tables.read_matrix`), of at least 100
    regions; ``codes`` says what its codes are where its header does not. Without it the dataset's own regions serve,
    where 100 with makers lie directly in one region. A product is a gap when it or a kind of it is an input, direct or
    indirect, of what is made. Products of common supply are left out. Never a table of products by products. Raises
    UsageError for an unknown region and for a dataset of too few regions, DataError for such a matrix or one of which
    no code means a product.
    """
    code = world.places.require(region)
    source: str | None = None
    if matrix is None:
        table = from_dataset(world, code)
    else:
        brought = matrix if isinstance(matrix, Matrix) else Matrix.of(matrix)
        brought = brought if codes is None else replace(brought, codes_are=codes)
        table, source = from_outside(world, brought), brought.name
    network, market = world.network, world.market(code)
    made = market.made.keys() - network.common
    found = _Nearness(network, table, made, _needed(network, market.own))
    gaps, branches = found.gaps(), found.branches()
    shown = found.near((*gaps[:top], *branches[:top]))
    return Related(
        region=code,
        basis="dataset" if matrix is None else "external",
        source=source,
        codes_are=table.codes_are,
        regions=table.present.shape[0],
        weighed_by=found.weighed_by,
        matched=_matched(network, table, made),
        all_gaps=len(gaps),
        all_branches=len(branches),
        undefined=found.undefined,
        gaps=shown[: len(gaps[:top])],
        branches=shown[len(gaps[:top]) :],
        top=top,
    )


def _matched(network: ProductNetwork, table: Table, made: set[str]) -> Matched:
    products = network.products.keys() - network.common
    unmatched = [number for number in range(len(table.codes)) if number not in table.products_of]
    sizes = table.sizes
    if sizes is not None:
        unmatched.sort(key=lambda number: (-sizes[number], table.codes[number]))
    return Matched(
        rows=table.rows,
        added=table.added,
        codes=len(table.codes),
        codes_matched=len(table.products_of),
        codes_shared=sum(len(meant) > 1 for meant in table.products_of.values()),
        products=len(products),
        products_matched=len(products & table.codes_of.keys()),
        made=len(made),
        made_matched=len(made & table.codes_of.keys()),
        unmatched=tuple(table.codes[number] for number in unmatched),
    )


class _Nearness:
    """Density, weight and kind of every product that is not made, from columns of the table that mean products."""

    def __init__(self, network: ProductNetwork, table: Table, made: set[str], needed: set[str]) -> None:
        self.network, self.table, self.made, self.needed = network, table, made, needed
        self.columns = sorted(table.products_of)
        self.place = {number: index for index, number in enumerate(self.columns)}
        self.present = table.present[:, self.columns]
        self.held = sorted({self.place[number] for product in made for number in table.codes_of.get(product, ())})
        measured = relatedness_density(self.present, self.held)
        self.density, self.ubiquity = measured.density, measured.ubiquity
        self.complexity, self.weight, self.weighed_by = _weights(table)
        self.best: dict[str, int] = {}  # of each near product the column by which it is nearest
        self.undefined = 0
        for product in sorted(network.products.keys() & table.codes_of.keys()):
            if product in made or product in network.common:
                continue
            defined = [
                (density, -number)
                for number in table.codes_of[product]
                if (density := self.density[self.place[number]]) is not None
            ]
            if not defined:
                self.undefined += 1
            elif max(defined)[0] > 0:
                self.best[product] = -max(defined)[1]

    def gaps(self) -> list[str]:
        """The near products that are needed, by density."""
        return sorted(self.best.keys() & self.needed, key=lambda product: (-self._density(product), product))

    def branches(self) -> list[str]:
        """The others, by density x weight, or by density where there is no weight."""

        def order(product: str) -> tuple[float, float, str]:
            score = self._score(product)
            return -(self._density(product) if score is None else score), -self._density(product), product

        return sorted(self.best.keys() - self.needed, key=order)

    def near(self, products: Sequence[str]) -> tuple[Near, ...]:
        """Those products with their grounds."""
        numbers = list(dict.fromkeys(self.best[product] for product in products))
        close = closest(self.present, self.held, [self.place[number] for number in numbers], CLOSEST)
        grounds = {
            number: tuple(
                Ground(
                    code=self.table.codes[self.columns[neighbour.held]],
                    products=self._made_of(self.columns[neighbour.held]),
                    both=neighbour.both,
                    proximity=neighbour.proximity,
                )
                for neighbour in found
            )
            for number, found in zip(numbers, close, strict=True)
        }
        return tuple(self._near(product, grounds[self.best[product]]) for product in products)

    def _near(self, product: str, grounds: tuple[Ground, ...]) -> Near:
        number, node = self.best[product], self.network.products[product]
        code, alike = self.table.codes[number], self._made_of(number)
        same = (Ground(code=code, products=alike, both=None, proximity=None),) if alike else ()
        return Near(
            kind=Nearby.GAP if product in self.needed else Nearby.BRANCH,
            product=product,
            name_zh=node.name_zh,
            name_en=node.name_en,
            chain=node.chains,
            resource_bound=node.resource_bound,
            code=code,
            shared=tuple(other for other in self.table.products_of[number] if other != product),
            density=self._density(product),
            ubiquity=self.ubiquity[self.place[number]],
            complexity=self.complexity[number],
            weight=self.weight[number],
            score=None if product in self.needed else self._score(product),
            closest=(*same, *grounds),
        )

    def _made_of(self, number: int) -> tuple[str, ...]:
        return tuple(product for product in self.table.products_of[number] if product in self.made)

    def _density(self, product: str) -> float:
        return self.density[self.place[self.best[product]]] or 0.0

    def _score(self, product: str) -> float | None:
        weight = self.weight[self.best[product]]
        return None if weight is None else self._density(product) * weight


def _needed(network: ProductNetwork, made: frozenset[str]) -> set[str]:
    """Everything that goes into what is made, directly or not, and the families of which it is a kind."""
    found: set[str] = set()
    stack = list(made)
    while stack:
        for name in network.inputs(stack.pop()):
            if name not in found:
                found.add(name)
                stack.append(name)
    return found | {family for product in found for family in network.families(product)}


def _weights(table: Table) -> tuple[list[float | None], list[float | None], WeighedBy]:
    """Of each code the complexity and the share of codes with less of it; of less size where complexity is not defined,
    None where that is not known either.
    """
    import numpy as np  # slow to import, needed here only

    here = np.flatnonzero(np.bincount(table.present.indices, minlength=len(table.codes)))
    measured = complexity(table.present[np.diff(table.present.indptr) > 0][:, here])
    complexities: list[float | None] = [None] * len(table.codes)
    for number, value in zip(here.tolist(), measured.pci, strict=True):
        complexities[number] = value
    if measured.reason is None:
        values, weighed_by = np.round(np.array(measured.pci, dtype=float), _DIGITS), WeighedBy.COMPLEXITY
    elif table.sizes is not None:
        values, weighed_by = np.array(table.sizes)[here], WeighedBy.SIZE
    else:
        return complexities, [None] * len(table.codes), WeighedBy.NOTHING
    ordered = np.sort(values)
    below, upto = np.searchsorted(ordered, values, "left"), np.searchsorted(ordered, values, "right")
    weights: list[float | None] = [None] * len(table.codes)
    for number, share in zip(here.tolist(), ((below + upto) / 2 / len(ordered)).tolist(), strict=True):
        weights[number] = share
    return complexities, weights, weighed_by
