"""Exact probabilities from the decision diagrams: of the top, and what each event adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rca.causes.diagrams.decision import Node
from rca.causes.diagrams.solution import Solution


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Probability of every unit, and how fast the top's grows with it.

    Parameters
    ----------
    top : float
        Probability of the top.
    units : mapping of int to float
        Of leaves and modules.
    marginal : mapping of int to float
        Derivative of the top's probability by that of each unit.
    """

    top: float
    units: Mapping[int, float]
    marginal: Mapping[int, float]


def top_probability(solution: Solution, events: Sequence[float]) -> float | None:
    """Return the exact probability of the top, or nothing where a function went beyond the budget.

    Parameters
    ----------
    solution : Solution
        A solved tree.
    events : sequence of float
        Probability of each event, by number.
    """
    if not solution.exact:
        return None
    if solution.top < 0:
        return float(solution.flipped)
    chance = _units(solution, events)[0][solution.top]
    return 1 - chance if solution.flipped else chance


def probabilities(solution: Solution, events: Sequence[float]) -> Probabilities | None:
    """Return probabilities with their derivatives, or nothing where a function went beyond the budget.

    Notes
    -----
    One walk up and one down every diagram: the derivative by a variable is the sum over its nodes of the
    probability to come there times the difference of the branches (Birnbaum 1969; Dutuit and Rauzy 2001).
    Events are independent.
    """
    if not solution.exact:
        return None
    if solution.top < 0:
        return Probabilities(float(solution.flipped), {}, {})
    units, inner = _units(solution, events)
    marginal = {solution.top: -1.0 if solution.flipped else 1.0}
    for module in reversed(solution.modules):
        diagrams = solution.modules[module]
        chances = [units[variable] for variable in diagrams.variables]
        change = _derivatives(diagrams.decision, chances, inner[module])
        outer = marginal[module]
        for variable, by in zip(diagrams.variables, change, strict=True):
            marginal[variable] = outer * by
    top = units[solution.top]
    return Probabilities(1 - top if solution.flipped else top, units, marginal)


def _units(solution: Solution, events: Sequence[float]) -> tuple[dict[int, float], dict[int, list[float]]]:
    units = {leaf: events[event] for leaf, event in solution.leaves.items()}
    inner: dict[int, list[float]] = {}
    for module, diagrams in solution.modules.items():
        chances = [units[variable] for variable in diagrams.variables]
        inner[module] = at_nodes(diagrams.decision, chances)
        units[module] = inner[module][-1]
    return units, inner


def at_nodes(decision: Sequence[Node], chances: Sequence[float]) -> list[float]:
    """Return the probability of the function at each node."""
    found = [0.0, 1.0][: len(decision)]
    for level, low, high in decision[2:]:
        chance = chances[level]
        found.append((1 - chance) * found[low] + chance * found[high])
    return found


def _derivatives(decision: Sequence[Node], chances: Sequence[float], inner: Sequence[float]) -> list[float]:
    change = [0.0] * len(chances)
    come = [0.0] * len(decision)
    come[-1] = 1.0
    for number in range(len(decision) - 1, 1, -1):
        level, low, high = decision[number]
        here, chance = come[number], chances[level]
        change[level] += here * (inner[high] - inner[low])
        come[low] += here * (1 - chance)
        come[high] += here * chance
    return change
