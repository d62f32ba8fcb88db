from __future__ import annotations

import base64
import hashlib

from rca.review.csp import policy
from rca.review.style import style_sheet


def test_only_the_style_sheet_may_act() -> None:
    style = style_sheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy(style) == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")


def test_the_style_sheet_loads_nothing_and_closes_no_tag() -> None:
    style = style_sheet()
    assert not any(word in style for word in ("@import", "url(", "http", "<", "expression("))


def test_light_and_dark_have_the_same_colours_by_name() -> None:
    style = style_sheet()
    light, dark = (style.partition(head)[2].partition("}")[0] for head in (":root{", "dark){:root{"))
    names = [{pair.partition(":")[0] for pair in part.split(";") if pair.startswith("--")} for part in (light, dark)]
    assert names[0] == names[1]
    assert len(names[0]) == 16
