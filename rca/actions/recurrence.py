"""How little "it has not happened again" says about what is rare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp, log
from typing import Final

from rca.case.rates import Rate, parse_rate
from rca.case.records import Action, CaseFile
from rca.case.when_days import when_days

LEVEL: Final = 0.05
"""Chance at which a stretch without recurrence is taken as a sign, and the doubt of the upper bound."""


@dataclass(frozen=True, slots=True)
class NoRecurrence:
    """What a stretch of time without recurrence would show.

    Parameters
    ----------
    rate : Rate
        How often it happened before.
    days : float
        Length of the stretch.
    periods : float
        The same in the unit of the rate; months and years have their mean length.
    expected : float
        How many there would be at the old rate.
    chance : float
        Chance of none at the old rate, exp(-rT) with events that come independently (Poisson).
    upper : float
        Exact upper 95 % bound of the rate after none, -ln(0.05)/T per unit of the rate (about 3/T).
    enough : float or None
        So many units without one would bring the chance down to 0.05; ``None`` for a rate of zero.
    """

    rate: Rate
    days: float
    periods: float
    expected: float
    chance: float
    upper: float
    enough: float | None

    def __str__(self) -> str:
        unit, chance = self.rate.unit_name, _chance(self.chance)
        lines = [
            f"{_number(self.periods)} {unit}s without one: even unchanged this happens with chance {chance}",
            f"the rate is then below {_number(self.upper)} per {unit} (95 %)",
        ]
        if self.enough is not None and self.chance > LEVEL:
            lines.append(f"{_number(self.enough)} {unit}s without one would make it {LEVEL}")
        return "; ".join(lines)


@dataclass(frozen=True, slots=True)
class DoneSince:
    """What no recurrence would show about one action that is done.

    Parameters
    ----------
    action : str
        The action.
    what : str
        What its outcome measure counts.
    since : date
        The latest day on which it may have been done.
    shown : NoRecurrence
        From then to the day of the report.
    """

    action: str
    what: str
    since: date
    shown: NoRecurrence


def no_recurrence(rate: Rate, days: float) -> NoRecurrence:
    """Return what a stretch without recurrence shows.

    Parameters
    ----------
    rate : Rate
        How often it happened before.
    days : float
        Length of the stretch in days, more than 0.

    Returns
    -------
    NoRecurrence
        Chance of none had nothing changed, and the upper bound of the rate.

    Raises
    ------
    ValueError
        When the stretch has no length.

    Examples
    --------
    >>> print(no_recurrence(parse_rate("0.2 per week"), 84))
    12 weeks without one: even unchanged this happens with chance 0.091; the rate is then below 0.25 per week (95 %);
    15 weeks without one would make it 0.05
    """
    if not days > 0:
        raise ValueError(
            f"a stretch of time is longer than 0 days; got {days}; give the days since the action was done"
        )
    periods = days / rate.unit_days
    expected = float(rate.count) * periods
    enough = -log(LEVEL) / float(rate.count) if rate.count else None
    return NoRecurrence(rate, days, periods, expected, exp(-expected), -log(LEVEL) / periods, enough)


def done_since(case: CaseFile, as_of: date) -> tuple[DoneSince, ...]:
    """Return what no recurrence would show about each action that is done.

    Parameters
    ----------
    case : CaseFile
        The case.
    as_of : date
        The day of the report.

    Returns
    -------
    tuple of DoneSince
        For actions that are done, by a day before the report, and whose outcome measure states a rate, under
        ``rate`` or as ``baseline: 3 a month``. No rate is made up for the others.
    """
    found = []
    for action in case.actions.actions:
        rate, since = outcome_rate(action), _done_by(action)
        if rate is not None and since is not None and since < as_of and action.measures and action.measures.outcome:
            shown = no_recurrence(rate, (as_of - since).days)
            found.append(DoneSince(action.id, action.measures.outcome.what, since, shown))
    return tuple(found)


def outcome_rate(action: Action) -> Rate | None:
    """Return the rate of an action's outcome measure: as stated, or as its baseline says it in so many words."""
    outcome = action.measures.outcome if action.measures else None
    if outcome is None or outcome.rate is not None:
        return outcome.rate if outcome else None
    try:
        return parse_rate(outcome.baseline) if outcome.baseline else None
    except ValueError:
        return None


def _done_by(action: Action) -> date | None:
    """Return the latest day on which an action that is done may have been done."""
    return when_days(action.history[-1].when)[1] if action.status == "done" else None


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _chance(chance: float) -> str:
    return "under 0.001" if chance < 0.001 else f"{chance:.2g}"
