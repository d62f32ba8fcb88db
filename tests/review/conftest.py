"""Cases, results and reviews that the tests of this room share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from rca.review.build import review_of
from rca.review.compute import Results, compute
from rca.review.review import Review

CHECKOUT = Path(__file__).parents[2]


@cache
def _real() -> Results:
    return compute(CHECKOUT / "case_studies" / "account_takeover_2020")


@pytest.fixture
def real() -> Results:
    """The account takeover of 2020 with everything computed of it."""
    return _real()


@pytest.fixture
def reviews(real: Results) -> dict[str, Review]:
    """Its review for each audience."""
    return {name: _review(name) for name in ("full", "leadership")}


@cache
def _review(audience: str) -> Review:
    return review_of(_real(), audience)


@pytest.fixture
def as_notebook() -> Callable[..., NotebookNode]:
    """Makes an executed notebook out of a review and further outputs."""

    def make(review: Review | None, *more: Any) -> NotebookNode:
        sections = review.sections if review else ()
        outputs = [nbformat.v4.new_output("execute_result", data=part._repr_mimebundle_()) for part in sections]
        cells = [nbformat.v4.new_code_cell("review", outputs=[output]) for output in outputs]
        notebook = nbformat.v4.new_notebook(cells=[*cells, *more])
        return nbformat.reads(nbformat.writes(notebook), as_version=4)

    return make
