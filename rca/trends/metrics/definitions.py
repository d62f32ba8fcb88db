"""Which definition of a metric holds in a period."""

from __future__ import annotations

from collections.abc import Sequence

from rca.trends.log.log import Change
from rca.trends.metrics.metric import Metric, Version
from rca.trends.metrics.periods import Period


def versions_of(metric: Metric, changes: Sequence[Change]) -> tuple[Version, ...]:
    """Return the definitions of a metric with the changes that a log names, oldest first."""
    own = [Version(each.version, each.since, each.says) for each in changes if each.metric in (metric.name, "all")]
    return (metric.versions[0], *sorted([*metric.versions[1:], *own], key=lambda each: str(each.since)))


def segment_of(versions: Sequence[Version], period: Period, following: Period | None) -> tuple[int, bool]:
    """Return the number of the definition at the begin of a period, and whether it changed inside.

    Parameters
    ----------
    versions : sequence of Version
        Oldest first.
    period, following : Period
        The period and the next one, if any.

    Returns
    -------
    tuple of (int, bool)
        From 0.
    """
    begun = sum(each.since is not None and each.since <= period.first for each in versions[1:])
    inside = [
        each
        for each in versions[1:]
        if each.since is not None and each.since > period.first and (following is None or each.since < following.first)
    ]
    return begun, bool(inside)
