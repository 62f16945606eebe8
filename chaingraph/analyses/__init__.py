"""One question, one file, one function: pure, no printing, no RDF, no HTML."""

from typing import TYPE_CHECKING

from chaingraph.late import late

if TYPE_CHECKING:
    from chaingraph.analyses.borda import borda
    from chaingraph.analyses.break_even import BreakEven, break_even
    from chaingraph.analyses.closest import Close, closest
    from chaingraph.analyses.completeness import Completeness, completeness
    from chaingraph.analyses.complexity import Complexity, complexity
    from chaingraph.analyses.concentration import Concentration, concentration
    from chaingraph.analyses.criticality import Criticality, criticality
    from chaingraph.analyses.demand import Demand, demand
    from chaingraph.analyses.depth import Depth, depth
    from chaingraph.analyses.end_product_weights import EndProductWeights, WeightBasis, end_product_weights
    from chaingraph.analyses.end_products import end_products
    from chaingraph.analyses.esri import SupplyLinks, SystemicRisk, esri
    from chaingraph.analyses.evidence import PROBABLY, Evidence, evidence
    from chaingraph.analyses.failing import failing
    from chaingraph.analyses.home_needs import HomeNeeds, home_needs
    from chaingraph.analyses.home_portfolio import home_portfolio
    from chaingraph.analyses.inputs_met import inputs_met
    from chaingraph.analyses.joint_losses import JointLosses, joint_losses
    from chaingraph.analyses.kemeny import Kemeny, kemeny
    from chaingraph.analyses.knock_outs import KnockOuts, knock_outs
    from chaingraph.analyses.linkages import Linkages, linkages
    from chaingraph.analyses.location_quotient import LocationQuotients, location_quotient
    from chaingraph.analyses.made_end_products import made_end_products
    from chaingraph.analyses.minimum_fill import Fill, minimum_fill
    from chaingraph.analyses.outlook import Outlook, outlook
    from chaingraph.analyses.portfolio import portfolio
    from chaingraph.analyses.presence import presence
    from chaingraph.analyses.producible import ProducibleSet, producible
    from chaingraph.analyses.rank_stability import RankStability, rank_stability
    from chaingraph.analyses.recapture import Recapture, recapture
    from chaingraph.analyses.relatedness import Relatedness, relatedness
    from chaingraph.analyses.relatedness_density import RelatednessDensity, relatedness_density
    from chaingraph.analyses.required_recall import required_recall
    from chaingraph.analyses.similarity import Similarity, similarity
    from chaingraph.analyses.single_points import SinglePoints, single_points
    from chaingraph.analyses.specialisation import Specialisation, specialisation
    from chaingraph.analyses.spread import spread
    from chaingraph.analyses.stage_in_chain import stage_in_chain
    from chaingraph.analyses.target_progress import TargetProgress, target_progress
    from chaingraph.analyses.use_paths import use_paths
    from chaingraph.network.choosing import Candidate, Portfolio

__getattr__ = late(
    __name__,
    {
        "borda": "chaingraph.analyses.borda",
        "BreakEven": "chaingraph.analyses.break_even",
        "break_even": "chaingraph.analyses.break_even",
        "Close": "chaingraph.analyses.closest",
        "closest": "chaingraph.analyses.closest",
        "Completeness": "chaingraph.analyses.completeness",
        "completeness": "chaingraph.analyses.completeness",
        "Complexity": "chaingraph.analyses.complexity",
        "complexity": "chaingraph.analyses.complexity",
        "Concentration": "chaingraph.analyses.concentration",
        "concentration": "chaingraph.analyses.concentration",
        "Criticality": "chaingraph.analyses.criticality",
        "criticality": "chaingraph.analyses.criticality",
        "Demand": "chaingraph.analyses.demand",
        "demand": "chaingraph.analyses.demand",
        "Depth": "chaingraph.analyses.depth",
        "depth": "chaingraph.analyses.depth",
        "EndProductWeights": "chaingraph.analyses.end_product_weights",
        "WeightBasis": "chaingraph.analyses.end_product_weights",
        "end_product_weights": "chaingraph.analyses.end_product_weights",
        "end_products": "chaingraph.analyses.end_products",
        "made_end_products": "chaingraph.analyses.made_end_products",
        "SupplyLinks": "chaingraph.analyses.esri",
        "SystemicRisk": "chaingraph.analyses.esri",
        "esri": "chaingraph.analyses.esri",
        "PROBABLY": "chaingraph.analyses.evidence",
        "Evidence": "chaingraph.analyses.evidence",
        "evidence": "chaingraph.analyses.evidence",
        "failing": "chaingraph.analyses.failing",
        "HomeNeeds": "chaingraph.analyses.home_needs",
        "home_needs": "chaingraph.analyses.home_needs",
        "home_portfolio": "chaingraph.analyses.home_portfolio",
        "inputs_met": "chaingraph.analyses.inputs_met",
        "JointLosses": "chaingraph.analyses.joint_losses",
        "joint_losses": "chaingraph.analyses.joint_losses",
        "Kemeny": "chaingraph.analyses.kemeny",
        "kemeny": "chaingraph.analyses.kemeny",
        "KnockOuts": "chaingraph.analyses.knock_outs",
        "knock_outs": "chaingraph.analyses.knock_outs",
        "Linkages": "chaingraph.analyses.linkages",
        "linkages": "chaingraph.analyses.linkages",
        "LocationQuotients": "chaingraph.analyses.location_quotient",
        "location_quotient": "chaingraph.analyses.location_quotient",
        "Fill": "chaingraph.analyses.minimum_fill",
        "minimum_fill": "chaingraph.analyses.minimum_fill",
        "Outlook": "chaingraph.analyses.outlook",
        "outlook": "chaingraph.analyses.outlook",
        "Candidate": "chaingraph.network.choosing",
        "Portfolio": "chaingraph.network.choosing",
        "portfolio": "chaingraph.analyses.portfolio",
        "presence": "chaingraph.analyses.presence",
        "ProducibleSet": "chaingraph.analyses.producible",
        "producible": "chaingraph.analyses.producible",
        "RankStability": "chaingraph.analyses.rank_stability",
        "rank_stability": "chaingraph.analyses.rank_stability",
        "Recapture": "chaingraph.analyses.recapture",
        "recapture": "chaingraph.analyses.recapture",
        "Relatedness": "chaingraph.analyses.relatedness",
        "relatedness": "chaingraph.analyses.relatedness",
        "RelatednessDensity": "chaingraph.analyses.relatedness_density",
        "relatedness_density": "chaingraph.analyses.relatedness_density",
        "required_recall": "chaingraph.analyses.required_recall",
        "Similarity": "chaingraph.analyses.similarity",
        "similarity": "chaingraph.analyses.similarity",
        "SinglePoints": "chaingraph.analyses.single_points",
        "single_points": "chaingraph.analyses.single_points",
        "Specialisation": "chaingraph.analyses.specialisation",
        "specialisation": "chaingraph.analyses.specialisation",
        "spread": "chaingraph.analyses.spread",
        "stage_in_chain": "chaingraph.analyses.stage_in_chain",
        "TargetProgress": "chaingraph.analyses.target_progress",
        "target_progress": "chaingraph.analyses.target_progress",
        "use_paths": "chaingraph.analyses.use_paths",
    },
)

__all__ = [
    "Candidate",
    "Portfolio",
    "portfolio",
    "HomeNeeds",
    "home_needs",
    "home_portfolio",
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
    "Recapture",
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
    "EndProductWeights",
    "WeightBasis",
    "end_product_weights",
    "end_products",
    "made_end_products",
    "inputs_met",
    "joint_losses",
    "knock_outs",
    "location_quotient",
    "minimum_fill",
    "producible",
    "rank_stability",
    "recapture",
    "required_recall",
    "relatedness",
    "RelatednessDensity",
    "relatedness_density",
    "Close",
    "closest",
    "presence",
    "similarity",
    "single_points",
    "specialisation",
    "spread",
    "stage_in_chain",
    "target_progress",
    "use_paths",
]
