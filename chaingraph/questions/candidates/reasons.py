"""为什么请这家？What speaks for a candidate, in short sentences of each language."""

from __future__ import annotations

from chaingraph.findings.world import World
from chaingraph.questions.candidates.ask import CandidateFirm, Candidates

_SHOWN = 3


def reasons(world: World, told: Candidates, firm: CandidateFirm, lang: str) -> tuple[str, ...]:
    """What it makes, what else it would fill, what becomes producible, whom it is tied to; no more than the tables tell."""
    zh = lang == "zh"

    def listed(names: list[str]) -> str:
        more = f"等{len(names)}个" if zh else f" and {len(names) - _SHOWN} more"
        return ("、" if zh else ", ").join(names[:_SHOWN]) + (more if len(names) > _SHOWN else "")

    def named(ids: tuple[str, ...]) -> str:
        return listed([world.network.products[one].name(lang) for one in ids])

    since = f"（{firm.year}年）" if zh and firm.year else f" ({firm.year})" if firm.year else ""
    parts = []
    if firm.kind == "outside":
        parts.append(f"已生产{named((told.product,))}{since}" if zh else f"makes {named((told.product,))}{since}")
        more = tuple(one for one in firm.fills if one != told.product)
        if more:
            parts.append(f"还可补{named(more)}" if zh else f"would also fill {named(more)}")
    else:
        parts.append(
            f"本地企业，现产相近的{named(firm.near)}" if zh else f"local, makes {named(firm.near)}, close to it"
        )
    if firm.output_yi is not None:
        older = firm.output_year is not None and firm.output_year != firm.year
        of = (f"（{firm.output_year}年）" if zh else f" ({firm.output_year})") if older else ""
        parts.append(
            f"该产品产值{firm.output_yi:g}亿元{of}" if zh else f"output CNY {firm.output_yi:g} hundred million{of}"
        )
    if firm.newly_producible:
        count = firm.newly_producible
        parts.append(
            f"补上后新增可自给产品{count}种" if zh else f"{count} more products could be made from inputs at hand"
        )
    if firm.ties:
        ties = listed(list(firm.ties))
        parts.append(f"与{ties}有供销或集团关系" if zh else f"tied by supply or group to {ties}")
    return tuple(parts)
