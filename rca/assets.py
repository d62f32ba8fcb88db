"""What ships with the library: notebooks and templates in a wheel or a checkout, and the data of a room."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

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


def shipped(room: str, *path: str) -> Any:
    """Return a YAML file of a room's own data, every scalar of it as text.

    Parameters
    ----------
    room : str
        Name of the room, such as ``checks``.
    *path : str
        Folders and name of the file inside the room, without its ending.

    Examples
    --------
    >>> shipped("review", "profiles", "leadership")["name"]
    'leadership'
    """
    return plain_yaml(files(f"rca.{room}").joinpath(*path[:-1], f"{path[-1]}.yaml").read_text(encoding="utf-8"))


def plain_yaml(text: str) -> Any:
    """Read YAML of our own making, every scalar as text; files of a user are read by `rca.case` with their places.

    Examples
    --------
    >>> plain_yaml("when: 2024-05-14")
    {'when': '2024-05-14'}
    """
    import yaml

    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - this loader makes texts, lists and mappings alone


def shipped_names(room: str, folder: str) -> tuple[str, ...]:
    """Return the names of a room's YAML files in a folder, without their ending, sorted.

    Examples
    --------
    >>> shipped_names("review", "profiles")
    ('full', 'leadership')
    """
    names = (entry.name for entry in files(f"rca.{room}").joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))
