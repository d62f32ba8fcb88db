"""The tree for a slide: at most nine factors by their short names, the single fixes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile
from rca.causes.picture.cards import Content, describe
from rca.causes.picture.choice import choose, short_name
from rca.causes.picture.columns import EDGE, Room, share
from rca.causes.picture.connectors import Spot, links, marks
from rca.causes.picture.drawn import Drawn
from rca.causes.picture.shapes import FLAG_ABOVE, flag, outline
from rca.causes.picture.signs import gate_words
from rca.causes.picture.tidy import Box, place
from rca.causes.results import CausesResult
from rca.drawing.scene import Scene, Shape, Span
from rca.drawing.words import LEADING, TINY, joined, spans_width, text_line, wrap_spans

WIDTH: Final = 834.0
"""Shown 1168 wide on a slide, so that the smallest words, 10 units, are 14 pixels."""
HEIGHT: Final = 312.0
"""What a title of two lines leaves."""
_TEXT: Final = 12.0
_LEGEND: Final = 10.5
_NARROWEST: Final = 90.0
_ROOM: Final = Room(WIDTH, narrowest=104.0, widest=280.0, gap=110.0)
_FOOT: Final = 15.0
_LEFT: Final[Mapping[str, float]] = {"barrier": 21.0, "human_action": 14.0, "procedure_deviation": 16.0}
_RIGHT: Final[Mapping[str, float]] = {"omission": 20.0}
_SIDE: Final = 9.0


@dataclass(frozen=True, slots=True)
class TreeSlide:
    """A tree for a slide: the picture, and the factors in it from the outcome on."""

    scene: Scene
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Card:
    """A node with its wrapped name, and a foot with its id: beside the last line where that has room."""

    content: Content
    width: float
    height: float
    lines: tuple[tuple[Span, ...], ...]
    foot: tuple[Span, ...]
    beside: bool


def tree_slide(case: CaseFile, result: CausesResult) -> TreeSlide | None:
    """Return the tree for a slide.

    Parameters
    ----------
    case : CaseFile
        Words and links.
    result : CausesResult
        The analysed tree; factors that it leaves out are not drawn.

    Returns
    -------
    TreeSlide or None
        The outcome, single fixes with the chains that lead to them, then other causes from the outcome on:
        nine factors, or fewer where their names need the room. A node tells how many of its causes are not
        drawn. ``None`` without an outcome.
    """
    choice = choose(case, result)
    if choice is None:
        return None
    for count in range(len(choice.order), 0, -1):
        drawn = choice.drawn(count)
        scene = _scene(case, result, drawn, {node.key: choice.left_out(node) for node, _ in drawn.walk()})
        if scene is not None and scene.height <= HEIGHT:
            return TreeSlide(scene, tuple(node.id for node, _ in drawn.walk()))
    return None


def _scene(case: CaseFile, result: CausesResult, root: Drawn, more: Mapping[str, int]) -> Scene | None:
    """Return the picture; ``None`` where a column would be too narrow for words."""
    nodes = root.walk()
    badges = {node.key: gate_words(node, case.factors[node.id]) for node, _ in nodes}
    contents = {node.key: describe(case, result, node) for node, _ in nodes}
    names = {node.key: short_name(case.factors[node.id]) for node, _ in nodes}

    def card(key: str, width: float) -> _Card:
        content = contents[key]
        inner = width - _LEFT.get(content.form, 11.0) - _RIGHT.get(content.form, _SIDE)
        lines = wrap_spans([Span(names[key])], inner, _TEXT)
        rest = f"+{more[key]} more" if more[key] else ""
        foot = joined([Span(rest, "ink2"), Span(content.id, "ink2")])
        beside = spans_width(lines[-1], _TEXT) + 10 + spans_width(foot, TINY) <= inner
        return _Card(content, width, 17 + LEADING * len(lines) + (0 if beside else _FOOT), lines, foot, beside)

    columns = share(nodes, badges, _ROOM, lambda key, width: card(key, width).height)
    if min(columns.widths) < _NARROWEST:
        return None
    cards = {node.key: card(node.key, columns.widths[depth]) for node, depth in nodes}
    anchors = place(_box(root, cards))
    spots = {
        node.key: Spot(
            columns.lefts[depth],
            4 + anchors[node.key] - cards[node.key].height / 2,
            cards[node.key].width,
            cards[node.key].height,
        )
        for node, depth in nodes
    }
    shapes: list[Shape] = []
    for node, depth in nodes:
        shapes += links(node, spots, columns.turns[depth])
    for node, _ in nodes:
        shapes += _paint(cards[node.key], spots[node.key])
    for node, depth in nodes:
        shapes += marks(node, spots, columns.turns[depth], badges[node.key])
    bottom = max(spot.bottom for spot in spots.values()) + 22
    for line in wrap_spans(joined(_legend(nodes, contents, badges, more)), WIDTH - 2 * EDGE, _LEGEND):
        shapes.append(text_line(EDGE, bottom, line, _LEGEND))
        bottom += 16
    return Scene(WIDTH, round(bottom - 8), "Causal-factor tree", _description(nodes, names), tuple(shapes))


def _box(drawn: Drawn, cards: Mapping[str, _Card]) -> Box:
    half = cards[drawn.key].height / 2
    first = drawn.children[0].role if drawn.children else None
    return Box(
        key=drawn.key,
        above=half + FLAG_ABOVE * cards[drawn.key].content.flagged,
        below=half,
        children=tuple(_box(child, cards) for child in drawn.children),
        centred=sum(child.role == first for child in drawn.children),
    )


def _paint(card: _Card, spot: Spot) -> Iterator[Shape]:
    content = card.content
    group = content.key
    yield from outline(content, spot.x, spot.top, card.width, card.height)
    left = spot.x + _LEFT.get(content.form, 11.0)
    for number, line in enumerate(card.lines):
        yield text_line(left, spot.top + 19 + LEADING * number, line, _TEXT, group=group)
    end = spot.x + card.width - _RIGHT.get(content.form, _SIDE)
    foot = spot.top + 19 + LEADING * (len(card.lines) - 1) + (0 if card.beside else _FOOT)
    yield text_line(end, foot, card.foot, TINY, anchor="end", group=group)
    if content.flagged:
        yield from flag(content, spot.right, spot.top)


def _legend(
    nodes: Sequence[tuple[Drawn, int]],
    contents: Mapping[str, Content],
    badges: Mapping[str, str],
    more: Mapping[str, int],
) -> Iterator[Span]:
    """Yield what the signs mean, for those that occur."""
    states = {content.state for content in contents.values()}
    gate = {node.necessary for node, _ in nodes if node.role == "gate"}
    roles = {node.role for node, _ in nodes}
    entries = (
        ("Solid blue", "blue", "established", "established" in states),
        ("Dashed amber", "ochre", "possible", "possible" in states),
        ("Dotted grey", "grey", "excluded", "excluded" in states),
        ("Heavy line", "ink", "necessary", "yes" in gate),
        ("?", "ink", "not answered", "unknown" in gate),
        ("no", "ink", "not necessary", "no" in gate),
        ("Dashed line", "ink", "contributing", "contributing" in roles),
        ("Octagon", "ink", "barrier", any(content.form == "barrier" for content in contents.values())),
        ("any", "ink", "one is enough", "any" in badges.values()),
        ("+1 more", "ink", "causes in the report", any(more.values())),
    )
    shown = [(sign, color, meaning) for sign, color, meaning, occurs in entries if occurs]
    for number, (sign, color, meaning) in enumerate(shown, 1):
        yield Span(sign, color, bold=True)
        yield Span(meaning + (";" if number < len(shown) else ""), "ink2")


def _description(nodes: Sequence[tuple[Drawn, int]], names: Mapping[str, str]) -> str:
    """Return the picture in words, from the outcome on."""
    says = [
        f"{names[node.key]} ({node.id}), because of "
        + "; ".join(f"{names[child.key]} ({child.id})" for child in node.children)
        + "."
        for node, _ in nodes
        if node.children
    ]
    return " ".join(says) or f"{names[nodes[0][0].key]} ({nodes[0][0].id}); no cause is drawn."
