from __future__ import annotations

from pathlib import Path

import pytest

from rca.errors import OutputError
from rca.runs.outputs import described, write_together


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_files_are_written_and_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "a" / "review"
    assert write_together(out, {"x": b"1", "y": b"2"}) == (out / "x", out / "y")
    (out / "other").write_bytes(b"0")
    write_together(out, {"x": b"3"})
    assert _content(out) == {"other": b"0", "x": b"3", "y": b"2"}
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["review"], "nothing is left beside it"


@pytest.mark.parametrize("stopped_at", ["x", "y"])
def test_a_stop_half_way_puts_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped_at: str) -> None:
    out = tmp_path / "review"
    write_together(out, {"x": b"old x"})
    rename = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == stopped_at:
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(OutputError, match="disk full"):
        write_together(out, {"x": b"new x", "y": b"new y"})
    assert _content(out) == {"x": b"old x"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review"]


def test_a_manifest_has_hash_and_size() -> None:
    assert described({"a": b""}) == {
        "a": {"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "bytes": 0}
    }
