"""A chart as data for programs, and as rows for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rca.trends.charts.results import Chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rca.trends.charts.change_points import ChangePoints


def chart_json(chart: Chart, changes: ChangePoints | None = None) -> dict[str, Any]:
    """Return a chart as data for JSON.

    Parameters
    ----------
    chart : Chart
        The chart.
    changes : ChangePoints, optional
        Change points of the same series.

    Returns
    -------
    dict
        ``centre`` and ``limits`` are numbers where they are the same at every point, else lists with one entry a
        point. ``signals`` lists every point that a rule names, counted from 1; ``findings`` lists every time that
        a rule is met, too few crossings included, which name no point.
    """
    extra = {} if chart.asymptotic is None else {"asymptotic": _sides(*chart.asymptotic)}
    sums = {} if chart.lower_sum is None else {"high": list(chart.shown), "low": list(chart.lower_sum)}
    return {
        "kind": chart.kind,
        "rules": chart.rules,
        "centre": _one_or_all(chart.centre),
        "limits": _sides(_one_or_all(chart.lower), _one_or_all(chart.upper)),
        **extra,
        "signals": [
            {
                "point": point + 1,
                "period": chart.series.periods[point],
                "value": _value(chart, point, signal.side),
                "rule": signal.rule,
                "side": signal.side,
            }
            for point, signal in sorted(
                ((point, signal) for signal in chart.signals for point in signal.points),
                key=lambda pair: (pair[0], pair[1].rule),
            )
        ],
        "findings": [
            {
                "rule": signal.rule,
                "side": signal.side,
                "points": [point + 1 for point in signal.points],
                "first": signal.first + 1,
                "last": signal.last + 1,
                "reached": signal.reached + 1,
                "words": signal.words,
            }
            for signal in chart.signals
        ],
        "verdict": list(chart.verdict),
        "sign": chart.sign or None,
        "warnings": list(chart.warnings),
        "false_alarms": None if chart.false_alarms is None else asdict(chart.false_alarms),
        "method": chart.method,
        "phases": [_phase(chart, place) for place in range(len(chart.phases))],
        "periods": list(chart.series.periods),
        "values": list(chart.shown),
        **sums,
        **({} if changes is None else {"change_points": _changes(chart, changes)}),
    }


def chart_rows(chart: Chart) -> Iterator[tuple[str, ...]]:
    """Yield a chart as rows: period, value, centre, limits, the rules that name the point."""
    named: dict[int, list[str]] = {}
    for signal in chart.signals:
        for point in signal.points:
            named.setdefault(point, []).append(signal.rule)
    for at, period in enumerate(chart.series.periods):
        numbers = (chart.shown[at], chart.centre[at], chart.lower[at], chart.upper[at])
        cells = ("" if number is None else f"{number:.6g}" for number in numbers)
        yield (period, *cells, ", ".join(named.get(at, [])))


def _phase(chart: Chart, place: int) -> dict[str, Any]:
    phase = chart.phases[place]
    periods = chart.series.periods
    return {
        "from": periods[phase.start],
        "to": periods[phase.stop - 1],
        "baseline": [periods[phase.base_start], periods[phase.base_stop - 1]],
        "words": phase.words,
        "centre": phase.centre,
        "limits": _sides(phase.lower, phase.upper),
        "constant": phase.constant,
        "sigma_z": phase.dispersion,
        "mean_moving_range": phase.mean_range,
        "moving_range_limit": phase.range_limit,
        "runs": {
            "longest": phase.longest,
            "longest_by_chance": phase.most,
            "crossings": phase.crossings,
            "fewest_crossings_by_chance": phase.least,
        },
    }


def _changes(chart: Chart, changes: ChangePoints) -> list[dict[str, Any]]:
    periods = chart.series.periods
    return [
        {
            "point": change.at + 1,
            "period": periods[change.at],
            "between": [periods[change.earliest], periods[change.latest]],
            "before": change.before,
            "after": change.after,
        }
        for change in changes.changes
    ]


def _value(chart: Chart, point: int, side: str) -> float | None:
    if chart.lower_sum is not None and side == "below":
        return chart.lower_sum[point]
    return chart.shown[point]


def _one_or_all(line: Sequence[float | None]) -> float | list[float | None] | None:
    """Return a line as one number where it has the same at every point, else as a list."""
    first = line[0]
    if first is None:
        return None if all(value is None for value in line) else list(line)
    same = all(value is not None and abs(value - first) <= 1e-12 * abs(first) for value in line)
    return first if same else list(line)


def _sides(lower: object, upper: object) -> dict[str, object]:
    return {"lower": lower, "upper": upper}
