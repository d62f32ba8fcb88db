"""The answer for programs and for people."""

from __future__ import annotations

from dataclasses import dataclass

from rca.trends.slices.results import Slice, SlicesResult
from rca.trends.slices.thresholds import FALSE_ALARMS


@dataclass(frozen=True, slots=True)
class SliceTable:
    """Found slices as rows of text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def slices_json(result: SlicesResult) -> list[dict[str, object]]:
    """Return the slices as data for JSON; empty where none explains the change."""
    return [
        {
            "slice": dict(found.slice),
            "lift": found.lift,
            "excess": found.excess,
            "interval": list(found.interval),
            "actual": found.actual,
            "expected": found.expected,
            "share": found.share,
            "false_alarm": found.false_alarm,
            "unmoved": [
                {"slice": dict(each.slice), "actual": each.actual, "expected": each.expected} for each in found.unmoved
            ],
        }
        for found in result.slices
    ]


def slices_table(result: SlicesResult) -> SliceTable:
    """Return the slices as a table, one row each."""
    columns = ("slice", "actual", "expected", "lift", "95 % interval", "excess", "share of change", "did not move")
    rows = tuple(
        (
            slice_text(found.slice),
            _number(found.actual),
            _number(found.expected),
            "new" if found.lift is None else f"{found.lift:.2f}",
            _interval(found),
            f"{'+' if found.excess > 0 else '−'}{_number(abs(found.excess))}",
            "–" if found.share is None else f"{found.share:.0%}",
            "; ".join(slice_text(each.slice) for each in found.unmoved) or "–",
        )
        for found in result.slices
    )
    return SliceTable("Slices that explain the change", columns, rows)


def slices_sentences(result: SlicesResult) -> tuple[str, ...]:
    """Return the answer in words.

    Returns
    -------
    tuple of str
        What moved, against what, how sure that is, and what could not be judged.
    """
    change = result.actual / result.expected - 1
    level = f"{_number(result.actual)} against {_number(result.expected)} expected ({change:+.1%})"
    sentences = []
    if not result.slices:
        sentences.append(f"No slice explains it: {level}, and no slice moved apart from the rest beyond noise.")
    else:
        names = ", ".join(slice_text(found.slice) for found in result.slices)
        what = "One slice explains" if len(result.slices) == 1 else f"{len(result.slices)} slices explain"
        sentences.append(f"{what} it: {names}. In all {level}; everything else stands at {result.background:.2f}.")
    if result.split is not None:
        split = result.split
        leading = "mix" if abs(split.mix_part) > abs(split.rate_part) else "rate"
        sentences.append(
            f"The rate went from {split.before:.2%} to {split.after:.2%}; mostly {leading}: "
            f"{split.rate_part:+.2%} is rate within slices, {split.mix_part:+.2%} is mix."
        )
    if result.unexpected:
        rows = f"{len(result.unexpected)} row{'s' if len(result.unexpected) > 1 else ''}"
        sentences.append(
            f"In {rows} something happened where nothing was expected (first: row {result.unexpected[0]}); "
            "a slice of nothing else has no lift."
        )
    sentences.append(f"Noise alone calls a slice in at most {FALSE_ALARMS:.0%} of periods.")
    return tuple(sentences)


def slice_text(slice_: tuple[tuple[str, str], ...]) -> str:
    """Return a slice in words.

    Examples
    --------
    >>> slice_text((("queue", "minors"), ("region", "north")))
    'queue = minors & region = north'
    """
    return " & ".join(f"{dimension} = {value}" for dimension, value in slice_)


def _interval(found: Slice) -> str:
    low, high = found.interval
    return f"from {low:.2f}" if high is None else f"{low:.2f} to {high:.2f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.1f}"
