from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.drawing.audit import problems
from rca.drawing.measure import wrap
from rca.review.blocks import Boxes, Line, Marks, Row, Slide, SlideForm, Tag, Words
from rca.review.review import Review
from rca.review.slides import BOTTOM, FORMS, INNER, MARGIN, ORDER, TITLES, lay_out, row_height, title_size, used
from rca.review.text import line_text

_TEXT = st.lists(st.text("abcdemnorstW", min_size=1, max_size=12), min_size=1, max_size=10).map(" ".join)
_CELLS: st.SearchStrategy[Line] = st.one_of(
    st.builds(Words, _TEXT, st.sampled_from(["plain", "strong", "quiet"])).map(lambda part: (part,)),
    st.tuples(st.builds(Words, _TEXT), st.just(Marks(("S1", "F2")))),
    st.just((Tag("recommended", "possible"),)),
    st.just((Boxes(2, 3, "intermediate"),)),
    st.just(()),
)
_FORMS = st.sampled_from(sorted(FORMS))


@st.composite
def _slides(draw: st.DrawFn) -> Slide:
    form: SlideForm = draw(_FORMS)
    columns = len(FORMS[form].columns)
    rows = draw(st.lists(st.lists(_CELLS, min_size=columns, max_size=columns).map(tuple), min_size=1, max_size=24))
    if form == "decisions":  # its first column holds a number
        rows = [((Words("1", "strong"),), *cells[1:]) for cells in rows]
    named = tuple(Row(cells, f"R{number}") for number, cells in enumerate(rows))
    return Slide(
        "actions",
        form,
        draw(_TEXT),
        below=draw(_CELLS),
        columns=("Name",) * columns if draw(st.booleans()) else (),
        rows=named,
        stop=draw(_CELLS),
        note=draw(_CELLS),
    )


@settings(deadline=None)
@given(_slides())
def test_each_row_stands_on_one_slide_and_none_is_too_full(slide: Slide) -> None:
    pages = lay_out([slide])
    assert [row for page in pages for row in page.rows] == list(slide.rows)
    assert all(used(page) <= BOTTOM for page in pages)
    assert all(page.rows or page.stop or page.note for page in pages)
    assert [bool(page.stop) for page in pages[:-1]] == [False] * (len(pages) - 1)
    told = [line_text(page.below) for page in pages[1:]]
    assert told == [f"Continued, {number} of {len(pages)}." for number in range(2, len(pages) + 1)]


@settings(max_examples=30, deadline=None)
@given(_FORMS, st.integers(200, 1500), st.booleans())
def test_a_row_taller_than_a_slide_is_parted_between_lines(form: SlideForm, length: int, spaced: bool) -> None:
    text = ("word " if spaced else "word") * length
    cells = tuple((Words(text),) for _ in FORMS[form].columns)
    pages = lay_out([Slide("causes", form, "Long", rows=(Row(cells, "R1"),))])
    assert all(used(page) <= BOTTOM for page in pages)
    for column in range(len(cells)):
        found = "".join(line_text(row.cells[column]) for page in pages for row in page.rows)
        assert "".join(found.split()) == "".join(text.split())


@settings(deadline=None)
@given(st.integers(1, 2000), st.sampled_from(["below", "stop", "note", "title"]))
def test_words_around_the_rows_leave_room_for_them(length: int, field: str) -> None:
    text = "word " * length
    row = Row(tuple((Words("cell"),) for _ in FORMS["actions"].columns), "R1")
    slide = Slide("actions", "actions", "Title", rows=(row,))
    slide = replace(slide, **{field: text if field == "title" else (Words(text),)})
    (page,) = lay_out([slide])
    assert page.rows == (row,)
    assert used(page) <= BOTTOM
    assert "…" not in page.title


def test_forms_fill_the_width_between_the_margins() -> None:
    assert INNER == 1280 - 2 * MARGIN
    for form in FORMS.values():
        assert sum(column.width for column in form.columns) + form.gap * (len(form.columns) - 1) == INNER
        assert all(column.kind.size >= 14 for column in form.columns)


def test_rows_stand_closer_only_where_that_saves_a_slide() -> None:
    form = FORMS["unknowns"]
    row = Row(((Words("What"),), (Words("Change"),), (Words("Whom"),)))
    few = lay_out([Slide("unknowns", "unknowns", "Few", rows=(row,) * 3)])
    assert [page.dense for page in few] == [False]
    loose = int((BOTTOM - 130) // row_height(row, form, dense=False))
    more = lay_out([Slide("unknowns", "unknowns", "More", rows=(row,) * (loose + 2))])
    assert [page.dense for page in more] == [True]


def test_rows_are_shared_evenly() -> None:
    row = Row(tuple((Words("a few words here"),) for _ in FORMS["conflicts"].columns))
    pages = lay_out([Slide("conflicts", "conflicts", "Even", rows=(row,) * 30)])
    counts = [len(page.rows) for page in pages]
    assert len(counts) > 1
    assert min(counts) * 2 > max(counts)


@pytest.mark.parametrize("audience", ["full", "leadership"])
def test_the_deck_of_a_real_case(reviews: dict[str, Review], audience: str) -> None:
    pages = lay_out(block for block in reviews[audience].blocks if isinstance(block, Slide))
    names = list(dict.fromkeys(page.name for page in pages))
    assert names == [name for name in ORDER if name in names]
    wanted = {"cover", "timeline", "causes", "whys", "actions", "conflicts", "unknowns", "decisions"}
    assert set(names) == (wanted if audience == "leadership" else set(ORDER))
    for page in pages:
        assert used(page) <= BOTTOM
        assert len(wrap(page.title, INNER, title_size(page), bold=True)) <= 2
        assert page.form == "cover" or title_size(page) == TITLES[0]
        if page.figure:
            assert not problems(page.figure)
            smallest = min(text.size for text in page.figure.texts()) * INNER / page.figure.width
            assert round(smallest) >= 14


def test_titles_are_sentences_that_tell_the_case(reviews: dict[str, Review]) -> None:
    slides = [block for block in reviews["leadership"].blocks if isinstance(block, Slide)]
    assert [page.title for page in lay_out(slides)] == [
        "Stolen staff log-ins could change accounts with no second approval",
        "The first acknowledgement came about 90 min after the start",
        "Closing any one of three gaps would have stopped the outcome; two of them are probable, not established",
        "Asked why five times, the answers lead to “All staff worked remotely”",
        "One completed action breaks the set of causes; three factors have no action",
        "Sources contradict each other on five points; two are open",
        "Four questions could not be verified, and the answers may change this review",
        "We ask for three decisions",
    ]


def test_the_whys_are_one_chain_of_the_tree(reviews: dict[str, Review]) -> None:
    (slide,) = [block for block in reviews["leadership"].blocks if isinstance(block, Slide) and block.name == "whys"]
    answers = [part.ids[0] for row in slide.rows for part in row.cells[1] if isinstance(part, Marks)]
    assert answers == ["F2", "F5", "F7", "F10", "F12"]
    assert "also needed" in line_text(slide.rows[2].cells[2])
    assert "(F3)" in line_text(slide.rows[2].cells[2])
    assert "perhaps needed" in line_text(slide.rows[0].cells[2])


def test_what_a_slide_leaves_out_is_said(reviews: dict[str, Review]) -> None:
    slides = {block.name: block for block in reviews["leadership"].blocks if isinstance(block, Slide)}
    assert line_text(slides["causes"].note).startswith("Drawn: 9 of 19 factors.")
    assert "of 25 key events" in line_text(slides["timeline"].note)
    assert line_text(slides["conflicts"].note) == "In the report: 3 further points, with the words of both sides."
    assert line_text(slides["actions"].stop).startswith("No recorded action: ")
