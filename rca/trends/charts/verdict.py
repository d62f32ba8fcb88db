"""What a chart says, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rca.trends.charts.periods import in_words
from rca.trends.charts.results import Chart, Sign, Signal
from rca.trends.charts.wording import ChartWords

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
    finding, levels = _finding(chart, current, sign, words), tuple(_levels(chart, words))
    earlier = [signal for signal in chart.signals if signal is not current]
    others = _others(chart, current, earlier, words)
    # Where nothing stands out now, two levels are the news.
    if current is None and levels:
        return (levels[0], finding, *others, *levels[1:]), sign
    return (finding, *others, *levels), sign


def signal_sentence(chart: Chart, signal: Signal, words: ChartWords) -> str:
    """Return one signal as words that name its periods."""
    if signal.rule == "crossings":
        return signal.words
    if len(signal.points) == 1 and signal.first == signal.last:
        return f"{words.period(signal.first)}: {_value(chart, signal, words)}, {signal.words}"
    return f"{words.period(signal.first)} to {words.period(signal.last)}: {signal.words}"


def _value(chart: Chart, signal: Signal, words: ChartWords) -> str:
    sums = chart.lower_sum if signal.side == "below" and chart.lower_sum is not None else chart.shown
    value = sums[signal.first]
    return "" if value is None else words.number(value)


def _finding(chart: Chart, current: Signal | None, sign: Sign, words: ChartWords) -> str:
    if current is not None:
        good = f" {'An improvement' if sign == 'improvement' else 'A concern'}." if sign else ""
        if len(current.points) == 1 and current.first == current.last:
            return f"{_capital(signal_sentence(chart, current, words))}.{good}"
        way = _way(current)
        return f"{way} since {words.period(current.first)}: {current.words}.{good}"
    last = chart.phases[-1]
    seen = sum(value is not None for value in chart.shown[last.start :])
    points = f"{seen} {words.unit(seen)}"
    if not chart.signals:
        phased = "" if len(chart.phases) == 1 else " within any phase"
        every = _all(chart, words)
        calm = f"all {every} lie within the limits, no rule is met"
        within = f"no rule is met in {every}" if chart.kind == "run" else calm
        return f"No signal{phased}: {within}; the differences between {words.unit(2)} are ordinary variation."
    since = f" since {words.period(last.start)}" if len(chart.phases) > 1 else ""
    if any(signal.first >= last.start for signal in chart.signals):
        return f"No signal stands at the last {words.unit(1)}, {words.period(_last(chart))}."
    return f"No signal{since}: {points} of ordinary variation."


def _all(chart: Chart, words: ChartWords) -> str:
    count = sum(value is not None for value in chart.shown)
    return f"{count} {words.unit(count)}"


def _last(chart: Chart) -> int:
    return max(at for at, value in enumerate(chart.shown) if value is not None)


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


def _levels(chart: Chart, words: ChartWords) -> Iterator[str]:
    """Yield the level before and after the last rebase; that one follows the other proves no cause."""
    known = [phase for phase in chart.phases if phase.centre is not None]
    if len(known) < 2 or chart.kind in ("ewma", "cusum"):
        return
    before, after = known[-2], known[-1]
    named = f" ({after.words})" if after.words else ""
    was, now = (words.number(phase.centre or 0.0) for phase in (before, after))
    yield f"The {words.centre} was {was} before {words.period(after.start)}{named} and is {now} since."
    yield "A new level after a date does not prove that what began then was the cause."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
