# ruff: noqa: E501 - scripts of peers read best as they would be written
"""Raw files to a queryable ordered timeline, beside a hand-written DuckDB script and pandas: printed, never a pass or fail.

Run with: ``python -m pytest tests/benchmarks/test_ingest.py -m benchmark -s``; ``RCA_ROWS=10000000`` for more rows.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = int(os.environ.get("RCA_ROWS", "1000000"))
pytestmark = pytest.mark.benchmark

DUCKDB = """
import duckdb, sys
folder = sys.argv[1] + "/evidence/"
con = duckdb.connect()
con.execute("SET TimeZone = 'UTC'")
con.execute(f\"\"\"COPY (
  SELECT epoch_us(timezone('America/New_York', strptime(ts, '%m/%d/%Y %I:%M:%S %p'))) AS t, 'S3' AS source,
    row_number() OVER () AS source_row, ts AS raw_time, user AS actor, op AS action, detail AS message
    FROM read_csv('{folder}audit.csv', header = true,
      columns = {{ts: 'VARCHAR', user: 'VARCHAR', op: 'VARCHAR', detail: 'VARCHAR'}})
  UNION ALL SELECT split_part(ts, '.', 1)::BIGINT * 1000000 + split_part(ts, '.', 2)::BIGINT, 'S2',
    row_number() OVER (), ts, user, kind, text
    FROM read_json('{folder}chat.jsonl', format = 'newline_delimited',
      columns = {{ts: 'VARCHAR', user: 'VARCHAR', kind: 'VARCHAR', text: 'VARCHAR'}})
  UNION ALL SELECT epoch_us(created::TIMESTAMPTZ), 'S1', row_number() OVER (), created, author, step, text
    FROM read_csv('{folder}tickets.csv', header = true,
      columns = {{created: 'VARCHAR', author: 'VARCHAR', step: 'VARCHAR', text: 'VARCHAR'}})
  UNION ALL SELECT at_ms * 1000, 'S4', file_row_number + 1, at_ms::VARCHAR, agent, type, summary
    FROM read_parquet('{folder}pager.parquet', file_row_number = true)
  ORDER BY t, source, source_row) TO '{sys.argv[2]}/duckdb.parquet' (FORMAT parquet, COMPRESSION lz4)\"\"\")
"""

PANDAS = """
import pandas as pd, pyarrow as pa, sys
from pyarrow import json
folder = sys.argv[1] + "/evidence/"
names = ["raw_time", "actor", "action", "message"]
def part(frame, source, t):
    frame.columns = names
    return frame.assign(t=t(frame["raw_time"]), source=source, source_row=range(1, len(frame) + 1))
def us(times):
    return times.astype("datetime64[us, UTC]").astype("int64")
def local(text):
    times = pd.to_datetime(text, format="%m/%d/%Y %I:%M:%S %p")
    return us(times.dt.tz_localize("America/New_York", ambiguous=False, nonexistent="shift_forward").dt.tz_convert("UTC"))
def slack(text):
    parts = text.str.split(".", expand=True)
    return parts[0].astype("int64") * 1_000_000 + parts[1].astype("int64")
parts = [
    part(pd.read_csv(folder + "tickets.csv", dtype=str, engine="pyarrow"), "S1", lambda x: us(pd.to_datetime(x, format="ISO8601", utc=True))),
    part(json.read_json(folder + "chat.jsonl", parse_options=json.ParseOptions(explicit_schema=pa.schema([(n, pa.string()) for n in ("ts", "user", "kind", "text")]))).to_pandas(), "S2", lambda x: slack(x)),
    part(pd.read_csv(folder + "audit.csv", dtype=str, engine="pyarrow"), "S3", local),
    part(pd.read_parquet(folder + "pager.parquet"), "S4", lambda x: x * 1000),
]
parts[3]["raw_time"] = parts[3]["raw_time"].astype(str)
whole = pd.concat(parts).sort_values(["t", "source", "source_row"])
whole.to_parquet(sys.argv[2] + "/pandas.parquet", compression="lz4")
"""

OURS = """
import os, sys, time
memory = sys.argv[3]
os.environ["RCA_CACHE"] = sys.argv[2] + "/store"
from rca.case.reading import read_case
from rca.evidence.index.build import index_case
from rca.evidence.index.query import Wanted
from rca.evidence.index.window import read_window
def timed(name, job):
    wall, before = time.perf_counter(), os.times()
    found = job()
    after = os.times()
    print(f"{name}\\t{time.perf_counter() - wall}\\t{after.user + after.system - before.user - before.system}")
    return found
case = timed("reading and hashing the case", lambda: read_case(sys.argv[1]))
index = timed("ingest and index", lambda: index_case(case, memory=memory))
begin = index.first + 5 * 3_600_000_000
timed("a window of one hour", lambda: read_window(index, Wanted(begin, begin + 3_600_000_000), 100))
timed("the same with a text", lambda: read_window(index, Wanted(begin, begin + 3_600_000_000, text="APPEAL"), 100))
"""


def run(script: str, *arguments: str) -> tuple[float, int, list[tuple[str, float, float]]]:
    """Run a script by itself; return its CPU seconds, its peak memory in MB and what it timed itself."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wrapped = (
        "import resource\n"
        + script
        + "\nprint('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0, sep='\\t')"
    )
    done = subprocess.run([sys.executable, "-c", wrapped, *arguments], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    *parts, peak = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") >= 2]
    return cpu, int(peak[1]) // 1024, [(name, float(wall), float(used)) for name, wall, used in parts]


def test_raw_files_to_an_ordered_timeline(tmp_path: Path) -> None:
    from rca.datasets import make_escalation

    folder = tmp_path / "made"
    make_escalation(folder, rows=ROWS)
    runs = 3 if ROWS <= 2_000_000 else 1
    print(f"\n{ROWS} rows in 4 files\n{'job':36} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}")
    peers = {"hand-written DuckDB": DUCKDB, "pandas": PANDAS}
    for name, script in peers.items():
        found = [run(script, str(folder), str(tmp_path)) for _ in range(runs)]
        print(f"{name:36} {'':8} {statistics.median(f[0] for f in found):8.2f} {max(f[1] for f in found):8}")
    for number in range(runs):
        out = tmp_path / f"run{number}"
        out.mkdir()
        for name in ("first run", "second run"):
            cpu, peak, parts = run(OURS, str(folder), str(out), "1GB")
            print(f"{'ours at 1GB, ' + name:36} {'':8} {cpu:8.2f} {peak:8}")
            for part, wall, used in parts:
                print(f"  {part:34} {wall:8.2f} {used:8.2f}")
