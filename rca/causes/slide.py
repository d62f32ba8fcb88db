"""The tree for a slide: at most nine factors by their short names, the single fixes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile, Factor, Link
from rca.causes.picture.cards import Content, describe
from rca.causes.picture.connectors import Spot, gap_parts, links, marks
from rca.causes.picture.drawn import ROLES, Drawn
from rca.causes.picture.shapes import FLAG_ABOVE, flag, outline
from rca.causes.picture.signs import gate_words
from rca.causes.picture.tidy import Box, place
from rca.causes.results import CausesResult
from rca.drawing.scene import Scene, Shape, Span
from rca.drawing.words import LEADING, TINY, joined, plain, spans_width, text_line, wrap_spans

WIDTH: Final = 834.0
"""Shown 1168 wide on a slide, so that the smallest words, 10 units, are 14 pixels."""
HEIGHT: Final = 312.0
"""What a title of two lines leaves."""
MOST: Final = 9
_WORDS: Final = 8
_TEXT: Final = 12.0
_LEGEND: Final = 10.5
_NARROWEST: Final = 104.0
_WIDEST: Final = 216.0
_STEP: Final = 8.0
_EDGE: Final = 2.0
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


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edge and width of each column, and where lines turn right of it."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    turns: tuple[float, ...]


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
    shown = {factor.id for factor in result.factors} & case.factors.keys()
    if result.outcome not in shown:
        return None
    below = _links(case, shown)
    parents = _parents(result.outcome, below)
    order = _chosen(result, below, parents)
    for count in range(len(order), 0, -1):
        drawn = _drawn(result.outcome, below, parents, set(order[:count]))
        scene = _scene(case, result, drawn, below)
        if scene.height <= HEIGHT:
            return TreeSlide(scene, tuple(node.id for node, _ in drawn.walk()))
    return None


def short_name(factor: Factor) -> str:
    """Return the short name of a factor: its label, else its text, whole or up to its first comma.

    Parameters
    ----------
    factor : Factor
        The factor.

    Returns
    -------
    str
        At most about eight words; a longer text without a place to part it stays in the report.
    """
    text = plain(factor.label or factor.text).rstrip(".")
    if len(text.split()) <= _WORDS + 2:
        return text
    for sign in (",", ";", ":", " ("):
        head = text.split(sign)[0]
        if 2 <= len(head.split()) <= _WORDS + 2:
            return head
    return f"{factor.kind.replace('_', ' ').capitalize()}, in full in the report"


def _links(case: CaseFile, shown: set[str]) -> dict[str, list[Link]]:
    below: dict[str, list[Link]] = {id_: [] for id_ in case.factors if id_ in shown}
    for link in sorted(case.causes.links, key=lambda link: ROLES.index(link.role)):
        if {link.cause, link.effect} <= shown:
            below[link.effect].append(link)
    return below


def _parents(top: str, below: Mapping[str, Sequence[Link]]) -> dict[str, str]:
    """Return the effect under which each factor is drawn: the nearest to the outcome, by gates first."""
    parents: dict[str, str] = {}
    for roles in (("gate",), ROLES):
        waiting = [top, *parents]
        for effect in waiting:
            for link in below[effect]:
                if link.role in roles and link.cause != top and link.cause not in parents:
                    parents[link.cause] = effect
                    waiting.append(link.cause)
    return parents


def _chosen(result: CausesResult, below: Mapping[str, Sequence[Link]], parents: Mapping[str, str]) -> list[str]:
    """Return factors in the order in which they claim a place; each stands after the effect it is drawn under."""
    order = [result.outcome]
    wanted = [*(id_ for id_ in result.single_fixes if id_ in parents), *_outwards(result.outcome, below, parents)]
    for id_ in wanted:
        chain = [id_]
        while chain[-1] in parents:
            chain.append(parents[chain[-1]])
        fresh = [each for each in reversed(chain) if each not in order]
        if len(order) + len(fresh) <= MOST:
            order.extend(fresh)
    return order


def _outwards(top: str, below: Mapping[str, Sequence[Link]], parents: Mapping[str, str]) -> Iterator[str]:
    """Yield causes level by level; those of gates before all that only contribute."""
    for roles in (("gate",), ROLES):
        level = [top]
        while level:
            found = [link for id_ in level for link in below[id_] if parents.get(link.cause) == id_]
            yield from (link.cause for link in found if link.role in roles)
            level = [link.cause for link in found]


def _drawn(top: str, below: Mapping[str, Sequence[Link]], parents: Mapping[str, str], kept: set[str]) -> Drawn:
    def node(id_: str, link: Link | None) -> Drawn:
        own = [each for each in below[id_] if each.cause in kept and parents[each.cause] == id_]
        own = list({each.cause: each for each in reversed(own)}.values())[::-1]
        role, necessary = (link.role, link.necessary) if link else (None, "unknown")
        return Drawn(id_, id_, role, necessary, tuple(node(each.cause, each) for each in own))

    return node(top, None)


def _scene(case: CaseFile, result: CausesResult, root: Drawn, below: Mapping[str, Sequence[Link]]) -> Scene:
    nodes = root.walk()
    badges = {node.key: gate_words(node, case.factors[node.id]) for node, _ in nodes}
    contents = {node.key: describe(case, result, node) for node, _ in nodes}
    names = {node.key: short_name(case.factors[node.id]) for node, _ in nodes}
    more = {node.key: len({link.cause for link in below[node.id]}) - len(node.children) for node, _ in nodes}

    def card(key: str, width: float) -> _Card:
        content = contents[key]
        inner = width - _LEFT.get(content.form, 11.0) - _RIGHT.get(content.form, _SIDE)
        lines = wrap_spans([Span(names[key])], inner, _TEXT)
        rest = f"+{more[key]} more" if more[key] else ""
        foot = joined([Span(rest, "ink2"), Span(content.id, "ink2")])
        beside = spans_width(lines[-1], _TEXT) + 10 + spans_width(foot, TINY) <= inner
        return _Card(content, width, 17 + LEADING * len(lines) + (0 if beside else _FOOT), lines, foot, beside)

    columns = _columns(nodes, badges, card)
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
    for line in wrap_spans(joined(_legend(nodes, contents, badges, more)), WIDTH - 2 * _EDGE, _LEGEND):
        shapes.append(text_line(_EDGE, bottom, line, _LEGEND))
        bottom += 16
    return Scene(WIDTH, round(bottom - 8), "Causal-factor tree", _description(nodes, names), tuple(shapes))


def _columns(
    nodes: Sequence[tuple[Drawn, int]], badges: Mapping[str, str], card: Callable[[str, float], _Card]
) -> _Columns:
    """Share the width: all columns alike, then the widest share to where it saves most height."""
    by_column: list[list[Drawn]] = [[] for _ in range(1 + max(depth for _, depth in nodes))]
    for node, depth in nodes:
        by_column[depth].append(node)
    parts = [gap_parts(column, badges) for column in by_column]
    gaps, turns = [gap for gap, _ in parts[:-1]], [turn for _, turn in parts]
    room = WIDTH - 2 * _EDGE - sum(gaps)
    widths = [min(_NARROWEST, room / len(by_column))] * len(by_column)

    def stack(column: int) -> float:
        return sum(card(node.key, widths[column]).height for node in by_column[column])

    heights = [stack(column) for column in range(len(widths))]
    while sum(widths) + _STEP <= room and min(widths) < _WIDEST:
        tallest = max((c for c in range(len(widths)) if widths[c] < _WIDEST), key=lambda c: heights[c])
        widths[tallest] = min(widths[tallest] + _STEP, _WIDEST)
        heights[tallest] = stack(tallest)
    spare = max(0.0, (room - sum(widths)) / len(gaps)) if gaps else 0.0
    lefts = [_EDGE]
    for own, gap in zip(widths, gaps, strict=False):
        lefts.append(lefts[-1] + own + gap + spare)
    return _Columns(tuple(lefts), tuple(widths), tuple(turn + spare / 2 for turn in turns))


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
        yield from flag(spot.x + card.width - 1, spot.top - FLAG_ABOVE, f"{group} flag")


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
    for sign, color, meaning, occurs in entries:
        if occurs:
            yield Span(sign, color, bold=True)
            yield Span(f"{meaning}  ", "ink2")


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
