"""The pages of a tree: each factor drawn once; numbered transfers lead to it from everywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rca.case.records import Alternative, CaseFile, Link
from rca.causes.picture.cuts import Cuts, Stretch, cut
from rca.causes.picture.drawn import TRANSFER, Drawn, Page, hung
from rca.causes.picture.plan import Plan, make_plan
from rca.causes.results import CausesResult

_NAMED = 3


def drawn_pages(case: CaseFile, result: CausesResult, columns: int) -> tuple[Page, ...]:
    """Return the pages to draw, the outcome's first.

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
    tuple of Page
        One where at most 40 nodes stand in the columns of a page, else several; none without an outcome.
    """
    if not result.outcome:
        return ()
    plan = make_plan(case, result)
    cuts = cut(case, plan, columns)
    transfers = numbered(plan, cuts)
    return tuple(
        Page(tuple(hung(_Stretch(plan, cuts, transfers, number).drawn(stretch)) for stretch in stretches))
        for number, stretches in enumerate(cuts.pages, 1)
    )


def numbered(plan: Plan, cuts: Cuts) -> dict[str, int]:
    """Return the number of each factor that is met in more than one place.

    Parameters
    ----------
    plan : Plan
        The tree.
    cuts : Cuts
        Its pages.

    Returns
    -------
    dict of str to int
        From 1 on, in the order of drawing.
    """
    begun = cuts.parts.keys() | {root for root, part in cuts.numbers if root != plan.order[0]}
    met = [id_ for id_ in plan.order if id_ in begun or plan.others(id_)]
    return {id_: number for number, id_ in enumerate(met, 1)}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Builds what stands in the stretches of one page."""

    plan: Plan
    cuts: Cuts
    transfers: dict[str, int]
    page: int

    def drawn(self, stretch: Stretch) -> Drawn:
        """Return the nodes of a stretch, its first one with a heading."""
        id_, part = stretch
        own = self._node(id_, None) if not part else self._further(id_, part)
        return replace(own, heading=self._heading(id_, part))

    def _heading(self, id_: str, part: int) -> str:
        if part:
            ends = self.cuts.parts[id_]
            return f"{self._sign(id_)}{id_}, causes {ends[part - 1] + 1} to {ends[part]} of {ends[-1]}"
        if id_ == self.plan.order[0]:
            return "Outcome"
        page = self.cuts.home[self.plan.primary[id_]]
        return f"{self._sign(id_)}{id_}, from {'above' if page == self.page else f'part {page}'}"

    def _node(self, id_: str, link: Link | None, below: str = "") -> Drawn:
        """Return a factor with its branch, or with the word where its branch is when that begins a stretch."""
        role, necessary = (link.role, link.necessary) if link else (None, "unknown")
        if below and (id_, 0) in self.cuts.numbers:
            onward = f"{self._sign(id_)}causes {self._place(self.cuts.numbers[id_, 0])}"
            return Drawn(f"{id_}@{below}", id_, role, necessary, onward=onward)
        items = self.plan.beside(id_)
        end = self.cuts.parts.get(id_, (len(items),))[0]
        rest = (self._rest(id_, items, end),) if end < len(items) else ()
        return Drawn(
            id_,
            id_,
            role,
            necessary,
            children=(*(self._beside(id_, item) for item in items[:end]), *rest),
            beneath=tuple(replace(self._node(guard, None, id_), role="guard") for guard in self.plan.guards[id_]),
            gates=sum(each.role == "gate" for each in self.plan.links[id_]),
            onward=self._also(id_),
        )

    def _further(self, id_: str, part: int) -> Drawn:
        """Return a factor again with a further part of its causes."""
        start, end = self.cuts.parts[id_][part - 1 : part + 1]
        children = tuple(self._beside(id_, item) for item in self.plan.beside(id_)[start:end])
        gates = sum(link.role == "gate" for link in self.plan.links[id_])
        return Drawn(f"{id_}+{part}", id_, children=children, gates=gates)

    def _beside(self, id_: str, item: Link | Alternative) -> Drawn:
        if isinstance(item, Alternative):
            return Drawn(item.id, item.id, "alternative")
        if self.plan.owned(id_, item):
            return self._node(item.cause, item, id_)
        owner = self.plan.primary[item.cause]
        under = "beneath" if item.cause in self.plan.guards[owner] else "under"
        page = self.cuts.home[item.cause]
        where = f"{under} {owner}" if page == self.page else f"in part {page}"
        words = f"{self._sign(item.cause)}{item.cause}, {where}"
        return Drawn(f"{item.cause}@{id_}", item.cause, item.role, item.necessary, elsewhere=words)

    def _rest(self, id_: str, items: Sequence[Link | Alternative], end: int) -> Drawn:
        """Return the pill that stands for the causes of the further parts."""
        first, parts = items[end], range(1, len(self.cuts.parts[id_]))
        numbers = sorted({self.cuts.numbers[id_, part] for part in parts})
        where = self._place(numbers[0]) if len(numbers) == 1 else f"in parts {numbers[0]} to {numbers[-1]}"
        role = first.role if isinstance(first, Link) else "alternative"
        words = f"{self._sign(id_)}{len(items) - end} more, {where}"
        return Drawn(f"{id_}+", id_, role, "", elsewhere=words)

    def _also(self, id_: str) -> str:
        """Return which other effects a factor has."""
        others = self.plan.others(id_)
        if not others:
            return ""
        named = others if len(others) <= _NAMED else others[: _NAMED - 1]
        words = ", ".join(named) + (f" and {len(others) - len(named)} more" if len(named) < len(others) else "")
        return f"{self._sign(id_)}also a cause of {words}"

    def _place(self, page: int) -> str:
        return "below" if page == self.page else f"in part {page}"

    def _sign(self, id_: str) -> str:
        return f"{TRANSFER}{self.transfers[id_]} " if id_ in self.transfers else ""
