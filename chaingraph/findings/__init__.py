"""The judgement: status, action, score, sentences and proof cards, in both languages."""

from chaingraph.findings import rules
from chaingraph.findings.advice import advice
from chaingraph.findings.assemble import World, gaps, world
from chaingraph.findings.explain import Card, explain, ways_to_ends, would_change
from chaingraph.findings.finding import Finding, Findings
from chaingraph.findings.holdings import holdings
from chaingraph.findings.policy import Policy, policy
from chaingraph.findings.profile import Profile, profile
from chaingraph.findings.related import Related, related
from chaingraph.findings.risk import Loss, Risk, knock_out, risk
from chaingraph.findings.sheet import Sheet
from chaingraph.findings.stability import Stability, stability
from chaingraph.findings.words import WORDS, word

__all__ = [
    "WORDS",
    "Card",
    "Finding",
    "Findings",
    "Loss",
    "Policy",
    "Profile",
    "Related",
    "Risk",
    "Sheet",
    "Stability",
    "World",
    "advice",
    "explain",
    "gaps",
    "holdings",
    "knock_out",
    "policy",
    "profile",
    "related",
    "risk",
    "rules",
    "stability",
    "word",
    "world",
    "ways_to_ends",
    "would_change",
]
