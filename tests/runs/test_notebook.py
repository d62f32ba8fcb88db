"""The committed notebook is thin: parameters, one call, one cell a section."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from rca.assets import assets

_NOTEBOOKS = sorted(assets("notebooks").glob("*.ipynb"))
_FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda, ast.ListComp)


@pytest.mark.parametrize("path", _NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_thin_and_holds_no_run(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code[0].metadata.tags == ["parameters"]
    assert notebook.metadata.kernelspec.name == "python3"
    assert "papermill" not in notebook.metadata
    for cell in code:
        assert cell.outputs == []
        assert cell.execution_count is None
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, _FORBIDDEN)]


def test_each_parameter_has_a_type_a_default_and_a_word_of_help() -> None:
    import papermill

    found = papermill.inspect_notebook(str(assets("notebooks") / "case_review.ipynb"))
    assert list(found) == ["case", "audience", "as_of"]
    assert all(entry["inferred_type_name"] == "str" and entry["help"] for entry in found.values())
