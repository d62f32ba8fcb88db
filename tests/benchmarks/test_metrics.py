"""What metrics cost beside the same aggregates hand-written in SQL: printed, never a pass or fail by time.

Run with: ``RCA_ROWS=10000000 python -m pytest tests/benchmarks/test_metrics.py -m benchmark -s``; 1 million by default.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rca.datasets import make_year

pytestmark = pytest.mark.benchmark

ROWS = int(os.environ.get("RCA_ROWS", "1000000"))

OURS = """
from pathlib import Path
from rca.trends.log.log import EscalationLog, open_canonical
from rca.trends.metrics.compute import compute_metrics
with open_canonical(Path(sys.argv[1])) as table:
    start()
    compute_metrics(EscalationLog(table))
"""

BY_HAND = """
import duckdb
con = duckdb.connect(config={"memory_limit": "1GB", "preserve_insertion_order": "false"})
con.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
con.execute(f"CREATE VIEW log AS SELECT * FROM read_parquet('{sys.argv[1]}')")
start()
stamps = ("occurred", "detected", "acknowledged", "contained", "actioned", "notified", "resolved", "recorded")
found = con.execute(
    "SELECT count(*), min(opened), max(opened), " + ", ".join(f"max({s})" for s in stamps) + " FROM log"
).fetchone()
now, first = max(found[2:]), found[1]
week = 604_800_000_000
def key(column, unit=week):
    begun = f"({column} + 2208988800000000)"
    return f"{begun} - {begun} % {unit}"
queries = [
    f'''SELECT {key("opened")} AS week, count(*), sum(handovers), count(handovers), sum(handovers * handovers),
        sum(depth), count(depth), sum(depth * depth), sum(exposure), count(exposure), sum(exposure * exposure)
        FROM log WHERE opened BETWEEN {first} AND {now} GROUP BY 1''',
    f'''SELECT {key("resolved")} AS week, count(reopened), count(*) FILTER (reopened = 1), count(overturned),
        count(*) FILTER (overturned = 1) FROM log WHERE resolved BETWEEN {first} AND {now} GROUP BY 1''',
    f'''SELECT {key("sla_due")} AS week, count(*),
        count(*) FILTER (resolved IS NULL OR resolved > sla_due)
        FROM log WHERE sla_due BETWEEN {first} AND {now} GROUP BY 1''',
    f'''SELECT {key("obligation_due")} AS week, count(*),
        count(*) FILTER (notified IS NULL OR notified > obligation_due)
        FROM log WHERE obligation_due BETWEEN {first} AND {now} GROUP BY 1''',
    f'''SELECT {key("opened", 86_400_000_000)} AS day, {key("recorded", 86_400_000_000)} - day AS late, count(*)
        FROM log WHERE recorded >= opened GROUP BY ALL''',
]
for start_, end in (("occurred", "detected"), *(("opened", end) for end in ("acknowledged", "contained", "actioned",
    "notified", "resolved"))):
    told = "AND (notified IS NOT NULL OR obligation_due IS NOT NULL)" if end == "notified" else ""
    queries.append(f'''
        WITH took AS (SELECT {key("opened")} AS week, {end} IS NOT NULL AS done, coalesce({end}, {now}) - {start_} AS us
            FROM log WHERE {start_} <= {now} AND ({end} IS NULL OR {end} >= {start_}) {told}),
        cut AS (SELECT week, done, us, CASE WHEN us < 1000000000 THEN 1000000 WHEN us < 10000000000 THEN 10000000
            WHEN us < 100000000000 THEN 100000000 WHEN us < 1000000000000 THEN 1000000000 ELSE 10000000000 END AS unit
            FROM took)
        SELECT week, done, us - us % unit AS cut, count(*) FROM cut GROUP BY ALL''')
for query in queries:
    con.execute(query).to_arrow_table()
"""

FRAME = """
import resource, sys, time
began = []
def start():
    began.append((time.process_time(), time.perf_counter()))
{body}
cpu, wall = time.process_time() - began[0][0], time.perf_counter() - began[0][1]
print(cpu, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)
"""


def run(body: str, path: Path) -> tuple[float, float, float]:
    """Return CPU seconds, wall seconds and peak GiB of a piece of work in a process of its own."""
    command = [sys.executable, "-c", FRAME.format(body=body), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    cpu, wall, memory = map(float, done.stdout.split())
    return cpu, wall, memory


def test_metrics(tmp_path: Path) -> None:
    given = os.environ.get("RCA_YEAR")
    if given is None:
        make_year(tmp_path / "year", ROWS, kinds=("parquet",))
    path = Path(given or tmp_path / "year") / "escalations.parquet"
    print(f"\n{'':14}{'CPU s':>8}{'wall s':>8}{'peak GiB':>10}")
    best: dict[str, float] = {}
    for name, body in (("metrics", OURS), ("SQL by hand", BY_HAND)):
        runs = [run(body, path) for _ in range(3)]
        cpu, wall, memory = min(runs)
        best[name] = cpu
        print(f"{name:14}{cpu:8.2f}{wall:8.2f}{memory:10.2f}")
    print(f"metrics / by hand: {best['metrics'] / best['SQL by hand']:.2f}")
