"""Reading the ``when`` grammar: words about time in, frozen values out; nothing is guessed.

Refused, each with its remedy, because there would be two ways to read it or nothing to add: ``~`` before a
year, a part of the day or a third of a month (the last two have doubt of their own); ``~`` and ``±`` with a
range or a choice; a range or a choice of which only some stamps name a zone; a range that runs backwards.
"""

from __future__ import annotations

import re

from rca.case.stamp_parse import NUMBER, amounts_of, parse_duration, read_stamp
from rca.case.stamps import wall_unit
from rca.case.when import (
    Between,
    ClaimValue,
    Either,
    Lasted,
    Offset,
    OneSided,
    Order,
    Point,
    Ref,
    Stamp,
    Unknown,
    When,
)
from rca.case.when_hints import length_hint, refusal

_LISTED = re.compile(r"\[(.*)\]")
_SIDE = re.compile(r"(by|since) (?=[0-9]|early |mid |late )")
_REF = re.compile(r"(?P<id>[EP][0-9]+[a-z]?)(?:\.(?P<side>start|end))?|(?P<source>S[0-9]+[a-z]?):(?P<row>[0-9]{1,15})")
_ORDER = re.compile(r"(?:(?P<how>shortly|at or) )?(?P<relation>before|after) (?P<ref>[A-Z]\S*)")
_PLACE = re.compile(r"(?P<relation>at|during) (?P<ref>[A-Z]\S*)")
_OFFSET = re.compile(
    rf"(?:(?P<how>at least|at most|within) )?(?P<about>~ ?)?(?P<low>{NUMBER})(?: ?\.\. ?(?P<high>{NUMBER}))?"
    r" ?(?P<unit>[A-Za-z]+) (?P<relation>before|after|of) (?P<ref>\S+)"
)
_LASTED = re.compile(rf"(?:(?P<how>at least|at most) )?(?P<about>~ ?)?(?P<duration>{NUMBER} ?[A-Za-z]+)")


def parse_when(text: object) -> When:
    """Read when something happened, as one source says it.

    Parameters
    ----------
    text : str, list of str, or When
        A claim, ``[claim, claim]``, or a list of claims that must all hold; a ``When`` is returned as it is.

    Returns
    -------
    When
        The claims, with the words they were read from.

    Raises
    ------
    ValueError
        When the words are not of the grammar; the message gives the rule, the words and a remedy.

    Examples
    --------
    >>> parse_when("2024-05").claims
    (Point(stamp=Stamp(year=2024, month=5, ...), about=False, tolerance=None),)
    >>> parse_when("shortly after E2").claims
    (Order(relation='after', ref=Ref(id='E2', side=None, row=None), or_at=False, shortly=True),)
    >>> parse_when("[2024-05-14, before E2]") == parse_when(["2024-05-14", "before E2"])
    True
    """
    if isinstance(text, When):
        return text
    if isinstance(text, str):
        words = " ".join(text.split())
        listed = _LISTED.fullmatch(words)
        items = listed[1].split(",") if listed else [words]
        return When(tuple(_claim(item.strip()) for item in items), text.strip())
    if isinstance(text, list | tuple) and text and all(isinstance(item, str) for item in text):
        items = [" ".join(item.split()) for item in text]
        return When(tuple(_claim(item) for item in items), f"[{', '.join(items)}]")
    raise refusal("a time is a text or a list of texts", text, "write one claim, or [claim, claim]")


def parse_lasted(text: object) -> Lasted:
    """Read how long an extent went on.

    Parameters
    ----------
    text : str or Lasted
        ``N unit``, ``~N unit``, ``at least N unit`` or ``at most N unit``; a ``Lasted`` is returned as it is.

    Returns
    -------
    Lasted
        The duration, with the words it was read from.

    Raises
    ------
    ValueError
        When the words have another form; the message gives the rule, the words and a remedy.

    Examples
    --------
    >>> parse_lasted("at least 10 h").mode
    'at least'
    """
    if isinstance(text, Lasted):
        return text
    words = " ".join(text.split()) if isinstance(text, str) else ""
    match = _LASTED.fullmatch(words)
    if match is None:
        remedy = "for a range write two claims, at least 7 h and at most 9 h" if ".." in words else length_hint(words)
        raise refusal("a length is N unit, ~N unit, at least N unit or at most N unit", text, remedy)
    if match["how"] and match["about"]:
        raise refusal(
            f"{match['how']!r} takes a plain number", words, f"leave out the ~, or leave out {match['how']!r}"
        )
    mode = match["how"] or ("about" if match["about"] else "exactly")
    return Lasted(mode, parse_duration(match["duration"], words), words)


def _claim(words: str) -> ClaimValue:
    if words == "unknown":
        return Unknown()
    if match := _SIDE.match(words):
        stamp, end = read_stamp(words, match.end(), words)
        _check_end(words, end)
        return OneSided(match[1], stamp)
    if match := _ORDER.fullmatch(words):
        how = match["how"]
        return Order(match["relation"], _ref(match["ref"], words), or_at=how == "at or", shortly=how == "shortly")
    if match := _PLACE.fullmatch(words):
        ref = _ref(match["ref"], words)
        if match["relation"] == "during" and (ref.side or ref.row):
            raise refusal("during takes a whole event or phase", words, "write during E7, or at E7.start")
        return Order(match["relation"], ref)
    if match := _OFFSET.fullmatch(words):
        return _offset(match, words)
    return _point(words)


def _ref(text: str, words: str) -> Ref:
    match = _REF.fullmatch(text)
    if match is None or (match["row"] and not int(match["row"])):
        raise refusal(
            f"{text[:20]!r} names no point in time",
            words,
            "name an event or phase (E2, P1), one of its ends (E2.start, P1.end) or a row from 1 on (S3:412)",
        )
    if match["row"]:
        return Ref(match["source"], row=int(match["row"]))
    return Ref(match["id"], side=match["side"])


def _offset(match: re.Match[str], words: str) -> Offset:
    how, about, high = match["how"], bool(match["about"]), match["high"]
    if high and how:
        raise refusal(f"{how!r} takes one number", words, "write 20..30 min after E2, or at most 30 min after E2")
    if about and how in {"at least", "at most"}:
        raise refusal(f"{how!r} takes a plain number", words, f"leave out the ~, or leave out {how!r}")
    if match["relation"] == "of" and how != "within":
        raise refusal("only within goes with of", words, "write within 40 min of E2, or name before or after")
    amounts = amounts_of((match["low"], high) if high else (match["low"],), match["unit"], words)
    (amount, unit), upper = amounts[0], amounts[1][0] if high else None
    if upper is not None and upper < amount:
        raise refusal("a range runs from the lower number to the higher", words, "write it the other way round")
    mode = "between" if high else how or "exactly"
    if about:
        mode = {"between": "about between", "within": "within about"}.get(mode, "about")
    return Offset(mode, amount, unit, match["relation"], _ref(match["ref"], words), upper)


def _point(words: str) -> Point | Between | Either:
    about = words.startswith("~")
    first, end = read_stamp(words, 2 if words.startswith("~ ") else int(about), words)
    rest = words[end:].strip()
    if not rest:
        return _about(first, words) if about else Point(first)
    if match := re.match(r"(±|\+-) ?", rest):
        _check_plain(first, words)
        return Point(first, about, parse_duration(rest[match.end() :], words))
    if rest[0] in "/|" and about:
        raise refusal("~ goes with one stamp", words, "a range or a choice states its doubt already: leave out the ~")
    if rest[0] == "/":
        last, end = read_stamp(words, _after(words, end), words)
        _check_end(words, end)
        _check_range(first, last, words)
        return Between(first, last)
    stamps = [first]
    while words[end:].lstrip()[:1] == "|":
        stamp, end = read_stamp(words, _after(words, end), words)
        stamps.append(stamp)
    _check_end(words, end)
    _check_zones(stamps, words)
    return Either(tuple(stamps))


def _after(words: str, end: int) -> int:
    """Return the place after a separator and the spaces around it."""
    rest = words[end:].lstrip()[1:]
    return len(words) - len(rest.lstrip())


def _check_end(words: str, end: int) -> None:
    rest = words[end:].strip()
    if rest[:1] == "/" or rest[:1] == "|":
        raise refusal("a range has two ends, and a choice has no ranges of whole stamps", words, "write two claims")
    if rest[:1] == "±" or rest[:2] == "+-":
        raise refusal("± goes with one stamp", words, "a range or a choice states its doubt already: leave out the ±")
    if rest:
        raise refusal(f"{rest[:20]!r} cannot stand after a stamp", words)


def _about(stamp: Stamp, words: str) -> Point:
    _check_plain(stamp, words)
    if stamp.part or stamp.third:
        doubt = "±1 h" if stamp.part else "±5 d"
        raise refusal(f"{stamp.part or stamp.third} has {doubt} of doubt already", words, "leave out the ~, or give ±")
    if stamp.month is None:
        raise refusal("~ has no width for a year", words, "write the first and last year, 2019/2021, or ± and a width")
    return Point(stamp, about=True)


def _check_plain(stamp: Stamp, words: str) -> None:
    if stamp.until is not None:
        raise refusal("~ and ± go with one stamp", words, "a range states its doubt already: give its outer ends")


def _check_range(first: Stamp, last: Stamp, words: str) -> None:
    if first.until or last.until:
        raise refusal("a range has two ends", words, "write the first and the last stamp only")
    _check_zones([first, last], words)
    if first.zone == last.zone and wall_unit(last)[1] < wall_unit(first)[0]:
        raise refusal("a range runs from the earlier stamp to the later", words, "write it the other way round")


def _check_zones(stamps: list[Stamp], words: str) -> None:
    if len({stamp.zone is None for stamp in stamps}) > 1:
        raise refusal("either every stamp of a range or choice names a zone, or none does", words, "write it on each")
