from __future__ import annotations

import re
import sys

import pytest

from rca.cli.shared import print_table


def test_no_word_is_broken_where_the_columns_fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    columns = ("id", "kind", "state", "what", "sources", "independent", "stop")
    row = ("F100", "procedure deviation", "established", "words " * 40, "S1 S2 S3 S4", "2", "outside control")
    print_table("Factors", columns, [row])
    lines = re.sub("\x1b\\[[0-9]*m", "", capsys.readouterr().out).splitlines()
    assert all(any(word in line for line in lines) for word in ("procedure", "deviation", "established", "outside"))
    assert max(map(len, lines)) <= 80
