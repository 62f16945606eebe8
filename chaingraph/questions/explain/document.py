"""一项结论的依据：排成文。The proof card of a finding, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from chaingraph.analyses import Fill
from chaingraph.catalogue import speaker
from chaingraph.document import (
    UNKNOWN,
    Basis,
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Graph,
    Kind,
    Named,
    Node,
    Paragraph,
    Section,
    Source,
    SourceList,
    Style,
    Table,
)
from chaingraph.findings.advice import advice
from chaingraph.findings.circumstances import circumstances
from chaingraph.findings.families import status_told
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import joined, name_column, product, region
from chaingraph.questions.explain.ask import Card

SCREEN = 20  # rows and names that a terminal shows
DRAWN = 12  # products on each side of the graph

_Rows = Sequence[Mapping[str, Any]]


def explain_document(world: World, card: Card, lang: str) -> Document:
    """Verdict, rule, facts with table and row, what would change it, sources."""
    f = card.finding
    title = f"{f.name(lang)} ({f.product}) · {world.places.name(f.region, lang)}"
    return Document(
        key="explain", title=title, lang=lang, layout=lambda: _Layout(world, card, lang).sections(), data=card.as_json
    )


class _Layout:
    """The sections of one card."""

    def __init__(self, world: World, card: Card, lang: str) -> None:
        self.world, self.card, self.lang = world, card, lang
        self.say = speaker(lang)
        self.numbers = {source: number for number, source in enumerate(card.facts.sources, start=1)}

    def sections(self) -> Iterator[Section]:
        """Verdict first, sources last."""
        card, say = self.card, self.say
        yield Section(blocks=(Paragraph(text=card.finding.why(self.lang)), self._verdict(), *self._rule_and_advice()))
        yield Section(blocks=tuple(self._facts()))
        yield Section(blocks=(*self._ways(), self._around()))
        change = say("explain.what-would-change-it")
        facts = tuple(Paragraph(text=fact.text(self.lang), style=Style.item) for fact in card.would_change)
        yield Section(title=change, blocks=facts)
        yield Section(blocks=(self._sources(),))

    def _verdict(self) -> Table:
        f, lang, say = self.card.finding, self.lang, self.say
        rows: list[tuple[Cell, ...]] = []
        for key in ("status", "action", "confidence", "evidence"):
            value = getattr(f, key)
            if value is not None:
                shown = status_told(f, lang) if key == "status" else word(value, lang)
                rows.append((word(key, lang), Figure(value=shown, basis=Basis(rule=key))))
        for key in ("criticality", "inputs_met", "score"):
            value = getattr(f, key)
            shown = word("unknown", lang) if value is None else f"{value:.3f}"
            rows.append((word(key, lang), Figure(value=value, told=shown, basis=Basis(rule=key))))
        rows += self._more()
        rows.append((word("producible", lang), word("yes" if f.producible else "no", lang)))
        rows.append((say("explain.taken-as-bought"), ", ".join(f.given) or say("explain.nothing")))
        columns = (
            Column(key="item", label=say("explain.item")),
            Column(key="value", label=say("explain.verdict"), wide=True),
        )
        title = f"{f.name(lang)} ({f.product}) · {self.world.places.name(f.region, lang)}"
        return Table(key="verdict", title=title, columns=columns, rows=tuple(rows))

    def _more(self) -> Iterator[tuple[Cell, ...]]:
        """What stands behind the score, and the family, each where there is something to tell."""
        f, lang, network = self.card.finding, self.lang, self.world.network
        if f.score_low is not None and f.score_high is not None:
            yield (word("score_low", lang), f"{f.score_low:.3f}")
            yield (word("score_high", lang), f"{f.score_high:.3f}")
        if f.tied is not None and f.tied > 1:
            yield (word("tied", lang), f.tied)
        if f.makers:
            yield (word("owners", lang), f.owners)
        if f.chains_hit:
            yield (word("chains_hit", lang), joined((network.chain_name(chain, lang) for chain in f.chains_hit), lang))
        if f.weight_known is not None:
            yield (word("weight_known", lang), f"{f.weight_known:.0%}")
        if f.broader is not None:
            yield (word("broader", lang), product(self.world, f.broader, lang))
        kinds = network.kinds.get(f.product, ())
        if kinds:
            yield (word("kinds", lang), joined((product(self.world, kind, lang).name for kind in kinds), lang))

    def _rule_and_advice(self) -> Iterator[Paragraph]:
        card, lang = self.card, self.lang
        yield Paragraph(text=card.rule.text(lang))
        advised = advice(card.finding, circumstances(self.world, card.finding, card.facts)).text(lang)
        yield Paragraph(text=self.say("explain.advice", advice=advised))

    def _facts(self) -> Iterator[Block]:
        facts, say = self.card.facts, self.say
        firms = (
            ("makers", say("explain.local-makers"), facts.makers),
            (
                "idle",
                say("explain.makers-not-counted"),
                facts.idle,
            ),
            ("buyers", say("explain.local-buyers"), facts.buyers),
            ("province", say("explain.makers-in-province"), facts.province),
            ("outside", say("explain.makers-outside"), facts.outside),
        )
        for key, title, rows in firms:
            if rows:
                yield self._firms(key, f"{title} ({len(rows)})", rows)
        if facts.inputs:
            yield self._inputs(facts.inputs)
        records = [*self._records()]
        if records:
            yield self._table("records", say("explain.other-records"), (("what", say("explain.record")),), records)

    def _table(
        self,
        key: str,
        title: str,
        columns: Iterable[tuple[str, str] | Column],
        rows: Iterable[tuple[tuple[Cell, ...], Mapping[str, Any]]],
    ) -> Table:
        """Rows with the table and row that each stands in, and the numbers of its sources."""
        say = self.say
        own = tuple(
            column if isinstance(column, Column) else Column(key=column[0], label=column[1], wide=True)
            for column in columns
        )
        where = (
            Column(key="table", label=say("explain.table")),
            Column(key="row", label=say("explain.row"), kind=Kind.integer),
            Column(key="sources", label=word("source", self.lang)),
        )
        cells_of_rows = tuple((*cells, row["table"], row["row"], self._cited(row)) for cells, row in rows)
        return Table(key=key, title=title, columns=(*own, *where), rows=cells_of_rows, screen=SCREEN)

    def _cited(self, row: Mapping[str, Any]) -> str | None:
        cited = (f"[{self.numbers[source]}]" for source in row.get("source") or () if source in self.numbers)
        return "".join(cited) or None

    def _firms(self, key: str, title: str, rows: _Rows) -> Table:
        say, lang = self.say, self.lang
        made = any("output_yi" in row for row in rows)
        columns: list[Column] = [
            name_column("enterprise", say("explain.enterprise"), wide=True),
            name_column("region", word("region", lang)),
        ]
        if made:
            columns += [
                Column(key="output", label=say("explain.output"), kind=Kind.money, unit=say("explain.output-unit")),
                Column(key="year", label=say("explain.year"), kind=Kind.year),
                Column(key="capacity", label=say("explain.capacity")),
            ]
        lines = [
            (
                (
                    Named(row["name_zh"], row["id"]),
                    region(self.world, row["region"], lang),
                    *((row.get("output_yi"), row.get("year"), row.get("capacity")) if made else ()),
                ),
                row,
            )
            for row in rows
        ]
        return self._table(key, title, columns, lines)

    def _inputs(self, rows: _Rows) -> Table:
        say, lang, network = self.say, self.lang, self.world.network
        made = self.world.market(self.card.finding.region).made

        def state(name: str) -> str:
            if name in made:
                return say("explain.input-made-here")
            return say("explain.input-common") if name in network.common else say("explain.input-unseen")

        columns = (
            name_column("input", say("explain.input"), wide=True),
            Column(key="essential", label=say("explain.whether-essential")),
            Column(key="group", label=say("explain.substitutes")),
            Column(key="state", label=word("status", lang)),
        )
        lines = [
            (
                (
                    product(self.world, row["input"], lang),
                    say("explain.essential") if row["essential"] else say("explain.not-essential"),
                    row["group"],
                    state(row["input"]),
                ),
                row,
            )
            for row in rows
        ]
        return self._table("inputs", say("explain.inputs-of-product"), columns, lines)

    def _records(self) -> Iterator[tuple[tuple[Cell, ...], Mapping[str, Any]]]:
        facts, say = self.card.facts, self.say
        for row in facts.projects:
            yield (say("explain.project", project=row["name_zh"]),), row
        for row in facts.coverage:
            coverage = f"{row['region']} {row['chain']} {row['completeness']}"
            yield (say("explain.coverage", coverage=coverage),), row
        for row in facts.product:
            note = row["note"]
            yield (say("explain.product-and-note", note=note) if note else say("explain.the-product"),), row

    def _ways(self) -> Iterator[Paragraph]:
        """What it lacks, what rests on it, and how."""
        card, say, f = self.card, self.say, self.card.finding
        if card.blocked:
            groups = "; ".join(self._names(group) for group in card.blocked)
            yield Paragraph(text=say("explain.blocked-groups", groups=groups))
        if not f.producible and card.fill.cost is not None:
            count = round(card.fill.cost)
            yield Paragraph(text=say("explain.fewest-to-make", n=count))
            yield from self._sets(card.fill)
            if not card.fill.complete:
                more = say("explain.more-sets-as-small")
                yield Paragraph(text=more, style=Style.item)
        if not f.producible and card.purchase is not None and card.purchase.cost is not None:
            count = round(card.purchase.cost)
            yield Paragraph(text=say("explain.fewest-to-buy", n=count))
            yield from self._sets(card.purchase)
        yield Paragraph(text=say("explain.used-in", products=self._names(card.users)))
        yield Paragraph(text=say("explain.stops-without-it", products=self._names(card.fails)))
        yield Paragraph(text=say("explain.local-ends-that-stop", products=self._names(f.needs)))
        for way in card.paths:
            arrow = " → ".join(product(self.world, step, self.lang).name for step in way)
            yield Paragraph(text=say("explain.by-way-of", way=arrow), style=Style.item)

    def _around(self) -> Graph:
        """What goes into it and what it goes into, the first of each."""
        own = self.card.finding.product
        before = [row["input"] for row in self.card.facts.inputs][:DRAWN]
        layers = ((0, list(dict.fromkeys(before))), (1, [own]), (2, list(self.card.users[:DRAWN])))
        nodes = tuple(
            Node(id=f"{layer} {name}", label=product(self.world, name, self.lang).name, layer=layer, marked=name == own)
            for layer, names in layers
            for name in names
        )
        inside = [(node.id, f"1 {own}") for node in nodes if node.layer == 0]
        out = [(f"1 {own}", node.id) for node in nodes if node.layer == 2]
        return Graph(title=self.say("explain.around"), nodes=nodes, edges=(*inside, *out))

    def _sets(self, fill: Fill) -> Iterator[Paragraph]:
        for names in fill.sets:
            yield Paragraph(text=self._names(names), style=Style.item)

    def _names(self, ids: tuple[str, ...]) -> str:
        shown = (product(self.world, id_, self.lang) for id_ in ids[:SCREEN])
        more = len(ids) - SCREEN
        names = joined((f"{named.name} ({named.id})" for named in shown), self.lang)
        return names + (f" … +{more}" if more > 0 else "") or UNKNOWN

    def _sources(self) -> SourceList:
        known = self.card.facts.sources
        return SourceList(
            title=word("sources", self.lang),
            sources=tuple(
                Source(
                    number=number,
                    id=source,
                    title=known[source]["title"],
                    publisher=known[source]["publisher"],
                    year=known[source]["year"],
                    kind=known[source]["kind"],
                    url=known[source]["url"],
                    original=known[source]["original"],
                )
                for source, number in self.numbers.items()
            ),
        )
