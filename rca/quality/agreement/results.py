"""What the coefficients answer."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Estimate:
    """One coefficient with its interval.

    Parameters
    ----------
    name : str
        Of the coefficient.
    value : float or None
        None where it is not defined; `note` says why.
    low, high : float or None
        The interval; None where there is none.
    error : float or None
        The standard error.
    level : float
        Of the interval.
    method : str
        How the interval came about, with the seed where chance had a part.
    note : str
        What a reader must know, in words.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    level: float = 0.95
    method: str = ""
    note: str = field(default="", repr=False)

    def __repr__(self) -> str:
        told = "undefined" if self.value is None else f"{self.value:.4f}"
        between = "" if self.low is None or self.high is None else f", {self.low:.4f} to {self.high:.4f}"
        return f"Estimate({self.name} {told}{between})"
