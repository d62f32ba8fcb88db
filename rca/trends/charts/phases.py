"""Where limits start anew, and which points they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rca.errors import InputError, Mistake
from rca.trends.charts.periods import Grid, as_day, grid_days
from rca.trends.charts.plan import ChartPlan
from rca.trends.charts.results import Series


@dataclass(frozen=True, slots=True)
class Span:
    """A phase before its limits are known: points from start to stop, limits from base_start to base_stop."""

    start: int
    stop: int
    base_start: int
    base_stop: int
    words: str


def with_gaps(series: Series, grid: Grid) -> Series:
    """Return a series with a gap wherever its grid has a period that it has not."""
    if grid.step is None:
        return series
    days = [as_day(period) for period in series.periods]
    first, last = days[0], days[-1]
    if first is None or last is None:
        return series
    at = {day: place for place, day in enumerate(days)}
    places = [at.get(day) for day in grid_days(first, last, grid)]
    every = grid_days(first, last, grid)
    if len(places) == len(days):
        return series
    periods = tuple(day.isoformat() if p is None else series.periods[p] for p, day in zip(places, every, strict=True))
    values = tuple(None if p is None else series.values[p] for p in places)
    sizes = None if series.sizes is None else tuple(None if p is None else series.sizes[p] for p in places)
    return Series(periods, values, sizes, series.name)


def phase_spans(series: Series, plan: ChartPlan) -> tuple[Span, ...]:
    """Return the phases of a series.

    Raises
    ------
    InputError
        When a period that the plan names is not there, or phases overlap or are empty: all of it at once.
    """
    mistakes: list[Mistake] = []
    cuts: list[tuple[int, str]] = [(0, "")]
    for rebase in plan.rebases:
        at = _place(series.periods, rebase.at)
        if at is None:
            mistakes.append(_unknown("rebase", rebase.at, series))
        elif at <= cuts[-1][0]:
            message = f"limits start anew after the first period and in the order of time; {rebase.at!r} does not"
            mistakes.append(Mistake("rebase", 0, 0, "chart.rebase", message, "sort the rebases, drop the repeated one"))
        else:
            cuts.append((at, rebase.words))
    stops = [*(at for at, _ in cuts[1:]), len(series.periods)]
    base = _baseline(series, plan, stops[0], mistakes)
    mistakes.extend(_unknown("leave-out", period, series) for period in plan.leave_out if period not in series.periods)
    if mistakes:
        raise InputError(mistakes)
    spans = [Span(at, stop, at, stop, words) for (at, words), stop in zip(cuts, stops, strict=True)]
    return (Span(0, stops[0], *base, ""), *spans[1:])


def _baseline(series: Series, plan: ChartPlan, stop: int, mistakes: list[Mistake]) -> tuple[int, int]:
    match plan.baseline:
        case None:
            return 0, stop
        case int(count):
            if not 2 <= count <= stop:
                message = f"a baseline has at least 2 points and at most the {stop} of the first phase; got {count}"
                mistakes.append(Mistake("baseline", 0, 0, "chart.baseline", message, "choose another number"))
            return 0, count
        case first, last:
            start, end = _place(series.periods, first), _place(series.periods, last, until=True)
            for place, each in ((start, first), (end, last)):
                if place is None:
                    mistakes.append(_unknown("baseline", each, series))
            if start is None or end is None:
                return 0, stop
            if not start < end < stop:
                message = f"a baseline runs forwards, over two points or more of the first phase; got {first} to {last}"
                mistakes.append(Mistake("baseline", 0, 0, "chart.baseline", message, "mend the range"))
            return start, end + 1


def _place(periods: Sequence[str], wanted: str, until: bool = False) -> int | None:
    """Return the place of a period; of the first that begins on a day or after it, or the last that began by then."""
    if wanted in periods:
        return periods.index(wanted)
    day = as_day(wanted)
    days = [each for each in map(as_day, periods) if each is not None]
    if day is None or len(days) < len(periods):
        return None
    by_then = [place for place, each in enumerate(days) if (each <= day if until else each >= day)]
    if not by_then:
        return None
    return by_then[-1] if until else by_then[0]


def _unknown(name: str, period: str, series: Series) -> Mistake:
    message = f"no period is called {period!r}"
    remedy = f"the periods run from {series.periods[0]} to {series.periods[-1]}"
    return Mistake(name, 0, 0, f"chart.{name}", message, remedy)
