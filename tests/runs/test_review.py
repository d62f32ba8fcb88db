"""From a case folder to files: the same bytes each time, and all or nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from rca.errors import CaseError, LeakError, ParameterError, RunError
from rca.review.audiences import read_audience
from rca.review.codec import MIME
from rca.review.print_engines import ENGINES
from rca.review.scan import Denied, Guard
from rca.runs import review
from rca.runs.review import run_review


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails when a notebook is run."""

    def run(*_: object, **__: object) -> None:
        pytest.fail("a kernel was started")

    monkeypatch.setattr(review, "execute", run)


PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
)
"""Two machines as far as a program can tell: hash seed, time zone, locale; the path differs, too."""

RUN = "import sys; from pathlib import Path; from rca.runs.review import run_review; c, a, f, o = sys.argv[1:]; "
RUN += "print(*(path.name for path in run_review(c, a, f.split(','), Path(o))))"


@pytest.mark.parametrize("audience", ["leadership", pytest.param("full", marks=pytest.mark.campaign)])
def test_the_same_case_gives_the_same_bytes_anywhere(example_case: Path, tmp_path: Path, audience: str) -> None:
    formats, names = ["html", "deck"], ["report.html", "deck.html", "notes.html"]
    if _prints():
        formats, names = [*formats, "pdf"], [*names, "report.pdf", "deck.pdf"]
    found = []
    for number, place in enumerate(PLACES):
        case = Path(shutil.copytree(example_case, tmp_path / f"place {number}" / "case"))
        out = tmp_path / f"out{number}"
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(case), audience, ",".join(formats), str(out)],
            env={**os.environ, **place}, cwd=case, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.split() == [*names, "notebook.ipynb", "manifest.json"]
        found.append(_files(out))
    assert found[0].keys() == found[1].keys()
    assert not [name for name, content in found[0].items() if content != found[1][name]]
    assert not [name for name, content in found[0].items() if str(tmp_path).encode() in content]
    _check_manifest(found[0], audience)
    _check_notebook(found[0]["notebook.ipynb"], audience)


def _prints() -> bool:
    """Whether WeasyPrint can be used here; where tests run for everyone it must."""
    try:
        ENGINES[0].find()
    except LookupError:
        if os.environ.get("CI") == "true":
            raise
        return False
    return True


def _check_manifest(files: dict[str, bytes], audience: str) -> None:
    manifest = json.loads(files["manifest.json"])
    assert manifest["audience"] == audience
    assert set(manifest["inputs"]) >= {"case.yaml", "timeline.yaml", "causes.yaml", "actions.yaml", "waivers.yaml"}
    for name, entry in manifest["outputs"].items():
        assert entry == {"sha256": sha256(files[name]).hexdigest(), "bytes": len(files[name])}


def _check_notebook(content: bytes, audience: str) -> None:
    cells = json.loads(content)["cells"]
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert len(outputs) > 5
    assert all(MIME in output["data"] for output in outputs), "an executed notebook holds projected blocks only"
    assert {output["data"][MIME]["audience"] for output in outputs} == {audience}
    assert "case = 'link-blocking-2023'" in "".join(cells[1]["source"])


@pytest.mark.usefixtures("no_kernel")
def test_a_broken_case_is_told_before_anything_runs(example_case: Path, tmp_path: Path) -> None:
    (example_case / "causes.yaml").write_text("outcome: F99\n", encoding="utf-8")
    with pytest.raises(CaseError):
        run_review(example_case, "full", ("html",), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize(
    ("audience", "formats", "as_of", "says"),
    [
        ("board", ("html",), None, "an audience is full or leadership"),
        ("full", ("pptx",), None, "a format is html, deck or pdf; got 'pptx'"),
        ("full", (), None, "a format is html, deck or pdf; got none"),
        ("full", ("html",), "tomorrow", "YYYY-MM-DD"),
    ],
)
def test_bad_parameters_are_told_before_anything_runs(
    example_case: Path, tmp_path: Path, audience: str, formats: tuple[str, ...], as_of: str | None, says: str
) -> None:
    with pytest.raises(ParameterError, match=says):
        run_review(example_case, audience, formats, tmp_path / "out", as_of=as_of)
    assert not (tmp_path / "out").exists()


def test_a_hit_of_the_scan_writes_nothing_and_leaves_what_was_there(
    example_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = Guard(read_audience("full"), (Denied("case.source.note of S1", "Where this comes from"),))
    monkeypatch.setattr(review, "guard_for", lambda *_: guard)
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.html").write_text("the last good one", encoding="utf-8")
    with pytest.raises(LeakError, match=r"case.source.note of S1"):
        run_review(example_case, "full", ("html",), out)
    assert _files(out) == {"report.html": b"the last good one"}


def test_a_notebook_that_stops_writes_nothing(
    example_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(notebook: Path, *_: object, **__: object) -> None:
        raise RunError(notebook.name, 2, "x", "NameError: x")

    monkeypatch.setattr(review, "execute", stop)
    with pytest.raises(RunError, match="cell 2 stopped: NameError: x"):
        run_review(example_case, "full", ("html",), tmp_path / "out")
    assert not (tmp_path / "out").exists()
