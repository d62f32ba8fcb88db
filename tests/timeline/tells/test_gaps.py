"""A silence is held against the rhythm of the case, and never called more than unusual."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.case.records import CaseFile, CaseHead
from rca.timeline.results import Bounds, Gap, SolvedPhase
from rca.timeline.tells.gaps import even_chance, silences
from rca.timeline.tells.render import silence_words

MINUTE = 60_000_000
HOUR = 60 * MINUTE
Make = Callable[..., Any]


def beat(make: Make, times: list[int], lane: str = "company") -> list[Any]:
    return [make(f"E{n}", at, at, best=at, lane=lane) for n, at in enumerate(times, 1)]


def gap(times: list[int], index: int) -> Gap:
    one, two = times[index], times[index + 1]
    return Gap(f"E{index + 1}", f"E{index + 2}", one, two, two - one, two - one)


def test_a_long_silence_stands_out_of_an_even_rhythm(case: CaseFile, make_event: Make, make_timeline: Make) -> None:
    times = [n * 10 * MINUTE for n in range(8)]
    times += [times[-1] + 5 * HOUR + n * 10 * MINUTE for n in range(3)]
    result = make_timeline(*beat(make_event, times), gaps=(gap(times, 7),))
    whole, lane = silences(case, result)
    assert (whole.group, whole.others, whole.usual) == ("case", 9, 10 * MINUTE)
    assert whole.share == pytest.approx(0.1)
    assert whole.even == pytest.approx(exp(-30))
    assert whole.longest_even == pytest.approx(1 - (1 - exp(-30)) ** 10)
    assert (lane.group, lane.after, lane.before, lane.shortest) == ("lane company", "E8", "E9", 5 * HOUR)
    words = silence_words(whole)
    assert words.startswith("none of 9 other intervals are as long, the usual one 10 min")
    assert "less than 0.001" in words


def test_a_silence_is_held_against_the_phase_that_holds_it(
    case: CaseFile, make_event: Make, make_timeline: Make
) -> None:
    times = [n * MINUTE for n in range(30)] + [HOUR + n * HOUR for n in range(1, 8)]
    ends = Bounds(times[29], times[29], times[29]), Bounds(times[-1], times[-1], times[-1])
    phase = SolvedPhase("P2", "Slow", "E30", "E37", *ends, (None, None))
    result = make_timeline(*beat(make_event, times), gaps=(gap(times, 31),), phases=(phase,))
    whole, slow, _ = silences(case, result)
    assert (whole.group, slow.group) == ("case", "phase P2")
    assert whole.longest_even < 0.3 < 0.9 < slow.longest_even, (
        "an hour is long for the case, and usual in its slow phase"
    )


def test_too_few_events_give_no_score(case: CaseFile, make_event: Make, make_timeline: Make) -> None:
    times = [0, HOUR, 2 * HOUR, 9 * HOUR]
    (found,) = silences(case, make_timeline(*beat(make_event, times), gaps=(gap(times, 2),)))
    assert (found.usual, found.share, found.even, found.longest_even) == (None, None, None, None)
    assert "too few" in silence_words(found)
    assert silences(case, make_timeline()) == ()


def test_events_at_one_instant_have_a_rhythm_of_nothing(case: CaseFile, make_event: Make, make_timeline: Make) -> None:
    times = [0] * 7 + [HOUR]
    found = silences(case, make_timeline(*beat(make_event, times), gaps=(gap(times, 6),)))
    assert (found[0].even, found[0].longest_even) == (0.0, 0.0)


@given(st.integers(0, 100), st.lists(st.integers(0, 100), min_size=1))
def test_chances_are_chances_and_the_longest_of_many_is_likelier(length: int, others: list[int]) -> None:
    one, longest = even_chance(length, others)
    assert 0 <= one <= longest <= 1
    assert even_chance(length + 1, others)[0] <= one


def test_what_lies_outside_of_the_scope_is_of_no_account(case: CaseFile, make_event: Make, make_timeline: Make) -> None:
    times = [n * 10 * MINUTE for n in range(8)] + [90 * 24 * HOUR]
    result = make_timeline(*beat(make_event, times))
    head = {"schema": "rca-case/1", "id": "x", "title": "x", "state": "draft", "summary": "x"}
    scoped = CaseHead.model_validate({**head, "scope": {"start": "E1", "end": "E8"}})
    inside = CaseFile(case.path, scoped, case.timeline, case.causes, case.actions, case.waivers)
    assert [each.shortest for each in silences(case, result)] == [times[-1] - times[-2]]
    assert [each.shortest for each in silences(inside, result)] == [10 * MINUTE]
