"""Changes that say the same: other order, comments, other ids, other spelling. No rule may find anything new."""

from __future__ import annotations

import random
import re
from typing import Any

from .bases import Base, Data, Key, check, check_texts, keys_of, texts_of

_SETS = {
    "factors", "links", "events", "sources", "figures", "evidence", "alternatives", "findings", "actions", "targets",
    "derived_from", "used_by", "unknowns", "disputes", "policies", "phases", "sweep", "harms", "about", "tags",
}  # fmt: skip
_ID = re.compile(r"\b([SEPGDQNFXAW])([0-9]+)([a-z]?)\b(?![-'’])")


def reordered(base: Base, rng: random.Random) -> frozenset[Key]:
    """Shuffle every list in which the order says nothing."""
    return keys_of(check(_shuffled(base.copy(), rng), base.as_of))


def commented(base: Base, rng: random.Random) -> frozenset[Key]:
    """Put comments and empty lines between the lines of the files."""
    texts = {}
    for name, text in texts_of(base.data).items():
        lines = []
        for line in text.splitlines():
            if rng.random() < 0.2 and re.match(r" *(- |[a-z_]+:)", line):
                lines += ["", "# as it was told: {[- yes"]
            lines.append(line)
        texts[name] = "\n".join(lines) + "\n"
    return keys_of(check_texts(texts, base.as_of))


def renamed(base: Base, rng: random.Random) -> frozenset[Key]:
    """Give every record another number, in all texts alike; findings are told with the old ids."""
    more = rng.randint(3, 8) * 100
    texts = {
        name: _ID.sub(lambda m: f"{m[1]}{int(m[2]) + more}{m[3]}", text) for name, text in texts_of(base.data).items()
    }

    def back(text: str) -> str:
        return _ID.sub(lambda m: f"{m[1]}{int(m[2]) - more}{m[3]}", text)

    return frozenset((rule, back(place), back(words)) for rule, place, words in keys_of(check_texts(texts, base.as_of)))


CHANGES = {"other order": reordered, "comments": commented, "other ids": renamed}


def new_places(base: Base, keys: frozenset[Key]) -> set[tuple[str, str]]:
    """Return rules and places that are found now and were not before."""
    return {(rule, place) for rule, place, _ in keys} - base.places


def _shuffled(value: Any, rng: random.Random, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _shuffled(item, rng, key) for key, item in value.items()}
    if isinstance(value, list):
        items = [_shuffled(item, rng) for item in value]
        if name in _SETS:
            rng.shuffle(items)
        return items
    return value


__all__ = ["CHANGES", "Data", "new_places"]
