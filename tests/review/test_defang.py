from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.review.defang import defang

_PIECES = st.sampled_from(
    ["http://", "https://", "HTTPS://", "ftp://", "www.", "a.example", "x.y.z", "/p.html", " ", "[.]", ":", "text", "."]
)


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_no_address_is_left_and_twice_is_once(text: str) -> None:
    once = defang(text)
    assert defang(once) == once
    assert not re.search(r"https?://", once, re.IGNORECASE)
    assert not re.search(r"(://|\bwww\.)\S*\w\.\w", once)


@pytest.mark.parametrize("text", ["at 4.17 p.m.", "version 1.2.3", "see S8", "the data: two of them", "10:30 UTC"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert defang(text) == text
