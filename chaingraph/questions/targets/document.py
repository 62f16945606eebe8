"""政策目标：排成文。Targets, tiers of clusters and parks with too many lead industries, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.document import Basis, Column, Document, Figure, Paragraph, Section, Table, in_language
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import decimal_column, joined, share_column
from chaingraph.questions.targets.ask import Policy, TargetState, Tier


def targets_document(world: World, told: Policy, lang: str) -> Document:
    """How far the targets are met."""
    say = in_language(lang)
    title = f"{world.places.name(told.region, lang)} · {say('政策目标', 'targets')}"
    return Document(
        key="targets", title=title, lang=lang, layout=lambda: _layout(world, told, title, lang), data=told.as_json
    )


def _layout(world: World, told: Policy, title: str, lang: str) -> Iterator[Section]:
    say = in_language(lang)
    table = Table(
        key="targets",
        title=title,
        columns=(
            Column(key="target", label=say("目标", "Target"), wide=True),
            decimal_column("base", say("基期", "Base")),
            decimal_column("reach", say("目标值", "To reach")),
            decimal_column("newest", say("最新观测", "Newest")),
            decimal_column("path", say("应达到", "Path")),
            share_column("done", say("完成进度", "Done")),
            Column(key="state", label=say("状态", "State")),
        ),
        rows=tuple(_row(one, lang) for one in told.targets),
    )
    counted = joined((f"{_tier(one, lang)} {len(one.clusters)}" for one in told.tiers), lang)
    parks = say("；", "; ").join(
        f"{park['name_zh']}（{_leads(world, park['lead_chains'], lang)}）" for park in told.parks
    )
    count = len(told.parks)
    sentences = [
        say("集群按销售收入（亿元）分档：", "Clusters by sales (CNY 100 million): ") + counted,
        say(f"主导产业多于两个的园区 {count} 个：", f"{count} parks with more than two lead industries: ")
        + (parks or "—"),
    ]
    if any(one.progress.reason == "no-observation" for one in told.targets):
        sentences.append(
            say(
                "没有观测值的目标状态未知：不以基期或名录推算。观测值写在 observations 表。",
                "Targets without an observation are unknown; nothing is derived from the base or the lists. "
                "Observations go into the table of that name.",
            )
        )
    yield Section(blocks=(table, *(Paragraph(text=text) for text in sentences)))


def _leads(world: World, chains: list[str], lang: str) -> str:
    return "、".join(world.network.chain_name(chain, lang) for chain in chains)


def _dated(value: float | None, year: int | None, sign: str = "", basis: Basis | None = None) -> Figure | None:
    if value is None:
        return None
    return Figure(value=value, told=sign + f"{value:g}" + (f" ({year})" if year else ""), basis=basis)


def _row(one: TargetState, lang: str) -> tuple[str | float | Figure | None, ...]:
    done, say = one.progress, in_language(lang)
    why = word(done.reason, lang) if done.reason else ""
    return (
        f"{one.id} {one.name_zh}（{one.unit}）",
        _dated(one.base_value, one.base_year),
        _dated(one.target_value, one.target_year, f"{one.sign} ", Basis(rows=(("targets", (one.row,)),))),
        _dated(done.value, done.year),
        done.path,
        done.progress,
        word(done.state, lang) + (say(f"（{why}）", f" ({why})") if why else ""),
    )


def _tier(one: Tier, lang: str) -> str:
    if one.low is None and one.high is None:
        return word("unknown", lang)
    if one.low is None:
        return f"<{one.high:g}"
    return f"≥{one.low:g}" if one.high is None else f"{one.low:g}–{one.high:g}"
