"""Words and grammar: what is found, and what real sentences must not set off."""

from __future__ import annotations

import pytest

from rca.checks.clauses import clause_fault, hidden_actor, opening_pronoun
from rca.checks.words import found, own_words, word_list


@pytest.mark.parametrize(
    "text",
    [
        "The report calls the control “inadequate”",
        'N5 says "access controls were inadequate"',
        "The regulator’s word is 'deficient'",
        "The poorest region was served by one line",
        "A badge reader stood at the door",
    ],
)
def test_quoted_words_and_parts_of_words_are_nobodys_judgement(text: str) -> None:
    assert found("vague", text) == ()


def test_an_apostrophe_does_not_open_a_quotation() -> None:
    assert own_words("The team's list was poor, and the desk's too") == "The team's list was poor, and the desk's too"
    assert found("vague", "The team's list was poor, and the desk's too") == ("poor",)


def test_words_that_go_on_are_found_whole_and_others_are_not() -> None:
    assert found("vague", "Carelessly packed") == ("Carelessly",)
    assert found("weaker", "The trainer left by train") == ("train",)
    assert found("weaker", "The trainers left") == ()


@pytest.mark.parametrize(
    "text",
    [
        "No regulator oversaw the security of social-media companies",
        "Storage took six hours",
        "Codes did not bind to the site",
        "Shell prompts didn’t show the host",
        "The package fell back to the older tool",
        "Nobody owned the backup procedure",
        "An alarm rings at two thirds of the limit",
        "Alerts “off” since May were",
    ],
)
def test_real_sentences_have_a_verb(text: str) -> None:
    assert clause_fault(text) is None


@pytest.mark.parametrize("text", ["", "Communication", "Late updates of pages", "Need for speed in need"])
def test_headings_have_none_or_are_too_short(text: str) -> None:
    assert (clause_fault(text) is None) == (text == "Need for speed in need")


def test_only_a_pronoun_that_stands_for_somebody_is_one() -> None:
    assert opening_pronoun("That was known") == "That"
    assert opening_pronoun("That release was known") is None
    assert opening_pronoun("IT staff called") is None
    assert opening_pronoun("It was known") == "It"
    assert opening_pronoun("One release had one approval") is None


def test_who_acted_may_stand_before_or_after() -> None:
    assert hidden_actor("The page was opened")
    assert not hidden_actor("An engineer opened the page that was served")
    assert not hidden_actor("The page was opened by the clerk")


def test_every_list_is_there_and_none_is_empty() -> None:
    names = ("vague", "hindsight", "judgement", "conduct", "titles", "pronouns", "omitted", "bare", "vague_verbs")
    names += ("vigilance", "weaker", "groups", "no_recurrence", "verbs", "after_nouns", "singular", "be", "by", "joins")
    assert all(word_list(name) for name in names)
