"""Columns of words, whole numbers and flags to canonical cells; a cell that is none is told with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_FLAGS = {"yes": 1, "y": 1, "true": 1, "1": 1, "no": 0, "n": 0, "false": 0, "0": 0}
_WHOLE = r"^[0-9]{1,15}$"


def read_text(cells: pa.Array) -> pa.Array:
    """Return texts without spaces around them; an empty one is null."""
    from pyarrow import compute

    text = _as_text(cells)
    return compute.if_else(compute.equal(text, ""), None, text)


def read_whole(cells: pa.Array) -> tuple[pa.Array, dict[int, str]]:
    """Return whole numbers, and the rows that hold something else."""
    import pyarrow as pa
    from pyarrow import compute

    text = compute.replace_substring_regex(_as_text(cells), r"^([0-9]+)\.0+$", r"\1")
    fits = compute.match_substring_regex(text, _WHOLE)
    wrong = _others(text, fits, "a whole number from 0")
    return compute.if_else(fits, text, None).cast(pa.int64()), wrong


def read_flag(cells: pa.Array) -> tuple[pa.Array, dict[int, str]]:
    """Return 1 for yes and 0 for no, and the rows that hold something else."""
    import pyarrow as pa
    from pyarrow import compute

    text = _as_text(cells)
    place = compute.index_in(compute.utf8_lower(text), pa.array(list(_FLAGS)))
    wrong = _others(text, place.is_valid(), "yes or no, true or false, 1 or 0")
    return pa.array(list(_FLAGS.values()), pa.int64()).take(place), wrong


def _as_text(cells: pa.Array) -> pa.Array:
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    return compute.utf8_trim_whitespace(cells.cast(pa.string()).fill_null(""))


def _others(text: pa.Array, fits: pa.Array, wanted: str) -> dict[int, str]:
    import numpy as np
    from pyarrow import compute

    odd = compute.and_(compute.invert(fits), compute.not_equal(text, "")).to_numpy(zero_copy_only=False)
    return {int(row): f"not {wanted}: {text[int(row)].as_py()[:40]!r}" for row in np.flatnonzero(odd)}
