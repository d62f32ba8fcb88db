"""What prints a page as PDF: WeasyPrint, else PlutoPrint, else an installed browser."""

from __future__ import annotations

import os
import shutil
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

from rca.drawing.measure import font_file
from rca.errors import MissingToolError

FONT_SCHEME = "font"
"""Begins the addresses of the fonts that a page may name: ``font:sans``, ``font:bold`` and ``font:mono``."""

BROWSER_VARIABLE = "RCA_CHROMIUM"
"""The environment variable that names the program of a browser."""

_PANGO = "get Pango; Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_BROWSER = f"pip install 'rca[browser]' and install Chrome, Edge or Chromium, or name its program in {BROWSER_VARIABLE}"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


@dataclass(frozen=True)
class Printed:
    """A printed file, and what printed it.

    Parameters
    ----------
    content : bytes
        The PDF file.
    engine, version : str
        Name and version of the engine.
    tagged : bool
        Whether the file carries its structure for screen readers.
    """

    content: bytes = field(repr=False)
    engine: str
    version: str
    tagged: bool


@dataclass(frozen=True)
class Engine:
    """One way of printing.

    Parameters
    ----------
    name : str
        As people call it.
    tagged : bool
        Whether its files carry their structure for screen readers.
    remedy : str
        What to get where it does not serve.
    find : callable
        Returns the version, or raises ``LookupError`` with the reason why it does not serve.
    write : callable
        From a page, which refers to nothing outside itself but the fonts, to a PDF file.
    """

    name: str
    tagged: bool
    remedy: str
    find: Callable[[], str]
    write: Callable[[str], bytes]


def choose(engines: Sequence[Engine]) -> tuple[Engine, str]:
    """Return the first engine that serves.

    Parameters
    ----------
    engines : sequence of Engine
        In the order of preference.

    Returns
    -------
    tuple of Engine and str
        The engine and its version.

    Raises
    ------
    MissingToolError
        When none serves; it names the reason for each.
    """
    reasons: list[str] = []
    remedies: list[str] = []
    for engine in engines:
        try:
            return engine, engine.find()
        except LookupError as error:
            reasons.append(f"{engine.name}: {error.args[0]}")
            remedies.append(engine.remedy)
    raise MissingToolError("pdf", reasons, "; or ".join(remedies))


def print_page(page: str, engines: Sequence[Engine]) -> Printed:
    """Print a page with the first engine that serves.

    Parameters
    ----------
    page : str
        HTML that refers to nothing outside itself but the fonts.
    engines : sequence of Engine
        In the order of preference.

    Returns
    -------
    Printed
        The file.

    Raises
    ------
    MissingToolError
        When none serves.
    """
    engine, found = choose(engines)
    return Printed(engine.write(page), engine.name, found, engine.tagged)


def _fonts() -> dict[str, Path]:
    """Return the fonts by their address."""
    sans = font_file()
    files = {"sans": sans, "bold": font_file(bold=True), "mono": sans.with_name("DejaVuSansMono.ttf")}
    return {f"{FONT_SCHEME}:{name}": file for name, file in files.items()}


def _carrying_fonts(page: str) -> str:
    """Return a page that carries its fonts as data, for engines that know no other way."""
    for address, file in _fonts().items():
        page = page.replace(f"url({address})", f"url(data:font/ttf;base64,{b64encode(file.read_bytes()).decode()})")
    return page


def _find_weasyprint() -> str:
    try:
        # Without Pango the import prints a notice of several lines; the one line of ours says what to get.
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            import weasyprint
    except ImportError:
        raise LookupError("not installed") from None
    except OSError:  # a wheel without the libraries of the system that it calls
        raise LookupError("Pango is missing") from None
    return str(weasyprint.__version__)


def _write_weasyprint(page: str) -> bytes:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Inside(URLFetcher):
        """Hands out the fonts, nothing else from disk or network."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the base class names it
            file = _fonts().get(url)
            if file is None:
                raise ValueError("the page refers to nothing but its fonts")
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/ttf"})

    written: bytes = HTML(string=page, url_fetcher=Inside()).write_pdf(pdf_variant="pdf/ua-1")
    return written


def _find_plutoprint() -> str:
    try:
        import plutoprint
    except (ImportError, OSError):
        raise LookupError("not installed") from None
    return str(plutoprint.__version__)


def _write_plutoprint(page: str) -> bytes:
    from rca.review.print_pluto import print_pluto

    return print_pluto(_carrying_fonts(page))


def _browsers(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield programs that may be a browser, the one that a person named alone if there is one."""
    named = environment.get(BROWSER_VARIABLE)
    if named:
        yield named
        return
    yield from filter(None, map(shutil.which, _NAMES))
    yield from _PLACES


def _browser() -> str:
    for program in _browsers(os.environ):
        if Path(program).is_file():
            return program
    raise LookupError("no Chrome, Edge or Chromium was found")


def _find_browser() -> str:
    try:
        import playwright
    except ImportError:
        raise LookupError("Playwright is not installed") from None
    del playwright
    return f"{Path(_browser()).name} through Playwright {version('playwright')}"


def _write_browser(page: str) -> bytes:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:  # Playwright refuses a thread whose event loop runs, as a notebook's does
        return pool.submit(_browse, page).result()


def _browse(page: str) -> bytes:
    from playwright.sync_api import sync_playwright

    root = sys.platform != "win32" and os.geteuid() == 0
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=_browser(), args=["--no-sandbox"] if root else [])
        try:
            tab = browser.new_context(java_script_enabled=False, offline=True).new_page()
            tab.set_content(_carrying_fonts(page))
            return tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        finally:
            browser.close()


ENGINES = (
    Engine("WeasyPrint", True, _PANGO, _find_weasyprint, _write_weasyprint),
    Engine("PlutoPrint", False, "pip install 'rca[plutoprint]'", _find_plutoprint, _write_plutoprint),
    Engine("browser", True, _BROWSER, _find_browser, _write_browser),
)
"""In the order of preference."""
