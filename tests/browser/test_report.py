"""Reports as a browser lays them out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Opened = Callable[..., Any]
BOTH = pytest.mark.parametrize("audience", ["full", "leadership"])


@BOTH
def test_nothing_is_loaded_and_nothing_is_blocked(opened: Opened, reports: dict[str, Path], audience: str) -> None:
    page = opened(audience)
    assert page.heard == [reports[audience].as_uri()]
    assert page.evaluate("document.scripts.length") == 0


@BOTH
@pytest.mark.parametrize("width", [390, 720, 721, 1280])
def test_a_page_never_scrolls_sideways(opened: Opened, audience: str, width: int) -> None:
    page = opened(audience, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_wide_page_shows_pictures_and_a_narrow_one_their_words(opened: Opened) -> None:
    for width, wide in ((1280, True), (390, False)):
        page = opened("leadership", width)
        assert page.locator(".picture").count() >= 2
        assert all(picture.is_visible() is wide for picture in page.locator(".picture").all())
        instead = page.locator("details.instead")
        assert instead.locator("summary").first.is_visible() is wide
        assert instead.locator("table").first.is_visible() is not wide
        assert instead.locator("ul.tree").first.is_visible() is not wide


def test_the_words_of_a_picture_unfold_on_a_wide_page(opened: Opened) -> None:
    page = opened("leadership")
    page.locator("details.instead summary").first.click()
    assert page.locator("details.instead table").first.is_visible()


def test_a_narrow_row_is_a_block_with_labels(opened: Opened) -> None:
    page = opened("leadership", 390)
    label = "getComputedStyle(document.querySelector('td[data-label=Strength]'), '::before').content"
    assert "Strength" in page.evaluate(label)


def test_the_dark_scheme_reaches_page_and_pictures(opened: Opened) -> None:
    page = opened("leadership", scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 22, 29)"
    assert page.evaluate("getComputedStyle(document.querySelector('svg .f-paper')).fill") == "rgb(16, 22, 29)"
    assert page.evaluate("getComputedStyle(document.querySelector('svg .f-ink')).fill") == "rgb(237, 241, 245)"


@BOTH
def test_headings_follow_each_other_and_every_link_has_its_place(opened: Opened, audience: str) -> None:
    page = opened(audience)
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    lost = "[...document.querySelectorAll('a')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    assert page.evaluate(lost) == 0
    twice = "(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))"
    assert page.evaluate(twice) == 0


def test_the_keyboard_reaches_the_main_part_first(opened: Opened) -> None:
    page = opened("leadership")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the review"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize(
    ("audience", "width", "scheme"),
    [("full", 1280, "light"), ("full", 390, "dark"), ("leadership", 1280, "dark"), ("leadership", 390, "light")],
)
def test_no_barrier_that_a_program_can_see(opened: Opened, audience: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    # The checker runs in the page, which its policy rightly forbids; a copy without the policy is checked.
    page = opened(audience, width, scheme)
    bare = page.content().replace("Content-Security-Policy", "x-none")
    page.set_content(bare)
    found = axe.Axe().run(page).response["violations"]
    assert not [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


def test_paper_is_landscape_and_light(opened: Opened, tmp_path: Path) -> None:
    page = opened("leadership", scheme="dark")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 842" in pdf.replace(b"841.91998", b"842").replace(b"841.92", b"842")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
