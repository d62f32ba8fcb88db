"""The layouts of a time column, each as SQL: which cells have it, and the time that they show.

A layout is a cell with its digits left open (``dd/dd/dddd dd:dd:dd PM``). The forms of `rca.evidence.times` tell
digits, letters and signs apart and nothing else, so that all cells of one layout are read alike. Cells without a
layout here, and cells that are no time, go to the row-by-row reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from rca.evidence.ingest.engine import quoted
from rca.evidence.times import EPOCH_UNIT, TIME_FORMS, RawTime, is_number, read_time

_MOST = 24
"""Layouts of one column; a column with more has cells of many lengths, and the rest are read one by one."""

_MICROSECOND = timedelta(microseconds=1)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}")
_OFFSET = re.compile(r"([+-])([0-9]{2})(:?(?:[0-9]{2})?)$", re.ASCII)
_HOURS, _TWELVE, _SIXTY = "(?:[01][0-9]|2[0-3])", "(?:0[1-9]|1[0-2])", "[0-5][0-9]"
_NUMBER_DIGITS = {"s": 11, "ms": 14, "us": 17}


@dataclass(frozen=True)
class Layout:
    """One layout of a time column.

    Parameters
    ----------
    form : str
        Regular expression that all its cells match as a whole; ASCII digits only.
    wall : str
        SQL for the time shown, in microseconds; null where it is none. In UTC where ``instant`` is true.
    unit_us : int
        The unit of the reading in microseconds.
    instant : bool
        Whether the row itself fixes the instant.
    two_ways : bool
        Whether its day and month are told apart by their order.
    """

    form: str
    wall: str
    unit_us: int
    instant: bool
    two_ways: bool


def find_layouts(cells: Iterable[str], order: str, epoch: str | None, text: str) -> tuple[Layout, ...]:
    """Return the layouts of some cells, the commonest first.

    Parameters
    ----------
    cells : iterable of str
        Cells of the column.
    order : str
        ``day-first`` or ``month-first``.
    epoch : str or None
        The unit of numbers.
    text : str
        SQL for the text of the cell.

    Returns
    -------
    tuple of Layout
        At most 24.

    Examples
    --------
    >>> [layout.form for layout in find_layouts(["2025-11-02 01:30"], "month-first", None, "t")]
    ['(?:19[7-9]|20[0-9])[0-9]-[0-9][0-9]-[0-9][0-9] (?:[01][0-9]|2[0-3]):[0-5][0-9]']
    """
    counted: Counter[Layout] = Counter()
    for cell in _with_neighbours(cells):
        # The reader takes spaces away around a cell; a cell that has some is odd.
        plain = cell.isascii() and cell == cell.strip() and not re.search(r"\s\s", cell)
        if plain and (layout := _layout(cell, order, epoch, text)) is not None:
            counted[layout] += 1
    return tuple(layout for layout, _ in counted.most_common(_MOST))


def _with_neighbours(cells: Iterable[str]) -> Iterator[str]:
    """Yield the cells, and those with an offset as they look in the other half of the year."""
    seen = set()
    for cell in cells:
        yield cell
        if (match := _OFFSET.search(cell)) and match[0] not in seen:
            seen.add(match[0])
            for hour in (int(match[2]) - 1, int(match[2]) + 1):
                if hour >= 0:
                    yield f"{cell[: match.start()]}{match[1]}{hour:02}{match[3]}"


def _layout(cell: str, order: str, epoch: str | None, text: str) -> Layout | None:
    if is_number(cell):
        return _number(cell, epoch, text) if epoch is not None else None
    for form in TIME_FORMS:
        if match := form.match(cell):
            time = read_time(cell, order, epoch)
            return _stamp(match, time, order, text) if isinstance(time, RawTime) else None
    return None


def _number(cell: str, epoch: str, text: str) -> Layout | None:
    whole, _, fraction = cell.partition(".")
    if len(whole) > _NUMBER_DIGITS[epoch] or len(fraction) > 9:
        return None
    unit = EPOCH_UNIT[epoch]
    wall = f"left({text}, {len(whole)})::BIGINT * {unit}"
    form = f"[0-9]{{{len(whole)}}}"
    if fraction:
        form += rf"\.[0-9]{{{len(fraction)}}}"
        wall += f" + substring({text}, {len(whole) + 2})::BIGINT * {unit} // {10 ** len(fraction)}"
    return Layout(form, wall, max(1, unit // 10 ** len(fraction)), True, False)


def _stamp(match: re.Match[str], time: RawTime, order: str, text: str) -> Layout | None:
    """Return the layout of a date with or without a clock: its figures open, all else as it stands."""
    cell, groups = match.string, match.groupdict()
    codes = _codes(match, order)
    if codes is None or ("first" in groups and groups["zone"]) or not groups["hour"]:
        # Days are few, and one that has a change of the clock in it is a case of its own.
        return None
    end = match.start("fraction") - 1 if groups["fraction"] else match.start("zone") if groups["zone"] else len(cell)
    shown = cell[:end].rstrip()
    if _ISO.fullmatch(shown):
        # A cast reads this form, with up to six digits of a fraction behind a point, twice as fast.
        length = len(shown) + (1 + len(groups["fraction"][:6]) if cell[end : end + 1] == "." else 0)
        wall = f"epoch_us(try_cast({_left(text, length, cell)} AS TIMESTAMP))"
    else:
        wall = f"epoch_us(try_strptime({_left(text, len(shown), cell)}, {quoted(_pattern(shown, codes))}))"
    if groups["fraction"] and (cell[end] != "." or not _ISO.fullmatch(shown)):
        digits, start = len(groups["fraction"][:6]), match.start("fraction") + 1
        wall += f" + substring({text}, {start}, {digits})::BIGINT * {10 ** (6 - digits)}"
    if groups["zone"]:
        # The offset stands in the layout as it is written, so that it is one number for all cells of the layout.
        bare = read_time(cell[: match.start("zone")].rstrip(), order, None)
        assert isinstance(bare, RawTime)  # noqa: S101 - the same cell with its zone is a time
        wall += f" - ({(bare.local - time.local) // _MICROSECOND})"
    return Layout(_form(match), wall, time.unit_us, time.instant, "first" in groups)


def _left(text: str, length: int, cell: str) -> str:
    return text if length == len(cell) else f"left({text}, {length})"


def _codes(match: re.Match[str], order: str) -> dict[tuple[int, int], str] | None:
    """Return the code of strptime for each part of a cell by its place; ``None`` where a part has none."""
    groups = match.groupdict()
    codes = {match.span("year"): "%Y"}
    if "first" in groups:
        day, month = ("first", "second_number") if order == "day-first" else ("second_number", "first")
        codes |= {match.span(day): "%d", match.span(month): "%m"}
    else:
        codes[match.span("day")] = "%d"
        if "name" in groups and len(groups["name"]) == 4:  # June and July are whole, Sept has no code
            return None
        codes[match.span("name" if "name" in groups else "month")] = (
            "%m" if "name" not in groups else "%b" if len(groups["name"]) == 3 else "%B"
        )
    if groups["hour"]:
        codes[match.span("hour")] = "%I" if groups["half"] else "%H"
        codes[match.span("minute")] = "%M"
    if groups["second"]:
        codes[match.span("second")] = "%S"
    if groups["half"]:
        start = match.start("half")
        if groups["fraction"] or match.string[start + 1 : start + 3].lower().rstrip("+-zug ") != "m":
            return None
        codes[start, start + 2] = "%p"
    return codes


def _pattern(shown: str, codes: dict[tuple[int, int], str]) -> str:
    parts, at = [], 0
    for (start, stop), code in sorted(codes.items()):
        parts += [shown[at:start], code]
        at = stop
    return "".join([*parts, shown[at:]])


def _literal(sign: str) -> str:
    return sign if sign.isalnum() or sign in ",:-/ " else f"\\x{ord(sign):02x}"


def _form(match: re.Match[str]) -> str:
    """Return what the cells of a layout match; years from 1970 to 2099, so that few changes of a clock matter."""
    year, zone = match.start("year"), match.span("zone")
    open_figures = [sign.isdigit() and not zone[0] <= at < zone[1] for at, sign in enumerate(match.string)]
    parts = ["[0-9]" if free else _literal(sign) for free, sign in zip(open_figures, match.string, strict=True)]
    if match["half"]:
        parts[match.start("half")] = "[AaPp]"
    for name, two in (("hour", _TWELVE if match["half"] else _HOURS), ("minute", _SIXTY), ("second", _SIXTY)):
        # Engines roll 24:00 over to the next day; here it is no time.
        if match[name] is not None and len(match[name]) == 2:
            parts[match.start(name)], parts[match.start(name) + 1] = two, ""
    return "".join([*parts[:year], "(?:19[7-9]|20[0-9])", *parts[year + 3 :]])
