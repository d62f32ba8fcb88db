"""Executed notebooks without traces of the run: the same case gives the same notebook, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

import nbformat
from nbformat import NotebookNode

from rca.runs.execute import Parameter

_INJECTED = "injected-parameters"


def normalise(notebook: NotebookNode, parameters: Mapping[str, Parameter]) -> NotebookNode:
    """Return an executed notebook without times, counts, machine paths and made-up ids.

    Parameters
    ----------
    notebook : NotebookNode
        As papermill returns it; it is not changed.
    parameters : mapping of str to str, int, float or bool
        What the cell of handed-over parameters shall say, instead of paths of this machine.

    Returns
    -------
    NotebookNode
        Kernel and language keep their names; outputs keep their data. Standard error is left out: it holds
        warnings of packages with their paths, no content.
    """
    clean = deepcopy(notebook)
    kernel = clean.metadata.get("kernelspec", {})
    language = clean.metadata.get("language_info", {}).get("name", "python")
    clean.metadata = _node({"kernelspec": dict(kernel), "language_info": {"name": language}})
    for cell in clean.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = _node({"tags": tags} if tags else {})
        if _INJECTED in tags:
            cell.id = _INJECTED
            lines = [f"{name} = {value!r}" for name, value in parameters.items()]
            cell.source = "\n".join(["# Parameters", *lines])
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_output(output) for output in cell.outputs if output.get("name") != "stderr"]
    return clean


def notebook_text(notebook: NotebookNode) -> str:
    """Return a notebook as text, checked for its form.

    Parameters
    ----------
    notebook : NotebookNode
        Format 4.

    Returns
    -------
    str
        JSON with sorted keys and a newline at its end.
    """
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def _node(data: dict[str, object]) -> NotebookNode:
    return NotebookNode(data)  # type: ignore[no-untyped-call]


def _output(output: NotebookNode) -> NotebookNode:
    if "execution_count" in output:
        output.execution_count = None
    if "metadata" in output:
        output.metadata = _node({})
    if "transient" in output:
        del output["transient"]
    return output
