"""An installed Chromium, and reports to look at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from rca.review.build import review_of
from rca.review.compute import compute

CASE = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
_PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser without a window; skipped with the reason where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    places = [os.environ["RCA_CHROMIUM"]] if os.environ.get("RCA_CHROMIUM") else list(_PLACES)
    found = next((place for place in places if Path(place).exists()), None)
    if found is None:
        pytest.skip(f"no Chromium at {', '.join(places)}; set RCA_CHROMIUM to one")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of a real case for each audience."""
    from rca.review.exporters import ReportExporter

    results = compute(CASE)
    folder = tmp_path_factory.mktemp("reports")
    made = {}
    for audience in ("full", "leadership"):
        bundles = [part._repr_mimebundle_() for part in review_of(results, audience).sections]
        outputs = [nbformat.v4.new_output("execute_result", data=bundle) for bundle in bundles]
        cells = [nbformat.v4.new_code_cell("x", outputs=[output]) for output in outputs]
        notebook = nbformat.reads(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), as_version=4)
        made[audience] = folder / f"{audience}.html"
        made[audience].write_text(ReportExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    return made


@pytest.fixture
def opened(browser: Any, reports: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    """Opens a report; the page notes in ``heard`` what it asked for and complained about."""
    pages = []

    def show(audience: str, width: int = 1280, scheme: str = "light") -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        pages.append(page)
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("request", lambda request: page.heard.append(request.url))
        page.goto(reports[audience].as_uri())
        return page

    yield show
    for page in pages:
        page.close()
