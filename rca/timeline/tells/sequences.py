"""Numbers that run on, and those that are missing from them: an export may have lost rows, or was filtered."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

_NUMBERED: Final = re.compile(r"(.*?)([0-9]{1,15})")
_NAMED: Final = re.compile(r"(^|[^a-z])(id|ids|no|nr|num|number|seq|sequence|key|ref|index)$", re.IGNORECASE)
_LEAST: Final = 10
_MANY: Final = 1000
_SAMPLE: Final = 1000


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing from a column of running numbers.

    Parameters
    ----------
    column : str
        The column.
    first, last : str
        The lowest and the highest that is there.
    count : int
        How many between them are missing.
    ranges : tuple of str
        Which: ``T-104``, ``T-200 to T-219``.
    """

    column: str
    first: str
    last: str
    count: int
    ranges: tuple[str, ...]


def missing_ids(rows: pd.DataFrame) -> Missing | None:
    """Return the numbers that are missing from the first column of running numbers.

    Parameters
    ----------
    rows : pandas.DataFrame
        Canonical rows: ``case_id``, ``object`` and the columns in ``attributes`` that are named like an id.

    Returns
    -------
    Missing or None
        ``None`` where no column runs on: one text before at least ten different numbers in nine of ten rows, and at
        least half of the numbers between the lowest and the highest. Where several do, the fullest counts.
    """
    columns = {name: rows[name].dropna().tolist() for name in ("case_id", "object")}
    columns |= _attributes(rows["attributes"].dropna().tolist())
    found = [run for name, values in columns.items() if (run := _run(name, [each for each in values if each]))]
    return max(found, key=lambda run: run[0])[1] if found else None


def _attributes(texts: list[str]) -> dict[str, list[str]]:
    """Return the values of the columns that are named like an id and begin like running numbers."""
    first = [json.loads(text) for text in texts[:_SAMPLE]]
    named = [name for name in (first[0] if first else ()) if _NAMED.search(name)]
    wanted = [name for name in named if _prefixes([str(each.get(name) or "") for each in first]) is not None]
    columns: dict[str, list[str]] = {name: [] for name in wanted}
    for text in texts if wanted else ():
        row = json.loads(text)
        for name, values in columns.items():
            values.append(str(row.get(name) or ""))
    return columns


def _prefixes(values: list[str]) -> tuple[str, list[str]] | None:
    """Return the text before all numbers and their digits, where nine of ten values have one text before a number."""
    parted = [match.groups() for value in values if (match := _NUMBERED.fullmatch(value.strip()))]
    prefixes = {before for before, _ in parted}
    if len(parted) * 10 < len(values) * 9 or len(prefixes) != 1:
        return None
    return prefixes.pop(), [digits for _, digits in parted]


def _run(column: str, values: list[str]) -> tuple[int, Missing] | None:
    """Return how many numbers a column of running numbers has, and what is missing from it."""
    parted = _prefixes(values)
    if parted is None:
        return None
    before, every = parted
    width = min(map(len, every))
    numbers = sorted(set(map(int, every)))
    span = numbers[-1] - numbers[0] + 1
    if len(numbers) < _LEAST or len(numbers) * 2 < span:
        return None

    def name(number: int) -> str:
        return f"{before}{number:0{width}d}"

    holes = [(one + 1, two - 1) for one, two in pairwise(numbers) if two - one > 1]
    ranges = tuple(name(first) if first == last else f"{name(first)} to {name(last)}" for first, last in holes[:_MANY])
    return len(numbers), Missing(column, name(numbers[0]), name(numbers[-1]), span - len(numbers), ranges)
