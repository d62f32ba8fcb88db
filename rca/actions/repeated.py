"""Actions that say the same, or nearly, in several cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NEAR: Final = 85.0
"""Likeness from 0 to 100 above which two texts are taken to ask for the same."""

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts that say the same or nearly.

    Parameters
    ----------
    members : tuple of int
        Their positions, in order.
    likeness : float
        The least likeness by which one of them joined the others; 100 where all are the same but for signs, case
        and the order of words.
    """

    members: tuple[int, ...]
    likeness: float


def alike(texts: Sequence[str], near: float = NEAR) -> tuple[Alike, ...]:
    """Group texts that say the same or nearly.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    near : float
        Least likeness, 0 to 100: the share of letters that agree once words are put in order of the alphabet.

    Returns
    -------
    tuple of Alike
        Groups of two or more, in the order of their first text. A text joins a group by its nearest member.

    Examples
    --------
    >>> alike(["Test each list.", "Hire two people", "test each list"])
    (Alike(members=(0, 2), likeness=100.0),)
    """
    from rapidfuzz import fuzz, process

    places: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        places.setdefault(" ".join(sorted(_SIGNS.sub(" ", text.casefold()).split())), []).append(position)
    words = list(places)
    links = [
        (float(likeness), first, second)
        for first, text in enumerate(words)
        for _, likeness, second in process.extract_iter(
            text, dict(enumerate(words[first + 1 :], first + 1)), scorer=fuzz.ratio, score_cutoff=near
        )
    ]
    group, least = list(range(len(words))), [100.0] * len(words)
    for likeness, first, second in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        one, other = sorted((group[first], group[second]))
        if one != other:
            least[one] = min(least[one], least[other], likeness)
            group = [one if name == other else name for name in group]
    members: dict[int, list[int]] = {}
    for number, name in enumerate(group):
        members.setdefault(name, []).extend(places[words[number]])
    found = [Alike(tuple(sorted(inside)), round(least[name], 1)) for name, inside in members.items() if len(inside) > 1]
    return tuple(sorted(found, key=lambda one: one.members))
