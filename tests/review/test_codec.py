from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.drawing import scene as drawing
from rca.review import blocks as b
from rca.review.codec import from_plain, to_plain

_TEXT = st.text(max_size=12)
_INLINES = st.one_of(
    st.builds(b.Words, _TEXT, st.sampled_from(["plain", "strong", "quiet", "code"])),
    st.builds(b.Marks, st.lists(_TEXT, max_size=3).map(tuple)),
    st.builds(b.Tag, _TEXT, st.sampled_from(["established", "possible", "excluded", "done", "contradiction"])),
    st.builds(b.Boxes, st.integers(0, 3), st.just(3), _TEXT),
    st.just(b.Break()),
)
_LINES = st.lists(_INLINES, max_size=3).map(tuple)
_NUMBERS = st.floats(-1e6, 1e6)
_STYLES = st.builds(
    drawing.Style,
    fill=st.sampled_from([None, "ink"]),
    stroke=st.sampled_from([None, "blue"]),
    width=_NUMBERS,
    dash=st.lists(_NUMBERS, max_size=2).map(tuple),
    round_ends=st.booleans(),
)
_POINTS = st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=2, max_size=4).map(tuple)
_SHAPES = st.one_of(
    st.builds(drawing.Rect, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _STYLES),
    st.builds(drawing.Circle, _NUMBERS, _NUMBERS, _NUMBERS, _STYLES),
    st.builds(drawing.Line, _POINTS, _STYLES),
    st.builds(drawing.Polygon, _POINTS, _STYLES),
    st.builds(drawing.Text, _NUMBERS, _NUMBERS, st.tuples(st.builds(drawing.Span, _TEXT)), _NUMBERS, _NUMBERS),
)
_SCENES = st.builds(drawing.Scene, _NUMBERS, _NUMBERS, _TEXT, _TEXT, st.lists(_SHAPES, max_size=4).map(tuple))
_ROWS = st.builds(b.Row, st.lists(_LINES, min_size=1, max_size=3).map(tuple), _TEXT)
_BRANCHES = st.recursive(
    st.builds(b.Branch, _LINES),
    lambda inner: st.builds(b.Branch, _LINES, st.lists(inner, max_size=2).map(tuple)),
    max_leaves=4,
)
_FLAT = st.one_of(
    st.builds(b.Heading, _TEXT, st.sampled_from([2, 3]), _LINES, st.booleans()),
    st.builds(b.Paragraph, _LINES, st.booleans()),
    st.builds(b.Table, st.lists(_TEXT, max_size=3).map(tuple), st.lists(_ROWS, max_size=3).map(tuple), _LINES, _TEXT),
    st.builds(b.Tree, st.lists(_BRANCHES, max_size=2).map(tuple)),
    st.builds(b.Numbers, st.lists(st.builds(b.Number, _TEXT, _TEXT, _TEXT, _LINES), max_size=2).map(tuple)),
)
_FEW = st.lists(_FLAT, max_size=3).map(tuple)
_SLIDES = st.builds(
    b.Slide,
    _TEXT,
    st.sampled_from(["cover", "figure", "actions"]),
    _TEXT,
    below=_LINES,
    figure=st.none() | _SCENES,
    rows=st.lists(_ROWS, max_size=2).map(tuple),
    words=_FEW,
)
_BLOCKS = st.one_of(
    _FLAT,
    _SLIDES,
    st.builds(b.Figure, _TEXT, _SCENES, _TEXT, _FEW),
    st.builds(b.Callout, st.sampled_from(["decision", "contradiction"]), _TEXT, _FEW),
    st.builds(b.Details, _TEXT, _FEW, st.booleans()),
)


@given(_BLOCKS)
def test_blocks_survive_json(block: b.Block) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(block)))) == block


def _changed(path: list[Any], value: object) -> dict[str, Any]:
    plain = to_plain(b.Table(("A", "B"), (b.Row(((b.Words("x"),), ()), "S1"),), (), "t"))
    place = plain
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["kind"], "script", "kind known here"),
        (["kind"], "words", "kind known here"),
        (["title"], 3, "block.title"),
        (["rows", 0, "cells", 0, 0, "tone"], "loud", "one of"),
        (["rows", 0, "cells", 0, 0, "kind"], "table", "kind known here"),
        (["rows", 0, "anchor"], None, "anchor"),
        (["rows"], "x", "list"),
        (["more"], "x", "has the fields"),
    ],
)
def test_other_forms_are_refused_with_their_place(path: list[Any], value: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_plain(_changed(path, value))


def test_html_of_others_is_never_read_from_json() -> None:
    with pytest.raises(ValueError, match="kind known here"):
        from_plain(to_plain(b.Foreign("<script>")))


def test_a_number_in_a_figure_is_a_number() -> None:
    plain = to_plain(b.Figure("f", drawing.Scene(10.0, 10.0, "t", "d", ()), "s", ()))
    plain["scene"]["width"] = '"><script>'
    with pytest.raises(ValueError, match=r"scene\.width"):
        from_plain(plain)
    plain["scene"]["width"] = True
    with pytest.raises(ValueError, match=r"scene\.width"):
        from_plain(plain)
