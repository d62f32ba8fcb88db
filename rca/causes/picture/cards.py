"""What the node of a picture says, and how much room it needs at a given width."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rca.case.records import Alternative, CaseFile, Evidence, Factor
from rca.causes.evidence import evidence_sources, independent_roots
from rca.causes.picture.drawn import Drawn
from rca.causes.results import CausesResult, State
from rca.drawing.measure import text_width
from rca.drawing.scene import Span
from rca.drawing.words import LEADING, SMALL, TINY, plain, wrap_spans

Form = Literal["event", "human_action", "procedure_deviation", "condition", "barrier", "omission", "pill"]

HEAD: Final = 10.5
"""Size of the line with the id and the kind."""
COLORS: Final[Mapping[State, str]] = {"established": "blue", "possible": "ochre", "excluded": "grey"}
_FORMS: Final[Mapping[str, Form]] = {"outcome": "event", "action": "event"}
_BARRIERS: Final = {"held": "held", "partial": "in part", "failed": "failed", "missing": "missing"}
_STOPS: Final = {
    "root": "root",
    "outside_control": "outside control",
    "needs_data": "needs data",
    "normal_condition": "normal condition",
}
_VERDICTS: Final[Mapping[str, tuple[str, State]]] = {
    "ruled_out": ("ruled out", "excluded"),
    "open": ("still open", "possible"),
    "accepted": ("accepted too", "established"),
}
_DOTS: Final = 22.0
_LEFT: Final[Mapping[Form, float]] = {"barrier": 22.0, "human_action": 14.0, "procedure_deviation": 15.0}
_RIGHT: Final = 11.0
_DOT_ROOM: Final = 15.0


@dataclass(frozen=True, slots=True)
class Content:
    """The words and signs of one node, whatever its width.

    Parameters
    ----------
    key, id : str
        Its name in the picture, and the factor or alternative.
    form : str
        Its shape.
    kind : str
        Its kind in words, or the words of a pill.
    state : str
        Drives border, ground and dot.
    text : str
        The words of the factor.
    sources : tuple of str
        Source marks.
    independent : int
        Independent sources; two are wanted.
    stop : str
        Why the branch ends, in words.
    onward : str
        Where its causes are drawn, or which other effects it has.
    wall : str
        State of a barrier.
    heavy, flagged : bool
        Whether it is the outcome; whether it is a single fix.
    """

    key: str
    id: str
    form: Form
    kind: str
    state: State
    text: str = ""
    sources: tuple[str, ...] = ()
    independent: int = 0
    stop: str = ""
    onward: str = ""
    wall: str = ""
    heavy: bool = False
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A node whose words are wrapped: lines of spans for head and body, pairs left and right for the foot."""

    content: Content
    width: float
    height: float
    left: float
    head: tuple[tuple[Span, ...], ...]
    body: tuple[tuple[Span, ...], ...]
    foot: tuple[tuple[str, str], ...]
    onward: tuple[tuple[Span, ...], ...]


def describe(case: CaseFile, result: CausesResult, drawn: Drawn) -> Content:
    """Return what a node says.

    Parameters
    ----------
    case : CaseFile
        Words and evidence.
    result : CausesResult
        States, sources and single fixes.
    drawn : Drawn
        The node.

    Returns
    -------
    Content
        Of a factor, of another explanation, or of a pill.
    """
    if drawn.elsewhere:
        return Content(drawn.key, drawn.id, "pill", drawn.elsewhere, "established")
    if drawn.role == "alternative":
        return _of_alternative(case, next(x for x in case.causes.alternatives if x.id == drawn.id))
    factor = case.factors[drawn.id]
    found = next(each for each in result.factors if each.id == drawn.id)
    return Content(
        key=drawn.key,
        id=drawn.id,
        form=_FORMS.get(factor.kind, factor.kind),  # type: ignore[arg-type]
        kind=_kind(factor),
        state=found.state,
        text=plain(factor.text),
        sources=found.sources,
        independent=found.independent_sources,
        stop=_STOPS[factor.stop] if factor.stop else "",
        onward=drawn.onward,
        wall=factor.state or "",
        heavy=drawn.id == result.outcome,
        flagged=found.single_fix,
    )


def _kind(factor: Factor) -> str:
    barrier = f", {_BARRIERS[factor.state]}" if factor.state else ""
    return factor.kind.replace("_", " ") + barrier


def _of_alternative(case: CaseFile, alternative: Alternative) -> Content:
    kind, state = _VERDICTS[alternative.verdict]
    evidence: tuple[Evidence, ...] = alternative.evidence
    sources = evidence_sources(case, evidence)
    roots = len(independent_roots(case, sources))
    return Content(alternative.id, alternative.id, "event", kind, state, plain(alternative.text), sources, roots)


def measure(content: Content, width: float) -> Card:
    """Wrap the words of a node.

    Parameters
    ----------
    content : Content
        The words.
    width : float
        Width of the node, in units of the scene.

    Returns
    -------
    Card
        With the height that the words need.
    """
    if content.form == "pill":
        body = wrap_spans([Span(content.kind, "blue", bold=True)], width - 28, SMALL)
        return Card(content, width, 13 + LEADING * len(body), 14.0, (), body, (), ())
    left = _LEFT.get(content.form, 12.0)
    inner = width - left - _RIGHT
    color = COLORS[content.state]
    head = wrap_spans([Span(content.id, color, bold=True), Span(content.kind, color)], inner - _DOT_ROOM, HEAD)
    body = wrap_spans([Span(content.text)], inner, SMALL)
    foot = _foot(content, inner)
    onward = wrap_spans([Span(content.onward, "blue", bold=True)], inner, TINY) if content.onward else ()
    height = 17.0 + 13 * (len(head) - 1) + 16 + LEADING * (len(body) - 1) + 17 + 13 * (len(foot) + len(onward) - 1) + 11
    return Card(content, width, height, left, head, body, foot, onward)


def _foot(content: Content, inner: float) -> tuple[tuple[str, str], ...]:
    """Return lines of source marks, the first after the two dots, with the stop reason at the right end."""
    rows = _lines(" ".join(content.sources), inner - _DOTS)
    stops = _lines(content.stop, inner)
    if _DOTS + text_width(rows[-1], TINY) + 6 + text_width(stops[0], TINY) <= inner:
        return (*((row, "") for row in rows[:-1]), (rows[-1], stops[0]), *(("", stop) for stop in stops[1:]))
    return (*((row, "") for row in rows), *(("", stop) for stop in stops if stop))


def _lines(words: str, width: float) -> list[str]:
    return ["".join(span.text for span in line) for line in wrap_spans([Span(words)], width, TINY)]
