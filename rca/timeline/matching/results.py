"""Which rows record one event: groups that count as certain, and pairs for a person to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Row = tuple[str, int]
"""A source and the number of a row in its export, counted from 1."""


class Likeness(NamedTuple):
    """What two rows share.

    Parameters
    ----------
    letters : int
        Letters of their messages that differ.
    actors : int
        1 where both name the same actor, 0 where one names none, -1 where they differ.
    named : bool
        Whether both name the same case or object.
    apart : int
        Microseconds between them.
    chance : float
        Rows that look so, expected by chance.
    """

    letters: int
    actors: int
    named: bool
    apart: int
    chance: float

    def words(self) -> str:
        """Return what is shared in words.

        Examples
        --------
        >>> Likeness(1, 1, False, 12_000_000, 0.0).words()
        '1 letter differs, same actor, 12.0 s apart'
        """
        parts = [{0: "same words", 1: "1 letter differs"}.get(self.letters, f"{self.letters} letters differ")]
        parts += {1: ["same actor"], -1: ["other actor"]}.get(self.actors, [])
        parts += ["same case or object"] if self.named else []
        parts.append(f"{self.apart / 1e6:.1f} s apart")
        parts += [f"{self.chance:.2g} such rows expected by chance"] if self.chance >= 0.01 else []
        return ", ".join(parts)


class DuplicateGroup(NamedTuple):
    """Rows that record one event; all of them stay visible.

    Parameters
    ----------
    rows : tuple of Row
        By source.
    score : float
        Of its least certain pair, from 0 to 1.
    likeness : Likeness or None
        What its least certain pair shares; ``None`` where only a person joined them.
    decided : str
        The person who said yes, where one did; else empty.
    """

    rows: tuple[Row, ...]
    score: float
    likeness: Likeness | None
    decided: str = ""

    @property
    def why(self) -> str:
        """What makes them one event, in words."""
        said = f"{self.decided} said so" if self.decided else ""
        return "; ".join(filter(None, (said, self.likeness.words() if self.likeness else "")))


class DoubtfulPair(NamedTuple):
    """Two rows that may record one event: a question for a person.

    Parameters
    ----------
    rows : tuple of Row
        The two.
    score : float
        From 0 to 1.
    likeness : Likeness
        What they share.
    torn : bool
        Whether they are alike enough, but one of them belongs to rows that the other is unlike.
    """

    rows: tuple[Row, Row]
    score: float
    likeness: Likeness
    torn: bool = False

    @property
    def why(self) -> str:
        """What speaks for and against, in words."""
        return self.likeness.words() + ("; but one of them is joined to an unlike row" if self.torn else "")


@dataclass(frozen=True)
class Duplicates:
    """What matching found.

    Parameters
    ----------
    groups : tuple of DuplicateGroup
        In order of time.
    doubtful : tuple of DoubtfulPair
        The likeliest first.
    compared : int
        Rows that were compared.
    left_out : int
        Rows whose time is too vague to compare.
    """

    groups: tuple[DuplicateGroup, ...]
    doubtful: tuple[DoubtfulPair, ...]
    compared: int
    left_out: int

    def __repr__(self) -> str:
        return f"Duplicates({len(self.groups)} groups, {len(self.doubtful)} doubtful)"

    def table(self) -> list[dict[str, Any]]:
        """Return a row for each group and each doubtful pair, as plain data for tables."""
        found: list[tuple[str, DuplicateGroup | DoubtfulPair]] = [("same event", group) for group in self.groups]
        found += [("to decide", pair) for pair in self.doubtful]
        return [
            {
                "verdict": verdict,
                "rows": " ".join(map(row_words, each.rows)),
                "score": each.score,
                "why": each.why,
                "decided": each.decided if isinstance(each, DuplicateGroup) else "",
            }
            for verdict, each in found
        ]


def row_words(row: Row) -> str:
    """Return a row as a case writes it.

    Examples
    --------
    >>> row_words(("S3", 412))
    'S3:412'
    """
    return f"{row[0]}:{row[1]}"


def duplicates_json(duplicates: Duplicates) -> Mapping[str, Any]:
    """Return what matching found as plain data."""
    return {
        "groups": [
            {"rows": list(map(row_words, group.rows)), "score": group.score, "why": group.why, "decided": group.decided}
            for group in duplicates.groups
        ],
        "doubtful": [
            {"rows": list(map(row_words, pair.rows)), "score": pair.score, "why": pair.why}
            for pair in duplicates.doubtful
        ],
        "compared": duplicates.compared,
        "left_out": duplicates.left_out,
    }
