"""The register of actions as tables and sentences for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from rca.actions.register import FLAGS, Entry, Register
from rca.case.days import day_or_none, tell_day
from rca.evidence.table import PlainTable


def register_parts(register: Register) -> Iterator[PlainTable | str]:
    """Yield the tables and sentences of a register.

    Parameters
    ----------
    register : Register
        The register.

    Yields
    ------
    PlainTable or str
        How many there are of each, all actions with the most pressing first, then what is repeated.
    """
    cases = "1 case" if len(register.cases) == 1 else f"{len(register.cases)} cases"
    if not register.entries:
        yield f"no actions in {cases}"
        return
    counts = [f"{len(found)} {flag}" for flag in FLAGS if (found := register.flagged(flag))]
    looks = ", ".join(counts) or "none to look at"
    yield f"As of {tell_day(register.as_of)}: {len(register.entries)} actions in {cases}; {looks}."
    yield from _same_ids(register)
    marked = [entry for entry in register.entries if entry.flags]
    if marked:
        rows = tuple((_look(entry), *_row(entry)) for entry in marked)
        yield PlainTable(f"To look at ({len(rows)})", ("look at", *_COLUMNS), rows)
    rest = tuple(_row(entry) for entry in register.entries if not entry.flags)
    if rest:
        yield PlainTable(f"{'The others' if marked else 'Actions'} ({len(rest)})", _COLUMNS, rest)
    if register.repeated:
        yield PlainTable(
            "Repeated in several cases",
            ("likeness", "action", "words", "status", "place"),
            tuple(
                (
                    f"{group.likeness:.0f}" if entry == group.entries[0] else "",
                    f"{entry.case} {entry.id}",
                    entry.text,
                    _status(entry),
                    entry.place,
                )
                for group in register.repeated
                for entry in group.entries
            ),
        )


def _same_ids(register: Register) -> Iterator[str]:
    """Name the ids that several cases have: an action is told by that of its case."""
    for id_ in dict.fromkeys(register.cases):
        if register.cases.count(id_) > 1:
            folders = ", ".join(sorted({entry.folder for entry in register.entries if entry.case == id_}))
            yield f"{register.cases.count(id_)} cases have the id {id_} ({folders}): give each one of its own."


_COLUMNS: Final = ("action", "what", "by", "status")


def _look(entry: Entry) -> str:
    """Return what to look at with the days that tell why."""
    days = {
        "overdue": f"overdue since {entry.due}",
        "due soon": f"due {entry.due}",
        "verdict missing": f"verdict missing since {entry.review_on}",
    }
    return "; ".join(days.get(flag, flag) for flag in entry.flags)


def _row(entry: Entry) -> tuple[str, ...]:
    owner = entry.owner or (f"({entry.issuer})" if entry.issuer else "nobody named")
    return f"{entry.case} {entry.id}", entry.label, owner, _status(entry)


def _status(entry: Entry) -> str:
    verdict = f", {entry.verdict.replace('_', ' ')}" if entry.verdict else ""
    return f"{entry.status} {entry.said}{verdict}"


def register_json(register: Register) -> dict[str, Any]:
    """Return a register as plain data.

    Parameters
    ----------
    register : Register
        The register.

    Returns
    -------
    dict
        ``as_of, cases, counts, actions, repeated, unread``.
    """
    return {
        "as_of": day_or_none(register.as_of),
        "cases": list(register.cases),
        "counts": {flag: len(register.flagged(flag)) for flag in FLAGS},
        "actions": [_entry(entry) for entry in register.entries],
        "repeated": [
            {
                "likeness": group.likeness,
                "places": [{"case": e.case, "id": e.id, "text": e.text, "place": e.place} for e in group.entries],
            }
            for group in register.repeated
        ],
        "unread": [
            {"folder": each.folder, "mistakes": [str(mistake) for mistake in each.mistakes]} for each in register.unread
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        **asdict(entry),
        "due": str(entry.due) if entry.due else None,
        "review_on": str(entry.review_on) if entry.review_on else None,
        "flags": list(entry.flags),
    }
