"""One question, one file, one function: pure, no printing, no RDF, no HTML."""

from chaingraph.analyses.borda import borda
from chaingraph.analyses.break_even import BreakEven, break_even
from chaingraph.analyses.completeness import Completeness, completeness
from chaingraph.analyses.complexity import Complexity, complexity
from chaingraph.analyses.concentration import Concentration, concentration
from chaingraph.analyses.criticality import Criticality, criticality
from chaingraph.analyses.demand import Demand, demand
from chaingraph.analyses.depth import Depth, depth
from chaingraph.analyses.end_products import end_products
from chaingraph.analyses.esri import SupplyLinks, SystemicRisk, esri
from chaingraph.analyses.evidence import PROBABLY, Evidence, evidence
from chaingraph.analyses.failing import failing
from chaingraph.analyses.inputs_met import inputs_met
from chaingraph.analyses.joint_losses import JointLosses, joint_losses
from chaingraph.analyses.kemeny import Kemeny, kemeny
from chaingraph.analyses.knock_outs import KnockOuts, knock_outs
from chaingraph.analyses.linkages import Linkages, linkages
from chaingraph.analyses.location_quotient import LocationQuotients, location_quotient
from chaingraph.analyses.minimum_fill import Fill, minimum_fill
from chaingraph.analyses.outlook import Outlook, outlook
from chaingraph.analyses.portfolio import Candidate, Portfolio, portfolio
from chaingraph.analyses.producible import ProducibleSet, producible
from chaingraph.analyses.rank_stability import RankStability, rank_stability
from chaingraph.analyses.relatedness import Relatedness, relatedness
from chaingraph.analyses.required_recall import required_recall
from chaingraph.analyses.similarity import Similarity, similarity
from chaingraph.analyses.single_points import SinglePoints, single_points
from chaingraph.analyses.specialisation import Specialisation, specialisation
from chaingraph.analyses.spread import spread
from chaingraph.analyses.target_progress import TargetProgress, target_progress
from chaingraph.analyses.use_paths import use_paths

__all__ = [
    "Candidate",
    "Portfolio",
    "portfolio",
    "outlook",
    "Outlook",
    "linkages",
    "Linkages",
    "kemeny",
    "Kemeny",
    "complexity",
    "Complexity",
    "borda",
    "PROBABLY",
    "BreakEven",
    "Completeness",
    "Concentration",
    "Criticality",
    "Demand",
    "Depth",
    "Evidence",
    "Fill",
    "JointLosses",
    "KnockOuts",
    "LocationQuotients",
    "ProducibleSet",
    "RankStability",
    "Relatedness",
    "Similarity",
    "SinglePoints",
    "Specialisation",
    "SupplyLinks",
    "SystemicRisk",
    "TargetProgress",
    "break_even",
    "completeness",
    "concentration",
    "criticality",
    "demand",
    "depth",
    "esri",
    "evidence",
    "failing",
    "end_products",
    "inputs_met",
    "joint_losses",
    "knock_outs",
    "location_quotient",
    "minimum_fill",
    "producible",
    "rank_stability",
    "required_recall",
    "relatedness",
    "similarity",
    "single_points",
    "specialisation",
    "spread",
    "target_progress",
    "use_paths",
]
