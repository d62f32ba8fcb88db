"""The fields of an escalation that metrics are made of, and what a column mapped to each may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["time", "text", "whole", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical field.

    Parameters
    ----------
    name : str
        The name in mappings and in the canonical table.
    kind : {"time", "text", "whole", "flag"}
        ``time``: int64 microseconds UTC. ``whole``: a whole number from 0. ``flag``: 1 or 0. Empty cells are null.
    says : str
        What it holds, in words.
    """

    name: str
    kind: Kind
    says: str


FIELDS = (
    Field("id", "text", "what names the escalation; a second row with the same id is refused"),
    Field("opened", "time", "when the escalation was opened"),
    Field("occurred", "time", "when the harm or fault began"),
    Field("detected", "time", "when it was first noticed"),
    Field("acknowledged", "time", "when a person took it on"),
    Field("contained", "time", "when it no longer spread"),
    Field("actioned", "time", "when the first action was taken"),
    Field("notified", "time", "when those who had to be told were told"),
    Field("resolved", "time", "when it was closed"),
    Field("recorded", "time", "when the row entered the log"),
    Field("sla_due", "time", "by when it was to be resolved"),
    Field("obligation_due", "time", "by when those who had to be told were to be told"),
    Field("reopened", "flag", "whether it was opened again after it was resolved"),
    Field("overturned", "flag", "whether its decision was reversed"),
    Field("handovers", "whole", "how often it passed from one team to another"),
    Field("depth", "whole", "how many levels it was escalated"),
    Field("exposure", "whole", "views, users or items reached before the first action"),
    Field("meets_rules", "flag", "whether its review meets the five rules of causal statements"),
    Field("actions_due", "whole", "corrective actions whose day has come, or that are done"),
    Field("actions_closed", "whole", "of those, the ones that are done"),
    Field("region", "text", "where"),
    Field("queue", "text", "which queue or team"),
    Field("policy", "text", "under which policy"),
    Field("severity", "text", "how grave"),
    Field("language", "text", "in which language"),
)
"""In the order of the canonical table; columns mapped to other names are kept as text to slice by."""

KINDS: dict[str, Kind] = {field.name: field.kind for field in FIELDS}
"""The kind of each field by its name."""


def kind_of(name: str) -> Kind:
    """Return the kind of a field; a name of one's own is a text.

    Examples
    --------
    >>> kind_of("opened"), kind_of("product")
    ('time', 'text')
    """
    return KINDS.get(name, "text")
