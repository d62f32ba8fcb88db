"""The tree as a picture: outcome left, causes to the right, in columns headed "because …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile
from rca.causes.picture.cards import Card, Content, describe, measure
from rca.causes.picture.connectors import (
    GUARD_SPACE,
    Spot,
    gap_parts,
    indent,
    lines_beneath,
    links,
    marks,
)
from rca.causes.picture.drawn import Drawn, drawn_pages
from rca.causes.picture.legend import legend
from rca.causes.picture.shapes import FLAG_ABOVE, paint_card
from rca.causes.picture.signs import gate_words
from rca.causes.picture.tidy import SIBLINGS, Box, place
from rca.causes.results import CausesResult
from rca.drawing.scene import Line, Scene, Shape, Span, Style
from rca.drawing.words import SMALL, text_line

WIDEST: Final = 190.0
NARROWEST: Final = 130.0
_COMMON_GAP: Final = 36.0
_STEP: Final = 10.0
_MORE_GAP: Final = 70.0
_EDGE: Final = 2.0
_HEAD: Final = 22.0
_RULE: Final = Style(None, "rule", 1.0)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edge and width of each column, and where lines turn in the space right of it."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    turns: tuple[float, ...]


def tree_scene(case: CaseFile, result: CausesResult, *, width: float = 1200) -> Scene:
    """Return the picture of the tree, or of its first page where it takes several.

    Parameters
    ----------
    case : CaseFile
        Words, links and alternatives.
    result : CausesResult
        The analysed tree; factors that it leaves out are not drawn.
    width : float
        Width of the scene in its own units.

    Returns
    -------
    Scene
        The page with the outcome.
    """
    return tree_scenes(case, result, width=width)[0]


def tree_scenes(case: CaseFile, result: CausesResult, *, width: float = 1200) -> tuple[Scene, ...]:
    """Return the pictures of the tree, one for each page.

    Parameters
    ----------
    case : CaseFile
        Words, links and alternatives.
    result : CausesResult
        The analysed tree; factors that it leaves out are not drawn.
    width : float
        Width of each scene in its own units.

    Returns
    -------
    tuple of Scene
        One for up to 40 nodes in as many columns as fit (7 in 1200 units); a larger tree is split by
        branch, and pills say where a branch goes on.
    """
    pages = drawn_pages(case, result, columns_on(width))
    if not pages:
        words = text_line(_EDGE, 16, [Span("No outcome is stated yet.", "ink2")], SMALL)
        return (Scene(width, 24, "Causal-factor tree", "No outcome is stated yet.", (words,)),)
    parents = {child.id: number for number, page in enumerate(pages, 1) for child, _ in page.walk() if child.onward}
    return tuple(
        _page(case, result, page, (number, len(pages), parents.get(page.id, 0)), width)
        for number, page in enumerate(pages, 1)
    )


def columns_on(width: float) -> int:
    """Return how many columns of the narrowest nodes fit into a width.

    Parameters
    ----------
    width : float
        Width of the scene, in its own units.

    Returns
    -------
    int
        At least two.

    Examples
    --------
    >>> columns_on(1200)
    7
    """
    return max(2, int((width + _COMMON_GAP) // (NARROWEST + _COMMON_GAP)))


def _page(case: CaseFile, result: CausesResult, root: Drawn, numbers: tuple[int, int, int], width: float) -> Scene:
    nodes = root.walk()
    contents = {node.key: describe(case, result, node) for node, _ in nodes}
    badges = {node.key: gate_words(node, case.factors.get(node.id)) for node, _ in nodes}
    columns = _columns(nodes, contents, badges, width - 2 * _EDGE)
    indents: dict[str, float] = {}
    for node, _ in nodes:
        indents |= dict.fromkeys((other.key for other in node.beneath), indents.get(node.key, 0.0) + indent(node))
    cards = {
        node.key: measure(contents[node.key], columns.widths[depth] - indents.get(node.key, 0.0))
        for node, depth in nodes
    }
    anchors = place(_box(root, cards))
    spots = {
        node.key: Spot(
            columns.lefts[depth] + indents.get(node.key, 0.0),
            _HEAD + 12 + anchors[node.key] - cards[node.key].height / 2,
            cards[node.key].width,
            cards[node.key].height,
        )
        for node, depth in nodes
    }
    bottom = max(spot.bottom for spot in spots.values()) + 18
    signs, signs_height = legend([node for node, _ in nodes], contents.values(), badges.values(), bottom + 8, width)
    shapes: list[Shape] = list(_headings(root, columns, numbers, width))
    for node, depth in nodes:
        shapes += links(node, spots, columns.turns[depth])
        shapes += lines_beneath(node, spots)
    for node, _ in nodes:
        shapes += paint_card(cards[node.key], spots[node.key].x, spots[node.key].top)
    for node, depth in nodes:
        shapes += marks(node, spots, columns.turns[depth], badges[node.key])
    shapes += [Line(((0, bottom), (width, bottom)), _RULE), *signs]
    height = bottom + 8 + signs_height + 2
    title = "Causal-factor tree" + (f", page {numbers[0]} of {numbers[1]}" if numbers[1] > 1 else "")
    return Scene(width, height, title, _description(result, root, nodes), tuple(shapes))


def _box(drawn: Drawn, cards: Mapping[str, Card]) -> Box:
    half = cards[drawn.key].height / 2
    first = drawn.children[0].role if drawn.children else None
    return Box(
        key=drawn.key,
        above=half + FLAG_ABOVE * cards[drawn.key].content.flagged,
        below=half,
        children=tuple(_box(child, cards) for child in drawn.children),
        centred=sum(child.role == first for child in drawn.children),
        beneath=tuple(_box(other, cards) for other in drawn.beneath),
        space=GUARD_SPACE if any(other.role == "guard" for other in drawn.beneath) else SIBLINGS,
    )


def _columns(
    nodes: Sequence[tuple[Drawn, int]],
    contents: Mapping[str, Content],
    badges: Mapping[str, str],
    width: float,
) -> _Columns:
    """Share the width: every column at least the narrowest, the rest to where it saves most height."""
    by_column: list[list[Drawn]] = [[] for _ in range(1 + max(depth for _, depth in nodes))]
    for node, depth in nodes:
        by_column[depth].append(node)
    parts = [gap_parts(column, badges) for column in by_column]
    gaps, turns = [gap for gap, _ in parts[:-1]], [turn for _, turn in parts]
    room = width - sum(gaps)
    widths = [min(NARROWEST, room / len(by_column))] * len(by_column)

    def stack(column: int) -> float:
        return sum(measure(contents[node.key], widths[column]).height for node in by_column[column])

    heights = [stack(column) for column in range(len(widths))]
    while sum(widths) + _STEP <= room and min(widths) < WIDEST:
        tallest = max((c for c in range(len(widths)) if widths[c] < WIDEST), key=lambda c: heights[c])
        widths[tallest] = min(widths[tallest] + _STEP, WIDEST)
        heights[tallest] = stack(tallest)
    spare = min(_MORE_GAP, (room - sum(widths)) / len(gaps)) if gaps else 0.0
    lefts = [_EDGE]
    for own, gap in zip(widths, gaps, strict=False):
        lefts.append(lefts[-1] + own + gap + spare)
    return _Columns(tuple(lefts), tuple(widths), tuple(turn + spare / 2 for turn in turns))


def _headings(root: Drawn, columns: _Columns, numbers: tuple[int, int, int], width: float) -> Iterator[Shape]:
    number, _, parent = numbers
    first = "Outcome" if number == 1 else f"{root.id}, from page {parent}"
    for column, left in enumerate(columns.lefts):
        yield text_line(left, 13, [Span("because …" if column else first, "ink2")], SMALL)
    yield Line(((0, _HEAD), (width, _HEAD)), _RULE)


def _description(result: CausesResult, root: Drawn, nodes: Sequence[tuple[Drawn, int]]) -> str:
    """Return the finding in words, for who cannot see the picture."""
    count = sum(not node.elsewhere and node.role != "alternative" for node, _ in nodes)
    parts = [f"{root.id} at the left, causes to the right; {count} factors."]
    sets = result.cut_sets
    if root.id == result.outcome:
        live = [found for found in sets.sets if found.state != "excluded"]
        if len(live) == 1 and sets.complete:
            parts.append(f"One set of factors explains the outcome, each of them needed: {', '.join(live[0].factors)}.")
        elif live:
            parts.append(
                f"{len(live)}{'' if sets.complete else ' or more'} minimal sets of factors explain the outcome."
            )
        if result.single_fixes:
            parts.append(f"An unbroken chain of answered necessity leads from {', '.join(result.single_fixes)}.")
    return " ".join(parts)
