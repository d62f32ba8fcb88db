"""Reviews of real cases: the same facts for everyone, and nothing that a profile does not list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from nbformat import NotebookNode

from rca.case.records import CaseFile, Record
from rca.errors import ParameterError
from rca.review.audiences import read_audience
from rca.review.blocks import Block, Callout, Cover, Details, Figure, Numbers, Row, Table
from rca.review.build import build_review, review_of
from rca.review.compute import Results, compute_case
from rca.review.exporters import ReportExporter
from rca.review.material import guard_for
from rca.review.reduce import shown_events
from rca.review.review import Review


def rows_of(blocks: tuple[Block, ...]) -> Iterator[Row]:
    for block in blocks:
        match block:
            case Table():
                yield from block.rows
            case Figure():
                yield from rows_of(block.words)
            case Callout() | Details():
                yield from rows_of(block.blocks)
            case _:
                pass


def section_blocks(review: Review, name: str) -> tuple[Block, ...]:
    found = review.section(name)
    assert found is not None
    return found.blocks


@pytest.mark.parametrize("name", ["timeline", "actions", "conflicts"])
def test_a_fact_reads_the_same_for_every_audience(reviews: dict[str, Review], name: str) -> None:
    whole = list(rows_of(section_blocks(reviews["full"], name)))
    part = list(rows_of(section_blocks(reviews["leadership"], name)))
    assert part
    assert all(any(_begins(full, row) for full in whole) for row in part), "only more may stand below"


def _begins(full: Row, part: Row) -> bool:
    cells = zip(full.cells, part.cells, strict=False)
    return len(full.cells) == len(part.cells) and all(more[: len(cell)] == cell for more, cell in cells)


def test_numbers_causes_and_cover_read_the_same(reviews: dict[str, Review]) -> None:
    for name in ("numbers", "causes"):
        full, part = (section_blocks(reviews[audience], name) for audience in ("full", "leadership"))
        assert full[0] == part[0]
        assert [block for block in full if isinstance(block, Numbers)] == [b for b in part if isinstance(b, Numbers)]
    covers = [next(b for b in review.blocks if isinstance(b, Cover)) for review in reviews.values()]
    assert covers[0].facts == covers[1].facts
    assert covers[0].title == covers[1].title


def test_the_parts_follow_the_profile(reviews: dict[str, Review]) -> None:
    for name, review in reviews.items():
        sections = [section.name for section in review.sections]
        assert sections == [part for part in read_audience(name).sections if part in sections]
        assert {"cover", "timeline", "causes", "actions", "provenance", "sources"} <= set(sections)
    assert reviews["leadership"].section("whys") is None
    with pytest.raises(ParameterError, match="a section is cover"):
        reviews["full"].section("summary")


def test_a_review_is_the_same_each_time(real: Results) -> None:
    for name in ("full", "leadership"):
        first, second = (json.dumps(review_of(real, name)._repr_mimebundle_()) for _ in range(2))
        assert first == second


def test_the_door_takes_results_one_by_one(real: Results, reviews: dict[str, Review]) -> None:
    parts = (real.case, real.timeline, real.causes, real.actions, real.findings, real.disagreements)
    assert build_review(*parts, "leadership") == reviews["leadership"]


@pytest.mark.parametrize("name", ["full", "leadership"])
def test_no_denied_word_reaches_a_review_by_any_way(
    real: Results,
    rewrite: Callable[..., CaseFile],
    as_notebook: Callable[..., NotebookNode],
    name: str,
) -> None:
    audience, marks = read_audience(name), list[str]()
    events = shown_events(real.timeline, real.disagreements, audience)

    def taint(kind: str, field: str, record: Record, words: str) -> str:
        left_out = kind == "case.event" and record.id not in events  # type: ignore[attr-defined]
        other = kind == "case.narrative" and record.label not in audience.narrative  # type: ignore[attr-defined]
        if audience.allows(kind, field) and not left_out and not other:
            return words
        marks.append(f"taint{len(marks)}zq")
        return marks[-1]

    case = rewrite(real.case, taint)
    assert (len(marks) > 50) is (name == "leadership")
    results = compute_case(case)
    review = review_of(results, name)
    page, _ = ReportExporter(guard=guard_for(results, name)).from_notebook_node(as_notebook(review))
    assert "taint" not in page
    assert "taint" not in json.dumps(review._repr_mimebundle_())


@pytest.mark.parametrize("name", ["full", "leadership"])
def test_a_hostile_case_stays_text_everywhere(
    real: Results,
    rewrite: Callable[..., CaseFile],
    as_notebook: Callable[..., NotebookNode],
    name: str,
) -> None:
    numbers = count()

    def hostile(kind: str, field: str, record: Record, words: str) -> str:
        return (
            f"</td></svg></style><script>x{next(numbers)}</script><img src=x onerror=y> https://evil.example \" ' &lt;"
        )

    results = compute_case(rewrite(real.case, hostile))
    page, _ = ReportExporter().from_notebook_node(as_notebook(review_of(results, name)))
    assert not re.search(r"<script|<img|https?://evil", page)
    assert page.count("<style>") == page.count("</style>") == 1
    assert page.count("&lt;script&gt;") > 100
    assert page.count("<svg") == page.count("</svg>")
    assert len(set(re.findall("<td", page))) == 1


def test_real_reviews_pass_the_scan_and_stay_small(
    real: Results, reviews: dict[str, Review], as_notebook: Callable[..., NotebookNode]
) -> None:
    for name, review in reviews.items():
        page, _ = ReportExporter(guard=guard_for(real, name)).from_notebook_node(as_notebook(review))
        assert len(page.encode()) < 1_000_000
        assert f"{name} profile: no hit" in page
