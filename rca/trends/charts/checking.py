"""What is wrong with a series or a plan: everything at once, each with its place."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from rca.errors import InputError, Mistake
from rca.trends.charts.periods import as_day
from rca.trends.charts.plan import COUNTS, KINDS, RATES, RULE_SETS, ChartPlan
from rca.trends.charts.results import Series
from rca.trends.charts.rules import why_unfit


def check_plan(plan: ChartPlan) -> Iterator[Mistake]:
    """Yield what is wrong with a plan, whatever the series."""
    if plan.kind not in KINDS:
        yield _plan("kind", f"the kind is one of {', '.join(KINDS)}; got {plan.kind!r}", "choose one of them")
        return
    if plan.rule_set not in RULE_SETS:
        yield _plan("rules", f"the rules are one of {', '.join(RULE_SETS)}; got {plan.rules!r}", "choose one of them")
    elif why := why_unfit(plan.kind, plan.rule_set):
        yield _plan("rules", f"{plan.rule_set} does not fit: {why}", "choose the rules named")
    remembers = plan.kind in ("ewma", "cusum")
    for name, number in (("target", plan.target), ("sigma", plan.sigma)):
        if number is not None and not remembers:
            yield _plan(name, f"only EWMA and CUSUM take a {name}; the kind is {plan.kind}", f"leave {name} out")
        elif number is not None and not math.isfinite(number):
            yield _plan(name, f"{name} is a finite number; got {number:g}", f"mend {name}")
    for name, number in (("sigma", plan.sigma), ("decision", plan.decision)):
        if number is not None and math.isfinite(number) and number <= 0:
            yield _plan(name, f"{name} is above 0; got {number:g}", f"mend {name}")
    for name, number in (("slack", plan.slack), ("decision", plan.decision)):
        if number is not None and plan.kind != "cusum":
            yield _plan(name, f"only CUSUM takes a {name}; the kind is {plan.kind}", f"leave {name} out")
        elif number is not None and (not math.isfinite(number) or number < 0):
            yield _plan(name, f"{name} is a number, 0 or more; got {number:g}", f"mend {name}")
    if not 0 < plan.weight <= 1:
        yield _plan("lambda", f"lambda is above 0 and at most 1; got {plan.weight:g}", "0.1 to 0.3 are usual")
    if plan.screen and plan.kind not in ("xmr", "t"):
        yield _plan("screen", f"only xmr and t charts screen moving ranges; the kind is {plan.kind}", "leave it out")


def check_series(series: Series, plan: ChartPlan) -> Iterator[Mistake]:
    """Yield what is wrong with a series that is charted by a plan."""
    sizes = series.sizes
    if plan.kind in RATES and sizes is None:
        yield _plan("size", f"a {plan.kind} chart divides counts by sizes, and no size was given", "name the sizes")
    if plan.kind not in RATES and sizes is not None:
        yield _plan("size", f"a {plan.kind} chart takes no sizes", "leave the sizes out, or choose p, u or laney")
    if len({len(series.periods), len(series.values), len(sizes or series.values)}) > 1:
        yield _plan("values", "periods, values and sizes have one length", "give one of each for every point")
        return
    if not any(value is not None for value in series.values):
        yield _plan("values", "there is no value", "give at least one")
    for at, (period, value) in enumerate(zip(series.periods, series.values, strict=True)):
        size = sizes[at] if sizes is not None else None
        if value is not None and (problem := _value_problem(plan, value, size, sizes is not None)):
            yield Mistake(
                f"point {at + 1} ({period})", 0, 0, "chart.value", problem, "mend the value, or leave it empty"
            )
    if plan.kind in ("g", "t"):
        return  # several rare events may fall on one day, and their order is that of the rows
    seen: dict[str, int] = {}
    for at, period in enumerate(series.periods):
        if (first := seen.setdefault(period, at)) != at:
            message = f"the period {period!r} stands at points {first + 1} and {at + 1}"
            yield Mistake(f"point {at + 1} ({period})", 0, 0, "chart.period-twice", message, "sum them, or mend one")
    yield from _order(series)


def _value_problem(plan: ChartPlan, value: float, size: float | None, sized: bool) -> str | None:
    if not math.isfinite(value):
        return f"a value is a finite number; got {value:g}"
    if plan.kind in (*COUNTS, "t") and value < 0:
        return f"a {plan.kind} chart has no values below 0; got {value:g}"
    if plan.kind in COUNTS and value != round(value):
        return f"a {plan.kind} chart counts, so its values are whole numbers; got {value:g}"
    if not sized:
        return None
    if size is None or not math.isfinite(size) or size <= 0:
        return f"a size is a number above 0 wherever there is a count; got {'nothing' if size is None else f'{size:g}'}"
    if plan.kind in ("p", "laney-p") and value > size:
        return f"a proportion counts some of its size, so at most {size:g}; got {value:g}"
    return None


def _order(series: Series) -> Iterator[Mistake]:
    days = [as_day(period) for period in series.periods]
    if all(day is None for day in days):
        return
    for at, day in enumerate(days):
        if day is None:
            place, period = f"point {at + 1} ({series.periods[at]})", series.periods[at]
            message = f"other periods are days, so each is written YYYY-MM-DD; got {period!r}"
            yield Mistake(place, 0, 0, "chart.period", message, "mend the date")
    for at, (earlier, later) in enumerate(itertools.pairwise(days), start=1):
        if earlier is not None and later is not None and later < earlier:
            place = f"point {at + 1} ({series.periods[at]})"
            message = f"the dates do not rise: {later} follows {earlier}"
            yield Mistake(place, 0, 0, "chart.order", message, "sort the rows by time")


def raise_all(mistakes: Iterator[Mistake]) -> None:
    """Raise what was found, all of it."""
    found = tuple(mistakes)
    if found:
        raise InputError(found)


def _plan(name: str, message: str, remedy: str) -> Mistake:
    return Mistake(name, 0, 0, f"chart.{name}", message, remedy)
