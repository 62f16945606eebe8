"""政策目标：排成文。Targets, tiers of clusters and parks with too many lead industries, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from chaingraph.catalogue import speaker, text
from chaingraph.document import UNKNOWN, Basis, Column, Document, Figure, Paragraph, Section, Table
from chaingraph.findings.words import word
from chaingraph.findings.world import World
from chaingraph.questions.cells import by_semicolon, decimal_column, joined, share_column
from chaingraph.questions.targets.ask import Policy, TargetState, Tier


def targets_document(world: World, answer: Policy, lang: str) -> Document:
    """How far the targets are met."""
    title = text("targets.title", lang, region=world.places.name(answer.region, lang))
    return Document(
        key="targets", title=title, lang=lang, layout=lambda: _layout(world, answer, title, lang), data=answer.as_json
    )


def _layout(world: World, answer: Policy, title: str, lang: str) -> Iterator[Section]:
    say = speaker(lang)
    table = Table(
        key="targets",
        title=title,
        columns=(
            Column(key="target", label=say("targets.target"), wide=True),
            decimal_column("base", say("targets.base")),
            decimal_column("reach", say("targets.to-reach")),
            decimal_column("newest", say("targets.newest")),
            decimal_column("path", say("targets.path")),
            share_column("done", say("targets.done")),
            decimal_column("counted", say("targets.counted")),
            Column(key="state", label=say("targets.state")),
        ),
        rows=tuple(_row(target, lang) for target in answer.targets),
    )
    counted = joined((f"{_tier(tier, lang)} {len(tier.clusters)}" for tier in answer.tiers), lang)
    parks = say("targets.between-parks").join(
        say("targets.park", park=park["name_zh"], chains=_leads(world, park["lead_chains"], lang))
        for park in answer.parks
    )
    sentences = [
        say("targets.clusters-by-sales", tiers=counted),
        say("targets.parks-of-many-leads", n=len(answer.parks), parks=parks or UNKNOWN),
    ]
    notes = [
        say("targets.counted-note", id=target.id, note=target.counted.note)
        for target in answer.targets
        if target.counted and target.counted.note
    ]
    if notes:
        sentences.append(by_semicolon([say("targets.counted-told"), *notes], lang))
    if any(target.progress.reason == "no-observation" for target in answer.targets):
        sentences.append(say("targets.no-observation"))
    yield Section(blocks=(table, *(Paragraph(text=sentence) for sentence in sentences)))


def _leads(world: World, chains: list[str], lang: str) -> str:
    return joined((world.network.chain_name(chain, lang) for chain in chains), lang)


def _dated(value: float | None, year: int | None, sign: str = "", basis: Basis | None = None) -> Figure | None:
    if value is None:
        return None
    return Figure(value=value, told=sign + f"{value:g}" + (f" ({year})" if year else ""), basis=basis)


def _row(target: TargetState, lang: str) -> tuple[str | float | Figure | None, ...]:
    done, say = target.progress, speaker(lang)
    state = word(done.state, lang)
    return (
        say("targets.named", id=target.id, name=target.name_zh, unit=target.unit),
        _dated(target.base_value, target.base_year),
        _dated(target.target_value, target.target_year, f"{target.sign} ", Basis(rows=(("targets", (target.row,)),))),
        _dated(done.value, done.year),
        done.path,
        done.progress,
        _dated(target.counted.value, target.counted.year, "≥ ") if target.counted else None,
        say("targets.state-and-why", state=state, why=word(done.reason, lang)) if done.reason else state,
    )


def _tier(tier: Tier, lang: str) -> str:
    if tier.low is None and tier.high is None:
        return word("unknown", lang)
    if tier.low is None:
        return f"<{tier.high:g}"
    return f"≥{tier.low:g}" if tier.high is None else f"{tier.low:g}–{tier.high:g}"
