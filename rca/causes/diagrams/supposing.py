"""A fault tree as it would be with some gates or events set true or false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rca.causes.diagrams.fault_tree import FaultTree, Formula
from rca.errors import Mistake, ParameterError

WORDS: Final[Mapping[str, bool]] = {
    "held": False,
    "absent": False,
    "refuted": False,
    "in-force": False,
    "failed": True,
    "missing": True,
    "occurred": True,
    "confirmed": True,
    "not-in-force": True,
}
"""What a word makes of an event that says "this barrier failed", "this happened"."""


def suppose(tree: FaultTree, changes: Mapping[str, str]) -> FaultTree:
    """Return a tree in which some gates or events are true or false whatever else happens.

    Parameters
    ----------
    tree : FaultTree
        The tree.
    changes : mapping of str to str
        One of :data:`WORDS` for each name.

    Returns
    -------
    FaultTree
        Changed events become house events; changed gates become constants.

    Raises
    ------
    ParameterError
        With every unknown name and word.

    Examples
    --------
    >>> tree = FaultTree("T", {"T": Formula("any", ("A", "B"))}, ("A", "B"))
    >>> suppose(tree, {"A": "held"}).houses
    {'A': False}
    """
    known = frozenset((*tree.gates, *tree.events, *tree.houses))
    mistakes = []
    for name, word in changes.items():
        if name not in known:
            message = f"nothing in the tree is called {name[:80]!r}"
            mistakes.append(Mistake("what-if", 0, 0, "what-if.unknown-id", message, "name a gate or an event"))
        if word not in WORDS:
            message = f"the words are {', '.join(WORDS)}; got {name[:80]}={word[:80]}"
            mistakes.append(Mistake("what-if", 0, 0, "what-if.unknown-word", message, "write one of them"))
    if mistakes:
        raise ParameterError(mistakes)
    values = {name: WORDS[word] for name, word in changes.items()}
    events = tuple(event for event in tree.events if event not in values)
    return replace(
        tree,
        gates={
            name: Formula("true" if values[name] else "false", ()) if name in values else formula
            for name, formula in tree.gates.items()
        },
        events=events,
        probabilities={name: chance for name, chance in tree.probabilities.items() if name not in values},
        houses={**tree.houses, **{name: value for name, value in values.items() if name not in tree.gates}},
    )
