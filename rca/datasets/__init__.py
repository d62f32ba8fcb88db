"""Seeded synthetic data with the known answer: what algorithms say can be held against what was planted."""

from rca.datasets.escalation import make_escalation
from rca.datasets.truth import EscalationTruth, KeyMoment, PlantedConflict, PlantedDuplicate

__all__ = ["EscalationTruth", "KeyMoment", "PlantedConflict", "PlantedDuplicate", "make_escalation"]
