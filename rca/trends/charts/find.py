"""The signals of one phase of one chart, each with its points, its beginning and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from rca.trends.charts.limits import Floats, Limits
from rca.trends.charts.patterns import Marks, Pattern, pattern_marks
from rca.trends.charts.plan import RuleSet
from rca.trends.charts.results import Side, Signal
from rca.trends.charts.rules import PATTERNS
from rca.trends.charts.runs import Runs, count_runs
from rca.trends.charts.wording import ChartWords


def find_signals(limits: Limits, rules: RuleSet, start: int, words: ChartWords) -> tuple[Signal, ...]:
    """Return the signals of a phase.

    Parameters
    ----------
    limits : Limits
        One row: the phase.
    rules : str
        The set of rules.
    start : int
        Number of the first point of the phase on the chart.
    words : ChartWords
        How the chart speaks of its points.

    Returns
    -------
    tuple of Signal
        In the order of time, then of the rules. By the NHS rules a point has one special cause: the first in
        the order of the rules.
    """
    found: list[Signal] = []
    for pattern in PATTERNS[rules]:
        above, below = pattern_marks(pattern, limits)
        found.extend(_pattern_signals(pattern, limits, above, "above", start, words))
        found.extend(_pattern_signals(pattern, limits, below, "below", start, words))
    if rules == "anhoej":
        found.extend(_run_signals(limits, count_runs(limits.z), start, words))
    if rules == "nhs":
        found = list(_first_cause(found))
    return tuple(sorted(found, key=lambda signal: signal.first))


def _pattern_signals(
    pattern: Pattern, limits: Limits, marks: Marks, side: Literal["above", "below"], start: int, words: ChartWords
) -> Iterator[Signal]:
    complete = [int(at) for at in marks.complete[0].nonzero()[0]]
    members = pattern.members(limits)[0 if side == "above" else 1][0]
    stretches: list[tuple[int, int, int]] = []
    for at in complete:
        first = max(0, at - pattern.of + 1)
        while not members[first]:
            first += 1
        first = max(0, first - pattern.lead)
        if stretches and first <= stretches[-1][1] + (pattern.of == 1):
            stretches[-1] = (stretches[-1][0], at, stretches[-1][2])
        else:
            stretches.append((first, at, at))
    for first, last, reached in stretches:
        points = tuple(at + start for at in range(first, last + 1) if marks.marked[0, at])
        spoken: Side = "" if pattern.two_sided else side
        if limits.lower_sum is not None:
            sums = limits.shown if side == "above" else limits.lower_sum
            first = _sum_began(sums, first)
            text = words.passed(side, float(limits.upper[0, last]), reached + start)
        elif pattern.of == 1:
            text = words.outside(side, points, limits.upper[0, last] if side == "above" else limits.lower[0, last])
        else:
            count = last - first + 1
            text = words.pattern(pattern.words, side, count, float(limits.centre[0, last]))
        yield Signal(pattern.rule, spoken, points, first + start, last + start, reached + start, text)


def _sum_began(sums: Floats, at: int) -> int:
    """Return the first point after the last one at which a sum was 0: about where the level moved."""
    zeros = (sums[0, :at] == 0).nonzero()[0]
    return int(zeros[-1]) + 1 if len(zeros) else 0


def _run_signals(limits: Limits, runs: Runs, start: int, words: ChartWords) -> Iterator[Signal]:
    most, length = int(runs.most[0]), runs.length[0]
    useful = [int(at) for at in length.nonzero()[0]]
    for place, at in enumerate(useful):
        ends = place + 1 == len(useful) or length[useful[place + 1]] == 1
        if not ends or length[at] <= most:
            continue
        run = useful[place - int(length[at]) + 1 : place + 1]
        side: Literal["above", "below"] = "above" if limits.z[0, at] > 0 else "below"
        text = words.pattern("{count} in a row {side} the {centre}", side, len(run), float(limits.centre[0, at]))
        points = tuple(each + start for each in run)
        yield Signal("longest-run", side, points, points[0], points[-1], points[most], text)
    if runs.too_few[0]:
        text = words.crossings(int(runs.crossings[0]), int(runs.least[0]))
        yield Signal("crossings", "", (), useful[0] + start, useful[-1] + start, useful[-1] + start, text)


def _first_cause(signals: list[Signal]) -> Iterator[Signal]:
    taken: set[int] = set()
    for signal in signals:
        points = tuple(point for point in signal.points if point not in taken)
        taken.update(points)
        if points:
            yield replace(signal, points=points)
