"""Acceptance plans: look at so many units, accept the batch when so few are wrong; every chance is computed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rca.errors import ParameterError
from rca.quality.sampling.columns import mistake

_MOST_BORNE = 5_000
"""Wrong units from which on a plan looks at so much that it is no sample."""


@dataclass(frozen=True, slots=True)
class AcceptancePlan:
    """How many units to look at, and how many wrong ones to bear.

    Parameters
    ----------
    size : int
        Units drawn from the batch.
    accept : int
        Wrong ones up to which the batch is accepted.
    population : int or None
        Units of the batch; None stands for an endless one (binomial instead of hypergeometric).
    """

    size: int
    accept: int
    population: int | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of an operating curve: the share that is wrong, and the chance that the batch is accepted."""

    share: float
    chance: float


def accept_chance(plan: AcceptancePlan, share: float) -> float:
    """Return the chance that a batch is accepted.

    Parameters
    ----------
    plan : AcceptancePlan
        The plan.
    share : float
        Share of the batch that is wrong; of a finite batch a whole number of units.

    Returns
    -------
    float
        Binomial, or hypergeometric for a finite batch.

    Raises
    ------
    ParameterError
        When the share is outside 0 to 1 or no whole number of units, or the plan does not fit the batch.

    Examples
    --------
    >>> round(accept_chance(AcceptancePlan(80, 2), 0.01), 4)
    0.9534
    >>> round(accept_chance(AcceptancePlan(50, 1, population=500), 0.01), 4)
    0.9194
    """
    _check_plan(plan)
    _check_share("share", share)
    if plan.population is None:
        from scipy.special import bdtr

        return 1.0 if plan.accept >= plan.size else float(bdtr(plan.accept, plan.size, share))
    wrong = round(share * plan.population)
    if abs(wrong - share * plan.population) > 1e-6:
        message = f"{share} of {plan.population} units is no whole number of them"
        raise ParameterError([mistake("share", "sampling.share", message, "give a number of units over the batch")])
    return _at_most(plan.accept, plan.size, wrong, plan.population)


def operating_curve(plan: AcceptancePlan, shares: Sequence[float] | None = None) -> tuple[CurvePoint, ...]:
    """Return the operating characteristic of a plan.

    Parameters
    ----------
    plan : AcceptancePlan
        The plan.
    shares : sequence of float, optional
        Where to compute it. By default every tenth of a point up to a fifth; of a finite batch, every whole number
        of units up to a fifth of it, at most 201 of them.

    Returns
    -------
    tuple of CurvePoint
        In the order of the shares.

    Raises
    ------
    ParameterError
        As for `accept_chance`.
    """
    if shares is None:
        if plan.population is None:
            shares = [step / 1000 for step in range(201)]
        else:
            most = plan.population // 5
            wrong = sorted({round(most * step / 200) for step in range(201)})
            shares = [number / plan.population for number in wrong]
    return tuple(CurvePoint(share, accept_chance(plan, share)) for share in shares)


def find_plan(
    acceptable: float,
    limiting: float,
    *,
    producer_risk: float = 0.05,
    consumer_risk: float = 0.10,
    population: int | None = None,
) -> AcceptancePlan:
    """Return the smallest plan that keeps both risks.

    Parameters
    ----------
    acceptable : float
        Share of wrong units (AQL) at which a batch may be refused by chance at most as often as `producer_risk`.
    limiting : float
        Share of wrong units (LTPD) at which a batch may be accepted at most as often as `consumer_risk`.
    producer_risk, consumer_risk : float
        The two risks.
    population : int, optional
        Units of the batch. Whole units count: the acceptable share is rounded down to them, the limiting one up.

    Returns
    -------
    AcceptancePlan
        With the fewest units, and of those the fewest wrong ones to bear.

    Raises
    ------
    ParameterError
        When a number is outside 0 to 1, or the acceptable share is not below the limiting one.

    Examples
    --------
    >>> find_plan(0.01, 0.05)
    AcceptancePlan(size=132, accept=3, population=None)
    """
    for name, number in (("producer_risk", producer_risk), ("consumer_risk", consumer_risk), ("limiting", limiting)):
        _check_share(name, number, strict=True)
    _check_share("acceptable", acceptable)
    if acceptable >= limiting:
        message = f"the acceptable share must be below the limiting one; got {acceptable} and {limiting}"
        raise ParameterError([mistake("acceptable", "sampling.shares", message, "let them lie further apart")])
    good, bad = acceptable, limiting
    if population is not None:
        if population < 1:
            message = f"a batch has 1 unit or more; got {population}"
            raise ParameterError([mistake("population", "sampling.range", message, "give the units of the batch")])
        good = math.floor(acceptable * population + 1e-9) / population
        bad = math.ceil(limiting * population - 1e-9) / population
    if good >= bad:
        message = f"in whole units of {population} both shares are the same number"
        raise ParameterError([mistake("acceptable", "sampling.shares", message, "let them lie further apart")])
    for accept in range(_MOST_BORNE):
        # The chance falls with every further unit, so the smallest size that guards the consumer is found by halves.
        size = _smallest_size(accept, bad, consumer_risk, population)
        plan = AcceptancePlan(size, accept, population)
        if accept_chance(plan, good) >= 1 - producer_risk:
            return plan
    message = f"no plan that bears fewer than {_MOST_BORNE} wrong units keeps both risks"
    raise ParameterError([mistake("acceptable", "sampling.shares", message, "let the shares lie further apart")])


def _smallest_size(accept: int, bad: float, risk: float, population: int | None) -> int:
    def guards(size: int) -> bool:
        return accept_chance(AcceptancePlan(size, accept, population), bad) <= risk

    low, high = accept, max(1, 2 * accept)
    while not guards(high if population is None else min(high, population)):
        low, high = high, 2 * high
    high = high if population is None else min(high, population)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if guards(middle) else (middle, high)
    return high


def _at_most(accept: int, size: int, wrong: int, population: int) -> float:
    """Return the chance of at most so many wrong units in a draw without replacement."""
    from scipy.special import gammaln

    found = np.arange(max(0, size - (population - wrong)), min(accept, size, wrong) + 1)
    if not len(found):
        return 0.0
    if min(size, wrong) <= accept:
        return 1.0

    def ways(of: int, take: np.ndarray | int) -> np.ndarray:
        return np.asarray(gammaln(of + 1) - gammaln(np.asarray(take) + 1) - gammaln(of - np.asarray(take) + 1))

    logs = ways(wrong, found) + ways(population - wrong, size - found) - ways(population, size)
    return min(1.0, float(np.exp(logs).sum()))


def _check_plan(plan: AcceptancePlan) -> None:
    most = plan.size if plan.population is None else plan.population
    if not (1 <= plan.size <= most and plan.accept >= 0):
        message = f"a plan looks at 1 unit or more, at most the batch, and bears 0 or more; got {plan}"
        raise ParameterError([mistake("plan", "sampling.plan", message, "mend the plan")])


def _check_share(name: str, share: float, strict: bool = False) -> None:
    if not (0 < share < 1 if strict else 0 <= share <= 1):
        message = f"{name} must lie between 0 and 1; got {share!r}"
        raise ParameterError([mistake(name, "sampling.range", message, "write 5 % as 0.05")])
