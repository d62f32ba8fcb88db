"""The claim without which most contradictions are gone comes first, by solving again."""

from __future__ import annotations

from dataclasses import replace

from rca.timeline.solve import solve_timeline
from rca.timeline.suspects import find_suspects, suspects_json, suspects_table


def test_one_wrong_claim_behind_two_contradictions_comes_first(case, point):
    events = (
        point("E1", ("2024-05-14 10:00 UTC", "S1"), ("2024-05-14 15:00 UTC", "S2")),
        point("E2", ("2024-05-14 11:00 UTC", "S3"), ("1..2 h after E1", "S4")),
        point("E3", ("2024-05-14 11:00 UTC", "S5"), ("after E1", "S6")),
    )
    found = find_suspects(case(*events), {})
    assert (found[0].claim, found[0].source, found[0].left) == ("E1.S2", "S2", 0)
    assert found == find_suspects(case(*events[::-1]), {})
    assert suspects_json(found)[0]["resolves"] == list(found[0].resolves)


def test_two_unrelated_contradictions_have_no_common_suspect(case, point):
    events = (
        point("E1", ("2024-05-14 10:00 UTC", "S1"), ("2024-05-14 15:00 UTC", "S2")),
        point("E2", ("2024-05-14 11:00 UTC", "S3"), ("2024-05-15 11:00 UTC", "S4")),
    )
    found = find_suspects(case(*events), {})
    assert [each.claim for each in found] == ["E1.S1", "E1.S2", "E2.S3", "E2.S4"]
    assert {each.left for each in found} == {1}
    assert {len(each.resolves) for each in found} == {1}


def test_nothing_is_suspect_where_all_agree(case, point):
    assert find_suspects(case(point("E1", "2024-05-14 10:00 UTC")), {}) == ()


def test_the_table_names_suspects_or_says_why_there_are_none(case, point):
    wrong = point("E1", ("2024-05-14 10:00 UTC", "S1"), ("2024-05-14 15:00 UTC", "S2"))
    times = solve_timeline(case(wrong), {}).conflicts
    table = suspects_table(find_suspects(case(wrong), {}), times)
    assert [row[:3] for row in table.rows] == [("E1.S1", "S1", "C1"), ("E1.S2", "S2", "C1")]
    assert suspects_table((), times).rows == (("no single claim resolves a contradiction alone",),)
    settled = [replace(each, open=False, settled="S2 was mistaken") for each in times]
    assert suspects_table((), settled).rows == (("no contradiction of times is open",),)
    assert suspects_table((), ()).rows == ()
