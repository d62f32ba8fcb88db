"""Which slice explains a change: the one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.trends.slices.intervals import lift_interval
from rca.trends.slices.leaves import Leaves
from rca.trends.slices.likelihood import Weighed, gains_against
from rca.trends.slices.mix import split_rate
from rca.trends.slices.results import Kind, RateSplit, Sibling, Slice, SlicesResult
from rca.trends.slices.scan import Name, Scan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_MOST_SIBLINGS = 5
# Half the 95 % point of chi squared with one degree of freedom.
_STAYED = 1.9207


def explain_change(leaves: Leaves) -> SlicesResult:
    """Find the slices that moved apart from the rest, or say that none did.

    All combinations of up to five dimensions are scanned for the one whose own factor explains the numbers best
    (Kulldorff's scan statistic, quasi-likelihood). It is masked and the scan repeated until no gain stands out;
    then each slice is judged anew with the others known. A coarser slice is preferred unless its parts together
    explain significantly more. When nothing moved, a slice is called in less than 1 % of periods.

    Parameters
    ----------
    leaves : Leaves
        The table, as ``leaves_of`` makes it.

    Returns
    -------
    SlicesResult
        ``slices`` is empty where none explains the change: everything moved alike, or nothing beyond noise.

    Examples
    --------
    >>> from rca.trends.slices.leaves import leaves_of
    >>> table = leaves_of(
    ...     {"queue": list("aaaabbbbcccc"), "region": list("wxyz") * 3},
    ...     [52, 48, 55, 45, 160, 140, 151, 149, 51, 49, 46, 53],
    ...     [50] * 12,
    ... )
    >>> result = explain_change(table)
    >>> [(found.slice, round(found.lift, 1)) for found in result.slices]
    [((('queue', 'b'),), 3.0)]
    """
    judged, split = _at_todays_exposure(leaves)
    kind = _kind(judged)
    rarer = _rarer(judged, kind)
    scan = Scan(rarer, kind)
    found, weighed = scan.run()
    outside = scan.without(found)
    free, described = scan.every.copy(), []
    for each in found:
        own = free & scan.cells.inside(each.name)
        free &= ~own
        siblings = _unmoved(judged, scan, each.name, outside, weighed)
        described.append(_describe(judged, rarer, each.name, each.false_alarm, own, siblings, weighed))
    actual, expected = float(judged.actual.sum()), float(judged.expected.sum())
    rest = outside if judged.expected[outside].sum() > 0 else scan.every
    return SlicesResult(
        kind,
        actual,
        expected,
        float(judged.actual[rest].sum() / judged.expected[rest].sum()),
        weighed.noise.dispersion,
        weighed.noise.spread,
        tuple(described),
        split,
        len(judged.actual),
        leaves.unexpected,
    )


def _at_todays_exposure(leaves: Leaves) -> tuple[Leaves, RateSplit | None]:
    """Return the table with the events that the expected rates make of today's exposure, and the split.

    A change of mix then is no change of any leaf. Leaves without an expected exposure have no expected rate and
    are left out. The others' expected rates are drawn to the overall one by one unit of exposure, so that no event
    in a handful of cases does not mean that none can be.
    """
    if leaves.exposure is None or leaves.expected_exposure is None:
        return leaves, None
    from dataclasses import replace

    split = split_rate(leaves.actual, leaves.exposure, leaves.expected, leaves.expected_exposure)
    known = leaves.expected_exposure > 0
    exposure, before = leaves.exposure[known], leaves.expected_exposure[known]
    expected = exposure * (leaves.expected[known] + split.before) / (before + 1)
    return replace(
        leaves,
        codes=tuple(code[known] for code in leaves.codes),
        actual=leaves.actual[known],
        expected=expected,
        exposure=exposure,
        expected_exposure=before,
    ), split


def _kind(leaves: Leaves) -> Kind:
    """Return how the numbers scatter: whole numbers are counts, and proportions where exposure bounds them."""
    whole = bool((leaves.actual == leaves.actual.round()).all())
    if not whole:
        return "amounts"
    if leaves.exposure is not None and bool(
        ((leaves.actual <= leaves.exposure) & (leaves.expected <= leaves.exposure)).all()
    ):
        return "proportions"
    return "counts"


def _rarer(leaves: Leaves, kind: Kind) -> Leaves:
    """Return the table of failures where most chances are successes.

    Rates near one cannot be multiplied, but what is missing from one can; the slices are the same.
    """
    exposure = leaves.exposure
    if kind != "proportions" or exposure is None or 2 * leaves.expected.sum() <= exposure.sum():
        return leaves
    from dataclasses import replace

    return replace(leaves, actual=exposure - leaves.actual, expected=exposure - leaves.expected)


def _describe(
    leaves: Leaves,
    rarer: Leaves,
    name: Name,
    false_alarm: float,
    own: Mask,
    unmoved: tuple[Sibling, ...],
    weighed: Weighed,
) -> Slice:
    actual, expected = float(leaves.actual[own].sum()), float(leaves.expected[own].sum())
    change = float(leaves.actual.sum() - leaves.expected.sum())
    return Slice(
        _in_words(leaves, name),
        actual,
        expected,
        actual / expected if expected > 0 else None,
        _interval(leaves, rarer, own, weighed),
        actual - expected,
        (actual - expected) / change if abs(change) > 1e-9 * float(leaves.expected.sum()) else None,
        false_alarm,
        unmoved,
    )


def _interval(leaves: Leaves, rarer: Leaves, own: Mask, weighed: Weighed) -> tuple[float, float | None]:
    """Return the bounds of the lift; of successes, from those of the failures that were judged."""
    chances = leaves.chances(weighed.kind)
    total = None if chances is None else float(chances[own].sum())
    actual, expected = float(rarer.actual[own].sum()), float(rarer.expected[own].sum())
    squares = float((rarer.expected[own] ** 2).sum())
    low, high = lift_interval(weighed.kind, weighed.noise, actual, expected, squares, total)
    successes = float(leaves.expected[own].sum())
    if rarer is leaves or total is None:
        return low, high
    if successes <= 0:
        return 0.0, None
    return (0.0 if high is None else (total - high * expected) / successes), (total - low * expected) / successes


def _in_words(leaves: Leaves, name: Name) -> tuple[tuple[str, str], ...]:
    return tuple((leaves.dimensions[d], leaves.values[d][value]) for d, value in name)


def _unmoved(leaves: Leaves, scan: Scan, name: Name, outside: Mask, weighed: Weighed) -> tuple[Sibling, ...]:
    """Return the siblings of a slice that agree with the background, the largest first."""
    import numpy as np

    rest = [float(part[outside].sum()) for part in weighed.parts]
    if not rest[1] > 0:
        return ()
    background = rest[0] / rest[1]
    siblings = []
    for position, (dimension, value) in enumerate(name):
        others = name[:position] + name[position + 1 :]
        near = outside & scan.cells.inside(others) if others else outside
        code, size = leaves.codes[dimension][near], len(leaves.values[dimension])
        sums = tuple(np.bincount(code, part[near], size).astype(np.float64) for part in weighed.parts)
        stayed = gains_against(scan.kind, sums, background) < _STAYED
        actual = np.bincount(code, leaves.actual[near], size)
        expected = np.bincount(code, leaves.expected[near], size)
        for other in np.flatnonzero(stayed & (expected > 0)):
            if int(other) != value:
                other_name = (*name[:position], (dimension, int(other)), *name[position + 1 :])
                words = _in_words(leaves, other_name)
                siblings.append(Sibling(words, float(actual[other]), float(expected[other])))
    return tuple(sorted(siblings, key=lambda each: (-each.expected, each.slice))[:_MOST_SIBLINGS])
