"""名录：企业、集群、园区、项目，各与谁相连？Which enterprises, clusters, parks and projects are there, and what is each tied to?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chaingraph.findings.assemble import World
from chaingraph.findings.sheet import NOTHING, Pair, label, same
from chaingraph.schema import SCHEMA

MOST = 3_000  # of each kind; those with a role and with most products first
TIES = 40  # of each sort on one card
KINDS: dict[str, Pair] = {
    "enterprise": ("企业", "Enterprise"),
    "cluster": ("集群", "Cluster"),
    "park": ("园区", "Park"),
    "project": ("项目", "Project"),
}
_HEADS: dict[str, Pair] = {
    "region": ("所在地", "Region"), "role": ("角色", "Role"), "state": ("状态", "State"), "revenue": ("营收（亿元）", "Revenue (CNY 100 million)"),
    "sales": ("销售收入（亿元）", "Sales (CNY 100 million)"), "investment": ("投资（亿元）", "Investment (CNY 100 million)"), "year": ("年份", "Year"),
    "years": ("起止年", "Years"), "level": ("级别", "Level"), "row": ("所在表与行", "Table and row"), "listing": ("上市", "Listing"),
    "products": ("产品", "Products"), "chains": ("产业链", "Chains"), "park": ("园区", "Park"), "cluster": ("集群", "Cluster"),
    "suppliers": ("已知供应商", "Known suppliers"), "customers": ("已知客户", "Known customers"), "enterprises": ("企业", "Enterprises"),
    "enterprise": ("企业", "Enterprise"), "projects": ("项目", "Projects"), "clusters": ("集群", "Clusters"),
}  # fmt: skip


@dataclass(frozen=True)
class Entity:
    """One card. ``facts``: words under heads. ``ties``: under a head, how many there are and the first of them as
    (kind, id), kind also ``product`` and ``chain``. ``sources``: ids.
    """

    kind: str
    id: str
    name: Pair
    place: Pair
    facts: tuple[tuple[Pair, Pair], ...]
    ties: tuple[tuple[Pair, int, tuple[tuple[str, str], ...]], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """The cards of a region with those its enterprises deal with; ``totals``: how many there are of each kind, shown or not."""

    entities: tuple[Entity, ...]
    totals: dict[str, int]


_SQL = {
    "enterprise": """select e.id, e.name_zh, e.name_en, e.region, e._row, e.source, e.role, coalesce(e.status, 'active') as state,
            e.revenue_yi as revenue, e.year, e.listing, e.park, e.cluster,
            (select list(distinct m.product order by m.product) from makes m where m.enterprise = e.id) as products,
            (select list(distinct s.supplier order by s.supplier) from supplies s where s.customer = e.id) as suppliers,
            (select list(distinct s.customer order by s.customer) from supplies s where s.supplier = e.id) as customers,
            (select list(p.id order by p.id) from projects p where p.enterprise = e.id) as projects
        from chosen c join enterprises e on e.id = c.id order by c.place""",
    "cluster": """select id, name_zh, name_zh as name_en, region, _row, source, chain as chains, park, sales_yi as sales, year,
            (select list(e.id order by e.id) from enterprises e where e.cluster = c.id) as enterprises
        from clusters c where {here} order by id limit ?""",
    "park": """select id, name_zh, name_zh as name_en, region, _row, source, level, lead_chains as chains,
            (select list(e.id order by e.id) from enterprises e where e.park = p.id) as enterprises,
            (select list(j.id order by j.id) from projects j where j.park = p.id) as projects,
            (select list(c.id order by c.id) from clusters c where c.park = p.id) as clusters
        from parks p where {here} order by id limit ?""",
    "project": """select id, name_zh, name_zh as name_en, region, _row, source, status as state, investment_yi as investment,
            concat_ws('–', start_year, end_year) as years, chain as chains, products, park, enterprise
        from projects where {here} order by id limit ?""",
}  # fmt: skip
_TABLES = {"enterprise": "enterprises", "cluster": "clusters", "park": "parks", "project": "projects"}
_TIES = {
    "products": "product", "chains": "chain", "park": "park", "cluster": "cluster", "suppliers": "enterprise", "customers": "enterprise",
    "enterprises": "enterprise", "enterprise": "enterprise", "projects": "project", "clusters": "cluster",
}  # fmt: skip
_WORDS = {("enterprise", "state"): "enterprise_status", ("project", "state"): "project_status", ("enterprise", "role"): "role", ("park", "level"): "level"}  # fmt: skip
_SKIPPED = {"id", "name_zh", "name_en", "region", "_row", "source"}


def directory(world: World, region: str | None = None, most: int = MOST) -> Directory:
    """The cards of ``region`` (the topmost when None): its clusters, parks and projects, its enterprises, and those elsewhere
    that deliver to them, take from them or make a product of the network; at most ``most`` of each kind, and ``totals`` says of how many.

    What a row does not tell stands in no fact. Enterprises stay columnar until they are chosen. Raises UsageError for an unknown region.
    """
    code = world.places.require(region)
    below = world.places.below(code)
    con = world.dataset.con
    con.execute(
        """create or replace temp table chosen as
        select e.id, row_number() over (order by e.region not in (select unnest(?::varchar[])), e.role is null,
            coalesce(m.products, 0) desc, e.id) as place
        from enterprises e left join (select enterprise, count(distinct product) as products from makes group by all) m on m.enterprise = e.id
        qualify place <= ?""",
        [below, most],
    )
    here = "region in (select unnest(?::varchar[]))"
    told: list[Entity] = []
    totals: dict[str, int] = {}
    for kind, sql in _SQL.items():
        found = con.execute(*((sql,) if kind == "enterprise" else (sql.format(here=here), [below, most])))
        heads = [column[0] for column in found.description or ()]
        told += [_entity(world, kind, dict(zip(heads, row, strict=True))) for row in found.fetchall()]
        count = f"select count(*) from {_TABLES[kind]}" + ("" if kind == "enterprise" else f" where {here}")
        totals[kind] = con.execute(count, [] if kind == "enterprise" else [below]).fetchall()[0][0]
    return Directory(tuple(told), totals)


def _row_of(table: str, row: int) -> Pair:
    told = SCHEMA.tables[table]
    return f"{told.name_zh} {row}", f"{told.name_en} {row}"


def _entity(world: World, kind: str, row: dict[str, Any]) -> Entity:
    facts: list[tuple[Pair, Pair]] = []
    ties: list[tuple[Pair, int, tuple[tuple[str, str], ...]]] = []
    for head, value in row.items():
        if head in _SKIPPED or value is None or value == [] or value == "":
            continue
        if head in _TIES:
            ids = [value] if isinstance(value, str) else list(dict.fromkeys(value))
            ties.append((_HEADS[head], len(ids), tuple((_TIES[head], one) for one in ids[:TIES])))
        elif (kind, head) in _WORDS:
            facts.append((_HEADS[head], label(_WORDS[kind, head], value)))
        else:
            facts.append((_HEADS[head], same(f"{value:g}" if isinstance(value, float) else value)))
    facts.append((_HEADS["row"], _row_of(_TABLES[kind], row["_row"])))
    place = NOTHING
    if row["region"]:
        above = world.places.above(row["region"])[:2]
        place = (
            "".join(world.places.name(one, "zh") for one in reversed(above)),
            ", ".join(world.places.name(one, "en") for one in above),
        )
    name = (row["name_zh"], row["name_en"] or row["name_zh"])
    return Entity(kind, row["id"], name, place, tuple(facts), tuple(ties), tuple(dict.fromkeys(row["source"] or ())))
