from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import nbformat

from rca.runs.execute import execute
from rca.runs.normalise import normalise, notebook_text


def test_two_runs_give_the_same_bytes(notebook: Callable[..., Path], tmp_path: Path) -> None:
    path = notebook('case: str = ""', "import warnings\nwarnings.warn('noise')\nprint('said')\n1 + 1")
    texts = []
    for name in ("one", "two"):
        folder = tmp_path / name / "the_case"
        executed = execute(path, {"case": str(folder)})
        texts.append(notebook_text(normalise(executed, {"case": folder.name})))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    assert "papermill" not in texts[0]
    assert "noise" not in json.dumps(_outputs(texts[0]))
    assert "case = 'the_case'" in texts[0]
    kinds = [output["output_type"] for output in _outputs(texts[0])]
    assert kinds == ["stream", "execute_result"]


def _outputs(text: str) -> list[dict[str, object]]:
    return [output for cell in json.loads(text)["cells"] for output in cell.get("outputs", [])]


def test_the_executed_notebook_is_left_as_it_was() -> None:
    cell = nbformat.v4.new_code_cell("1", metadata={"papermill": {"duration": 1}}, execution_count=3)
    made = nbformat.v4.new_notebook(cells=[cell], metadata={"papermill": {"x": 1}})
    clean = normalise(made, {})
    assert made.metadata.papermill.x == 1
    assert made.cells[0].execution_count == 3
    assert clean.metadata == {"kernelspec": {}, "language_info": {"name": "python"}}
    assert clean.cells[0].metadata == {}
    assert clean.cells[0].execution_count is None
