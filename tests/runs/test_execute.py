from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rca.errors import ParameterError, RunError
from rca.runs.execute import check_parameters, execute

TYPED = 'case: str = ""  # folder\nnumber: int = 1\nshare: float = 0.5\nquiet: bool = False\nloose = None'


def test_parameters_of_the_declared_types_pass(notebook: Callable[..., Path]) -> None:
    check_parameters(notebook(TYPED), {"case": "x", "number": 2, "share": 1, "quiet": True, "loose": "any"})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"cas": "x"}, "has the parameters case, number, share, quiet, loose; got 'cas'"),
        ({"case": 3}, "'case' is of type str; got int 3"),
        ({"number": "3"}, "'number' is of type int; got str '3'"),
        ({"number": True}, "'number' is of type int; got bool True"),
        ({"share": False}, "'share' is of type float; got bool False"),
        ({"quiet": 1}, "'quiet' is of type bool; got int 1"),
    ],
)
def test_other_parameters_are_refused(notebook: Callable[..., Path], given: dict[str, object], says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        check_parameters(notebook(TYPED), given)  # type: ignore[arg-type]


def test_all_mistakes_are_reported_together_and_nothing_runs(notebook: Callable[..., Path], tmp_path: Path) -> None:
    path = notebook(TYPED, f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(ParameterError) as caught:
        execute(path, {"cas": "x", "number": "3"})
    assert len(caught.value.mistakes) == 2
    assert not (tmp_path / "ran").exists()


def test_a_failing_cell_is_named_as_it_stands_in_the_notebook(notebook: Callable[..., Path]) -> None:
    path = notebook("number: int = 1", "half = number / 2", "number / 0", "half")
    with pytest.raises(RunError) as caught:
        execute(path, {"number": 4})
    error = caught.value
    assert (error.notebook, error.cell, error.source) == ("tiny.ipynb", 3, "number / 0")
    assert error.reason == "ZeroDivisionError: division by zero"


def test_the_notebook_itself_is_not_changed(notebook: Callable[..., Path]) -> None:
    path = notebook("number: int = 1", "number + 1")
    before = path.read_bytes()
    executed = execute(path, {"number": 41})
    assert path.read_bytes() == before
    assert executed.cells[-1].outputs[0].data["text/plain"] == "42"


def test_the_run_sees_neither_the_folder_it_was_started_in_nor_a_profile(
    notebook: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup = tmp_path / "profile" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("number = 'from the profile'", encoding="utf-8")
    (tmp_path / "stray.py").write_text("", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "profile"))
    monkeypatch.chdir(tmp_path)
    source = "from importlib.util import find_spec\n(find_spec('stray'), 'number' in globals() and number)"
    executed = execute(notebook("other: int = 1", source), {})
    assert executed.cells[-1].outputs[0].data["text/plain"] == "(None, False)"


def test_a_missing_kernel_says_what_to_do(notebook: Callable[..., Path]) -> None:
    path = notebook("number: int = 1")
    path.write_text(path.read_text(encoding="utf-8").replace('"name": "python3"', '"name": "cobol"'), encoding="utf-8")
    with pytest.raises(RunError, match=r"no kernel 'cobol'; pip install ipykernel"):
        execute(path, {})
