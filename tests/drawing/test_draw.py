"""The matplotlib reader shows what the SVG shows, and leaves no state behind."""

from __future__ import annotations

import io
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text as Words

from rca.drawing.draw import MARGIN, UNITS_PER_INCH, scene_figure
from rca.drawing.measure import text_width
from rca.drawing.palette import DARK, LIGHT
from rca.drawing.scene import Circle, Line, Polygon, Rect, Scene, Span, Style
from rca.drawing.words import text_line

STROKE = Style(stroke="plum", width=2, dash=(4, 2))
SCENE = Scene(
    400,
    200,
    "All shapes",
    "One of each.",
    (
        Rect(10, 10, 50, 20, Style(fill="panel")),
        Rect(10, 40, 50, 20, Style(fill="blue", opacity=0.3), radius=5),
        Circle(100, 20, 5, Style(fill="blue")),
        Line(((10, 100), (90, 100)), STROKE),
        Polygon(((100, 100), (120, 100), (110, 120)), Style(fill="paper", stroke="ochre")),
        text_line(10, 150, [Span("20:17 ", bold=True), Span("cost $5 and $6")], 12, pad="panel"),
    ),
)


def words(figure: mpl.figure.Figure) -> list[Words]:
    return [artist for artist in figure.axes[0].get_children() if isinstance(artist, Words) and artist.get_text()]


def test_a_unit_is_a_hundredth_of_an_inch_with_a_margin_around() -> None:
    figure = scene_figure(SCENE, dpi=50)
    expected = [(side + 2 * MARGIN) / UNITS_PER_INCH for side in (400, 200)]
    assert list(figure.get_size_inches()) == pytest.approx(expected)
    assert figure.dpi == 50


def test_words_stand_where_they_were_measured() -> None:
    figure = scene_figure(SCENE, dpi=400)
    text = SCENE.texts()[0]
    placed = words(figure)
    to_data = figure.axes[0].transData.inverted()
    boxes = [to_data.transform(each.get_window_extent()) for each in placed]
    assert min(box[0][0] for box in boxes) == pytest.approx(text.left, abs=1.5)
    assert max(box[1][0] for box in boxes) == pytest.approx(text.left + text.width, abs=2)
    assert [each.get_text() for each in placed] == ["20:17", "cost", "$5", "and", "$6"]


@pytest.mark.parametrize(("scheme", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_both_schemes_take_their_own_palette(scheme: str, colors: dict[str, str]) -> None:
    figure = scene_figure(SCENE, scheme)  # type: ignore[arg-type]
    assert to_hex(figure.get_facecolor()) == colors["paper"]
    assert {to_hex(each.get_color()) for each in words(figure)} == {colors["ink"]}


def test_characters_outside_the_font_and_control_characters_draw_without_a_warning() -> None:
    text = text_line(1, 10, [Span("漢 🙂 two\nlines \x00 $x^2$")])
    figure = scene_figure(Scene(200, 20, "", "", (text,)))
    figure.savefig(io.BytesIO())
    assert {each.get_text() for each in words(figure)} == {"□", "two", "lines", "$x^2$"}


def test_a_persons_own_settings_change_nothing() -> None:
    def png() -> bytes:
        stream = io.BytesIO()
        scene_figure(SCENE).savefig(stream, metadata={"Software": None})
        return stream.getvalue()

    plain = png()
    with mpl.rc_context({"lines.scale_dashes": False, "figure.facecolor": "red", "font.size": 30}):
        assert png() == plain


def test_pyplot_is_never_loaded() -> None:
    code = "import rca.drawing.draw, sys; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_words_that_run_from_right_to_left_are_handed_over_together() -> None:
    text = "\u05dc\u05d0 \u05e0\u05d1\u05d3\u05e7"
    figure = scene_figure(Scene(300, 40, "", "", (text_line(10, 20, [Span(f"as said {text} then")]),)))
    assert [word.get_text() for word in words(figure)] == ["as", "said", text, "then"]


@pytest.mark.parametrize("word", ["2025-11-02T08:10:14.000+01:00", "22:10:29,"])
def test_a_long_word_leaves_a_space_before_the_next(word: str) -> None:
    scene = Scene(400, 20, "A line", "One.", (text_line(0, 12, [Span(f"{word} over by")], 12),))
    figure = scene_figure(scene)
    figure.canvas.draw()
    dark = (np.asarray(figure.canvas.buffer_rgba())[:, :, :3] < 200).any(axis=(0, 2))
    end = MARGIN + text_width(word, 12, bold=False)
    empty = dark[round(end) - 2 : round(end + text_width(" ", 12, bold=False)) + 2]
    assert (~empty).sum() >= 3
