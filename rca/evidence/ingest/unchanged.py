"""An export that is read stays the file that was hashed when its case was opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rca.case.records import CaseFile, Source
from rca.errors import CaseError
from rca.evidence.mapping import source_mistake


@contextmanager
def unchanged(case: CaseFile, source: Source) -> Iterator[None]:
    """Hold a piece of work back if the export that it reads is not the one that the case was opened with.

    Parameters
    ----------
    case : CaseFile
        The case, with the SHA-256 of its files.
    source : Source
        A source with a file.

    Yields
    ------
    None
        While the export is read.

    Raises
    ------
    CaseError
        Afterwards, when the bytes on the disk are others, or were written or replaced in between. It goes before
        every error of the work, which then speaks of another file.
    """
    file = source.file or ""
    path, known = case.path / file, case.hashes.get(file)
    before = _stamp(path)
    try:
        yield
    except Exception:
        if _is_changed(path, known, before):
            raise _changed(case, source) from None
        raise
    if _is_changed(path, known, before):
        raise _changed(case, source)


def _changed(case: CaseFile, source: Source) -> CaseError:
    message = f"{source.id}: {source.file} is no longer the file that was there when the case was opened"
    remedy = "let nothing write to it, and open the case again"
    return CaseError(case.path, [source_mistake(case, source, "file", "evidence.changed", message, remedy)])


def _is_changed(path: Path, known: str | None, before: tuple[int, ...] | None) -> bool:
    """Return whether a file has other bytes, or may have had while it was read."""
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return True
    # The stamp tells of a file that was another one while it was read, and was put back.
    return digest != known or _stamp(path) != before


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
