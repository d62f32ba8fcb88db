from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from rca.actions.results import ActionsResult
from rca.assets import assets
from rca.case.records import CaseFile, Record
from rca.case.values import Value
from rca.case.when import Lasted, When
from rca.causes.results import CausesResult
from rca.checks.results import Findings
from rca.errors import ParameterError
from rca.review.audiences import audience_names, kind_of, read_audience
from rca.review.depth import Depth
from rca.review.review import SECTIONS
from rca.timeline.clock.report import ClockReport
from rca.timeline.matching.results import Duplicates
from rca.timeline.results import Disagreement, TimelineResult

_ROOTS = (CaseFile, TimelineResult, CausesResult, ActionsResult, Findings, Disagreement, Depth)
_VALUES = (Value, When, Lasted)
_LATER = {"ClockReport": ClockReport, "Duplicates": Duplicates}  # imported there for the type checker only


def _classes(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Record)) and hint not in _VALUES:
        yield hint
    for inner in typing.get_args(hint):
        yield from _classes(inner)


def _reachable() -> dict[str, set[str]]:
    waiting, found = list(_ROOTS), {}
    while waiting:
        cls = waiting.pop()
        if kind_of(cls) in found:
            continue
        hints = typing.get_type_hints(cls, localns=_LATER)
        names = list(cls.model_fields) if issubclass(cls, Record) else [field.name for field in fields(cls)]
        found[kind_of(cls)] = set(names)
        waiting.extend(inner for name in names for inner in _classes(hints[name]))
    return found


@pytest.mark.parametrize("name", audience_names())
def test_each_profile_decides_on_each_field(name: str) -> None:
    audience = read_audience(name)
    undecided, unknown, twice = [], [], []
    known = _reachable()
    for kind, names in known.items():
        allow, deny = audience.allow.get(kind, frozenset()), audience.deny.get(kind, frozenset())
        undecided += [f"{kind}.{field}" for field in sorted(names - allow - deny)]
        unknown += [f"{kind}.{field}" for field in sorted((allow | deny) - names)]
        twice += [f"{kind}.{field}" for field in sorted(allow & deny)]
    unknown += sorted((set(audience.allow) | set(audience.deny)) - set(known))
    assert not undecided, f"list under allow or deny in {name}.yaml: {undecided}"
    assert not unknown, f"no such field any more: {unknown}"
    assert not twice


@pytest.mark.parametrize("name", audience_names())
def test_sections_stand_in_the_order_of_the_notebook(name: str) -> None:
    notebook = json.loads((assets("notebooks") / "case_review.ipynb").read_text(encoding="utf-8"))
    shown = ["".join(cell["source"]) for cell in notebook["cells"][2:]]
    order = [source.removeprefix('review.section("').removesuffix('")') for source in shown]
    assert order == list(SECTIONS)
    sections = list(read_audience(name).sections)
    assert sections == [section for section in order if section in sections]


def test_no_profile_shows_a_path_of_the_machine() -> None:
    assert all(not read_audience(name).allows("case.case_file", "path") for name in audience_names())


def test_an_unknown_audience_is_named_with_the_known_ones() -> None:
    with pytest.raises(ParameterError, match="full or leadership; got 'board'"):
        read_audience("board")
