"""Writing a file so that it is whole at every moment, and never over somebody else's change."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from rca.errors import ChangedFileError


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(file: Path, data: bytes, expected: str | None) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    file : Path
        The file; its folder exists.
    data : bytes
        Its new content.
    expected : str or None
        SHA-256 of the content that was read, which the file must still have; ``None`` where it must not exist.

    Raises
    ------
    ChangedFileError
        When the file has another content by now, was removed, or exists although it should not.

    Notes
    -----
    The content goes to a hidden file in the same folder, is forced to the disk, and takes the place of the old
    file in one step. A link is followed, so that it stays a link.
    """
    target = file.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode_of(target))
        # Checked last, so that the time in which a change could slip in is as short as the rename.
        if _content_hash(target) != expected:
            raise ChangedFileError(file)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _content_hash(file: Path) -> str | None:
    try:
        return sha256_of(file.read_bytes())
    except FileNotFoundError:
        return None


def _mode_of(file: Path) -> int:
    """Return the permissions of a file, or those that a new one gets here."""
    try:
        return file.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Force the rename itself to the disk, where a folder can be opened for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
