"""Amounts in words: forms, bounds, canonical words and refusals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.case.values import Value, parse_value, print_value

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3) | st.integers(-(10**12), 10**12).map(Decimal)
words = st.sampled_from(["", "about", "over", "at least", "under", "up to"])
values = st.builds(Value, words, numbers, percent=st.booleans()) | st.builds(
    lambda pair, percent: Value("between", *sorted(pair), percent=percent),
    st.tuples(numbers, numbers),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("text", "value", "bounds"),
    [
        ("45", Value("", Decimal(45)), (45, 45, False, False)),
        ("-1.5", Value("", Decimal("-1.5")), (Decimal("-1.5"), Decimal("-1.5"), False, False)),
        ("about 110000", Value("about", Decimal(110000)), (105000, 115000, False, False)),
        ("about 50", Value("about", Decimal(50)), (45, 55, False, False)),
        ("about 1.50", Value("about", Decimal("1.5")), (Decimal("1.45"), Decimal("1.55"), False, False)),
        ("about 0", Value("about", Decimal(0)), (Decimal("-0.5"), Decimal("0.5"), False, False)),
        ("over 118000", Value("over", Decimal(118000)), (118000, None, True, False)),
        ("at  least 3", Value("at least", Decimal(3)), (3, None, False, False)),
        ("under 10", Value("under", Decimal(10)), (None, 10, False, True)),
        ("up to 36", Value("up to", Decimal(36)), (None, 36, False, False)),
        ("at most 36", Value("up to", Decimal(36)), (None, 36, False, False)),
        ("7..8", Value("between", Decimal(7), Decimal(8)), (7, 8, False, False)),
        (" 7 .. 8 % ", Value("between", Decimal(7), Decimal(8), percent=True), (7, 8, False, False)),
        ("12%", Value("", Decimal(12), percent=True), (12, 12, False, False)),
    ],
)
def test_every_form_is_read_with_its_bounds(text: str, value: Value, bounds: tuple[object, ...]) -> None:
    assert parse_value(text) == value
    assert parse_value(text).text == " ".join(text.split())
    assert parse_value(text).bounds() == bounds
    assert parse_value(value) is value


def test_a_percent_sign_is_not_lost() -> None:
    assert parse_value("12 %") != parse_value("12")


@given(values)
def test_printed_words_read_back_as_the_same_value(value: Value) -> None:
    printed = print_value(value)
    assert parse_value(printed) == value
    assert print_value(parse_value(printed)) == printed


@given(st.integers(1, 10**9), st.integers(0, 8))
def test_about_holds_every_number_that_rounds_to_it(number: int, digits: int) -> None:
    unit = 10**digits
    rounded = (number + unit // 2) // unit * unit
    low, high, *_ = parse_value(f"about {rounded}").bounds()
    assert low is not None
    assert high is not None
    assert low <= number <= high or rounded == 0


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("118,000", "without thousands marks"),
        ("118 000", "without thousands marks"),
        ("118_000", "without thousands marks"),
        ("1,5", "decimals with a point"),
        ("1.5 million", "write the number out"),
        ("20k", "write the number out"),
        (">118000", "write over N"),
        ("more than 3", "write over N"),
        ("fewer than 3", "write under N"),
        ("~50", "write about N"),
        ("around 50", "write about N"),
        ("7-8", "write a range as 7..8"),
        ("between 7 and 8", "write a range as 7..8"),
        ("45 accounts", "write the number only"),
        ("about 7..8", "without a word before it"),
        ("8..7", "the other way round"),
        ("many", "write one of these forms"),
        ("", "write one of these forms"),
        ("٤٥", "write one of these forms"),
        ("9" * 10_000, "write one of these forms"),
        (None, "write one of these forms"),
    ],
)
def test_other_words_are_refused_with_a_remedy(text: object, remedy: str) -> None:
    with pytest.raises(ValueError, match="; got ") as caught:
        parse_value(text)
    assert remedy in str(caught.value).partition("; got ")[2]
    assert len(str(caught.value)) < 300
