"""Risk-weighted draws: a unit's chance grows with its risk, and is kept."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rca.errors import ParameterError
from rca.quality.sampling.columns import mistake
from rca.quality.sampling.frame import Frame
from rca.quality.sampling.sample import Sample

Floats = NDArray[np.float64]


def draw_weighted(
    frame: Frame, size: int, seed: int, *, design: Literal["systematic", "poisson"] = "systematic"
) -> Sample:
    """Draw units with chances in proportion to their risk.

    Parameters
    ----------
    frame : Frame
        The units, with their risk.
    size : int
        How many to draw; with Poisson sampling the number to expect.
    seed : int
        Of the PCG64 generator.
    design : {"systematic", "poisson"}
        Systematic in random order draws exactly so many (Hartley and Rao 1962); with Poisson each unit is drawn
        on its own, so that the number varies and every joint chance is the product of two.

    Returns
    -------
    Sample
        In the order of the ids.

    Raises
    ------
    ParameterError
        When the frame has no risk, the size does not fit, or a Poisson draw took nothing.

    Examples
    --------
    >>> from rca.quality.sampling.frame import read_frame
    >>> frame = read_frame({"unit": ["U1", "U2", "U3", "U4"], "risk": [9, 1, 1, 1]}, risk="risk")
    >>> sample = draw_weighted(frame, 2, seed=3)
    >>> sample.units[0], sample.inclusion[0], round(sample.inclusion[1], 4)
    ('U1', 1.0, 0.3333)
    """
    if frame.risk is None:
        message = "a risk-weighted draw needs a risk for every unit; the frame has none"
        raise ParameterError([mistake("frame", "sampling.no-risk", message, "name the risk column")])
    if design not in ("systematic", "poisson"):
        message = f"the design must be systematic or poisson; got {design!r}"
        raise ParameterError([mistake("design", "sampling.design", message, "choose one of them")])
    chances = inclusion_chances(frame.risk, size)
    dice = np.random.Generator(np.random.PCG64(seed))
    if design == "poisson":
        chosen = np.flatnonzero(dice.random(len(chances)) < chances)
        if not len(chosen):
            message = f"the Poisson draw with seed {seed} took no unit"
            raise ParameterError([mistake("seed", "sampling.nothing-drawn", message, "draw more, or systematically")])
    else:
        # Who is drawn for certain stands aside, so that no rounding can pass over a unit of length 1.
        order = dice.permutation(np.flatnonzero(chances < 1))
        drawn = order[systematic_places(chances[order], dice.random())]
        chosen = np.sort(np.concatenate([np.flatnonzero(chances >= 1), drawn]))
    return Sample(
        design,
        seed,
        len(chances),
        tuple(frame.ids[place] for place in chosen),
        tuple(float(chance) for chance in chances[chosen]),
    )


def inclusion_chances(risk: Floats, size: int) -> Floats:
    """Return chances in proportion to risk that sum to the size; what would pass 1 is drawn for certain.

    Raises
    ------
    ParameterError
        When the size is below 1 or above the number of units, or a risk vanishes beside another.

    Examples
    --------
    >>> inclusion_chances(np.array([9.0, 1.0, 1.0, 1.0]), 2).round(4).tolist()
    [1.0, 0.3333, 0.3333, 0.3333]
    """
    if not 1 <= size <= len(risk):
        message = f"a sample takes 1 to {len(risk)} units; got {size}"
        raise ParameterError([mistake("size", "sampling.size", message, "change the size")])
    certain = np.zeros(len(risk), dtype=bool)
    while True:
        left = size - int(certain.sum())
        total = float(risk[~certain].sum())
        over = ~certain & (risk * left >= total)
        if not left or not over.any():
            break
        certain |= over
    chances = np.where(certain, 1.0, np.minimum(1.0, risk * left / total if total else 0.0))
    lost = int((chances <= 0).sum())
    if lost:
        message = f"every unit needs a chance above 0; beside the greatest risks {lost} have none"
        raise ParameterError([mistake("risk", "sampling.no-risk", message, "let the risks differ less")])
    return chances


def systematic_places(chances: Floats, start: float) -> NDArray[np.intp]:
    """Return where the points start, start + 1, start + 2... fall on the chances laid end to end.

    Examples
    --------
    >>> systematic_places(np.array([0.5, 0.7, 0.8]), 0.6).tolist()
    [1, 2]
    """
    number = round(float(chances.sum()))
    if not number:
        return np.zeros(0, dtype=np.intp)
    ends = np.cumsum(chances)
    # The sum is a whole number but for rounding; no point may fall behind the last end.
    ends[-1] = np.inf
    return np.searchsorted(ends, start + np.arange(number), side="right")
