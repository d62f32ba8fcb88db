"""The style sheet of printed pages: sizes and margins, fonts that the page carries itself, the palette on white."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rca.drawing.palette import LIGHT
from rca.review.deck_html import form_rules
from rca.review.print_engines import FONT_SCHEME
from rca.review.sheets import BOTTOM, SHEETS, TOP
from rca.review.slides import HEIGHT, WIDTH
from rca.review.style import rules_of

FOOT: Final = 7.5
"""The size of the words above and below a page, in points."""

FOOT_SHARE: Final = 0.87
"""The share of the width that the words below a page have beside its number."""


def report_style(paper: str, classification: str, note: str, foot: str) -> str:
    """Return the style sheet of a printed report.

    Parameters
    ----------
    paper : str
        A key of ``SHEETS``.
    classification, note : str
        Stand at the top of every page, left and right.
    foot : str
        Stands at the bottom of every page, beside its number.

    Returns
    -------
    str
        CSS that refers to nothing outside itself.
    """
    band = (
        f"background:{LIGHT['ink']};color:{LIGHT['paper']};font-weight:700;vertical-align:middle;"
        "box-sizing:border-box;height:20pt;margin:18pt 0 16pt"
    )
    boxes = (
        f"@top-left{{content:{_string(classification)};{band};width:50.5%;padding-left:6pt;text-align:left}}"
        f"@top-right{{content:{_string(note)};{band};width:50%;padding-right:6pt;text-align:right}}"
        f"@bottom-left{{content:{_string(foot)};text-align:left;width:{FOOT_SHARE:.0%}}}"
        '@bottom-right{content:"Page " counter(page) " of " counter(pages);text-align:right;'
        f"width:{1 - FOOT_SHARE:.0%}}}"
    )
    words = f"font:{FOOT}pt Paper,sans-serif;color:{LIGHT['ink2']};"
    return "\n".join(
        (*_faces(), f"@page{{{words}{boxes}}}", *_pages(paper), _colours(), rules_of("rca_pdf", "report.css"), "")
    )


def deck_style() -> str:
    """Return the style sheet of a printed deck: each slide a page of 1280 by 720 pixels, without a script.

    Returns
    -------
    str
        CSS that refers to nothing outside itself.
    """
    shown = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", rules_of("rca_deck", "deck.css"))
    page = f"@page{{size:{WIDTH}px {HEIGHT}px;margin:0}}"
    return "\n".join((*_faces(), page, _colours(), shown, form_rules(), rules_of("rca_pdf", "deck.css"), ""))


def _pages(paper: str) -> Iterator[str]:
    for sheet in SHEETS[paper]:
        margins = f"margin:{TOP}pt {sheet.side}pt {BOTTOM}pt"
        yield f"@page {sheet.name}{{size:{sheet.width}pt {sheet.height}pt;{margins}}}"
        if sheet.name:
            yield f"section.{sheet.name}{{page:{sheet.name};break-before:page;break-after:page}}"


def _colours() -> str:
    return f":root{{{''.join(f'--{token}:{value};' for token, value in LIGHT.items())}}}"


def _faces() -> Iterator[str]:
    """Yield the fonts: a machine without fonts prints words all the same, and every machine the same ones."""
    for family, weight, name in (("Paper", 400, "sans"), ("Paper", 700, "bold"), ("PaperMono", 400, "mono")):
        yield f"@font-face{{font-family:{family};font-weight:{weight};src:url({FONT_SCHEME}:{name})}}"


def _string(text: str) -> str:
    r"""Return text as a CSS string in which every sign but letters, digits and spaces is written as its number.

    Examples
    --------
    >>> _string('A "copy"}')
    '"A \\22 copy\\22 \\7d "'
    """
    plain = " ".join(text.split())
    return '"' + "".join(c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in plain) + '"'
