"""What is asked of the readers: decisions that people wrote, then gaps that the results show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rca.review.blocks import Block, Callout, Line, Steps, Words
from rca.review.material import Material
from rca.review.moments import date_text
from rca.review.sentences import counted, excerpt, sentence


def decisions(material: Material) -> tuple[Block, ...]:
    """Return the box of decisions.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        One box; nothing where no decision is asked.
    """
    written = material.case.actions.decisions
    items = [_written(decision) for decision in written]
    about = {id_ for decision in written for id_ in decision.about}
    items.extend(line for id_, line in _computed(material) if id_ not in about)
    return (Callout("decision", "Decisions asked of you", (Steps(tuple(items)),)),) if items else ()


def _written(decision: Any) -> Line:
    because = (Words(sentence(decision.because)),) if decision.because else ()
    return (Words(sentence(decision.text), "strong"), *because)


def _computed(material: Material) -> Iterator[tuple[str, Line]]:
    """Yield our own actions that nobody agreed yet, then gaps of the tree that no action addresses."""
    for action in material.actions.actions:
        if action.origin == "ours" and action.status == "proposed":
            first = "" if material.actions.complete else "the first "
            breaks = f"It would break {len(action.breaks)} of {first}{counted(action.of, 'set')} of causes."
            owner = f"Owner: {action.owner}" if action.owner else "No owner is named"
            due = f"due {date_text(action.due)}" if action.due else "no due date is set"
            ask = f"Agree or refuse action {action.id}: {excerpt(action.label)}."
            yield action.id, (Words(ask, "strong"), Words(f"{breaks} {owner}; {due}."), _COMPUTED)
    for id_ in material.actions.uncovered:
        factor, result = material.factors[id_], material.factor_results[id_]
        if result.single_fix or (result.in_gate and factor.stop == "root"):
            what = "single fix" if result.single_fix else "root cause"
            ask = f"Name an action for {id_} ({excerpt(material.factor_name(id_))}), or decline one with the reason."
            because = f"It is a {what} in the tree, and no recorded action addresses it."
            yield id_, (Words(ask, "strong"), Words(because), _COMPUTED)


_COMPUTED = Words("Computed from the results.", "quiet")
