"""Who reads a review, and what that profile lets them see: files of ``profiles``, one for each audience."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from rca.assets import shipped, shipped_names
from rca.errors import Mistake, ParameterError


@dataclass(frozen=True)
class Audience:
    """One profile.

    Parameters
    ----------
    name : str
        Its name, such as ``leadership``.
    banner : str
        The classification at the top of each copy.
    review : str
        What the document is called.
    external : bool
        Whether its readers are outside the organisation.
    sections : tuple of str
        The sections of the review, in order.
    events : {"all", "key"}
        Whether the timeline shows every event or those marked as key.
    narrative : frozenset of str
        Labels of the narrative paragraphs that it holds.
    sentences : int
        How many sentences of the summary stand on the cover; 0 for all.
    allow, deny : mapping of str to frozenset of str
        For each kind of record or result, the fields shown and the fields left out. What is in neither is
        left out too, and a test asks for the decision.
    """

    name: str
    banner: str
    review: str
    external: bool
    sections: tuple[str, ...]
    events: Literal["all", "key"]
    narrative: frozenset[str]
    sentences: int
    allow: Mapping[str, frozenset[str]] = field(repr=False)
    deny: Mapping[str, frozenset[str]] = field(repr=False)

    def allows(self, kind: str, name: str) -> bool:
        """Return whether a field of one kind of record or result may be shown.

        Parameters
        ----------
        kind : str
            As :func:`kind_of` gives it.
        name : str
            The field.

        Returns
        -------
        bool
            False for everything that the profile does not list.
        """
        return name in self.allow.get(kind, frozenset())


def audience_names() -> tuple[str, ...]:
    """Return the names of the profiles, in order of the alphabet.

    Examples
    --------
    >>> audience_names()
    ('full', 'leadership')
    """
    return shipped_names("review", "profiles")


@cache
def read_audience(name: str) -> Audience:
    """Return one profile.

    Parameters
    ----------
    name : str
        One of :func:`audience_names`.

    Returns
    -------
    Audience
        The profile.

    Raises
    ------
    ParameterError
        When there is no profile of that name.

    Examples
    --------
    >>> read_audience("leadership").banner
    'LEADERSHIP COPY'
    """
    if name not in audience_names():
        names = " or ".join(audience_names())
        message = f"an audience is {names}; got {name!r}"
        raise ParameterError([Mistake("audience", 0, 0, "review.unknown-audience", message, "name one of these")])
    data: dict[str, Any] = shipped("review", "profiles", name)
    fields: dict[str, dict[str, list[str]]] = data["fields"]
    return Audience(
        name=data["name"],
        banner=data["banner"],
        review=data["review"],
        external=data["external"] == "yes",
        sections=tuple(data["sections"]),
        events=data["events"],
        narrative=frozenset(data["narrative"]),
        sentences=int(data["sentences"]),
        allow={kind: frozenset(lists.get("allow", ())) for kind, lists in fields.items()},
        deny={kind: frozenset(lists.get("deny", ())) for kind, lists in fields.items()},
    )


def kind_of(cls: type) -> str:
    """Return the name under which profiles list a class: its room and its name.

    Parameters
    ----------
    cls : type
        A record or a result of the library, or a class made from one.

    Returns
    -------
    str
        Such as ``case.event`` or ``timeline.solved_event``.

    Examples
    --------
    >>> from rca.timeline.results import SolvedEvent
    >>> kind_of(SolvedEvent)
    'timeline.solved_event'
    """
    own = next(base for base in cls.__mro__ if base.__module__.startswith("rca."))
    room = own.__module__.split(".")[1]
    return f"{room}.{re.sub(r'(?<!^)(?=[A-Z])', '_', own.__name__).lower()}"
