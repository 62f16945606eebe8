"""The rows behind a verdict: every fact with its table, row and sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chaingraph.network.market import Market
from chaingraph.network.places import Places
from chaingraph.tables import Dataset

_CANDIDATES = 50


@dataclass(frozen=True)
class CardFacts:
    """Rows about one product: each a plain object with ``table``, ``row`` and ``source`` (ids)."""

    makers: list[dict[str, Any]] = field(default_factory=list)
    outside: list[dict[str, Any]] = field(default_factory=list)
    idle: list[dict[str, Any]] = field(default_factory=list)
    buyers: list[dict[str, Any]] = field(default_factory=list)
    projects: list[dict[str, Any]] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    coverage: list[dict[str, Any]] = field(default_factory=list)
    product: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)


def _objects(dataset: Dataset, sql: str, parameters: list[Any]) -> list[dict[str, Any]]:
    found = dataset.con.execute(sql, parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


_MADE = """select m.product as of_product, 'makes' as "table", m._row as "row", e._row as enterprise_row,
    e.id, e.name_zh, e.region, e.role, e.park, m.output_yi, m.capacity, m.year, coalesce(e.status, 'active') as status,
    coalesce(m.confidence, e.confidence) as confidence,
    list_distinct(list_concat(coalesce(m.source, []), coalesce(e.source, []))) as source
    from makes m join enterprises e on e.id = m.enterprise where m.product in (select unnest(?::varchar[]))"""


def card_facts(dataset: Dataset, places: Places, market: Market, products: Iterable[str]) -> dict[str, CardFacts]:
    """The facts about each of ``products`` in the market's region.

    ``makers``: the rows that count; ``idle``: local makers that are planned or closed; ``outside``: active makers
    elsewhere, the candidates, at most 50 a product.
    """
    wanted = sorted(set(products))
    cards = {name: CardFacts() for name in wanted}
    local = f'(select code from "local_{market.region}")'
    newest = (
        f"{_MADE} and {{}} qualify row_number() over "
        "(partition by m.product, m.enterprise order by coalesce(m.year, -1) desc) = 1 order by e.id"
    )
    queries = {
        "makers": newest.format(f"coalesce(e.status, 'active') = 'active' and e.region in {local}"),
        "idle": newest.format(f"e.status in ('planned', 'closed') and e.region in {local}"),
        "outside": newest.format(f"coalesce(e.status, 'active') = 'active' and e.region not in {local}"),
        "buyers": f"""select i.input as of_product, 'makes' as "table", min(m._row) as "row", e.id, e.name_zh, e.region,
            list_sort(list(distinct m.product)) as makes, any_value(e.source) as source
            from inputs i join makes m using (product) join enterprises e on e.id = m.enterprise
            where coalesce(e.status, 'active') = 'active' and e.region in {local}
            and i.input in (select unnest(?::varchar[])) group by i.input, e.id, e.name_zh, e.region order by e.id""",
        "projects": f"""select u.of_product, 'projects' as "table", p._row as "row", p.id, p.name_zh, p.region, p.status,
            p.investment_yi, p.start_year, p.end_year, p.source
            from projects p, unnest(p.products) as u(of_product)
            where p.region in {local} and u.of_product in (select unnest(?::varchar[])) order by p.id""",
        "inputs": """select product as of_product, 'inputs' as "table", _row as "row", input, "group",
            coalesce(essential, true) as essential, kind, source, confidence from inputs
            where product in (select unnest(?::varchar[])) order by _row""",
        "coverage": f"""select p.id as of_product, 'coverage' as "table", c._row as "row", c.region, c.chain,
            c.completeness, c.year, c.source from coverage c join products p on list_contains(p.chain, c.chain)
            where c.region in (select unnest({_array(places.above(market.region))}))
            and p.id in (select unnest(?::varchar[])) order by c._row""",
        "product": """select id as of_product, 'products' as "table", _row as "row", source, confidence, note
            from products where id in (select unnest(?::varchar[]))""",
    }
    used: dict[str, set[str]] = {name: set() for name in wanted}
    for part, sql in queries.items():
        for told in _objects(dataset, sql, [wanted]):
            name = told.pop("of_product")
            facts = getattr(cards[name], part)
            if part != "outside" or len(facts) < _CANDIDATES:
                facts.append(told)
                used[name].update(told["source"] or ())
    known = {
        row["id"]: row
        for row in _objects(
            dataset, "select id, title, publisher, url, year, kind, licence from sources order by id", []
        )
    }
    for name, card in cards.items():
        card.sources.update({s: known[s] for s in sorted(used[name]) if s in known})
    return cards


def _array(codes: list[str]) -> str:
    return "[" + ", ".join("'" + code.replace("'", "''") + "'" for code in codes) + "]::varchar[]"


def sources_told(dataset: Dataset, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of the sources ``ids``, those that there are."""
    found = _objects(
        dataset,
        "select id, title, publisher, url, year, kind, licence from sources where id in (select unnest(?::varchar[])) order by id",
        [sorted(ids)],
    )
    return {told["id"]: told for told in found}
