"""The escalations of one day of the synthetic year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.datasets.year_plan import DAYS, DELAY_HOURS, DIMENSIONS, start_us

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_HOUR = 3_600_000_000
_SECOND = 1_000_000
_TIMES = (
    "opened", "occurred", "detected", "acknowledged", "contained", "actioned", "notified", "resolved", "recorded",
    "sla_due", "obligation_due",
)  # fmt: skip
_COUNTS = ("reopened", "overturned", "handovers", "depth", "exposure")
_SLOW_QUEUE = "live"


def schema() -> pa.Schema:
    """Return the columns of the log; times are marked by ``unit`` in the metadata of their field."""
    import pyarrow as pa

    word = pa.dictionary(pa.int8(), pa.string())
    return pa.schema(
        [
            pa.field("id", pa.string()),
            *(pa.field(name, pa.int64(), metadata={"unit": "us"}) for name in _TIMES),
            *(pa.field(name, pa.int64()) for name in _COUNTS),
            *(pa.field(name, word) for name in DIMENSIONS),
        ]
    )


def day_rows(day: int, count: int, shares: NDArray[np.float64], first: int, seed: int) -> pa.Table:
    """Return the escalations that were opened on one day, in order of time.

    Parameters
    ----------
    day : int
        Counted from 0.
    count : int
        How many.
    shares : numpy array
        The probability of each combination of values.
    first : int
        Number of the first one, for the ids.
    seed : int
        Of the year.

    Returns
    -------
    pyarrow.Table
        With the columns of `schema`. What would happen after the end of the data has not happened yet.
    """
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute

    rng = np.random.default_rng([seed, day])
    cells = np.repeat(np.arange(len(shares), dtype=np.int32), rng.multinomial(count, shares))
    rng.shuffle(cells)
    codes = dict(zip(DIMENSIONS, np.unravel_index(cells, [len(v) for v in DIMENSIONS.values()]), strict=True))
    times = _times(rng, day, count, codes)
    end = start_us(DAYS)
    columns: dict[str, pa.Array] = {
        "id": compute.binary_join_element_wise("E", pa.array(np.arange(first, first + count)).cast(pa.string()), "")
    }
    for name in _TIMES:
        stamps, known = times[name]
        stamps = stamps // _SECOND * _SECOND
        later = (stamps >= end) & (name not in ("sla_due", "obligation_due"))
        columns[name] = pa.array(stamps, mask=later | ~known)
    numbers = _numbers(rng, count, columns["resolved"].is_valid().to_numpy(zero_copy_only=False))
    columns |= {name: pa.array(value, mask=mask) for name, (value, mask) in numbers.items()}
    for name, values in DIMENSIONS.items():
        column = pa.array(codes[name].astype(np.int8))
        columns[name] = pa.DictionaryArray.from_arrays(column, pa.array(list(values)))
    return pa.table(columns, schema=schema())


def _times(
    rng: np.random.Generator, day: int, count: int, codes: dict[str, NDArray[np.intp]]
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    import numpy as np

    severity = codes["severity"]
    slow = np.where(codes["queue"] == list(DIMENSIONS["queue"]).index(_SLOW_QUEUE), 3.0, 1.0)

    def after(start: NDArray[np.int64], hours: NDArray[np.float64] | float, spread: float) -> NDArray[np.int64]:
        took: NDArray[np.int64] = (hours * _HOUR * rng.lognormal(0, spread, count)).astype(np.int64)
        return start + took

    opened = start_us(day) + np.sort(rng.integers(0, 24 * _HOUR, count))
    # A row is in the log only if it entered before the data end: the delay is drawn from what is left of its law.
    room = (start_us(DAYS) - 1 - opened) / (DELAY_HOURS * _HOUR)
    wait = -np.log1p(rng.random(count) * np.expm1(-room)) * DELAY_HOURS * _HOUR
    acknowledged = after(opened, np.array([0.1, 0.3, 1.0, 3.0])[severity], 0.8)
    actioned = after(acknowledged, np.array([0.8, 2.0, 6.0, 12.0])[severity] * slow, 0.9)
    every = np.ones(count, dtype=bool)
    grave = severity <= 1
    return {
        "opened": (opened, every),
        "occurred": (opened - after(np.zeros(count, dtype=np.int64), 5.0, 1.1), every),
        "detected": (opened - (after(np.zeros(count, dtype=np.int64), 0.05, 0.5)), every),
        "acknowledged": (acknowledged, every),
        "contained": (after(actioned, 0.5, 1.0), every),
        "actioned": (actioned, every),
        "notified": (after(opened, 30.0, 0.6), grave),
        "resolved": (after(actioned, np.array([6.0, 14.0, 30.0, 50.0])[severity] * slow, 0.7), every),
        "recorded": (opened + wait.astype(np.int64), every),
        "sla_due": (opened + np.array([24, 48, 96, 168])[severity] * _HOUR, every),
        "obligation_due": (opened + 72 * _HOUR, grave),
    }


def _numbers(
    rng: np.random.Generator, count: int, resolved: NDArray[np.bool_]
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    import numpy as np

    never = np.zeros(count, dtype=bool)
    return {
        "reopened": ((rng.random(count) < 0.04).astype(np.int64), ~resolved),
        "overturned": ((rng.random(count) < 0.06).astype(np.int64), ~resolved),
        "handovers": (rng.poisson(1.2, count).astype(np.int64), never),
        "depth": (rng.binomial(3, 0.25, count).astype(np.int64) + 1, never),
        "exposure": (rng.lognormal(5, 1.5, count).astype(np.int64), never),
    }
