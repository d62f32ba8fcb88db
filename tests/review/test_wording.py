from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.case.values import parse_value
from rca.review.moments import Interval, interval, length, main_year, within
from rca.review.sentences import amount, first_sentences, joined, sentence, spelled
from rca.timeline.dates import DAY, MINUTE, SECOND

_AT = 1_594_844_220_000_000  # 2020-07-15 20:17 UTC


@given(st.lists(st.sampled_from(["F1", "F2", "F3"]), min_size=1, max_size=9))
def test_a_list_names_each_item_once_and_in_order(items: list[str]) -> None:
    text = joined(items)
    assert text.replace(" and ", ", ").split(", ") == items
    assert text.count(" and ") == (len(items) > 1)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "no gap"), (1, "one gap"), (2, "two gaps"), (12, "twelve gaps"), (13, "13 gaps")]
)
def test_numbers_in_running_text(number: int, text: str) -> None:
    assert spelled(number, "gap") == text


@given(st.decimals(0, 10**9, places=0))
def test_thousands_marks_do_not_change_the_amount(number: Decimal) -> None:
    assert Decimal(amount(parse_value(f"{number:f}")).replace(",", "")) == number


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("over 118000", "USD", "over 118,000 USD"),
        ("up to 36", "", "up to 36"),
        ("7..8", "", "7 to 8"),
        ("12.5 %", "", "12.5 %"),
        ("about 1300000", "USD", "about 1,300,000 USD"),
    ],
)
def test_amounts_keep_their_words(text: str, unit: str, shown: str) -> None:
    assert amount(parse_value(text), unit) == shown


def test_a_text_is_cut_at_the_end_of_a_sentence() -> None:
    text = "It began at 4 p.m. on Monday. It cost 1.5 million dollars. It ended. Who knows?"
    assert first_sentences(text, 2) == "It began at 4 p.m. on Monday. It cost 1.5 million dollars."
    assert first_sentences(text, 0) == text == first_sentences(text, 9)
    assert first_sentences("no end", 1) == "no end"


def test_a_sentence_ends_once() -> None:
    assert sentence("it held.") == "It held."
    assert sentence("why?") == "Why?"


@given(st.integers(0, 400 * DAY), st.integers(0, 400 * DAY))
def test_a_length_is_never_shown_narrower_than_it_is(first: int, more: int) -> None:
    def microseconds(text: str) -> int:
        units = {"s": SECOND, "min": MINUTE, "h": 60 * MINUTE, "days": DAY}
        words = text.split()
        return sum(int(words[n]) * units[words[n + 1]] for n in range(0, len(words), 2))

    low, high = first, first + more
    assert microseconds(length(low)) <= low
    assert microseconds(length(high, round_up=True)) >= high


@pytest.mark.parametrize(
    ("low", "high", "best", "short", "phrase", "full"),
    [
        (None, None, None, "not known", "not known", ""),
        (60 * MINUTE, None, None, "at least 60 min", "at least 60 min", ""),
        (None, 60 * MINUTE, None, "at most 60 min", "at most 60 min", ""),
        (10 * MINUTE, 20 * MINUTE, None, "10 min to 20 min", "between 10 min and 20 min", ""),
        (74 * MINUTE, 105 * MINUTE, 90 * MINUTE, "about 90 min", "about 90 min", "between 74 min and 105 min"),
        (133 * MINUTE + 1, 135 * MINUTE - 1, 134 * MINUTE, "2 h 14 min", "2 h 14 min", ""),
    ],
)
def test_lengths_in_words(
    low: int | None, high: int | None, best: int | None, short: str, phrase: str, full: str
) -> None:
    assert interval(low, high, best) == Interval(short, phrase, full)


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (None, None, "no bound"),
        (_AT, _AT + MINUTE - 1, "the minute"),
        (_AT, _AT, "the second"),
        (_AT + 9 * SECOND, _AT + 11 * SECOND, "20:17:09 to 20:17:11"),
        (_AT - 2 * MINUTE, _AT + MINUTE - 1, "20:15 to 20:17"),
        (None, _AT - 1, "not after 15 Jul, 20:16"),
        (None, _AT + 43 * MINUTE - 1, "before 15 Jul, 21:00"),
        (None, _AT, "not after 15 Jul, 20:17"),
        (_AT + 1, None, "after 15 Jul, 20:17"),
        (_AT - 73_020 * SECOND, _AT - 73_020 * SECOND + DAY - 1, "the day"),
        (_AT - 73_020 * SECOND, _AT - 73_020 * SECOND + 2 * DAY - 1, "15 Jul to 16 Jul"),
        (_AT, _AT + DAY, "15 Jul, 20:17 to 16 Jul, 20:17"),
    ],
)
def test_bounds_in_words(earliest: int | None, latest: int | None, text: str) -> None:
    assert within(earliest, latest, 2020) == text


def test_the_year_that_is_left_out_is_the_commonest() -> None:
    assert main_year([_AT, _AT + DAY, _AT + 400 * DAY]) == 2020
    assert main_year([]) is None
