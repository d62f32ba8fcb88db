"""Lines of text for a scene: measured, wrapped in spans, and cleaned of what no picture can carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from rca.drawing.measure import broken, text_width
from rca.drawing.scene import Span, Text

LABEL: Final = 12.0
SMALL: Final = 11.5
TINY: Final = 10.0
LEADING: Final = 15.0
"""Distance between the baselines of two lines of one label."""

# Controls cannot stand in XML; direction overrides could show an id or a time in another order than it has.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    """Return text whose every character a picture can carry; the rest become spaces.

    Parameters
    ----------
    text : str
        Any text, hostile text too.

    Returns
    -------
    str
        As long as the text given.
    """
    return _UNFIT.sub(" ", text)


def plain(text: str) -> str:
    r"""Return text as one line that a picture can carry.

    Parameters
    ----------
    text : str
        Any text, hostile text too.

    Returns
    -------
    str
        Runs of white space, control characters and direction overrides become one space.

    Examples
    --------
    >>> plain("two\n lines\x00")
    'two lines'
    """
    return " ".join(fit(text).split())


def spans_width(spans: Sequence[Span], size: float) -> float:
    """Return the width of spans that follow each other on a line.

    Parameters
    ----------
    spans : sequence of Span
        The runs of words.
    size : float
        Font size, in the unit of the result.

    Returns
    -------
    float
        The sum of their widths.
    """
    return sum(text_width(span.text, size, span.bold) for span in spans)


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans with one space between them; empty ones are left out.

    Parameters
    ----------
    spans : sequence of Span
        Runs of words without spaces at their ends.

    Returns
    -------
    tuple of Span
        All but the last end with a space.

    Examples
    --------
    >>> "".join(span.text for span in joined([Span("20:17", bold=True), Span(""), Span("Post"), Span("E7")]))
    '20:17 Post E7'
    """
    kept = [Span(plain(span.text), span.color, span.bold) for span in spans]
    kept = [span for span in kept if span.text]
    return tuple(Span(f"{span.text} ", span.color, span.bold) for span in kept[:-1]) + tuple(kept[-1:])


def text_line(
    x: float,
    y: float,
    spans: Sequence[Span],
    size: float = LABEL,
    *,
    anchor: Literal["start", "middle", "end"] = "start",
    pad: str | None = None,
    group: str = "",
) -> Text:
    """Return one measured line of text.

    Parameters
    ----------
    x, y : float
        The anchor and the baseline, in units of the scene.
    spans : sequence of Span
        The words, as ``joined`` or ``wrap_spans`` return them.
    size : float
        Font size.
    anchor : {"start", "middle", "end"}
        Which end of the line stands at ``x``.
    pad : str or None
        Ground of that token under the words.
    group : str
        The shapes it belongs to.

    Returns
    -------
    Text
        The line with its width.
    """
    return Text(x, y, tuple(spans), size, spans_width(spans, size), anchor, pad, group)


def wrap_spans(spans: Sequence[Span], width: float, size: float = LABEL) -> tuple[tuple[Span, ...], ...]:
    """Break spans into lines that fit a width, each word in the weight and colour of its span.

    Parameters
    ----------
    spans : sequence of Span
        Runs of words.
    width : float
        The width no line exceeds, as long as one character fits into it.
    size : float
        Font size, in the unit of the width.

    Returns
    -------
    tuple of tuple of Span
        At least one line.

    Examples
    --------
    >>> lines = wrap_spans([Span("20:17", bold=True), Span("a post appeared")], 90, 10)
    >>> [" ".join(span.text for span in line) for line in lines]
    ['20:17  a post', 'appeared']
    """
    lines: list[list[Span]] = [[]]
    used = 0.0
    for span in spans:
        for word in plain(span.text).split():
            pieces = broken(word, width, size, span.bold)
            for index, piece in enumerate(pieces):
                space = text_width(" ", size, lines[-1][-1].bold) if lines[-1] else 0.0
                need = text_width(piece, size, span.bold)
                if lines[-1] and (index or used + space + need > width + 1e-9):
                    lines.append([])
                    used = space = 0.0
                lines[-1].append(Span(piece, span.color, span.bold))
                used += space + need
    return tuple(_merged(line) for line in lines)


def _merged(words: Sequence[Span]) -> tuple[Span, ...]:
    """Join the words of a line into as few spans as their styles allow."""
    runs: list[Span] = []
    for word in words:
        if runs and (runs[-1].color, runs[-1].bold) == (word.color, word.bold):
            runs[-1] = Span(f"{runs[-1].text} {word.text}", word.color, word.bold)
        else:
            if runs:
                runs[-1] = Span(f"{runs[-1].text} ", runs[-1].color, runs[-1].bold)
            runs.append(word)
    return tuple(runs)
