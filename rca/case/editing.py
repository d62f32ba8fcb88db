"""Changing one value of a case so that every other line stays as a person wrote it.

An edit is a splice of the text at the place of the value. The new text is read back before it is used: it must say
what the old one said with the one change in it, and the whole folder must still be without mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rca.case.atomic import sha256_of, write_atomic
from rca.case.collector import collector_paused
from rca.case.marks import compose
from rca.case.nodes import Document, plain
from rca.case.parts import AREAS
from rca.case.reading import read_case, read_folder
from rca.case.records import CaseFile, Keys
from rca.case.spelling import Value
from rca.case.splices import Splice, append_splices, remove_splices, set_splices, spliced
from rca.errors import CaseError, ChangedFileError, Mistake


def set_value(case: CaseFile | str | Path, path: Keys, text: str) -> CaseFile:
    """Write the text of one value; a key that is not there yet is added to its mapping.

    Parameters
    ----------
    case : CaseFile, str or Path
        The case as it was read, or its folder. With a ``CaseFile``, a change on the disk since it was read is
        never overwritten.
    path : tuple
        Area, keys and indices: ``("timeline", "events", 3, "text")``.
    text : str
        The new text. Quotes of the old one are kept; else they are set where they are needed.

    Returns
    -------
    CaseFile
        The case with the change, as it is on the disk now.

    Raises
    ------
    CaseError
        When there is no such place, a list or mapping stands there, or the case would have a mistake.
    ChangedFileError
        When the file changed since it was read.
    """
    return _save(case, path, lambda document: with_value(document, path[1:], text))


def append_item(case: CaseFile | str | Path, path: Keys, item: Value) -> CaseFile:
    """Add an item at the end of a list; a list that is not there yet is made.

    Parameters
    ----------
    case : CaseFile, str or Path
        The case as it was read, or its folder.
    path : tuple
        Area, keys and indices of the list: ``("timeline", "events")``.
    item : str, list or dict
        The item: texts, or mappings and lists of texts.

    Returns
    -------
    CaseFile
        The case with the item, as it is on the disk now.

    Raises
    ------
    CaseError
        When there is no such place, no list stands there, or the case would have a mistake.
    ChangedFileError
        When the file changed since it was read.
    """
    return _save(case, path, lambda document: with_item(document, path[1:], item))


def remove_item(case: CaseFile | str | Path, path: Keys) -> CaseFile:
    """Take an item out of a list, or a key with its value out of a mapping.

    Parameters
    ----------
    case : CaseFile, str or Path
        The case as it was read, or its folder.
    path : tuple
        Area, keys and indices of the item or key: ``("timeline", "events", 3)``. Comment lines above it stay.

    Returns
    -------
    CaseFile
        The case without it, as it is on the disk now.

    Raises
    ------
    CaseError
        When there is no such place, or the case would have a mistake, such as an id that dangles.
    ChangedFileError
        When the file changed since it was read.
    """
    return _save(case, path, lambda document: without_item(document, path[1:]))


def edit_file(case: CaseFile | str | Path, area: str, edits: Iterable[Callable[[Document], str]]) -> CaseFile:
    """Make several changes to one file at once: all of them are written, or none.

    Parameters
    ----------
    case : CaseFile, str or Path
        The case as it was read, or its folder.
    area : str
        ``case``, ``timeline``, ``causes``, ``actions`` or ``waivers``.
    edits : iterable of callable
        One after the other, each from a document to the text of the file with a change: :func:`with_value`,
        :func:`with_item` or :func:`without_item` with their path.

    Returns
    -------
    CaseFile
        The case with the changes, as it is on the disk now.

    Raises
    ------
    CaseError
        When a place is not there, or the case would have a mistake once all changes are made.
    ChangedFileError
        When the file changed since it was read.
    """

    def change(document: Document) -> str:
        for edit in edits:
            after, _ = compose(document.file, edit(document).encode("utf-8"))
            assert after is not None  # noqa: S101 - each edit has read its own text back
            document = after
        return document.text

    return _save(case, (area, ""), change)


def with_value(document: Document, path: Keys, text: str) -> str:
    """Return the text of a file with another value at a path; see :func:`set_value`."""

    def change(around: Any) -> None:
        around[path[-1]] = text

    return _changed(document, path, set_splices(document, path, text), change)


def with_item(document: Document, path: Keys, item: Value) -> str:
    """Return the text of a file with a further item in the list at a path; see :func:`append_item`."""

    def change(around: Any) -> None:
        if isinstance(around, dict) and around.get(path[-1]) is None:
            around[path[-1]] = []
        around[path[-1]].append(item)

    return _changed(document, path, append_splices(document, path, item), change)


def without_item(document: Document, path: Keys) -> str:
    """Return the text of a file without the item or key at a path; see :func:`remove_item`."""

    def change(around: Any) -> None:
        del around[path[-1]]

    return _changed(document, path, remove_splices(document, path), change)


def _changed(document: Document, path: Keys, candidates: Iterable[list[Splice]], change: Callable[[Any], None]) -> str:
    """Return the first candidate that reads back as the old content with the change."""
    ways = iter(candidates)
    first = next(ways)
    wanted = around = plain(document.root)
    for key in path[:-1]:
        around = around[key]
    change(around)
    for splices in (first, *ways):
        text = spliced(document.text, splices)
        after, mistakes = compose(document.file, text.encode("utf-8", errors="replace"))
        if after is not None and not mistakes and plain(after.root) == wanted:
            return text
    raise ValueError("what is written reads back as it was given; this does not", "edit the file by hand")


@collector_paused()
def _save(case: CaseFile | str | Path, path: Keys, edit: Callable[[Document], str]) -> CaseFile:
    """Edit one file of a case, check the whole folder with it, then write it."""
    known = case if isinstance(case, CaseFile) else read_case(case)
    if len(path) < 2 or path[0] not in AREAS:
        raise _refusal(known, Mistake("", 0, 0, "case.edit", f"a path is an area and keys; got {path!r}", "mend it"))
    name = f"{path[0]}.yaml"
    file = known.path / name
    old = file.read_bytes() if file.is_file() else b""
    if sha256_of(old) != known.hashes[name]:
        raise ChangedFileError(file)
    document, mistakes = compose(name, old)
    if document is None:
        raise CaseError(known.path, mistakes)
    try:
        new = edit(document).encode("utf-8")
    except ValueError as error:
        mark = document.mark(path[1:])
        message, remedy = error.args
        raise _refusal(known, Mistake(name, mark.line, mark.column, "case.edit", message, remedy)) from None
    after = read_folder(known.path, {name: new})
    write_atomic(file, new, known.hashes[name])
    return after


def _refusal(case: CaseFile, mistake: Mistake) -> CaseError:
    return CaseError(case.path, [mistake])
