"""Write several files so that either all of them are there afterwards, or everything is as it was."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from rca.errors import Mistake, OutputError


def write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, all or none.

    Parameters
    ----------
    folder : Path
        Made where it is missing; other files in it stay.
    files : mapping of str to bytes
        Content by file name.

    Returns
    -------
    tuple of Path
        The files, in the order given.

    Raises
    ------
    OutputError
        When the folder cannot be written; files that were there before are put back.
    """
    try:
        return _write_together(folder, files)
    except OSError as error:
        message = f"the outputs need a folder that can be written; got {error.strerror or error}"
        raise OutputError([Mistake(str(folder), 0, 0, "run.output", message, "name another with --out")]) from None


def check_output(folder: Path, case: Path) -> None:
    """Refuse a folder for outputs that cannot serve, before any work is done.

    Parameters
    ----------
    folder : Path
        Where outputs are to go.
    case : Path
        The case folder: what lies in it is its record, so outputs go elsewhere.

    Raises
    ------
    OutputError
        When the folder lies in the case, or something that is no folder stands in the way.
    """
    target = folder.resolve()
    if target.is_relative_to(case.resolve()):
        message = "outputs lie outside the case, whose files are its record; this folder lies in it"
        raise OutputError([Mistake(str(folder), 0, 0, "run.output-in-case", message, "name another with --out")])
    nearest = next(path for path in (target, *target.parents) if path.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        message = f"the outputs need a folder that can be written; {nearest.name or nearest} cannot be"
        raise OutputError([Mistake(str(folder), 0, 0, "run.output", message, "name another with --out")])


def _write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fresh, old = scratch / "new", scratch / "old"
        fresh.mkdir()
        old.mkdir()
        for name, content in files.items():
            _write(fresh / name, content)
        if target.exists():
            _exchange(target, fresh, old, list(files))
        else:
            fresh.rename(target)
    finally:
        rmtree(scratch, ignore_errors=True)
    return tuple(folder / name for name in files)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _exchange(target: Path, fresh: Path, old: Path, names: list[str]) -> None:
    """Move new files in and old ones out; where that stops half way, put the old ones back."""
    moved: list[str] = []
    try:
        for name in names:
            if (target / name).exists():
                (target / name).rename(old / name)
            moved.append(name)
            (fresh / name).rename(target / name)
    except OSError:
        for name in moved:
            (target / name).unlink(missing_ok=True)
            if (old / name).exists():
                (old / name).rename(target / name)
        raise


def described(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return hash and size of files, for a manifest.

    Parameters
    ----------
    files : mapping of str to bytes
        Content by file name.

    Returns
    -------
    dict
        ``sha256`` and ``bytes`` by file name.

    Examples
    --------
    >>> described({"a.txt": b"a"})["a.txt"]["bytes"]
    1
    """
    return {name: {"sha256": sha256(content).hexdigest(), "bytes": len(content)} for name, content in files.items()}


def json_bytes(data: object) -> bytes:
    """Return data as indented JSON in UTF-8 with a newline at its end, keys in the order given."""
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
