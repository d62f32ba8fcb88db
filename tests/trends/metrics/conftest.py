"""A small log with every field, drawn at random."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

HOUR = 3_600_000_000


@pytest.fixture
def draw_log() -> Callable[..., list[dict[str, Any]]]:
    """Return a function that draws rows with empty cells, open escalations and late entries."""

    def draw(rows: int = 400, seed: int = 1) -> list[dict[str, Any]]:
        rng = np.random.default_rng(seed)
        start, span = 1_740_000_000_000_000, 60 * 24
        found = []
        for number in range(rows):
            opened = start + int(rng.integers(0, span * HOUR))
            row: dict[str, Any] = {"id": f"E{number}", "opened": opened}
            row["occurred"] = opened - int(rng.exponential(20) * HOUR)
            for name, mean in (("detected", -2), ("acknowledged", 2), ("contained", 20), ("actioned", 15),
                               ("notified", 60), ("resolved", 200)):  # fmt: skip
                at = opened + int(rng.exponential(abs(mean)) * HOUR) * (1 if mean > 0 else -1)
                row[name] = None if rng.random() < 0.1 or at > start + span * HOUR else at
            row["recorded"] = opened + int(rng.exponential(10) * HOUR)
            row["sla_due"] = opened + 72 * HOUR if rng.random() < 0.9 else None
            row["obligation_due"] = opened + 48 * HOUR if rng.random() < 0.3 else None
            for name in ("reopened", "overturned", "meets_rules"):
                row[name] = None if rng.random() < 0.2 else int(rng.random() < 0.3)
            for name in ("handovers", "depth", "exposure"):
                row[name] = None if rng.random() < 0.2 else int(rng.poisson(3))
            row["actions_due"] = int(rng.poisson(2))
            row["actions_closed"] = int(rng.integers(0, row["actions_due"] + 1))
            row["region"] = None if rng.random() < 0.1 else str(rng.choice(["north", "south"]))
            row["queue"] = str(rng.choice(["a", "b", "c"]))
            found.append(row)
        return found

    return draw
