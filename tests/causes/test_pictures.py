from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.causes.layout import tree_scenes
from rca.causes.overview import tree_overview
from rca.causes.picture.rows import beginning
from rca.causes.slide import tree_slide
from rca.drawing.audit import problems
from rca.drawing.scene import Scene

SOURCES = [{"id": f"S{i}", "kind": "news", "title": "Told"} for i in range(1, 7)]
KINDS = ("event", "human_action", "procedure_deviation", "omission", "condition", "condition", "barrier")
STATUSES = ("confirmed",) * 6 + ("probable", "possible", "unknown", "refuted")
SENTENCE = (
    "the nightly backup job failed without a message because its version did not match the database and nobody "
    "on call had been told which of the five procedures was still tested after the team had grown so fast that "
    "access rights were given by request alone while the alert went to a mailbox that no one read"
)
WORDS = SENTENCE.split()
SCRIPTS = {
    "cjk": "夜间备份作业因版本不匹配而失败且没有发出任何消息值班人员也没有被告知哪一个程序仍然经过测试",
    "rtl": "فشلت مهمة النسخ الاحتياطي الليلية دون رسالة لأن إصدارها لم يطابق קובץ הגיבוי לא נבדק במשך חודשים",
    "emoji": "🔥 alert 🚨 storm 👩‍💻 on call 🧯 nobody 🏳️‍🌈 looked 📉 at 🇩🇪 it ✅",
    "unbroken": "W" * 120,
}
Shape = Mapping[str, Any]


def label(random: Random, most: int = 120) -> str:
    """Return words of up to so many characters, most of them long."""
    text = " ".join(random.choices(WORDS, k=40))[: random.randint(most // 3, most)]
    return text.rsplit(" ", 1)[0].capitalize()


def shape(
    parents: Sequence[int], *, seed: int = 1, text: str = "", shared: int = 0, fan: str = "mixed", plain: bool = False
) -> Shape:
    """Return arguments for a case: node n + 2 is a cause of node ``parents[n]``; ``shared`` more links at random."""
    random = Random(seed)
    count = len(parents) + 1
    factors: dict[str, dict[str, Any]] = {}
    links: dict[int, dict[int, str]] = {}
    for n in range(1, count + 1):
        kind = "outcome" if n == 1 else "condition" if plain else random.choice(KINDS)
        factor: dict[str, Any] = {"kind": kind, "status": random.choice(STATUSES) if n > 1 else "confirmed"}
        factor["text"] = (text * 40)[: random.randint(20, 120)] if text else label(random)
        factor["evidence"] = [{"ref": f"S{i}", "says": "supports"} for i in range(1, random.choice((1, 2, 3, 4)))]
        effect = parents[n - 2] if n > 1 else 0
        if n > 1 and n not in parents:
            factor["stop"] = random.choice(("root", "outside_control", "needs_data", "normal_condition"))
        if kind == "barrier":
            held = random.random() < 0.4 and n not in parents
            factor["state"] = random.choice(("held", "partial")) if held else random.choice(("missing", "failed"))
            factor |= {"guards": f"F{effect}"} if held else {}
        if n > 1 and "guards" not in factor:
            links.setdefault(effect, {})[n] = random.choice(("{}!", "{}!", "{}!", "{}?", "{}-", "~{}"))
        factors[f"F{n}"] = factor
    guards = [n for n in range(1, count + 1) if "guards" in factors[f"F{n}"]]
    for _ in range(shared):
        effect, cause = sorted(random.sample([n for n in range(1, count + 1) if n not in guards], 2))
        links.setdefault(effect, {}).setdefault(cause, random.choice(("{}!", "{}?", "~{}")))
    for effect, causes in links.items():
        gates = sum(not form.startswith("~") for form in causes.values())
        if gates > 1:
            gate = random.choice(("all", "all", "any", "at_least")) if fan == "mixed" else fan
            factors[f"F{effect}"] |= {"gate": gate} | ({"at_least": 2} if gate == "at_least" else {})
    verdicts = ("ruled_out", "open", "accepted")
    return {
        "factors": factors,
        "links": {f"F{e}": " ".join(form.format(f"F{c}") for c, form in below.items()) for e, below in links.items()},
        "alternatives": [
            {"id": f"X{i}", "for": f"F{i}", "text": label(random, 80), "verdict": verdicts[i % 3]}
            for i in range(1, 1 + count // 30)
        ],
        "head": {"sources": SOURCES},
    }


def bushy(count: int, seed: int) -> list[int]:
    """Return parents as real trees have them: one to four causes each, some branches deep."""
    random = Random(seed)
    return [max(1, n - random.randint(1, 2 + n // 3)) for n in range(2, count + 1)]


SHAPES: dict[str, Shape] = {
    "five": shape([1, 1, 2, 2], seed=3),
    "sixty": shape(bushy(60, 5), seed=5, shared=4),
    "four_hundred": shape(bushy(400, 7), seed=7, shared=30),
    "chain_of_30": shape(list(range(1, 30)), plain=True),
    "gate_of_40": shape([1] * 40, fan="all"),
    "node_with_200": shape([1, 1, *[2] * 200], fan="any"),
    "much_shared": shape(bushy(45, 2), seed=2, shared=80),
    **{name: shape(bushy(14, 4), seed=4, text=text, shared=2) for name, text in SCRIPTS.items()},
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_of_tree_is_drawn_clean(make_case: Callable[..., CaseFile], name: str) -> None:
    case = make_case(**SHAPES[name])
    result = analyse_causes(case)
    scenes = tree_scenes(case, result)
    for scene in scenes:
        assert problems(scene) == ()
    assert len({scene.title for scene in scenes}) == len(scenes)
    for width in (834.0, 1200.0, 1800.0):
        overview = tree_overview(case, result, width=width)
        assert (overview is None) == (len(scenes) == 1)
        if overview is not None:
            assert problems(overview) == ()
    drawn = tree_slide(case, result)
    assert drawn is not None
    assert problems(drawn.scene) == ()


@pytest.mark.parametrize("name", ["account_takeover_2020", "database_deletion_2017"])
def test_both_public_cases_are_drawn_clean(name: str) -> None:
    folder = Path(__file__).parents[2] / "case_studies" / name
    if not folder.exists():
        pytest.skip("the case study is not in this checkout")
    from rca.case.reading import read_case

    case = read_case(folder)
    result = analyse_causes(case)
    for scene in tree_scenes(case, result):
        assert problems(scene) == ()


def words_on(scene: Scene) -> list[str]:
    return ["".join(span.text for span in text.spans) for text in scene.texts()]


def test_an_overview_has_a_row_for_every_factor_in_the_frame_of_its_page(make_case: Callable[..., CaseFile]) -> None:
    case = make_case(**SHAPES["four_hundred"])
    result = analyse_causes(case)
    pages = tree_scenes(case, result)
    overview = tree_overview(case, result)
    assert overview is not None
    words = words_on(overview)
    assert {f.id for f in case.causes.factors} <= {line.split()[0] for line in words}
    assert [line.split(":")[0] for line in words if line.startswith("Part ")] == [
        f"Part {number}" for number in range(1, len(pages) + 1)
    ]
    counts = [int(line.split(": ")[1].split()[0]) for line in words if line.startswith("Part ")]
    assert sum(counts) == len(case.causes.factors)
    assert "399 factors behind it or beside it" in overview.description


def test_transfers_of_an_overview_have_the_numbers_of_the_pages(make_case: Callable[..., CaseFile]) -> None:
    case = make_case(**SHAPES["sixty"])
    result = analyse_causes(case)
    overview = tree_overview(case, result)
    assert overview is not None
    numbers = [
        {word for line in words_on(scene) for word in line.split() if word.startswith("▲")}
        for scene in (overview, *tree_scenes(case, result))
    ]
    assert numbers[0] == set().union(*numbers[1:])


def test_an_overview_of_400_factors_fits_a3_in_six_points(make_case: Callable[..., CaseFile]) -> None:
    case = make_case(**SHAPES["four_hundred"])
    overview = tree_overview(case, analyse_causes(case))
    assert overview is not None
    points = 6 / min(text.size for text in overview.texts())
    assert overview.width * points <= 841.89 - 62
    assert overview.height * points <= 1190.55 - 96 - 40  # margins, and a heading of two lines


def test_a_small_tree_needs_no_overview(make_case: Callable[..., CaseFile]) -> None:
    for given in (SHAPES["five"], {"factors": {}, "links": {}, "outcome": None}):
        case = make_case(**given)
        assert tree_overview(case, analyse_causes(case)) is None


def test_a_long_name_is_cut_behind_a_word() -> None:
    assert beginning("backups were never tested", 80) == "backups were"
    assert beginning("indivisible", 20) == ""
    assert 0 < len(beginning("备份" * 30, 80)) <= 8


def test_a_slide_names_the_whole_gate_where_not_all_its_causes_are_drawn(make_case: Callable[..., CaseFile]) -> None:
    names = [f"F{number}" for number in range(2, 22)]
    factors = {"F1": {"kind": "outcome", "gate": "at_least", "at_least": 2}, **{name: {} for name in names}}
    case = make_case(factors, {"F1": " ".join(names)})
    drawn = tree_slide(case, analyse_causes(case))
    assert drawn is not None
    assert "2 of 20" in words_on(drawn.scene)
