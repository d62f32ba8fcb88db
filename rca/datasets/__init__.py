"""Seeded synthetic data with the known answer: what algorithms say can be held against what was planted."""

from rca.datasets.escalation import make_escalation
from rca.datasets.truth import EscalationTruth, KeyMoment, PlantedConflict, PlantedDuplicate
from rca.datasets.year import make_year
from rca.datasets.year_plan import Plant, YearTruth

__all__ = [
    "EscalationTruth",
    "KeyMoment",
    "Plant",
    "PlantedConflict",
    "PlantedDuplicate",
    "YearTruth",
    "make_escalation",
    "make_year",
]
