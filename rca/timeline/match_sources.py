"""What the exports of a case say of each other: the same events, and clocks that were off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rca.case.messages import split_remedy
from rca.case.records import CaseFile
from rca.errors import CaseError, Mistake
from rca.evidence.rows import RowTime
from rca.timeline.clock.case_pairs import Relation, clock_pairs, group_relations, related_rows
from rca.timeline.clock.in_force import ClockInForce, clocks_in_force
from rca.timeline.clock.report import ClockReport, report_clock
from rca.timeline.exports import read_exports
from rca.timeline.matching.decisions import case_decisions
from rca.timeline.matching.duplicates import WINDOW_US, find_duplicates
from rca.timeline.matching.far_clocks import far_clocks
from rca.timeline.matching.results import Duplicates, row_words
from rca.timeline.results import TimelineResult

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Matched:
    """What matching the sources of a case found.

    Parameters
    ----------
    duplicates : Duplicates
        Rows that record one event, and pairs to decide.
    clocks : tuple of ClockReport
        The clocks that the case names, in its order, then those of sources of which only matches tell.
    """

    duplicates: Duplicates
    clocks: tuple[ClockReport, ...]

    def __repr__(self) -> str:
        return f"Matched({self.duplicates!r}, {len(self.clocks)} clocks)"


def match_sources(case: CaseFile, tables: Sequence[pa.Table] | None = None) -> Matched:
    """Find the same events in the exports of a case, and estimate clocks from them.

    Clocks that are stated or accepted are set right first. An estimate that nobody accepted sets nothing right: it is
    shown for a person to accept or to override. Only where rows of a source with such a clock are looked for follows
    from rows that crowd at one distance from those of other sources, so that a clock may be off by hours.

    Parameters
    ----------
    case : CaseFile
        The case.
    tables : sequence of pyarrow.Table, optional
        Canonical rows of its exports; read where they are not given. A case without exports costs nothing.

    Returns
    -------
    Matched
        Groups, doubtful pairs and clocks.

    Raises
    ------
    CaseError
        When an export cannot be read, or what people decided contradicts itself or names a row that is not there.
    """
    clocks = clocks_in_force(case)
    tables = [export.kept for export in read_exports(case)] if tables is None else tables
    decisions = case_decisions(case)
    relations = related_rows(case)
    decided = (f"{source}:{row}" for decision in decisions for source, row in decision.rows)
    times = row_intervals(tables, [*decided, *(row for one, _, other in relations for row in (one, other))])
    _refuse_missing(case, times)
    try:
        duplicates = find_duplicates(
            tables, decisions, {**far_clocks(tables, _unsure(case, clocks), WINDOW_US), **clocks}
        )
    except ValueError as error:
        mark, (message, remedy) = case.mark(("timeline", "same")), split_remedy(str(error))
        mistake = Mistake(mark.file, mark.line, mark.column, "timeline.same", message, remedy)
        raise CaseError(case.path, [mistake]) from None
    return Matched(duplicates, tuple(_reports(case, clocks, duplicates, tables, times)))


def with_matches(result: TimelineResult, matched: Matched) -> TimelineResult:
    """Return a solved timeline with what matching found."""
    return replace(result, duplicates=matched.duplicates, clocks=matched.clocks)


def _reports(
    case: CaseFile,
    clocks: Mapping[str, ClockInForce],
    duplicates: Duplicates,
    tables: Sequence[pa.Table],
    times: Mapping[str, RowTime],
) -> Iterable[ClockReport]:
    groups = [group.rows for group in duplicates.groups]
    # A clock of which nothing is known yet cannot tell of another.
    trusted = {source.id for source in case.head.sources if source.clock is None or source.id in clocks}
    for record in case.timeline.clocks:
        sources = [source.id for source in case.head.sources if source.clock == record.id]
        found = _among(related_rows(case), trusted.union(sources))
        found += _among(group_relations(record, sources, groups), trusted.union(sources))
        known = {**times, **row_intervals(tables, (row for one, _, other in found for row in (one, other)))}
        in_force = next((clocks[source] for source in sources if source in clocks), None)
        yield report_clock(record.id, sources, record, in_force, clock_pairs(found, sources, known, clocks))
    # Of two sources that both count as right, either may be wrong: both are shown where their rows cannot be.
    unnamed = {source.id for source in case.head.sources if source.clock is None}
    for source in case.head.sources:
        if source.clock is None and source.file is not None:
            pairs = clock_pairs(_among(related_rows(case), unnamed), [source.id], times, clocks)
            report = report_clock(source.id, [source.id], None, None, pairs)
            if report.impossible[0]:
                yield report


def _among(relations: Iterable[Relation], sources: set[str]) -> list[Relation]:
    return [each for each in relations if all(row.partition(":")[0] in sources for row in (each[0], each[2]))]


def row_intervals(tables: Sequence[pa.Table], wanted: Iterable[str]) -> dict[str, RowTime]:
    """Return the times of some rows, as their clocks showed them.

    Parameters
    ----------
    tables : sequence of pyarrow.Table
        Canonical rows, each table of one source.
    wanted : iterable of str
        References such as ``S3:412``; those that are not there are left out.
    """
    import numpy as np

    by_source: dict[str, dict[int, None]] = {}
    for reference in wanted:
        source, _, row = reference.partition(":")
        by_source.setdefault(source, {})[int(row)] = None
    found: dict[str, RowTime] = {}
    for table in tables:
        source = table["source_id"][0].as_py() if table.num_rows else ""
        rows = np.array(sorted(by_source.get(source, {})), dtype=np.int64)
        if not len(rows):
            continue
        numbers = np.asarray(table["source_row"].to_numpy(), dtype=np.int64)
        order = np.argsort(numbers, kind="stable")
        at = np.minimum(np.searchsorted(numbers[order], rows), len(order) - 1)
        there = order[at][numbers[order[at]] == rows]
        names = ("source_row", "t_lo_us", "t_best_us", "t_hi_us", "raw_time", "t_basis")
        for number, *time in zip(*(table[name].take(there).to_pylist() for name in names), strict=True):
            found[row_words((source, number))] = RowTime(*time)
    return found


def _unsure(case: CaseFile, clocks: Mapping[str, ClockInForce]) -> set[str]:
    """Return the sources that name a clock of which nothing is in force yet."""
    return {source.id for source in case.head.sources if source.clock is not None and source.id not in clocks}


def _refuse_missing(case: CaseFile, times: Mapping[str, RowTime]) -> None:
    """Refuse decisions about rows that are not there."""
    mistakes = []
    for index, same in enumerate(case.timeline.same):
        for entry in same.events:
            if ":" in entry and entry not in times and len(same.events) > 1 and _is_export(case, entry):
                mark = case.mark(("timeline", "same", index, "events"))
                message = f"a decision is about rows that were kept; got {entry}, which is not there"
                remedy = "rows count from 1 below the header; mend the number"
                mistakes.append(Mistake(mark.file, mark.line, mark.column, "timeline.same", message, remedy))
    if mistakes:
        raise CaseError(case.path, mistakes)


def _is_export(case: CaseFile, entry: str) -> bool:
    source = case.sources.get(entry.partition(":")[0])
    return source is not None and source.file is not None
