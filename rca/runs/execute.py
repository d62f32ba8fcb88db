"""Run a notebook with parameters that its own parameters cell knows."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode

from rca.errors import Mistake, ParameterError, RunError

Parameter = str | int | float | bool

_TYPES: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SOCKET_PATH = 100  # a Unix socket has room for 103 to 107 characters
_SOCKET_NAME = len("/kernel-00000000-0000-0000-0000-000000000000.json-ipc-5")


def check_parameters(notebook: Path, parameters: Mapping[str, Parameter]) -> None:
    """Compare parameters with those that a notebook declares.

    Parameters
    ----------
    notebook : Path
        A notebook whose first code cell is tagged ``parameters``, one annotated name a line.
    parameters : mapping of str to str, int, float or bool
        The values to be handed over.

    Raises
    ------
    ParameterError
        When a name is not declared, or a value has another type than declared; all mistakes at once.
    """
    import papermill

    declared = papermill.inspect_notebook(str(notebook))
    mistakes = []
    for name, value in parameters.items():
        if name not in declared:
            message = f"{notebook.name} has the parameters {', '.join(declared) or 'none'}; got {name!r}"
            mistakes.append(Mistake(notebook.name, 0, 0, "run.unknown-parameter", message, "mend the name"))
            continue
        wanted = str(declared[name]["inferred_type_name"])
        types = _TYPES.get(wanted, (object,))
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types and object not in types):
            message = f"the parameter {name!r} is of type {wanted}; got {type(value).__name__} {value!r:.80}"
            mistakes.append(Mistake(notebook.name, 0, 0, "run.parameter-type", message, "give a value of that type"))
    if mistakes:
        raise ParameterError(mistakes)


def execute(notebook: Path, parameters: Mapping[str, Parameter], *, progress: bool = False) -> NotebookNode:
    """Execute a notebook in a process of its own.

    Parameters
    ----------
    notebook : Path
        The notebook; it is not changed.
    parameters : mapping of str to str, int, float or bool
        Values for its parameters cell.
    progress : bool
        Whether to draw a progress bar on standard error.

    Returns
    -------
    NotebookNode
        The executed notebook, with all that papermill notes in it.

    Raises
    ------
    ParameterError
        When a parameter is unknown or of another type; nothing is run.
    RunError
        When a cell stops, or the kernel cannot be started or dies.
    """
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    check_parameters(notebook, parameters)
    with TemporaryDirectory(prefix="rca-run-") as scratch:
        try:
            notebook_run: NotebookNode = papermill.execute_notebook(
                str(notebook),
                None,
                parameters=dict(parameters),
                progress_bar=progress,
                # Nothing beside the notebook and nothing of a person's profile can slip into the run.
                cwd=scratch,
                extra_arguments=[f"--IPKernelApp.ipython_dir={scratch}", "--HistoryManager.enabled=False"],
                config=_transport(),
            )
            return notebook_run
        except PapermillExecutionError as error:
            reason = f"{error.ename}: {_COLOUR.sub('', error.evalue)}"
            raise RunError(notebook.name, _number(error.cell_index, notebook), error.source, reason) from None
        except NoSuchKernel as error:
            raise RunError(notebook.name, 0, "", f"no kernel {error.name!r}; pip install ipykernel") from None
        except DeadKernelError:
            raise RunError(notebook.name, 0, "", "the kernel died; look at memory, then run again") from None


def _number(index: int, notebook: Path) -> int:
    """Return the number of a cell in the notebook as written: papermill puts one of its own behind the parameters."""
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    tagged = [n for n, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", ())]
    return index if tagged and index > tagged[0] else index + 1


def _transport() -> Any:
    """Return settings for sockets in the file system: no port that others on the machine could reach or take."""
    from jupyter_core.paths import jupyter_runtime_dir
    from traitlets.config import Config

    fits = len(jupyter_runtime_dir()) + _SOCKET_NAME <= _SOCKET_PATH
    return Config(KernelManager={"transport": "ipc"}) if fits and sys.platform != "win32" else Config()
