"""What a picture of the tree shows: each factor drawn once, pills where it is met again, pages by branch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rca.case.records import Alternative, CaseFile, Link
from rca.causes.results import CausesResult

Role = Literal["gate", "contributing", "alternative", "guard"]
ROLES: Final[tuple[Role, ...]] = ("gate", "contributing", "alternative")
"""Groups of causes beside their effect, from top to bottom."""

MOST_NODES: Final = 40
"""A page that needs more is split by branch: they would be too many to take in."""
_ROOMY: Final = 5
"""So many columns leave room for wide nodes; with more, a last column of side remarks is hung up instead."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One node of a picture with what stands to its right and beneath it.

    Parameters
    ----------
    key : str
        Unique in the picture.
    id : str
        The factor or alternative.
    role : str or None
        How it joins the node to its left.
    necessary : str
        Answer at its link.
    children : tuple of Drawn
        Causes and other explanations in the next column, from top to bottom.
    beneath : tuple of Drawn
        What stands under it in its own column: barriers that guard it, or causes hung up to save a column.
    elsewhere : str
        Where the factor is drawn, in words; the node is then a pill.
    onward : str
        Where its causes are drawn, in words, when not here.
    """

    key: str
    id: str
    role: Role | None = None
    necessary: str = "unknown"
    children: tuple[Drawn, ...] = ()
    beneath: tuple[Drawn, ...] = ()
    elsewhere: str = ""
    onward: str = ""

    def walk(self, depth: int = 0) -> Sequence[tuple[Drawn, int]]:
        """Return this node and all behind it with their columns, depth first."""
        below = [pair for child in self.children for pair in child.walk(depth + 1)]
        return [(self, depth), *below, *(pair for other in self.beneath for pair in other.walk(depth))]


@dataclass(frozen=True)
class _Plan:
    """The tree that is drawn: each factor under one effect, its primary one."""

    primary: Mapping[str, str]
    links: Mapping[str, Sequence[Link]]
    guards: Mapping[str, Sequence[str]]
    alternatives: Mapping[str, Sequence[Alternative]]
    order: Sequence[str]

    def owned(self, id_: str) -> list[str]:
        """Return the factors that are drawn under or beneath a factor."""
        below = [link.cause for link in self.links[id_] if self.primary.get(link.cause) == id_]
        return [*below, *self.guards[id_]]

    def extras(self, id_: str) -> int:
        """Return how many pills and alternatives stand under a factor."""
        return len(self.links[id_]) + len(self.guards[id_]) - len(self.owned(id_)) + len(self.alternatives[id_])


def drawn_pages(case: CaseFile, result: CausesResult, columns: int) -> tuple[Drawn, ...]:
    """Return the trees to draw, the outcome's first.

    Parameters
    ----------
    case : CaseFile
        Links and alternatives.
    result : CausesResult
        Names the outcome and the factors that may be shown; others are left out.
    columns : int
        How many columns fit on a page.

    Returns
    -------
    tuple of Drawn
        One where at most 40 nodes stand in the columns of a page, else one for each branch; none without an
        outcome. A factor with several effects stands under the one it is most needed for: gate links before
        contributing ones, answered necessity before open, then the nearest to the outcome.
    """
    if not result.outcome:
        return ()
    plan = _plan(case, result)
    roots = _page_roots(plan, result.outcome, columns)
    pages = {root: number for number, root in enumerate((id_ for id_ in plan.order if id_ in roots), 1)}
    home: dict[str, int] = {}
    for id_ in plan.order:
        owner = plan.primary.get(id_)
        home[id_] = 1 if owner is None else pages.get(owner, home[owner])
    return tuple(_hung(_drawn(plan, pages, home, root, number)) for root, number in pages.items())


def _plan(case: CaseFile, result: CausesResult) -> _Plan:
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
    return _Plan(_primary(order, links, guards), links, guards, alternatives, order)


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


def _page_roots(plan: _Plan, top: str, most: int) -> set[str]:
    """Cut branches off, from the leaves upwards, until every page holds."""
    roots = {top}
    size: dict[str, int] = {}
    columns: dict[str, int] = {}
    for id_ in reversed(plan.order):
        owned = plan.owned(id_)
        beneath = set(plan.guards[id_])
        for child in owned:
            if child not in beneath and columns[child] >= most:
                roots.add(child)
        for child in sorted(owned, key=lambda child: -size[child]):
            if _total(plan, id_, owned, size, roots) > MOST_NODES and size[child] > 1:
                roots.add(child)
        size[id_] = _total(plan, id_, owned, size, roots)
        reach = [1 if child in roots else columns[child] for child in owned if child not in beneath]
        own = 1 + max([*reach, int(plan.extras(id_) > 0)])
        columns[id_] = max([own, *(1 if child in roots else columns[child] for child in beneath)])
    return roots


def _total(plan: _Plan, id_: str, owned: Sequence[str], size: Mapping[str, int], roots: set[str]) -> int:
    return 1 + plan.extras(id_) + sum(1 if child in roots else size[child] for child in owned)


def _drawn(plan: _Plan, pages: Mapping[str, int], home: Mapping[str, int], root: str, page: int) -> Drawn:
    """Build the picture of one page; branches with a page of their own end with a note."""

    def node(id_: str, link: Link | None = None) -> Drawn:
        role, necessary = (link.role, link.necessary) if link else (None, "unknown")
        if id_ in pages and id_ != root:
            return Drawn(id_, id_, role, necessary, onward=f"causes on page {pages[id_]}")
        causes = tuple(
            node(each.cause, each) if plan.primary[each.cause] == id_ else pill(each, id_) for each in plan.links[id_]
        )
        others = tuple(Drawn(x.id, x.id, "alternative") for x in plan.alternatives[id_])
        guards = tuple(replace(node(guard), role="guard") for guard in plan.guards[id_])
        return Drawn(id_, id_, role, necessary, causes + others, guards)

    def pill(link: Link, effect: str) -> Drawn:
        owner = plan.primary[link.cause]
        where = f"drawn {'beneath' if link.cause in plan.guards[owner] else 'under'} {owner}"
        if home[link.cause] != page:
            where = f"on page {home[link.cause]}"
        return Drawn(f"{link.cause}@{effect}", link.cause, link.role, link.necessary, elsewhere=where)

    return node(root)


def _hung(root: Drawn) -> Drawn:
    """Hang the last column beneath its effects where it holds no gate link, so that the others gain width."""
    nodes = root.walk()
    last = max(column for _, column in nodes)
    ends = [node for node, column in nodes if column == last]
    owners = [node for node, column in nodes if column == last - 1 and node.children]
    beside = any(node.role in {"gate", "guard"} or node.beneath for node in ends)
    if last < _ROOMY or beside or any(owner.beneath for owner in owners):
        return root

    def hang(node: Drawn, column: int) -> Drawn:
        if column == last - 1:
            return replace(node, children=(), beneath=node.children or node.beneath)
        return replace(
            node,
            children=tuple(hang(child, column + 1) for child in node.children),
            beneath=tuple(hang(other, column) for other in node.beneath),
        )

    return hang(root, 0)
