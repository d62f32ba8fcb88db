"""Factors, cut sets, whys, barriers and changes as data frames; instants are UTC with microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rca.case.records import CaseFile
from rca.causes.actual import ActualCauses
from rca.causes.barriers import BarrierLine
from rca.causes.changes import ChangeLine
from rca.causes.results import CausesResult
from rca.timeline.results import Bounds

if TYPE_CHECKING:
    import pandas as pd

_TEXT, _YES, _COUNT, _SHARE, _INSTANT, _LENGTH = "str", "bool", "int64", "float64", "instant", "length"


def _named(kind: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, kind)


_BOUNDS = {**_named(_INSTANT, "earliest", "best", "latest"), "contested": _YES}
_EVIDENCE = _named(_COUNT, "supports", "refutes")
_FACTORS = {
    **_named(_TEXT, "id", "kind", "barrier", "text", "status", "state"),
    **_named(_YES, "leaf", "in_gate", "on_chain", "single_fix", "breaks_all"),
    "sources": _TEXT,
    "independent_sources": _COUNT,
    "stop": _TEXT,
}
_CUT_SETS = {"factors": _TEXT, "order": _COUNT, "state": _TEXT}
_WHYS = {
    "factor": _TEXT,
    "depth": _COUNT,
    **_named(_TEXT, "question", "answer", "causes", "therefore", "stop", "state"),
    "seen_before": _YES,
}
_ACTUAL = {
    **_named(_TEXT, "factor", "state", "but_for", "cause"),
    "single_fix": _YES,
    **_named(_SHARE, "certain_share", "possible_share"),
    "pre_empted_by": _TEXT,
}
_BARRIERS = {
    **_named(_TEXT, "barrier", "text", "intended", "performance", "state", "effects", "threats", "why", "event"),
    "own_event": _YES,
    **_BOUNDS,
    **_EVIDENCE,
    "independent_sources": _COUNT,
}
_CHANGES = {
    **_named(_TEXT, "id", "kind", "what", "before", "now"),
    **_BOUNDS,
    **_named(_TEXT, "factors", "effect", "event", "order"),
    **_named(_LENGTH, "shortest_lead", "longest_lead"),
    "judged": _YES,
    **_EVIDENCE,
}


def factors_frame(case: CaseFile, result: CausesResult) -> pd.DataFrame:
    """Return one row for each factor, in the order of the file.

    Parameters
    ----------
    case : CaseFile
        For the words of the factors.
    result : CausesResult
        The analysed tree.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; its words and status, and what the tree computes. ``barrier`` is how a barrier performed.
    """
    factors = case.factors
    rows = [_row(_FACTORS, each, factors[each.id], barrier=factors[each.id].state) for each in result.factors]
    return _frame(rows, _FACTORS).set_index("id")


def cut_sets_frame(result: CausesResult) -> pd.DataFrame:
    """Return one row for each minimal cut set.

    Parameters
    ----------
    result : CausesResult
        The analysed tree.

    Returns
    -------
    pandas.DataFrame
        ``factors, order, state``; ``attrs["complete"]`` says whether these are all.
    """
    rows = [_row(_CUT_SETS, found, order=len(found.factors)) for found in result.cut_sets.sets]
    frame = _frame(rows, _CUT_SETS)
    frame.attrs["complete"] = result.cut_sets.complete
    return frame


def whys_frame(result: CausesResult) -> pd.DataFrame:
    """Return one row for each node read, in reading order.

    Parameters
    ----------
    result : CausesResult
        The analysed tree.

    Returns
    -------
    pandas.DataFrame
        ``factor, depth, question, answer, causes, therefore, stop, state, seen_before``.
    """
    return _frame([_row(_WHYS, why) for why in result.whys], _WHYS)


def actual_frame(result: ActualCauses) -> pd.DataFrame:
    """Return one row for each leaf with its part in what actually happened.

    Parameters
    ----------
    result : ActualCauses
        What actually caused the outcome.

    Returns
    -------
    pandas.DataFrame
        Index ``factor``; verdicts, shares of responsibility in the certain and the possible reading (missing where
        the leaf is part of no listed cause), and the causes that came before it where it was too late.
    """
    certain, possible = (dict(reading.responsibility) for reading in (result.certain, result.possible))
    late = {each.late.cause: each.by for each in result.possible.pre_empted}
    rows = [
        _row(
            _ACTUAL,
            each,
            certain_share=certain.get(each.factor),
            possible_share=possible.get(each.factor),
            pre_empted_by=late.get(each.factor, ()),
        )
        for each in result.standings
    ]
    return _frame(rows, _ACTUAL).set_index("factor")


def barriers_frame(case: CaseFile, lines: Sequence[BarrierLine]) -> pd.DataFrame:
    """Return one row for each barrier, in order of time.

    Parameters
    ----------
    case : CaseFile
        For the words of the barriers.
    lines : sequence of BarrierLine
        From :func:`rca.causes.barriers.analyse_barriers`.

    Returns
    -------
    pandas.DataFrame
        Index ``barrier``; ``earliest, best, latest`` bound the start of its event.
    """
    rows = [_row(_BARRIERS, line, case.factors[line.barrier], **_bounds(line.start)) for line in lines]
    return _frame(rows, _BARRIERS).set_index("barrier")


def changes_frame(case: CaseFile, lines: Sequence[ChangeLine]) -> pd.DataFrame:
    """Return one row for each difference from before.

    Parameters
    ----------
    case : CaseFile
        For the words of changes, policies and conditions.
    lines : sequence of ChangeLine
        From :func:`rca.causes.changes.analyse_changes`.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; ``before`` and ``now`` of stated changes, ``earliest, best, latest`` bound since when it was.
    """
    rows = []
    for line in lines:
        record = case.by_id.get(line.id)
        what = next((words for key in ("what", "name", "text") if (words := getattr(record, key, None))), None)
        leads = {"shortest_lead": line.lead[0], "longest_lead": line.lead[1]}
        rows.append(_row(_CHANGES, line, record, what=what, **leads, **_bounds(line.since)))
    return _frame(rows, _CHANGES).set_index("id")


def _row(columns: Iterable[str], *records: object, **given: object) -> dict[str, object]:
    """Return a value for each column: as given, or from the first record that has it; ids stand with spaces."""
    row: dict[str, object] = {}
    for name in columns:
        found = [getattr(record, name) for record in records if hasattr(record, name)]
        value = given[name] if name in given else next(iter(found), None)
        row[name] = " ".join(value) if isinstance(value, tuple) else value
    return row


def _bounds(bounds: Bounds) -> dict[str, object]:
    return {name: getattr(bounds, name) for name in _BOUNDS}


def _frame(rows: Sequence[Mapping[str, object]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Return rows with typed columns, also where there are none; a missing instant or length is NaT."""
    import pandas as pd

    frame: dict[str, pd.Series[Any]] = {}
    for name, kind in columns.items():
        values: list[Any] = [row[name] for row in rows]
        if kind == _INSTANT:
            frame[name] = pd.Series(values, dtype="Int64").astype("datetime64[us]").dt.tz_localize("UTC")
        elif kind == _LENGTH:
            frame[name] = pd.Series(values, dtype="Int64").astype("timedelta64[us]")
        else:
            frame[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(frame)
