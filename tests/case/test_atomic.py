"""Writing whole files, and never over somebody else's change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rca.case import atomic
from rca.case.atomic import sha256_of, write_atomic
from rca.errors import ChangedFileError


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_a_new_file_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    write_atomic(file, b"one", None)
    assert file.read_bytes() == b"one"
    assert names(tmp_path) == ["a.yaml"]


def test_an_unchanged_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"one")
    file.chmod(0o640)
    write_atomic(file, b"two", sha256_of(b"one"))
    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("there", "expected"),
    [(b"changed", sha256_of(b"one")), (b"one", None), (None, sha256_of(b"one"))],
    ids=["changed", "exists", "removed"],
)
def test_a_file_that_is_not_as_it_was_read_is_left_alone(
    tmp_path: Path, there: bytes | None, expected: str | None
) -> None:
    file = tmp_path / "a.yaml"
    if there is not None:
        file.write_bytes(there)
    with pytest.raises(ChangedFileError, match="changed on disk") as error:
        write_atomic(file, b"two", expected)
    assert error.value.file == file
    assert (file.read_bytes() if file.exists() else None) == there
    assert set(names(tmp_path)) <= {"a.yaml"}


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"one")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(file, b"two", sha256_of(b"one"))
    assert file.read_bytes() == b"one"
    assert names(tmp_path) == ["a.yaml"]


def test_the_content_reaches_the_disk_before_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def seen_sync(handle: int) -> None:
        steps.append("sync")
        sync(handle)

    def seen_replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(atomic.os, "fsync", seen_sync)
    monkeypatch.setattr(Path, "replace", seen_replace)
    write_atomic(tmp_path / "a.yaml", b"one", None)
    assert steps[:2] == ["sync", "rename"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"one")
    link = tmp_path / "link.yaml"
    link.symlink_to("real.yaml")
    write_atomic(link, b"two", sha256_of(b"one"))
    assert link.is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"two"
