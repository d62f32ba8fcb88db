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
    chance = _units(solution, events)[solution.top]
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
    units, absent = _units(solution, events), _units(solution, [1 - chance for chance in events], present=False)
    marginal = {solution.top: -1.0 if solution.flipped else 1.0}
    for module in reversed(solution.modules):
        diagrams = solution.modules[module]
        chances = [(units[variable], absent[variable]) for variable in diagrams.variables]
        change = _derivatives(diagrams.decision, chances)
        outer = marginal[module]
        for variable, by in zip(diagrams.variables, change, strict=True):
            marginal[variable] = outer * by
    return Probabilities((absent if solution.flipped else units)[solution.top], units, marginal)


def _units(solution: Solution, events: Sequence[float], *, present: bool = True) -> dict[int, float]:
    """Return the probability that each unit is true or, given those of absence, that it is false."""
    units = {leaf: events[event] for leaf, event in solution.leaves.items()}
    for module, diagrams in solution.modules.items():
        chances = [units[variable] for variable in diagrams.variables]
        units[module] = at_nodes(diagrams.decision, chances, present=present)[-1]
    return units


def at_nodes(decision: Sequence[Node], chances: Sequence[float], *, present: bool = True) -> list[float]:
    """Return the probability that the function is true at each node; with chances of absence, that it is false."""
    found = ([0.0, 1.0] if present else [1.0, 0.0])[: len(decision)]
    for level, low, high in decision[2:]:
        chance = chances[level]
        if present:
            found.append((1 - chance) * found[low] + chance * found[high])
        else:
            found.append(chance * found[low] + (1 - chance) * found[high])
    return found


def _derivatives(decision: Sequence[Node], chances: Sequence[tuple[float, float]]) -> list[float]:
    """Return the derivative by each variable, whose chances to be true and false are both given.

    Probabilities near 1 lose what they lack; so both senses are carried, and the difference of two branches is
    taken in the sense that keeps more digits.
    """
    true, false = [0.0, 1.0][: len(decision)], [1.0, 0.0][: len(decision)]
    for level, low, high in decision[2:]:
        chance, absent = chances[level]
        true.append(absent * true[low] + chance * true[high])
        false.append(absent * false[low] + chance * false[high])
    change = [0.0] * len(chances)
    come = [0.0] * len(decision)
    come[-1] = 1.0
    for number in range(len(decision) - 1, 1, -1):
        level, low, high = decision[number]
        here, (chance, absent) = come[number], chances[level]
        if true[low] + true[high] < 1:
            change[level] += here * (true[high] - true[low])
        else:
            change[level] += here * (false[low] - false[high])
        come[low] += here * absent
        come[high] += here * chance
    return change
