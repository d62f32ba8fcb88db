"""Records of ``waivers.yaml``: findings of the checks that a person accepts, with reason and end date."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rca.case.records.base import Day, Record, Text


class Waiver(Record):
    """Accepts the findings of one rule at some places; without ``expires`` it does not end."""

    rule: Annotated[
        str,
        Field(
            pattern=r"^[a-z]+(\.[a-z][a-z-]*)+$",
            description="the id of a rule, such as evidence.two-reasons",
        ),
    ]
    places: Annotated[tuple[Text, ...], Field(min_length=1)]
    reason: Text
    by: Text
    on: Day
    expires: Day | None = None


class WaiversFile(Record):
    """The whole of ``waivers.yaml``."""

    waivers: tuple[Waiver, ...] = ()
