from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.causes.layout import tree_scenes
from rca.causes.slide import tree_slide
from rca.drawing.audit import problems

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
    for scene in tree_scenes(case, result):
        assert problems(scene) == ()
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
