"""Prove that a text file is so regular that every reader must find the same rows in it.

Readers of tables differ in what they make of stray quotes, empty lines, lone carriage returns and zero bytes.
A file without any of these holds the same cells for all of them, and the fast reader may have it.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 1 << 18
_QUOTE, _NEWLINE = 0x22, 0x0A


def regular_lines(path: Path) -> int | None:
    """Return the number of lines of a file, or ``None`` where readers may differ on what a line is.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    int or None
        ``None`` where there is a zero byte, a carriage return or what is not UTF-8, or nothing at all. Empty
        lines count: a reader that leaves them out finds fewer rows.
    """
    import numpy as np

    lines, last, decoder = 0, b"\n", codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if b"\0" in chunk or b"\r" in chunk:
                return None
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
            lines += int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == _NEWLINE))
            last = chunk[-1:]
    if decoder.getstate()[0]:
        return None
    return (lines + (last != b"\n")) or None


def has_regular_quotes(path: Path, delimiter: str) -> bool:
    """Return whether quotes stand only around whole cells, or doubled inside them.

    Parameters
    ----------
    path : Path
        The file.
    delimiter : str
        What parts its cells: one byte.

    Returns
    -------
    bool
        Whether RFC 4180 leaves no choice. Proof: count the quotes; each even one opens, each odd one closes.
        If every opening one begins a cell or follows a closing one at once (a doubled quote), and every closing
        one ends a cell or is followed by an opening one at once, then no quote stands inside a bare cell.
    """
    import numpy as np

    edges = _Edges(delimiter)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if not edges.fits(np.frombuffer(chunk, dtype=np.uint8)):
                return False
    return edges.ends_well()


@dataclass
class _Edges:
    """Walks over the quotes of a file, one chunk after the other."""

    delimiter: str
    inside: bool = False
    before: int = _NEWLINE
    closed: bool = False
    """Whether the last byte so far was a closing quote, so that the next has to fit to it."""

    def fits(self, data: NDArray[np.uint8]) -> bool:
        import numpy as np

        at = np.flatnonzero(data == _QUOTE).astype(np.int32)
        if self.closed and not self._ends(data[:1])[0]:
            return False
        opens = at[int(self.inside) :: 2]
        closes = at[1 - int(self.inside) :: 2]
        previous = np.where(opens > 0, data[opens - 1], self.before)
        # A quote before an opening one has closed a cell: together they are one doubled quote.
        if not np.all((previous == ord(self.delimiter)) | (previous == _NEWLINE) | (previous == _QUOTE)):
            return False
        followed = closes[closes + 1 < len(data)]
        if not np.all(self._ends(data[followed + 1])):
            return False
        self.inside ^= bool(len(at) % 2)
        self.before = int(data[-1])
        self.closed = not self.inside and self.before == _QUOTE
        return True

    def _ends(self, following: NDArray[np.uint8]) -> NDArray[np.bool_]:
        result: NDArray[np.bool_] = (following == ord(self.delimiter)) | (following == _NEWLINE) | (following == _QUOTE)
        return result

    def ends_well(self) -> bool:
        return not self.inside
