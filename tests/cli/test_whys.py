"""``rca whys`` reads the tree, leads to one factor, and takes pasted answers."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REAL = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
Rca = Callable[..., Any]


@pytest.fixture
def draft(rca: Rca, tmp_path: Path) -> Path:
    """Make a case with an outcome alone."""
    assert rca("new", tmp_path / "case").code == 0
    causes = tmp_path / "case" / "causes.yaml"
    text = causes.read_text(encoding="utf-8").replace("# outcome: F1", "outcome: F1")
    outcome = "factors:\n  - {id: F1, kind: outcome, text: Reports were lost, status: confirmed}\n"
    causes.write_text(text.replace("factors: []\n", outcome), encoding="utf-8")
    return tmp_path / "case"


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_the_tree_is_read_in_lines_that_fit_a_terminal(rca: Rca) -> None:
    done = rca("whys", REAL)
    assert done.code == 0
    assert max(len(line) for line in done.out.splitlines()) <= 100
    assert "Ruled out: X1" in done.out
    assert "Stops here: outside our control." in done.out
    assert "Read back:" in done.out


def test_one_factor_is_led_to_by_all_its_paths(rca: Rca) -> None:
    done = rca("whys", REAL, "F15")
    assert "Path 2 of 2" in done.out
    data = json.loads(rca("whys", REAL, "F15", "--json").out)
    assert (data["factor"], data["complete"], len(data["paths"])) == ("F15", True, 2)
    assert data["paths"][1]["steps"][0] == {
        "effect": "F1",
        "cause": "F2",
        "role": "gate",
        "necessary": "yes",
        "because": "without a post there was no address to pay",
        "gate": "both were needed",
        "others": ["F17"],
    }


def test_an_unknown_factor_is_told(rca: Rca) -> None:
    done = rca("whys", REAL, "F99")
    assert done.code == 2
    assert "no factor has the id 'F99'" in done.err


def test_a_new_case_has_nothing_to_ask_yet(rca: Rca, tmp_path: Path) -> None:
    assert rca("new", tmp_path / "case").code == 0
    done = rca("whys", tmp_path / "case")
    assert done.code == 0
    assert "nothing to ask" in done.out


def test_typed_lines_become_factors(rca: Rca, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"Why? Because the form sent them to an old address\n2. Nobody owned the form\n")
    done = rca("whys", draft, "--paste", "-")
    assert done.code == 0, done.err
    assert done.out.splitlines()[:2] == ["F2  The form sent them to an old address", "F3  Nobody owned the form"]
    assert "F3  Nobody owned the form. Why? [assumed]" in rca("whys", draft).out


def test_a_file_is_pasted_below_a_factor(rca: Rca, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "whys.txt").write_bytes(b"\xef\xbb\xbf- One\r\n- Two\r\n")
    assert json.loads(rca("whys", draft, "--paste", tmp_path / "whys.txt", "--json").out)["ids"] == ["F2", "F3"]
    again = rca("whys", draft, "F1", "--paste", tmp_path / "whys.txt")
    assert again.code == 2
    assert "--joins all" in again.err
    assert rca("whys", draft, "F1", "--paste", tmp_path / "whys.txt", "--joins", "any").code == 0
    assert "One of these was enough: F2, F4." in rca("whys", draft).out


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("One\nTwo\u202e\n".encode(), "what was typed:2:4: whys.character"),
        (b"One\n\xff\n", "what was typed:2"),
        (b"# nothing\n", "no line holds an answer"),
        (b"x" * 1_000_001, "at most 1,000,000 bytes"),
    ],
)
def test_bad_lines_write_nothing(
    rca: Rca, draft: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str
) -> None:
    before = (draft / "causes.yaml").read_bytes()
    typed(monkeypatch, data)
    done = rca("whys", draft, "--paste", "-")
    assert done.code == 2
    assert said in done.err
    assert (draft / "causes.yaml").read_bytes() == before


def test_a_file_that_is_not_there_and_an_option_alone_are_told(rca: Rca, draft: Path, tmp_path: Path) -> None:
    done = rca("whys", draft, "--paste", tmp_path / "none.txt")
    assert (done.code, "cannot be read" in done.err) == (2, True)
    assert rca("whys", draft, "--joins", "all").code == 2
