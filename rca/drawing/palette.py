"""Colours by meaning; every meaning also has a shape, a line style or a word."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

LIGHT: Final = MappingProxyType(
    {
        "paper": "#ffffff",
        "panel": "#f4f6f8",
        "band": "#e9edf1",
        "rule": "#c9d1da",
        "ink": "#16202b",
        "ink2": "#4b5866",
        "blue": "#0d3a70",
        "ochre": "#744500",
        "plum": "#bd1f99",
        "teal": "#04745a",
        "grey": "#59636e",
        "bluet": "#e6eff9",
        "ochret": "#fbf1dc",
        "plumt": "#fae8f6",
        "tealt": "#dff3ef",
        "greyt": "#eef0f2",
    }
)
"""Tokens on a light ground. A name that ends in t is the tint of that colour."""

DARK: Final = MappingProxyType(
    {
        "paper": "#10161d",
        "panel": "#18202a",
        "band": "#212b37",
        "rule": "#3a4654",
        "ink": "#edf1f5",
        "ink2": "#b4c0cc",
        "blue": "#9cc8ff",
        "ochre": "#f5c877",
        "plum": "#f57fdc",
        "teal": "#68e8c2",
        "grey": "#9aa2ac",
        "bluet": "#15283f",
        "ochret": "#33270c",
        "plumt": "#3a1633",
        "tealt": "#0c2f2a",
        "greyt": "#222b35",
    }
)
"""The same tokens on a dark ground."""

FONT_STACK: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
"""One stack for pages and figures. Text is measured in DejaVu Sans, the widest of it."""
