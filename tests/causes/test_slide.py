from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.causes.picture.choice import MOST, short_name
from rca.causes.slide import HEIGHT, tree_slide
from rca.drawing.audit import problems

MakeCase = Callable[..., CaseFile]
_WORDS = st.lists(st.text("abcmorW,", min_size=1, max_size=14), min_size=1, max_size=14).map(" ".join)


def factors_for(names: list[str], *gated: str) -> dict[str, dict[str, str]]:
    made = {name: {"gate": "all"} if name in gated else {} for name in names}
    made["F1"]["kind"] = "outcome"
    return made


def test_single_fixes_come_with_the_chain_that_leads_to_them(make_case: MakeCase) -> None:
    names = [f"F{number}" for number in range(1, 15)]
    links = {"F1": " ".join(f"{name}?" for name in names[1:11]), "F11": "F12!", "F12": "F13!", "F13": "F14!"}
    links["F1"] = links["F1"].replace("F11?", "F11!")
    case = make_case(factors_for(names, "F1"), links)
    result = analyse_causes(case)
    assert result.single_fixes == ("F14",)
    drawn = tree_slide(case, result)
    assert drawn is not None
    assert {"F1", "F11", "F12", "F13", "F14"} <= set(drawn.factors)
    assert len(drawn.factors) <= MOST
    assert "+" in "".join(span.text for text in drawn.scene.texts() for span in text.spans)


def test_causes_that_only_contribute_come_last(make_case: MakeCase) -> None:
    links = {"F1": "F2? F3? ~F4 ~F5 ~F6 ~F7 ~F8", "F2": "F9? F10?", "F3": "F11? F12?"}
    case = make_case(factors_for([f"F{number}" for number in range(1, 13)], "F1", "F2", "F3"), links)
    drawn = tree_slide(case, analyse_causes(case))
    assert drawn is not None
    assert {"F1", "F2", "F3", "F9", "F10", "F11", "F12"} <= set(drawn.factors)


def test_no_outcome_gives_no_picture(make_case: MakeCase) -> None:
    case = make_case({}, {}, outcome=None)
    assert tree_slide(case, analyse_causes(case)) is None


def test_a_name_is_never_cut_inside(make_case: MakeCase) -> None:
    texts = {
        "F1": {"label": "Short name", "kind": "outcome", "gate": "all"},
        "F2": {"text": "The job had failed for weeks, and nobody was told of it by any of the mails that it sent"},
        "F3": {"text": "one two three four five six seven eight nine ten eleven twelve"},
        "F4": {"text": "word " * 30},
    }
    case = make_case(texts, {"F1": "F2! F3! F4!"})
    assert [short_name(factor) for factor in case.causes.factors] == [
        "Short name",
        "The job had failed for weeks",
        "one two three four five six seven eight nine ten eleven twelve",
        "Condition, in full in the report",
    ]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_picture_is_broken(make_case: MakeCase, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 20))
    kinds = st.sampled_from(["event", "condition", "human_action", "omission"])
    factors = {f"F{n}": {"text": data.draw(_WORDS), "kind": data.draw(kinds)} for n in range(1, number + 1)}
    factors["F1"]["kind"] = "outcome"
    links: dict[str, str] = {}
    for n in range(2, number + 1):
        effect = f"F{data.draw(st.integers(1, n - 1))}"
        sign = data.draw(st.sampled_from(["F{}!", "F{}?", "F{}-", "~F{}"])).format(n)
        links[effect] = f"{links.get(effect, '')} {sign}".strip()
    for effect, causes in links.items():
        if sum(not cause.startswith("~") for cause in causes.split()) > 1:
            factors[effect]["gate"] = data.draw(st.sampled_from(["all", "any"]))
    case = make_case(factors, links)
    drawn = tree_slide(case, analyse_causes(case))
    if drawn is not None:
        assert not problems(drawn.scene)
        assert drawn.scene.height <= HEIGHT
        assert len(drawn.factors) <= MOST
        assert drawn == tree_slide(case, analyse_causes(case))
