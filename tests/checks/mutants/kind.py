"""What a kind of mutant is, and what all kinds use to find their place in a case."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from .bases import Base, Data

Plant = Callable[[Base, Data, random.Random], str | None]
"""Plants one defect into the data and returns the place that a finding should name; None where it cannot."""

T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """One kind of defect and the rule that should find it."""

    rule: str
    name: str
    plant: Plant

    @property
    def title(self) -> str:
        return f"{self.rule}: {self.name}"


KINDS: list[Kind] = []


def kind(rule: str, name: str) -> Callable[[Plant], Plant]:
    """Register a function as a kind of mutant."""

    def register(plant: Plant) -> Plant:
        KINDS.append(Kind(rule, name, plant))
        return plant

    return register


def pick(rng: random.Random, items: Iterable[T]) -> T | None:
    """Return one of some items, or None where there are none."""
    found = list(items)
    return rng.choice(found) if found else None


def record(data: Data, id_: str) -> Any:
    """Return the record with an id."""
    for area in data.values():
        for items in area.values():
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict) and item.get("id") == id_:
                    return item
    raise KeyError(id_)


def link(data: Data, cause: str, effect: str) -> Any:
    """Return the link between two factors."""
    return next(each for each in data["causes"]["links"] if (each["cause"], each["effect"]) == (cause, effect))


def clear(base: Base, rule: str, places: Iterable[str]) -> list[str]:
    """Return the places at which a rule finds nothing yet."""
    return [place for place in places if (rule, place) not in base.places]


def own_actions(base: Base) -> list[str]:
    """Return the ids of actions of our own that were not dropped."""
    actions = base.context.case.actions.actions
    return [action.id for action in actions if action.origin == "ours" and action.status != "dropped"]


def live_actions(base: Base) -> list[str]:
    """Return the ids of actions that were not dropped."""
    return [action.id for action in base.context.case.actions.actions if action.status != "dropped"]


def status(data: Data, action: str, word: str, when: str = "2024-12-01 UTC") -> None:
    """Add a status at the end of the history of an action."""
    record(data, action)["history"].append({"status": word, "when": when})
