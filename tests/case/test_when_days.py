from __future__ import annotations

from datetime import date

import pytest

from rca.case.rates import parse_rate
from rca.case.records import Action, Measure
from rca.case.when_days import surely_before, when_days
from rca.case.when_parse import parse_when


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024-05-14", date(2024, 5, 14), date(2024, 5, 14)),
        ("2024-05-14 23:59 ET", date(2024, 5, 14), date(2024, 5, 14)),
        ("~2024-05-14", date(2024, 5, 13), date(2024, 5, 15)),
        ("2024-05-14 ± 3 d", date(2024, 5, 11), date(2024, 5, 17)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-05-01/2024-05-03", date(2024, 5, 1), date(2024, 5, 3)),
        ("2024-05-01|2024-06-03", date(2024, 5, 1), date(2024, 6, 3)),
        ("by 2024-05-14", None, date(2024, 5, 14)),
        ("[since 2024-05-14, by 2024-06]", date(2024, 5, 14), date(2024, 6, 30)),
        ("shortly after E2", None, None),
        ("unknown", None, None),
    ],
)
def test_the_days_that_words_allow(words: str, first: date | None, last: date | None) -> None:
    assert when_days(parse_when(words)) == (first, last)


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("2024-05-13", "2024-05-14", True),
        ("2024-05-14 01:00", "2024-05-14 02:00", False),
        ("2024-05-13 ET", "2024-05-14 JST", False),
        ("2024-05-12 ET", "2024-05-14 JST", True),
        ("by 2024-05-13", "2024-05-14", True),
        ("since 2024-05-13", "2024-05-14", False),
        ("2024-05-13", "by 2024-05-14", False),
    ],
)
def test_only_what_is_surely_earlier_is_before(one: str, other: str, sure: bool) -> None:
    assert surely_before(parse_when(one), parse_when(other)) is sure


def an_action(*history: dict[str, str]) -> Action:
    words = {"id": "A1", "origin": "ours", "text": "Do it", "no_target": "none", "kind": "corrective"}
    return Action.model_validate({**words, "strength": "weaker", "history": list(history)})


def test_a_history_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="got 'agreed' 2024-01-02 after 'proposed' 2024-02-01"):
        an_action({"status": "proposed", "when": "2024-02-01"}, {"status": "agreed", "when": "2024-01-02"})
    same = an_action({"status": "done", "when": "by 2024-02-01"}, {"status": "reopened", "when": "2024-01-02"})
    assert same.status == "reopened"


@pytest.mark.parametrize(("words", "days"), [("3 per wk", 7), ("3 a week", 7), ("0.5 per d", 1), ("2 an hour", 1 / 24)])
def test_rates_are_read(words: str, days: float) -> None:
    assert parse_rate(words).unit_days == pytest.approx(days)
    assert Measure.model_validate({"what": "waves", "rate": words}).rate == parse_rate(words)


@pytest.mark.parametrize("words", ["3", "about 3 a week", "3 per fortnight", "-1 a day", "three a week", "3/week"])
def test_other_words_are_no_rate(words: str) -> None:
    with pytest.raises(ValueError, match="a rate is N per unit") as refused:
        parse_rate(words)
    assert refused.value.args[1] == "write it as 3 per month"
