"""Zones that a case names are known before anything is computed from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rca.errors import Mistake

Break = Callable[..., list[Mistake]]

UNKNOWN = [
    ("case.yaml", "OSL: Europe/Oslo", "OSL: Europe/Olso", "'Europe/Olso'"),
    ("case.yaml", 'CET: "+01:00"', 'CET: "+25:00"', "'+25:00'"),
    ("case.yaml", 'CET: "+01:00"', "CET: OSL", "'OSL'"),
    ("case.yaml", "unzoned: [Europe/Oslo,", "unzoned: [Oslo,", "'Oslo'"),
    ("case.yaml", "local: OSL", "local: OSLO", "'OSLO'"),
    ("case.yaml", "reliability: medium, zone: CET", "reliability: medium, zone: CEST", "'CEST'"),
    ("timeline.yaml", "2023-03-08 10:40 CET", "2023-03-08 10:40 CEST", "'CEST'"),
    ("timeline.yaml", "2023-03-08 10:40 CET", "2023-03-08 10:40 CEST/2023-03-09 10:40 CEST", "'CEST'"),
    ("timeline.yaml", "when: 2023-03-08, source: S2", "when: by 2023-03-08 CEST, source: S2", "'CEST'"),
    ("actions.yaml", "when: 2023-03-27", "when: 2023-03-27 CEST", "'CEST'"),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), UNKNOWN, ids=lambda text: str(text)[:40])
def test_an_unknown_zone_is_one_mistake(mistakes_after: Break, file: str, old: str, new: str, words: str) -> None:
    (mistake,) = mistakes_after((file, old, new))
    assert (mistake.file, mistake.code) == (file, "case.unknown-zone")
    assert words in mistake.message
    assert mistake.remedy


def test_a_range_over_two_zones_does_not_run_backwards(mistakes_after: Break) -> None:
    backwards = '"2023-03-08 10:40 CET/2023-03-08 11:00 +09:00"'
    (mistake,) = mistakes_after(("timeline.yaml", "2023-03-08 10:40 CET", backwards))
    assert mistake.code == "case.bad-when"
    assert mistakes_after(("timeline.yaml", "2023-03-08 10:40 CET", backwards.replace("+09:00", "UTC"))) == []


def test_zones_are_not_judged_when_their_names_cannot_be_read(mistakes_after: Break) -> None:
    (mistake,) = mistakes_after(("case.yaml", 'zones: {OSL: Europe/Oslo, CET: "+01:00"}', "zones: [OSL]"))
    assert mistake.code == "case.wrong-shape"


def test_other_mistakes_do_not_hide_an_unknown_zone(mistakes_after: Break) -> None:
    found = mistakes_after(
        ("case.yaml", 'zones: {OSL: Europe/Oslo, CET: "+01:00"}\n', ""),
        ("case.yaml", "state: in_review", "state: new"),
    )
    assert {mistake.code for mistake in found} == {"case.no-choice", "case.unknown-zone"}
