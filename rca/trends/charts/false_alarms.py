"""How often a chart like this one shows a signal though nothing changed: simulated, with a fixed seed."""

from __future__ import annotations

import numpy as np

from rca.trends.charts.compute import limits_of, signals_of
from rca.trends.charts.limits import Bools, Floats
from rca.trends.charts.plan import ChartPlan
from rca.trends.charts.results import FalseAlarms, Phase

_SEED = 20_160_512
_LEAST, _MOST_VALUES = 100, 1_000_000


def false_alarms(
    phases: tuple[Phase, ...], gaps: Bools, base: Bools, sizes: Floats | None, plan: ChartPlan, charts: int
) -> FalseAlarms | None:
    """Simulate charts of a process that does not change, and make the limits of each from its own baseline.

    Parameters
    ----------
    phases : tuple of Phase
        The phases of the chart.
    gaps, base : array of bool
        One value a point: no value, and part of a baseline.
    sizes : array or None
        One value a point.
    plan : ChartPlan
        Kind, rules, parameters.
    charts : int
        How many are simulated; fewer where the chart is long.

    Returns
    -------
    FalseAlarms or None
        None where nothing can be simulated, since a phase has no centre.

    Notes
    -----
    Single values are taken as normal and independent; counts as Poisson, binomial or geometric, times as
    exponential, with the centre of their phase; Laney charts as normal with the spread of the chart.
    """
    points = int((~gaps).sum())
    charts = max(_LEAST, min(charts, _MOST_VALUES // max(1, points)))
    random = np.random.default_rng(_SEED)
    signal = np.zeros(charts, dtype=np.bool_)
    for phase in phases:
        if phase.centre is None:
            return None
        part = slice(phase.start, phase.stop)
        per = None if sizes is None else np.broadcast_to(sizes[part], (charts, phase.stop - phase.start))
        values = _draw(random, phase, per, plan, (charts, phase.stop - phase.start))
        values[:, gaps[part]] = np.nan
        used = np.broadcast_to(base[part], values.shape)
        with np.errstate(all="ignore"):
            signal |= signals_of(limits_of(values, per, used, plan), plan.rule_set)[1]
    share = float(signal.mean())
    of = f"{points} point{'' if points == 1 else 's'}"
    words = (
        f"Of 100 such charts of {of} on which nothing changes, about {100 * share:.0f} show a signal "
        f"({charts:,} simulated)."
    )
    return FalseAlarms(share, charts, words)


def _draw(
    random: np.random.Generator, phase: Phase, sizes: Floats | None, plan: ChartPlan, shape: tuple[int, int]
) -> Floats:
    centre = 0.0 if phase.centre is None else phase.centre
    match plan.kind:
        case "c":
            return random.poisson(centre, shape).astype(np.float64)
        case "g":
            mean = centre / np.log(2)
            return random.geometric(1 / (mean + 1), shape).astype(np.float64) - 1
        case "t":
            return random.exponential(max(centre, 1e-300), shape)
        case "u" if sizes is not None:
            return random.poisson(centre * np.nan_to_num(sizes)).astype(np.float64)
        case "p" if sizes is not None:
            return random.binomial(np.nan_to_num(sizes).astype(np.int64), centre).astype(np.float64)
        case "laney-p" | "laney-u" if sizes is not None:
            variance = centre * (1 - centre) if plan.kind == "laney-p" else centre
            spread = np.sqrt(variance * sizes) * (phase.dispersion or 1.0)
            return centre * sizes + spread * random.standard_normal(shape)
        case _:
            level = 0.0 if plan.target is None else plan.target
            # Without a known sigma the unit is free, except that a given slack or decision has one.
            return level + _sigma(phase, plan) * random.standard_normal(shape)


def _sigma(phase: Phase, plan: ChartPlan) -> float:
    if plan.sigma is not None:
        return plan.sigma
    return phase.sigma or 1.0
