"""What a chart is asked to be: its kind, its rules, its baseline, where its limits start anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal["xmr", "run", "p", "u", "laney-p", "laney-u", "c", "ewma", "cusum", "g", "t"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
RATES: Final[tuple[Kind, ...]] = ("p", "u", "laney-p", "laney-u")
"""Kinds that divide a count by a size."""
COUNTS: Final[tuple[Kind, ...]] = ("c", "g", *RATES)
"""Kinds of whole numbers."""

RuleSet = Literal["anhoej", "nhs", "nelson", "western-electric", "limits"]
RULE_SETS: Final[tuple[RuleSet, ...]] = get_args(RuleSet)
Good = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Rebase:
    """A place where the limits start anew, such as the date of an action.

    Parameters
    ----------
    at : str
        The first period of the new limits, or the day on which something began.
    words : str
        What began then; empty where nothing is said.
    """

    at: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """How a series is charted.

    Parameters
    ----------
    kind : str
        One of ``KINDS``.
    rules : str or None
        One of ``RULE_SETS``; None takes ``anhoej`` where points are independent and ``limits`` for EWMA and
        CUSUM, whose points are not. ``nhs`` also takes the constants of that practice.
    baseline : int, tuple of (str, str) or None
        The limits of the first phase come from its first points, or from a range of periods, and are frozen from
        there on; None takes the whole phase.
    leave_out : tuple of str
        Periods that stay on the chart but not in any baseline, since their cause is known.
    rebases : tuple of Rebase
        Where limits start anew, in the order of time.
    target : float or None
        Centre of EWMA and CUSUM; None takes the mean of the baseline.
    sigma : float or None
        Standard deviation of one value for EWMA and CUSUM; None estimates it from moving ranges.
    weight : float
        Lambda of EWMA, above 0 and at most 1.
    asymptotic : bool
        EWMA limits of the long run at every point, not the exact ones that widen.
    slack, decision : float or None
        k and h of CUSUM in the unit of the values; None takes 0.5 and 5 standard deviations.
    screen : bool
        Leave moving ranges at or above their own limit out, once (XmR).
    exact : bool
        Take no rounded constant.
    good : {"lower", "higher"} or None
        The direction that is an improvement; None says neither improvement nor concern.
    """

    kind: Kind
    rules: RuleSet | None = None
    baseline: int | tuple[str, str] | None = None
    leave_out: tuple[str, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    target: float | None = None
    sigma: float | None = None
    weight: float = 0.2
    asymptotic: bool = False
    slack: float | None = None
    decision: float | None = None
    screen: bool = False
    exact: bool = False
    good: Good | None = None

    @property
    def rule_set(self) -> RuleSet:
        """The rules in force."""
        if self.rules is not None:
            return self.rules
        return "limits" if self.kind in ("ewma", "cusum") else "anhoej"
