"""How complete the newest periods are, where rows enter the log late.

Only rows that have entered are seen, so that short delays are seen too often (right truncation). The estimate
takes each delay against the rows that could have shown it: D. Kalbfleisch, J. Lawless (1989); for whole days it is
the chain ladder of reporting triangles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def delay_distribution(
    day: NDArray[np.int64], late: NDArray[np.int64], rows: NDArray[np.int64], today: int
) -> NDArray[np.float64]:
    """Return the part of rows that has entered the log so many days after they were opened.

    Parameters
    ----------
    day : array
        Day on which rows were opened, as a number.
    late : array
        Days until they entered the log.
    rows : array
        How many.
    today : int
        Number of the last day seen; no row entered later.

    Returns
    -------
    numpy array
        By days late from 0; the last is 1: what takes longer than anything seen is not known.

    Examples
    --------
    >>> import numpy as np
    >>> delay_distribution(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([10, 10, 10]), 1).tolist()
    [0.5, 1.0]
    """
    import numpy as np

    longest = int(late.max(initial=0))
    part = np.ones(longest + 1)
    for delay in range(longest, 0, -1):
        # Days old enough to show this delay: of their rows with at most this delay, which part had less.
        old = day <= today - delay
        upto = rows[old & (late <= delay)].sum()
        exactly = rows[old & (late == delay)].sum()
        part[delay - 1] = part[delay] * (1 - exactly / upto if upto else 1.0)
    return part


def completeness(part: NDArray[np.float64], first: int, last: int, today: int) -> float:
    """Return the part of a period's rows that has entered, days counted alike.

    Parameters
    ----------
    part : array
        Of `delay_distribution`.
    first, last : int
        First and last day of the period that has begun.
    today : int
        The last day seen.

    Returns
    -------
    float
        From 0 to 1.
    """
    ages = [min(today - day, len(part) - 1) for day in range(first, min(last, today) + 1)]
    return float(sum(part[age] for age in ages) / len(ages)) if ages else 0.0
