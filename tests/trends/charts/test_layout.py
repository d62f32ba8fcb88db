"""The pictures have no fault that can be computed, and say the verdict in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.drawing.audit import problems
from rca.drawing.scene import Circle, Line, Polygon, Scene
from rca.drawing.svg import scene_svg
from rca.trends.charts.chart import control_chart
from rca.trends.charts.layout import chart_scene
from rca.trends.charts.plan import KINDS, RATES, ChartPlan, Rebase
from rca.trends.charts.results import Chart, Series
from rca.trends.charts.small_multiples import charts_scene

LONG = "Escalations about accounts of minors that reached the duty manager outside working hours, all regions"


def weeks(count: int) -> tuple[str, ...]:
    return tuple((date(2023, 9, 4) + timedelta(weeks=place)).isoformat() for place in range(count))


def charted(count: int, name: str = "escalations a week", **plan: Any) -> Chart:
    random = np.random.default_rng(count)
    values = random.poisson(20, count).astype(float)
    values[count * 2 // 3 :] += 12
    if count > 5:
        values[count // 2] = 70
    sizes = tuple([100.0] * count) if plan["kind"] in RATES else None
    shown = tuple(None if count > 8 and place == 4 else float(value) for place, value in enumerate(values))
    return control_chart(Series(weeks(count), shown, sizes, name), ChartPlan(**plan), simulated=50)


def said(scene: Scene) -> str:
    return " ".join("".join(span.text for span in text.spans) for text in scene.texts())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 2, 10, 26, 52, 200])
def test_every_kind_at_every_length(kind: str, count: int) -> None:
    chart = charted(count, kind=kind, good="lower")
    scene = chart_scene(chart)
    assert problems(scene) == ()
    assert chart.verdict[0] in scene.description
    assert chart.verdict[0] in said(scene).replace("  ", " ")
    points = sum(value is not None for value in chart.shown)
    marks = sum(isinstance(shape, Circle) for shape in scene.shapes) + len(_diamonds(scene))
    assert kind == "cusum" or marks == points


def _diamonds(scene: Scene) -> list[Polygon]:
    return [shape for shape in scene.shapes if isinstance(shape, Polygon) and shape.style.fill == "plum"]


@pytest.mark.parametrize("rules", ["nhs", "nelson", "western-electric", "anhoej"])
def test_rebases_with_long_words(rules: str) -> None:
    places = weeks(60)
    marks = (Rebase(places[30], LONG), Rebase(places[33], "Rota of five"), Rebase(places[58], LONG), Rebase(places[59]))
    chart = charted(60, LONG, kind="xmr", rules=rules, baseline=20, rebases=marks)
    scene = chart_scene(chart)
    assert problems(scene) == ()
    assert "Rota of five" in said(scene)
    teal = [shape for shape in scene.shapes if isinstance(shape, Line) and shape.style.stroke == "teal"]
    assert len(teal) == 4


def test_signs_by_shape() -> None:
    chart = charted(26, kind="xmr", rules="nhs", baseline=12)
    scene = chart_scene(chart)
    outside = {point for signal in chart.signals if signal.rule == "outside" for point in signal.points}
    assert len(_diamonds(scene)) == len(outside) > 0
    rings = [shape for shape in scene.shapes if isinstance(shape, Circle) and shape.style.stroke == "plum"]
    other = {point for signal in chart.signals if signal.rule != "outside" for point in signal.points}
    assert len(rings) == len(other - outside)


def test_a_gap_and_a_rebase_break_the_line() -> None:
    chart = charted(26, kind="xmr", rebases=(Rebase(weeks(26)[13]),))
    data = [shape for shape in chart_scene(chart).shapes if isinstance(shape, Line) and shape.style.width == 1.5]
    assert [len(line.points) for line in data if line.style.stroke == "ink2"] == [4, 8, 13]


def test_hostile_words_are_words() -> None:
    text = "<script>alert(1)</script> & \u202eevil\x00"
    chart = charted(12, text, kind="c", rebases=(Rebase(weeks(12)[6], text),))
    svg = scene_svg(chart_scene(chart))
    assert "<script" not in svg
    assert "\u202e" not in svg


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_small_multiples(count: int) -> None:
    kinds = ("xmr", "c", "p", "u", "cusum", "ewma", "run", "t")
    names = ("Escalations", "Handovers", "Share late", LONG, "Days", "Reopened", "Overturned", "Breaches")
    charts = [charted(20 + 9 * place, names[place], kind=kinds[place]) for place in range(count)]
    scene = charts_scene(charts, heading="The measures of the week")
    assert problems(scene) == ()
    for chart in charts:
        assert chart.verdict[0] in scene.description


@settings(max_examples=25)
@given(
    st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=70).filter(
        lambda values: any(value is not None for value in values)
    ),
    st.text(max_size=60),
    st.integers(0, 69),
)
def test_no_values_or_words_break_the_picture(values: list[float | None], words: str, cut: int) -> None:
    places = weeks(len(values))
    rebases = (Rebase(places[cut], words),) if 0 < cut < len(values) else ()
    chart = control_chart(Series(places, tuple(values), None, words), ChartPlan("xmr", rebases=rebases), simulated=0)
    assert problems(chart_scene(chart)) == ()
    assert problems(charts_scene([chart, chart])) == ()
