"""The factors and links of a case as they are written, also where the record around them holds a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from rca.case.fields import keys_of
from rca.case.nodes import Node, Scalar, Sequence, Table
from rca.case.parts import Parts
from rca.case.records import Factor, Keys, Link, Record

_FACTOR: Final = re.compile(r"F[0-9]+[a-z]?")


@dataclass(frozen=True, slots=True)
class Bone:
    """What a factor says about the shape of the tree.

    Parameters
    ----------
    path : tuple of str or int
        Its place.
    id : str
        Its id.
    kind, state, gate : str or None
        As written.
    at_least : int or None
        As written.
    sure : bool
        Whether ``gate`` is what a person meant: nothing in the record can hide or change it.
    """

    path: Keys
    id: str
    kind: str | None
    state: str | None
    gate: str | None
    at_least: int | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Joint:
    """A link: its place, its two ends, and its role where that can be read."""

    path: Keys
    cause: str
    effect: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The tree of a case as it is written.

    Parameters
    ----------
    factors : tuple of Bone
        Factors whose id can be read.
    links : tuple of Joint
        Links whose ends can be read.
    whole : bool
        Whether no factor and no link was left out, so that what is not there may be called missing.
    """

    factors: tuple[Bone, ...]
    links: tuple[Joint, ...]
    whole: bool


def skeleton(parts: Parts) -> Skeleton:
    """Return the tree of a case as it is written.

    Parameters
    ----------
    parts : Parts
        The five files as far as they could be read.

    Returns
    -------
    Skeleton
        In the order of the file; what typed chains make comes after what is written.
    """
    factors = [_bone(item) if isinstance(item, tuple) else item for item in _items(parts, "factors", _bone_of)]
    links = [_joint(item) if isinstance(item, tuple) else item for item in _items(parts, "links", _joint_of)]
    if not parts.whole("causes"):  # a typed chain with a mistake may not say yet how its answers enter a gate
        links = [replace(each, role=None) if each is not None and each.path[1] == "whys" else each for each in links]
    whole = parts.whole("causes") or (None not in factors and None not in links and _lists_whole(parts))
    found = tuple(bone for bone in factors if bone is not None)
    return Skeleton(found, tuple(joint for joint in links if joint is not None), whole)


def _items(parts: Parts, key: str, read: Any) -> Iterator[Any]:
    """Yield the readable items of a list with their paths, and what can be read of the others where these stand."""
    readable = dict(parts.items("causes", key))
    document = parts.by_area["causes"].document
    node = document.root.entries.get(key) if document is not None else None
    for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
        path: Keys = ("causes", key, index)
        yield (path, readable.pop(path)) if path in readable else read(path, item)
    yield from readable.items()


def _lists_whole(parts: Parts) -> bool:
    """Whether both lists stand there under their names, and no typed chain can add to them unread."""
    document = parts.by_area["causes"].document
    if document is None:
        return False
    entries = document.root.entries
    return all(isinstance(entries.get(key), Sequence) for key in ("factors", "links")) and "whys" not in entries


def _bone(item: tuple[Keys, Factor]) -> Bone:
    path, factor = item
    return Bone(path, factor.id, factor.kind, factor.state, factor.gate, factor.at_least)


def _joint(item: tuple[Keys, Link]) -> Joint:
    path, link = item
    return Joint(path, link.cause, link.effect, link.role)


def _bone_of(path: Keys, node: Node) -> Bone | None:
    id_ = _text(node, "id")
    if id_ is None or not _FACTOR.fullmatch(id_):
        return None
    gate, number = _text(node, "gate"), _text(node, "at_least") or ""
    at_least = int(number) if re.fullmatch("[1-9][0-9]{0,5}", number) else None
    sure = _known(node, Factor) and gate in {None, "all", "any", "at_least"} and (at_least is None) == (number == "")
    return Bone(path, id_, _text(node, "kind"), _text(node, "state"), gate, at_least, sure)


def _joint_of(path: Keys, node: Node) -> Joint | None:
    cause, effect, role = _text(node, "cause"), _text(node, "effect"), _text(node, "role") or "gate"
    if cause is None or effect is None or not (_FACTOR.fullmatch(cause) and _FACTOR.fullmatch(effect)):
        return None
    sure = _known(node, Link) and role in {"gate", "contributing"}
    return Joint(path, cause, effect, role if sure else None)


def _known(node: Node, model: type[Record]) -> bool:
    """Whether a table has no key but those of its record: a misspelt one may be any of them."""
    return isinstance(node, Table) and node.entries.keys() <= keys_of(model).keys()


def _text(node: Node, key: str) -> str | None:
    value = node.entries.get(key) if isinstance(node, Table) else None
    return value.text if isinstance(value, Scalar) else None
