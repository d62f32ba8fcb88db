"""The tree that is drawn: each factor under one effect, the one that it is most needed for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rca.case.records import Alternative, CaseFile, Link
from rca.causes.picture.drawn import ROLES
from rca.causes.results import CausesResult


@dataclass(frozen=True)
class Plan:
    """Which factor is drawn under which.

    Parameters
    ----------
    primary : mapping of str to str
        The effect, or the guarded factor, under which each factor is drawn.
    links : mapping of str to sequence of Link
        By effect, gate links first.
    guards : mapping of str to sequence of str
        Barriers beside a factor.
    alternatives : mapping of str to sequence of Alternative
        Other explanations of a factor.
    order : sequence of str
        All factors joined to the outcome, each after its effects.
    effects : mapping of str to sequence of str
        All effects of each factor, in that order.
    """

    primary: Mapping[str, str]
    links: Mapping[str, Sequence[Link]]
    guards: Mapping[str, Sequence[str]]
    alternatives: Mapping[str, Sequence[Alternative]]
    order: Sequence[str]
    effects: Mapping[str, Sequence[str]]

    def beside(self, id_: str) -> list[Link | Alternative]:
        """Return what stands to the right of a factor, from top to bottom."""
        return [*self.links[id_], *self.alternatives[id_]]

    def owned(self, id_: str, item: Link | Alternative) -> str | None:
        """Return the factor that is drawn beside another; ``None`` for a pill or another explanation."""
        return item.cause if isinstance(item, Link) and self.primary.get(item.cause) == id_ else None

    def others(self, id_: str) -> list[str]:
        """Return the effects of a factor beside which it is a pill, in the order of drawing."""
        return [effect for effect in self.effects[id_] if effect != self.primary.get(id_)]


def make_plan(case: CaseFile, result: CausesResult) -> Plan:
    """Return the tree that is drawn.

    Parameters
    ----------
    case : CaseFile
        Links and alternatives.
    result : CausesResult
        Names the outcome and the factors that may be shown; others are left out.

    Returns
    -------
    Plan
        A factor with several effects stands under the one it is most needed for: gate links before
        contributing ones, answered necessity before open, then the nearest to the outcome.
    """
    shown = {factor.id for factor in result.factors} & case.factors.keys()
    links: dict[str, list[Link]] = {id_: [] for id_ in case.factors if id_ in shown}
    for link in sorted(case.causes.links, key=lambda link: ROLES.index(link.role)):
        if {link.cause, link.effect} <= shown:
            links[link.effect].append(link)
    guards: dict[str, list[str]] = {id_: [] for id_ in links}
    for id_ in links:
        guarded = case.factors[id_].guards
        if guarded in guards:
            guards[guarded].append(id_)
    alternatives: dict[str, list[Alternative]] = {id_: [] for id_ in links}
    for alternative in case.causes.alternatives:
        if alternative.for_factor in alternatives:
            alternatives[alternative.for_factor].append(alternative)
    order = _effects_first(result.outcome, links, guards)
    effects: dict[str, list[str]] = {id_: [] for id_ in order}
    for effect in order:
        for link in links[effect]:
            effects[link.cause].append(effect)
    return Plan(_primary(order, links, guards), links, guards, alternatives, order, effects)


def _effects_first(top: str, links: Mapping[str, Sequence[Link]], guards: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what is joined to the top, each factor after all its effects and what it guards."""
    after: dict[str, None] = {}
    entered: set[str] = set()
    waiting = [top]
    while waiting:
        node = waiting[-1]
        if node in entered:
            waiting.pop()
            after.setdefault(node)
        else:
            entered.add(node)
            waiting += [id_ for id_ in (*(link.cause for link in links[node]), *guards[node]) if id_ not in entered]
    return list(reversed(after))


def _primary(
    order: Sequence[str], links: Mapping[str, Sequence[Link]], guards: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the effect, or the guarded factor, under which each factor is drawn."""
    best: dict[str, tuple[tuple[bool, bool, int, int], str]] = {}
    column = {order[0]: 0}
    for place, effect in enumerate(order):
        if effect in best:
            owner = best[effect][1]
            column[effect] = column[owner] + (effect not in guards[owner])
        for link in links[effect]:
            rank = (link.role != "gate", link.necessary != "yes", column[effect], place)
            if link.cause not in best or rank < best[link.cause][0]:
                best[link.cause] = (rank, effect)
        for guard in guards[effect]:
            best[guard] = ((False, False, -1, place), effect)
    return {id_: owner for id_, (_, owner) in best.items()}
