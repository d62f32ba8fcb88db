"""How long the slice scan takes and what it needs: printed, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks/test_slices.py -m benchmark -s``
"""

from __future__ import annotations

import resource
import time

import numpy as np
import pytest

from rca.trends.slices.explain import explain_change
from rca.trends.slices.leaves import leaves_of

SHAPES = {"3 thousand": (6, 8, 5, 4, 3), "50 thousand": (10, 12, 10, 8, 5), "10 million": (10, 50, 250, 20, 4)}
pytestmark = pytest.mark.benchmark


@pytest.mark.parametrize("leaves", SHAPES)
@pytest.mark.parametrize("kind", ["counts", "amounts"])
def test_scan(leaves: str, kind: str) -> None:
    shape = SHAPES[leaves]
    rng, size = np.random.default_rng(1), int(np.prod(shape))
    codes = np.unravel_index(np.arange(size), shape)
    columns = {f"d{d}": code.astype(np.int16) for d, code in enumerate(codes)}
    mean = rng.gamma(1, 1, size)
    factor = np.where((codes[1] == 7) & (codes[3] == 2), 1.5, 1.0)
    if kind == "counts":
        expected, actual = rng.poisson(mean * 8) / 8, rng.poisson(mean * factor).astype(float)
    else:
        expected, actual = mean * 100, mean * 100 * factor * rng.lognormal(0, 0.2, size)
    del codes, mean, factor
    explain_change(leaves_of({"queue": ["a", "b"]}, [1, 2], [1, 2]))
    walls, cpus = [], []
    for _ in range(1 if size > 10**6 else 5):
        wall, cpu = time.perf_counter(), time.process_time()
        result = explain_change(leaves_of(columns, actual, expected))
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    found = [dict(each.slice) for each in result.slices]
    print(f"\n{leaves:12} {kind:8} wall {min(walls):7.3f} s  CPU {min(cpus):7.3f} s  peak {memory:.2f} GiB  {found}")
