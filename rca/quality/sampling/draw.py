"""Simple and stratified draws: every unit of a stratum has the same chance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rca.errors import ParameterError
from rca.quality.sampling.allocate import allocate
from rca.quality.sampling.columns import mistake
from rca.quality.sampling.frame import Frame
from rca.quality.sampling.sample import Sample, StratumSize


def draw_simple(frame: Frame, size: int, seed: int) -> Sample:
    """Draw so many units, every set of them with the same chance.

    Parameters
    ----------
    frame : Frame
        The units.
    size : int
        How many to draw.
    seed : int
        Of the PCG64 generator; the same seed and units give the same sample.

    Returns
    -------
    Sample
        In the order of the ids.

    Raises
    ------
    ParameterError
        When the size is below 1 or above the number of units.

    Examples
    --------
    >>> from rca.quality.sampling.frame import read_frame
    >>> draw_simple(read_frame({"unit": ["U1", "U2", "U3", "U4"]}), 2, seed=7)
    Sample(simple, 2 of 4 units, seed=7)
    """
    number = len(frame.ids)
    if not 1 <= size <= number:
        message = f"a sample takes 1 to {number} units; got {size}"
        raise ParameterError([mistake("size", "sampling.size", message, "change the size")])
    dice = np.random.Generator(np.random.PCG64(seed))
    chosen = np.sort(dice.choice(number, size, replace=False))
    return Sample("simple", seed, number, tuple(frame.ids[place] for place in chosen), (size / number,) * size)


def draw_stratified(
    frame: Frame, size: int, seed: int, *, spread: Mapping[str, float] | None = None, least: int = 2
) -> Sample:
    """Draw a simple sample from each stratum.

    Parameters
    ----------
    frame : Frame
        The units, with strata.
    size : int
        How many to draw in all.
    seed : int
        Of the PCG64 generator.
    spread, least
        As for `allocate`: Neyman's numbers with a spread, proportional ones without.

    Returns
    -------
    Sample
        In the order of the ids, with the sizes of all strata.

    Raises
    ------
    ParameterError
        When the frame has no strata, or as for `allocate`.
    """
    if frame.stratum is None:
        message = "a stratified draw needs a stratum for every unit; the frame has none"
        raise ParameterError([mistake("frame", "sampling.no-strata", message, "name the stratum column")])
    members = [np.flatnonzero(frame.stratum == place) for place in range(len(frame.strata))]
    sizes = {name: len(group) for name, group in zip(frame.strata, members, strict=True)}
    given = allocate(sizes, size, spread=spread, least=least)
    empty = [name for name in frame.strata if not given[name]]
    if empty:
        message = f"every stratum must give a unit, or nothing can be said of all; {len(empty)} give none"
        raise ParameterError([mistake("least", "sampling.size", message, "let `least` be 1 or more")])
    dice = np.random.Generator(np.random.PCG64(seed))
    drawn = [dice.choice(group, given[name], replace=False) for name, group in zip(frame.strata, members, strict=True)]
    chosen = np.sort(np.concatenate(drawn))
    strata = [frame.strata[place] for place in frame.stratum[chosen]]
    return Sample(
        "stratified",
        seed,
        len(frame.ids),
        tuple(frame.ids[place] for place in chosen),
        tuple(given[name] / sizes[name] for name in strata),
        tuple(strata),
        tuple(StratumSize(name, sizes[name], given[name]) for name in frame.strata),
    )
