"""What the words of a statement show of its grammar: a verb, an opening pronoun, an act without an actor.

No tagger is needed for what the rules ask: word lists and endings, and in doubt no fault.
"""

from __future__ import annotations

import re
from typing import Final

from rca.checks.words import own_words, word_list

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*|\d[\d.,]*")
_FEWEST: Final = 3


def clause_fault(text: str) -> str | None:
    """Say why a statement is no clause, or return None.

    Examples
    --------
    >>> clause_fault("Communication")
    'has fewer than 3 words'
    >>> clause_fault("Weak supervision of night shifts")
    'has no verb'
    >>> clause_fault("The alarm's threshold was above the wave's rate") is None
    True
    """
    words = _words(text)
    if len(words) < _FEWEST and "…" not in own_words(text):
        return f"has fewer than {_FEWEST} words"
    return None if any(_may_be_verb(words, index) for index in range(len(words))) else "has no verb"


def opening_pronoun(text: str) -> str | None:
    """Return the pronoun that a statement begins with, which does not say who is meant.

    Examples
    --------
    >>> opening_pronoun("They opened the page")
    'They'
    >>> opening_pronoun("This release had one approval") is None
    True
    """
    words = _words(text)
    if len(words) < 2 or words[0].casefold() not in word_list("pronouns"):
        return None
    if len(words[0]) > 1 and words[0].isupper():
        return None  # a department, such as IT
    shown = words[0].casefold() in {"this", "that", "these", "those", "one"}
    return words[0] if not shown or _is_known_verb(words[1]) else None


def hidden_actor(text: str) -> bool:
    """Return whether an act is told in the passive and nothing says by whom.

    Examples
    --------
    >>> hidden_actor("The directory was removed")
    True
    >>> hidden_actor("The directory was removed by an engineer")
    False
    >>> hidden_actor("An engineer was sure and removed the directory")
    False
    """
    words = [word.casefold() for word in _words(text)]
    if word_list("by") & set(words):
        return False
    first = next((i for i, word in enumerate(words) if _is_known_verb(word) or word.endswith("ed")), len(words))
    return first + 1 < len(words) and words[first] in word_list("be") and words[first + 1].endswith(("ed", "en"))


def _words(text: str) -> list[str]:
    return _WORD.findall(own_words(text))


def _may_be_verb(words: list[str], index: int) -> bool:
    word = words[index].casefold().replace("’", "'")
    if _is_known_verb(word) or (word.endswith("ed") and len(word) > 3 and not word.endswith("eed")):
        return True
    last = index + 1 == len(words)
    if index == 0 or last or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return False
    if index > 1 and words[index - 2].casefold() in word_list("singular"):
        return True
    # A word in -s between others may be "reads" or "rules"; before a preposition it was a noun.
    return words[index + 1].casefold() not in word_list("after_nouns")


def _is_known_verb(word: str) -> bool:
    return word.casefold().replace("’", "'") in word_list("verbs")
