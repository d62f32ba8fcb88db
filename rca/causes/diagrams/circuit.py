"""Gates as integer arrays; building them folds constants, repeats and gates with one input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

LEAF: Final = -1
AND: Final = 0
OR: Final = 1
ATLEAST: Final = 2
XOR: Final = 3

FALSE: Final = -2
TRUE: Final = -1
"""Constants among literals; a literal is twice a node plus one where it is denied, so ``x ^ 1`` denies any."""


class Circuit:
    """Nodes numbered so that each comes after its inputs.

    Attributes
    ----------
    kind, need : list of int
        Per node; ``need`` counts for :data:`ATLEAST` alone.
    inputs : list of sequence of int
        Literals that the node joins, in the order written; a leaf has none.
    event : list of int
        Number of the basic event of a leaf, -1 for gates.
    top : int
        Literal of the top, or a constant.
    """

    def __init__(self) -> None:
        self.kind: list[int] = []
        self.need: list[int] = []
        self.inputs: list[Sequence[int]] = []
        self.event: list[int] = []
        self.top = FALSE
        self._known: dict[tuple[int, ...], int] = {}

    def leaf(self, event: int) -> int:
        """Return the literal of a new leaf."""
        return self._add(LEAF, 0, (), event)

    def gate(self, kind: int, need: int, inputs: Sequence[int]) -> int:
        """Return the literal of a gate, the same one for the same gate; constants and repeats are folded."""
        if kind == XOR:
            return self._parity(inputs)
        if kind == ATLEAST:
            need -= sum(1 for given in inputs if given == TRUE)
            inputs = [given for given in inputs if given >= 0]
            if need <= 0 or need > len(inputs):
                return TRUE if need <= 0 else FALSE
            if 1 < need < len(inputs):
                return self._shared(ATLEAST, need, inputs)
            kind = OR if need == 1 else AND
        dominant = FALSE if kind == AND else TRUE
        kept: dict[int, None] = dict.fromkeys(inputs)
        if dominant in kept:
            return dominant
        kept.pop(dominant ^ 1, None)
        if len(kept) == 1:
            return next(iter(kept))
        if not kept or any(given ^ 1 in kept for given in kept if given & 1):
            return dominant if kept else dominant ^ 1
        return self._shared(kind, 0, tuple(kept))

    def _parity(self, inputs: Iterable[int]) -> int:
        """Return an odd-parity gate over plain inputs; denials move to its own literal."""
        denied, odd = 0, dict[int, None]()
        for given in inputs:
            denied ^= given & 1
            if given >= 0 and odd.pop(given & ~1, 0) == 0:
                odd[given & ~1] = None
        if not odd:
            return FALSE ^ denied
        return denied ^ (next(iter(odd)) if len(odd) == 1 else self._shared(XOR, 0, tuple(odd)))

    def _shared(self, kind: int, need: int, inputs: Sequence[int]) -> int:
        key = (kind, need, *sorted(inputs))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._add(kind, need, tuple(inputs), -1)
        return known

    def _add(self, kind: int, need: int, inputs: Sequence[int], event: int) -> int:
        self.kind.append(kind)
        self.need.append(need)
        self.inputs.append(inputs)
        self.event.append(event)
        return 2 * (len(self.kind) - 1)

    def reached(self) -> list[int]:
        """Return the gates below the top, depth first in the order written, each after its inputs."""
        if self.top < 0:
            return []
        kind, inputs = self.kind, self.inputs
        entered = bytearray(len(kind))
        order: list[int] = []
        waiting = [self.top >> 1]
        while waiting:
            node = waiting.pop()
            if node < 0:
                order.append(~node)
            elif kind[node] != LEAF and not entered[node]:
                entered[node] = 1
                waiting.append(~node)
                waiting.extend([given >> 1 for given in reversed(inputs[node])])
        return order
