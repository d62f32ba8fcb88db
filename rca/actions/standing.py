"""What to look at in an action on a given day: dates, owner, verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from rca.case.records import Action
from rca.case.when_days import when_days

Flag = Literal[
    "overdue", "to reopen", "not effective", "reopened", "verdict missing", "no owner", "due soon", "repeated"
]

SOON_DAYS = 14
"""An action is due soon when so many days or fewer are left."""


def flags(action: Action, as_of: date, soon_days: int = SOON_DAYS) -> tuple[Flag, ...]:
    """Return what to look at in an action.

    Parameters
    ----------
    action : Action
        The action.
    as_of : date
        The day of the report.
    soon_days : int
        How many days ahead a due date is announced.

    Returns
    -------
    tuple of str
        The most pressing first; empty where there is nothing. The case is taken as it stands: the day moves only
        what is compared with it. Dropped actions have none. An owner is asked of our
        own actions only, until they are done with an effective verdict. A verdict is missing after the day of
        review, also where it was *too early* before that day. Where an action was done again after its verdict,
        the verdict no longer counts. *To reopen*: found not effective and still called done.

    Examples
    --------
    >>> action = Action.model_validate({
    ...     "id": "A1", "origin": "ours", "text": "Test each list", "no_target": "none", "kind": "preventive",
    ...     "strength": "stronger", "due": "2024-02-01", "history": [{"status": "proposed", "when": "2024-01-02"}],
    ... })
    >>> flags(action, date(2024, 3, 1))
    ('overdue', 'no owner')
    """
    return () if action.status == "dropped" else tuple(_flags(action, as_of, soon_days))


def _flags(action: Action, as_of: date, soon_days: int) -> Iterator[Flag]:
    done, verdict = action.status == "done", current_result(action)
    if action.due is not None and not done and action.due < as_of:
        yield "overdue"
    if verdict == "not_effective":
        if done:
            yield "to reopen"
        yield "not effective"
    if not done and any(entry.status in {"done", "reopened"} for entry in action.history):
        yield "reopened"
    if _verdict_missing(action, as_of):
        yield "verdict missing"
    if action.origin == "ours" and action.owner is None and not (done and verdict == "effective"):
        yield "no owner"
    if action.due is not None and not done and as_of <= action.due <= as_of + timedelta(days=soon_days):
        yield "due soon"


def current_result(action: Action) -> str | None:
    """Return the verdict on an action, unless it was done again since."""
    if action.verdict is None or _done_again(action):
        return None
    return action.verdict.result


def _done_again(action: Action) -> bool:
    done = [when_days(entry.when)[0] for entry in action.history if entry.status == "done"]
    first = done[-1] if len(done) > 1 else None
    return first is not None and action.verdict is not None and first > action.verdict.on


def review_day(action: Action) -> date | None:
    """Return the latest day on which a measure of an action is to be reviewed."""
    measures = action.measures
    stated = (measures.process, measures.outcome, measures.balancing) if measures else ()
    return max((m.review_on for m in stated if m is not None and m.review_on is not None), default=None)


def _verdict_missing(action: Action, as_of: date) -> bool:
    review, result = review_day(action), current_result(action)
    if review is None or review >= as_of:
        return False
    early = action.verdict is not None and result == "too_early" and action.verdict.on < review
    return result is None or early
