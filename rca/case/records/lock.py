"""Records of ``evidence.lock``: what each file of evidence was when it was taken into custody."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rca.case.records.base import Day, Record, Sha256, Text, Whole


class LockEntry(Record):
    """One locked file: its size in bytes, its SHA-256, and who added it when."""

    path: Annotated[
        str,
        Field(pattern=r"^evidence/.+$", description="a path in the case folder, such as evidence/audit.csv"),
    ]
    size: Whole
    sha256: Sha256
    added: Day
    by: Text
    note: Text | None = None


class LockFile(Record):
    """The whole of ``evidence.lock``."""

    entries: tuple[LockEntry, ...] = ()
