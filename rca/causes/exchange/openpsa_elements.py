"""The elements of an Open-PSA document that are understood."""

from __future__ import annotations

from typing import Final

from rca.causes.diagrams.fault_tree import Kind

FORMULAS: Final[dict[str, Kind]] = {
    "and": "all",
    "or": "any",
    "atleast": "at_least",
    "not": "not",
    "xor": "xor",
    "nand": "nand",
    "nor": "nor",
    "iff": "iff",
    "imply": "imply",
}
REFERENCES: Final = {"gate": "gate", "basic-event": "basic event", "house-event": "house event", "event": "event"}
DEFINITIONS: Final = {"define-gate": "gate", "define-basic-event": "basic event", "define-house-event": "house event"}
FRAMES: Final = frozenset({"opsa-mef", "define-fault-tree", "define-component", "model-data"})
PASSED_OVER: Final = frozenset({"attributes", "attribute"})
