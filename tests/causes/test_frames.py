from __future__ import annotations

from rca.causes.analyse import analyse_causes
from rca.causes.frames import cut_sets_frame, factors_frame, whys_frame


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
