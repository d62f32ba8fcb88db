"""What a statement about time can say: the parts of the ``when`` grammar as frozen values.

::

    when   = claim | "[" claim {"," claim} "]"                     all must hold
    claim  = "unknown" | point | ("by"|"since") stamp | order | offset
    point  = ["~"] stamp ["±" dur] | stamp "/" stamp | stamp "|" stamp {"|" stamp}
    order  = ["shortly"|"at or"] ("before"|"after") ref | "at" ref | "during" ref
    offset = ["~"] N [".." N] unit ("before"|"after") ref
           | ("at least"|"at most") N unit ("before"|"after") ref
           | "within" ["~"] N unit ("before"|"after"|"of") ref

``when_parse`` reads text into these values, ``when_print`` writes them back in one canonical form and
``when_bounds`` turns stamps into instants. Nothing here knows about clocks, zones or cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1881, 2059
"""Years that a stamp may name; with every zone they lie inside the horizon."""

HORIZON_US = 2_840_184_000_000_000
"""Ninety years of 365.25 days in microseconds: no instant lies further from 1970-01-01 UTC."""


class Unit(StrEnum):
    """A unit of duration as it is written."""

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"
    YEAR = "y"


class Part(StrEnum):
    """A part of the day, by the local clock."""

    MORNING = "morning"
    MID_MORNING = "mid-morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Third(StrEnum):
    """A third of a month."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``None`` fields were not written.

    Parameters
    ----------
    hour : int
        0 to 23, or 24 when minute and second are zero or unwritten (the end of the day).
    minute, second : int or None
        0 to 59; a second needs a minute.
    fraction : str
        Digits after the decimal point of the second, as written; empty where none were.
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    fraction: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A half-open whole unit: a year, a month, a third of one, a day, a part of it, or a clock time.

    Parameters
    ----------
    year : int
        ``FIRST_YEAR`` to ``LAST_YEAR``.
    month, day : int or None
        ``None`` where the stamp is coarser.
    third : Third or None
        Only with a month and no day.
    part : Part or None
        Only with a day and no clock.
    clock : Clock or None
        Only with a day.
    until : Clock or None
        The later clock of ``date clock/clock``: doubt within one day, both last units included.
    zone : str or None
        As written: an IANA place, an alias of the case, ``UTC``, ``Z`` or a fixed offset.
    """

    year: int
    month: int | None = None
    day: int | None = None
    third: Third | None = None
    part: Part | None = None
    clock: Clock | None = None
    until: Clock | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of units, as written.

    Parameters
    ----------
    amount : Decimal
        Not negative.
    unit : Unit
        Months are 28 to 31 days and years 365 to 366 days where bounds are computed.
    """

    amount: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Ref:
    """Another point in time: an event, a phase or one of their ends, or a row of evidence.

    Parameters
    ----------
    id : str
        ``E2``, ``P1`` or, for a row, the source (``S3``).
    side : {"start", "end"} or None
        Which end of an extent.
    row : int or None
        Row of an evidence source, counted from 1 without the header (``S3:412``).
    """

    id: str
    side: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The source says that the time is not known."""


@dataclass(frozen=True, slots=True)
class Point:
    """One stamp, perhaps about, perhaps with its own tolerance."""

    stamp: Stamp
    about: bool = False
    tolerance: Duration | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """Doubt between two stamps; both last units are included."""

    first: Stamp
    last: Stamp


@dataclass(frozen=True, slots=True)
class Either:
    """One of several stamps; bounds are their hull, and it is shown as either."""

    stamps: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True)
class OneSided:
    """``by`` a stamp (not after its unit ends) or ``since`` a stamp (not before it begins)."""

    side: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Order:
    """Before, after, at or during another point; strict unless ``or_at``; ``shortly`` adds no number."""

    relation: str
    ref: Ref
    or_at: bool = False
    shortly: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from another point.

    Parameters
    ----------
    mode : {"exactly", "about", "between", "about between", "at least", "at most", "within", "within about"}
        How the amount is meant.
    amount : Decimal
        The stated number of units, the lower one of two.
    upper : Decimal or None
        The upper number for ``between`` and ``about between`` (``20..30 min``).
    unit : Unit
        The unit of both.
    relation : {"before", "after", "of"}
        The direction; ``of`` (either direction) only with ``within``.
    ref : Ref
        The point it is measured from.
    """

    mode: str
    amount: Decimal
    unit: Unit
    relation: str
    ref: Ref
    upper: Decimal | None = None


ClaimValue = Unknown | Point | Between | Either | OneSided | Order | Offset


@dataclass(frozen=True, slots=True)
class When:
    """One or several statements about one point, all of which must hold.

    Parameters
    ----------
    claims : tuple
        At least one of the claim values of this module.
    text : str
        The words as they stand in the file; two values that say the same are equal whatever their words.
    """

    claims: tuple[ClaimValue, ...]
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long an extent went on: about, exactly, at least or at most a duration.

    Parameters
    ----------
    mode : {"exactly", "about", "at least", "at most"}
        How the duration is meant.
    duration : Duration
        The stated duration.
    text : str
        The words as they stand in the file.
    """

    mode: str
    duration: Duration
    text: str = field(default="", compare=False)
