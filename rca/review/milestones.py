"""Lengths of time between the milestones of a case, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rca.review.material import Material
from rca.review.moments import NOT_KNOWN, Interval, interval
from rca.review.sentences import capital

_NOUNS = {
    "occurred": "the start",
    "detected": "detection",
    "acknowledged": "the first acknowledgement",
    "contained": "containment",
    "resolved": "resolution",
    "debriefed": "the debrief",
}


@dataclass(frozen=True, slots=True)
class Span:
    """One length of time with its name, what it runs from and to, and the sources of both ends.

    ``certain`` is the part of it that no doubt takes away, in microseconds.
    """

    start: str
    end: str
    interval: Interval
    certain: int
    definition: str
    sources: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called, such as ``Start to containment``."""
        return capital(f"{self.start.removeprefix('the ')} to {self.end.removeprefix('the ')}")

    @property
    def finding(self) -> str:
        """The length as a sentence without its full stop."""
        return f"{capital(self.end)} came {self.interval.phrase} after {self.start}"


def spans(material: Material) -> tuple[Span, ...]:
    """Return the lengths of time between milestones, as far as they are known.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Span
        Those from the first milestone come first; those without any bound, or that run backwards, are left out.
    """
    found = []
    durations = material.timeline.durations
    for span in sorted(durations, key=lambda each: each.start_event != durations[0].start_event):
        if span.longest is not None and span.longest <= 0:
            continue
        known = interval(span.shortest, span.longest, span.best)
        if known.short == NOT_KNOWN:
            continue
        first, last = material.events.get(span.start_event), material.events.get(span.end_event)
        if first is None or last is None:
            continue
        ends = f"From “{material.event_name(span.start_event)}” ({span.start_event}) to"
        ends = f"{ends} “{material.event_name(span.end_event)}” ({span.end_event})"
        definition = f"{ends}: {known.full}." if known.full else f"{ends}."
        found.append(
            Span(
                _noun(first.milestone),
                _noun(last.milestone),
                known,
                max(span.shortest or 0, 0),
                definition,
                (*first.sources, *last.sources),
            )
        )
    return tuple(found)


def most_telling(known: Sequence[Span]) -> Span | None:
    """Return the length of time that says most about the response: the longest certain one before the debrief.

    Parameters
    ----------
    known : sequence of Span
        As `spans` gives them.

    Returns
    -------
    Span or None
        One that runs from the first milestone; ``None`` where there is none.
    """
    first = [span for span in known if span.start == known[0].start]
    return max((s for s in first if s.end != _NOUNS["debriefed"]), key=lambda s: s.certain, default=None)


def _noun(milestone: str | None) -> str:
    name = (milestone or "event").replace("_", " ")
    return _NOUNS.get(name, name)
