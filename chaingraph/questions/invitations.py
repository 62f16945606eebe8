"""最要紧的缺口，请谁、落在哪里？Whom to invite, and to which park, for the links to look at first."""

from __future__ import annotations

from dataclasses import dataclass

from chaingraph.enumerations import Action
from chaingraph.findings.finding import Findings
from chaingraph.findings.world import World
from chaingraph.questions.candidates.ask import Candidates, candidates
from chaingraph.questions.sites.ask import Sites, sites

ASKED = (Action.FILL, Action.STRENGTHEN, Action.EXTEND, Action.PAIR)
GAPS, FIRMS, PARKS = 20, 5, 3


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """The first candidates and the first parks and clusters for one product."""

    candidates: Candidates
    sites: Sites


def invitations(world: World, findings: Findings, most: int = GAPS) -> dict[str, Invitation]:
    """For the first ``most`` products, in the order of ``findings`` (of a whole region), with a score that ask to fill,
    strengthen, extend or pair.
    """
    asked = [item.product for item in findings.items if item.action in ASKED and item.score is not None][:most]
    return {
        name: Invitation(
            candidates=candidates(world, name, findings.region, top=FIRMS, findings=findings),
            sites=sites(world, name, findings.region, top=PARKS),
        )
        for name in asked
    }
