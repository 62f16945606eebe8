"""假如增、减企业或项目建成，结论怎样变？What changes when makers come, enterprises go, or projects are built?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from chaingraph.analyses import esri, producible
from chaingraph.errors import UsageError
from chaingraph.findings.assemble import World, gaps
from chaingraph.findings.changes import Change, change_sheets, changes
from chaingraph.findings.finding import Findings
from chaingraph.findings.profile import ChainState, profile
from chaingraph.findings.risk import TOLERANCE, supply_links
from chaingraph.findings.sheet import Pair, Sheet, same

SUPPOSED = "supposed"  # ids of enterprises that are supposed begin so


@dataclass(frozen=True)
class WhatIf:
    """Before and after. ``producible`` and ``no_longer_producible`` compare what can be made from local and common inputs;
    ``single`` and ``gaps`` count products with one maker and without any, before and after. ``esri``: share of sales lost along known
    deliveries when what is removed goes, None where there are no deliveries with amounts among them; what is added has none, so it never counts there.
    """

    region: str
    added: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    projects: tuple[str, ...]
    changes: tuple[Change, ...]
    producible: tuple[str, ...]
    no_longer_producible: tuple[str, ...]
    single: tuple[int, int]
    gaps: tuple[int, int]
    chains: tuple[tuple[ChainState, ChainState], ...]
    esri: float | None
    sheets: tuple[Sheet, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, without the sheets (they say the same in words)."""
        told = asdict(self)
        del told["sheets"]
        return told


def whatif(
    world: World,
    region: str | None = None,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    projects: Iterable[str] = (),
    given: Iterable[str] = (),
) -> WhatIf:
    """Rebuilds the facts with the change, judges anew and compares; nothing is kept.

    ``add``: ``PRODUCT@REGION``, a supposed enterprise there that makes the product (the studied region when no place is told).
    ``remove``: enterprises by id or name. ``projects``: ids of rows of the table projects, taken as built: what they are
    to make is then made, by the enterprise that the row names or by a supposed one. Everything is computed from the whole of the facts;
    the tables are as before afterwards. Raises UsageError for an unknown region, product, enterprise or project, for a project without products,
    and when nothing is asked.
    """
    code = world.places.require(region)
    adds = tuple(dict.fromkeys(_added(world, code, one) for one in add))
    gone = tuple(dict.fromkeys(_enterprise(world, one) for one in remove))
    plans = tuple(dict.fromkeys(projects))
    built = [_project(world, code, one) for one in plans]
    if not (adds or gone or plans):
        raise UsageError(
            "请说明改变什么：--add、--remove 或 --project", "say what changes: --add, --remove or --project"
        )
    bought = tuple(given)
    before = gaps(world, code, given=bought)
    could = _can(world, code, before.given)
    was = profile(world, code).chains
    shock = _esri(world, gone)
    with _supposed(world, adds, gone, built) as other:
        after = gaps(other, code, given=bought)
        can = _can(other, code, after.given)
        now = profile(other, code).chains
    pairs = tuple(zip(was, now, strict=True))
    told = changes(before, after)
    return WhatIf(
        code, adds, gone, plans, told, tuple(sorted(can - could)), tuple(sorted(could - can)),
        (_count(before, "single"), _count(after, "single")),
        (_count(before, "missing", "unseen"), _count(after, "missing", "unseen")),
        pairs, shock,
        (_summary(world, can, could, before, after, gone, bool(adds or plans), shock), *change_sheets(told, before, after, pairs)),
    )  # fmt: skip


def _summary(
    world: World, can: frozenset[str], could: frozenset[str], before: Findings, after: Findings, gone: tuple[str, ...], more: bool, shock: float | None
) -> Sheet:  # fmt: skip
    def named(ids: frozenset[str]) -> Pair:
        products = [world.network.products[one] for one in sorted(ids)]
        return (
            "、".join(one.name_zh for one in products) or "无",
            ", ".join(one.name("en") for one in products) or "none",
        )

    if not gone:
        risk = (
            "不计算：新增企业的供应关系与金额未知",
            "not computed: the deliveries of what is added are not known",
        )
    else:
        risk = ("不计算：退出企业没有已知金额的供应关系", "not computed: what goes has no deliveries with known amounts") if shock is None else same(f"{shock:.4f}")  # fmt: skip
        if more:
            risk = (f"{risk[0]}（只计退出，新增企业的供应关系未知）", f"{risk[1]} (of what goes alone; the deliveries of what is added are not known)")  # fmt: skip

    def step(*statuses: str) -> Pair:
        return same(f"{_count(before, *statuses)} → {_count(after, *statuses)}")

    rows: tuple[tuple[Pair, ...], ...] = (
        (("可自给生产的产品数", "Products producible from inputs at hand"), same(f"{len(could)} → {len(can)}")),
        (("新增可自给生产", "Newly producible"), named(can - could)),
        (("不再可自给生产", "No longer producible"), named(could - can)),
        (("单一来源环节数", "Products with one maker"), step("single")),
        (("缺失与未见环节数", "Products missing or unseen"), step("missing", "unseen")),
        (("系统性风险指数（退出企业）", "Systemic risk index (of what goes)"), risk),
    )
    return Sheet("summary", ("概要", "Summary"), (("项目", "Item"), ("结果", "Result")), rows)


def _count(found: Findings, *statuses: str) -> int:
    return sum(item.status in statuses for item in found.items)


def _can(world: World, code: str, bought: Iterable[str]) -> frozenset[str]:
    return producible(world.network, world.market(code).made.keys(), bought).products


def _added(world: World, code: str, told: str) -> tuple[str, str]:
    product, _, place = told.rpartition("@") if "@" in told else (told, "", code)
    return world.require_product(product.strip()), world.places.require(place.strip() or code)


def _enterprise(world: World, told: str) -> str:
    rows = world.dataset.rows("select id from enterprises where id = ? or name_zh = ? order by id <> ?, id", [told] * 3)
    if not rows:
        raise UsageError(
            f"企业表中没有编号或名称为 {told} 的企业", f"there is no enterprise with the id or name {told}"
        )
    return str(rows[0][0])


def _project(world: World, code: str, told: str) -> tuple[str, str, tuple[str, ...], str | None]:
    rows = world.dataset.rows("select id, region, products, enterprise from projects where id = ?", [told])
    if not rows:
        raise UsageError(f"项目表中没有编号为 {told} 的项目", f"there is no project {told}")
    project, place, products, enterprise = rows[0]
    known = tuple(one for one in products or () if one in world.network.products)
    if not known:
        raise UsageError(f"项目 {told} 没有填写产品，无从推算", f"project {told} names no product: nothing can be told")
    return project, place or code, known, enterprise


@contextmanager
def _supposed(
    world: World,
    adds: Iterable[tuple[str, str]],
    gone: tuple[str, ...],
    built: Iterable[tuple[str, str, tuple[str, ...], str | None]],
) -> Iterator[World]:
    """The world with the change, inside a transaction that is rolled back."""
    con = world.dataset.con
    makers = [(f"{SUPPOSED} {number}", place, (product,), None) for number, (product, place) in enumerate(adds, 1)]
    con.execute("begin transaction")
    try:
        for table, column in (
            ("makes", "enterprise"),
            ("supplies", "supplier"),
            ("supplies", "customer"),
            ("enterprises", "id"),
        ):
            con.execute(f"delete from {table} where {column} in (select unnest(?::varchar[]))", [list(gone)])
        for name, place, products, enterprise in (*makers, *built):
            firm = enterprise if enterprise and enterprise not in gone else f"{SUPPOSED} {name}"
            con.execute(
                "insert into enterprises by name select ? as id, ? as name_zh, ? as region where not exists (from enterprises where id = ?)",
                [firm, name, place, firm],
            )
            con.execute("update enterprises set status = 'active' where id = ? and status = 'planned'", [firm])
            con.execute(
                "insert into makes by name select ? as enterprise, unnest(?::varchar[]) as product",
                [firm, list(products)],
            )
        other = World(world.dataset, world.network, world.places)
        other.__dict__["falls"] = world.falls  # what fails with what does not depend on who makes it
        yield other
    finally:
        con.execute("rollback")


def _esri(world: World, gone: tuple[str, ...]) -> float | None:
    links = supply_links(world)
    hit = {firm: 0.0 for firm in gone if links is not None and firm in links.firms}
    return esri(links, hit, tolerance=TOLERANCE).index if links is not None and hit else None
