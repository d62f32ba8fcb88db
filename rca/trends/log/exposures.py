"""How much there was each day that escalations can come from: a small table beside the log."""

from __future__ import annotations

import math
from datetime import date

from rca.errors import InputError, Mistake
from rca.evidence.files import UnreadableError, open_rows
from rca.trends.log.log import Exposure
from rca.trends.log.mapping import ExposureTable


def read_exposures(table: ExposureTable | None) -> tuple[Exposure, ...]:
    """Read the exposure by day.

    Parameters
    ----------
    table : ExposureTable or None
        Where it stands.

    Returns
    -------
    tuple of Exposure
        In the order of the file; empty where there is no table.

    Raises
    ------
    InputError
        When a column is missing, a day or an amount cannot be read, or a day stands twice.
    """
    if table is None:
        return ()
    name = str(table.file)
    try:
        header, cells = open_rows(table.file, {})
        rows = list(cells)
    except UnreadableError as error:
        raise InputError(
            [Mistake(name, 0, 0, "log.exposure", f"the exposure cannot be read: {error}", error.remedy)]
        ) from None
    wanted = {table.day, table.amount, *table.columns.values()}
    if lacking := sorted(wanted - set(header)):
        message = f"the table of exposure has no column {lacking[0][:60]!r}"
        raise InputError([Mistake(name, 1, 0, "log.exposure", message, f"its columns are {', '.join(header)}")])
    place = {column: header.index(column) for column in wanted}
    found: dict[tuple[date, tuple[str, ...]], Exposure] = {}
    mistakes = []
    for line, row in enumerate(rows, 2):
        try:
            day, amount = date.fromisoformat(row[place[table.day]].strip()), float(row[place[table.amount]])
            slice_ = {field: row[place[column]].strip() for field, column in table.columns.items()}
        except (ValueError, IndexError):
            day, amount, slice_ = date.min, math.nan, {}
        key = (day, tuple(slice_.values()))
        if not (math.isfinite(amount) and amount >= 0) or key in found:
            told = "stands twice" if key in found else "needs a day (YYYY-MM-DD) and an amount from 0"
            mistakes.append(Mistake(name, line, 0, "log.exposure", f"a row of exposure {told}", "mend the row"))
            continue
        found[key] = Exposure(day, amount, slice_)
    if mistakes:
        raise InputError(mistakes[:20])
    return tuple(found.values())
