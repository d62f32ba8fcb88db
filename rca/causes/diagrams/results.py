"""Everything read from a solved tree, as plain frozen records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Importance:
    """How much one event matters.

    Parameters
    ----------
    event : str
        The event.
    share : float or None
        Share of the minimal cut sets that hold it: a convention, for want of probabilities; ``None`` where not
        all of them are known.
    structural : float or None
        Birnbaum importance with every probability 1/2; ``None`` where the function is not known exactly.
    birnbaum : float or None
        Change of the top's probability by the event's; ``None`` without probabilities too.
    fussell_vesely : float or None
        P(union of the minimal cut sets that hold it) / P(top); ``None`` without probabilities, or where the
        union needs more than the budget.
    """

    event: str
    share: float | None
    structural: float | None
    birnbaum: float | None
    fussell_vesely: float | None


@dataclass(frozen=True)
class TreeResults:
    """What a solved tree says.

    Parameters
    ----------
    gates, events : int
        Size of the tree as written.
    cut_sets : int
        Number of minimal cut sets; where it is not complete, of those up to ``order``.
    complete : bool
        Whether every minimal cut set is known.
    order : int or None
        Where not: all of up to this many events are known, none larger.
    by_order : tuple of (int, int)
        Order and number of minimal cut sets of that order.
    by_order_to : int or None
        Where the numbers are too large to count by every order: up to which order they are counted.
    probability : float or None
        Exact probability of the top; ``None`` where an event has none or a function is not known.
    coherent : bool
        Whether no event can prevent the top. Where one can (NOT, XOR), cut sets are the smallest sets of
        events that make the top true while all others are false.
    single_points : tuple of str
        Events that are a minimal cut set alone.
    in_every_set : tuple of str
        Events that every minimal cut set holds.
    """

    gates: int
    events: int
    cut_sets: int
    complete: bool
    order: int | None
    by_order: tuple[tuple[int, int], ...]
    by_order_to: int | None
    probability: float | None
    coherent: bool
    single_points: tuple[str, ...]
    in_every_set: tuple[str, ...]
