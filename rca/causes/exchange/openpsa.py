"""Fault trees as Open-PSA model exchange format: XML in and out, exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from rca.causes.diagrams.fault_tree import FaultTree, Formula, Kind
from rca.causes.exchange.openpsa_elements import FORMULAS
from rca.causes.exchange.openpsa_reading import parse_openpsa
from rca.errors import InputError, Mistake

_TAGS: Final[dict[Kind, str]] = {kind: tag for tag, kind in FORMULAS.items()}
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def read_openpsa(path: Path, top: str | None = None) -> FaultTree:
    """Read a fault tree from an Open-PSA file.

    Parameters
    ----------
    path : Path
        The XML file.
    top : str, optional
        The gate that is explained; by default the one gate that no other uses.

    Returns
    -------
    FaultTree
        Gates, events, constant probabilities, house events and labels. Attributes and comments are passed over.

    Raises
    ------
    InputError
        With every mistake and its line: an unknown name, a name defined twice, a cycle (shown), k out of
        range, an element that is not supported. Entities are refused; nothing is fetched.

    Notes
    -----
    Open-PSA Model Exchange Format 2.0d, fault-tree layer with constant probabilities.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InputError(
            [Mistake(str(path), 0, 0, "openpsa.file", f"no file to read: {reason}", "mend the path")]
        ) from None
    return parse_openpsa(text, str(path), top)


def write_openpsa(tree: FaultTree) -> str:
    """Return a fault tree as an Open-PSA document.

    Parameters
    ----------
    tree : FaultTree
        The tree; no gate but its top may be without a user, since the format names no top.

    Returns
    -------
    str
        XML from which :func:`read_openpsa` makes an equal tree.

    Raises
    ------
    InputError
        Where the format cannot hold the tree.
    """
    _require_writable(tree)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<opsa-mef>", f"<define-fault-tree name={_quoted(tree.name)}>"]
    for name, formula in tree.gates.items():
        lines.append(f"<define-gate name={_quoted(name)}>")
        lines += _label(tree, name)
        lines += _formula(tree, formula)
        lines.append("</define-gate>")
    lines += ["</define-fault-tree>", "<model-data>"]
    for name, value in tree.houses.items():
        lines.append(f"<define-house-event name={_quoted(name)}>")
        lines += [*_label(tree, name), f'<constant value="{str(value).lower()}"/>', "</define-house-event>"]
    for name in tree.events:
        lines.append(f"<define-basic-event name={_quoted(name)}>")
        lines += _label(tree, name)
        if name in tree.probabilities:
            lines.append(f'<float value="{tree.probabilities[name]!r}"/>')
        lines.append("</define-basic-event>")
    return "\n".join([*lines, "</model-data>", "</opsa-mef>", ""])


def _formula(tree: FaultTree, formula: Formula) -> Iterable[str]:
    if formula.kind in ("true", "false"):
        return [f'<constant value="{formula.kind}"/>']
    inside: list[str] = []
    for given in formula.inputs:
        if isinstance(given, str):
            kind = "gate" if given in tree.gates else "house-event" if given in tree.houses else "basic-event"
            inside.append(f"<{kind} name={_quoted(given)}/>")
        else:
            inside += _formula(tree, given)
    if formula.kind == "same":
        return inside
    tag = _TAGS[formula.kind]
    need = f' min="{formula.need}"' if formula.kind == "at_least" else ""
    return [f"<{tag}{need}>", *inside, f"</{tag}>"]


def _label(tree: FaultTree, name: str) -> list[str]:
    return [f"<label>{_escaped(tree.labels[name])}</label>"] if name in tree.labels else []


def _quoted(name: str) -> str:
    return f'"{_escaped(name)}"'


def _escaped(text: str) -> str:
    """Escape also what a reader of XML would turn into spaces or newlines."""
    return re.sub("[\t\n\r]", lambda found: f"&#{ord(found[0])};", escape(text, quote=True))


def _require_writable(tree: FaultTree) -> None:
    used = {name for formula in tree.gates.values() for name in formula.names()}
    tops = [name for name in tree.gates if name not in used]
    mistakes: list[Mistake] = []
    if tops != [tree.top]:
        shown = ", ".join(tops) or "none"
        message = f"Open-PSA names no top, so only it may be a gate without a user; here those are {shown}"
        mistakes.append(Mistake(tree.name, 0, 0, "openpsa.top", message, "leave out what the top does not use"))
    for text in (tree.name, *tree.gates, *tree.events, *tree.houses, *tree.labels.values()):
        if _UNWRITABLE.search(text):
            message = f"XML cannot hold the control characters in {text!r}"
            mistakes.append(Mistake(tree.name, 0, 0, "openpsa.characters", message, "take them out"))
    if mistakes:
        raise InputError(mistakes)
