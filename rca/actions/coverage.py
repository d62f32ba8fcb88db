"""Which cut sets the actions of a case break, what stays open, and which factors nothing addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from rca.actions.results import ActionResult, ActionsResult, Coverage, CutSetCover, FactorCover, Phase
from rca.case.records import Action, CaseFile, Factor
from rca.causes.evaluate import evaluate
from rca.causes.gates import GateTree, gate_tree
from rca.causes.results import CausesResult, CutSet, FactorResult, State

STRENGTHS: Final = ("stronger", "intermediate", "weaker")
"""Classes of the action hierarchy, the strongest first (RCA2, National Patient Safety Foundation 2015)."""

_NO_ACTION_WANTED: Final = frozenset({"outside_control", "normal_condition", "needs_data"})
_SHAPES_OTHERS: Final = frozenset({"barrier", "omission", "procedure_deviation"})


def cover(case: CaseFile, causes: CausesResult) -> ActionsResult:
    """Compute what the actions of a case achieve on its tree.

    Parameters
    ----------
    case : CaseFile
        The case.
    causes : CausesResult
        Its analysed tree.

    Returns
    -------
    ActionsResult
        A cut set is broken when the outcome would not follow from its leaves once everything that the done
        actions eliminate is gone; ``reduces`` breaks nothing. Excluded cut sets are left out.
    """
    tree = gate_tree(case) if causes.outcome else None
    sets = tuple(cut_set for cut_set in causes.cut_sets.sets if cut_set.state != "excluded")
    actions = sorted(
        (_action(action, tree, sets) for action in case.actions.actions),
        key=lambda action: (
            action.phase == "dropped",
            -len(action.breaks),
            STRENGTHS.index(action.strength),
            action.phase != "done",
        ),
    )
    factors = _factors(case, causes)
    return ActionsResult(
        actions=tuple(actions),
        cut_sets=cover_sets(tree, sets, actions) if tree else (),
        complete=causes.cut_sets.complete,
        factors=factors,
        uncovered=tuple(factor.id for factor in factors if factor.wanted and not factor.covered),
        strongest=_strongest(action for action in actions if action.phase != "dropped"),
        strongest_done=_strongest(action for action in actions if action.phase == "done"),
    )


def cover_sets(tree: GateTree, sets: Iterable[CutSet], actions: Collection[ActionResult]) -> tuple[CutSetCover, ...]:
    """Judge cut sets by what is done and planned.

    Parameters
    ----------
    tree : GateTree
        The gates in which the sets are enough for the outcome.
    sets : iterable of CutSet
        The sets.
    actions : collection of ActionResult
        The actions of the case.

    Returns
    -------
    tuple of CutSetCover
        One for each set.
    """
    return tuple(_cut_set(tree, cut_set, actions) for cut_set in sets)


def _action(action: Action, tree: GateTree | None, sets: tuple[CutSet, ...]) -> ActionResult:
    eliminates = _targets(action, "eliminates")
    return ActionResult(
        id=action.id,
        text=action.text,
        label=action.label or action.text,
        origin=action.origin,
        issuer=action.issuer,
        source=action.source,
        kind=action.kind,
        strength=action.strength,
        status=action.status,
        status_said=action.history[-1].when.text,
        phase=_phase(action.status),
        owner=action.owner,
        due=action.due,
        eliminates=eliminates,
        reduces=_targets(action, "reduces"),
        breaks=tuple(i for i, cut_set in enumerate(sets) if tree and _broken(tree, cut_set, eliminates)),
        of=len(sets),
    )


def _targets(action: Action, effect: str) -> tuple[str, ...]:
    return tuple(target.factor for target in action.targets if target.effect == effect)


def _phase(status: str) -> Phase:
    match status:
        case "done":
            return "done"
        case "dropped":
            return "dropped"
        case _:
            return "planned"


def _broken(tree: GateTree, cut_set: CutSet, removed: Collection[str]) -> bool:
    """Whether the outcome no longer follows from the leaves of a set once some factors are removed."""
    inside = [node for node in removed if node in tree.inputs]
    if not inside:
        return False
    if any(node in cut_set.factors for node in inside):
        return True  # the set is minimal: without one of its leaves it is not enough
    leaves: dict[str, State] = {leaf: "established" if leaf in cut_set.factors else "excluded" for leaf in tree.leaves}
    return evaluate(tree, leaves, inside)[tree.top] == "excluded"


def _cut_set(tree: GateTree, cut_set: CutSet, actions: Iterable[ActionResult]) -> CutSetCover:
    """Judge one set by all done actions together, then by all that are done or planned."""
    live = [action for action in actions if action.phase != "dropped" and action.eliminates]
    done = [action for action in live if action.phase == "done"]
    steps: tuple[tuple[Coverage, list[ActionResult]], ...] = (("broken", done), ("would be broken", live))
    for coverage, group in steps:
        if _broken(tree, cut_set, [factor for action in group for factor in action.eliminates]):
            alone = tuple(action.id for action in group if _broken(tree, cut_set, action.eliminates))
            together = tuple(action.id for action in group)
            return CutSetCover(cut_set.factors, cut_set.state, coverage, alone or together)
    return CutSetCover(cut_set.factors, cut_set.state, "open", ())


def _factors(case: CaseFile, causes: CausesResult) -> tuple[FactorCover, ...]:
    caused = {link.effect for link in case.causes.links if case.factors[link.cause].status != "refuted"}
    contributing = {link.cause for link in case.causes.links if link.role == "contributing"}
    declined = {entry.factor: entry.because for entry in case.actions.declined}
    live = [action for action in case.actions.actions if action.status != "dropped"]
    covers = []
    for result in causes.factors:
        if result.id == causes.outcome:
            continue
        factor = case.factors[result.id]
        covers.append(
            FactorCover(
                id=factor.id,
                eliminated_by=tuple(a.id for a in live if factor.id in _targets(a, "eliminates")),
                reduced_by=tuple(a.id for a in live if factor.id in _targets(a, "reduces")),
                declined=declined.get(factor.id),
                wanted=_wanted(factor, result, factor.id not in caused, factor.id in contributing),
            )
        )
    return tuple(covers)


def _wanted(factor: Factor, result: FactorResult, ends: bool, contributing: bool) -> bool:
    """Whether an action or a reasoned decline is wanted for a factor.

    It is for roots that end a branch, for barriers, omissions and deviations, and for conditions that end a branch or
    contribute; never for what is excluded, outside control, normal or short of data, nor for acts and
    events as such: what shaped them is what can be changed.
    """
    if result.state == "excluded" or factor.stop in _NO_ACTION_WANTED or factor.state in {"held", "partial"}:
        return False
    if (factor.stop == "root" and ends) or factor.kind in _SHAPES_OTHERS:
        return True
    return factor.kind == "condition" and (ends or contributing)


def _strongest(actions: Iterable[ActionResult]) -> str | None:
    return min((action.strength for action in actions), key=STRENGTHS.index, default=None)
