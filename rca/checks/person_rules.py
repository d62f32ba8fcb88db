"""Rules that check that questions were answered: about people's own view, the whole system, and the whys read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rca.checks.context import Context
from rca.checks.rule import Hit, Rule

_VIEW: Final = {
    "context": "in what situation it was done (`context`)",
    "believed": "what was taken to be so (`believed`)",
    "made_sense": "why it made sense then (`made_sense`)",
}

_AREAS: Final = ("communication", "safety_information", "management", "culture", "change", "economics")


def _view(context: Context) -> Iterator[Hit]:
    for factor in context.tree:
        missing = [words for name, words in _VIEW.items() if getattr(factor, name) is None]
        if factor.kind == "human_action" and missing:
            waits = factor.stop == "needs_data"
            yield Hit(
                factor.id,
                f"{factor.id} is a human act, and it is not said {', nor '.join(missing)}",
                "ask those who were there, and write what they say; no name is needed",
                severity="note" if waits else None,
            )


def _sweep(context: Context) -> Iterator[Hit]:
    answered = {entry.area for entry in context.case.causes.sweep}
    open_ = [area.replace("_", " ") for area in _AREAS if area not in answered]
    if len(context.tree) > 1 and open_:
        yield Hit(
            "causes",
            f"it is not said whether these played a part: {', '.join(open_)}",
            "answer each under `sweep`: found, not_found or not_examined",
            ("causes", "outcome"),
        )


def _sweep_reason(context: Context) -> Iterator[Hit]:
    for number, entry in enumerate(context.case.causes.sweep):
        if entry.result == "found" and not entry.factors:
            fault, remedy = "was found to play a part, and no factor says how", "name its `factors`"
        elif entry.result == "not_examined" and entry.because is None:
            fault, remedy = "was not examined, and it is not said why", "say `because`"
        else:
            continue
        yield Hit("causes", f"{entry.area.replace('_', ' ')} {fault}", remedy, ("causes", "sweep", number))


def _read_back(context: Context) -> Iterator[Hit]:
    if len(context.tree) > 1 and context.case.causes.read_back is None:
        yield Hit(
            "causes",
            "nobody says that the whys were read back from the last cause to the outcome",
            "read each 'therefore' from the bottom up, mend what does not follow, and say `read_back: {by, on}`",
            ("causes", "outcome"),
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "cause.persons-view",
        "Of each human act it is said what the person faced, believed, and why it made sense",
        "warning",
        "People do what makes sense to them with what they know. Without that, the act explains nothing and the next "
        "person will do it again. Where the branch waits for data it is a note. The rule sees that words are there, "
        "not whether those who acted were asked.",
        "method T11; CAST step 3",
        _view,
        "attested",
    ),
    Rule(
        "tree.sweep",
        "The whole organisation was looked at, area by area",
        "note",
        "Communication, safety information, management, culture, change and economics stand behind many local causes "
        "and are easily never asked about. `not_examined` is an honest answer.",
        "method T12; CAST step 4",
        _sweep,
        "attested",
    ),
    Rule(
        "tree.sweep-answers",
        "An area that played a part names its factors, and one left out says why",
        "note",
        "An answer without its factor or its reason cannot be checked by anybody.",
        "method T12; CAST step 4",
        _sweep_reason,
        "attested",
    ),
    Rule(
        "why.read-back",
        "The whys were read back from the last cause to the outcome",
        "note",
        "A chain that holds only in one direction hides a missing cause. `rca whys` prints each 'therefore'.",
        "method W4; criteria for reviews of five whys",
        _read_back,
        "attested",
    ),
)
