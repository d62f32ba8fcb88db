"""What would break every set of causes at the least cost, and what "it has not happened again" would show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rca.actions.recurrence import no_recurrence
from rca.case.rates import Rate
from rca.review.blocks import Block, Heading, Row, Table, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.moments import date_text
from rca.review.sentences import capital, joined, number_word


def cheapest(material: Material, *, brief: bool) -> str:
    """Return what would break every set of causes at the least cost.

    Parameters
    ----------
    material : Material
        Projected results.
    brief : bool
        Whether to tell only what is left to do: that what is done is enough stands in the heading.

    Returns
    -------
    str
        Sentences; empty without sets of causes.
    """
    plan = next((plan for plan in material.depth.plans if plan.view == "occurred" and plan.cut_sets), None)
    if plan is None:
        return ""
    if not plan.cheapest:
        return _not_all(plan, brief)
    if plan.beyond is None:
        return "No set of open actions was found that breaks what the completed ones leave."
    counts = plan.scale.basis == "count"
    why = f" (each action counts as one: {plan.scale.why})" if counts and plan.scale.why else ""
    if plan.beyond.actions:
        done = " beyond what is done" if any(cover.coverage == "broken" for cover in plan.cut_sets) else ""
        return f"The cheapest way to break every set of causes{done} is {_set(plan.beyond, counts)}{why}."
    if brief:
        return ""
    best = plan.cheapest[0]
    alone = f" Were nothing done yet, the cheapest way would be {_set(best, counts)}{why}." if best.actions else ""
    return f"By the tree as recorded, no further action is needed to break every set of causes.{alone}"


def _set(found: Any, counts: bool) -> str:
    """Return some actions with their cost; a number of actions says nothing more."""
    cost = "" if counts else f", {found.cost}"
    sure = "" if found.proven else ", as far as the search went"
    return f"{joined(found.actions)}{cost}{sure}"


def _not_all(plan: Any, brief: bool) -> str:
    says = "All actions on record together do not break every set of causes"
    if brief or plan.within is None:
        return f"{says}."
    within = plan.within
    if not within.broken and within.chosen.proven and plan.complete:
        return "The actions on record break no set of causes."
    first = "" if plan.complete else "the smallest "
    most = f"{number_word(within.broken)} of {first}{number_word(within.of)}"
    added = within.chosen.actions
    how = f"with {joined(added)} added to what is done" if added else "which what is done breaks already"
    sure = "" if within.chosen.proven else " found so far"
    return f"{says}: the most{sure} is {most}, {how}."


def recurrence(material: Material) -> Iterator[Block]:
    """Yield what the time since an action, without a further case, would show.

    Parameters
    ----------
    material : Material
        Projected results, of an audience that may see it.

    Yields
    ------
    Block
        A heading and a table; nothing where no completed action states a rate before.
    """
    since = material.depth.since
    if not since:
        return
    yield Heading("What “it has not happened again” would show", level=3)
    rows = tuple(
        Row(
            (
                (Words(each.what, "strong"), *marks([each.action])),
                plain(each.shown.rate.text),
                plain(date_text(each.since)),
                plain(capital(f"{_shown(each.shown)}.")),
            )
        )
        for each in since
    )
    caption = plain("Reckoned as if cases came independently of each other; nobody counted for this that none came.")
    columns = ("Counts", "Rate before", "Done by", "If none came since")
    yield Table(columns, rows, caption, title="What no recurrence would show")


def _shown(shown: Any) -> str:
    return str(no_recurrence(Rate(shown.rate.count, shown.rate.unit, shown.rate.text), shown.days))
