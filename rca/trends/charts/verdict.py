"""What a chart says, in plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rca.trends.charts.periods import in_words
from rca.trends.charts.results import Chart, Phase, Sign, Signal
from rca.trends.charts.wording import ChartWords

_NO_PROOF: Final = "A new level after a date does not prove that what began then was the cause."
_TOLD: Final = 4
"""Earlier signals that are told one by one."""


def judge(chart: Chart, words: ChartWords) -> tuple[tuple[str, ...], Sign]:
    """Return what a chart says.

    Parameters
    ----------
    chart : Chart
        A chart without its verdict.
    words : ChartWords
        How it speaks.

    Returns
    -------
    tuple of (tuple of str, {"improvement", "concern", ""})
        Sentences, the finding first; and what the signal that stands now is, where the good direction is known.
    """
    current = chart.current
    sign = _sign(chart, current)
    told = chart.current or _latest(chart)
    finding, levels = _finding(chart, current, sign, words), tuple(_levels(chart, words))
    others = _others(chart, current, [signal for signal in chart.signals if signal is not told], words)
    # Where nothing stands out now, two levels that differ are the news.
    if current is None and levels and levels[-1].apart:
        return (levels[-1].words, finding, *others, *(level.words for level in levels[:-1]), _NO_PROOF), sign
    return (finding, *others, *(level.words for level in levels), *((_NO_PROOF,) if levels else ())), sign


def signal_sentence(chart: Chart, signal: Signal, words: ChartWords) -> str:
    """Return one signal as words that name its periods."""
    if signal.rule == "crossings":
        return signal.words
    if len(signal.points) == 1 and signal.first == signal.last:
        return f"{words.period(signal.first)}: {_value(chart, signal, words)}, {signal.words}"
    return f"{words.span(signal.first, signal.last)}: {signal.words}"


def headline(chart: Chart, words: ChartWords) -> str:
    """Return the finding in a few words, for a small picture."""
    current = chart.current
    if current is not None:
        if len(current.points) == 1 and current.first == current.last:
            return _capital(signal_sentence(chart, current, words))
        return f"{_way(current)} since {words.period(current.first)}"
    latest = _latest(chart)
    if latest is None:
        return "No signal" if too_few(chart) is None else "Nothing can be said yet"
    return f"No signal now. Before, {signal_sentence(chart, latest, words)}"


def _value(chart: Chart, signal: Signal, words: ChartWords) -> str:
    sums = chart.lower_sum if signal.side == "below" and chart.lower_sum is not None else chart.shown
    value = sums[signal.first]
    average = "average " if chart.kind == "ewma" else ""
    return "" if value is None else f"{average}{words.number(value)}"


def _finding(chart: Chart, current: Signal | None, sign: Sign, words: ChartWords) -> str:
    if current is not None:
        good = f" {'An improvement' if sign == 'improvement' else 'A concern'}." if sign else ""
        if len(current.points) == 1 and current.first == current.last:
            return f"{_capital(signal_sentence(chart, current, words))}.{good}"
        way = _way(current)
        return f"{way} since {words.period(current.first)}: {current.words}.{good}"
    latest = _latest(chart)
    if latest is not None:
        since = f"; nothing stands out at the last {words.unit(1)}" if latest.points else ""
        return f"{_capital(signal_sentence(chart, latest, words))}{since}."
    every = _all(chart, words)
    if (few := too_few(chart)) is not None:
        return f"Nothing can be said yet: {few}."
    phased = "" if len(chart.phases) == 1 else " in any phase"
    if chart.kind == "run":
        return f"No signal{phased}: the runs of {every} are such as chance alone gives."
    return f"No signal{phased}: all {every} lie within the limits and no rule is met."


def too_few(chart: Chart) -> str | None:
    """Return why a chart cannot show a signal; None where it can."""
    if chart.kind == "run":
        useful = any(phase.least > 0 for phase in chart.phases)
        return None if useful else "runs need ten values or more off the median"
    if all(phase.upper is None or phase.upper == phase.lower for phase in chart.phases):
        return "the values do not vary, or are too few for limits"
    return None


def _latest(chart: Chart) -> Signal | None:
    """Return the signal that is told first where none stands now: the latest that names points."""
    return max(chart.signals, key=lambda signal: (bool(signal.points), signal.last), default=None)


def _all(chart: Chart, words: ChartWords) -> str:
    count = sum(value is not None for value in chart.shown)
    return f"{count} {words.unit(count)}"


def _way(signal: Signal) -> str:
    if signal.rule in ("trend", "nelson-3"):
        return "Rising" if signal.side == "above" else "Falling"
    return {"above": "Higher", "below": "Lower", "": "Unusual"}[signal.side]


def _sign(chart: Chart, current: Signal | None) -> Sign:
    if current is None or not current.side or chart.plan.good is None:
        return ""
    lower = current.side == "below"
    return "improvement" if lower == (chart.plan.good == "lower") else "concern"


def _others(chart: Chart, current: Signal | None, earlier: list[Signal], words: ChartWords) -> Iterator[str]:
    if not earlier:
        return
    told = earlier[-_TOLD:]
    parts = "; ".join(signal_sentence(chart, signal, words) for signal in told)
    more = len(earlier) - len(told)
    head = "Also" if current is not None else "Earlier"
    if all(signal.rule == "crossings" for signal in earlier):
        head = "Also" if current is not None else "Over the whole chart"
    tail = f"; and {in_words(more)} more before" if more else ""
    yield f"{head}: {parts}{tail}."


@dataclass(frozen=True, slots=True)
class _Levels:
    """Two levels in words, and whether they differ by more than noise."""

    words: str
    apart: bool


def _levels(chart: Chart, words: ChartWords) -> Iterator[_Levels]:
    """Yield the levels before and after each rebase."""
    known = [phase for phase in chart.phases if phase.centre is not None]
    if chart.kind in ("ewma", "cusum"):
        return
    for before, after in pairwise(known):
        named = f" ({after.words})" if after.words else ""
        was, now = (words.number(phase.centre or 0.0) for phase in (before, after))
        since = "is {} since" if after is known[-1] else "{} after that"
        text = f"The {words.centre} was {was} before {words.period(after.start)}{named} and {since.format(now)}"
        apart = _apart(chart, before, after)
        yield _Levels(f"{text}{': no more than noise' if apart is False else ''}.", bool(apart))


def _apart(chart: Chart, before: Phase, after: Phase) -> bool | None:
    """Return whether two means differ by three of their standard errors; None where limits are not symmetric."""
    if chart.kind in ("run", "g", "t"):
        return None
    errors = 0.0
    for phase in (before, after):
        known = chart.shown[phase.base_start : phase.base_stop]
        sigma = [
            max(upper - centre, centre - lower) / 3
            for value, centre, lower, upper in zip(
                known,
                *(line[phase.base_start : phase.base_stop] for line in (chart.centre, chart.lower, chart.upper)),
                strict=True,
            )
            if value is not None and centre is not None and lower is not None and upper is not None
        ]
        if not sigma:
            return None
        errors += sum(each * each for each in sigma) / len(sigma) ** 2
    return abs((after.centre or 0.0) - (before.centre or 0.0)) > 3 * math.sqrt(errors)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
