"""What actions cost, and whether the costs of several can be added up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import gcd
from typing import Final, Literal

from rca.case.records import Action

CLASSES: Final = ("low", "medium", "high")
"""Words for a cost without an amount, the cheapest first."""

LARGEST: Final = 10**7
"""Most steps (the largest one that divides all costs) in a sum of costs: beyond, the solver is no longer exact."""

_AMOUNT = re.compile(r"(?P<amount>[0-9]{1,12}(?:\.[0-9]{1,2})?) ?(?P<unit>[€$£¥]|[^\W\d_](?:[^\W\d_]|[-/. ]){0,30})")

Basis = Literal["amount", "class", "count"]


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost that was read: an amount with its unit, or a class.

    Parameters
    ----------
    amount : Decimal or None
        The number, where there is one.
    unit : str
        Its unit, or the word of the class.
    """

    amount: Decimal | None
    unit: str

    def __str__(self) -> str:
        return self.unit if self.amount is None else f"{self.amount:,} {self.unit}"


def parse_cost(text: str) -> Cost | None:
    """Read a cost.

    Parameters
    ----------
    text : str
        ``low``, ``medium`` or ``high``, or a number with a unit: ``12 person-days``, ``5000 EUR``.

    Returns
    -------
    Cost or None
        ``None`` for any other words: they are kept as they stand, and nothing is guessed from them.

    Examples
    --------
    >>> parse_cost("12 person-days")
    Cost(amount=Decimal('12'), unit='person-days')
    >>> parse_cost("about 5,000 EUR") is None
    True
    """
    words = " ".join(text.split())
    if words in CLASSES:
        return Cost(None, words)
    match = _AMOUNT.fullmatch(words)
    return Cost(Decimal(match["amount"]), match["unit"].strip()) if match else None


@dataclass(frozen=True)
class CostScale:
    """How the costs of a group of actions are compared.

    Parameters
    ----------
    basis : str
        ``amount`` where all costs have one unit, ``class`` where all are words, else ``count``: each action
        counts 1.
    unit : str
        The unit of the amounts; ``actions`` for ``count``, empty for ``class``.
    steps : mapping of str to int
        The weight of each action. Amounts are in multiples of ``step``. One ``high`` weighs more than all the
        ``medium`` ones together, and one of those more than all the ``low`` ones: fewer of the dear kind is
        cheaper, and no ratio between the words is made up.
    step : Decimal
        The amount of one step.
    why : str
        Why each action counts 1; empty otherwise.
    words : mapping of str to str
        The class of each action, for ``class``.
    """

    basis: Basis
    unit: str
    steps: Mapping[str, int]
    step: Decimal
    why: str
    words: Mapping[str, str]

    def amount(self, actions: Iterable[str]) -> Decimal | None:
        """Return the sum over some actions in the unit; ``None`` where costs are classes."""
        return None if self.basis == "class" else self.step * sum(self.steps[id_] for id_ in actions)

    def told(self, actions: Iterable[str]) -> str:
        """Return the cost of some actions in words, such as ``17 person-days`` or ``1 high, 2 low``."""
        actions = tuple(actions)
        amount = self.amount(actions)
        if amount is not None:
            return tell_amount(amount, self.unit)
        found = [self.words[id_] for id_ in actions]
        return ", ".join(f"{found.count(name)} {name}" for name in reversed(CLASSES) if name in found) or "nothing"


def tell_amount(amount: Decimal, unit: str) -> str:
    """Return an amount with its unit, without zeros at the end.

    Examples
    --------
    >>> tell_amount(Decimal("5000.00"), "EUR"), tell_amount(Decimal(1), "actions")
    ('5,000 EUR', '1 action')
    """
    number = f"{amount:,f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount.to_integral_value():,}"
    return f"{number} {'action' if unit == 'actions' and amount == 1 else unit}"


def cost_scale(actions: Iterable[Action]) -> CostScale:
    """Return how the costs of some actions are compared.

    Parameters
    ----------
    actions : iterable of Action
        Those that a plan may choose from.

    Returns
    -------
    CostScale
        Amounts of several units, classes beside amounts and costs not stated are never added up: then each
        action counts 1, and ``why`` says what stands in the way.
    """
    actions = tuple(actions)
    costs = {action.id: parse_cost(action.cost) if action.cost else None for action in actions}
    found = [cost for cost in costs.values() if cost is not None]
    units = list(dict.fromkeys(cost.unit for cost in found if cost.amount is not None))
    classes = {id_: cost.unit for id_, cost in costs.items() if cost and cost.amount is None}
    why = _obstacle(actions, costs, units, bool(classes))
    if why or not actions:
        return CostScale("count", "actions", dict.fromkeys(costs, 1), Decimal(1), why, {})
    if classes:
        return CostScale("class", "", _class_steps(classes), Decimal(1), "", classes)
    hundredths = {id_: int(cost.amount * 100) for id_, cost in costs.items() if cost and cost.amount is not None}
    step = gcd(*hundredths.values()) or 1
    steps = {id_: value // step for id_, value in hundredths.items()}
    if sum(steps.values()) > LARGEST:
        why = "the amounts lie too far apart to be added exactly; round them"
        return CostScale("count", "actions", dict.fromkeys(costs, 1), Decimal(1), why, {})
    return CostScale("amount", units[0], steps, Decimal(step) / 100, "", {})


def _class_steps(classes: Mapping[str, str]) -> dict[str, int]:
    """Weigh each class so that one of it outweighs all cheaper actions together."""
    weights, below = {}, 0
    for name in CLASSES:
        weights[name] = below + 1
        below += weights[name] * sum(found == name for found in classes.values())
    return {id_: weights[name] for id_, name in classes.items()}


def _obstacle(actions: tuple[Action, ...], costs: Mapping[str, Cost | None], units: list[str], classes: bool) -> str:
    """Say why costs cannot be added up; empty where they can."""
    reasons = []
    if missing := [action.id for action in actions if action.cost is None]:
        reasons.append("no action states a cost" if len(missing) == len(actions) else f"no cost for {_few(missing)}")
    if unread := [action.id for action in actions if action.cost is not None and costs[action.id] is None]:
        reasons.append(f"no amount or class in the words for {_few(unread)}")
    if len(units) > 1:
        reasons.append(f"units differ ({', '.join(units)})")
    if units and classes:
        reasons.append("amounts stand beside classes")
    return "; ".join(reasons)


def _few(ids: list[str]) -> str:
    return ", ".join(ids) if len(ids) <= 6 else f"{', '.join(ids[:5])} and {len(ids) - 5} more"
