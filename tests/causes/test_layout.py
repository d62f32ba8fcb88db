from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.causes.analyse import analyse_causes
from rca.causes.layout import columns_on, tree_scene, tree_scenes
from rca.causes.picture.cuts import MOST_NODES
from rca.causes.picture.drawn import Page
from rca.causes.picture.pages import drawn_pages
from rca.drawing.audit import bounding_box, problems
from rca.drawing.scene import Line, Polygon, Rect, Scene

KINDS = ("event", "action", "human_action", "procedure_deviation", "omission", "condition", "barrier")
STATUSES = ("confirmed", "probable", "possible", "unknown", "refuted", "assumed")
STOPS = ("root", "outside_control", "needs_data", "normal_condition", None)
SOURCES = [{"id": f"S{i}", "kind": "news", "title": "Told"} for i in range(1, 30)]
Box = tuple[float, float, float, float]


def made_tree(seed: int, count: int) -> dict[str, Any]:
    """Return arguments for ``make_case``: any shape of tree, shared causes, guards, labels of up to 120 characters."""
    random = Random(seed)
    words = ["".join(random.choices("aiWm é.-", k=random.randint(1, 14))) for _ in range(9)]
    spread = random.choice((1, 2, 4, 60))
    factors: dict[str, dict[str, Any]] = {}
    links: dict[str, dict[str, str]] = {}
    for i in range(1, count + 1):
        kind = "outcome" if i == 1 else random.choice(KINDS)
        text = " ".join(random.choice(words) for _ in range(random.randint(1, 18)))[:120].strip() or "Words"
        factor: dict[str, Any] = {"kind": kind, "text": text, "status": random.choice(STATUSES)}
        factor["evidence"] = [{"ref": f"S{n}", "says": "supports"} for n in range(1, random.choice((1, 2, 4, 25)))]
        factor["stop"] = random.choice(STOPS)
        effect = random.randint(max(1, i - 1 - i // spread), i - 1) if i > 1 else 0
        if kind == "barrier":
            factor["state"] = random.choice(("missing", "failed", "held", "partial"))
            if factor["state"] in {"held", "partial"}:
                factor["guards"] = f"F{effect}"
        if i > 1 and "guards" not in factor:
            links.setdefault(f"F{effect}", {})[f"F{i}"] = random.choice(("{}!", "{}!", "{}?", "{}-", "~{}"))
            if i > 3 and random.random() < 0.1:
                links.setdefault(f"F{random.randint(1, i - 1)}", {}).setdefault(f"F{i}", "~{}")
        factors[f"F{i}"] = {key: value for key, value in factor.items() if value is not None}
    for effect_id, causes in links.items():
        gates = sum(not form.startswith("~") for form in causes.values())
        if gates >= 2:
            gate = random.choice(("all", "any", "at_least"))
            factors[effect_id] |= {"gate": gate} | (
                {"at_least": random.randint(1, gates)} if gate == "at_least" else {}
            )
    verdicts = ("ruled_out", "open", "accepted")
    return {
        "factors": factors,
        "links": {effect: " ".join(form.format(c) for c, form in causes.items()) for effect, causes in links.items()},
        "alternatives": [
            {
                "id": f"X{i}",
                "for": f"F{random.randint(1, count)}",
                "text": "Another way",
                "verdict": random.choice(verdicts),
            }
            for i in range(1, random.randint(1, 5))
        ],
        "head": {"sources": SOURCES},
    }


def trees(most: int, least: int = 5) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(made_tree, st.integers(0, 2**32), st.integers(least, most))


def frames(scene: Scene, keys: set[str]) -> dict[str, Box]:
    """Return the outline of each node, and of each flag: the first closed shape of its group."""
    found: dict[str, Box] = {}
    for shape in scene.shapes:
        if isinstance(shape, Rect | Polygon) and shape.group.removesuffix(" flag") in keys:
            found.setdefault(shape.group, bounding_box(shape))
    return found


def segments(scene: Scene) -> Iterator[tuple[str, Box]]:
    for shape in scene.shapes:
        if isinstance(shape, Line) and shape.group:
            for (x1, y1), (x2, y2) in pairwise(shape.points):
                assert x1 == x2 or y1 == y2, "connectors run straight across or straight down"
                yield shape.group, (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def touch(one: Box, two: Box, slack: float = 0.0) -> bool:
    return one[0] < two[2] + slack and two[0] < one[2] + slack and one[1] < two[3] + slack and two[1] < one[3] + slack


def meet(one: Box, two: Box) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def ends(page: Page) -> dict[str, set[str]]:
    """Return, for each group of connectors, the nodes that it may touch."""
    allowed: dict[str, set[str]] = {}
    for node, _ in page.walk():
        for other in (*node.children, *node.beneath):
            allowed.setdefault(f"{node.key} {other.role}", {node.key}).add(other.key)
    return allowed


def check_page(scene: Scene, page: Page) -> None:
    assert problems(scene) == ()
    keys = {node.key for node, _ in page.walk()}
    found = frames(scene, keys)
    assert keys <= found.keys()
    for one, two in combinations(found, 2):
        if one.removesuffix(" flag") != two.removesuffix(" flag"):
            assert not touch(found[one], found[two], 3.9), f"{one} and {two} are too near"
    for one, two in combinations(keys, 2):
        a, b = found[one], found[two]
        if a[0] < b[2] and b[0] < a[2]:
            assert max(a[1] - b[3], b[1] - a[3]) >= 12, f"{one} and {two} stand closer than 12"
    for box in found.values():
        assert box[0] >= 0
        assert box[1] >= 22
        assert box[2] <= scene.width
        assert box[3] <= scene.height
    rule = max(
        shape.points[0][1] for shape in scene.shapes if isinstance(shape, Line) and shape.points[-1][0] == scene.width
    )
    assert scene.height - rule <= 62, "the legend takes more than two rows"
    lines = list(segments(scene))
    allowed = ends(page)
    for group, line in lines:
        for key in keys - allowed[group]:
            assert not meet(line, found[key]), f"a line of {group} passes {key}"
    for (group, one), (other, two) in combinations(lines, 2):
        assert group == other or not meet(one, two), f"lines of {group} and {other} meet"


@settings(deadline=None, max_examples=25)
@given(trees(60))
def test_any_tree_is_drawn_without_a_collision(make_case, given_tree: dict[str, Any]) -> None:
    case = make_case(**given_tree)
    result = analyse_causes(case)
    scenes, pages = tree_scenes(case, result), drawn_pages(case, result, 7)
    assert len(scenes) == len(pages)
    for scene, page in zip(scenes, pages, strict=True):
        assert scene.width == 1200
        check_page(scene, page)


@settings(deadline=None, max_examples=25)
@given(trees(120))
def test_every_factor_stands_on_exactly_one_page_in_full(make_case, given_tree: dict[str, Any]) -> None:
    case = make_case(**given_tree)
    pages = drawn_pages(case, analyse_causes(case), 7)
    in_full: list[str] = []
    links = 0
    for number, page in enumerate(pages, 1):
        nodes = page.walk()
        assert max(depth for _, depth in nodes) < 7
        assert len(nodes) <= MOST_NODES or any(len(node.beneath) > 1 for node, _ in nodes)
        again = [root.key for root in page.stretches if "+" in root.key]
        for node, _ in nodes:
            links += len(node.children) + sum(other.role != "guard" for other in node.beneath)
            if node.key.endswith("+"):
                links -= 1  # a pill for causes on further pages, which count there
            elif node.elsewhere:
                where = pages[int(node.elsewhere.split()[-1]) - 1] if "in part" in node.elsewhere else page
                assert any(other.key == node.id and not other.elsewhere for other, _ in where.walk())
            elif "causes " in node.onward:
                where = pages[int(node.onward.split()[-1]) - 1] if "in part" in node.onward else page
                root = next(root for root in where.stretches if root.key == node.id)
                assert root.heading.endswith("from above" if where is page else f"from part {number}")
            elif node.key not in again:
                in_full.append(node.id)
    everything = [f.id for f in case.causes.factors] + [x.id for x in case.causes.alternatives]
    assert sorted(in_full) == sorted(everything)
    assert links == len(case.causes.links) + len(case.causes.alternatives)


def test_a_transfer_has_one_number_wherever_it_is_met(make_case) -> None:
    case = make_case(**made_tree(7, 120))
    met: dict[str, set[str]] = {}
    for page in drawn_pages(case, analyse_causes(case), 7):
        for node, _ in page.walk():
            for words in (node.elsewhere, node.onward, node.heading):
                if words.startswith("▲"):
                    met.setdefault(words.split()[0], set()).add(node.id)
    assert met.keys() == {f"▲{number}" for number in range(1, len(met) + 1)}
    assert all(len(ids) == 1 for ids in met.values())
    assert len(set().union(*met.values())) == len(met)


def test_too_many_causes_for_a_page_go_on_under_their_effect(make_case) -> None:
    names = [f"F{number}" for number in range(2, 82)]
    factors = {"F1": {"kind": "outcome", "gate": "at_least", "at_least": 3}, **{name: {} for name in names}}
    case = make_case(factors, {"F1": " ".join(f"{name}?" for name in names)})
    result = analyse_causes(case)
    pages = drawn_pages(case, result, 7)
    assert len(pages) > 2
    assert [child.id for page in pages for child in page.stretches[0].children if not child.elsewhere] == names
    scenes = tree_scenes(case, result)
    assert f"more, in parts 2 to {len(pages)}" in words_of(scenes[0])
    assert all("3 of 80" in words_of(scene) for scene in scenes)
    for scene, page in zip(scenes, pages, strict=True):
        check_page(scene, page)


@settings(deadline=None, max_examples=10)
@given(trees(25), st.floats(900, 1600))
def test_other_widths_serve_as_well(make_case, given_tree: dict[str, Any], width: float) -> None:
    case = make_case(**given_tree)
    result = analyse_causes(case)
    pages = drawn_pages(case, result, columns_on(width))
    for scene, page in zip(tree_scenes(case, result, width=width), pages, strict=True):
        check_page(scene, page)


def words_of(scene: Scene) -> str:
    return " ".join("".join(span.text for span in text.spans) for text in scene.texts())


def small(make_case, **more: Any):
    factors = {
        "F1": {"kind": "outcome", "gate": "all"},
        "F2": {"kind": "barrier", "state": "missing", "stop": "root"},
        "F3": {"gate": "any"},
        "F4": {"status": "possible"},
        "F5": {"kind": "barrier", "state": "partial", "guards": "F1"},
        "F6": {"status": "refuted"},
    }
    case = make_case(factors, {"F1": "F2! F3?", "F3": "F4 F6 ~F2"}, **more)
    return case, analyse_causes(case)


def test_the_legend_explains_what_occurs_and_nothing_else(make_case) -> None:
    words = words_of(tree_scene(*small(make_case)))
    for said in (
        "all are needed",
        "one is enough",
        "established",
        "possible",
        "excluded",
        "single fix",
        "necessity not answered",
    ):
        assert said in words
    for unsaid in ("so many are enough", "omission", "human action", "not necessary", "another explanation"):
        assert unsaid not in words


def test_states_kinds_and_guards_are_also_words(make_case) -> None:
    words = words_of(tree_scene(*small(make_case)))
    for said in (
        "F2 barrier, missing",
        "F5 barrier, in part",
        "guards F1",
        "not a cause",
        "▲1 F2, under F1",
        "▲1 also a cause of F3",
        "root",
    ):
        assert said in words


def test_the_finding_is_told_to_who_cannot_see_it(make_case) -> None:
    scene = tree_scene(*small(make_case))
    assert scene.description == (
        "The outcome, F1: Words of F1. 5 factors behind it or beside it: 3 established, 1 possible, 1 excluded. One "
        "set of factors explains it, each of them needed: F2 and F4. Single fix: F2. Barrier that held in whole or "
        "part: F5. F1 because of all of F2 and F3."
    )


def test_a_large_tree_is_split_and_pages_point_at_each_other(make_case) -> None:
    count = 60
    case = make_case(
        {
            "F1": {"kind": "outcome"},
            **{f"F{i}": {"gate": "all"} if i <= count // 2 and i > 1 else {} for i in range(2, count + 2)},
        },
        {
            "F1": "F2",
            **{f"F{i}": f"F{2 * i - 1} F{2 * i}" for i in range(2, count // 2 + 1)},
            "F30": "F59 F60 ~F61",
        },
    )
    scenes = tree_scenes(case, analyse_causes(case))
    assert len(scenes) > 1
    assert scenes[0].title == f"Causal-factor tree, part 1 of {len(scenes)}"
    assert "causes in part 2" in words_of(scenes[0])
    assert ", from part 1" in words_of(scenes[1])


def test_a_chain_deeper_than_recursion_is_split_by_columns(make_case) -> None:
    count = 1500
    case = make_case(
        {"F1": {"kind": "outcome"}, **{f"F{i}": {} for i in range(2, count + 1)}},
        {f"F{i}": f"F{i + 1}!" for i in range(1, count)},
    )
    pages = drawn_pages(case, analyse_causes(case), 7)
    assert all(len(page.stretches) > 1 and len(page.walk()) <= MOST_NODES for page in pages[:-1])
    assert max(depth for page in pages for _, depth in page.walk()) < 7


def test_factors_that_the_result_leaves_out_are_not_drawn(make_case) -> None:
    case, result = small(make_case, alternatives=[{"id": "X1", "for": "F4", "text": "Other", "verdict": "open"}])
    part = type(result)(
        result.outcome, tuple(f for f in result.factors if f.id not in {"F4", "F5"}), result.cut_sets, (), ()
    )
    words = words_of(tree_scene(case, part))
    for hidden in ("Words of F4", "Words of F5", "X1"):
        assert hidden not in words


def test_hostile_words_stay_words(make_case) -> None:
    text = "<script>alert(1)</script> \u202egnikcah\x00 " + "W" * 90
    case = make_case({"F1": {"kind": "outcome", "text": text}, "F2": {"text": text}}, {"F1": "F2!"})
    scene = tree_scene(case, analyse_causes(case))
    assert problems(scene) == ()
    assert "\u202e" not in words_of(scene)


def test_an_empty_draft_says_so(make_case) -> None:
    case = make_case({}, {}, outcome=None)
    scene = tree_scene(case, analyse_causes(case))
    assert words_of(scene) == "No outcome is stated yet."
    assert problems(scene) == ()


def test_a_lone_outcome_is_drawn(make_case) -> None:
    case = make_case({"F1": {"kind": "outcome"}}, {})
    result = analyse_causes(case)
    check_page(tree_scene(case, result), drawn_pages(case, result, 7)[0])


def test_the_same_case_gives_the_same_picture(make_case) -> None:
    assert tree_scene(*small(make_case)) == tree_scene(*small(make_case))


def test_the_public_case_shows_its_four_single_fixes() -> None:
    folder = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
    if not folder.exists():
        pytest.skip("the case study is not in this checkout")
    from rca.case.reading import read_case

    case = read_case(folder)
    result = analyse_causes(case)
    assert result.single_fixes == ("F3", "F6", "F8", "F9")
    assert [found.factors for found in result.cut_sets.sets] == [("F17", "F3", "F6", "F8", "F9", "F12")]
    (scene,) = tree_scenes(case, result)
    check_page(scene, drawn_pages(case, result, 7)[0])
    assert scene.height < 900
