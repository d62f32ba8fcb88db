"""When everything happened: the picture, and its events as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from rca.review.blocks import Block, Break, Details, Figure, Heading, Row, Table, Words
from rca.review.lines import plain, strong
from rca.review.material import Material
from rca.review.milestones import most_telling, spans
from rca.review.moments import day, instants, interval, main_year
from rca.review.rows import COLUMNS, dated, event_row
from rca.review.sentences import counted, joined, spelled
from rca.timeline.dates import city, moment

MOST_ROWS = 250
"""A longer table is printed for nobody: the events that are not key are counted instead."""


def timeline(material: Material) -> tuple[Block, ...]:
    """Return the timeline.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading with what the times show, the picture with its table, and silent stretches where the
        profile shows every event; nothing without events.
    """
    if material.timeline_scene is None:
        return ()
    year = main_year(instants(event.start for event in material.timeline.events))
    below = (
        f"Times in UTC{_second_clock(material)}. A dot alone is exact to the minute; bands, brackets, dotted lines "
        "and hollow marks show how much is not known."
    )
    figure = Figure("timeline", material.timeline_scene, "The same timeline as a table", (_table(material, year),))
    return (
        Heading(_finding(material), below=plain(below), new_page=True),
        figure,
        *_more(material, year),
    )


def _finding(material: Material) -> str:
    telling = most_telling(spans(material))
    if telling:
        return telling.finding
    dated = instants(event.start for event in material.timeline.events)
    number = spelled(len(material.timeline.events), "event")
    if not dated:
        return f"{number.capitalize()}, none with a date"
    return f"{number.capitalize()} between {day(min(dated))} and {day(max(dated))}"


def _second_clock(material: Material) -> str:
    zone = material.timeline.local_zone
    return f" and in {city(zone)}" if zone else ""


def _table(material: Material, year: int | None) -> Table:
    events = material.timeline.events
    if len(events) > MOST_ROWS:
        events = tuple(event for event in events if event.key and not event.anchor)[:MOST_ROWS]
    notes = [f"{len(events):,} of {counted(material.totals['event'], 'event')}.", _offsets(material)]
    if year:
        notes.append(f"Days without a year are in {year}.")
    rows = tuple(_row(material, event, year) for event in events)
    return Table(COLUMNS, rows, plain(" ".join(filter(None, notes))), title="Events in order of time", heads=2)


def _row(material: Material, event: Any, year: int | None) -> Row:
    """Return an event as a row; readers who see every event see its whole text below a short name."""
    row = event_row(event, year)
    if material.audience.events != "all" or not event.label or event.label == event.text:
        return row
    when, what, *rest = row.cells
    return replace(row, cells=(when, (*what, Break(), Words(event.text, "quiet")), *rest))


def _offsets(material: Material) -> str:
    """Return how far the second clock is from UTC on the days of the events."""
    name = material.timeline.local_zone
    known = instants(event.start for event in material.timeline.events)
    if not name or not known or name[:1] in {"+", "-"}:
        return ""
    zone = ZoneInfo(name)
    minutes = {int((moment(at, zone).utcoffset() or 0).total_seconds()) // 60 for at in known}  # type: ignore[union-attr]
    words = [f"{abs(m) / 60:g}" for m in sorted(minutes, key=abs)]
    side = "behind" if min(minutes) < 0 else "ahead of"
    hours = "hour" if words == ["1"] else "hours"
    return f"{city(name)} is {joined(words, 'or')} {hours} {side} UTC on these days."


def _more(material: Material, year: int | None) -> tuple[Block, ...]:
    """Return phases and silent stretches, for readers who see every event."""
    if material.audience.events != "all":
        return ()
    blocks: list[Block] = []
    if material.timeline.phases:
        rows = tuple(
            Row((strong(f"{p.id} {p.name}"), plain(dated(p.start, year)), plain(dated(p.end, year)), _lasted(p.lasted)))
            for p in material.timeline.phases
        )
        blocks.append(Table(("Phase", "Begins", "Ends", "Lasted"), rows, (), title="Phases"))
    if material.timeline.gaps:
        rows = tuple(
            Row(
                (
                    strong(f"After {gap.after}"),
                    plain(f"before {gap.before}"),
                    _lasted((gap.shortest, gap.longest)),
                )
            )
            for gap in material.timeline.gaps
        )
        caption = plain("A silent stretch: nothing of the case is known to lie between two neighbouring events.")
        blocks.append(Table(("Silent stretch", "Until", "Length"), rows, caption, title="Silent stretches"))
    return (Details("Phases and silent stretches", tuple(blocks)),) if blocks else ()


def _lasted(bounds: tuple[int | None, int | None]) -> tuple[Words, ...]:
    return (Words(interval(*bounds, None).phrase),)
