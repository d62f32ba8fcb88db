from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.case.records import CaseFile
from rca.case.values import Value, parse_value
from rca.checks.amounts import amount_words, fit, ordered
from rca.checks.figures import compare_figures, text_disputes
from rca.timeline.results import Disagreement

Data = dict[str, Any]
Read = Callable[[Data], CaseFile]

WORDS = st.sampled_from(["", "about ", "over ", "at least ", "under ", "up to "])
NUMBERS = st.integers(0, 20_000)
AMOUNTS = st.one_of(
    st.builds(lambda word, number: f"{word}{number}", WORDS, NUMBERS),
    st.builds(lambda low, more: f"{low}..{low + more}", NUMBERS, st.integers(0, 50)),
)


def with_claims(data: Data, *claims: Data, **figure: Any) -> Data:
    numbered = [{"source": f"S{n + 1}", **claim} for n, claim in enumerate(claims)]
    data["case"]["sources"] = [
        {"id": f"S{n + 1}", "kind": "news", "title": "A page", "zone": "UTC"} for n in range(max(2, len(claims)))
    ]
    data["case"]["figures"] = [{"id": "G1", "name": "value stolen", "unit": "USD", "claims": numbered, **figure}]
    return data


def holds(value: Value, amount: Decimal) -> bool:
    """Whether the words allow an amount: an oracle that knows nothing of intervals."""
    low, high, low_excluded, high_excluded = value.bounds()
    above = low is None or amount > low or (amount == low and not low_excluded)
    below = high is None or amount < high or (amount == high and not high_excluded)
    return above and below


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("over 118000", "about 110000", "apart"),
        ("about 110000", "121000", "apart"),
        ("over 118000", "121000", "overlap"),
        ("8", "7", "apart"),
        ("8", "up to 8", "overlap"),
        ("about 1300000", "278000", "apart"),
        ("45", "about 50", "overlap"),
        ("118000", "118400", "narrow"),
        ("over 118000", "118000", "narrow"),
        ("over 118000", "117900", "apart"),
        ("under 10", "at least 10", "narrow"),
        ("7..8", "9", "apart"),
        ("7..8", "8", "overlap"),
        ("45", "45", "same"),
        ("0", "1", "apart"),
        ("0.5", "0.52", "narrow"),
    ],
)
def test_two_amounts(first: str, second: str, expected: str) -> None:
    assert fit(parse_value(first), parse_value(second)) == expected


@given(AMOUNTS, AMOUNTS)
def test_the_order_of_two_amounts_does_not_matter(first: str, second: str) -> None:
    a, b = parse_value(first), parse_value(second)
    assert fit(a, b) == fit(b, a)


@given(AMOUNTS)
def test_an_amount_never_conflicts_with_itself(amount: str) -> None:
    assert fit(parse_value(amount), parse_value(amount)) == "same"


@given(AMOUNTS, AMOUNTS)
def test_amounts_are_apart_exactly_when_no_number_satisfies_both(first: str, second: str) -> None:
    a, b = parse_value(first), parse_value(second)
    limits = [limit for value in (a, b) for limit in value.bounds()[:2] if limit is not None]
    tries = [limit + step for limit in limits for step in (Decimal("-0.001"), Decimal(0), Decimal("0.001"))]
    both = any(holds(a, number) and holds(b, number) for number in tries)
    assert both == (fit(a, b) in {"same", "overlap"})


@given(AMOUNTS, AMOUNTS)
def test_the_lower_of_two_amounts_comes_first(first: str, second: str) -> None:
    a, b = parse_value(first), parse_value(second)
    if fit(a, b) in {"narrow", "apart"}:
        lower, upper = ordered(a, b)
        assert (lower, upper) == ordered(b, a)
        assert holds(lower, lower.low) or lower.word in {"over", "under"}
        assert not holds(upper, lower.bounds()[0] or Decimal(0)) or lower.bounds()[0] is None


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        ("about 1300000", "USD", "about 1,300,000 USD"),
        ("30.40", "BTC", "30.4 BTC"),
        ("7..8", "archives", "7 to 8 archives"),
        ("12 %", "", "12 %"),
        ("0", "people", "0 people"),
        ("1000", "", "1,000"),
    ],
)
def test_amounts_in_words(amount: str, unit: str, words: str) -> None:
    assert amount_words(parse_value(amount), unit) == words


def test_one_figure_gives_one_disagreement_with_its_proof(clean: Data, read: Read) -> None:
    case = read(with_claims(clean, {"value": "over 118000"}, {"value": "about 110000"}, {"value": "121000"}))
    assert compare_figures(case, first=7) == (
        Disagreement(
            id="C7",
            subject="G1",
            title="value stolen",
            grade="contradicts",
            claims=("G1.S1", "G1.S2", "G1.S3"),
            sides=(("S1", "over 118,000 USD"), ("S2", "about 110,000 USD"), ("S3", "121,000 USD")),
            proof=(
                "S2 says about 110,000 USD, so at most 115,000; S1 says over 118,000 USD. Both cannot hold.",
                "S2 says about 110,000 USD, so at most 115,000; S3 says 121,000 USD. Both cannot hold.",
            ),
            open=True,
        ),
    )


def test_claims_outside_the_conflict_are_sides_and_not_claims_of_it(clean: Data, read: Read) -> None:
    (found,) = compare_figures(read(with_claims(clean, {"value": "8"}, {"value": "up to 8"}, {"value": "7"})))
    assert found.grade == "contradicts"
    assert found.claims == ("G1.S1", "G1.S3")
    assert [source for source, _ in found.sides] == ["S1", "S2", "S3"]


def test_another_measure_is_not_compared(clean: Data, read: Read) -> None:
    (found,) = compare_figures(read(with_claims(clean, {"value": "45"}, {"value": "130", "measure": "targets"})))
    assert (found.grade, found.open) == ("not comparable", False)
    assert found.proof == (
        "S1 says 45 USD, counting value stolen; S2 says 130 USD, counting targets. They measure different things.",
    )


def test_two_measures_are_told_apart_once(clean: Data, read: Read) -> None:
    claims = [{"value": "45"}, {"value": "130", "measure": "targets"}, {"value": "45"}]
    (found,) = compare_figures(read(with_claims(clean, *claims)))
    assert len(found.proof) == 1
    assert found.proof[0].startswith("S1 says 45 USD")
    assert found.claims == ("G1.S1", "G1.S2", "G1.S3")


@pytest.mark.parametrize("change", [{"unit": "EUR"}, {"of": "22"}, {"value": "45 %"}])
def test_another_unit_or_whole_is_not_compared(change: Data, clean: Data, read: Read) -> None:
    (found,) = compare_figures(read(with_claims(clean, {"value": "45"}, {"value": "60", **change})))
    assert found.grade == "not comparable"


def test_spelling_of_the_unit_does_not_matter(clean: Data, read: Read) -> None:
    (found,) = compare_figures(read(with_claims(clean, {"value": "45"}, {"value": "60", "unit": " usd"})))
    assert found.grade == "contradicts"


@pytest.mark.parametrize(
    ("first", "second", "grade"),
    [
        ("2024-05-14", "2024-05-20", "differs"),
        ("2024-05-20", "2024-05-14", "contradicts"),
        ("2024-05-14", "2024-05-14", "contradicts"),
        ("2024-05-14", None, "contradicts"),
        ("2024-05-14", "2024-05", "contradicts"),
        ("E2", "2024-05-20", "differs"),
        ("E5", "2024-07-20", "contradicts"),
    ],
)
def test_a_count_may_grow_and_not_shrink(first: str, second: str | None, grade: str, clean: Data, read: Read) -> None:
    dated = {"value": "60"} if second is None else {"value": "60", "as_of": second}
    (found,) = compare_figures(read(with_claims(clean, {"value": "45", "as_of": first}, dated)))
    assert found.grade == grade
    assert ("later" in found.proof[0]) == (grade == "differs")


def test_a_rejected_time_dates_no_count(clean: Data, read: Read) -> None:
    claim = clean["timeline"]["events"][1]["at"][0]
    claim["reject"] = {"because": "outlier", "by": "analyst", "on": "2024-11-02"}
    claims = [{"value": "45", "as_of": "E2"}, {"value": "60", "as_of": "2024-05-20"}]
    (found,) = compare_figures(read(with_claims(clean, *claims)))
    assert found.grade == "contradicts"


def test_one_source_that_says_two_things_has_two_claims(clean: Data, read: Read) -> None:
    case = read(with_claims(clean, {"value": "45"}, {"value": "60", "source": "S1"}))
    assert compare_figures(case)[0].claims == ("G1.S1", "G1.S1b")


def test_a_source_may_say_any_number_of_things(clean: Data, read: Read) -> None:
    claims = [{"value": str(10 * n), "source": "S1"} for n in range(1, 29)]
    (found,) = compare_figures(read(with_claims(clean, *claims)))
    assert found.claims[-3:] == ("G1.S1z", "G1.S1z27", "G1.S1z28")
    assert len(set(found.claims)) == 28


def test_a_source_whose_id_ends_in_a_letter_keeps_its_claims_apart(clean: Data, read: Read) -> None:
    data = with_claims(clean, {"value": "45"}, {"value": "60", "source": "S1"}, {"value": "80", "source": "S1b"})
    data["case"]["sources"].append({"id": "S1b", "kind": "news", "title": "A page"})
    assert compare_figures(read(data))[0].claims == ("G1.S1", "G1.S1c", "G1.S1b")


def test_a_dispute_with_a_resolution_settles_a_figure(clean: Data, read: Read) -> None:
    data = with_claims(clean, {"value": "45"}, {"value": "60"})
    data["case"]["disputes"] = [settled("D1", about=["G1"])]
    (found,) = compare_figures(read(data))
    assert (found.open, found.settled) == (False, "S2 counts targets (analyst, 2024-11-02)")


def test_one_open_dispute_keeps_a_figure_open(clean: Data, read: Read) -> None:
    data = with_claims(clean, {"value": "45"}, {"value": "up to 60"})
    data["case"]["disputes"] = [settled("D1", about=["G1"]), disputed("D2", about=["G1"])]
    (found,) = compare_figures(read(data))
    assert (found.grade, found.open, found.settled) == ("differs", True, "")


def test_disputes_in_words_stand_alone(clean: Data, read: Read) -> None:
    data = with_claims(clean, {"value": "45"}, {"value": "60"})
    data["case"]["disputes"] = [disputed("D1", about=["G1"]), disputed("D2", about=["E4"]), settled("D3")]
    case = read(data)
    found = text_disputes(case, first=4)
    assert [(d.id, d.subject, d.grade, d.open) for d in found] == [
        ("C4", "D2", "contradicts", True),
        ("C5", "D3", "contradicts", False),
    ]
    assert found[0].sides == (("S1", "one visit"), ("S2", "two visits"))
    assert [d.title for d in found] == ["dispute D2 about E4", "dispute D3 about the case"]


def test_a_dispute_about_a_figure_on_which_all_agree_is_one_in_words(clean: Data, read: Read) -> None:
    clean["case"]["disputes"] = [disputed("D1", about=["G1"])]
    assert [d.subject for d in text_disputes(read(clean))] == ["D1"]


@given(st.lists(AMOUNTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_change_the_grade(amounts: list[str], chance: Any) -> None:
    shuffled = list(amounts)
    chance.shuffle(shuffled)
    grades = [[found.grade for found in compare_figures(figures_only(claims))] for claims in (amounts, shuffled)]
    assert grades[0] == grades[1]
    assert bool(grades[0]) == (len({(v.word, v.low, v.high) for v in map(parse_value, amounts)}) > 1)


def figures_only(amounts: list[str]) -> CaseFile:
    from rca.case.records import ActionsFile, CaseHead, CausesFile, TimelineFile, WaiversFile

    sources = [{"id": f"S{n}", "kind": "news", "title": "A page"} for n in range(len(amounts))]
    claims = [{"value": amount, "source": f"S{n}"} for n, amount in enumerate(amounts)]
    head = {
        "schema": "rca-case/1",
        "id": "figures",
        "title": "Figures",
        "state": "draft",
        "summary": "Figures only.",
        "sources": sources,
        "figures": [{"id": "G1", "name": "accounts", "unit": "accounts", "claims": claims}],
    }
    from pathlib import Path

    return CaseFile(
        Path("figures"),
        CaseHead.model_validate(head),
        TimelineFile(),
        CausesFile(),
        ActionsFile(),
        WaiversFile(),
    )


def disputed(id_: str, **given_: Any) -> Data:
    positions = [{"source": "S1", "text": "one visit"}, {"source": "S2", "text": "two visits"}]
    return {"id": id_, "positions": positions, **given_}


def settled(id_: str, **given_: Any) -> Data:
    return disputed(id_, resolution="S2 counts targets", by="analyst", on="2024-11-02", **given_)
