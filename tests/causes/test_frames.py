from __future__ import annotations

from rca.causes.actual import actual_causes
from rca.causes.analyse import analyse_causes
from rca.causes.frames import actual_frame, cut_sets_frame, factors_frame, whys_frame


def test_frames_say_what_the_result_says(make_case) -> None:
    case = make_case(
        {"F1": {"kind": "outcome", "gate": "all"}, "F2": {"status": "probable"}, "F3": {"stop": "root"}},
        {"F1": "F2! F3"},
    )
    result = analyse_causes(case)
    factors = factors_frame(case, result)
    assert list(factors.index) == ["F1", "F2", "F3"]
    assert factors["single_fix"].tolist() == [False, True, False]
    assert factors.loc["F2", "state"] == "possible"
    sets = cut_sets_frame(result)
    assert sets.to_dict("records") == [{"factors": "F2 F3", "order": 2, "state": "possible"}]
    assert sets.attrs == {"complete": True}
    assert whys_frame(result)["factor"].tolist() == ["F1", "F2", "F3"]


def test_frames_of_nothing_keep_their_columns(make_case) -> None:
    case = make_case({}, {}, outcome=None)
    result = analyse_causes(case)
    assert factors_frame(case, result).shape == (0, 13)
    assert cut_sets_frame(result).shape == (0, 3)
    assert whys_frame(result).shape == (0, 9)


def test_shares_of_responsibility_are_missing_where_a_leaf_is_part_of_no_cause(make_case) -> None:
    case = make_case(
        {"F1": {"kind": "outcome", "gate": "any"}, "F2": {}, "F3": {}, "F4": {"status": "refuted"}},
        {"F1": "F2 F3 F4"},
    )
    frame = actual_frame(actual_causes(case))
    assert frame["certain_share"].fillna(-1).tolist() == [0.5, 0.5, -1]
    assert frame["cause"].tolist() == ["yes", "yes", "no"]
    assert frame["pre_empted_by"].tolist() == ["", "", ""]
    assert actual_frame(actual_causes(make_case({}, {}, outcome=None))).shape == (0, 7)
