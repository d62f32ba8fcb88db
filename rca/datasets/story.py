"""The story behind the synthetic escalation: a spam wave on the night in which New York's clocks go back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

SOURCES = ("S1", "S2", "S3", "S4")
"""Tickets (CSV), chat (JSONL), audit log (CSV with a wrong clock) and pager log (Parquet)."""

TICKETS, CHAT, AUDIT, PAGER = SOURCES


def instant(text: str) -> int:
    """Return a time of the story in microseconds UTC.

    Parameters
    ----------
    text : str
        ``YYYY-MM-DD HH:MM`` with optional seconds, in UTC.

    Returns
    -------
    int
        Microseconds since 1970-01-01.

    Examples
    --------
    >>> instant("1970-01-01 00:01")
    60000000
    """
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


BEGIN = instant("2025-11-01 20:00")
END = instant("2025-11-02 12:00")
FOLD = (instant("2025-11-02 05:00"), instant("2025-11-02 07:00") - 1)
CLOCK_ORIGIN = BEGIN
CLOCK_OFFSET_US = 42_000_000
CLOCK_DRIFT_PPM = 30.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of the story: when, who, what, and the sources that record it with their delay in seconds."""

    event: str
    instant: int
    actor: str
    action: str
    text: str
    recorded: tuple[tuple[str, int], ...]
    lane: str = "company"
    milestone: str = ""


MOMENTS = (
    Moment("E1", instant("2025-11-01 21:00:11"), "release service", "rule_off", "A release switched the re-upload rule off", ((AUDIT, 0),)),
    Moment("E2", instant("2025-11-01 22:10:30"), "spam network", "post", "The first spam post was accepted", ((AUDIT, 0),), "spam network", "occurred"),
    Moment("E3", instant("2025-11-01 23:30:05"), "user", "report", "A user reported a spam post", ((TICKETS, 0),), "users", "reported"),
    Moment("E4", instant("2025-11-02 00:15:42"), "triage desk", "triage", "The report was triaged as low", ((TICKETS, 0), (CHAT, 7)), "company", "triaged"),
    Moment("E5", instant("2025-11-02 03:40:18"), "volume alarm", "page", "The volume alarm paged the person on call", ((PAGER, 0), (CHAT, 4)), "company", "detected"),
    Moment("E6", instant("2025-11-02 03:44:50"), "person on call", "acknowledge", "The page was acknowledged", ((PAGER, 0), (AUDIT, 3)), "company", "acknowledged"),
    Moment("E7", instant("2025-11-02 04:05:27"), "person on call", "escalate", "The wave was escalated to the incident manager", ((CHAT, 0), (TICKETS, 31)), "company", "escalated"),
    Moment("E8", instant("2025-11-02 05:35:09"), "incident manager", "limit_on", "A limit on new posts was switched on", ((AUDIT, 0), (CHAT, 12)), "company", "contained"),
    Moment("E9", instant("2025-11-02 06:20:33"), "release service", "rule_on", "The re-upload rule was switched on again", ((AUDIT, 0), (CHAT, 9)), "company", "actioned"),
    Moment("E10", instant("2025-11-02 07:10:14"), "review desk", "last_seen", "The last spam post was removed", ((TICKETS, 0),)),
    Moment("E11", instant("2025-11-02 08:00:00"), "partner desk", "notify", "The partner platforms were told", ((TICKETS, 0),), "company", "notified"),
    Moment("E12", instant("2025-11-02 09:30:20"), "incident manager", "resolve", "The escalation was closed", ((TICKETS, 0), (PAGER, 20)), "company", "resolved"),
)  # fmt: skip
"""In order of time. By New York's clock E9 (01:20) seems to come before E8 (01:35): the clocks went back between."""

NOISE = (
    ("moderator", "review", "post reviewed, no action"),
    ("moderator", "remove", "post removed under the spam policy"),
    ("classifier", "score", "score above the queue threshold"),
    ("user", "report", "post reported as spam"),
    ("service", "sync", "queue state synchronised"),
    ("moderator", "note", "account history checked, nothing unusual"),
    ("service", "status", "status changed"),
    ("user", "appeal", "appeal against a removal opened"),
)
"""Actor, action and message of rows that tell nothing about the story."""
