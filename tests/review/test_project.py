from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from rca.case.records import Judgement, Source
from rca.review.audiences import read_audience
from rca.review.project import FieldNotAllowedError, project, strip
from rca.timeline.results import Duration, Gap

LEADERSHIP = read_audience("leadership")


def _source(**more: str) -> Source:
    return Source.model_validate({"id": "S1", "kind": "news", "title": "Live page", "url": "https://a.example", **more})


def test_a_field_that_is_not_listed_is_absent() -> None:
    view = project(_source(note="from a friend"), LEADERSHIP)
    assert view.title == "Live page"
    assert "note" not in dir(view)
    with pytest.raises(FieldNotAllowedError, match=r"'leadership' does not list the field 'note' of case.source"):
        _ = view.note
    with pytest.raises(FieldNotAllowedError):
        getattr(view, "url", None)


def test_a_new_field_of_a_record_is_denied_until_listed() -> None:
    class LaterSource(Source):
        tip: str = "a name"

    view = project(LaterSource.model_validate(_source().model_dump(exclude_none=True)), LEADERSHIP)
    assert view.title == "Live page"
    assert "tip" not in dir(view)


def test_a_new_field_of_a_result_is_denied_until_listed() -> None:
    @dataclass(frozen=True)
    class LaterGap(Gap):
        guess: str = "asleep"

    assert "guess" not in dir(project(LaterGap("E1", "E2", 0, 1, 0, 1), LEADERSHIP))


def test_a_kind_that_no_profile_knows_shows_nothing() -> None:
    audience = replace(LEADERSHIP, allow={}, deny={})
    assert dir(project(Duration("a", "E1", "E2", 0, 1, None), audience)) == []


def test_a_view_cannot_be_changed() -> None:
    view = project(_source(), LEADERSHIP)
    with pytest.raises(AttributeError, match="frozen"):
        view.title = "x"


def test_addresses_are_unusable_in_every_text() -> None:
    view = project(_source(title="see https://evil.example"), read_audience("full"))
    assert view.title == "see hxxps://evil[.]example"
    assert view.url == "hxxps://a[.]example"


def test_a_stripped_record_is_of_its_class_and_holds_no_denied_value() -> None:
    bare = strip(_source(note="from a friend"), LEADERSHIP)
    assert isinstance(bare, Source)
    assert bare.title == "Live page"
    assert bare.note is None
    assert bare.url is None


def test_a_denied_field_without_a_default_is_not_there() -> None:
    audience = replace(LEADERSHIP, allow={"case.judgement": frozenset({"on"}), "timeline.gap": frozenset({"start"})})
    bare = strip(Judgement.model_validate({"by": "a person", "on": "2024-01-01"}), audience)
    with pytest.raises(AttributeError):
        _ = bare.by
    gap = strip(Gap("E1", "E2", 5, 6, 0, 1), audience)
    assert gap.start == 5
    with pytest.raises(AttributeError):
        _ = gap.after
