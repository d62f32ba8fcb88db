"""How many units each stratum gives to a sample."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from rca.errors import ParameterError
from rca.quality.sampling.columns import mistake


def allocate(
    sizes: Mapping[str, int], size: int, *, spread: Mapping[str, float] | None = None, least: int = 2
) -> dict[str, int]:
    """Return the whole numbers that give the smallest variance of the estimated total.

    Parameters
    ----------
    sizes : mapping of str to int
        Units of each stratum.
    size : int
        Units to draw in all.
    spread : mapping of str to float, optional
        Standard deviation expected in each stratum (Neyman 1934). Without it they count as alike, which gives
        proportional numbers.
    least : int
        Units that each stratum gives at least, or all it has; two tell its variance.

    Returns
    -------
    dict of str to int
        In the order of the names.

    Raises
    ------
    ParameterError
        When the size does not reach the least numbers or exceeds the units, or a spread is missing or negative.

    Notes
    -----
    Each further unit goes where N S / sqrt(n (n + 1)) is largest, which is optimal in whole numbers (Wright 2012).

    Examples
    --------
    >>> allocate({"high": 100, "low": 900}, 50)
    {'high': 5, 'low': 45}
    >>> allocate({"high": 100, "low": 900}, 50, spread={"high": 0.5, "low": 0.1})
    {'high': 18, 'low': 32}
    """
    names = sorted(sizes)
    spreads = dict.fromkeys(names, 1.0) if spread is None else dict(spread)
    wrong = [name for name in names if not spreads.get(name, -1.0) >= 0]
    if wrong or set(spreads) != set(names):
        message = f"every stratum needs a spread of 0 or more; got {len(names)} strata and {len(spreads)} spreads"
        raise ParameterError([mistake("spread", "sampling.spread", message, "give one for each stratum by its name")])
    given = {name: min(least, sizes[name]) for name in names}
    floor, ceiling = sum(given.values()), sum(sizes.values())
    if not floor <= size <= ceiling:
        message = f"{len(names)} strata with {least} units each at least take {floor} to {ceiling} units; got {size}"
        raise ParameterError([mistake("size", "sampling.size", message, "change the size or the least number")])

    def turn(name: str) -> tuple[float, int, str]:
        number = given[name]
        worth = sizes[name] * spreads[name] / (number * (number + 1)) ** 0.5 if number else float("inf")
        # Without any worth left, the larger stratum comes first, then the name.
        return -worth, -sizes[name], name

    queue = [turn(name) for name in names if given[name] < sizes[name]]
    heapq.heapify(queue)
    for _ in range(size - floor):
        name = heapq.heappop(queue)[2]
        given[name] += 1
        if given[name] < sizes[name]:
            heapq.heappush(queue, turn(name))
    return given
