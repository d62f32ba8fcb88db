"""What the README says of commands is what they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
ROWS = [row for row in README.splitlines() if row.startswith("| `rca ")]
OPTION = re.compile(r"--[a-z-]+")
Rca = Callable[..., Any]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split()[2].strip("`"))
def test_every_option_that_a_row_names_is_there(rca: Rca, row: str) -> None:
    command = re.findall(r"`rca ([a-z]+)", row)[0]
    shown = rca(command, "--help")
    assert shown.code == 0, shown.err
    assert set(OPTION.findall(row)) <= set(OPTION.findall(shown.out))
