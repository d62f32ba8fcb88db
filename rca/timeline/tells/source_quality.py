"""Quality of each export as a log, named as daqapo and bupaR name such checks; what is told are facts of the rows.

Each check says what it counted, and where it cannot be made. Times are those of the rows as their clocks showed them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rca.timeline.dates import SECOND
from rca.timeline.tells.sequences import missing_ids
from rca.timeline.words import duration_words

if TYPE_CHECKING:
    import pandas as pd

    from rca.evidence.read import EvidenceTable

EXAMPLES: Final = 5
REPEAT_WITHIN: Final = 10 * SECOND
"""Equal rows this close are a repeated registration (the default of daqapo)."""
OUTLIER: Final = 3.5
"""A modified z-score above this is an outlier (Iglewicz and Hoaglin 1993)."""
LEAST_ROWS: Final = 20
"""With fewer values there is no spread to measure outliers by."""


@dataclass(frozen=True, slots=True)
class QualityCheck:
    """What one check found in one export.

    Parameters
    ----------
    source, check : str
        The export, and one of ``order violations``, ``overlaps``, ``inactivity``, ``repeated registrations``,
        ``duration outliers``, ``missing ids``.
    count : int or None
        How many it found; ``None`` where the export has not what the check needs.
    words : str
        What was counted and how, or why it could not be.
    examples : tuple of str
        The first or gravest rows (``S3:412``), or ids.
    """

    source: str
    check: str
    count: int | None
    words: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """An export in figures, with its checks; ``first`` and ``last`` are instants in microseconds UTC."""

    source: str
    file: str
    rows: int
    refused: int
    first: int | None
    last: int | None
    checks: tuple[QualityCheck, ...]


def source_quality(tables: Iterable[EvidenceTable]) -> tuple[SourceQuality, ...]:
    """Return how well each export serves as a log.

    Parameters
    ----------
    tables : iterable of EvidenceTable
        The exports of a case.

    Returns
    -------
    tuple of SourceQuality
        In the order of the tables, each with all six checks.
    """
    return tuple(map(_quality, tables))


def _quality(table: EvidenceTable) -> SourceQuality:
    names = ["t_lo_us", "t_best_us", "t_hi_us", "source_row", "actor", "action", "object", "message", "case_id"]
    rows = table.kept.select([*names, "attributes"]).to_pandas()
    times = rows["t_best_us"]
    return SourceQuality(
        source=table.source,
        file=table.file,
        rows=int(table.rows),
        refused=int(table.refused.num_rows),
        first=None if rows.empty else int(times.min()),
        last=None if rows.empty else int(times.max()),
        checks=tuple(check(table.source, rows) for check in _CHECKS),
    )


def _order(source: str, rows: pd.DataFrame) -> QualityCheck:
    """Count rows whose time lies surely before that of the row above, in an export that grows downwards."""
    name = "order violations"
    down = rows["t_hi_us"].to_numpy()[1:] < rows["t_lo_us"].to_numpy()[:-1]
    up = rows["t_lo_us"].to_numpy()[1:] > rows["t_hi_us"].to_numpy()[:-1]
    if down.sum() == 0 or up.sum() == 0:
        way = "newest first" if down.any() else "oldest first"
        return QualityCheck(source, name, 0, f"all {len(rows):,} rows are in order of time, {way}")
    if min(down.sum(), up.sum()) * 10 > len(down):
        return QualityCheck(source, name, None, "the rows are in no order of time, so none is out of it")
    newest = down.sum() > up.sum()
    wrong = up if newest else down
    told = "newer than" if newest else "older than"
    words = f"rows that are {told} the row above, in an export {'newest' if newest else 'oldest'} first"
    return QualityCheck(source, name, int(wrong.sum()), words, _rows(source, rows, wrong.nonzero()[0] + 1))


def _overlaps(source: str, rows: pd.DataFrame) -> QualityCheck:
    """Count pairs of objects on which one actor worked at the same time, from first row to last."""
    name = "overlaps"
    thing = _thing(rows)
    if thing is None or not _filled(rows["actor"]):
        return QualityCheck(source, name, None, "the export has no column for both the actor and the object")
    both = rows.assign(thing=thing)
    both = both[(both["actor"].fillna("") != "") & (both["thing"].fillna("") != "")]
    grouped = both.groupby(["actor", "thing"], sort=True)
    spans = grouped.agg(first=("t_best_us", "min"), last=("t_best_us", "max"), row=("source_row", "min")).reset_index()
    spans = spans[spans["last"] > spans["first"]].sort_values(["actor", "first", "last", "thing"])
    count = 0
    at: list[int] = []
    for _, own in spans.groupby("actor", sort=True):
        first, last = own["first"].to_numpy(), own["last"].to_numpy()
        # A stretch overlaps all later ones that begin before it ends.
        later = first.searchsorted(last, side="left") - range(1, len(own) + 1)
        count += int(later.clip(min=0).sum())
        at += own["row"].to_numpy()[later > 0].tolist()
    words = "pairs of objects on which one actor worked at the same time, from its first row on each to its last"
    return QualityCheck(source, name, count, words, tuple(f"{source}:{row}" for row in sorted(at)[:EXAMPLES]))


def _inactivity(source: str, rows: pd.DataFrame) -> QualityCheck:
    """Count silences that stand out of the spread of all intervals, on a scale of logarithms."""
    import numpy as np

    name = "inactivity"
    order = np.argsort(rows["t_best_us"].to_numpy(), kind="stable")
    earliest, latest = rows["t_lo_us"].to_numpy()[order], rows["t_hi_us"].to_numpy()[order]
    # Only what is surely silent: a row in the doubled hour of a clock may lie in either.
    gaps = earliest[1:] - np.maximum.accumulate(latest)[:-1]
    positive = gaps[gaps > 0]
    if len(positive) < LEAST_ROWS:
        return QualityCheck(source, name, None, f"fewer than {LEAST_ROWS} intervals: there is no rhythm")
    high = _high(positive)
    found = np.flatnonzero((gaps > high) & (gaps > 0))
    found = found[np.argsort(-gaps[found], kind="stable")]
    usual = f"the usual interval is {duration_words(int(np.median(positive)))}"
    words = f"silences that stand out of {len(positive):,} intervals by more than {OUTLIER} (modified z of the log); "
    longest = f", the longest {duration_words(int(gaps[found[0]]))}" if len(found) else ""
    return QualityCheck(source, name, len(found), f"{words}{usual}{longest}", _rows(source, rows, order[found]))


def _repeated(source: str, rows: pd.DataFrame) -> QualityCheck:
    """Count rows that say what a row a moment before them says."""
    name = "repeated registrations"
    said = [each for each in ("actor", "action", "object", "message", "case_id") if _filled(rows[each])]
    if not said:
        return QualityCheck(source, name, None, "the export has no column that says what happened")
    filled = rows[[*said, "t_best_us", "source_row"]].fillna(dict.fromkeys(said, ""))
    ordered = filled.sort_values([*said, "t_best_us", "source_row"], kind="stable")
    same = (ordered[said] == ordered[said].shift()).all(axis=1) & (ordered["t_best_us"].diff() <= REPEAT_WITHIN)
    found = sorted(ordered.loc[same, "source_row"].tolist())
    words = f"rows equal in {', '.join(said)} to one at most {duration_words(REPEAT_WITHIN)} before"
    return QualityCheck(source, name, len(found), words, tuple(f"{source}:{row}" for row in found[:EXAMPLES]))


def _durations(source: str, rows: pd.DataFrame) -> QualityCheck:
    """Count objects that lasted far longer than the others, from first row to last."""
    name = "duration outliers"
    thing = _thing(rows)
    if thing is None:
        return QualityCheck(source, name, None, "the export has no column for the object")
    grouped = rows.assign(thing=thing)[thing.fillna("") != ""].groupby("thing", sort=True)["t_best_us"]
    lasted = grouped.max() - grouped.min()
    lasted = lasted[lasted > 0].sort_values(ascending=False, kind="stable")
    if len(lasted) < LEAST_ROWS:
        return QualityCheck(source, name, None, f"fewer than {LEAST_ROWS} objects with two times: there is no spread")
    found = lasted[lasted > _high(lasted.to_numpy())]
    usual = duration_words(int(lasted.median()))
    words = f"of {len(lasted):,} objects last longer than the others by more than {OUTLIER} (modified z of the log); "
    return QualityCheck(source, name, len(found), f"{words}usual is {usual}", tuple(map(str, found.index[:EXAMPLES])))


def _missing(source: str, rows: pd.DataFrame) -> QualityCheck:
    found = missing_ids(rows)
    if found is None:
        words = "no column holds numbers that run on, with at least half of them there"
        return QualityCheck(source, "missing ids", None, words)
    words = f"numbers that {found.column} leaves out between {found.first} and {found.last}"
    return QualityCheck(source, "missing ids", found.count, words, found.ranges[:EXAMPLES])


_CHECKS: Final[tuple[Callable[[str, pd.DataFrame], QualityCheck], ...]] = (
    _order,
    _overlaps,
    _inactivity,
    _repeated,
    _durations,
    _missing,
)


def _high(values: Any) -> float:
    """Return the value above which one is an outlier: by median and median absolute deviation of logarithms."""
    import numpy as np

    logs = np.log(values.astype(np.float64))
    middle = np.median(logs)
    spread = np.median(np.abs(logs - middle))
    # Where half of all values are equal, anything above twice that value stands out.
    return float(np.exp(middle + max(OUTLIER * spread / 0.6745, np.log(2))))


def _thing(rows: pd.DataFrame) -> pd.Series[Any] | None:
    return next((rows[name] for name in ("case_id", "object") if _filled(rows[name])), None)


def _filled(column: pd.Series[Any]) -> bool:
    return bool(column.fillna("").ne("").any())


def _rows(source: str, rows: pd.DataFrame, places: Any) -> tuple[str, ...]:
    return tuple(f"{source}:{row}" for row in rows["source_row"].to_numpy()[places[:EXAMPLES]])
