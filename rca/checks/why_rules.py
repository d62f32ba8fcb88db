"""Rules about whys: readings of the tree, with branches, that do not stop at a person or a bare word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rca.checks.context import Context
from rca.checks.rule import Hit, Rule
from rca.checks.words import found

LONGEST_RUN: Final = 3
"""So many levels in a row with one answer each are a chain that nobody branched."""

_BARE_WORDS: Final = 5


def _view(context: Context) -> Iterator[Hit]:
    inside = {factor.id for factor in context.claimed}
    for factor in context.case.causes.factors:
        if factor.why is None or factor.status == "refuted":
            continue
        if factor.id not in inside:
            fault = "and is no part of the tree"
        elif factor.why.answer is not None and factor.id not in context.causes_of:
            fault = "with an answer that no cause in the tree gives"
        else:
            continue
        yield Hit(
            factor.id,
            f"{factor.id} has a why of its own {fault}",
            "link the answer as a cause: a why is a reading of the tree, not a second account",
            context.keys(factor.id, "why"),
        )


def _branch(context: Context) -> Iterator[Hit]:
    for run in context.single_runs:
        if len(run) >= LONGEST_RUN:
            yield Hit(
                run[0],
                f"one answer at each of {len(run)} whys in a row: {', '.join(run)}",
                "look for a second answer at some level; `complete: yes` says that there is none",
            )


def _bare_end(context: Context) -> Iterator[Hit]:
    for factor in context.leaves:
        bare = found("bare", factor.text)
        if bare and len(factor.text.split()) <= _BARE_WORDS:
            yield Hit(
                factor.id,
                f"the branch ends at {factor.id} with {bare[0]!r}, and not with what of it",
                "say what exactly was so, and why; or ask one why more",
                context.keys(factor.id, "text"),
            )


RULES: tuple[Rule, ...] = (
    Rule(
        "why.view",
        "A why is a reading of the tree",
        "warning",
        "A question and answer that no link bears out is a second account beside the tree. How deep whys go is not "
        "asked: five is no law.",
        "method W1; Card 2017",
        _view,
    ),
    Rule(
        "why.branch",
        "A chain of whys branches somewhere, or says that it need not",
        "note",
        f"{LONGEST_RUN} levels in a row with a single answer each are the mark of a question asked once. One note for "
        "each such run; shorter ones are left to `tree.two-causes`.",
        "method W2; Card 2017",
        _branch,
    ),
    Rule(
        "why.bare-end",
        "The last answer is not a bare word such as training or culture",
        "warning",
        f"Such a word ends the asking and names nothing that could be changed. Only ends of at most {_BARE_WORDS} "
        "words are looked at. That no end is a person is asked by `cause.human-needs-cause`, that answers have "
        "evidence by the rules about evidence.",
        "method W3; criteria for reviews of five whys",
        _bare_end,
        "lexical",
    ),
)
