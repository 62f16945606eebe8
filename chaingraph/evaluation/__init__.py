"""Does it find what it should? Planted gaps, hidden enterprises and the calibration of the grades of evidence."""

from chaingraph.evaluation.calibration import Bin, Calibration, calibrate
from chaingraph.evaluation.evaluate import Evaluation, evaluate
from chaingraph.evaluation.hidden import Hidden, hide
from chaingraph.evaluation.planted import Planted, Trial, plant_and_find
from chaingraph.evaluation.synthetic import KINDS, Synthetic, synthetic

__all__ = [
    "KINDS",
    "Bin",
    "Calibration",
    "Evaluation",
    "Hidden",
    "Planted",
    "Synthetic",
    "Trial",
    "calibrate",
    "evaluate",
    "hide",
    "plant_and_find",
    "synthetic",
]
