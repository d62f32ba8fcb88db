"""How long ``rca check`` takes on a large case: printed, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks/test_checks.py -m benchmark -s``
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

FACTORS, EVENTS, SOURCES = 2_000, 20_000, 40
pytestmark = pytest.mark.benchmark


def test_check_of_a_large_case(tmp_path: Path) -> None:
    folder = large_case(tmp_path / "large")
    command = [sys.executable, "-c", "from rca.cli import main; main()", "check", str(folder), "--fail-on", "never"]
    walls = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        walls.append(time.perf_counter() - started)
    print(f"{'rca check, whole command':28} {statistics.median(walls):8.2f} s")
    for name, seconds in parts(folder).items():
        print(f"  {name:26} {seconds:8.2f}")


def parts(folder: Path) -> dict[str, float]:
    """Return the seconds of each step inside one process."""
    from rca.workbench import open_case

    taken: dict[str, float] = {}
    started = time.perf_counter()
    case = open_case(folder)
    taken["reading"] = time.perf_counter() - started
    for name in ("_timeline", "_causes", "_actions", "check"):
        started = time.perf_counter()
        answer = getattr(case, name)
        if name == "check":
            answer()
        taken[name.strip("_")] = time.perf_counter() - started
    return taken


def large_case(folder: Path) -> Path:
    """Write a case with a tree of all-gates, an any-gate here and there, and a long timeline."""
    folder.mkdir()
    sources = "\n".join(
        f"  - {{id: S{n}, kind: log, title: Log {n}, publisher: desk {n}, reliability: high}}"
        for n in range(1, SOURCES + 1)
    )
    (folder / "case.yaml").write_text(
        "schema: rca-case/1\nid: large\ntitle: A large case\nstate: in_review\nsummary: Made for measuring.\n"
        f"unzoned: [UTC]\nsources:\n{sources}\n",
        encoding="utf-8",
    )
    (folder / "timeline.yaml").write_text("events:\n" + "\n".join(map(event, range(1, EVENTS + 1))) + "\n", "utf-8")
    factors = "\n".join(map(factor, range(1, FACTORS + 1)))
    links = "\n".join(
        f"  - {{cause: F{n}, effect: F{parent(n)}, necessary: yes, because: no other way was open}}"
        for n in range(2, FACTORS + 1)
    )
    (folder / "causes.yaml").write_text(f"outcome: F1\nfactors:\n{factors}\nlinks:\n{links}\n", encoding="utf-8")
    (folder / "actions.yaml").write_text("actions: []\n", encoding="utf-8")
    (folder / "waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    return folder


def parent(number: int) -> int:
    return (number + 1) // 3


def event(number: int) -> str:
    day, minute = divmod(number, 1440)
    stamp = f"2024-05-{day + 1:02} {minute // 60:02}:{minute % 60:02} UTC"
    source = number % SOURCES + 1
    return f"  - {{id: E{number}, text: Step {number} was taken, at: [{{when: {stamp}, source: S{source}}}]}}"


def factor(number: int) -> str:
    last = parent(FACTORS)
    gate = (", gate: any" if number % 300 == 7 else ", gate: all") if number < last else ", stop: root"
    kind = ("condition", "action", "event", "human_action")[number % 4] if number > 1 else "outcome"
    evidence = ", ".join(f"{{ref: S{(number + n) % SOURCES + 1}, says: supports}}" for n in (1, 2))
    at = EVENTS - number * 9
    return (
        f"  - {{id: F{number}, kind: {kind}, text: Part {number} of the line was stopped, event: E{at}, "
        f"status: confirmed, complete: yes{gate}, evidence: [{evidence}]}}"
    )
