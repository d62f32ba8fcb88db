from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.measure import text_width
from rca.review.blocks import Boxes, Break, Inline, Line, Marks, Tag, Words
from rca.review.fitting import Type, height, parted, set_lines

_KIND = Type(18.0, 1.35, 25.0)
_WORDS = st.text(alphabet="abc mW.-é語", min_size=1, max_size=60)
_PARTS: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Words, _WORDS, st.sampled_from(["plain", "strong", "quiet"])),
    st.builds(Marks, st.lists(st.sampled_from(["S1", "F12", "E3"]), min_size=1, max_size=6).map(tuple)),
    st.builds(Tag, st.just("recommended"), st.just("possible")),
    st.builds(Boxes, st.integers(0, 3), st.just(3), st.just("weaker")),
    st.just(Break()),
)
_LINES = st.lists(_PARTS, max_size=8).map(tuple)


def _letters(line: Line) -> str:
    texts = (
        part.text if isinstance(part, (Words, Tag)) else "#" for part in line if isinstance(part, (Words, Tag, Boxes))
    )
    return "".join("".join(texts).split())


def _ids(line: Line) -> list[str]:
    return [id_ for part in line if isinstance(part, Marks) for id_ in part.ids]


@given(_LINES, st.floats(180, 700))
def test_no_line_is_wider_than_it_may_be(line: Line, width: float) -> None:
    for each in set_lines(line, width, _KIND):
        used = sum(token.width for token in each.tokens) + sum(token.space for token in each.tokens[1:])
        assert used <= width + 1e-6
        assert each.height >= 18 * 1.35


@given(_LINES, st.floats(180, 700), st.floats(1, 200))
def test_all_pieces_together_are_the_whole(line: Line, width: float, room: float) -> None:
    pieces = parted(line, width, _KIND, room)
    joined = tuple(part for piece in pieces for part in piece)
    assert _letters(joined) == _letters(line)
    assert _ids(joined) == _ids(line)
    assert all(height(piece, width, _KIND) <= max(room, 25 * 1.35) + 1e-6 for piece in pieces)
    if line and height(line, width, _KIND) <= room:
        assert len(pieces) == 1


def test_bold_words_count_in_their_own_size() -> None:
    assert height((Words("one"),), 500, _KIND) == 18 * 1.35
    assert height((Words("one", "strong"),), 500, _KIND) == 25 * 1.35
    both = height((Words("one", "strong"), Break(), Words("two")), 500, _KIND)
    assert both == 18 * 1.35 + 25 * 1.35


def test_a_full_stop_stands_tight_and_few_marks_stay_together() -> None:
    tight = set_lines((Words("S1"), Words(".")), 500, _KIND)[0].tokens
    assert tight[1].space == 0
    room = text_width("words", 18) + 30
    lines = set_lines((Words("words"), Marks(("S10", "S11", "S12"))), room, _KIND)
    assert [len(line.tokens) for line in lines] == [1, 1]
