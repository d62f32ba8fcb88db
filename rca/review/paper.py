"""The paper that a picture needs so that its words can be read in print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rca.review.blocks import Block, Figure, Foreign

PAPERS: Final = (("a4", 690.0), ("a3", 1150.0), ("a2", 1710.0))
"""Sizes, and the height of a picture that has room below its heading: ten of its units are 6 points, 2.12 mm."""


def paper(parts: Iterable[Block | Foreign]) -> str:
    """Return the paper on which the pictures of a section print with no text smaller than six points.

    Parameters
    ----------
    parts : iterable
        The parts of the section.

    Returns
    -------
    str
        ``a4``, ``a3`` or ``a2``, landscape; taller pictures take the largest.
    """
    tallest = max((part.scene.height for part in parts if isinstance(part, Figure)), default=0.0)
    return next((name for name, height in PAPERS if tallest <= height), PAPERS[-1][0])
