"""The table the scan works on: one row a combination of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.errors import InputError, Mistake
from rca.trends.slices.cells import merge
from rca.trends.slices.results import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.int32]

MOST_DIMENSIONS = 5
_NAMED_ROWS = 5


@dataclass(frozen=True, slots=True)
class Leaves:
    """Sums by combination of values.

    Parameters
    ----------
    dimensions : tuple of str
        Names of the dimensions.
    values : tuple of tuple of str
        For each dimension its values.
    codes : tuple of array of int
        For each dimension the position of each leaf's value.
    actual, expected : array of float
        One number a leaf.
    exposure, expected_exposure : array of float or None
        For rates: what the events are counted over, now and for the expected.
    unexpected : tuple of int
        Rows, counted from 1, with something actual and nothing expected.
    """

    dimensions: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    codes: tuple[Codes, ...]
    actual: Floats
    expected: Floats
    exposure: Floats | None
    expected_exposure: Floats | None
    unexpected: tuple[int, ...]

    def chances(self, kind: Kind) -> Floats | None:
        """Return the exposure where each unit of it holds at most one event."""
        return self.exposure if kind == "proportions" else None

    def looseness(self) -> Floats | None:
        """Return the factor on the variance of a leaf that comes from having counted the expected as well."""
        if self.exposure is None or self.expected_exposure is None:
            return None
        return 1 + self.exposure / self.expected_exposure


def leaves_of(
    dimensions: Mapping[str, Sequence[object] | NDArray[np.generic]],
    actual: Sequence[float] | Floats,
    expected: Sequence[float] | Floats,
    exposure: Sequence[float] | Floats | None = None,
    expected_exposure: Sequence[float] | Floats | None = None,
    source: str = "table",
) -> Leaves:
    """Sum rows by combination of values.

    Parameters
    ----------
    dimensions : mapping of str to sequence
        Name and values of each dimension, one value a row; 1 to 5 of them.
    actual, expected : sequence of float
        What happened and what was expected, from 0; not both nothing throughout.
    exposure : sequence of float, optional
        For rates: what the actual events are counted over. The expected events are those expected of this
        exposure, unless `expected_exposure` says over what they were counted.
    expected_exposure : sequence of float, optional
        What the expected events were counted over: the expected rate is theirs, and the split into rate and mix
        can be told.
    source : str
        Name of the table in messages.

    Returns
    -------
    Leaves
        The order of the rows makes no difference.

    Raises
    ------
    InputError
        Naming the column and the rows: numbers that are missing, not finite or negative, tables without rows or
        without anything expected, dimensions too many or none, values missing.

    Examples
    --------
    >>> table = leaves_of({"queue": ["a", "b", "a"]}, [1, 2, 3], [1, 2, 1])
    >>> table.values, table.actual.tolist()
    ((('a', 'b'),), [4.0, 2.0])
    """
    import numpy as np

    given = {"actual": actual, "expected": expected, "exposure": exposure, "expected exposure": expected_exposure}
    numbers = {name: np.asarray(column, dtype=np.float64) for name, column in given.items() if column is not None}
    mistakes = _shape_mistakes(dimensions, numbers, source)
    if mistakes:
        raise InputError(mistakes)
    coded = {name: _code(column) for name, column in dimensions.items()}
    mistakes = [m for name, column in numbers.items() for m in _number_mistakes(name, column, source)]
    mistakes += [m for name, (code, _) in coded.items() for m in _value_mistakes(name, code, source)]
    if not mistakes and not numbers["expected"].sum() > 0:
        message = "nothing is expected in any row, so nothing can be compared"
        mistakes.append(Mistake(source, 0, 0, "slices.nothing-expected", message, "give expected numbers above 0"))
    if not mistakes:
        mistakes = _exposure_mistakes(numbers, source)
    if mistakes:
        raise InputError(mistakes)
    unexpected = np.flatnonzero((numbers["expected"] == 0) & (numbers["actual"] > 0)) + 1
    if "expected exposure" in numbers:
        unexpected = unexpected[numbers["expected exposure"][unexpected - 1] == 0]
    codes = [code for code, _ in coded.values()]
    cell_of, first = merge(codes, [len(values) for _, values in coded.values()])
    sums = {name: np.bincount(cell_of, column, len(first)).astype(np.float64) for name, column in numbers.items()}
    return Leaves(
        tuple(dimensions),
        tuple(values for _, values in coded.values()),
        tuple(code[first] for code in codes),
        sums["actual"],
        sums["expected"],
        sums.get("exposure"),
        sums.get("expected exposure"),
        tuple(int(row) for row in unexpected),
    )


def _code(column: Sequence[object] | NDArray[np.generic]) -> tuple[Codes, tuple[str, ...]]:
    """Return a number for each value, in the order of their text; a missing one gets -1."""
    import numpy as np
    import pandas as pd

    code, values = pd.factorize(
        column if isinstance(column, np.ndarray) else np.array(column, dtype=object), sort=False
    )
    texts = [str(value) for value in values]
    names = sorted(set(texts))
    place = {text: position for position, text in enumerate(names)}
    named = [place[text] if text.strip() else -1 for text in texts]
    return np.array([*named, -1], dtype=np.int32)[code], tuple(names)


def _shape_mistakes(
    dimensions: Mapping[str, Sequence[object] | NDArray[np.generic]], numbers: Mapping[str, Floats], source: str
) -> list[Mistake]:
    if not 1 <= len(dimensions) <= MOST_DIMENSIONS:
        message = f"a scan takes 1 to {MOST_DIMENSIONS} dimensions at once; got {len(dimensions)}"
        named = f": {', '.join(dimensions)}" if dimensions else ""
        return [Mistake(source, 0, 0, "slices.dimensions", message + named, "name the dimensions with --dims A,B")]
    rows = len(numbers["actual"])
    if not rows:
        return [Mistake(source, 0, 0, "slices.no-rows", "the table holds no rows", "export it again with its rows")]
    columns = {**numbers, **dimensions}
    return [
        Mistake(source, 0, 0, "slices.rows", f"{name} has {len(column)} rows and actual has {rows}", "give as many")
        for name, column in columns.items()
        if len(column) != rows
    ]


def _number_mistakes(name: str, column: Floats, source: str) -> list[Mistake]:
    import numpy as np

    remedy = "mend the rows or leave them out"
    missing, negative = np.flatnonzero(~np.isfinite(column)), np.flatnonzero(column < 0)
    found = []
    if len(missing):
        message = f"{name} must be a finite number in every row; it is not in {rows_named(missing + 1)}"
        found.append(Mistake(source, 0, 0, "slices.not-a-number", message, remedy))
    if len(negative):
        message = f"{name} must not be negative; it is in {rows_named(negative + 1)}"
        found.append(Mistake(source, 0, 0, "slices.negative", message, remedy))
    return found


def _value_mistakes(name: str, code: Codes, source: str) -> list[Mistake]:
    import numpy as np

    missing = np.flatnonzero(code < 0)
    if not len(missing):
        return []
    message = f"every row needs a value of {name}; none is in {rows_named(missing + 1)}"
    return [Mistake(source, 0, 0, "slices.no-value", message, "write a word for it, such as unknown")]


def _exposure_mistakes(numbers: Mapping[str, Floats], source: str) -> list[Mistake]:
    import numpy as np

    found = []
    for events, over in (("actual", "exposure"), ("expected", "expected exposure")):
        if over not in numbers:
            continue
        if not numbers[over].sum() > 0:
            message = f"the {over} is 0 in every row, so there is no rate"
            found.append(Mistake(source, 0, 0, "slices.no-exposure", message, "name the column of the exposure"))
            continue
        rows = np.flatnonzero((numbers[over] == 0) & (numbers[events] > 0))
        if len(rows):
            message = f"{events} events need an {over} above 0; it is 0 in {rows_named(rows + 1)}"
            found.append(Mistake(source, 0, 0, "slices.no-exposure", message, "mend the rows or leave them out"))
    if "expected exposure" in numbers and "exposure" not in numbers:
        message = "an expected exposure without an exposure says nothing"
        found.append(Mistake(source, 0, 0, "slices.no-exposure", message, "name the exposure too, with --rate"))
    return found


def rows_named(rows: NDArray[np.intp]) -> str:
    """Return rows as words, the first few by number.

    Examples
    --------
    >>> import numpy as np
    >>> rows_named(np.array([3])), rows_named(np.arange(1, 9))
    ('row 3', 'rows 1, 2, 3, 4, 5 and 3 more')
    """
    named = ", ".join(str(row) for row in rows[:_NAMED_ROWS])
    more = f" and {len(rows) - _NAMED_ROWS} more" if len(rows) > _NAMED_ROWS else ""
    return f"row{'s' if len(rows) > 1 else ''} {named}{more}"
