"""Why a chart should be read with care."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from rca.trends.charts.constants import range_constants
from rca.trends.charts.limits import Bools, Floats
from rca.trends.charts.limits_counts import laney_limits
from rca.trends.charts.periods import Grid, as_day, in_words
from rca.trends.charts.plan import ChartPlan
from rca.trends.charts.results import Phase, Series
from rca.trends.charts.wording import ChartWords

ENOUGH_POINTS: Final = 12
"""Limits from fewer points move too much with each new one."""
ENOUGH_COUNT: Final = 5.0
"""Below this expected count the normal limits of a count are rough."""
WIDE: Final = 1.5
"""Points that vary so many times more than chance need Laney's limits."""


def warnings_of(
    series: Series,
    plan: ChartPlan,
    grid: Grid,
    phases: tuple[Phase, ...],
    base: Bools,
    values: Floats,
    sizes: Floats | None,
    words: ChartWords,
) -> tuple[str, ...]:
    """Return why a chart should be read with care, in sentences."""
    return tuple(
        dict.fromkeys(
            (
                *_gaps(series, plan, grid, words),
                *_baselines(plan, phases, base, values, words),
                *_small_counts(plan, phases, sizes),
                *_low_limits(plan, phases),
                *_wide(plan, phases, base, values, sizes),
            )
        )
    )


def _gaps(series: Series, plan: ChartPlan, grid: Grid, words: ChartWords) -> Iterator[str]:
    gaps = sum(value is None for value in series.values)
    if gaps:
        has = "has" if gaps == 1 else "have"
        yield f"{in_words(gaps).capitalize()} {words.unit(gaps)} {has} no value; no moving range reaches over a gap."
    dated = all(as_day(period) is not None for period in series.periods)
    if dated and grid.step is None and len(series.periods) > 1 and plan.kind not in ("g", "t"):
        yield "The dates follow no grid of days, weeks or months, so a missing one cannot be seen."


def _baselines(
    plan: ChartPlan, phases: tuple[Phase, ...], base: Bools, values: Floats, words: ChartWords
) -> Iterator[str]:
    known = base & (values == values)
    for phase in phases:
        count = int(known[phase.base_start : phase.base_stop].sum())
        which = f" from {words.period(phase.start)}" if len(phases) > 1 else ""
        if plan.kind != "run" and (phase.upper is None or phase.upper == phase.lower):
            yield f"No limits{which} can be made: there are too few values, or they do not vary."
        elif count < ENOUGH_POINTS and not (plan.target is not None and plan.sigma is not None):
            yield f"The limits{which} rest on {in_words(count)} {words.unit(count)}: provisional until there are 12."


def _small_counts(plan: ChartPlan, phases: tuple[Phase, ...], sizes: Floats | None) -> Iterator[str]:
    if plan.kind not in ("c", "u", "p"):
        return
    for phase in phases:
        if phase.centre is None:
            continue
        per = np.ones(1) if sizes is None else sizes[phase.start : phase.stop]
        per = per[~np.isnan(per)]
        share = min(phase.centre, 1 - phase.centre) if plan.kind == "p" else phase.centre
        least = float(per.min() * share) if len(per) else 0.0
        if least < ENOUGH_COUNT:
            yield (
                f"Small counts: as few as {least:.1f} expected in one period, below {ENOUGH_COUNT:g}, so the limits "
                "are rough; longer periods, or a g or t chart, say more."
            )


def _low_limits(plan: ChartPlan, phases: tuple[Phase, ...]) -> Iterator[str]:
    if plan.kind in ("c", "u", "g", "laney-u") and any(phase.lower == 0 for phase in phases):
        yield "The lower limit is 0, so a fall can show only as a run."


def _wide(
    plan: ChartPlan, phases: tuple[Phase, ...], base: Bools, values: Floats, sizes: Floats | None
) -> Iterator[str]:
    if plan.kind not in ("p", "u", "c"):
        return
    per = np.ones_like(values) if sizes is None else sizes
    for phase in phases:
        part = slice(phase.start, phase.stop)
        rows = values[None, part], per[None, part], base[None, part]
        spread = laney_limits(*rows, plan.kind == "p", range_constants("handbook")).dispersion
        if spread is not None and spread[0] > WIDE and phase.base_stop - phase.base_start >= ENOUGH_POINTS:
            remedy = "an XmR chart fits" if plan.kind == "c" else "Laney's limits (laney) fit"
            yield f"Points vary {spread[0]:.1f} times as much as chance alone explains, so {remedy} better."
