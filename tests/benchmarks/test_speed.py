"""How long the main jobs take, as whole commands: printed as a table, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks -m benchmark -s``
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

CASE = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
pytestmark = pytest.mark.benchmark


def measure(arguments: list[str], runs: int = 5) -> tuple[float, float]:
    """Return the median wall seconds and CPU seconds (children included) of a command."""
    walls, cpus = [], []
    for _ in range(runs):
        before, started = psutil.Process().cpu_times(), time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True)
        after = psutil.Process().cpu_times()
        walls.append(time.perf_counter() - started)
        cpus.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(walls), statistics.median(cpus)


def test_whole_commands(tmp_path: Path) -> None:
    rca = [sys.executable, "-c", "from rca.cli import main; main()"]
    jobs = {
        "python, nothing imported": ([sys.executable, "-c", "pass"], 5),
        "import rca": ([sys.executable, "-c", "import rca; rca.open_case"], 5),
        "rca check": ([*rca, "check", str(CASE), "--fail-on", "never"], 5),
        "rca timeline --json": ([*rca, "timeline", str(CASE), "--json"], 5),
        "rca review --to html": ([*rca, "review", str(CASE), "--out", str(tmp_path / "out")], 3),
    }
    print(f"\n{'job':28} {'wall s':>8} {'CPU s':>8}")
    for name, (arguments, runs) in jobs.items():
        wall, cpu = measure(arguments, runs)
        print(f"{name:28} {wall:8.2f} {cpu:8.2f}")
    size = (tmp_path / "out" / "report.html").stat().st_size
    print(f"report.html {size / 1024:.0f} KiB")
