"""Ids lead to records of the right kind, and each is given once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rca.errors import Mistake

Break = Callable[..., list[Mistake]]

# File, what stands there, what is put there, then the code and words of the one mistake that follows.
ONE_MISTAKE = [
    ("case.yaml", "text: Who reviewed the entry, about: [E1]", "text: x, about: [E9]", "case.dangling-id", "event"),
    ("case.yaml", "figures: [G1]}]", "figures: [G2]}]", "case.dangling-id", "figure"),
    ("case.yaml", "derived_from: [S2]", "derived_from: [S7]", "case.dangling-id", "source"),
    ("case.yaml", "end: P1}", "end: P3}", "case.dangling-id", "phase"),
    ("case.yaml", "about: [G1], positions", "about: [A7], positions", "case.dangling-id", "action"),
    ("case.yaml", "positions: [{source: S2", "positions: [{source: S8", "case.dangling-id", "source"),
    ("case.yaml", "{value: 1240, source: S1", "{value: 1240, source: S8", "case.dangling-id", "source"),
    ("case.yaml", "as_of: E6", "as_of: E16", "case.dangling-id", "event"),
    ("case.yaml", "as_of: 2023-03-09", "as_of: spring", "case.bad-when", "`as_of` is a date or an event"),
    ("case.yaml", "as_of: E6", "as_of: after E2", "case.bad-when", "`as_of` is a date or an event"),
    ("case.yaml", "until [E6]", "until [E60]", "case.dangling-id", "event"),
    ("case.yaml", "see [F2, F4]", "see [F2, F40]", "case.dangling-id", "factor"),
    ("case.yaml", "one update [S3:3]", "one update [S1:3]", "case.no-rows", "S1"),
    ("case.yaml", "about four hours.", "about four hours [E70].", "case.dangling-id", "event"),
    ("case.yaml", "clock: list-server", "clock: other", "case.dangling-id", "'other'"),
    ("timeline.yaml", 'row: "S3:3"', 'row: "S9:3"', "case.dangling-id", "source"),
    ("timeline.yaml", 'row: "S3:3"', 'row: "S2:3"', "case.no-rows", "source S2 has no `file`"),
    ("timeline.yaml", "about: [E7], text", "about: [E70], text", "case.dangling-id", "event"),
    ("timeline.yaml", "start: E2, end: E6}]", "start: E2, end: E66}]", "case.dangling-id", "event"),
    ("timeline.yaml", "start: E2, end: [{", "start: E20, end: [{", "case.dangling-id", "event"),
    ("timeline.yaml", "figures: [G1]", "figures: [G9]", "case.dangling-id", "figure"),
    ("timeline.yaml", "within 30 min after E3", "within 30 min after E30", "case.dangling-id", "event"),
    ("timeline.yaml", "[2023-03-07, before E2]", "[2023-03-07, before P7]", "case.dangling-id", "phase"),
    ("timeline.yaml", "[2023-03-07, before E2]", "[2023-03-07, before S8:2]", "case.dangling-id", "source"),
    ("timeline.yaml", "[2023-03-07, before E2]", "[2023-03-07, before S1:2]", "case.no-rows", "source S1"),
    ("timeline.yaml", '[E2, "S3:3"]', '[E2, "S4:3"]', "case.no-rows", "source S4"),
    ("timeline.yaml", '[E2, "S3:3"]', "[E2, E33]", "case.dangling-id", "event"),
    ("timeline.yaml", "[2023-03-07, before E2]", "[2023-03-07, before E1]", "case.self-reference", "E1"),
    ("timeline.yaml", "about: [E2], text: The office", "about: [E3], text: The office", "case.self-reference", "E3"),
    ("timeline.yaml", "start: E2, end: [{", "start: E7, end: [{", "case.self-reference", "E7"),
    ("timeline.yaml", "within 30 min after E3", "within 30 min after E7", "case.which-end", "E7 has two ends"),
    ("timeline.yaml", "within 30 min after E3", "within 30 min after P1", "case.which-end", "P1 has two ends"),
    ("timeline.yaml", "within 30 min after E3", "at E7", "case.which-end", "E7 has two ends"),
    ("timeline.yaml", "within 30 min after E3", "within 30 min after E3.end", "case.which-end", "E3 is a point"),
    ("timeline.yaml", "within 30 min after E3", "during E3", "case.which-end", "E3 is a point"),
    ("actions.yaml", "{id: A2,", "{id: A1,", "case.duplicate-id", "that of actions.yaml:2"),
    ("causes.yaml", "id: N2,", "id: M2,", "case.bad-form", "'M2'"),
    ("causes.yaml", "used_by: [F4, X1]", "used_by: [F4, X9]", "case.dangling-id", "alternative"),
    ("causes.yaml", "event: E7", "event: E70", "case.dangling-id", "event"),
    ("causes.yaml", "evidence: [{ref: G1,", "evidence: [{ref: G9,", "case.dangling-id", "figure"),
    ("causes.yaml", '{ref: "S3:3", says', '{ref: "S1:3", says', "case.no-rows", "source S1"),
    ("causes.yaml", "evidence: [{ref: N1,", "evidence: [{ref: F3,", "case.bad-form", "'F3'"),
    ("causes.yaml", "policy: W1", "policy: W2", "case.dangling-id", "policy"),
    ("causes.yaml", "guards: F1", "guards: F9", "case.dangling-id", "factor"),
    ("causes.yaml", "guards: F1", "guards: F5", "case.self-reference", "F5"),
    ("causes.yaml", "outcome: F1\n", "outcome: F9\n", "case.dangling-id", "factor"),
    ("causes.yaml", "{id: X1, for: F2", "{id: X1, for: F12", "case.dangling-id", "factor"),
    ("actions.yaml", "targets: [{factor: F4", "targets: [{factor: F14", "case.dangling-id", "factor"),
    ("actions.yaml", "declined: [{factor: F6", "declined: [{factor: N1", "case.bad-form", "'N1'"),
    ("actions.yaml", "declined: [{factor: F6", "declined: [{factor: F16", "case.dangling-id", "factor"),
    ("actions.yaml", "about: [A1, F4]", "about: [A1, F44]", "case.dangling-id", "factor"),
    ("actions.yaml", "by 2023-03-10, source: S1", "by 2023-03-10, source: S11", "case.dangling-id", "source"),
    ("actions.yaml", "issuer: Example, source: S1", "issuer: Example, source: S11", "case.dangling-id", "source"),
    ("waivers.yaml", "[F3, F7]", "[F3, F77]", "case.dangling-id", "factor"),
    ("waivers.yaml", "[F3, F7]", "[F3, somewhere]", "case.dangling-id", "'somewhere'"),
    ("waivers.yaml", "[F3, F7]", "[E2.S14]", "case.dangling-id", "source"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "words"), ONE_MISTAKE, ids=lambda text: str(text)[:30])
def test_a_wrong_id_is_one_mistake_where_it_stands(
    mistakes_after: Break, file: str, old: str, new: str, code: str, words: str
) -> None:
    (mistake,) = mistakes_after((file, old, new))
    assert (mistake.file, mistake.code) == (file, code)
    assert words in mistake.message
    assert mistake.remedy
    assert mistake.line > 0


FINE = [
    ("case.yaml", "as_of: 2023-03-09", "as_of: 2023-03"),
    ("case.yaml", "about four hours.", "about four hours (E70) [see below] [A] [about 4 h]."),
    ("timeline.yaml", "within 30 min after E3", "within 30 min after E7.start"),
    ("timeline.yaml", "within 30 min after E3", "during P1"),
    ("timeline.yaml", "within 30 min after E3", "before E7"),
    ("timeline.yaml", "[2023-03-07, before E2]", '[2023-03-07, "before S3:3"]'),
    ("timeline.yaml", "when: at or before E6, source", "when: at least 3 h after E7.start, source"),
    ("waivers.yaml", "[F3, F7]", "[E2.S4, F3 -> F2, 'S3:3', causes.yaml, actions, list-server, E2.S1b]"),
    ("causes.yaml", "{ref: S3, says: refutes}", '{ref: "S3:1", says: refutes}, {ref: E2, says: refutes}'),
]


@pytest.mark.parametrize(("file", "old", "new"), FINE, ids=lambda text: str(text)[:30])
def test_what_leads_somewhere_is_fine(mistakes_after: Break, file: str, old: str, new: str) -> None:
    assert mistakes_after((file, old, new)) == []


def test_an_id_into_a_file_that_cannot_be_read_is_not_called_dangling(mistakes_after: Break) -> None:
    (mistake,) = mistakes_after(("causes.yaml", "outcome: F1\n", "outcome: F1\n\tx"))
    assert mistake.code == "case.tab"


def test_a_misspelt_list_is_told_once(mistakes_after: Break) -> None:
    for file, old, new in [
        ("timeline.yaml", "\nevents:", "\nevent:"),
        ("causes.yaml", "\nfactors:", "\nfactor:"),
        ("timeline.yaml", "clocks:", "clock:"),
        ("case.yaml", "\nsources:", "\nsource:"),
    ]:
        (mistake,) = mistakes_after((file, old, new))
        assert mistake.code == "case.unknown-key"


def test_ids_written_at_claims_are_given_once(mistakes_after: Break) -> None:
    old = "{when: at most 2 h after E5, source: S1}"
    for id_ in ("E2", "E6.S1"):
        found = mistakes_after(
            ("timeline.yaml", old, f"{{id: {id_}, when: at most 2 h after E5, source: S1}}"),
            ("timeline.yaml", "{when: ~4 h, source: S1}", "{id: E6.S1, when: ~4 h, source: S1}"),
        )
        assert [mistake.code for mistake in found] == ["case.duplicate-id"]


def test_sources_do_not_derive_from_themselves(mistakes_after: Break) -> None:
    (mistake,) = mistakes_after(("case.yaml", "updated: true", "updated: true, derived_from: [S4]"))
    assert mistake.code == "case.derivation-cycle"
    assert "S2 -> S4 -> S2" in mistake.message
    (mistake,) = mistakes_after(("case.yaml", "derived_from: [S2]", "derived_from: [S4]"))
    assert "S4 -> S4" in mistake.message
