"""``chaingraph targets``."""

from __future__ import annotations

from chaingraph.cli.options import Data, Form, Language, OutForm, Region
from chaingraph.cli.output import as_json, progress, table, to_stdout
from chaingraph.errors import DataError
from chaingraph.findings import Policy, World, policy, word, world
from chaingraph.findings.policy import TargetState, Tier
from chaingraph.graph import load
from chaingraph.schema import SCHEMA
from chaingraph.tables import says

EPILOG = "例 Example: [bold]chaingraph targets[/bold]"


def command(data: Data = None, region: Region = None, form: OutForm = Form.text, *, lang: Language) -> None:
    """政策目标。"""
    with progress(lang) as step:
        known = world(load(data, step), products=False)
        told = policy(known, region)
        if not any(known.dataset.count(name) for name in ("targets", "clusters", "parks")):
            raise DataError([says.table_empty(SCHEMA.tables["targets"])])
    if form is Form.json:
        as_json(told.as_json())
    else:
        _show(known, told, lang)


def _show(known: World, told: Policy, lang: str) -> None:
    zh = lang == "zh"
    heads = ("目标", "基期", "目标值", "最新观测", "应达到", "完成进度", "状态") if zh else ("Target", "Base", "To reach", "Newest", "Path", "Done", "State")  # fmt: skip
    table(
        f"{known.places.name(told.region, lang)} · {'政策目标' if zh else 'targets'}",
        heads,
        [_row(one, lang) for one in told.targets],
        wide=(0,),
    )
    counted = ("、" if zh else ", ").join(f"{_tier(one, lang)} {len(one.clusters)}" for one in told.tiers)
    to_stdout(("集群按销售收入（亿元）分档：" if zh else "Clusters by sales (CNY 100 million): ") + counted)
    parks = ("；" if zh else "; ").join(
        f"{one['name_zh']}（{'、'.join(known.network.chain_name(chain, lang) for chain in one['lead_chains'])}）"
        for one in told.parks
    )
    to_stdout(
        (
            f"主导产业多于两个的园区 {len(told.parks)} 个："
            if zh
            else f"{len(told.parks)} parks with more than two lead industries: "
        )
        + (parks or "—")
    )
    if any(one.progress.reason == "no-observation" for one in told.targets):
        to_stdout(
            "没有观测值的目标状态未知：不以基期或名录推算。观测值写在 observations 表。"
            if zh
            else "Targets without an observation are unknown; nothing is derived from the base or the lists. Observations go into the table of that name."
        )


def _figure(value: float | None, year: int | None = None) -> str:
    return "—" if value is None else f"{value:g}" + (f" ({year})" if year else "")


def _row(one: TargetState, lang: str) -> list[str]:
    done = one.progress
    state = word(done.state, lang) + (
        f"（{word(done.reason, lang)}）"
        if done.reason and lang == "zh"
        else f" ({word(done.reason, lang)})"
        if done.reason
        else ""
    )
    return [
        f"{one.id} {one.name_zh}（{one.unit}）", _figure(one.base_value, one.base_year),
        f"{one.sign} {_figure(one.target_value, one.target_year)}", _figure(done.value, done.year), _figure(done.path),
        "—" if done.progress is None else f"{done.progress:.0%}", state,
    ]  # fmt: skip


def _tier(one: Tier, lang: str) -> str:
    if one.low is None and one.high is None:
        return "未知" if lang == "zh" else "unknown"
    if one.low is None:
        return f"<{one.high:g}"
    return f"≥{one.low:g}" if one.high is None else f"{one.low:g}–{one.high:g}"
