"""一项结论的依据：排成文。The proof card of a finding, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from chaingraph.analyses import Fill
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
    in_language,
)
from chaingraph.findings.advice import advice
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
        self.say = in_language(lang)
        self.numbers = {source: number for number, source in enumerate(card.facts.sources, start=1)}

    def sections(self) -> Iterator[Section]:
        """Verdict first, sources last."""
        card, say = self.card, self.say
        yield Section(blocks=(Paragraph(text=card.finding.why(self.lang)), self._verdict(), *self._rule_and_advice()))
        yield Section(blocks=tuple(self._facts()))
        yield Section(blocks=(*self._ways(), self._around()))
        change = say("怎样会改变结论", "What would change it")
        said = card.would_change_zh if self.lang == "zh" else card.would_change_en
        yield Section(title=change, blocks=tuple(Paragraph(text=text, style=Style.item) for text in said))
        yield Section(blocks=(self._sources(),))

    def _verdict(self) -> Table:
        f, lang, say = self.card.finding, self.lang, self.say
        rows: list[tuple[Cell, ...]] = []
        for key in ("status", "action", "confidence", "evidence"):
            value = getattr(f, key)
            if value is not None:
                rows.append((word(key, lang), Figure(value=word(value, lang), basis=Basis(rule=key))))
        for key in ("criticality", "inputs_met", "score"):
            value = getattr(f, key)
            told = word("unknown", lang) if value is None else f"{value:.3f}"
            rows.append((word(key, lang), Figure(value=value, told=told, basis=Basis(rule=key))))
        rows.append((word("producible", lang), word("yes" if f.producible else "no", lang)))
        rows.append((say("视为外购", "taken as bought from outside"), ", ".join(f.given) or say("无", "nothing")))
        columns = (
            Column(key="item", label=say("项目", "Item")),
            Column(key="value", label=say("结论", "Verdict"), wide=True),
        )
        title = f"{f.name(lang)} ({f.product}) · {self.world.places.name(f.region, lang)}"
        return Table(key="verdict", title=title, columns=columns, rows=tuple(rows))

    def _rule_and_advice(self) -> Iterator[Paragraph]:
        card, lang = self.card, self.lang
        outside = [one["name_zh"] for one in card.facts.outside]
        buyers = [one["name_zh"] for one in card.facts.buyers]
        yield Paragraph(text=card.rule_zh if lang == "zh" else card.rule_en)
        advised = advice(card.finding, lang, buyers=buyers[:3], candidates=outside[:3], total=len(outside))
        yield Paragraph(text=self.say("建议：", "Advice: ") + advised)

    def _facts(self) -> Iterator[Block]:
        facts, say = self.card.facts, self.say
        firms = (
            ("makers", say("本地生产企业", "Local makers"), facts.makers),
            (
                "idle",
                say("拟建或已关闭的本地生产企业（不计入）", "Local makers planned or closed (not counted)"),
                facts.idle,
            ),
            ("buyers", say("本地需求企业", "Local buyers"), facts.buyers),
            ("outside", say("区域外生产企业（候选）", "Makers outside (candidates)"), facts.outside),
        )
        for key, title, rows in firms:
            if rows:
                yield self._firms(key, f"{title} ({len(rows)})", rows)
        if facts.inputs:
            yield self._inputs(facts.inputs)
        records = [*self._records()]
        if records:
            yield self._table("records", say("其他记录", "Other records"), (("what", say("记录", "Record")),), records)

    def _table(
        self,
        key: str,
        title: str,
        columns: Iterable[tuple[str, str] | Column],
        rows: Iterable[tuple[tuple[Cell, ...], Mapping[str, Any]]],
    ) -> Table:
        """Rows with the table and row that each stands in, and the numbers of its sources."""
        say = self.say
        own = tuple(one if isinstance(one, Column) else Column(key=one[0], label=one[1], wide=True) for one in columns)
        where = (
            Column(key="table", label=say("表", "Table")),
            Column(key="row", label=say("行", "Row"), kind=Kind.integer),
            Column(key="sources", label=word("source", self.lang)),
        )
        told = tuple((*cells, row["table"], row["row"], self._cited(row)) for cells, row in rows)
        return Table(key=key, title=title, columns=(*own, *where), rows=told, screen=SCREEN)

    def _cited(self, row: Mapping[str, Any]) -> str | None:
        cited = (f"[{self.numbers[one]}]" for one in row.get("source") or () if one in self.numbers)
        return "".join(cited) or None

    def _firms(self, key: str, title: str, rows: _Rows) -> Table:
        say, lang = self.say, self.lang
        made = any("output_yi" in one for one in rows)
        columns: list[Column] = [
            name_column("enterprise", say("企业", "Enterprise"), wide=True),
            name_column("region", word("region", lang)),
        ]
        if made:
            columns += [
                Column(key="output", label=say("产值", "Output"), kind=Kind.money, unit=say("亿元", "CNY 100 m")),
                Column(key="year", label=say("年份", "Year"), kind=Kind.year),
                Column(key="capacity", label=say("产能", "Capacity")),
            ]
        told = [
            (
                (
                    Named(one["name_zh"], one["id"]),
                    region(self.world, one["region"], lang),
                    *((one.get("output_yi"), one.get("year"), one.get("capacity")) if made else ()),
                ),
                one,
            )
            for one in rows
        ]
        return self._table(key, title, columns, told)

    def _inputs(self, rows: _Rows) -> Table:
        say, lang, network = self.say, self.lang, self.world.network
        made = self.world.market(self.card.finding.region).made

        def state(name: str) -> str:
            if name in made:
                return say("本地有", "made here")
            return say("普遍供给", "common") if name in network.common else say("未见本地生产", "no local maker seen")

        columns = (
            name_column("input", say("投入", "Input"), wide=True),
            Column(key="essential", label=say("是否必需", "Essential")),
            Column(key="group", label=say("替代组", "Substitutes")),
            Column(key="state", label=word("status", lang)),
        )
        told = [
            (
                (
                    product(self.world, one["input"], lang),
                    say("必需", "essential") if one["essential"] else say("非必需", "not essential"),
                    one["group"],
                    state(one["input"]),
                ),
                one,
            )
            for one in rows
        ]
        return self._table("inputs", say("投入", "Inputs"), columns, told)

    def _records(self) -> Iterator[tuple[tuple[Cell, ...], Mapping[str, Any]]]:
        facts, say = self.card.facts, self.say
        for one in facts.projects:
            yield (say("项目：", "Project: ") + one["name_zh"],), one
        for one in facts.coverage:
            told = f"{one['region']} {one['chain']} {one['completeness']}"
            yield (say("收录程度：", "Coverage: ") + told,), one
        for one in facts.product:
            note = f"：{one['note']}" if one["note"] else ""
            yield (say("产品定义", "The product") + note,), one

    def _ways(self) -> Iterator[Paragraph]:
        """What it lacks, what rests on it, and how."""
        card, say, f = self.card, self.say, self.card.finding
        if card.blocked:
            groups = "; ".join(self._names(group) for group in card.blocked)
            yield Paragraph(text=say("尚不能自给的投入组：", "Input groups without a producible member: ") + groups)
        if not f.producible and card.fill.cost is not None:
            count = round(card.fill.cost)
            yield Paragraph(
                text=say(
                    f"要全靠本地造出它，最少补 {count} 个环节：",
                    f"To make it from local inputs alone, at least {count} links:",
                )
            )
            yield from self._sets(card.fill)
            if not card.fill.complete:
                more = say("另有同样少的补法", "and other sets as small")
                yield Paragraph(text=more, style=Style.item)
        if not f.producible and card.purchase is not None and card.purchase.cost is not None:
            count = round(card.purchase.cost)
            yield Paragraph(
                text=say(f"若改为外购，最少外购 {count} 种：", f"By buying instead, at least {count} from outside:")
            )
            yield from self._sets(card.purchase)
        yield Paragraph(text=say("用于：", "Used in: ") + self._names(card.users))
        yield Paragraph(text=say("断供后停产：", "Stops without it: ") + self._names(card.fails))
        yield Paragraph(text=say("其中本地终端产品：", "Of these local end products: ") + self._names(f.needs))
        for way in card.paths:
            arrow = " → ".join(product(self.world, one, self.lang).name for one in way)
            yield Paragraph(text=say("传导路径：", "by way of: ") + arrow, style=Style.item)

    def _around(self) -> Graph:
        """What goes into it and what it goes into, the first of each."""
        own = self.card.finding.product
        before = [one["input"] for one in self.card.facts.inputs][:DRAWN]
        layers = ((0, list(dict.fromkeys(before))), (1, [own]), (2, list(self.card.users[:DRAWN])))
        nodes = tuple(
            Node(id=f"{layer} {name}", label=product(self.world, name, self.lang).name, layer=layer, marked=name == own)
            for layer, names in layers
            for name in names
        )
        inside = [(node.id, f"1 {own}") for node in nodes if node.layer == 0]
        out = [(f"1 {own}", node.id) for node in nodes if node.layer == 2]
        return Graph(title=self.say("上下游", "Upstream and downstream"), nodes=nodes, edges=(*inside, *out))

    def _sets(self, fill: Fill) -> Iterator[Paragraph]:
        for names in fill.sets:
            yield Paragraph(text=self._names(names), style=Style.item)

    def _names(self, ids: tuple[str, ...]) -> str:
        shown = (product(self.world, one, self.lang) for one in ids[:SCREEN])
        more = len(ids) - SCREEN
        told = joined((f"{one.name} ({one.id})" for one in shown), self.lang)
        return told + (f" … +{more}" if more > 0 else "") or UNKNOWN

    def _sources(self) -> SourceList:
        told = self.card.facts.sources
        return SourceList(
            title=word("sources", self.lang),
            sources=tuple(
                Source(
                    number=number,
                    id=source,
                    title=told[source]["title"],
                    publisher=told[source]["publisher"],
                    year=told[source]["year"],
                    kind=told[source]["kind"],
                    url=told[source]["url"],
                )
                for source, number in self.numbers.items()
            ),
        )
