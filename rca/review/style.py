"""The one style sheet of a page: colours from the palette, everything else from files of its template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rca.assets import assets
from rca.drawing.palette import DARK, LIGHT


def template_folder() -> Path:
    """Return the folder under which nbconvert finds the templates of this library."""
    return assets("templates") / "nbconvert"


def style_sheet() -> str:
    """Return the style sheet of a report.

    Returns
    -------
    str
        CSS without imports, addresses or fonts from outside. Paper is always light.
    """
    return f"{token_rules()}\n{rules_of('rca_report', 'report.css')}\n"


def token_rules() -> str:
    """Return the colours of the palette as variables, for either scheme; paper is always light."""
    return "\n".join(
        (
            f":root{{color-scheme:light dark;{_variables(LIGHT)}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}{_figures(DARK)}}}",
            "@media print{:root{color-scheme:light}}",
        )
    )


def rules_of(template: str, name: str) -> str:
    """Return the style rules in a file of a template."""
    return (template_folder() / template / "static" / name).read_text(encoding="utf-8").strip()


def _variables(tokens: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in tokens.items())


def _figures(tokens: Mapping[str, str]) -> str:
    """Return the rules that recolour inline figures, whose shapes name their tokens in classes."""
    return "".join(f".f-{name}{{fill:{value}}}.s-{name}{{stroke:{value}}}" for name, value in tokens.items())
