"""A new case folder: commented files to fill in."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from rca.assets import assets
from rca.case.atomic import write_atomic
from rca.case.editing import with_value
from rca.case.folder import TEXTS
from rca.case.marks import compose
from rca.case.reading import read_case
from rca.errors import CaseError, Mistake


def new_case(path: str | Path, title: str = "Untitled case", id: str | None = None) -> tuple[Path, ...]:  # noqa: A002
    """Make a new case folder, a draft without mistakes.

    Parameters
    ----------
    path : str or Path
        The folder to make; it does not exist, or is empty.
    title : str
        Title of the case.
    id : str, optional
        Id of the case: small letters, digits and hyphens. By default made from the name of the folder.

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    CaseError
        When something stands at the path already, or the id or the title cannot be used. Nothing is written then.
    """
    folder = Path(path)
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        message = "a new case needs a path where nothing is; something stands there"
        raise CaseError(folder, [Mistake(str(folder), 0, 0, "case.exists", message, "choose another path")])
    template = assets("templates") / "cases" / "default"
    texts = {name: (template / name).read_bytes() for name in TEXTS}
    texts["case.yaml"] = _named(folder, texts["case.yaml"], title, id or _id_from(folder))
    _check(folder, texts)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    for name, data in texts.items():
        write_atomic(folder / name, data, None)
    return tuple(folder / name for name in TEXTS)


def _check(folder: Path, texts: dict[str, bytes]) -> None:
    """Raise where the files would not read as a case, before the first of them is written."""
    with tempfile.TemporaryDirectory() as name:
        draft = Path(name)
        for file, data in texts.items():
            (draft / file).write_bytes(data)
        try:
            read_case(draft)
        except CaseError as error:
            raise CaseError(folder, error.mistakes) from None


def _named(folder: Path, data: bytes, title: str, id_: str) -> bytes:
    """Return the head of the template with a title and an id."""
    for key, text in (("id", id_), ("title", title)):
        document, _ = compose("case.yaml", data)
        assert document is not None  # noqa: S101 - a template that ships is tested to be readable
        try:
            data = with_value(document, (key,), text).encode()
        except ValueError as error:
            mark = document.mark((key,))
            mistake = Mistake(
                "case.yaml", mark.line, mark.column, "case.edit", f"{key}: {error.args[0]}", error.args[1]
            )
            raise CaseError(folder, [mistake]) from None
    return data


def _id_from(folder: Path) -> str:
    """Return the id that the name of a folder suggests."""
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:80].strip("-") or "new-case"
