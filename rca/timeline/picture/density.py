"""Strips of bars: how many events or rows of an export lie in each stretch of time, counted, never sampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rca.case.records import CaseFile
from rca.drawing.measure import text_width
from rca.drawing.scene import Line, Rect, Shape, Span, Style, Text
from rca.drawing.words import LABEL, plain, text_line
from rca.timeline.clock.in_force import ClockInForce
from rca.timeline.dates import DAY, HOUR, MINUTE, SECOND
from rca.timeline.picture.axis import Axis, Panel
from rca.timeline.picture.by_source import source_lane
from rca.timeline.picture.items import Item
from rca.timeline.picture.labels import BASELINE
from rca.timeline.picture.room import INSET, Spot
from rca.timeline.results import SolvedEvent

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from rca.evidence.read import EvidenceTable

    Instants = npt.NDArray[np.int64]

MOST_BARS: Final = 150
"""A strip has no more bars than this over the whole width."""
ROWS_OF: Final = "Rows of "
"""How the lane of an export begins among the lanes of actors."""
_LEAST_BAR: Final = 6.0
_BASE, _HEIGHT, _LOWEST = 35.0, 22.0, 1.5
_SAMPLE: Final = 60
_OUTLINE: Final = Style(stroke="ochre", width=1.4, dash=(3, 2))
_BAR: Final = Style(fill="ink2", opacity=0.6)
_STEPS: Final = (
    *(count * SECOND for count in (1, 2, 5, 10, 15, 30)),
    *(count * MINUTE for count in (1, 2, 5, 10, 15, 30)),
    *(count * HOUR for count in (1, 2, 3, 6, 12)),
    *(count * DAY for count in (1, 2, 7, 14, 28, 91, 182, 364)),
)


@dataclass(frozen=True)
class Strip:
    """Instants that are counted in one lane.

    Parameters
    ----------
    id : str
        Of the strip.
    lane : str
        Where it stands.
    noun : str
        What one of them is: ``row`` or ``event``.
    instants : numpy array of int64
        Microseconds UTC, in order of time.
    shown : numpy array of int64 or None
        The same as a clock showed them that was set right, in order of time.
    doubled : int
        How many of them lie in an hour that their clock showed twice: they are counted at its first showing.
    """

    id: str
    lane: str
    noun: str
    instants: Instants
    shown: Instants | None = None
    doubled: int = 0

    @property
    def shift(self) -> int:
        """How far a clock that was set right had moved the middle one, in microseconds."""
        middle = len(self.instants) // 2
        return 0 if self.shown is None or not middle else abs(int(self.shown[middle]) - int(self.instants[middle]))

    def spots(self) -> list[Spot]:
        """Return what the axis must show of them: instants that part them into equal shares, both ends among them."""
        import numpy as np

        if not len(self.instants):
            return []
        places = np.unique(np.linspace(0, len(self.instants) - 1, _SAMPLE).astype(np.int64))
        return [Spot(at, at, at) for at in self.instants[places].tolist()]


def events_strips(events: Sequence[SolvedEvent]) -> list[Strip]:
    """Return a strip for each lane of events: each event at its best instant, else at the middle of its bounds.

    Parameters
    ----------
    events : sequence of SolvedEvent
        Each has a bound; what went on is counted where it began.

    Returns
    -------
    list of Strip
        In the order in which lanes first occur.
    """
    import numpy as np

    places: dict[str, list[int]] = {}
    for event in events:
        at = event.start if (event.start.earliest, event.start.latest) != (None, None) else event.end
        known = [each for each in (at.earliest, at.latest) if each is not None]
        places.setdefault(event.lane, []).append(sum(known) // len(known) if at.best is None else at.best)
    return [
        Strip(f"strip of {lane}", lane, "event", np.sort(np.array(found, dtype=np.int64)))
        for lane, found in places.items()
    ]


def export_strips(
    tables: Sequence[EvidenceTable], case: CaseFile, clocks: Mapping[str, ClockInForce], *, by_source: bool
) -> tuple[Strip, ...]:
    """Return a strip for each export with rows.

    Parameters
    ----------
    tables : sequence of EvidenceTable
        The exports.
    case : CaseFile
        For the names of its sources.
    clocks : mapping of str to ClockInForce
        The clock of each source whose clock was off; its rows are counted where they are once it is set right.
    by_source : bool
        Whether lanes are sources: then the strip stands in the lane of its source.
    """
    import numpy as np

    strips = []
    for table in tables:
        lane = source_lane(case, table.source) if by_source else f"{ROWS_OF}{source_lane(case, table.source)}"
        shown = np.sort(table.kept.column("t_best_us").to_numpy())
        clock = clocks.get(table.source)
        true = shown if clock is None else np.sort(shown - _ahead(shown, clock))
        doubled = np.flatnonzero(table.kept.column("t_basis").to_numpy(zero_copy_only=False) == "fold")
        before = None if clock is None else shown
        strips.append(Strip(f"rows of {table.source}", lane, "row", true, before, len(doubled)))
    return tuple(strips)


def strip_item(strip: Strip, axis: Axis, words: str = "", outside: str = "off the axis") -> Item:
    """Return a strip on all parts of the axis.

    Parameters
    ----------
    strip : Strip
        What is counted.
    axis : Axis
        The axis.
    words : str
        How they are named after their number where that is more than the noun, such as ``more``.
    outside : str
        What is said of those that lie on no part.

    Returns
    -------
    Item
        Bars as high as their counts, on a scale of their own in each part, over a base line; above them how many lie
        in the part and how many in its fullest stretch.
    """
    bars: list[Shape] = []
    labels: list[Shape] = []
    signs = ["strip"]
    inside = 0
    least = max(_LEAST_BAR, (axis.panels[-1].right - axis.panels[0].left) / MOST_BARS)
    for panel in axis.panels:
        step = _step(panel, least)
        counts, edges = _counts(strip.instants, panel, step)
        inside += sum(counts)
        bars.append(Line(((panel.left, _BASE), (panel.right, _BASE)), Style(stroke="ink2", width=0.8)))
        bars += _bars(counts, edges, panel)
        if strip.shown is not None and 2 * strip.shift >= step:
            bars += _before(strip.shown, counts, panel, step)
            signs.append("before")
        labels.append(_label(counts, step, panel, strip, words))
    if rest := len(strip.instants) - inside:
        labels = _with_outside(labels, axis, f"{rest:,} of {len(strip.instants):,} {outside}")
    first, last = axis.panels[0], axis.panels[-1]
    return Item(
        id=strip.id,
        lane=strip.lane,
        first=0,
        last=len(axis.panels) - 1,
        home=0,
        at=None,
        mark_left=first.left,
        mark_right=last.right,
        left=first.left,
        right=last.right,
        up=0.0,
        down=_BASE - 9.0,
        marks=tuple(bars),
        words=tuple(labels),
        signs=tuple(dict.fromkeys(signs)),
        color="ink2",
    )


def doubled_notes(strips: Sequence[Strip]) -> list[str]:
    """Return a sentence for each strip with rows that may lie an hour later, so that no silence is read into it."""
    return [
        f"{strip.doubled:,} rows of {plain(strip.lane.removeprefix(ROWS_OF))} lie in an hour that their clock showed "
        "twice, and are counted at its first showing: the next hour is not silent for that."
        for strip in strips
        if strip.doubled
    ]


def step_words(step: int) -> str:
    """Return a length of a stretch: ``30 min``."""
    for size, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if step >= size:
            return f"{step // size} {name}"
    return f"{step // SECOND} s"


def _step(panel: Panel, least: float) -> int:
    """Return the shortest whole stretch that is wide enough for a bar."""
    room = (panel.right - panel.left - 2 * INSET) / (panel.end - panel.start)
    fitting = (step for step in _STEPS if step * room >= least)
    return next(fitting, -(-int(least / room) // DAY) * DAY)


def _counts(instants: Instants, panel: Panel, step: int) -> tuple[list[int], list[int]]:
    """Return how many lie in each stretch, and its edges: whole steps, cut at the ends of the part."""
    import numpy as np

    first, last = panel.start // step * step, -(-(panel.end + 1) // step) * step
    edges = np.arange(first, last + 1, step, dtype=np.int64)
    edges[0], edges[-1] = panel.start, panel.end + 1
    counts: Any = np.diff(np.searchsorted(instants, edges, side="left"))
    return counts.tolist(), edges.tolist()


def _bars(counts: Sequence[int], edges: Sequence[int], panel: Panel) -> list[Shape]:
    most = max(counts)
    bars: list[Shape] = []
    for index, count in enumerate(counts):
        if count:
            left = max(panel.x(edges[index]), panel.left)
            right = min(panel.x(edges[index + 1]), panel.right)
            height = max(_LOWEST, _HEIGHT * count / most)
            bars.append(Rect(left, _BASE - height, max(right - left - 1, 1.0), height, _BAR))
    return bars


def _before(shown: Instants, counts: Sequence[int], panel: Panel, step: int) -> list[Shape]:
    """Return the outline of the bars as the clock put them."""
    before, edges = _counts(shown, panel, step)
    most = max(*counts, *before)
    points: list[tuple[float, float]] = []
    for index, count in enumerate(before):
        y = _BASE - min(_HEIGHT * count / (max(counts) or most), _HEIGHT + 3)
        points += [(max(panel.x(edges[index]), panel.left), y), (min(panel.x(edges[index + 1]), panel.right), y)]
    return [Line(tuple(points), _OUTLINE)]


def _ahead(shown: Instants, clock: ClockInForce) -> Instants:
    """Return how far a clock was ahead at each instant that it showed: the middle of what is known."""
    drift = sum(clock.drift_ppb) // 2
    # In two steps, as a product of microseconds and parts in a thousand million may exceed 64 bits.
    gained: Instants = (shown - clock.reference * bool(drift)) // 1_000 * drift // 1_000_000
    return gained + sum(clock.offset) // 2


def _label(counts: Sequence[int], step: int, panel: Panel, strip: Strip, words: str) -> Shape:
    """Return how many lie in a part, in the fullest words that it has room for."""
    total, most = sum(counts), max(counts)
    noun = strip.noun if total == 1 else f"{strip.noun}s"
    named = f"{total:,} {words + ' ' if words else ''}{noun}" if total else f"no {strip.noun}"
    wordings = [f"{named}, at most {most:,} in {step_words(step)}"] if most > 1 else []
    room = panel.right - panel.left - 10
    told = next((each for each in (*wordings, named) if text_width(each, LABEL) <= room), f"{total:,}")
    return text_line(panel.left + 5, BASELINE, [Span(told, "ink2")], pad="panel")


def _with_outside(labels: list[Shape], axis: Axis, words: str) -> list[Shape]:
    """Return labels with words on what lies off the axis in the first part that has room left for them."""
    for panel, label in zip(axis.panels, labels, strict=True):
        if isinstance(label, Text) and label.left + label.width + 16 + text_width(words, LABEL) <= panel.right - 5:
            x = panel.right - 5
            return [*labels, text_line(x, BASELINE, [Span(words, "ink2")], anchor="end", pad="panel")]
    return labels
