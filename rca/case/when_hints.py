"""What to say when words are not of the ``when`` grammar: the rule, what was received, and a remedy."""

from __future__ import annotations

import re

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

_FORMS = (
    "write a stamp (2024-05-14 13:00 UTC, ~2024-05-14, 2024-05), A/B, A | B, by or since a stamp, before or "
    "after E2, 40 min after E2, within 40 min of E2, at E2, during P1, or unknown"
)

_OWN_WORDS = r"(unknown|by|since|before|after|at|during|within|shortly|early|mid|late)\b"

_LENGTHS = "write a length as 40 min, ~2 h, at least 10 h or at most 9 h"

# The first pattern that is found in the words, case aside, gives the remedy.
_AMOUNT_SLIPS: tuple[tuple[str, str], ...] = (
    (
        r"\b(seconds?|secs?|minutes?|mins|hours?|hrs?|days?|weeks?|months?|years?)\b",
        "units are s, min, h, d, wk, mo and y, such as 40 min after E2",
    ),
    (r"\b(about|around|approximately|approx|circa|roughly)\b", "write ~ before the stamp or the number"),
    (r"\b(more than|over|longer than|no less than|not less than)\b", "write at least, such as at least 10 h"),
    (r"\b(less than|under|up to|no more than|not more than)\b", "write at most, such as at most 9 h"),
)
_SLIPS: tuple[tuple[str, str], ...] = (
    (r"^\S*\b\d{1,2}:\d{2}\S*\s.*\d{4}-\d{2}", "write the date first, then the clock: 2024-05-14 13:00"),
    (r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b", "write dates as year-month-day, such as 2024-05-14"),
    (r"\b\d{4}[/.]\d{1,2}([/.]\d{1,2})?\b", "write dates as year-month-day, such as 2024-05-14"),
    (r"\b\d{8}(t\d|\b)", "write dates with hyphens, such as 2024-05-14"),
    (r"\b\d{4}-(\d-\d{1,2}|\d{2}-\d)(?!\d)", "write months and days with two digits, such as 2024-05-04"),
    (
        r"\b(yesterday|today|tomorrow|now|tonight|ago|last|next)\b",
        "write the date itself, or name an event: before E2",
    ),
    (rf"\b({_WEEKDAYS})\b", "write the date itself, or each that it may be: 2024-05-13 | 2024-05-20"),
    (r"\b(spring|summer|autumn|fall|winter|q[1-4])\b", "write the months, such as 2024-03/2024-05"),
    (r"\d\s*[ap]\.?m\b", "write the clock with 24 hours, such as 20:35"),
    (r"\b(noon|midnight)\b", "write 12:00, 00:00 or 24:00"),
    *_AMOUNT_SLIPS,
    (r"\b(until|till|no later than|not later than)\b", "write by, then the last stamp that it may be"),
    (
        r"\b(from|no earlier than|not before)\b",
        "write since, then the first stamp that it may be; for two ends A/B",
    ),
    (
        r"^(shortly |at or )?before\s+~?\d{4}",
        "before takes an event such as E2; with a date write by and the last day",
    ),
    (
        r"^(shortly |at or )?after\s+~?\d{4}",
        "after takes an event such as E2; with a date write since and the first day",
    ),
    (
        r"^(by|since)\s+[a-z]\d",
        "by and since take a stamp; with an event write at or before E2, at or after E2",
    ),
    (r"^(by|since)\s+~", "by and since take a plain stamp; give the outermost one without ~"),
    (
        r"\d{4}-\d{2}.*(\bto\b|\band\b|–|—|\s-\s|\.\.)",
        "write both ends of a range with a slash: 2024-05-14/2024-05-16",
    ),
    (r"\d{4}-\d{2}.*\bor\b", "write alternatives with a bar: 2024-05-14 | 2024-05-16"),
    (r"\b\d{4}-\d{2}-\d{2}[ t]\d:\d", "write hours with two digits, such as 09:05"),
    (r"\b\d{4}-\d{2}-\d{2} \d{1,2}$", "write a whole hour as 13h, a minute as 13:00"),
    (r"\d ?[+-]\d{2}(\d{2})?$", "write a fixed offset as +05:30"),
    (r"^~?\d{1,2}(:\d{2}|h\b)", "a clock time needs its date before it: 2024-05-14 13:00"),
    (r",", "write several claims of one source in brackets: [2024-05-14, before E2]"),
    (r"\?", "where the source does not know the time, write unknown; for doubt ~ before the stamp"),
    (
        r"^(after|before|during|at)\s",
        "name an event or phase of this case (E2, E2.start, P1) or a row (S3:412)",
    ),
)


def refusal(rule: str, received: object, remedy: str = "") -> ValueError:
    """Return the error for words that break a rule of the grammar.

    Parameters
    ----------
    rule : str
        The rule that was broken.
    received : object
        What stood there; long text is cut.
    remedy : str
        What to do; where it is empty, a hint for the likeliest slip, or else the forms of the grammar.

    Examples
    --------
    >>> print(refusal("no form of a time matches", "yesterday"))
    no form of a time matches; got 'yesterday'; write the date itself, or name an event: before E2
    """
    words = received if isinstance(received, str) else repr(received)
    shown = words if len(words) <= 80 else words[:79] + "…"
    return ValueError(f"{rule}; got {shown!r}; {remedy or _hint(words)}")


def length_hint(words: str) -> str:
    """Return the remedy for words that are no length of time."""
    return _first(_AMOUNT_SLIPS, words) or _LENGTHS


def _hint(words: str) -> str:
    text = words[:500]
    for number, month in enumerate(_MONTHS, start=1):
        if re.search(rf"\b({month}|{month[:3]}|{month[:4]})\b", text, re.IGNORECASE):
            written = f"2024-{number:02}"
            return f"write dates with numbers: {month} is {written}, its 14th day {written}-14"
    if remedy := _first(_SLIPS, text):
        return remedy
    if text != text.lower() and re.match(_OWN_WORDS, text.lower()):
        return "write the words of the grammar in lower case"
    return _FORMS


def _first(slips: tuple[tuple[str, str], ...], words: str) -> str:
    for pattern, remedy in slips:
        if re.search(pattern, words[:500], re.ASCII | re.IGNORECASE):
            return remedy
    return ""
