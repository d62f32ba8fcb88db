"""The files of a case folder: which count, what each holds, and which may not be there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rca.case.decode import MAX_BYTES
from rca.case.media import media_kind
from rca.errors import Mistake

TEXTS = (
    *("case.yaml", "timeline.yaml", "causes.yaml", "actions.yaml", "waivers.yaml"),
    "evidence.lock",
)
"""The files that are read as text; all but the last must be there."""


@dataclass(frozen=True)
class Folder:
    """What lies in a case folder.

    Parameters
    ----------
    sizes : mapping of str to int
        Bytes of each file that counts, by its path relative to the folder, in sorted order.
    hashes : mapping of str to str
        SHA-256 of each, likewise.
    texts : mapping of str to bytes
        Content of the text files that are there.
    refused : tuple of str
        Files and folders with a mistake of their own, which are not missing too.
    """

    sizes: Mapping[str, int]
    hashes: Mapping[str, str]
    texts: Mapping[str, bytes]
    refused: tuple[str, ...]

    def is_refused(self, name: str) -> bool:
        """Return whether a file, or a folder around it, has a mistake of its own."""
        return any(name == refused or name.startswith(f"{refused}/") for refused in self.refused)


def read_files(case: Path, instead: Mapping[str, bytes]) -> tuple[Folder, list[Mistake]]:
    """Read and hash every file that counts: all regular files but hidden ones.

    Parameters
    ----------
    case : Path
        The folder.
    instead : mapping of str to bytes
        Content to take for some text files in place of what is on the disk.

    Returns
    -------
    tuple of (Folder, list of Mistake)
        The files; and links out of the folder, media, names and files that cannot be read.
    """
    mistakes: list[Mistake] = []
    sizes: dict[str, int] = {}
    hashes: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    for name, file in sorted(_files(case, mistakes)):
        try:
            data = instead.get(name)
            if name in TEXTS:
                texts[name] = data = _beginning(file) if data is None else data
            hash_ = _hash(file) if data is None else hashlib.sha256(data).hexdigest()
            kind = media_kind(name, _head(file)) if data is None else ""
            sizes[name], hashes[name] = file.stat().st_size if data is None else len(data), hash_
        except OSError as error:
            mistakes.append(_unreadable(name, error))
            continue
        if kind:
            message = f"a case holds no media; this file is {kind}"
            remedy = "point at it with `material` at a source: sha256, harm and custody"
            mistakes.append(Mistake(name, 0, 0, "case.media", message, remedy))
    return Folder(sizes, hashes, texts, tuple(mistake.file for mistake in mistakes)), mistakes


def _files(case: Path, mistakes: list[Mistake]) -> Iterator[tuple[str, Path]]:
    """Yield each regular file with its path relative to the folder; links must lead to files inside it."""
    inside = case.resolve()

    def refuse(error: OSError) -> None:
        mistakes.append(_unreadable(Path(error.filename).relative_to(case).as_posix(), error))

    for root, folders, names in os.walk(case, onerror=refuse):
        kept = [name for name in folders if not name.startswith(".")]
        folders[:] = [name for name in kept if not (Path(root) / name).is_symlink()]
        linked = [name for name in kept if (Path(root) / name).is_symlink()]
        for name in (*linked, *names):
            file = Path(root) / name
            relative = file.relative_to(case).as_posix()
            if name.startswith("."):
                continue
            if not relative.isprintable():
                message = f"the name of a file is printable text; got {relative.encode(errors='replace')!r}"
                mistakes.append(Mistake("", 0, 0, "case.file-name", message, "rename the file"))
            elif file.is_symlink() and not (file.is_file() and file.resolve().is_relative_to(inside)):
                message = "a link in a case leads to a file inside its folder; this one does not"
                mistakes.append(Mistake(relative, 0, 0, "case.link", message, "put the file itself there"))
            elif not file.is_file():
                message = "a case holds files and folders; this is a device, a pipe or a socket"
                mistakes.append(Mistake(relative, 0, 0, "case.not-a-file", message, "delete it"))
            else:
                yield relative, file


def _unreadable(name: str, error: OSError) -> Mistake:
    message = f"what lies in a case can be read; this cannot: {error.strerror or type(error).__name__}"
    return Mistake(name, 0, 0, "case.unreadable", message, "mend its permissions")


def _beginning(file: Path) -> bytes:
    """Return the content of a text file; of one that is too large only as much as shows that it is."""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(1024)
