"""The cheapest sets of a case's actions: those that break every cut set, and the best within a budget."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rca.actions.costs import CostScale, cost_scale, parse_cost, tell_amount
from rca.actions.coverage import cover, cover_sets
from rca.actions.hitting import LIMITS, Chosen, Limits, cheapest_sets, most_broken
from rca.actions.remaining import remaining_set
from rca.actions.results import ActionResult, CutSetCover
from rca.actions.ways import Option
from rca.case.records import Action, CaseFile
from rca.causes.gates import GateTree, gate_tree
from rca.causes.results import CausesResult
from rca.causes.states import state_of
from rca.errors import Mistake, ParameterError

MOST_GOALS = 1_000
"""So many cut sets are counted under a budget, the smallest first."""

View = Literal["occurred", "similar"]


@dataclass(frozen=True, slots=True)
class ActionSet:
    """Some actions of a case.

    Parameters
    ----------
    actions : tuple of str
        Their ids, in the order of the file.
    cost : str
        What they cost together, in words.
    amount : Decimal or None
        The same as a number; ``None`` where costs are classes.
    proven : bool
        Whether no better set exists; otherwise a limit was met.
    bound : Decimal or None
        No set costs less; ``None`` where costs are classes.
    """

    actions: tuple[str, ...]
    cost: str
    amount: Decimal | None
    proven: bool
    bound: Decimal | None


@dataclass(frozen=True, slots=True)
class BestWithin:
    """What to add to the done actions so that the most cut sets are broken within a budget, at the least cost.

    Parameters
    ----------
    budget : str or None
        In words; ``None`` where none was given.
    chosen : ActionSet
        The actions to add; its ``bound`` is empty.
    broken, most, of : int
        Cut sets that they and the done ones break, the most that can be broken, and how many were counted.
    """

    budget: str | None
    chosen: ActionSet
    broken: int
    most: int
    of: int


@dataclass(frozen=True)
class Plan:
    """What could be done about a tree, in one view of it.

    Parameters
    ----------
    view : str
        ``occurred``: the cut sets that are not excluded. ``similar``: all minimal cut sets, so that the same and
        similar outcomes are met.
    cut_sets : tuple of CutSetCover
        Each with what is done or planned about it.
    complete : bool
        Whether all cut sets of the tree are listed. The cheapest sets rest on the gates, not on the list.
    count : int or None
        How many cut sets there are, also where they are too many to list; ``None`` where that is not known.
    left : tuple of str
        Leaves from which the outcome would follow even with every action done; empty where it would not.
    scale : CostScale
        How costs were compared.
    cheapest : tuple of ActionSet
        The cheapest sets that break every cut set, the best first; empty where no set does.
    beyond : ActionSet or None
        The cheapest set of actions not done yet that breaks what the done ones leave; ``None`` where none does.
    within : BestWithin or None
        The best within the budget; without a budget only where no set breaks everything.
    """

    view: View
    cut_sets: tuple[CutSetCover, ...]
    complete: bool
    count: int | None
    left: tuple[str, ...]
    scale: CostScale
    cheapest: tuple[ActionSet, ...]
    beyond: ActionSet | None
    within: BestWithin | None

    def __repr__(self) -> str:
        return f"Plan({self.view}, {len(self.cut_sets)} cut sets, {len(self.cheapest)} sets of actions)"


def plan_actions(
    case: CaseFile, causes: CausesResult, budget: str | None = None, count: int = 5, limits: Limits = LIMITS
) -> tuple[Plan, ...]:
    """Find the cheapest sets of actions that break every cut set of a case.

    Parameters
    ----------
    case : CaseFile
        The case.
    causes : CausesResult
        Its analysed tree.
    budget : str, optional
        What may be spent beyond what is done, in the unit of the costs: ``20 person-days``; a number of actions
        where each counts 1.
    count : int
        How many sets are wanted.
    limits : Limits
        Where to stop.

    Returns
    -------
    tuple of Plan
        For what occurred, then for the same and similar; none for a case without a tree. Dropped actions are left
        out, and what only ``reduces`` breaks nothing.

    Raises
    ------
    ParameterError
        When the budget is no amount, or not in the unit of the costs.
    """
    if not causes.outcome:
        return ()
    occurred = gate_tree(case)
    shown = [leaf for leaf in occurred.leaves if state_of(case.factors[leaf].status) != "excluded"]
    similar = replace(occurred, refuted=frozenset())
    asked = _Asked(case, causes, cover(case, causes).actions, budget, count, limits)
    plan = _plan(asked, "occurred", occurred, shown)
    if similar == occurred and len(shown) == len(similar.leaves):
        return plan, replace(plan, view="similar")
    return plan, _plan(asked, "similar", similar, similar.leaves)


@dataclass(frozen=True)
class _Asked:
    """What both views of a plan are made from."""

    case: CaseFile
    causes: CausesResult
    actions: tuple[ActionResult, ...]
    budget: str | None
    count: int
    limits: Limits


def _plan(asked: _Asked, view: View, tree: GateTree, on: Collection[str]) -> Plan:
    live = [action for action in asked.case.actions.actions if action.status != "dropped" and _removes(action, tree)]
    planned = [action for action in live if action.status != "done"]
    scale = cost_scale(live)
    options, cut_sets = _options(live, scale, tree), asked.causes.cut_sets.sets
    if view == "occurred":
        cut_sets = tuple(cut_set for cut_set in cut_sets if cut_set.state != "excluded")
    cheapest = cheapest_sets(tree, options, asked.count, on, asked.limits)
    done = frozenset(node for action in live if action.status == "done" for node in _removes(action, tree))
    rest, later = replace(tree, refuted=tree.refuted | done), cost_scale(planned)
    open_options = _options(planned, later, tree)
    beyond = cheapest_sets(rest, open_options, 1, on, asked.limits)
    within = None
    if asked.budget is not None or not cheapest:
        goals = [cut_set.factors for cut_set in cut_sets[:MOST_GOALS]]
        spend, words = (None, None) if asked.budget is None else _budget(asked.budget, later)
        best = most_broken(rest, open_options, goals, spend, asked.limits)
        chosen = replace(_action_set(best, planned, later), bound=None)
        within = BestWithin(words, chosen, best.broken, best.bound, len(goals))
    return Plan(
        view=view,
        cut_sets=cover_sets(tree, cut_sets, asked.actions),
        complete=asked.causes.cut_sets.complete,
        count=asked.causes.cut_sets.standing if view == "occurred" else asked.causes.cut_sets.count,
        left=remaining_set(tree, on, [node for action in live for node in _removes(action, tree)]),
        scale=scale,
        cheapest=tuple(_action_set(one, live, scale) for one in cheapest),
        beyond=_action_set(beyond[0], planned, later) if beyond else None,
        within=within,
    )


def _removes(action: Action, tree: GateTree) -> tuple[str, ...]:
    return tuple(t.factor for t in action.targets if t.effect == "eliminates" and t.factor in tree.inputs)


def _options(actions: Sequence[Action], scale: CostScale, tree: GateTree) -> list[Option]:
    return [Option(action.id, scale.steps[action.id], _removes(action, tree)) for action in actions]


def _action_set(chosen: Chosen, actions: Sequence[Action], scale: CostScale) -> ActionSet:
    ids = tuple(actions[index].id for index in chosen.options)
    bound = None if scale.basis == "class" else scale.step * chosen.bound
    return ActionSet(ids, scale.told(ids), scale.amount(ids), chosen.proven, bound)


def _budget(text: str, scale: CostScale) -> tuple[int, str]:
    """Return a budget in the steps of the costs, and in words."""
    words = " ".join(text.split())
    plain = re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", words)
    cost = None if plain else parse_cost(words)
    if scale.basis == "class":
        raise _refused("the costs are words (low, medium, high), which no budget can be held against", words)
    if not plain and (cost is None or cost.amount is None):
        raise _refused("a budget is a number, with the unit of the costs", words)
    if cost and cost.unit != scale.unit:
        counted = f" because {scale.why}, each action counts 1, and" if scale.why else ""
        raise _refused(f"a budget has the unit of the costs;{counted} that is {scale.unit!r}", words)
    amount = Decimal(words) if plain else cost.amount if cost and cost.amount is not None else Decimal(0)
    return int(amount / scale.step), tell_amount(amount, scale.unit)


def _refused(rule: str, words: str) -> ParameterError:
    remedy = "state the costs of all actions in one unit, or give the budget in theirs"
    return ParameterError([Mistake("budget", 0, 0, "parameter.budget", f"{rule}; got {words[:80]!r}", remedy)])
