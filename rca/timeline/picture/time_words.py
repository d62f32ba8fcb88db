"""The words for a time at its mark: what the source says, in plain words and with clock times in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rca.case.when import Between, ClaimValue, Either, Offset, OneSided, Order, Point, Unknown
from rca.drawing.words import plain
from rca.timeline.dates import DAY, HOUR, MINUTE, SECOND, day_words, moment
from rca.timeline.picture.axis import Panel
from rca.timeline.picture.claim_words import bound_words, by_clock, claim_words, claims_of, instant_words, years_of
from rca.timeline.picture.source_clock import SourceClock
from rca.timeline.results import Bounds, SolvedEvent

_PREFERRED: Final = {
    "order": (Order, OneSided, Offset),
    "relative": (Offset, Order),
    "either": (Either,),
}
_STAMPED: Final = (Point, Between, Either, OneSided)


def event_time(event: SolvedEvent, panel: Panel, stated: SourceClock) -> str:
    """Return the words for the time of an event.

    Parameters
    ----------
    event : SolvedEvent
        The event; ``said`` holds the words of the source.
    panel : Panel
        The part of the axis it is drawn on: where that counts hours, a time of day is enough.
    stated : callable
        From the stamps of its source to instants.

    Returns
    -------
    str
        Such as ``20:17``, ``about 20:00``, ``16 Jul``, ``mid-morning``, ``before E6`` or ``1 h after E17``.
    """
    claim = _chosen(claims_of(event.said), event.sign)
    if event.extent:
        if isinstance(claim, Point | Between) and not by_clock(claim):
            return claim_words(claim, event.start, panel, stated)
        return span_words(event.start, event.end, panel)
    if event.sign == "either" and event.options:
        return " or ".join(_option_words(option, panel) for option in event.options)
    if claim is None or isinstance(claim, Unknown):
        return _best_words(event, panel)
    return claim_words(claim, event.start, panel, stated)


def span_words(start: Bounds, end: Bounds, panel: Panel) -> str:
    """Return the words for the two ends of what went on.

    Parameters
    ----------
    start, end : Bounds
        Of the two ends.
    panel : Panel
        The part of the axis it is drawn on.

    Returns
    -------
    str
        ``20:00 to 22:00`` where both ends are stated, else what bounds them: ``began by 22:18, over by
        00:32``.
    """
    if start.best is not None and end.best is not None:
        return f"{instant_words(start.best, panel)} to {instant_words(end.best, panel)}"
    parts = [_begin_words(start, panel), _end_words(start, end, panel)]
    return ", ".join(part for part in parts if part)


def _chosen(claims: Sequence[ClaimValue], sign: str) -> ClaimValue | None:
    """Return the claim that the sign shows; the others stand in the table."""
    for kind in _PREFERRED.get(sign, _STAMPED):
        for claim in claims:
            if isinstance(claim, kind):
                return claim
    return claims[0] if claims else None


def _best_words(event: SolvedEvent, panel: Panel) -> str:
    """Return the solved instant of an event whose words are not of the grammar, such as a row of evidence."""
    best = event.start.best
    if best is None or event.sign not in {"exact", "about"}:
        bounds = event.start
        if claims_of(event.said) or not event.said:
            return ""
        if bounds.earliest is None or bounds.latest is None:
            return plain(event.said)
        return f"{bound_words(bounds.earliest, panel, last=False)} to {bound_words(bounds.latest, panel, last=True)}"
    words = instant_words(_shown(best, panel, event.sign == "about"), panel)
    return f"about {words}" if event.sign == "about" else words


def _shown(best: int, panel: Panel, about: bool) -> int:
    """Return a best value without what no source states: fractions, or the last microseconds of a bound."""
    if about or best % SECOND >= SECOND - 1000:
        return best // MINUTE * MINUTE
    return best if panel.scale.unit == "second" else best // SECOND * SECOND


def _begin_words(start: Bounds, panel: Panel) -> str:
    if start.best is not None:
        return f"from {instant_words(start.best, panel)}"
    if start.latest is not None:
        return f"began by {bound_words(start.latest, panel, last=True)}"
    return "" if start.earliest is None else f"not before {bound_words(start.earliest, panel, last=False)}"


def _end_words(start: Bounds, end: Bounds, panel: Panel) -> str:
    if end.best is not None:
        return f"until {instant_words(end.best, panel)}"
    if end.latest is not None:
        return f"over by {bound_words(end.latest, panel, last=True)}"
    # That it ended after it may have begun says nothing.
    if end.earliest is None or start.latest is None or end.earliest <= start.latest:
        return ""
    return f"not over before {bound_words(end.earliest, panel, last=False)}"


def _option_words(option: tuple[int, int], panel: Panel) -> str:
    earliest, latest = option
    if latest - earliest >= DAY - HOUR:
        return day_words(moment(earliest), year=years_of(panel) > 1)
    return instant_words(earliest, panel)
