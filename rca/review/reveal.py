"""reveal.js as an installed package ships it: found without importing that package, and freed of pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rca.errors import InputError, Mistake

_PICTURE = re.compile(r"url\([^)]*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_VERSION = re.compile(r"reveal\.js (\d+\.\d+\.\d+)")
START = (
    "Reveal.initialize({width:1280,height:720,margin:0,center:false,display:'flex',controls:false,progress:false,hash:true,"
    "transition:'none',backgroundTransition:'none',autoAnimate:false,scrollActivationWidth:null,"
    "view:null,viewDistance:1000,mobileViewDistance:1000,previewLinks:false,postMessage:false});"
)
"""Starts a deck; the keyboard moves, Esc shows all slides, and ? lists the keys."""


@dataclass(frozen=True)
class Reveal:
    """The parts of reveal.js that a deck holds.

    Parameters
    ----------
    version : str
        Such as ``5.2.0``.
    style, script : str
        To stand inline; the style loads nothing and leaves paper alone.
    """

    version: str
    style: str = field(repr=False)
    script: str = field(repr=False)


@cache
def reveal() -> Reveal:
    """Return reveal.js from the data of ``sphinx-revealjs``.

    Returns
    -------
    Reveal
        Its style sheets without comments, pictures and print rules, and its script.

    Raises
    ------
    InputError
        When the package is not installed, or holds other files.
    """
    spec = find_spec("sphinx_revealjs")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    places = [Path(folder) / "_static" / "revealjs" / "dist" for folder in folders]
    found = next((place for place in places if (place / "reveal.js").is_file()), None)
    if found is None:
        rule = "a deck needs reveal.js from the package sphinx-revealjs"
        message = f"{rule}; got {'another layout of it' if spec else 'no such package'}"
        raise InputError([Mistake("deck", 0, 0, "export.no-reveal", message, "pip install 'sphinx-revealjs>=3'")])
    style = "".join((found / name).read_text(encoding="utf-8") for name in ("reset.css", "reveal.css"))
    script = (found / "reveal.js").read_text(encoding="utf-8")
    version = _VERSION.search(script)
    bare = _PICTURE.sub("none", _without_print(_COMMENT.sub("", style)))
    return Reveal(version[1] if version else "unknown", bare.strip(), script.replace("</script", "<\\/script").strip())


def scripts() -> tuple[str, ...]:
    """Return the scripts of every deck, as they stand in it."""
    return reveal().script, START


def _without_print(style: str) -> str:
    """Return a style sheet without its print rules: a deck has its own."""
    out: list[str] = []
    at = 0
    while (start := style.find("@media print", at)) >= 0:
        out.append(style[at:start])
        depth, at = 1, style.index("{", start) + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(style[at], 0)
            at += 1
    return "".join((*out, style[at:]))
