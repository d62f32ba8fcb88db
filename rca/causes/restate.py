"""Answers that only say again, in other words, what they are to explain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile

THRESHOLD: Final = 0.75
"""From this similarity on, a factor is taken to restate: what two texts share, as a share of all that they say."""

_FEWEST = 2
"""Words with meaning that both must have: one word shared by two short labels says nothing."""

_SAME = 0.85
"""How alike two stems are that count as one word."""

_COMMON: Final = (
    "a about after again all also an and any are as at be because been before being between both but by can could did "
    "do does doing done due during each for from further get got had has have having he her here him his how if in "
    "into is it its just may me might more most must my now of off on once only or other our out over own per she "
    "should since so some such than that the their them then there these they this those through thus to too under "
    "until up upon us very was we were what when where which while who whom whose why will with within would you your "
    "yet still even therefore however thing things fact way ways reason cause caused happen happened occur occurred "
    "take taken took make made makes making"
)
# Every way of saying no is one word: "nobody tested it" and "it was not tested" say the same.
_DENIALS: Final = (
    "no not nobody none nothing never without lack lacked lacking missing failed fail failing fails cannot neither nor "
    "absent absence unable"
)
_STOP_WORDS, _NO = frozenset(_COMMON.split()), frozenset(_DENIALS.split())
_WORD = re.compile(r"[^\W_]+")
# An ending, what takes its place, and the fewest letters that it leaves.
_ENDINGS: Final = (
    *(("ies", "y", 3), ("ing", "", 3), ("ed", "", 3), ("al", "", 5), ("ion", "", 4), ("ions", "", 4)),
    *(("es", "", 3), ("ly", "", 3), ("s", "", 3), ("e", "", 3)),
)


@dataclass(frozen=True, slots=True)
class Restatement:
    """A factor whose words repeat those of something that it is a cause of.

    Parameters
    ----------
    factor : str
        The cause.
    ancestor : str
        What it explains, directly or through others: the most similar one.
    similarity : float
        From ``THRESHOLD`` to 1: words that both share, weighed against all words of both.
    words : tuple of str
        The words of the factor that the ancestor has too, in the order of the factor.
    """

    factor: str
    ancestor: str
    similarity: float
    words: tuple[str, ...]


def restatements(case: CaseFile) -> tuple[Restatement, ...]:
    """Return the factors that restate an ancestor.

    Parameters
    ----------
    case : CaseFile
        The case; links that name no factor are passed over.

    Returns
    -------
    tuple of Restatement
        In the order of the file, for each factor its most similar ancestor, the nearest one where several are.

    Notes
    -----
    Compared are the words with meaning: case and accents are folded, common words and endings taken off, and all
    ways of saying no are one word. Two words are the same also where they differ by a letter or so (normalised
    Levenshtein similarity of 0.85 or more), as long as half of what is shared is shared exactly. The measure is the
    Sørensen-Dice coefficient, ``2 s / (a + b)``. It looks at words only: a restatement in wholly different words is
    not found, and a true cause told in the words of its effect is.
    """
    said = {factor.id: _words(factor.text) for factor in case.causes.factors}
    stems = {id_: frozenset(words) for id_, words in said.items()}
    effects: dict[str, list[str]] = {factor.id: [] for factor in case.causes.factors}
    for link in case.causes.links:
        if link.cause in effects and link.effect in effects:
            effects[link.cause].append(link.effect)
    found = []
    for factor in case.causes.factors:
        best: Restatement | None = None
        for ancestor in _ancestors(effects, factor.id):
            if not _enough(len(stems[factor.id] & stems[ancestor]), len(stems[factor.id]) + len(stems[ancestor])):
                continue
            similarity, words = _compare(said[factor.id], said[ancestor])
            if similarity >= THRESHOLD and (best is None or similarity > best.similarity):
                best = Restatement(factor.id, ancestor, similarity, words)
        if best is not None:
            found.append(best)
    return tuple(found)


def likeness(one: str, other: str) -> float:
    """Return how far two texts say the same in the same words.

    Parameters
    ----------
    one, other : str
        Any two texts.

    Returns
    -------
    float
        From 0 to 1; 0 also where one of them has fewer than two words with meaning.

    Examples
    --------
    >>> likeness("Nobody tested the form", "The form was not tested")
    1.0
    >>> likeness("Nobody tested the form", "The address changed")
    0.0
    """
    return _compare(_words(one), _words(other))[0]


def _ancestors(effects: Mapping[str, list[str]], id_: str) -> Iterator[str]:
    """Yield what a factor is a cause of, the nearest first."""
    seen, waiting = {id_}, list(effects[id_])
    for effect in waiting:
        if effect not in seen:
            seen.add(effect)
            yield effect
            waiting += effects[effect]


def _words(text: str) -> Mapping[str, str]:
    """Return the words with meaning of a text, each stem with the word as it stands first."""
    plain = unicodedata.normalize("NFKD", text.replace("n't", " not").replace("n’t", " not"))
    folded = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    words: dict[str, str] = {}
    for word in _WORD.findall(folded):
        if word in _NO:
            words.setdefault("not", word)
        elif word not in _STOP_WORDS and len(word) > 1:
            words.setdefault(_stem(word), word)
    return words


def _stem(word: str) -> str:
    """Return a word without its commonest English endings.

    Examples
    --------
    >>> [_stem(word) for word in ("policies", "stopped", "stopping", "removal", "removed", "accounts", "bus")]
    ['policy', 'stop', 'stop', 'remov', 'remov', 'account', 'bus']
    """
    if word.endswith(("ss", "us", "is")):
        return word
    for ending, instead, fewest in _ENDINGS:
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(stem) >= fewest:
            return stem[:-1] if ending in {"ing", "ed"} and len(stem) > 3 and stem[-1] == stem[-2] else stem
    return word


def _enough(exact: int, words: int) -> bool:
    """Return whether so many exactly shared words can reach the threshold: they are at least half of all shared."""
    return 4 * exact >= THRESHOLD * words


def _compare(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[float, tuple[str, ...]]:
    exact = one.keys() & other.keys()
    if min(len(one), len(other)) < _FEWEST or not exact:
        return 0.0, ()
    if not _enough(len(exact), len(one) + len(other)):
        return 2 * len(exact) / (len(one) + len(other)), tuple(word for stem, word in one.items() if stem in exact)
    from rapidfuzz.distance.Levenshtein import normalized_similarity

    left = [stem for stem in other if stem not in exact]
    shared = []
    for stem, word in one.items():
        near = next((each for each in left if normalized_similarity(stem, each) >= _SAME), None)
        if stem in exact:
            shared.append(word)
        elif near is not None:
            left.remove(near)
            shared.append(word)
    return 2 * len(shared) / (len(one) + len(other)), tuple(shared)
