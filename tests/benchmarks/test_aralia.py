"""How long the fault-tree engine takes beside ``scram``: printed as tables, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks/test_aralia.py -m benchmark -s``
"""

from __future__ import annotations

import csv
import random
import statistics
import subprocess
import time
from itertools import accumulate, pairwise
from pathlib import Path
from shutil import which

import psutil
import pytest

from rca.causes.diagrams.counting import count_sets
from rca.causes.diagrams.fault_tree import FaultTree, Formula
from rca.causes.diagrams.importance import importances
from rca.causes.diagrams.probability import top_probability
from rca.causes.diagrams.reading import path_sets, read_results
from rca.causes.diagrams.solving import solve
from rca.causes.exchange.openpsa import read_openpsa

TREES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "aralia"
LONGEST_S = 60
pytestmark = pytest.mark.benchmark

# Cumulative numbers of cut sets of cea9601 by order; scram gives the first ones under an order limit.
CEA9601 = {
    3: 1_144,
    4: 54_436,
    5: 1_615_876,
    6: 9_323_572,
    7: 42_893_400,
    8: 68_017_208,
    9: 130_281_592,
    10: 130_281_976,
}


def ours(path: Path, runs: int) -> tuple[int, float, float, float]:
    """Return the count, the probability, and median CPU and wall seconds of reading and solving."""
    times = []
    for _ in range(runs):
        started, cpu = time.perf_counter(), time.process_time()
        tree = read_openpsa(path)
        solution = solve(tree)
        count = count_sets(solution)
        chance = top_probability(solution, [tree.probabilities[event] for event in tree.events])
        times.append((time.process_time() - cpu, time.perf_counter() - started))
    assert chance is not None
    return count, chance, statistics.median(t[0] for t in times), statistics.median(t[1] for t in times)


def scram(path: Path, out: Path, runs: int) -> tuple[float, float] | None:
    """Return median CPU and wall seconds of the process, or nothing where it takes longer than a minute."""
    times = []
    for _ in range(runs):
        before, started = psutil.Process().cpu_times(), time.perf_counter()
        command = ["scram", "--bdd", "--probability", "1", "-l", "1000", str(path), "-o", str(out)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_S)
        except subprocess.TimeoutExpired:
            return None
        after = psutil.Process().cpu_times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        times.append((cpu, time.perf_counter() - started))
    return statistics.median(t[0] for t in times), statistics.median(t[1] for t in times)


@pytest.mark.skipif(not (TREES / "expected.csv").is_file(), reason="the trees are not at hand")
def test_aralia(tmp_path: Path) -> None:
    with (TREES / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    print(
        f"\n{'model':10} {'cut sets':>12} {'P(top)':>12} {'CPU s':>8} {'wall s':>8}"
        f" {'scram CPU':>10} {'wall':>7} {'ratio':>6}"
    )
    for row in rows:
        path = TREES / f"{row['model']}.xml"
        long = row["model"] in ("cea9601", "edf9203", "isp9602")
        count, chance, cpu, wall = ours(path, 1 if row["model"] == "cea9601" else 3)
        assert (str(count), f"{chance:.5E}") == (row["mcs_count"], row["probability"])
        peer = scram(path, tmp_path / "out.xml", 1 if long else 3) if which("scram") else None
        told = f"{peer[0]:10.3f} {peer[1]:7.3f} {wall / peer[1]:6.2f}" if peer else f"{'none':>10} {'> 60':>7}"
        print(f"{row['model']:10} {count:12,} {chance:12.5E} {cpu:8.3f} {wall:8.3f} {told}", flush=True)


@pytest.mark.skipif(not (TREES / "cea9601.xml").is_file(), reason="the trees are not at hand")
def test_cea9601_by_order() -> None:
    results = read_results(solve(read_openpsa(TREES / "cea9601.xml")))
    orders, counts = zip(*results.by_order, strict=True)
    sums = dict(zip(orders, accumulate(counts), strict=True))
    assert {order: sums[order] for order in CEA9601} == CEA9601


def made_tree(gates: int, seed: int = 1, shared: float = 0.0) -> FaultTree:
    """Return a tree of all, any and at-least gates, some events shared with a gate nearby."""
    dice = random.Random(seed)
    below: list[list[int]] = [[] for _ in range(gates)]
    for number in range(1, gates):
        below[dice.randrange(max(0, number // 3 - 5), number // 2 + 1) if number > 3 else 0].append(number)
    events: list[str] = []
    formulas: dict[str, Formula] = {}
    for number, inner in enumerate(below):
        inputs = [f"g{other}" for other in inner]
        for _ in range(dice.choice((1, 2)) if inner else dice.choice((2, 3))):
            if events and dice.random() < shared:
                inputs.append(events[-1 - dice.randrange(min(8, len(events)))])
            else:
                events.append(f"e{len(events)}")
                inputs.append(events[-1])
        inputs = list(dict.fromkeys(inputs))
        kind = dice.random()
        if kind > 0.9 and len(inputs) > 2:
            formulas[f"g{number}"] = Formula("at_least", tuple(inputs), 2)
        else:
            formulas[f"g{number}"] = Formula("any" if kind < 0.5 else "all", tuple(inputs))
    return FaultTree("g0", formulas, tuple(events), dict.fromkeys(events, 0.01))


def test_sizes() -> None:
    print(f"\n{'gates':>10} {'solve CPU s':>12} {'results':>9} {'importance':>11} {'paths':>7} {'GB so far':>10}")
    for gates, shared in ((60, 0.1), (200, 0.1), (200, 0.0), (10_000, 0.0), (100_000, 0.0), (1_000_000, 0.0)):
        tree = made_tree(gates, shared=shared)
        marks = [time.process_time()]
        solution = solve(tree)
        marks.append(time.process_time())
        assert read_results(solution).complete
        marks.append(time.process_time())
        if gates <= 100_000:
            importances(solution)
        marks.append(time.process_time())
        if gates <= 10_000:
            next(path_sets(solution))
        marks.append(time.process_time())
        spent = [later - earlier for earlier, later in pairwise(marks)]
        held = psutil.Process().memory_info().rss / 1e9
        print(f"{gates:10,} {spent[0]:12.3f} {spent[1]:9.3f} {spent[2]:11.3f} {spent[3]:7.3f} {held:10.2f}", flush=True)
