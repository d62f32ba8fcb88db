"""What is known of each clock of a case: the estimate, what a person made of it, and what it sets right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from rca.case.clock_values import FASTEST_PPB
from rca.case.records import Clock
from rca.timeline.clock.estimate import ClockEstimate, estimate_clock
from rca.timeline.clock.in_force import ClockInForce
from rca.timeline.clock.pairs import ClockPair

Status = Literal["accepted", "overridden", "stated", "proposed", "unknown"]


@dataclass(frozen=True)
class ClockReport:
    """One clock.

    Parameters
    ----------
    id : str
        Its name in the case, or the id of the source where the case names no clock.
    sources : tuple of str
        The sources that have it.
    status : str
        ``accepted``: an estimate that a person accepted. ``overridden``: stated, with a person's reason, where
        matches exist. ``stated``: stated by a source. ``proposed``: an estimate that nobody accepted; times count as
        shown. ``unknown``: nothing is stated and nothing was matched.
    in_force : ClockInForce or None
        What times are set right by; ``None`` where they count as shown.
    estimate : ClockEstimate or None
        What matched events say; ``None`` without matches, or where no clock explains them.
    matches : int
        Matched pairs that were looked at.
    agrees : bool or None
        Whether what is in force and the estimate can both be right at the reference; ``None`` without one of them.
    impossible : tuple of int
        Pairs in an impossible order: as shown, and as set right by what is in force.
    by, because : str
        Who decided, and why; empty where nobody did.
    """

    id: str
    sources: tuple[str, ...]
    status: Status
    in_force: ClockInForce | None
    estimate: ClockEstimate | None
    matches: int
    agrees: bool | None
    impossible: tuple[int, int]
    by: str = ""
    because: str = ""


def report_clock(
    id_: str, sources: Sequence[str], record: Clock | None, in_force: ClockInForce | None, pairs: Sequence[ClockPair]
) -> ClockReport:
    """Return what is known of one clock.

    Parameters
    ----------
    id_ : str
        Its name.
    sources : sequence of str
        The sources that have it.
    record : Clock or None
        What the case states of it.
    in_force : ClockInForce or None
        What times are set right by.
    pairs : sequence of ClockPair
        Matched events.
    """
    estimate = estimate_clock(pairs)
    judged = record.accepted if record is not None else None
    return ClockReport(
        id=id_,
        sources=tuple(sources),
        status=_status(record, estimate, matched=bool(pairs)),
        in_force=in_force,
        estimate=estimate,
        matches=len(pairs),
        agrees=_agrees(in_force, estimate),
        impossible=(sum(pair.delay(0) < 0 for pair in pairs), sum(_impossible(pair, in_force) for pair in pairs)),
        by=judged.by if judged is not None else "",
        because=(judged.because or "") if judged is not None else "",
    )


def _status(record: Clock | None, estimate: ClockEstimate | None, *, matched: bool) -> Status:
    if record is None:
        return "unknown" if estimate is None else "proposed"
    if record.basis == "estimated":
        return "proposed" if record.accepted is None else "accepted"
    return "overridden" if matched and record.accepted is not None else "stated"


def _impossible(pair: ClockPair, clock: ClockInForce | None) -> bool:
    """Return whether a pair is in the wrong order even by the offset that suits it best."""
    low, high = (0, 0) if clock is None else clock.offset_at(pair.at)
    return pair.delay(low if pair.follows else high) < 0


def _agrees(clock: ClockInForce | None, estimate: ClockEstimate | None) -> bool | None:
    if clock is None or estimate is None:
        return None
    low, high = clock.offset_at(estimate.reference)
    lowest, highest = estimate.offset
    return (lowest is None or lowest <= high) and (highest is None or low <= highest)


def clocks_json(reports: Sequence[ClockReport]) -> list[dict[str, Any]]:
    """Return clocks as plain data; offsets in microseconds, drift in parts in a thousand million."""
    return [_plain(report) for report in reports]


def _plain(report: ClockReport) -> dict[str, Any]:
    clock, estimate = report.in_force, report.estimate
    return {
        "id": report.id,
        "sources": list(report.sources),
        "status": report.status,
        "by": report.by,
        "because": report.because,
        "in_force": None
        if clock is None
        else {
            "offset_us": list(clock.offset),
            "drift_ppb": list(clock.drift_ppb),
            "reference_us": clock.reference if any(clock.drift_ppb) else None,
        },
        "estimate": None if estimate is None else _plain_estimate(estimate),
        "matches": report.matches,
        "agrees": report.agrees,
        "record": None if estimate is None else record_words(report.id, estimate),
        "impossible": {"as_shown": report.impossible[0], "set_right": report.impossible[1]},
    }


def _plain_estimate(estimate: ClockEstimate) -> dict[str, Any]:
    return {
        "reference_us": estimate.reference,
        "offset_us": list(estimate.offset),
        "drift_ppb": list(estimate.drift_ppb),
        "best_offset_us": round(estimate.best_offset),
        "best_drift_ppb": round(estimate.best_drift_ppb),
        "one_sided": estimate.one_sided,
        "matches": estimate.matches,
        "set_aside": [[pair.row, pair.other_row] for pair in estimate.set_aside],
        "binding": [[pair.row, pair.other_row] for pair in estimate.binding],
        "delays_us": dict(zip(("shortest", "median", "longest"), estimate.delays, strict=True)),
        "impossible": dict(zip(("as_shown", "set_right"), estimate.impossible, strict=True)),
    }


def record_words(id_: str, estimate: ClockEstimate) -> str | None:
    """Return an estimate as a record of ``timeline.yaml``, for a person to accept; all rounded outwards.

    Parameters
    ----------
    id_ : str
        The name of the clock.
    estimate : ClockEstimate
        The estimate.

    Returns
    -------
    str or None
        One line of YAML without ``accepted``; ``None`` where a side of the offset is open.
    """
    low, high = estimate.offset
    if low is None or high is None:
        return None
    offset = f"{low // 1_000 / 1_000:.3f} .. {-(-high // 1_000) / 1_000:.3f} s"
    drift = f"{estimate.drift_ppb[0] / 1_000:.3f} .. {estimate.drift_ppb[1] / 1_000:.3f} ppm"
    reference = datetime.fromtimestamp(estimate.reference // 1_000_000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{{id: {id_}, offset: {offset}, drift: {drift}, reference: {reference}, basis: estimated}}"


def clocks_table(reports: Sequence[ClockReport]) -> list[dict[str, Any]]:
    """Return a row of words and numbers for each clock, for tables."""
    return [
        {
            "clock": report.id,
            "sources": " ".join(report.sources),
            "status": report.status,
            "in_force": "" if report.in_force is None else report.in_force.words,
            "estimated": "" if report.estimate is None else offset_words(report.estimate),
            "drift": "" if report.estimate is None else drift_words(report.estimate),
            "matches": report.matches,
            "agrees": {True: "yes", False: "no", None: ""}[report.agrees],
            "impossible_as_shown": report.impossible[0],
            "impossible_set_right": report.impossible[1],
            "why": report.because,
        }
        for report in reports
    ]


def offset_words(estimate: ClockEstimate) -> str:
    """Return the estimated offset in the words that a record of a clock takes; an open side is named."""
    low, high = estimate.offset
    if low is None:
        return f"at most {_seconds(high)}"
    if high is None:
        return f"at least {_seconds(low)}"
    return f"{_seconds(low)} .. {_seconds(high)}"


def drift_words(estimate: ClockEstimate) -> str:
    """Return the estimated drift in the words that a record of a clock takes; empty where the matches leave it open."""
    low, high = estimate.drift_ppb
    if (low, high) == (-FASTEST_PPB, FASTEST_PPB):
        return ""
    return f"{low / 1000:g} .. {high / 1000:g} ppm"


def _seconds(offset: int | None) -> str:
    return f"{(offset or 0) / 1_000_000:.3f} s"
