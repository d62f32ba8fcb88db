"""How large figures are printed, and how wide the columns of tables."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.scene import Scene, Span, Text
from rca.review.blocks import Row, Table, Words
from rca.review.columns import shares
from rca.review.sheets import PAPERS, SHEETS, SMALLEST, part_scene, parts


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    height = draw(st.floats(100, 6000))
    tops = draw(st.lists(st.floats(0, 1), max_size=40))
    shapes = tuple(Text(10, 12 + top * (height - 20), (Span("word"),), 10, 30) for top in tops)
    return Scene(draw(st.floats(600, 1200)), height, "t", "d", shapes)


@given(scenes(), st.sampled_from(PAPERS), st.floats(0, 120))
def test_a_figure_fits_its_sheets_whole_and_legible(scene: Scene, paper: str, taken: float) -> None:
    found = parts(scene, paper, taken)
    assert (found[0].top, found[-1].bottom) == (0, scene.height)
    assert all(before.bottom == after.top for before, after in pairwise(found))
    for part in found:
        width, height = part.sheet.inner
        assert part.sheet in SHEETS[paper]
        assert part.scale * scene.width <= width + 1e-6
        assert part.scale * (part.bottom - part.top) + taken <= height + 1e-6
        assert all(text.size * part.scale >= SMALLEST - 1e-6 for text in scene.texts())


def test_no_word_is_cut_or_printed_twice() -> None:
    lines = tuple(Text(10, 20 + 31 * n, (Span("word"),), 11, 30) for n in range(200))
    found = parts(Scene(1200, 6300, "t", "d", lines), "a4", 0)
    assert len(found) > 2
    for part in found:
        assert all(part.top <= text.box[1] and text.box[3] <= part.bottom for text in part_scene(part).texts())
    assert sum(len(part_scene(part).texts()) for part in found) == 200


def test_a_small_figure_stays_on_the_common_paper_turned() -> None:
    scene = Scene(1200, 500, "t", "d", (Text(10, 20, (Span("word"),), 10, 30),))
    assert [part.sheet.name for part in parts(scene, "a4", 0)] == ["wide"]


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), max_size=8), st.floats(100, 800))
def test_columns_share_out_a_table_whole(rows: list[list[str]], width: float) -> None:
    table = Table(("A", "B", "C"), tuple(Row(tuple((Words(text),) for text in row)) for row in rows), ())
    found = shares(table, width)
    assert abs(sum(found) - 1) < 1e-9
    assert min(found) > 0
