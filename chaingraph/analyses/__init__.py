"""One question, one file, one function: pure, no printing, no RDF, no HTML."""

from chaingraph.analyses.criticality import Criticality, criticality
from chaingraph.analyses.demand import Demand, demand
from chaingraph.analyses.failing import failing
from chaingraph.analyses.finals import finals
from chaingraph.analyses.inputs_met import inputs_met
from chaingraph.analyses.knock_outs import KnockOuts, knock_outs
from chaingraph.analyses.producible import ProducibleSet, producible
from chaingraph.analyses.single_points import SinglePoints, single_points

__all__ = [
    "Criticality",
    "Demand",
    "KnockOuts",
    "ProducibleSet",
    "SinglePoints",
    "criticality",
    "demand",
    "failing",
    "finals",
    "inputs_met",
    "knock_outs",
    "producible",
    "single_points",
]
