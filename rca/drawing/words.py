"""Lines of text for a scene: measured, wrapped in spans, and cleaned of what no picture can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal

from rca.drawing.measure import broken, text_width
from rca.drawing.scene import Span, Text

LABEL: Final = 12.0
SMALL: Final = 11.5
TINY: Final = 10.0
GLUE: Final = "\u00a0"
"""The no-break space: a run of words that begins with it stays on the line of the one before."""
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


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans with one space between them; empty ones are left out.

    Parameters
    ----------
    spans : iterable of Span
        Runs of words without spaces at their ends. One that begins with a no-break space stays glued to the
        run before it.

    Returns
    -------
    tuple of Span
        Each ends with a space, but for the last and those before a glued one.

    Examples
    --------
    >>> "".join(span.text for span in joined([Span("20:17", bold=True), Span(""), Span("Post"), Span("E7")]))
    '20:17 Post E7'
    """
    kept = [span for span in spans if span.text.strip()]
    if not kept:
        return ()
    first = Span(kept[0].text.lstrip(GLUE), kept[0].color, kept[0].bold)
    spaced = [
        one if two.text.startswith(GLUE) else Span(f"{one.text} ", one.color, one.bold)
        for one, two in pairwise((first, *kept[1:]))
    ]
    return (*spaced, kept[-1] if len(kept) > 1 else first)


def glued(text: str) -> str:
    """Return words that no line break may part."""
    return text.replace(" ", GLUE)


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
    lines: list[tuple[Span, ...]] = []
    line: tuple[Span, ...] = ()
    for token in _fitting(_tokens(spans), width, size):
        longer = _merged((*line, *token))
        if line and spans_width(longer, size) > width + 1e-9:
            lines.append(line)
            longer = token
        while spans_width(longer, size) > width + 1e-9 and len("".join(span.text for span in longer)) > 1:
            head, longer = _cut(longer, width, size)
            lines.append(head)
        line = longer
    return tuple(_trimmed(each) for each in (*lines, line))


def balanced(spans: Sequence[Span], width: float, size: float = LABEL) -> tuple[tuple[Span, ...], ...]:
    """Break spans into as few lines as the width allows, all of about the same length.

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
    """
    best = wrap_spans(spans, width, size)
    low, high = width / max(1, len(best)), width
    while len(best) > 1 and high - low > 4:
        middle = (low + high) / 2
        trial = wrap_spans(spans, middle, size)
        if len(trial) > len(best) or any(spans_width(line, size) > middle for line in trial):
            low = middle
        else:
            best, high = trial, middle
    return best


def _tokens(spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Yield the runs between which a line may break: words with the space behind them."""
    token: tuple[Span, ...] = ()
    for span in spans:
        for word in re.findall("[^ ]+ *", span.text):
            if token and token[-1].text.endswith(" "):
                yield token
                token = ()
            elif token and not word.startswith(GLUE):
                yield (*token[:-1], Span(f"{token[-1].text} ", token[-1].color, token[-1].bold))
                token = ()
            token = (*token, Span(word, span.color, span.bold))
    if token:
        yield token


def _fitting(tokens: Iterator[tuple[Span, ...]], width: float, size: float) -> Iterator[tuple[Span, ...]]:
    """Yield the runs, those that are wider than a line parted at their no-break spaces."""
    for token in tokens:
        if spans_width(token, size) <= width or GLUE not in "".join(span.text for span in token):
            yield token
        else:
            yield from _tokens([Span(span.text.replace(GLUE, " "), span.color, span.bold) for span in token])


def _cut(spans: Sequence[Span], width: float, size: float) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return what fits of a run that is wider than a line, at least one character, and the rest."""
    room = width
    for index, span in enumerate(spans):
        used = spans_width([span], size)
        if used <= room:
            room -= used
            continue
        head, *rest = broken(span.text, max(room, 0.001), size, span.bold)
        if index and text_width(head, size, span.bold) > room:
            return tuple(spans[:index]), tuple(spans[index:])
        tail = Span("".join(rest), span.color, span.bold)
        return (*spans[:index], Span(head, span.color, span.bold)), (tail, *spans[index + 1 :])
    return tuple(spans), ()


def _trimmed(line: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a line without the space at its end."""
    if not line:
        return line
    return (*line[:-1], Span(line[-1].text.rstrip(" "), line[-1].color, line[-1].bold))


def _merged(words: Sequence[Span]) -> tuple[Span, ...]:
    """Join the words of a line into as few spans as their styles allow."""
    runs: list[Span] = []
    for word in words:
        if runs and (runs[-1].color, runs[-1].bold) == (word.color, word.bold):
            runs[-1] = Span(runs[-1].text + word.text, word.color, word.bold)
        else:
            runs.append(word)
    return tuple(runs)
