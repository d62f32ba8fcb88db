"""How much of the change of a rate is rate and how much is mix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.trends.slices.results import RateSplit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def split_rate(events: Floats, exposure: Floats, expected: Floats, expected_exposure: Floats) -> RateSplit:
    """Split a change of an overall rate into the change of the leaves' rates and the change of their weights.

    Kitagawa (1955): the rate part weighs each leaf's change of rate by the mean of its two shares of exposure, the
    mix part weighs each change of share by the mean of its two rates. A leaf with exposure in one of the two
    periods only has no change of rate, so all it adds is mix.

    Parameters
    ----------
    events, exposure : array of float
        What happened, one number a leaf.
    expected, expected_exposure : array of float
        What was expected.

    Returns
    -------
    RateSplit
        The parts add up to the change.

    Examples
    --------
    >>> import numpy as np
    >>> moved = split_rate(np.array([1.0, 9.0]), np.array([10.0, 30.0]), np.array([3.0, 3.0]), np.array([30.0, 10.0]))
    >>> round(moved.rate_part, 12), round(moved.mix_part, 12)
    (0.0, 0.1)
    """
    import numpy as np

    rate = np.divide(events, exposure, out=np.zeros(len(events)), where=exposure > 0)
    was = np.divide(expected, expected_exposure, out=np.zeros(len(events)), where=expected_exposure > 0)
    rate, was = np.where(exposure > 0, rate, was), np.where(expected_exposure > 0, was, rate)
    share, share_was = exposure / exposure.sum(), expected_exposure / expected_exposure.sum()
    rate_part = float(((share + share_was) / 2 * (rate - was)).sum())
    mix_part = float(((rate + was) / 2 * (share - share_was)).sum())
    before, after = float(expected.sum() / expected_exposure.sum()), float(events.sum() / exposure.sum())
    return RateSplit(before, after, rate_part, mix_part)
