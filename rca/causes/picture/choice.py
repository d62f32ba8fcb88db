"""Which factors stand on a slide: the outcome, single fixes with their chains, then causes from the outcome on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile, Factor, Link
from rca.causes.picture.drawn import ROLES, Drawn
from rca.causes.results import CausesResult
from rca.drawing.words import plain

MOST: Final = 9
"""So many factors can be read on a slide."""
_WORDS: Final = 8
_LONGEST: Final = 120


@dataclass(frozen=True)
class Choice:
    """The factors that a slide may show.

    Parameters
    ----------
    below : mapping of str to sequence of Link
        The links of each effect, gates first.
    parents : mapping of str to str
        The effect under which each factor is drawn: the nearest to the outcome, by gates first.
    order : sequence of str
        At most nine factors as they claim a place; each stands after the effect it is drawn under.
    """

    below: Mapping[str, Sequence[Link]]
    parents: Mapping[str, str]
    order: Sequence[str]

    def drawn(self, count: int) -> Drawn:
        """Return the first factors of the choice as a tree."""
        kept = set(self.order[:count])

        def node(id_: str, link: Link | None) -> Drawn:
            own = [each for each in self.below[id_] if each.cause in kept and self.parents[each.cause] == id_]
            own = list({each.cause: each for each in reversed(own)}.values())[::-1]
            role, necessary = (link.role, link.necessary) if link else (None, "unknown")
            gates = sum(each.role == "gate" for each in self.below[id_])
            return Drawn(id_, id_, role, necessary, tuple(node(each.cause, each) for each in own), gates=gates)

        return node(self.order[0], None)

    def left_out(self, drawn: Drawn) -> int:
        """Return how many causes of a node are not drawn."""
        return len({link.cause for link in self.below[drawn.id]}) - len(drawn.children)


def choose(case: CaseFile, result: CausesResult) -> Choice | None:
    """Return the factors that a slide may show.

    Parameters
    ----------
    case : CaseFile
        The links.
    result : CausesResult
        The analysed tree; factors that it leaves out are not chosen.

    Returns
    -------
    Choice or None
        ``None`` without an outcome.
    """
    shown = {factor.id for factor in result.factors} & case.factors.keys()
    if result.outcome not in shown:
        return None
    below: dict[str, list[Link]] = {id_: [] for id_ in case.factors if id_ in shown}
    for link in sorted(case.causes.links, key=lambda link: ROLES.index(link.role)):
        if {link.cause, link.effect} <= shown:
            below[link.effect].append(link)
    parents = _parents(result.outcome, below)
    return Choice(below, parents, _order(result, below, parents))


def short_name(factor: Factor) -> str:
    """Return the short name of a factor: its label, else its text, whole or up to its first comma.

    Parameters
    ----------
    factor : Factor
        The factor.

    Returns
    -------
    str
        About eight words where there is a place to part the text; else all of it, up to 120 characters. A
        text that is longer still stays in the report.
    """
    text = plain(factor.label or factor.text).rstrip(".")
    if len(text.split()) <= _WORDS + 2 and len(text) <= _LONGEST:
        return text
    for sign in (",", ";", ":", " ("):
        head = text.split(sign)[0]
        if 2 <= len(head.split()) <= _WORDS + 2:
            return head
    return text if len(text) <= _LONGEST else f"{factor.kind.replace('_', ' ').capitalize()}, in full in the report"


def _parents(top: str, below: Mapping[str, Sequence[Link]]) -> dict[str, str]:
    parents: dict[str, str] = {}
    for roles in (("gate",), ROLES):
        waiting = [top, *parents]
        for effect in waiting:
            for link in below[effect]:
                if link.role in roles and link.cause != top and link.cause not in parents:
                    parents[link.cause] = effect
                    waiting.append(link.cause)
    return parents


def _order(result: CausesResult, below: Mapping[str, Sequence[Link]], parents: Mapping[str, str]) -> list[str]:
    order = [result.outcome]
    wanted = [*(id_ for id_ in result.single_fixes if id_ in parents), *_outwards(result.outcome, below, parents)]
    for id_ in wanted:
        chain = [id_]
        while chain[-1] in parents:
            chain.append(parents[chain[-1]])
        fresh = [each for each in reversed(chain) if each not in order]
        if len(order) + len(fresh) <= MOST:
            order.extend(fresh)
    return order


def _outwards(top: str, below: Mapping[str, Sequence[Link]], parents: Mapping[str, str]) -> Iterator[str]:
    """Yield causes level by level; those of gates before all that only contribute."""
    for roles in (("gate",), ROLES):
        level = [top]
        while level:
            found = [link for id_ in level for link in below[id_] if parents.get(link.cause) == id_]
            yield from (link.cause for link in found if link.role in roles)
            level = [link.cause for link in found]
