"""What if: this barrier had held, this policy had been in force, this factor had not been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from rca.case.records import CaseFile
from rca.causes.asked import require_words, states_asked
from rca.causes.cutsets import minimal_cut_sets
from rca.causes.evaluate import evaluate
from rca.causes.gates import GateTree, gate_tree, joined
from rca.causes.necessity import breaking_all, on_chain
from rca.causes.results import CutSet, CutSets, State
from rca.causes.states import STATES, state_of
from rca.causes.structure import require_tree
from rca.timeline.results import TimelineResult

Follows = Literal["yes", "no", "not settled"]

BUDGET: Final = 1_000
"""Cut sets that one list may hold before larger ones are left out and the answer says so."""


@dataclass(frozen=True)
class WhatIf:
    """The case as it would be with some factors changed.

    Parameters
    ----------
    changes : tuple of (str, str)
        What was asked, in the order in which it was asked.
    set_factors : tuple of (str, state)
        The factors that this sets, policies resolved to theirs, in the order of the file.
    follows : str
        Whether the outcome would still follow from what is known: ``yes``, ``no`` or ``not settled``.
    would_have_prevented : bool
        Whether "would have prevented it" may be said: the outcome is established and would not follow, and an
        unbroken chain of ``necessary: yes`` leads to it from an established factor that alone is enough for
        that. Otherwise a ``no`` means that no known path is left.
    killed : tuple of CutSet
        Cut sets that stand in the case and would not be enough any more, with their state in the case.
    remaining : tuple of CutSet
        Cut sets that would stand, with the state they would have; a factor that is set true with its causes left
        open stands in them itself.
    complete : bool
        Whether these are all; where not, all of up to ``order`` factors and the first larger ones.
    order : int or None
        That number.
    left : int or None
        How many cut sets would stand, also where they are too many to list; ``None`` where that is not known.
    breaks_all : tuple of str
        Leaves that every remaining cut set needs, in the order of the file.
    moved : tuple of (str, state, state)
        Factors whose state would differ, with the state before and after, causes before effects.
    unanswered : tuple of (str, str)
        Gate links, cause and effect, that the answer rests on and that nobody answered ``necessary: yes``.
    remarks : tuple of str
        What limits the answer, in sentences with ids.
    """

    changes: tuple[tuple[str, str], ...]
    set_factors: tuple[tuple[str, State], ...]
    follows: Follows
    would_have_prevented: bool
    killed: tuple[CutSet, ...]
    remaining: tuple[CutSet, ...]
    complete: bool
    order: int | None
    left: int | None
    breaks_all: tuple[str, ...]
    moved: tuple[tuple[str, State, State], ...]
    unanswered: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]

    def __repr__(self) -> str:
        return f"WhatIf({len(self.changes)} changes, follows={self.follows!r}, {len(self.remaining)} cut sets remain)"

    @property
    def smallest(self) -> int | None:
        """Number of factors in the smallest remaining cut set; ``None`` where none remains."""
        return min((len(found.factors) for found in self.remaining), default=None)


def what_if(
    case: CaseFile, changes: Mapping[str, str], timeline: TimelineResult | None = None, budget: int = BUDGET
) -> WhatIf:
    """Return the case as it would be with some factors changed.

    Parameters
    ----------
    case : CaseFile
        The case.
    changes : mapping of str to str
        A word for each id. A barrier: ``held``, ``failed``, ``missing``; what is said of it: ``refuted``,
        ``confirmed``. Any other factor: ``absent`` or ``refuted``, ``occurred`` or ``confirmed``. A policy that
        factors name: ``in-force``, ``not-in-force``.
    timeline : TimelineResult, optional
        The solved timeline; with it a policy's dates are held against the events of the conditions about it.
    budget : int
        Cut sets that one list may hold; beyond, only those up to an order are listed, and the answer says so.

    Returns
    -------
    WhatIf
        The answer, what it rests on and what is left.

    Raises
    ------
    ParameterError
        When an id or word is unknown; the error carries every mistake with the words that are allowed.
    CaseError
        When the structure is no tree.

    Notes
    -----
    A factor that is set is cut off from its causes (Pearl's intervention), so one with causes becomes a leaf.

    A policy stands for the factors that name it. ``in-force`` means in force and followed: omissions, procedure
    deviations and barriers that failed or were missing would not have been; ``not-in-force`` leaves these as they
    are, for nothing would have asked for better. A condition about a policy may be a lack of it or a result of
    it: one in force at the time is taken for a result, which ``not-in-force`` takes away; one not in force for a
    lack, which ``in-force`` takes away. Where the dates do not settle that, the condition becomes possible. A
    factor that is named itself is set by its own word.

    Examples
    --------
    ``what_if(case, {"F4": "held"}).follows`` is ``"no"`` where every cut set needs the failure of F4.
    """
    require_tree(case)
    require_words(case, changes)
    asked = states_asked(case, changes, timeline)
    tree = gate_tree(case)
    states = {leaf: state_of(case.factors[leaf].status) for leaf in tree.leaves}
    inside = {id_: state for id_, state in asked.items() if id_ in tree.inputs}
    new_tree, new_states = with_states(tree, states, inside)
    before, after = evaluate(tree, states), evaluate(new_tree, new_states)
    old = minimal_cut_sets(tree, states, budget)
    same_gates = new_tree.inputs == tree.inputs and not tree.refuted
    restated = same_gates and old.complete
    new = _restated(old, new_states) if restated else minimal_cut_sets(new_tree, new_states, budget)
    removed = [id_ for id_, state in inside.items() if state == "excluded" and before[id_] != "excluded"]
    follows = _follows(after[tree.top])
    enough = _enough(case, tree, states, removed)
    prevented = follows == "no" and before[tree.top] != "excluded" and _established(case, tree.top, *enough)
    unanswered = () if prevented or not removed or follows == "yes" else _unanswered(case, tree, removed)
    limits = [found.order for found in (old, new) if found.order is not None]
    points = breaking_all(new_tree, new_states)
    return WhatIf(
        changes=tuple(changes.items()),
        set_factors=tuple((f.id, asked[f.id]) for f in case.causes.factors if f.id in asked),
        follows=follows,
        would_have_prevented=prevented,
        killed=tuple(_killed(old, tree, new_tree, inside)),
        remaining=tuple(found for found in new.sets if found.state != "excluded"),
        complete=old.complete and new.complete,
        order=min(limits, default=None),
        left=new.standing,
        breaks_all=tuple(leaf for leaf in new_tree.leaves if leaf in points),
        moved=tuple((id_, before[id_], after[id_]) for id_ in tree.order if before[id_] != after.get(id_, before[id_])),
        unanswered=unanswered,
        remarks=tuple(_remarks(case, tree, asked, changes, before[tree.top], follows, enough)),
    )


def with_states(
    tree: GateTree, leaves: Mapping[str, State], states: Mapping[str, State]
) -> tuple[GateTree, dict[str, State]]:
    """Return a tree in which some nodes are set, cut off from their causes.

    Parameters
    ----------
    tree : GateTree
        The gates.
    leaves : mapping of str to str
        State of each leaf.
    states : mapping of str to str
        State of each node that is set; none of them the top.

    Returns
    -------
    tuple of (GateTree, dict)
        The tree with what is still joined to its top, and the state of each of its leaves.
    """
    inputs = {node: () if node in states else causes for node, causes in tree.inputs.items()}
    new_leaves = [*tree.leaves, *(node for node in tree.order if node in states and tree.inputs[node])]
    changed = joined(tree, inputs, new_leaves, tree.refuted.difference(states))
    return changed, {leaf: states.get(leaf, leaves.get(leaf, "excluded")) for leaf in changed.leaves}


def _restated(sets: CutSets, states: Mapping[str, State]) -> CutSets:
    """Return the same sets with the states that other states of their leaves give them."""
    found = tuple(
        CutSet(each.factors, STATES[min(STATES.index(states[f]) for f in each.factors)]) for each in sets.sets
    )
    return replace(sets, sets=found, standing=sum(each.state != "excluded" for each in found))


def _killed(old: CutSets, tree: GateTree, new_tree: GateTree, inside: Mapping[str, State]) -> Iterator[CutSet]:
    """Find the sets that stand in the case and from which alone, with what is set, the outcome no longer follows."""
    gone = frozenset(id_ for id_, state in inside.items() if state == "excluded")
    given = inside.keys() - gone
    leaves_only = not any(tree.inputs[id_] for id_ in inside)
    for cut_set in old.sets:
        if cut_set.state == "excluded" or (leaves_only and gone.isdisjoint(cut_set.factors)):
            continue
        held = given | (set(cut_set.factors) - gone)
        alone: dict[str, State] = {leaf: "established" if leaf in held else "excluded" for leaf in new_tree.leaves}
        if (leaves_only and not given) or evaluate(new_tree, alone)[tree.top] == "excluded":
            yield cut_set


def _follows(state: State) -> Follows:
    words: dict[State, Follows] = {"established": "yes", "possible": "not settled", "excluded": "no"}
    return words[state]


def _enough(case: CaseFile, tree: GateTree, states: Mapping[str, State], removed: list[str]) -> tuple[str, ...]:
    """Return the removed factors that alone are enough and stand on an unbroken chain of necessity.

    Those that are established stand alone where there are any.
    """
    chain, points = on_chain(case, tree), breaking_all(tree, states)
    enough = tuple(id_ for id_ in removed if id_ in chain and id_ in points)
    return tuple(id_ for id_ in enough if _is_established(case, id_)) or enough


def _established(case: CaseFile, outcome: str, *enough: str) -> bool:
    """Whether there is a factor that is enough, and both it and the outcome are established."""
    return bool(enough) and all(_is_established(case, id_) for id_ in (outcome, *enough))


def _is_established(case: CaseFile, id_: str) -> bool:
    return state_of(case.factors[id_].status) == "established"


def _doubt(case: CaseFile, outcome: str, enough: tuple[str, ...]) -> str:
    """Say why a change cannot be said to prevent the outcome although no path is left."""
    if not enough:
        return "no unbroken chain of answered necessity leads to it from a factor that alone is enough"
    doubtful = [id_ for id_ in (outcome, *enough) if not _is_established(case, id_)]
    return f"{' and '.join(doubtful)} {'is' if len(doubtful) == 1 else 'are'} not established"


def _unanswered(case: CaseFile, tree: GateTree, removed: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the gate links above the removed factors that nobody answered ``necessary: yes``."""
    above = set(removed)
    for node in tree.order:
        if any(cause in above for cause in tree.inputs[node]):
            above.add(node)
    return tuple(
        (link.cause, link.effect)
        for link in case.causes.links
        if link.role == "gate" and link.necessary != "yes" and link.cause in above and link.effect in tree.inputs
    )


def _remarks(
    case: CaseFile,
    tree: GateTree,
    asked: Mapping[str, State],
    changes: Mapping[str, str],
    before: State,
    follows: Follows,
    enough: tuple[str, ...],
) -> Iterator[str]:
    """Say what limits the answer; ids only, no words of the case."""
    if case.factors[tree.top].status == "refuted":
        yield f"The case says that the outcome, {tree.top}, is refuted: there is nothing to prevent."
    elif before == "excluded":
        yield "Nothing that is known explains the outcome before the change either."
    elif follows == "no" and not _established(case, tree.top, *enough):
        yield (
            "No known path to the outcome is left. That it would have been prevented cannot be said: "
            f"{_doubt(case, tree.top, enough)}."
        )
    for id_, state in asked.items():
        if id_ not in tree.inputs:
            yield f"{id_} stands outside the gates, so the tree cannot say what it would have changed."
        elif state == "possible":
            yield f"The dates do not say whether {id_} is a lack of its policy or a result of it; set {id_} itself."
    for id_, word in changes.items():
        if id_ not in case.factors and not any(case.factors[named].policy == id_ for named in asked):
            yield f"{id_}={word} leaves every factor that names {id_} as it is."
