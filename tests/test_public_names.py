"""The public door is a short list, and nothing joins it by accident."""

from __future__ import annotations

import subprocess
import sys

import rca

PUBLIC = [
    "Actions",
    "Case",
    "CaseError",
    "CausalTree",
    "InputError",
    "LeakError",
    "RcaError",
    "RunError",
    "Timeline",
    "__version__",
    "open_case",
    "open_register",
]


def test_the_list_of_public_names_is_this() -> None:
    assert rca.__all__ == PUBLIC
    assert dir(rca) == PUBLIC
    assert all(getattr(rca, name) is not None for name in PUBLIC)


def test_import_stays_light() -> None:
    heavy = "pandas numpy matplotlib networkx duckdb pyarrow papermill nbconvert IPython typer rich"
    code = f"import sys, rca; rca.open_case; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
