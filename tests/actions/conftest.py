from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Fields = dict[str, Any]


@pytest.fixture(scope="session")
def make_action() -> Callable[..., Fields]:
    """Build an action of our own from its id, its status, what it eliminates, and further fields."""

    def make(id_: str, status: str = "proposed", eliminates: str = "", **given: Any) -> Fields:
        history: Sequence[Fields] = [{"status": "proposed", "when": "2024-01-02"}]
        if status != "proposed":
            history = [*history, {"status": status, "when": "2024-02-01"}]
        targets = [{"factor": factor, "effect": "eliminates"} for factor in eliminates.split()]
        return {
            "id": id_,
            "origin": "ours",
            "text": f"Words of {id_}",
            "kind": "corrective",
            "strength": "stronger",
            "owner": "lead",
            "history": history,
            **({"targets": targets} if targets else {"no_target": "none"}),
            **given,
        }

    return make
