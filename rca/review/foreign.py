"""Cells that a person added to a review notebook, made safe: text, and HTML without looks, links or media."""

from __future__ import annotations

from typing import Any

import mistune
import nh3

from rca.review.blocks import Foreign
from rca.review.defang import defang
from rca.review.html import words

_TAGS = frozenset({"p", "br", "hr", "b", "i", "em", "strong", "sub", "sup", "code", "pre", "blockquote"})
_TAGS |= {"ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "h4", "h5", "h6"}
_TAGS |= {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_ATTRIBUTES = {"th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


def markdown_cell(source: str) -> Foreign:
    """Return a Markdown cell; HTML in it is shown as text, and a first-level heading becomes a second-level one.

    Parameters
    ----------
    source : str
        The cell.

    Returns
    -------
    Foreign
        Safe HTML.
    """
    rendered = mistune.create_markdown(renderer=_Renderer(escape=True), plugins=["table"])(source)
    return Foreign(_clean(str(rendered)))


def outputs(cell: dict[str, Any]) -> Foreign:
    """Return the outputs of a code cell that are no blocks of this library.

    Parameters
    ----------
    cell : dict
        A code cell of a notebook.

    Returns
    -------
    Foreign
        Text and cleaned HTML; pictures, widgets and scripts are left out and counted.
    """
    kept: list[str] = []
    left_out = 0
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        if output["output_type"] == "stream" and output.get("name") == "stdout":
            kept.append(f"<pre>{words(_text(output['text']))}</pre>")
        elif "text/html" in data:
            kept.append(_clean(_text(data["text/html"])))
        elif "text/plain" in data and not any(kind.startswith(("image/", "application/")) for kind in data):
            kept.append(f"<pre>{words(_text(data['text/plain']))}</pre>")
        elif output["output_type"] != "stream":
            left_out += 1
    return Foreign("\n".join(kept), left_out)


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def _clean(html: str) -> str:
    # No attribute that could hold an address is left, so every address still there is text.
    return defang(nh3.clean(html, tags=set(_TAGS), attributes=_ATTRIBUTES, link_rel=None, url_schemes=set()))


class _Renderer(mistune.HTMLRenderer):
    """Headings one level down: the page has its own first one."""

    def heading(self, text: str, level: int, **_: Any) -> str:
        name = f"h{min(level + 1, 6)}"
        return f"<{name}>{text}</{name}>\n"
