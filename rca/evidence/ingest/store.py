"""Where ingested exports are kept: outside of every case, under a name made from all that they depend on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rca.case.atomic import write_atomic
from rca.case.records import CaseFile, Source
from rca.errors import Mistake, OutputError

VERSION = 1
"""Raised whenever the same export would be read into other rows."""

_SEAL = "seal.json"


@dataclass(frozen=True)
class Entry:
    """A folder of the store that is whole.

    Parameters
    ----------
    folder : Path
        The folder.
    facts : dict
        What its maker said about it.
    """

    folder: Path
    facts: dict[str, Any]


def store_folder() -> Path:
    """Return the folder of the store: ``RCA_CACHE``, else ``rca`` in the user's folder for caches.

    Returns
    -------
    Path
        It need not exist yet.
    """
    if chosen := os.environ.get("RCA_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rca"


def source_key(case: CaseFile, source: Source) -> str:
    """Return the name of an export's rows: the same for the same bytes, read in the same way.

    Parameters
    ----------
    case : CaseFile
        The case, with the SHA-256 of its files.
    source : Source
        A source with a file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    file = source.file or ""
    parts = {
        "rows": VERSION,
        "sha256": case.hashes.get(file, ""),
        "ending": Path(file).suffix.lower(),
        "source": source.id,
        "map": dict(source.map or {}),
        "options": dict(source.options or {}),
        "zone": [source.zone, case.head.zones.get(source.zone or "", None)],
        "clock": source.clock,
        "tzdata": version("tzdata"),
    }
    return key_of(parts)


def key_of(parts: object) -> str:
    """Return the name for all that something depends on."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_entry(store: Path, key: str) -> Entry | None:
    """Return an entry of the store if every byte of it is as it was written.

    Parameters
    ----------
    store : Path
        The folder of the store.
    key : str
        The name of the entry.

    Returns
    -------
    Entry or None
        ``None`` where there is none, or it is damaged; then it is made anew.
    """
    folder = store / key[:2] / key
    try:
        said = json.loads((folder / _SEAL).read_bytes())
        seal = said["seal"]
        whole = said["sha256"] == key_of(seal) and seal["key"] == key
        whole = whole and all(_digest(folder / name) == digest for name, digest in seal["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Entry(folder, seal["facts"]) if whole else None


def make_entry(store: Path, key: str, make: Callable[[Path], dict[str, Any]]) -> Entry:
    """Make an entry whole or not at all; a damaged one of the same name goes.

    Parameters
    ----------
    store : Path
        The folder of the store.
    key : str
        The name of the entry.
    make : callable
        Writes files into the folder it is given, and returns facts that go to JSON.

    Returns
    -------
    Entry
        The entry.

    Raises
    ------
    OutputError
        When the store cannot be written.
    """
    target = store / key[:2] / key
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=target.parent))
    except OSError as error:
        message = f"rows of exports are kept in a folder that can be written; this cannot: {error.strerror}"
        remedy = "name another in the environment variable RCA_CACHE"
        raise OutputError([Mistake(str(store), 0, 0, "store.unwritable", message, remedy)]) from None
    try:
        facts = make(draft)
        files = {file.name: _digest(file) for file in sorted(draft.iterdir())}
        seal = {"key": key, "files": files, "facts": facts}
        text = json.dumps({"sha256": key_of(seal), "seal": seal}, ensure_ascii=False, indent=1)
        write_atomic(draft / _SEAL, text.encode(), None)
        _put(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Entry(target, facts)


def _put(draft: Path, target: Path) -> None:
    """Move a draft to its place; somebody else's whole entry of the same name is as good."""
    for _ in range(3):
        try:
            draft.replace(target)
        except OSError:
            # Its own bytes decide the name of an entry, so that what lies there is the same or damaged.
            if find_entry(target.parent.parent, target.name) is not None:
                return
            shutil.rmtree(target, ignore_errors=True)
        else:
            return
    draft.replace(target)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
