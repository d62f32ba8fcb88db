"""The variance of a Horvitz-Thompson total, by the design of the sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rca.quality.sampling.sample import Design, Sample

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Layout:
    """A sample as arrays: its design, all units, and the chance and the stratum of each unit drawn."""

    design: Design
    population: int
    chances: Floats
    stratum: NDArray[np.intp]


def layout_of(sample: Sample) -> Layout:
    """Return a sample as arrays; one stratum holds all where the design has none."""
    stratum = np.zeros(len(sample.units), dtype=np.intp)
    if sample.design == "stratified":
        stratum = coded(sample.stratum)[1]
    return Layout(sample.design, sample.population, np.array(sample.inclusion), stratum)


def coded(names: Sequence[str]) -> tuple[list[str], NDArray[np.intp]]:
    """Return the distinct names in order, and which of them each one is."""
    known = sorted(set(names))
    place = {name: index for index, name in enumerate(known)}
    return known, np.fromiter((place[name] for name in names), dtype=np.intp, count=len(names))


def total_variance(design: Layout, values: Floats) -> tuple[float, int]:
    """Return the estimated variance of the sum of values over chances, and its degrees of freedom.

    Parameters
    ----------
    design : Layout
        The sample.
    values : array
        One for each unit drawn.

    Returns
    -------
    tuple of (float, int)
        Simple and stratified draws: the textbook variance. Poisson: every joint chance is a product, so that the
        sum needs no more (Horvitz and Thompson 1952). Systematic in random order: joint chances are unknown; Hájek's
        approximation for designs of fixed size and high entropy (Hájek 1964; compared in Brewer and Donadio 2003),
        which for equal chances is the textbook variance.
    """
    chances = design.chances
    if design.design == "poisson":
        return float(((1 - chances) * (values / chances) ** 2).sum()), max(0, int((chances < 1).sum()) - 1)
    return _fixed_size(values / chances, 1 - chances, design.stratum)


def _fixed_size(expanded: Floats, open_part: Floats, groups: NDArray[np.intp]) -> tuple[float, int]:
    # What was drawn for certain adds nothing, and is no degree of freedom.
    chance = open_part > 0
    if not chance.all():
        expanded, open_part, groups = expanded[chance], open_part[chance], groups[chance]
    if not len(expanded):
        return 0.0, 0
    number = np.bincount(groups)
    weight = np.bincount(groups, weights=open_part)
    middle = np.divide(
        np.bincount(groups, weights=open_part * expanded), weight, out=np.zeros_like(weight), where=weight > 0
    )
    squares = np.bincount(groups, weights=open_part * (expanded - middle[groups]) ** 2)
    factor = np.divide(number, number - 1, out=np.zeros(len(number)), where=number > 1)
    if (number == 1).any():
        # One unit tells no variance: the interval is endless rather than too narrow.
        return float("inf"), 0
    return float((factor * squares).sum()), int(number.sum() - (number > 0).sum())
