"""What the wheel would ship is what the checkout holds."""

from __future__ import annotations

import pytest

from rca.assets import assets


@pytest.mark.parametrize("kind", ["notebooks", "templates"])
def test_assets_are_found(kind: str) -> None:
    assert any(path.is_file() for path in assets(kind).rglob("*"))


def test_unknown_assets_are_named() -> None:
    with pytest.raises(FileNotFoundError, match="'pictures'"):
        assets("pictures")
