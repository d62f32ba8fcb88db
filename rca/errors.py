"""Every error of the library, as one tree.

::

    RcaError
    ├── InputError            what a person gave cannot be used (exit code 2)
    │   ├── CaseError         a case folder breaks its format: all mistakes at once
    │   ├── OutputError       a folder or file cannot be written, or must not be
    │   ├── ParameterError    a notebook parameter is unknown, missing or of the wrong type
    │   ├── MissingKeyError   an audience outside needs pseudonyms and no key was given
    │   └── MissingToolError  a format needs a program or library that is not there
    ├── ChangedFileError      a file changed since it was read, so it is not overwritten
    ├── LeakError             an export holds what its audience may not see
    └── RunError              a notebook stopped at a cell

Each error carries its facts as fields; its text gives the rule, what was received and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in an input file, with its place and its remedy.

    Parameters
    ----------
    file : str
        Path of the file, relative to the case folder where it lies in one.
    line, column : int
        Place in the file, counted from 1; 0 where the whole file is meant.
    code : str
        Stable id of the rule, with a word in it (``"case.unknown-key"``).
    message : str
        The rule and what was received.
    remedy : str
        What to do.

    Examples
    --------
    >>> print(Mistake("case.yaml", 3, 9, "case.dangling-id", "no source has the id S9", "add S9 or mend the id"))
    case.yaml:3:9: case.dangling-id no source has the id S9 (add S9 or mend the id)
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        tail = f" ({self.remedy})" if self.remedy else ""
        return f"{place}: {self.code} {self.message}{tail}"


class RcaError(Exception):
    """Base of every error that the library raises on purpose."""


class InputError(RcaError):
    """What a person gave cannot be used.

    Parameters
    ----------
    mistakes : iterable of Mistake
        Every mistake found, in the order of the files.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes: tuple[Mistake, ...] = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class CaseError(InputError):
    """A case folder breaks its format; every mistake in it is carried.

    Parameters
    ----------
    case : Path
        The case folder.
    mistakes : iterable of Mistake
        Every mistake found.
    """

    def __init__(self, case: Path, mistakes: Iterable[Mistake]) -> None:
        super().__init__(mistakes)
        self.case = case


class OutputError(InputError):
    """A folder or file cannot be written, or must not be."""


class ParameterError(InputError):
    """A notebook parameter is unknown, missing or of the wrong type."""


class MissingKeyError(InputError):
    """An audience outside the organisation needs pseudonyms and no key was given."""


class MissingToolError(InputError):
    """A format needs a program or library that is not there.

    Parameters
    ----------
    wanted : str
        The format.
    tried : iterable of str
        What was looked for, each with why it does not serve.
    remedy : str
        What to get.
    written : iterable of Path
        Files that were made all the same.

    Examples
    --------
    >>> print(MissingToolError("pdf", ["PlutoPrint is not installed"], "pip install 'rca[plutoprint]'"))
    pdf: export.missing-tool nothing here can write it: PlutoPrint is not installed (pip install 'rca[plutoprint]')
    """

    def __init__(self, wanted: str, tried: Iterable[str], remedy: str, written: Iterable[Path] = ()) -> None:
        self.wanted, self.tried, self.remedy, self.written = wanted, tuple(tried), remedy, tuple(written)
        message = f"nothing here can write it: {'; '.join(self.tried)}"
        super().__init__([Mistake(wanted, 0, 0, "export.missing-tool", message, remedy)])

    def after(self, written: Iterable[Path]) -> MissingToolError:
        """Return the same error, which names the files that were made all the same."""
        return MissingToolError(self.wanted, self.tried, self.remedy, written)


class ChangedFileError(RcaError):
    """A file changed since it was read, so it is not overwritten.

    Parameters
    ----------
    file : Path
        The file that changed.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__(f"{file}: changed on disk since it was read; read the case again, then repeat the edit")


class LeakError(RcaError):
    """An export holds what its audience may not see, so nothing was handed out.

    Parameters
    ----------
    places : iterable of str
        Where the hits are. The values themselves are never printed.
    audience : str
        The audience of the export.
    """

    def __init__(self, places: Iterable[str], audience: str) -> None:
        self.places: tuple[str, ...] = tuple(places)
        self.audience = audience
        super().__init__(
            f"the export for {audience!r} holds denied values at {', '.join(self.places)}; nothing was written"
        )


class RunError(RcaError):
    """A notebook stopped at a cell.

    Parameters
    ----------
    notebook : str
        Name of the notebook.
    cell : int
        Number of the cell, counted from 1.
    source : str
        Text of the cell.
    reason : str
        The plain error, without a traceback.
    """

    def __init__(self, notebook: str, cell: int, source: str, reason: str) -> None:
        self.notebook, self.cell, self.source, self.reason = notebook, cell, source, reason
        super().__init__(f"{notebook}: cell {cell} stopped: {reason}")
