"""Correction of a source's clock, applied to the keys of the index; the rows on disk stay as the source shows them."""

from __future__ import annotations

from dataclasses import dataclass

from rca.errors import Mistake, ParameterError

_BILLION = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ClockShift:
    """How far a clock is off.

    Parameters
    ----------
    offset_us : int
        What the clock shows minus the true time, in microseconds, when it shows ``reference_us``.
    drift_ppb : int
        Nanoseconds that the clock gains in each second that it shows; below half a second in size.
    reference_us : int
        A time on the clock, in microseconds UTC.

    Examples
    --------
    >>> ClockShift(42_000_000, 30_000, 0).true_time(1_000_000_000)
    957970000
    """

    offset_us: int
    drift_ppb: int = 0
    reference_us: int = 0

    def __post_init__(self) -> None:
        if 2 * abs(self.drift_ppb) >= _BILLION:
            message = f"a clock gains or loses less than half a second in a second; got {self.drift_ppb} ppb"
            raise ParameterError([Mistake("clock", 0, 0, "parameter.drift", message, "give parts per billion")])

    def true_time(self, shown: int) -> int:
        """Return the true instant at which the clock shows a time, both in microseconds UTC."""
        return shown - self.offset_us - (shown - self.reference_us) * self.drift_ppb // _BILLION

    def first_shown(self, true: int) -> int:
        """Return the first time on the clock whose true instant is at or after one."""
        low, high = self._around(true)
        while low < high:
            middle = (low + high) // 2
            if self.true_time(middle) < true:
                low = middle + 1
            else:
                high = middle
        return low

    def sql(self, shown: str) -> str:
        """Return SQL for `true_time`, exact as there."""
        if not self.drift_ppb:
            return f"({shown} - ({self.offset_us}))"
        gained = f"(({shown} - ({self.reference_us}))::HUGEINT * ({self.drift_ppb}))"
        # Division in SQL cuts towards zero; less the rest, it is exact and so the same as rounding down.
        rest = f"((({gained} % {_BILLION}) + {_BILLION}) % {_BILLION})"
        return f"({shown} - ({self.offset_us}) - (({gained} - {rest}) // {_BILLION})::BIGINT)"

    def _around(self, true: int) -> tuple[int, int]:
        # The clock runs between half and one and a half times as fast as it should.
        far = 4 * (abs(true) + abs(self.offset_us) + abs(self.reference_us) + 1)
        return -far, far


NO_SHIFT = ClockShift(0)
"""A clock that is right."""
