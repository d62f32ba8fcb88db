"""Where a tree is cut into pages: branches that are too large for one, and effects with too many causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from rca.case.records import Alternative, CaseFile, Link
from rca.causes.picture.plan import Plan
from rca.drawing.measure import text_width
from rca.drawing.words import LEADING, SMALL, plain

MOST_NODES: Final = 40
"""A page that needs more is split by branch: they would be too many to take in."""
_TALLEST: Final = 1300.0
"""Units; a page of 1600 and 1200 wide is printed on A3 with no word below six points."""
_LINE: Final = 128.0
_BARE: Final = 74.0
_PILL: Final = 44.0
_STRETCH: Final = 60.0

Stretch = tuple[str, int]
"""A branch that is drawn as one: its first factor, and 0, or which further part of that factor's causes."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much room a branch takes.

    Parameters
    ----------
    nodes : int
        How many nodes it has.
    columns : tuple of float
        The height of its nodes in each of its columns, in units, as estimated from their words.
    """

    nodes: int
    columns: tuple[float, ...]

    @property
    def height(self) -> float:
        """About the height of the branch; some columns leave holes that others cannot fill."""
        return max(self.columns)

    def fits(self) -> bool:
        """Return whether a page holds it."""
        return self.nodes <= MOST_NODES and self.height <= _TALLEST


def _sum(own: float, items: Sequence[Weight], beneath: Sequence[Weight]) -> Weight:
    """Return the room of a node of a height, with what stands to its right and what stands beneath it."""
    right = zip_longest(*(item.columns for item in items), fillvalue=0.0)
    columns: list[tuple[float, ...]] = [(own,), *right]
    below = list(zip_longest(*(item.columns for item in beneath), fillvalue=0.0))
    heights = (sum(one) + sum(two) for one, two in zip_longest(columns, below, fillvalue=()))
    return Weight(1 + sum(each.nodes for each in (*items, *beneath)), tuple(heights))


@dataclass(frozen=True)
class Cuts:
    """The stretches of a tree, page by page.

    Parameters
    ----------
    pages : tuple of tuple of Stretch
        From the outcome on; small stretches share a page.
    parts : dict of str to tuple of int
        For each effect whose causes are drawn in several parts: where each part ends.
    numbers : dict of Stretch to int
        The number of the page of each stretch.
    home : dict of str to int
        The number of the page on which each factor is drawn.
    """

    pages: tuple[tuple[Stretch, ...], ...]
    parts: dict[str, tuple[int, ...]]
    numbers: dict[Stretch, int]
    home: dict[str, int]


def cut(case: CaseFile, plan: Plan, columns: int) -> Cuts:
    """Return which stretches of a tree stand on which page.

    Parameters
    ----------
    case : CaseFile
        The words, from which heights are estimated.
    plan : Plan
        The tree.
    columns : int
        How many columns fit on a page.

    Returns
    -------
    Cuts
        No page has more than 40 nodes.
    """
    cutter = _Cutter(case, plan, columns)
    stretches: list[Stretch] = []
    for id_ in plan.order:
        stretches += [(id_, 0)] * (id_ in cutter.roots)
        stretches += [(id_, part) for part in range(1, len(cutter.parts.get(id_, ())))]
    pages: list[list[Stretch]] = []
    used = Weight(0, (0.0,))
    for stretch in stretches:
        weight = cutter.weights[stretch]
        used = Weight(used.nodes + weight.nodes, (used.height + weight.height + _STRETCH,))
        if not pages or not used.fits():
            pages.append([])
            used = weight
        pages[-1].append(stretch)
    numbers = {stretch: number for number, page in enumerate(pages, 1) for stretch in page}
    home: dict[str, Stretch] = {}
    for id_ in plan.order:
        home[id_] = (id_, 0) if id_ in cutter.roots else _stretch(plan, cutter.parts, home, id_)
    homes = {id_: numbers[stretch] for id_, stretch in home.items()}
    return Cuts(tuple(map(tuple, pages)), cutter.parts, numbers, homes)


def _stretch(plan: Plan, parts: dict[str, tuple[int, ...]], home: dict[str, Stretch], id_: str) -> Stretch:
    """Return the stretch in which a factor that begins none is drawn."""
    owner = plan.primary[id_]
    if owner in parts and id_ not in plan.guards[owner]:
        place = [link.cause for link in plan.links[owner]].index(id_)
        part = sum(end <= place for end in parts[owner])
        if part:
            return owner, part
    return home[owner]


class _Cutter:
    """Cuts from the leaves upwards, until every stretch holds on a page."""

    def __init__(self, case: CaseFile, plan: Plan, columns: int) -> None:
        self.plan, self.most = plan, columns
        self.own = {id_: _height(case.factors[id_].text) for id_ in plan.order}
        self.roots = {plan.order[0]}
        self.parts: dict[str, tuple[int, ...]] = {}
        self.weights: dict[Stretch, Weight] = {}
        for id_ in reversed(plan.order):
            self._visit(id_)

    def _visit(self, id_: str) -> None:
        guards = self.plan.guards[id_]
        owned = [cause for item in self.plan.beside(id_) if (cause := self.plan.owned(id_, item))]
        self.roots.update(child for child in owned if len(self.weights[child, 0].columns) >= self.most)
        bare = [Weight(1, (self.own[guard],)) for guard in guards]
        if not _sum(self.own[id_], [self._bare(id_, item) for item in self.plan.beside(id_)], bare).fits():
            self._part(id_)
            return
        for child in sorted([*owned, *guards], key=lambda child: -self.weights[child, 0].nodes):
            if not self._whole(id_).fits() and self.weights[child, 0].nodes > 1:
                self.roots.add(child)
        self.weights[id_, 0] = self._whole(id_)

    def _part(self, id_: str) -> None:
        """Give the causes of an effect to as many stretches as they need, and leave their branches whole."""
        ends: list[int] = []
        taken: list[Weight] = []
        beneath = [self._branch(guard) for guard in self.plan.guards[id_]]
        pill = [Weight(1, (_PILL,))]
        for place, item in enumerate(self.plan.beside(id_)):
            weight = self._item(id_, item)
            if taken and not _sum(self.own[id_], [*taken, weight, *pill], beneath).fits():
                self.weights[id_, len(ends)] = _sum(self.own[id_], [*taken, *pill], beneath)
                ends.append(place)
                taken, beneath, pill = [], [], []  # only the first part has barriers and a note where the rest is
            taken.append(weight)
        self.weights[id_, len(ends)] = _sum(self.own[id_], taken, beneath)
        self.parts[id_] = (*ends, len(self.plan.beside(id_)))

    def _whole(self, id_: str) -> Weight:
        items = [self._item(id_, item) for item in self.plan.beside(id_)]
        return _sum(self.own[id_], items, [self._branch(guard) for guard in self.plan.guards[id_]])

    def _item(self, id_: str, item: Link | Alternative) -> Weight:
        cause = self.plan.owned(id_, item)
        return self._branch(cause) if cause else self._bare(id_, item)

    def _branch(self, id_: str) -> Weight:
        return Weight(1, (self.own[id_],)) if id_ in self.roots else self.weights[id_, 0]

    def _bare(self, id_: str, item: Link | Alternative) -> Weight:
        """Return the room of a node without what stands behind it."""
        if cause := self.plan.owned(id_, item):
            return Weight(1, (self.own[cause],))
        return Weight(1, (_PILL if isinstance(item, Link) else _height(item.text),))


def _height(text: str) -> float:
    """Return about how high a node with some words is, in a column of common width."""
    return _BARE + LEADING * (text_width(plain(text), SMALL) // _LINE + 1)
