"""Rules about the wording of factors. They look at words alone, so they warn and never block.

Findings of others, raw words and quotations are left out: their wording is not ours to mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from rca.causes.restate import restatements
from rca.checks.clauses import clause_fault, hidden_actor, opening_pronoun
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule
from rca.checks.words import claimed, found, own_words, word_list

_BY_PEOPLE: Final = frozenset({"action", "human_action", "procedure_deviation", "omission"})
_ASIDE: Final = re.compile(
    r"\b(that|which|whom|who|where|what|because)\s+(?:\w+\s+){0,2}?(?:did not|didn't|never|failed to|forgot to)\b",
    re.IGNORECASE,
)
"""A clause beside the act: "a page that they did not know"."""

_EVALUATING: Final = ("vague", "hindsight", "judgement", "conduct")


def _vague(context: Context) -> Iterator[Hit]:
    yield from _listed(context, "vague", lambda words: f"judges with {words} and does not say what was so")


def _hindsight(context: Context) -> Iterator[Hit]:
    yield from _listed(context, "hindsight", lambda words: f"says with {words} what would have been better")


def _listed(context: Context, name: str, says: Callable[[str], str]) -> Iterator[Hit]:
    for factor in context.claimed:
        hits = found(name, factor.text)
        if hits:
            yield Hit(
                factor.id,
                f"{factor.id} {says(_quoted(hits))}",
                "say what was so, as somebody there could have seen or measured it",
                context.keys(factor.id, "text"),
            )


def _conduct(context: Context) -> Iterator[Hit]:
    known = _known_names(context)
    for factor in context.claimed:
        names = _titled(factor.text)
        blame = found("conduct", factor.text)
        bare = () if factor.kind not in _BY_PEOPLE else tuple(n for n in _bare_names(factor.text) if n not in known)
        if names or blame:
            what = f"names a person ({', '.join(names)})" if names else f"classes conduct with {_quoted(blame)}"
        elif bare:
            what = f"seems to name a person ({', '.join(bare)})"
        else:
            continue
        yield Hit(
            factor.id,
            f"{factor.id} {what}",
            "name the role, and what was done; conduct is judged elsewhere, if at all",
            context.keys(factor.id, "text"),
            None if names or blame else "note",
        )


def _known_names(context: Context) -> str:
    """Return the names that the case itself gives to bodies, publications, policies and roles."""
    head, actions = context.case.head, context.case.actions.actions
    names = [name for source in head.sources for name in (source.title, source.publisher)]
    names += [policy.name for policy in head.policies]
    names += [event.actor for event in context.case.timeline.events]
    names += [name for action in actions for name in (action.owner, action.issuer)]
    return "; ".join(name for name in names if name)


def _bare_names(text: str) -> tuple[str, ...]:
    """Return two names in a row where the actor stands: at the beginning, or after 'by'."""
    roles = word_list("roles")
    pairs = re.findall(r"(?:^|\bby )([A-Z][a-z]+ [A-Z][a-z]+)(?= [a-z]|$)", own_words(text))
    return tuple(pair for pair in pairs if roles.isdisjoint(pair.casefold().split()))


def _titled(text: str) -> tuple[str, ...]:
    return tuple(_title_pattern().findall(own_words(text)))


@cache
def _title_pattern() -> re.Pattern[str]:
    titles = "|".join(sorted(re.escape(title) for title in word_list("titles")))
    return re.compile(rf"\b(?i:{titles})\b\.?\s+[A-Z]\w+")


def _omitted(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        # What outsiders did not do is no omission, unless the words themselves say that they had to.
        words = {"human_action": "omitted", "action": "omitted_duty"}.get(factor.kind)
        hits = found(words, _ASIDE.sub(r"\1 …", factor.text)) if words else ()
        if hits:
            yield Hit(
                factor.id,
                f"{factor.id} is an act, and its words ({_quoted(hits)}) tell of something not done",
                "let its kind be `omission`, with the `duty` to act, or tell what was done instead",
                context.keys(factor.id, "text"),
            )


def _one_act(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        if factor.kind not in _BY_PEOPLE:
            continue
        faults = list(_act_faults(factor.text, person=factor.kind != "action"))
        if faults:
            yield Hit(
                factor.id,
                f"{factor.id} {' and '.join(faults)}",
                "write one actor (a role) and one act: who did what; further acts are factors of their own",
                context.keys(factor.id, "text"),
            )


def _act_faults(text: str, *, person: bool) -> Iterator[str]:
    pronoun = opening_pronoun(text)
    if pronoun:
        yield f"does not say who {pronoun!r} is"
    joined = found("joins", text)
    if joined or ";" in own_words(text):
        yield "tells of more than one act"
    if person and hidden_actor(text):
        yield "tells of an act and hides who acted"
    judged = found("judgement", text)
    if person and judged:
        yield f"judges with {_quoted(judged)}"


def _restates(context: Context) -> Iterator[Hit]:
    inside = {factor.id for factor in context.tree}
    for again in restatements(context.case):
        if again.factor in inside:
            yield Hit(
                again.factor,
                f"{again.factor} says again what {again.ancestor} says, which it is to explain "
                f"({_quoted(again.words)})",
                "say what led to it, or take it out and link its causes to what it repeats",
                context.keys(again.factor, "text"),
            )


def _clause(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        fault = clause_fault(factor.text)
        if fault:
            yield Hit(
                factor.id,
                f"{factor.id} {fault}, so it does not say what was so",
                "write a whole clause with a verb: who or what did or was what",
                context.keys(factor.id, "text"),
            )


def _rows(context: Context) -> Iterator[Hit]:
    for event in context.case.timeline.events:
        if event.kind == "statement":
            continue  # what was said is told in the words of those who said it
        hits = claimed(_EVALUATING, event.text)
        pronoun = opening_pronoun(event.text)
        if hits or pronoun:
            what = f"judges with {_quoted(hits)}" if hits else f"does not say who {pronoun!r} is"
            yield Hit(
                event.id,
                f"{event.id} {what}; the timeline holds facts only",
                "tell what happened, and put the judgement into a factor or a finding",
                context.keys(event.id, "text"),
            )


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(repr(word) for word in words)


RULES: tuple[Rule, ...] = (
    Rule(
        "cause.vague-words",
        "A cause says what was so, not how bad it was",
        "warning",
        "Words such as 'inadequate' or 'lack of' judge and leave open what was missing. They stand in about every "
        "fourth public review, so each hit may be accepted with a reason. Findings, raw words and quotations are left "
        "out. The rule cannot see a vague sentence without such a word.",
        "method C2; NCPS rule 2 of causation",
        _vague,
        "lexical",
    ),
    Rule(
        "cause.hindsight",
        "A cause does not say what should have been",
        "warning",
        "What people could have done is known only afterwards and explains nothing of why they did what they did. "
        "The reason of a link may say what would have been: there it answers necessity.",
        "method C7; CAST (avoiding hindsight)",
        _hindsight,
        "lexical",
    ),
    Rule(
        "cause.conduct",
        "No person is named as a cause, and conduct is not classed in the tree",
        "warning",
        "Judging conduct is another procedure with its own safeguards; in the tree it ends the search for causes. The "
        "rule knows forms of address and words of blame. Two names in a row where the actor of an act stands are a "
        "note: they may be those of a role or a product that the case names nowhere. It cannot see a single name.",
        "method T13; just culture",
        _conduct,
        "lexical",
    ),
    Rule(
        "cause.omission-kind",
        "What people did not do is an omission, with a duty to act",
        "note",
        "Only acts are looked at: in measured public reviews nearly all sentences with 'did not' are about machines. "
        "Of acts of people outside only words such as 'failed to' count, and clauses beside the act never do.",
        "method C5; NCPS rule 5 of causation",
        _omitted,
        "lexical",
    ),
    Rule(
        "cause.one-act",
        "An act has one actor and is one act",
        "note",
        "Two acts in one factor have two sets of causes, and an act without an actor cannot be asked why. Only acts "
        "are looked at, not states or events; a passive is named only where people acted and nothing says by whom.",
        "method C6; Benner (one actor, one action)",
        _one_act,
        "lexical",
    ),
    Rule(
        "cause.restates",
        "A cause does not say again what it is to explain",
        "warning",
        "A why that repeats its question in other words looks like progress and explains nothing. Words that both "
        "share are weighed against all that they say; one sentence about the same things can say something new, so "
        "this is a warning. The rule cannot see a repetition without a word in common.",
        "method C8; whys that repeat the question",
        _restates,
        "lexical",
    ),
    Rule(
        "cause.clause",
        "A factor is a whole clause with a verb",
        "warning",
        "'Communication' alone says neither what was said nor to whom. A verb is taken to be there where a word may be "
        "one, so the rule overlooks some headings rather than doubt a sentence.",
        "method C9; TOP-SET (hidden verbs)",
        _clause,
        "lexical",
    ),
    Rule(
        "timeline.facts-only",
        "The timeline tells facts and judges nobody",
        "warning",
        "Facts and analysis apart let readers agree on the first before they argue about the second. Rows that report "
        "what somebody stated are left out, as are judgements after 'called' or 'said' and proper names; and so are "
        "passives and joined acts, for rows of real timelines are full of them and hide nothing.",
        "method L3; aviation reports (facts apart from analysis)",
        _rows,
        "lexical",
    ),
)
