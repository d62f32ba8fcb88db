"""Custody of evidence: every raw export is locked by its SHA-256, and a changed byte is a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from rca.case.atomic import sha256_of, write_atomic
from rca.case.folder import Folder, read_files
from rca.case.marks import compose
from rca.case.messages import empty_value, mistakes_of
from rca.case.nodes import plain
from rca.case.parts import Parts
from rca.case.records import LockEntry, LockFile, Mark
from rca.case.spelling import spell
from rca.errors import CaseError, Mistake

LOCK = "evidence.lock"
_EVIDENCE = "evidence/"
_HEADER = "# What was taken into custody, when and by whom. A changed byte of a locked file is a mistake.\n"


def custody_mistakes(folder: Folder, parts: Parts) -> list[Mistake]:
    """Return every file of evidence that is missing, changed or not locked.

    Parameters
    ----------
    folder : Folder
        The files of the case.
    parts : Parts
        The five files as far as they could be read; sources of ``case.yaml`` name files of evidence.

    Returns
    -------
    list of Mistake
        Where the lock itself cannot be read, only what is wrong with it.
    """
    found = [name for name in folder.sizes if name.startswith(_EVIDENCE)]
    if LOCK not in folder.texts:
        locked: list[tuple[Mark, LockEntry]] = []
        mistakes = [_no_lock(found)] if found and not folder.is_refused(LOCK) else []
    else:
        locked, mistakes = read_lock(folder.texts[LOCK])
        if not mistakes:
            mistakes = [*_compare(folder, locked), *_unlocked(folder, found, locked)]
    known = {*found, *(entry.path for _, entry in locked)}
    return [*mistakes, *_missing_files(parts, folder, known)]


def read_lock(data: bytes) -> tuple[list[tuple[Mark, LockEntry]], list[Mistake]]:
    """Read the entries of a lock, each with its place.

    Parameters
    ----------
    data : bytes
        Content of ``evidence.lock``: YAML or JSON.

    Returns
    -------
    tuple of (list of (Mark, LockEntry), list of Mistake)
        The entries in the order of the file, or what is wrong with it.
    """
    document, mistakes = compose(LOCK, data)
    if document is None or mistakes:
        return [], mistakes
    content = plain(document.root)
    if content.get("entries", ()) is None:
        del content["entries"]
    try:
        entries = LockFile.model_validate(content).entries
    except ValidationError as error:
        return [], list(mistakes_of(error, LockFile, document).values())
    empty = [empty_value(document, path) for path in document.empty() if path != ("entries",)]
    return [(document.mark(("entries", at)), entry) for at, entry in enumerate(entries)], empty


def lock_evidence(
    case_path: str | Path, files: Iterable[str | Path], by: str, on: date, note: str | None = None
) -> tuple[LockEntry, ...]:
    """Take files of evidence into custody: add them to ``evidence.lock``.

    Parameters
    ----------
    case_path : str or Path
        The case folder.
    files : iterable of str or Path
        Files below ``evidence/``, relative to the case folder or absolute. One that is locked already, and has
        not changed, stays as it is.
    by : str
        Who adds them.
    on : date
        The day on which they are added.
    note : str, optional
        The custody note: where the files come from and how they were taken.

    Returns
    -------
    tuple of LockEntry
        Every entry of the lock now, sorted by path.

    Raises
    ------
    CaseError
        When a file is no evidence of this case, is media, or has changed since it was locked.
    ChangedFileError
        When somebody else wrote the lock meanwhile.
    """
    case = Path(case_path)
    folder, mistakes = read_files(case, {})
    old = folder.texts.get(LOCK)
    locked, broken = read_lock(old) if old is not None else ([], [])
    entries = {entry.path: entry for _, entry in locked}
    mistakes += broken
    for name in (_relative(case, Path(file)) for file in files):
        if not name.startswith(_EVIDENCE) or name not in folder.sizes:
            message = f"evidence is a file below {_EVIDENCE} of the case, and not hidden; got {name[:200]!r}"
            mistakes.append(Mistake(LOCK, 0, 0, "evidence.no-file", message, "put the file there first"))
        elif name in entries and entries[name].sha256 != folder.hashes[name]:
            mistakes.append(_changed(name, entries[name], folder))
        elif name not in entries:
            entries[name] = LockEntry(
                path=name, size=folder.sizes[name], sha256=folder.hashes[name], added=on, by=by, note=note
            )
    if mistakes:
        raise CaseError(case, sorted(mistakes))
    ordered = tuple(entries[name] for name in sorted(entries))
    data = lock_text(ordered).encode()
    _, unreadable = read_lock(data)
    if unreadable:
        raise CaseError(case, unreadable)
    write_atomic(case / LOCK, data, None if old is None else sha256_of(old))
    return ordered


def lock_text(entries: Iterable[LockEntry]) -> str:
    """Return the text of a lock: one line a value, so that changes show line by line."""
    lines = []
    for entry in entries:
        said = {name: str(value) for name, value in entry if value is not None}
        pairs = [f"{key}: {spell(value, flow=False)}\n" for key, value in said.items()]
        lines.append("  - " + "    ".join(pairs))
    return f"{_HEADER}entries:\n{''.join(lines)}" if lines else f"{_HEADER}entries: []\n"


def _relative(case: Path, file: Path) -> str:
    """Return the path of a file in the case folder; one outside stays as it is."""
    try:
        return file.relative_to(case).as_posix()
    except ValueError:
        return file.as_posix()


def _no_lock(found: list[str]) -> Mistake:
    names = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
    message = f"files of evidence are locked; {LOCK} is missing beside {names}"
    return Mistake(LOCK, 0, 0, "evidence.no-lock", message, "restore it, or lock the files anew")


def _compare(folder: Folder, locked: list[tuple[Mark, LockEntry]]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for mark, entry in locked:
        if entry.path in seen:
            message = f"a file is locked once; {entry.path} is locked before"
            yield Mistake(LOCK, mark.line, mark.column, "evidence.locked-twice", message, "keep one entry")
        elif folder.is_refused(entry.path):
            continue
        elif entry.path not in folder.sizes:
            message = f"a locked file stays; {entry.path} is missing"
            yield Mistake(LOCK, mark.line, mark.column, "evidence.missing", message, "restore the file")
        elif entry.sha256 != folder.hashes[entry.path] or entry.size != folder.sizes[entry.path]:
            yield _changed(entry.path, entry, folder)
        seen.add(entry.path)


def _changed(name: str, entry: LockEntry, folder: Folder) -> Mistake:
    message = (
        f"a locked file never changes; {entry.size} bytes with SHA-256 {entry.sha256[:12]}… were locked, "
        f"{folder.sizes[name]} bytes with {folder.hashes[name][:12]}… are there"
    )
    return Mistake(name, 0, 0, "evidence.changed", message, "restore the file, or add the new export beside it")


def _unlocked(folder: Folder, found: list[str], locked: list[tuple[Mark, LockEntry]]) -> Iterator[Mistake]:
    paths = {entry.path for _, entry in locked}
    for name in found:
        if name not in paths and not folder.is_refused(name):
            message = f"every file of evidence is locked; {LOCK} has no entry for this one"
            yield Mistake(name, 0, 0, "evidence.unlocked", message, "lock it, or take it out of the folder")


def _missing_files(parts: Parts, folder: Folder, known: set[str]) -> Iterator[Mistake]:
    for path, source in parts.items("case", "sources"):
        if source.file is not None and source.file not in known and not folder.is_refused(source.file):
            message = f"the file of a source lies in {_EVIDENCE}; there is no {source.file[:200]!r}"
            remedy = "put the export there and lock it, or mend the path"
            yield parts.mistake((*path, "file"), "evidence.no-file", message, remedy)
