"""Find the notebooks and templates that ship with the library, in a wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def assets(kind: str) -> Path:
    """Return the folder of shipped files of one kind.

    Parameters
    ----------
    kind : {"notebooks", "templates"}
        Which folder.

    Returns
    -------
    Path
        An existing folder.

    Raises
    ------
    FileNotFoundError
        When neither the installed package nor a checkout around it holds the folder.

    Examples
    --------
    >>> assets("notebooks").name
    'notebooks'
    """
    installed = _PACKAGE / "_assets" / kind
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parent
    # A foreign folder may stand beside an installed package, so a checkout must also show its project file.
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    raise FileNotFoundError(f"the folder {kind!r} of the rca package is missing; install the package again")
