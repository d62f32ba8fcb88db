"""The metrics that ship: each a definition in words and its condition on, or number of, each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.errors import Mistake, ParameterError
from rca.trends.metrics.metric import Metric, Rows

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _all(table: ir.Table, _now: int) -> ir.Value:
    return table.opened.notnull()


def _present(field: str) -> Rows:
    return lambda table, _now: table[field].notnull()


def _number(field: str) -> Rows:
    return lambda table, _now: table[field]


def _is_set(field: str) -> Rows:
    return lambda table, _now: table[field] == 1


def _due(field: str) -> Rows:
    return lambda table, now: table[field] <= now


def _late(due: str, done: str) -> Rows:
    # What is not done yet is late once it is due.
    return lambda table, _now: table[done].isnull() | (table[done] > table[due])


def _share(name: str, definition: str, field: str, numerator: str, denominator: str, basis: str) -> Metric:
    return Metric(
        name, definition, "share", "share", numerator, denominator, basis,
        f"rows that do not say it ({field} is empty)", "lower", (basis, field), _present(field), _is_set(field),
    )  # fmt: skip


def _breach(name: str, definition: str, due: str, done: str) -> Metric:
    return Metric(
        name, definition, "share", "share", f"rows whose {done} is after {due}, or empty",
        f"rows with a {due} that has come", due, f"rows without {due}, and those whose {due} has not come", "lower",
        (due, done), _due(due), _late(due, done),
    )  # fmt: skip


def _mean(name: str, definition: str, field: str, unit: str) -> Metric:
    return Metric(
        name, definition, unit, "mean", f"sum of {field}", f"rows with {field}", "opened",
        f"rows without {field}", "lower", ("opened", field), _present(field), _number(field),
    )  # fmt: skip


def _duration(done: str, start: str) -> Metric:
    verb = {
        "detected": "detect", "acknowledged": "acknowledge", "contained": "contain", "actioned": "act",
        "notified": "notify", "resolved": "resolve",
    }[done]  # fmt: skip

    def counted(table: ir.Table, now: int) -> ir.Value:
        end, begin = table[done], table[start]
        told = (begin <= now) & (end.isnull() | (end >= begin))
        # Without a duty to tell, nobody is waited for.
        return told & (end.notnull() | table.obligation_due.notnull()) if done == "notified" else told

    duty = ("obligation_due",) if done == "notified" else ()
    waived = ", those without a duty to notify" if duty else ""
    return Metric(
        f"time_to_{verb}",
        f"The time from {start} to {done}, by which half and nine in ten are done; open ones count as not yet done.",
        "seconds", "duration", f"rows by their time to {done}", f"rows still without {done}, by their age",
        "opened", f"rows without {start}{waived}, and those that were {done} before", "lower",
        tuple(dict.fromkeys(("opened", start, done, *duty))), counted, start=start, end=done,
    )  # fmt: skip


METRICS = (
    Metric(
        "volume", "How many escalations were opened.", "escalations", "count", "rows", "one period", "opened",
        "none", "neither", ("opened",), _all,
    ),
    Metric(
        "rate", "How many escalations were opened for each unit of exposure, such as active users.",
        "escalations per unit", "rate", "rows", "exposure of the period, from the table that the mapping names",
        "opened", "none", "lower", ("opened",), _all,
    ),
    Metric(
        "mix", "Which part of all escalations of the period belongs to a slice.", "share", "mix", "rows of the slice",
        "all rows of the period", "opened", "none", "neither", ("opened",), _all,
    ),
    _duration("detected", "occurred"),
    _duration("acknowledged", "opened"),
    _duration("contained", "opened"),
    _duration("actioned", "opened"),
    _duration("notified", "opened"),
    _duration("resolved", "opened"),
    _breach("sla_breach", "Which part was not resolved by the time agreed.", "sla_due", "resolved"),
    _breach(
        "obligation_breach", "Which part was not notified by the time that a duty sets.", "obligation_due", "notified",
    ),
    _share(
        "reopen", "Which part of what was resolved was opened again.", "reopened", "rows reopened", "rows resolved",
        "resolved",
    ),
    _share(
        "overturn", "Which part of the decisions was reversed.", "overturned", "rows overturned", "rows resolved",
        "resolved",
    ),
    _mean("handovers", "How often an escalation passes from team to team.", "handovers", "handovers an escalation"),
    _mean("depth", "How many levels an escalation goes up.", "depth", "levels an escalation"),
    _mean(
        "exposure_before_action", "How much was reached before the first action.", "exposure", "reached an escalation",
    ),
    Metric(
        "reviews_meeting_rules", "Which part of the reviews meets the five rules of causal statements.", "share",
        "share", "cases whose check finds no open breach of them", "cases with a review", "opened",
        "rows without a review", "higher", ("opened", "meets_rules"), _present("meets_rules"), _is_set("meets_rules"),
    ),
    Metric(
        "action_closure", "Which part of the corrective actions whose day has come is done.", "share", "share",
        "sum of actions_closed", "sum of actions_due", "opened", "rows without actions whose day has come", "higher",
        ("opened", "actions_due", "actions_closed"), lambda table, _now: table.actions_due > 0,
        _number("actions_closed"), weight=_number("actions_due"),
    ),
)  # fmt: skip
"""In the order of the data dictionary."""


def find_metrics(names: tuple[str, ...] = ()) -> tuple[Metric, ...]:
    """Return metrics by name, in the order of the data dictionary.

    Parameters
    ----------
    names : tuple of str
        Names; none means all of them.

    Returns
    -------
    tuple of Metric
        Each once.

    Raises
    ------
    ParameterError
        When a name is not known.

    Examples
    --------
    >>> [metric.name for metric in find_metrics(("volume",))]
    ['volume']
    """
    from difflib import get_close_matches

    known = [metric.name for metric in METRICS]
    mistakes = []
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            remedy = f"did you mean {close[0]!r}?" if close else "`rca trends metrics` lists them"
            message = f"a metric is one of the data dictionary; got {name[:60]!r}"
            mistakes.append(Mistake("metric", 0, 0, "metrics.unknown", message, remedy))
    if mistakes:
        raise ParameterError(mistakes)
    return tuple(metric for metric in METRICS if not names or metric.name in names)
