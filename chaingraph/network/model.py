"""Products, their groups of substitutable inputs, and the directed graph that they span."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from chaingraph.catalogue import Names
from chaingraph.enumerations import Stage

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Product:
    """A product as its table tells it; ``chains`` in the order of the cell, ``broader`` the product of which it is a
    kind.
    """

    id: str
    name_zh: str
    name_en: str | None = None
    chains: tuple[str, ...] = ()
    stage: Stage | None = None
    segment: str | None = None
    final: bool = False
    resource_bound: bool = False
    common: bool = False
    broader: str | None = None

    @property
    def home(self) -> str | None:
        """Its home chain, the first of its cell; None for a product of no chain."""
        return self.chains[0] if self.chains else None

    @property
    def names(self) -> Names:
        """Its names."""
        return Names(zh=self.name_zh, en=self.name_en)

    def name(self, lang: str) -> str:
        """Its name in that language, see :class:`Names`."""
        return self.names.text(lang)


@dataclass(frozen=True)
class Group:
    """Inputs of one product of which any one is enough."""

    members: tuple[str, ...]
    essential: bool = True


@dataclass(frozen=True)
class ProductNetwork:
    """What is made from what. ``groups`` holds for each product its input groups, in a stable order."""

    products: Mapping[str, Product]
    groups: Mapping[str, tuple[Group, ...]]
    chains: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    input_kinds: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    supposed: frozenset[str] = frozenset()  # products whose every use rests on an assumption, none on an observation

    @classmethod
    def of(
        cls,
        requires: Mapping[str, Sequence[Sequence[str]]],
        others: Iterable[str] = (),
        broader: Mapping[str, str] | None = None,
    ) -> ProductNetwork:
        """A network from lists of substitutes alone, all essential; ``others`` names products without inputs,
        ``broader`` for each kind of what it is one.
        """
        family_of = broader or {}
        ids = {*requires, *others, *(m for groups in requires.values() for group in groups for m in group)}
        ids |= {*family_of, *family_of.values()}
        return cls(
            {name: Product(name, name, broader=family_of.get(name)) for name in sorted(ids)},
            {name: tuple(Group(tuple(dict.fromkeys(g))) for g in groups) for name, groups in requires.items()},
        )

    @cached_property
    def graph(self) -> nx.DiGraph:
        """Arcs from input to what is made from it, with ``essential`` and ``kind``."""
        import networkx as nx  # slow to import, and many questions need only `uses`

        graph: nx.DiGraph = nx.DiGraph()
        graph.add_nodes_from(self.products)
        for product, groups in self.groups.items():
            for group in groups:
                for member in group.members:
                    essential = group.essential or graph.edges.get((member, product), {}).get("essential", False)
                    graph.add_edge(member, product, essential=essential, kind=self.input_kinds.get((product, member)))
        return graph

    @cached_property
    def uses(self) -> dict[str, list[tuple[str, bool]]]:
        """For each product what is made from it, sorted, and whether it is essential there."""
        essential: dict[str, dict[str, bool]] = {name: {} for name in self.products}
        for user, groups in self.groups.items():
            for group in groups:
                for member in group.members:
                    users = essential.setdefault(member, {})
                    users[user] = users.get(user, False) or group.essential
            essential.setdefault(user, {})
        return {name: sorted(users.items()) for name, users in essential.items()}

    @cached_property
    def common(self) -> frozenset[str]:
        """Products of common supply."""
        return frozenset(product.id for product in self.products.values() if product.common)

    def needs(self, product: str) -> list[tuple[str, ...]]:
        """The members of each of its essential groups that has any."""
        return [group.members for group in self.groups.get(product, ()) if group.essential and group.members]

    @cached_property
    def essential_uses(self) -> dict[str, list[tuple[str, int]]]:
        """For each product the essential groups (user, group number) that it is a member of."""
        uses: dict[str, list[tuple[str, int]]] = {}
        for product, groups in self.groups.items():
            for number, group in enumerate(groups):
                if group.essential:
                    for member in group.members:
                        uses.setdefault(member, []).append((product, number))
        return uses

    @cached_property
    def kinds(self) -> dict[str, tuple[str, ...]]:
        """The direct kinds of every product that has any, sorted."""
        found: dict[str, list[str]] = {}
        for product in self.products.values():
            if product.broader is not None and product.broader in self.products:
                found.setdefault(product.broader, []).append(product.id)
        return {family: tuple(sorted(members)) for family, members in found.items()}

    @cached_property
    def segments(self) -> dict[tuple[str | None, str | None], tuple[str, ...]]:
        """The products of each segment, by home chain and name of the segment."""
        found: dict[tuple[str | None, str | None], list[str]] = {}
        for product in self.products.values():
            found.setdefault((product.home, product.segment), []).append(product.id)
        return {segment: tuple(members) for segment, members in found.items()}

    @cached_property
    def family_of(self) -> dict[str, str]:
        """Of every kind the product that it is a direct kind of."""
        return {kind: family for family, own in self.kinds.items() for kind in own}

    def below(self, product: str) -> frozenset[str]:
        """The product and everything that is a kind of it, directly or not."""
        found, stack = {product}, [product]
        while stack:
            for kind in self.kinds.get(stack.pop(), ()):
                if kind not in found:
                    found.add(kind)
                    stack.append(kind)
        return frozenset(found)

    def families(self, product: str) -> tuple[str, ...]:
        """The products of which it is a kind, the nearest first; itself left out."""
        found: list[str] = []
        while (product := self.products[product].broader or "") in self.products and product not in found:
            found.append(product)
        return tuple(found)

    def with_kinds(self, first: Mapping[str, int]) -> Mapping[str, int]:
        """``first``, words with one bit a cause, with the causes that stop a product outright stopping all its kinds
        outright too.
        """
        if not self.kinds:
            return first
        lower = dict(first)
        for kind in self.family_of:
            word = first.get(kind, 0)
            for family in self.families(kind):
                word |= first.get(family, 0)
            if word:
                lower[kind] = word
        return lower

    def stopping(self, product: str, word: Callable[[str], int]) -> int:
        """What stops a product, by the words (one bit a cause) of what it depends on: of a product without kinds what
        all members of one of its essential groups share; of a family what all its direct kinds share, as far as it
        lies, where the family has essential groups, in what all members of one of them share.
        """
        kinds, needs = self.kinds.get(product, ()), self.needs(product)
        bits = 0 if needs or not kinds else -1
        for members in needs:
            shared = -1
            for member in members:
                shared &= word(member)
            bits |= shared
        for kind in kinds:
            bits &= word(kind)
        return bits

    @cached_property
    def linked(self) -> frozenset[str]:
        """The products that stand in the table of inputs, on either side."""
        needed = {name for groups in self.groups.values() for group in groups for name in group.members}
        return frozenset(needed | self.groups.keys())

    def inputs(self, product: str) -> tuple[str, ...]:
        """Its inputs, each once."""
        return tuple(dict.fromkeys(m for group in self.groups.get(product, ()) for m in group.members))

    def chain_name(self, chain: str, lang: str) -> str:
        """Name of a chain in that language, see :class:`Names`; the id of a chain that is not listed."""
        zh, en = self.chains.get(chain, (chain, None))
        return Names(zh=zh, en=en).text(lang)

    def of_chain(self, chain: str) -> list[str]:
        """Ids of the products of a chain, sorted."""
        return sorted(product.id for product in self.products.values() if chain in product.chains)
