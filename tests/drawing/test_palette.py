"""Colours are readable on their grounds and stay apart for readers who do not see all of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest

from rca.drawing.contrast import contrast, rgb
from rca.drawing.palette import DARK, LIGHT

SCHEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
STRONG = ("blue", "ochre", "plum", "teal", "grey")
GROUNDS = ("paper", "panel", "band")

# On linear RGB. Red and green: the projection of Viénot, Brettel and Mollon 1999; blue: Machado, Oliveira and
# Fernandes 2009 at severity 1.0, as a projection onto one plane does not serve there.
SIMULATED = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
PLAIN = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)
Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]


def times(matrix: Matrix, vector: Vector) -> Vector:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)  # type: ignore[return-value]


def lab(color: str, seen: Matrix) -> Vector:
    """Return CIELAB of a colour as it is seen."""
    linear = tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(color))
    shown = tuple(min(1.0, max(0.0, c)) for c in times(seen, linear))  # type: ignore[arg-type]
    x, y, z = (
        v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116
        for v in (a / b for a, b in zip(times(TO_XYZ, shown), WHITE, strict=True))  # type: ignore[arg-type]
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("colors", SCHEMES)
@pytest.mark.parametrize("seen", [PLAIN, *SIMULATED.values()], ids=["all colours", *SIMULATED])
def test_strong_colours_stay_apart(colors: Mapping[str, str], seen: Matrix) -> None:
    for one, two in combinations(STRONG, 2):
        first, second = lab(colors[one], seen), lab(colors[two], seen)
        distance = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        assert distance >= 12, f"{one} and {two} are {distance:.1f} apart"


@pytest.mark.parametrize("colors", SCHEMES)
def test_text_stands_out_on_every_ground_it_may_stand_on(colors: Mapping[str, str]) -> None:
    pairs = [(text, ground) for text in ("ink", "ink2", *STRONG) for ground in GROUNDS]
    pairs += [(text, f"{color}t") for color in STRONG for text in ("ink", "ink2", color)]
    for text, ground in pairs:
        assert contrast(colors[text], colors[ground]) >= 4.5, f"{text} on {ground}"


def test_both_schemes_have_the_same_tokens() -> None:
    assert list(LIGHT) == list(DARK)


def test_the_formula_gives_known_values() -> None:
    assert lab("#ffffff", PLAIN) == pytest.approx((100, 0, 0), abs=0.02)
    assert lab("#ff0000", PLAIN) == pytest.approx((53.24, 80.09, 67.2), abs=0.05)
