"""A fault tree as plain data: named gates over named events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Never

Kind = Literal["all", "any", "at_least", "not", "xor", "nand", "nor", "iff", "imply", "same", "true", "false"]
"""How a formula joins its inputs; ``same`` passes one on, ``true`` and ``false`` have none."""


def _none() -> Mapping[str, Never]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Formula:
    """One gate without its name.

    Parameters
    ----------
    kind : str
        How the inputs are joined; ``xor`` is true for an odd number of true inputs.
    inputs : tuple of str or Formula
        Names of gates and events, or formulas written in place.
    need : int
        How many inputs ``at_least`` asks for; 0 otherwise.
    """

    kind: Kind
    inputs: tuple[str | Formula, ...]
    need: int = 0

    def names(self) -> Iterator[str]:
        """Give every name used, in the order written, also inside formulas in place."""
        waiting: list[str | Formula] = [*reversed(self.inputs)]
        while waiting:
            given = waiting.pop()
            if isinstance(given, str):
                yield given
            else:
                waiting.extend(reversed(given.inputs))


@dataclass(frozen=True)
class FaultTree:
    """Gates and events with one top.

    Parameters
    ----------
    top : str
        The gate (or event) that is explained.
    gates : mapping of str to Formula
        Each gate by name, in the order written.
    events : tuple of str
        The basic events, in the order written.
    probabilities : mapping of str to float
        Of basic events; those left out have none.
    houses : mapping of str to bool
        Events whose truth is set from outside the tree.
    labels : mapping of str to str
        Words for gates and events.
    name : str
        Name of the tree.

    Examples
    --------
    >>> FaultTree("T", {"T": Formula("all", ("A", "B"))}, ("A", "B"))
    FaultTree(1 gates, 2 events)
    """

    top: str
    gates: Mapping[str, Formula]
    events: tuple[str, ...]
    probabilities: Mapping[str, float] = field(default_factory=_none)
    houses: Mapping[str, bool] = field(default_factory=_none)
    labels: Mapping[str, str] = field(default_factory=_none)
    name: str = "fault_tree"

    def __repr__(self) -> str:
        return f"FaultTree({len(self.gates)} gates, {len(self.events)} events)"
