"""The time column of an export looked through once: its layouts, its questions, and the cells without a layout."""

# ruff: noqa: S608 - every text in the queries is quoted or made here
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.case.walls import wall_us
from rca.evidence.ingest.layouts import Layout, find_layouts
from rca.evidence.mapping import Mapping
from rca.evidence.times import RawTime, read_time, settle_order, two_numbers

if TYPE_CHECKING:
    import duckdb

_SAMPLE = 2_000
_DAY = 86_400_000_000


@dataclass(frozen=True)
class OddCell:
    """A cell without a layout, as the row-by-row reader reads it.

    Parameters
    ----------
    parts : tuple of (str, str)
        The cells of the date and of the time, as they stand; the first is empty where there is one column.
    text : str
        The text of the time.
    time : RawTime or str
        The time, or why there is none.
    """

    parts: tuple[str, str]
    text: str
    time: RawTime | str


@dataclass(frozen=True)
class TimeColumn:
    """What a time column holds.

    Parameters
    ----------
    layouts : tuple of Layout
        Read by SQL.
    odd : tuple of OddCell
        Read one by one, in the order of their first rows.
    first, last : int or None
        Least and greatest wall time in microseconds of the layouts that need a zone.
    rows : int
        Rows of the export.
    guessed : bool
        Whether only a sample was looked at, so that rows outside of the span must not be read.
    """

    layouts: tuple[Layout, ...]
    odd: tuple[OddCell, ...]
    first: int | None
    last: int | None
    rows: int
    guessed: bool = False

    @property
    def needs_zone(self) -> bool:
        """Whether some row does not fix its instant itself."""
        return self.first is not None or any(isinstance(o.time, RawTime) and not o.time.instant for o in self.odd)


def parts_sql(mapping: Mapping) -> tuple[str, str]:
    """Return SQL for the cells of the date and of the time; the first is ``''`` where there is one column."""
    date = f"c{mapping.columns['date']}" if "date" in mapping.columns else "''"
    return date, f"c{mapping.columns['time']}"


def text_sql(mapping: Mapping) -> str:
    """Return SQL for the text that the layouts are held against."""
    date, time = parts_sql(mapping)
    return time if date == "''" else f"({date} || ' ' || {time})"


def layout_sql(layouts: Sequence[Layout], text: str) -> str:
    """Return SQL for the number of a cell's layout; null where it has none."""
    cases = " ".join(f"WHEN regexp_full_match({text}, '{each.form}') THEN {at}" for at, each in enumerate(layouts))
    return f"(CASE {cases} END)" if layouts else "NULL::INTEGER"


def each_layout(layouts: Sequence[Layout], values: Sequence[str]) -> str:
    """Return SQL for a value that depends on the layout of a row."""
    if not layouts:
        return "NULL"
    if len(set(values)) == 1:
        return f"(CASE WHEN layout IS NOT NULL THEN {values[0]} END)"
    return "(CASE layout " + " ".join(f"WHEN {at} THEN {value}" for at, value in enumerate(values)) + " END)"


def read_column(connection: duckdb.DuckDBPyConnection, cells: str, mapping: Mapping) -> TimeColumn:
    """Look through a time column.

    Parameters
    ----------
    connection : DuckDBPyConnection
        The engine.
    cells : str
        The relation of the cells; only rows with a ``c0`` are counted.
    mapping : Mapping
        Which columns hold the time.

    Returns
    -------
    TimeColumn
        All questions of the column are settled.

    Raises
    ------
    ColumnQuestion
        When the order of day and month, or the unit of numbers, is not settled.
    """
    text, (date, time) = text_sql(mapping), parts_sql(mapping)
    sample = [str(row[0]) for row in connection.execute(f"SELECT {text} FROM {cells} LIMIT {_SAMPLE}").fetchall()]
    asked = mapping.options.get("date_order")
    order = asked or _likely_order(sample)
    found = _look(
        connection, cells, (date, time), find_layouts(sample, order, mapping.options.get("epoch"), text), text
    )
    if asked is None:
        settled = _settle(connection, cells, found, order, text)
        if settled != order:
            order = settled
            layouts = find_layouts(sample, order, mapping.options.get("epoch"), text)
            found = _look(connection, cells, (date, time), layouts, text)
    odd = []
    for parts in found.odd:
        shown = " ".join(part.strip() for part in parts).strip() if date != "''" else parts[1].strip()
        odd.append(OddCell(parts, shown, read_time(shown, order, mapping.options.get("epoch"))))
    return TimeColumn(found.layouts, tuple(odd), found.first, found.last, found.rows)


@dataclass(frozen=True)
class _Found:
    layouts: tuple[Layout, ...]
    odd: tuple[tuple[str, str], ...]
    first: int | None
    last: int | None
    rows: int
    two_ways: bool
    late_day: bool


def _look(
    connection: duckdb.DuckDBPyConnection,
    cells: str,
    parts: tuple[str, str],
    layouts: tuple[Layout, ...],
    text: str,
) -> _Found:
    wall = each_layout(layouts, [each.wall for each in layouts])
    local = each_layout(layouts, [str(not each.instant).lower() for each in layouts])
    two_ways = each_layout(layouts, [str(each.two_ways).lower() for each in layouts])
    known = f"SELECT *, {layout_sql(layouts, text)} AS layout FROM {cells}"
    read = f"SELECT *, {wall}::BIGINT AS wall, {local} AS local, {two_ways} AS two_ways FROM ({known})"
    date, time = parts
    rows = connection.execute(
        f"""SELECT CASE WHEN wall IS NULL THEN {date} END AS date_cell, CASE WHEN wall IS NULL THEN {time} END AS cell,
            min(source_row), count(c0), min(wall) FILTER (local), max(wall) FILTER (local), bool_or(two_ways),
            bool_or(two_ways AND day(make_timestamp(wall)) > 12)
            FROM ({read}) GROUP BY ALL ORDER BY min(source_row)"""
    ).fetchall()
    odd = tuple((str(row[0]), str(row[1])) for row in rows if row[1] is not None)
    (good,) = [row for row in rows if row[0] is None] or [(None, None, 0, 0, None, None, False, False)]
    counted = sum(int(row[3]) for row in rows)
    return _Found(layouts, odd, good[4], good[5], counted, bool(good[6]), bool(good[7]))


def guess_column(sample: Sequence[tuple[str, ...]], rows: int, mapping: Mapping) -> TimeColumn | None:
    """Guess a time column from a sample, such that reading all rows by the guess proves it.

    Parameters
    ----------
    sample : sequence of tuple of str
        Some rows.
    rows : int
        How many rows there are.
    mapping : Mapping
        Which columns hold the time.

    Returns
    -------
    TimeColumn or None
        If every row has a time by these layouts, inside the span and by the same order of day and month, then
        `read_column` would say the same. ``None`` where the sample leaves a question open.
    """
    wanted = [mapping.columns[field] for field in ("date", "time") if field in mapping.columns]
    cells = [" ".join(row[index] for index in wanted) for row in sample if len(row) > max(wanted)]
    order = mapping.options.get("date_order") or _likely_order(cells)
    layouts = find_layouts(cells, order, mapping.options.get("epoch"), text_sql(mapping))
    if not layouts or (any(each.two_ways for each in layouts) and not _is_settled(cells, mapping)):
        return None
    times = [read_time(cell.strip(), order, mapping.options.get("epoch")) for cell in cells]
    walls = [
        wall_us(time.local)
        for time in times
        if isinstance(time, RawTime) and not time.instant and 1970 <= time.local.year < 2100
    ]
    if not walls:
        return TimeColumn(layouts, (), None, None, rows, guessed=True)
    margin = 3 * _DAY + (max(walls) - min(walls)) // 10
    return TimeColumn(layouts, (), min(walls) - margin, max(walls) + margin, rows, guessed=True)


def _is_settled(cells: Sequence[str], mapping: Mapping) -> bool:
    pairs = [pair for cell in cells if (pair := two_numbers(cell.strip()))]
    return "date_order" in mapping.options or any(a > 12 for a, _ in pairs) != any(b > 12 for _, b in pairs)


def _likely_order(sample: Sequence[str]) -> str:
    pairs = [pair for cell in sample if (pair := two_numbers(cell.strip()))]
    return "day-first" if any(first > 12 for first, _ in pairs) else "month-first"


def _settle(connection: duckdb.DuckDBPyConnection, cells: str, found: _Found, order: str, text: str) -> str:
    """Settle the order of day and month from the cells with a layout, where the day went past 12, and the odd ones."""
    pairs = [pair for parts in found.odd if (pair := two_numbers(" ".join(p.strip() for p in parts).strip()))]
    day_first = any(first > 12 for first, _ in pairs) or (order == "day-first" and found.late_day)
    month_first = any(second > 12 for _, second in pairs) or (order == "month-first" and found.late_day)
    if not (found.two_ways or pairs) or day_first != month_first:
        return settle_order(day_first, month_first, "" if found.two_ways or pairs else None)
    rows = connection.execute(f"SELECT {text} FROM {cells}")
    while row := rows.fetchone():
        if two_numbers(row[0].strip()):
            return settle_order(day_first, month_first, row[0].strip())
    return order
