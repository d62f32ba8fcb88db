from __future__ import annotations

import json
import unicodedata
from typing import Literal

import pytest

from rca.errors import LeakError
from rca.review.audiences import read_audience
from rca.review.compute import Results
from rca.review.scan import Denied, Guard, make_guard

GUARD = Guard(
    read_audience("leadership"),
    (
        Denied("case.claim.raw of E2", "the night desk saw it first"),
        Denied("case.source.url of S1", "https://tips.example/a"),
        Denied("case.event.note of E3", "Bo"),
    ),
)


@pytest.mark.parametrize(
    "page",
    [
        "<p>They say the night desk saw it first.</p>",
        "<p>the night&#32;desk <strong>saw</strong>\n it first</p>",
        '<td data-label="the night desk saw it first">x</td>',
        '<svg><text x="1">the night desk</text><rect/><text x="2">saw it first</text></svg>',
        "<svg><text>the night d</text><text>esk saw it first</text></svg>",
        "<!-- the night desk saw it first -->",
        "<p>THE NIGHT DESK SAW IT FIRST</p>",
        "<p>hxxps://tips[.]example/a</p>",
        "<p>asked Bo, twice</p>",
        "<p>the night de\u200bsk saw\u2060 it first</p>",
        "<p>the night de&shy;sk saw it first</p>",
        "<p>\u202ethe night desk\u202c saw it first</p>",
        "<p>the night desk saw it \ufb01rst</p>",
        "<p>the ｎｉｇｈｔ desk saw it first</p>",
        "<p>asked B\u200do, twice</p>",
        "<style>p::after{content:'the night desk saw it first'}</style>",
        "<style>/* https://tips.example/a */</style>",
        "<style>p{background:url(https://tips.example/a)}</style>",
    ],
)
def test_a_denied_value_is_found_wherever_it_hides(page: str) -> None:
    with pytest.raises(LeakError) as caught:
        GUARD.check({"report.html": page})
    assert "report.html (case." in str(caught.value)
    for denied in GUARD.denied:
        assert denied.value not in str(caught.value), "the message names the place, never the value"


@pytest.mark.parametrize(
    "page",
    [
        "<p>The night desk</p><p>saw it first</p>",
        "<p>Both of Bob's</p>",
        '<td data-label="Bo">x</td>',
        "<style>.Bo{}</style>",
    ],
)
def test_what_only_looks_like_it_passes(page: str) -> None:
    GUARD.check({"report.html": page})


@pytest.mark.parametrize(
    "value", ["Café Müller", "ｔｈｅ Straße", "the o\ufb03ce log", "an\u00adna\u200d's desk", "\u0345Άδης"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_form_of_a_denied_value_is_the_same_value(
    value: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    guard = Guard(read_audience("leadership"), (Denied("case.claim.raw of E2", value),))
    for written in (value, value.upper(), value.lower()):
        assert guard.hits("report.html", f"<p>so: {unicodedata.normalize(form, written)}</p>")
    assert not guard.hits("report.html", "<p>so: nothing</p>")


def test_a_notebook_is_read_string_by_string() -> None:
    html = "<b>the night desk</b> saw".replace("</b> saw", " saw it first</b>")
    for output in (
        {"text/plain": ["the night desk ", "saw it first"]},
        {"text/html": html},
        {"x": {"the night desk saw it first": 1}},
    ):
        text = json.dumps({"cells": [{"outputs": [{"data": output}]}]})
        with pytest.raises(LeakError, match=r"notebook.ipynb"):
            GUARD.check({"notebook.ipynb": text})
    GUARD.check({"notebook.ipynb": json.dumps({"one": "the night desk", "two": "saw it first"})})


def test_the_values_come_from_denied_fields_of_the_case(real: Results) -> None:
    events = frozenset(event.id for event in real.timeline.events)
    guard = make_guard(real.case, read_audience("leadership"), (), events)
    fields = {denied.place.partition(" of ")[0] for denied in guard.denied if denied.place.startswith("case.")}
    assert "case.source.url" in fields
    assert "case.claim.raw" in fields
    assert guard.denied[0].place == "the path of the case"
    assert "case.event.text" not in fields, "the words of events that are shown are not denied"
    assert not any(denied.value in {"yes", "no", "high", "S1", "E2"} for denied in guard.denied)


def test_the_words_of_events_left_out_are_denied(real: Results) -> None:
    guard = make_guard(real.case, read_audience("leadership"), (), frozenset())
    texts = {event.text for event in real.case.timeline.events}
    assert texts <= {denied.value for denied in guard.denied}


def test_a_value_that_is_allowed_elsewhere_is_not_denied(real: Results) -> None:
    guard = make_guard(real.case, read_audience("leadership"), ("Posts said: opening of PAGE was READ",), frozenset())
    assert "opening of page" not in {denied.value for denied in guard.denied}


def test_the_words_of_a_style_sheet_are_its_own() -> None:
    guard = Guard(read_audience("leadership"), (Denied("case.event.lane of E1", "Support"),))
    assert not guard.hits("report.html", "<style>@supports (display:block){p{content:'.'}}</style>")
    assert guard.hits("report.html", "<style>p::before{content:'By support'}</style>")
