"""What is wrong with a fault tree, all of it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from rca.causes.diagrams.fault_tree import FaultTree, Formula

NESTED: Final = 100
"""How deep formulas may be written inside each other."""

_INPUTS: Final = {
    "same": (1, 1),
    "not": (1, 1),
    "iff": (2, 2),
    "imply": (2, 2),
    "true": (0, 0),
    "false": (0, 0),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a tree.

    Parameters
    ----------
    code : str
        Stable id of the rule.
    name : str
        The gate or event.
    message : str
        The rule and what was found.
    remedy : str
        What to do.
    missing : str
        The name that nothing defines, where that is the problem.
    """

    code: str
    name: str
    message: str
    remedy: str
    missing: str = ""


def unsound(tree: FaultTree) -> tuple[Problem, ...]:
    """Return every problem of a tree; none where it can be solved.

    Parameters
    ----------
    tree : FaultTree
        Any tree.

    Examples
    --------
    >>> [problem.message for problem in unsound(FaultTree("T", {"T": Formula("all", ("A", "T"))}, ("A",)))]
    ['a gate must not depend on itself: T -> T']
    """
    problems = [*_names(tree)]
    known = frozenset((*tree.gates, *tree.events, *tree.houses))
    for name, formula in tree.gates.items():
        problems += _formula(known, name, formula)
    return (*problems, *_cycle(tree))


def _names(tree: FaultTree) -> Iterator[Problem]:
    if tree.top not in tree.gates and tree.top not in frozenset(tree.events):
        yield Problem("tree.no-top", tree.top, f"no gate or event is called {tree.top!r}", "name a gate", tree.top)
    seen = set(tree.gates)
    for name in (*tree.events, *tree.houses):
        if name in seen:
            yield Problem("tree.defined-twice", name, f"{name!r} is defined twice", "give each a name of its own")
        seen.add(name)
    known = frozenset(tree.events)
    for name, chance in tree.probabilities.items():
        if name not in known:
            yield Problem(
                "tree.unknown-name", name, f"a probability is given to {name!r}, which is no event", "mend it"
            )
        if not 0 <= chance <= 1:
            yield Problem("tree.probability", name, f"a probability lies from 0 to 1, not {chance!r}", "mend it")


def _formula(known: Collection[str], gate: str, formula: Formula) -> Iterator[Problem]:
    waiting = [(formula, 1)]
    while waiting:
        part, depth = waiting.pop()
        count = len(part.inputs)
        least, most = _INPUTS.get(part.kind, (1, None))
        if count < least or (most is not None and count > most):
            wanted = f"{least} input{'s' * (least != 1)}" + ("" if most is not None else " or more")
            message = f"{part.kind!r} in gate {gate!r} takes {wanted}, not {count}"
            yield Problem("tree.inputs", gate, message, "add or take away inputs")
        if part.kind == "at_least" and not 1 <= part.need <= count:
            message = f"gate {gate!r} asks for at least {part.need} of {count} inputs; it must be from 1 to {count}"
            yield Problem("tree.k-out-of-range", gate, message, "mend the number or the inputs")
        if depth > NESTED:
            message = f"formulas of gate {gate!r} are nested more than {NESTED} deep"
            yield Problem("tree.nested", gate, message, "give the inner ones names of their own")
            return
        waiting.extend([(given, depth + 1) for given in part.inputs if not isinstance(given, str)])
    for name in dict.fromkeys(formula.names()):
        if name not in known:
            message = f"gate {gate!r} uses {name!r}, which nothing defines"
            yield Problem("tree.unknown-name", gate, message, f"define {name!r} or mend the name", name)


def _cycle(tree: FaultTree) -> Iterator[Problem]:
    """Give the first cycle as a path."""
    done: set[str] = set()
    for start in tree.gates:
        path: dict[str, None] = {}
        waiting = [start]
        while waiting:
            name = waiting[-1]
            if name in done or name not in tree.gates or name in path:
                waiting.pop()
                if name in path and name not in done:
                    path.pop(name)
                    done.add(name)
                continue
            path[name] = None
            for given in tree.gates[name].names():
                if given in path:
                    names = list(path)
                    shown = " -> ".join([*names[names.index(given) :], given])
                    message = f"a gate must not depend on itself: {shown}"
                    yield Problem("tree.cycle", given, message, "take one of these links away")
                    return
                waiting.append(given)
