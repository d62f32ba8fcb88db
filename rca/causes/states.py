"""Three values of truth: a factor is established, possible or excluded."""

from __future__ import annotations

from typing import Final

from rca.causes.results import State

STATES: Final[tuple[State, ...]] = ("excluded", "possible", "established")
"""From false to true."""


def state_of(status: str) -> State:
    """Return what a factor's status says of its truth.

    Parameters
    ----------
    status : str
        ``confirmed`` is established, ``refuted`` is excluded; everything between is possible.

    Returns
    -------
    str
        ``established``, ``possible`` or ``excluded``.

    Examples
    --------
    >>> state_of("probable")
    'possible'
    """
    return {"confirmed": STATES[2], "refuted": STATES[0]}.get(status, STATES[1])
