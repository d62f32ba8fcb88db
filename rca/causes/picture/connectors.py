"""Paint what joins the nodes: heavy, thin, dashed and dotted links, gates, answers, and guarding arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rca.causes.picture.drawn import ROLES, Drawn
from rca.causes.picture.signs import ANSWERS, answer, badge, badge_width
from rca.drawing.scene import Line, Polygon, Shape, Span, Style
from rca.drawing.words import text_line

HEAVY: Final = Style(None, "ink", 3.0)
THIN: Final = Style(None, "ink", 1.6)
DASHED: Final = Style(None, "ink2", 1.4, (5, 4))
DOTTED: Final = Style(None, "grey", 1.4, (1.5, 3))
GUARDS: Final = Style(None, "teal", 2.0)
_ARROW: Final = 8.0
_EXITS: Final = (0.0, 16.0, 25.0)
_BUSES: Final[Mapping[str, float]] = {"gate": 0.0, "contributing": 6.0, "alternative": 12.0}
_STRAIGHT: Final = 0.01
INDENT: Final = 20.0
"""How much narrower nodes are that hang on a line beneath another."""
GUARD_SPACE: Final = 44.0
"""Space for the words at the arrow of a barrier."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands; lines meet it at ``anchor``."""

    x: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def anchor(self) -> float:
        """The middle of the height."""
        return self.top + self.height / 2


def gap_parts(drawn: Sequence[Drawn], badges: Mapping[str, str]) -> tuple[float, float]:
    """Return how wide the space right of a column has to be, and where in it the lines of gates turn.

    Parameters
    ----------
    drawn : sequence of Drawn
        The nodes of the column.
    badges : mapping of str to str
        Words of the gate badges by key.

    Returns
    -------
    tuple of float
        Width of the space, and distance of the turn from the column.
    """
    badge = max((badge_width(badges[node.key]) for node in drawn if badges.get(node.key)), default=20.0)
    marks = {ANSWERS.get(child.necessary, "") for node in drawn for child in node.children if child.role == "gate"}
    mark = 17.0 if "no" in marks else 8.0 if "?" in marks else 2.0
    return _ARROW + badge + mark, _ARROW + badge / 2


def links(drawn: Drawn, spots: Mapping[str, Spot], turn: float) -> Iterator[Shape]:
    """Yield the lines from a node to the nodes at its right.

    Parameters
    ----------
    drawn : Drawn
        The node.
    spots : mapping of str to Spot
        Where nodes stand, by key.
    turn : float
        Where the lines of a gate turn, from the node's right edge.

    Yields
    ------
    Shape
        Lines and arrow heads, grouped by node and role. Each group leaves the node at its own height and
        turns at its own distance, the lower the nearer, so that no line crosses another.
    """
    spot = spots[drawn.key]
    groups = [role for role in ROLES if any(child.role == role for child in drawn.children)]
    for role, offset in zip(groups, _EXITS, strict=False):
        out = spot.anchor + offset
        bus = spot.right + turn - _BUSES[role]
        group = [child for child in drawn.children if child.role == role]
        name = f"{drawn.key} {role}"
        if role == "gate":
            yield from _solid(group, spots, spot.right, out, bus, name)
        else:
            heights = [spots[child.key].anchor for child in group]
            yield from _broken(heights, spots[group[0].key].x, spot.right, out, bus, name)


def _solid(
    group: Sequence[Drawn], spots: Mapping[str, Spot], edge: float, out: float, bus: float, name: str
) -> Iterator[Shape]:
    """Yield the lines of gate links, answered necessity last and heavy, and one arrow head."""
    for child in sorted(group, key=lambda child: child.necessary == "yes"):
        spot, style = spots[child.key], HEAVY if child.necessary == "yes" else THIN
        end = spot.x + {"unknown": -6, "no": -15}.get(child.necessary, 2)
        corner = ((bus, out), (bus, spot.anchor)) if abs(out - spot.anchor) > _STRAIGHT else ()
        yield Line(((edge + 5, out), *corner, (end, spot.anchor)), style, name)
    yield _head(edge, out, "ink")


def _broken(heights: Sequence[float], left: float, edge: float, out: float, bus: float, name: str) -> Iterator[Shape]:
    """Yield dashed or dotted lines; each stretch is drawn once, since dashes over dashes look solid."""
    contributing = name.endswith("contributing")
    style, start = (DASHED, edge + 5) if contributing else (DOTTED, edge - 1)
    low, high = min(*heights, out), max(*heights, out)
    if high - low < _STRAIGHT:
        yield Line(((start, out), (left + 2, out)), style, name)
    else:
        first = high if high > out else low
        yield Line(((start, out), (bus, out), (bus, first), (left + 2, first)), style, name)
        yield from (Line(((bus, y), (left + 2, y)), style, name) for y in heights if y != first)
        if first == high and low < out:
            yield Line(((bus, out), (bus, low)), style, name)
    if contributing:
        yield _head(edge, out, "ink2")


def _head(edge: float, y: float, color: str) -> Shape:
    return Polygon(((edge + 7.5, y - 4.5), (edge + 1, y), (edge + 7.5, y + 4.5)), Style(color))


def marks(drawn: Drawn, spots: Mapping[str, Spot], turn: float, words: str) -> Iterator[Shape]:
    """Yield the gate badge of a node, and the signs of links whose necessity is not answered yes.

    Parameters
    ----------
    drawn : Drawn
        The node.
    spots : mapping of str to Spot
        Where nodes stand, by key.
    turn : float
        Where the lines of a gate turn, from the node's right edge.
    words : str
        The words of the badge; empty for none.

    Yields
    ------
    Shape
        To be painted over lines and nodes.
    """
    spot = spots[drawn.key]
    if words:
        yield from badge(spot.right + turn, spot.anchor, words)
    for child in drawn.children:
        if child.role == "gate" and child.necessary in ANSWERS:
            yield from answer(spots[child.key].x, spots[child.key].anchor, child.necessary)


def indent(drawn: Drawn) -> float:
    """Return how much narrower the nodes beneath a node are: a lone barrier keeps the whole width.

    Parameters
    ----------
    drawn : Drawn
        The node.

    Returns
    -------
    float
        In units of the scene.
    """
    return 0.0 if len(drawn.beneath) == 1 and drawn.beneath[0].role == "guard" else INDENT


def lines_beneath(drawn: Drawn, spots: Mapping[str, Spot]) -> Iterator[Shape]:
    """Yield the lines to what stands beneath a node: barriers with the words that they are no causes, or causes.

    Parameters
    ----------
    drawn : Drawn
        The node.
    spots : mapping of str to Spot
        Where nodes stand, by key.

    Yields
    ------
    Shape
        One line that all of them share, its head and the words beside it.
    """
    if not drawn.beneath:
        return
    spot, role = spots[drawn.key], drawn.beneath[0].role
    top = spot.bottom
    if not indent(drawn):
        x = spot.x + min(spot.width * 0.4, spot.width - 84)  # room for the words
        yield Line(((x, top + 2), (x, spots[drawn.beneath[0].key].top + 2)), GUARDS, f"{drawn.key} guard")
    else:
        x = spot.x + INDENT / 2
        yield from _hung(drawn, spots, x, top)
    if role == "guard":
        yield Line(((x - 5.5, top + 8), (x, top + 2), (x + 5.5, top + 8)), GUARDS)
        one = len(drawn.beneath) == 1
        words = f"{'guards' if one else 'guard'} {drawn.id}"
        yield text_line(x + 10, top + 19, [Span(words, "teal", bold=True)], 10.5)
        yield text_line(x + 10, top + 32, [Span("not a cause" if one else "not causes", "ink2")], 10.5)
    elif role == "contributing":
        yield Polygon(((x - 4.5, top + 7.5), (x, top + 1), (x + 4.5, top + 7.5)), Style("ink2"))


def _hung(drawn: Drawn, spots: Mapping[str, Spot], x: float, top: float) -> Iterator[Shape]:
    """Yield one line for each role, with a stretch to each node; a later role turns further left."""
    roles = [role for role in ("guard", *ROLES) if any(node.role == role for node in drawn.beneath)]
    for number, role in enumerate(roles):
        style = {"guard": GUARDS, "contributing": DASHED}.get(role, DOTTED)
        own = x - 5 * number
        *others, last = (spots[node.key] for node in drawn.beneath if node.role == role)
        name = f"{drawn.key} {role}"
        yield Line(((own, top + 2), (own, last.anchor), (last.x + 2, last.anchor)), style, name)
        yield from (Line(((own, spot.anchor), (spot.x + 2, spot.anchor)), style, name) for spot in others)
