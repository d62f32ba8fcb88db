"""Cases, results and reviews that the tests of this room share."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from rca.case.records import CaseFile, Record
from rca.review.audiences import kind_of
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


Choice = Callable[[str, str, Record, str], str]
"""From kind, field, record and words to other words."""

# Words that steer what is computed; changing these would make another case.
_STEERING = {"zone", "clock", "file", "map", "options", "lane", "milestone", "unzoned", "local", "as_of"}


@pytest.fixture
def rewrite() -> Callable[[CaseFile, Choice], CaseFile]:
    """Gives every free text of a case, whatever its place, to a function and puts back what that returns."""

    def change(case: CaseFile, choose: Choice) -> CaseFile:
        parts = {name: getattr(case, name) for name in ("head", "timeline", "causes", "actions", "waivers")}
        return replace(case, **{name: _rewritten(part, choose) for name, part in parts.items()})

    return change


def _rewritten(value: Any, choose: Choice) -> Any:
    if isinstance(value, tuple):
        return tuple(_rewritten(item, choose) for item in value)
    if not isinstance(value, Record):
        return value
    changed: dict[str, Any] = {}
    for name in type(value).model_fields:
        item = getattr(value, name)
        free = "Text" in str(type(value).__annotations__.get(name)) and name not in _STEERING
        if free and isinstance(item, str):
            changed[name] = choose(kind_of(type(value)), name, value, item)
        elif free and isinstance(item, tuple) and all(isinstance(part, str) for part in item):
            changed[name] = tuple(choose(kind_of(type(value)), name, value, part) for part in item)
        elif not free:
            changed[name] = _rewritten(item, choose)
    return value.model_copy(update=changed)


_MINIMAL: dict[str, Any] = {
    "case": {
        "schema": "rca-case/1",
        "id": "minimal",
        "title": "A case of few words",
        "state": "draft",
        "summary": "Something happened.",
        "unzoned": ["UTC"],
        "sources": [{"id": "S1", "kind": "news", "title": "Page", "seen": "whole", "reliability": "high"}],
    },
    "timeline": {},
    "causes": {},
    "actions": {},
    "waivers": {"waivers": []},
}


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Results]:
    """Writes a small case folder, with some files given as data, and computes everything of it."""

    def make(**files: dict[str, Any]) -> Results:
        folder = tmp_path / "made"
        folder.mkdir(exist_ok=True)
        for name, base in _MINIMAL.items():
            # Every JSON text is YAML.
            (folder / f"{name}.yaml").write_text(json.dumps({**base, **files.get(name, {})}), encoding="utf-8")
        return compute(folder)

    return make
