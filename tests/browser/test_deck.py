"""Decks as a browser shows and prints them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from rca.review.build import review_of
from rca.review.compute import compute
from rca.review.deck import DeckExporter

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[2] / "case_studies"
COPIES = [
    (case, audience)
    for case in ("account_takeover_2020", "database_deletion_2017")
    for audience in ("full", "leadership")
]
ALL = pytest.mark.parametrize("copy", COPIES, ids="-".join)
NUMBER = "document.querySelectorAll('.slides > section').length"
OUTSIDE = """() => {
  const slide = document.querySelector('section.present'), found = [];
  const foot = slide.querySelector('.foot').getBoundingClientRect();
  for (const part of slide.querySelectorAll('*')) {
    const box = part.getBoundingClientRect();
    if (!box.width || part.closest('.unseen')) continue;
    const name = `${part.tagName} ${part.textContent.slice(0, 40)}`;
    if (box.left < -0.5 || box.top < -0.5 || box.right > 1280.5 || box.bottom > 720.5) found.push(`outside: ${name}`);
    if (!part.closest('.foot') && box.bottom > foot.top + 0.5) found.push(`over the foot: ${name}`);
  }
  const parts = [...slide.children].filter(part => !part.matches('.foot')).map(part => part.getBoundingClientRect());
  parts.forEach((box, at) => { if (at && box.top < parts[at - 1].bottom - 0.5) found.push(`overlap at ${at}`); });
  for (const cell of slide.querySelectorAll('.rows th, .rows td'))
    if (!cell.closest('.unseen') && cell.scrollWidth > cell.clientWidth + 1) found.push(`wide: ${cell.textContent}`);
  return found;
}"""

Shown = Callable[..., Any]


@pytest.fixture(scope="session")
def decks(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Deck and notes of each real case for each audience."""
    folder, made = tmp_path_factory.mktemp("decks"), {}
    for case, audience in COPIES:
        bundles = [part._repr_mimebundle_() for part in review_of(compute(CASES / case), audience).sections]
        outputs = [nbformat.v4.new_output("execute_result", data=bundle) for bundle in bundles]
        cells = [nbformat.v4.new_code_cell("x", outputs=[output]) for output in outputs]
        notebook = nbformat.reads(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), as_version=4)
        path = folder / f"{case}-{audience}.html"
        path.write_text(DeckExporter().from_notebook_node(notebook)[0], encoding="utf-8")
        path.with_suffix(".notes.html").write_text(DeckExporter().notes(notebook), encoding="utf-8")
        made[case, audience] = path
    return made


@pytest.fixture
def shown(browser: Any, decks: dict[tuple[str, str], Path]) -> Iterator[Shown]:
    """Opens a deck that has started; the page notes in ``heard`` what it asked for and complained about."""
    pages = []

    def show(copy: tuple[str, str], scheme: str = "light", suffix: str = ".html", **more: Any) -> Any:
        page = browser.new_page(viewport={"width": 1280, "height": 720}, color_scheme=scheme, **more)
        pages.append(page)
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda request: page.heard.append(request.url))
        page.goto(decks[copy].with_suffix(suffix).as_uri())
        if suffix == ".html" and more.get("java_script_enabled", True):
            page.wait_for_selector(".reveal.ready")
        return page

    yield show
    for page in pages:
        page.close()


@ALL
def test_the_keyboard_shows_each_slide_whole(shown: Shown, decks: dict[Any, Path], copy: tuple[str, str]) -> None:
    page = shown(copy)
    for number in range(1, page.evaluate(NUMBER) + 1):
        assert page.evaluate("document.querySelector('section.present').id") == f"slide-{number}"
        assert page.evaluate(OUTSIDE) == []
        page.keyboard.press("ArrowRight")
    assert page.heard == [decks[copy].as_uri()]


@ALL
def test_words_in_pictures_can_be_read_across_a_room(shown: Shown, copy: tuple[str, str]) -> None:
    page = shown(copy)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('.picture svg')].map(svg => Math.min(...[...svg.querySelectorAll('text')]
        .map(text => +text.getAttribute('font-size'))) * 1168 / svg.viewBox.baseVal.width)"""
    )
    assert len(sizes) == 2
    assert min(sizes) >= 13.99
    for number in range(page.evaluate(NUMBER)):
        if page.evaluate("!!document.querySelector('section.present svg')"):
            width = page.evaluate("document.querySelector('section.present svg').getBoundingClientRect().width")
            assert width == pytest.approx(1168, abs=1), f"the picture of slide {number + 1} shrinks"
        page.keyboard.press("ArrowRight")


@ALL
def test_print_gives_one_page_a_slide(shown: Shown, copy: tuple[str, str]) -> None:
    page = shown(copy)
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == page.evaluate(NUMBER)
    assert b"/MediaBox [0 0 960 540]" in pdf


def test_all_slides_and_all_keys_can_be_seen(shown: Shown) -> None:
    page = shown(COPIES[1])
    page.keyboard.press("Escape")
    assert page.evaluate("Reveal.isOverview()")
    page.keyboard.press("Escape")
    assert not page.evaluate("Reveal.isOverview()")
    page.keyboard.press("Shift+Slash")
    assert page.locator(".r-overlay-help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".r-overlay-help").count() == 0
    assert len(page.heard) == 1


def test_a_slide_has_an_address_and_a_link_to_the_next(shown: Shown, decks: dict[Any, Path]) -> None:
    page = shown(COPIES[1])
    page.goto(f"{decks[COPIES[1]].as_uri()}#/slide-3")
    page.wait_for_selector("#slide-3.present")
    page.click("section.present >> text=Next")
    page.wait_for_selector("#slide-4.present")
    hidden = "[...document.querySelectorAll('.slides > section:not(.present)')].every(s => s.hasAttribute('hidden'))"
    assert page.evaluate(hidden)


def test_the_dark_scheme_reaches_slides_and_pictures(shown: Shown) -> None:
    page = shown(COPIES[1], scheme="dark")
    page.keyboard.press("ArrowRight")
    style = "getComputedStyle(document.querySelector('section.present')).backgroundColor"
    assert page.evaluate(style) == "rgb(16, 22, 29)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('section.present svg .f-ink')).fill")
        == "rgb(237, 241, 245)"
    )
    page.emulate_media(media="print")
    assert page.evaluate(style) == "rgb(255, 255, 255)"


def test_without_scripts_all_slides_stand_below_each_other(shown: Shown) -> None:
    page = shown(COPIES[1], java_script_enabled=False)
    boxes = [slide.bounding_box() for slide in page.locator(".slides > section").all()]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) > 6
    assert tops == sorted(tops)
    assert all(box and box["height"] == 720 for box in boxes)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_on_any_slide_that_a_program_can_see(shown: Shown, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    # The checker runs in the page, which its policy rightly forbids; a copy without policy and scripts is checked.
    page = shown(COPIES[1], scheme=scheme, java_script_enabled=False)
    bare = re.sub(r"<script>.*?</script>", "", page.content(), flags=re.DOTALL)
    bare = bare.replace("Content-Security-Policy", "x-none").replace("(scripting:none)", "all")
    other = shown(COPIES[1], scheme=scheme)
    other.set_content(bare)
    found = axe.Axe().run(other).response["violations"]
    assert not [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def test_notes_are_pages_of_paper_without_scripts(shown: Shown) -> None:
    page = shown(COPIES[1], suffix=".notes.html")
    assert page.evaluate("document.scripts.length") == 0
    assert len(page.heard) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    pdf = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 59\d\.\d+ 84\d\.\d+\]", pdf)
