"""One register of the actions of many cases: what is overdue, without an owner, not effective, or repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from rca.actions.repeated import NEAR, alike
from rca.actions.standing import SOON_DAYS, Flag, current_result, flags, review_day
from rca.case.days import NO_DAY, latest_day
from rca.case.reading import read_case
from rca.case.records import Action, CaseFile
from rca.errors import CaseError, Mistake

if TYPE_CHECKING:
    import pandas as pd

FLAGS: Final[tuple[Flag, ...]] = get_args(Flag)
"""What to look at, the most pressing first."""

_FILES = ("case.yaml", "timeline.yaml", "causes.yaml", "actions.yaml", "waivers.yaml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in the register.

    Parameters
    ----------
    case, folder : str
        Id of the case, and its folder as given.
    id, text, label : str
        The action, its words, and a short form.
    place : str
        File and line, such as ``cases/one/actions.yaml:12``.
    origin : str
        ``official``, ``company`` or ``ours``.
    owner, issuer : str or None
        Who does it, and who recommended it.
    status, said : str
        The last entry of its history, and when that was in the words of the file.
    due, review_on : date or None
        The day it is due, and the last day of review of its measures.
    verdict : str or None
        ``effective``, ``not_effective`` or ``too_early``, unless it was done again since.
    flags : tuple of str
        What to look at, the most pressing first.
    """

    case: str
    folder: str
    id: str
    text: str
    label: str
    place: str
    origin: str
    owner: str | None
    issuer: str | None
    status: str
    said: str
    due: date | None
    review_on: date | None
    verdict: str | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """Actions of several cases that say the same or nearly.

    Parameters
    ----------
    entries : tuple of Entry
        In the order of the cases.
    likeness : float
        0 to 100; 100 where they are the same but for signs, case and the order of words.
    """

    entries: tuple[Entry, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Unread:
    """A case folder that breaks the format."""

    folder: str
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class Register:
    """The actions of many cases.

    Parameters
    ----------
    as_of : date
        The day on which it was judged.
    cases : tuple of str
        Ids of the cases that were read.
    entries : tuple of Entry
        All actions: the most pressing first, then by due date, then in the order of the cases.
    repeated : tuple of Repeated
        Groups that reach over two or more cases.
    unread : tuple of Unread
        Folders that could not be read.
    """

    as_of: date
    cases: tuple[str, ...]
    entries: tuple[Entry, ...]
    repeated: tuple[Repeated, ...]
    unread: tuple[Unread, ...] = ()

    def flagged(self, flag: Flag) -> tuple[Entry, ...]:
        """Return the actions with a flag."""
        return tuple(entry for entry in self.entries if flag in entry.flags)

    def __repr__(self) -> str:
        return f"Register({len(self.cases)} cases, {len(self.entries)} actions, {len(self.unread)} unread)"


def looks_like_case(folder: Path) -> bool:
    """Return whether a folder holds at least one of the files of a case."""
    return any((folder / name).is_file() for name in _FILES)


def case_folders(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the case folders that some paths name.

    Parameters
    ----------
    paths : iterable of Path
        Case folders, and folders of case folders.

    Returns
    -------
    tuple of Path
        In the order given, those inside a folder by name, none twice. A path that is neither is returned as it
        is, so that reading it says what is wrong.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        inside = sorted(each for each in path.iterdir() if looks_like_case(each)) if path.is_dir() else []
        for folder in inside if inside and not looks_like_case(path) else [path]:
            found.setdefault(folder.resolve(), folder)
    return tuple(found.values())


def read_register(
    paths: Iterable[Path], as_of: date | None = None, soon_days: int = SOON_DAYS, near: float = NEAR
) -> Register:
    """Read case folders and return the register of their actions.

    Parameters
    ----------
    paths : iterable of Path
        Case folders, and folders of case folders.
    as_of, soon_days, near
        As for :func:`build_register`.

    Returns
    -------
    Register
        A folder that breaks the format stands under ``unread``; the others are shown all the same.
    """
    cases: list[tuple[str, CaseFile]] = []
    unread: list[Unread] = []
    for folder in case_folders(paths):
        try:
            cases.append((str(folder), read_case(folder)))
        except CaseError as error:
            unread.append(Unread(str(folder), error.mistakes))
    return replace(build_register(cases, as_of, soon_days, near), unread=tuple(unread))


def build_register(
    cases: Sequence[tuple[str, CaseFile]],
    as_of: date | None = None,
    soon_days: int = SOON_DAYS,
    near: float = NEAR,
) -> Register:
    """Return the register of the actions of some cases.

    Parameters
    ----------
    cases : sequence of (str, CaseFile)
        Each case with the name of its folder.
    as_of : date, optional
        The day to judge on; by default the latest day on which a person decided something in any of the cases,
        never today, so that the same folders give the same register.
    soon_days : int
        How many days ahead a due date is announced.
    near : float
        Likeness of two texts, 0 to 100, from which they count as repeated.

    Returns
    -------
    Register
        All actions with what to look at in each.
    """
    day = as_of or max((latest_day(case) for _, case in cases), default=NO_DAY)
    entries = [
        _entry(folder, case, action, flags(action, day, soon_days))
        for folder, case in cases
        for action in case.actions.actions
    ]
    groups = [
        group for group in alike([entry.text for entry in entries], near) if _cases_of(entries, group.members) > 1
    ]
    for number in sorted(number for group in groups for number in group.members):
        entries[number] = replace(entries[number], flags=(*entries[number].flags, "repeated"))
    return Register(
        as_of=day,
        cases=tuple(case.head.id for _, case in cases),
        entries=tuple(sorted(entries, key=_pressing)),
        repeated=tuple(Repeated(tuple(entries[n] for n in group.members), group.likeness) for group in groups),
    )


def _entry(folder: str, case: CaseFile, action: Action, found: tuple[Flag, ...]) -> Entry:
    mark = case.mark(action.id)
    return Entry(
        case=case.head.id,
        folder=folder,
        id=action.id,
        text=action.text,
        label=action.label or action.text,
        place=f"{folder}/{mark.file}:{mark.line}",
        origin=action.origin,
        owner=action.owner,
        issuer=action.issuer,
        status=action.status,
        said=action.history[-1].when.text,
        due=action.due,
        review_on=review_day(action),
        verdict=current_result(action),
        flags=found,
    )


def _cases_of(entries: Sequence[Entry], members: Iterable[int]) -> int:
    return len({entries[number].folder for number in members})


def _pressing(entry: Entry) -> tuple[int, date]:
    rank = min((FLAGS.index(flag) for flag in entry.flags), default=len(FLAGS))
    return rank, entry.due or date.max


def register_frame(register: Register) -> pd.DataFrame:
    """Return one row for each action of a register, in its order.

    Parameters
    ----------
    register : Register
        The register.

    Returns
    -------
    pandas.DataFrame
        The fields of :class:`Entry`; days are missing where not stated, ``flags`` is one text.
    """
    import pandas as pd

    names = Entry.__dataclass_fields__
    frame = pd.DataFrame([[getattr(entry, name) for name in names] for entry in register.entries], columns=list(names))
    frame["flags"] = [", ".join(entry.flags) for entry in register.entries]
    for name in ("due", "review_on"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    return frame
