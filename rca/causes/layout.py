"""The tree as a picture: outcome left, causes to the right, in columns headed "because …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rca.case.records import CaseFile
from rca.causes.picture.cards import Card, Content, describe, measure
from rca.causes.picture.columns import EDGE, Columns, Room, share
from rca.causes.picture.connectors import (
    GUARD_SPACE,
    Spot,
    indent,
    lines_beneath,
    links,
    marks,
)
from rca.causes.picture.drawn import TRANSFER, Drawn, Page
from rca.causes.picture.legend import legend
from rca.causes.picture.pages import drawn_pages
from rca.causes.picture.shapes import FLAG_ABOVE, paint_card
from rca.causes.picture.signs import gate_words
from rca.causes.picture.tidy import SIBLINGS, Box, place
from rca.causes.picture.told import describe_page
from rca.causes.results import CausesResult
from rca.drawing.scene import Line, Scene, Shape, Span, Style
from rca.drawing.words import SMALL, text_line

WIDEST: Final = 190.0
NARROWEST: Final = 130.0
_COMMON_GAP: Final = 36.0
_MORE_GAP: Final = 70.0
_HEAD: Final = 22.0
_STRETCHES: Final = 28.0
_RULE: Final = Style(None, "rule", 1.0)


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
        One for up to 40 nodes; a larger tree is split by branch, and numbered transfers say where a branch
        goes on. Branches with more columns than fit (7 in 1200 units) go on below.
    """
    pages = drawn_pages(case, result, columns_on(width))
    if not pages:
        words = text_line(EDGE, 16, [Span("No outcome is stated yet.", "ink2")], SMALL)
        return (Scene(width, 24, "Causal-factor tree", "No outcome is stated yet.", (words,)),)
    return tuple(
        _page(case, result, page, describe_page(case, result, pages, number), width)
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


def _page(case: CaseFile, result: CausesResult, page: Page, words: tuple[str, str], width: float) -> Scene:
    nodes = page.walk()
    contents = {node.key: describe(case, result, node) for node, _ in nodes}
    badges = {node.key: gate_words(node, case.factors.get(node.id)) for node, _ in nodes}
    shapes: list[Shape] = []
    bottom = 0.0
    for stretch in page.stretches:
        top = bottom + _STRETCHES if bottom else 0.0
        painted, bottom = _stretch(stretch, contents, badges, top, width)
        shapes += painted
    bottom += 18
    signs, signs_height = legend([node for node, _ in nodes], contents.values(), badges.values(), bottom + 8, width)
    shapes += [Line(((0, bottom), (width, bottom)), _RULE), *signs]
    title, description = words
    return Scene(width, bottom + 8 + signs_height + 2, title, description, tuple(shapes))


def _stretch(
    root: Drawn, contents: Mapping[str, Content], badges: Mapping[str, str], top: float, width: float
) -> tuple[list[Shape], float]:
    """Return the shapes of a stretch that begins at a height, and where it ends."""
    nodes = root.walk()
    room = Room(width, NARROWEST, WIDEST, _MORE_GAP)
    columns = share(nodes, badges, room, lambda key, width: measure(contents[key], width).height)
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
            top + _HEAD + 12 + anchors[node.key] - cards[node.key].height / 2,
            cards[node.key].width,
            cards[node.key].height,
        )
        for node, depth in nodes
    }
    shapes = list(_headings(root, columns, top, width))
    for node, depth in nodes:
        shapes += links(node, spots, columns.turns[depth])
        shapes += lines_beneath(node, spots)
    for node, _ in nodes:
        shapes += paint_card(cards[node.key], spots[node.key].x, spots[node.key].top)
    for node, depth in nodes:
        shapes += marks(node, spots, columns.turns[depth], badges[node.key])
    return shapes, max(spot.bottom for spot in spots.values())


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


def _headings(root: Drawn, columns: Columns, top: float, width: float) -> Iterator[Shape]:
    """Yield where the stretch comes from, "because …" over each column of causes, and a rule below."""
    first = Span(root.heading, "ink2", bold=root.heading.startswith(TRANSFER))
    heading = text_line(columns.lefts[0], top + 13, [first], SMALL)
    yield heading
    for left in columns.lefts[1:]:
        if left > heading.box[2] + 12:
            yield text_line(left, top + 13, [Span("because …", "ink2")], SMALL)
    yield Line(((0, top + _HEAD), (width, top + _HEAD)), _RULE)
