"""Tiny notebooks, one behaviour each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a notebook with a parameters cell and further code cells."""

    def write(parameters: str, *cells: str, name: str = "tiny.ipynb") -> Path:
        first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}, id="parameters")
        others = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(cells)]
        path = tmp_path / name
        nbformat.write(nbformat.v4.new_notebook(cells=[first, *others], metadata=KERNEL), path)
        return path

    return write
