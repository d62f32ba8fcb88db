"""Minimal cut sets of up to some order, built from the events upwards where the whole is out of reach."""

from __future__ import annotations

from collections.abc import Sequence

from rca.causes.diagrams.budget import SpentError
from rca.causes.diagrams.circuit import AND, OR, XOR, Circuit
from rca.causes.diagrams.decision import Node
from rca.causes.diagrams.limited import LimitedFamilies


def truncated_family(
    circuit: Circuit, gates: Sequence[int], order: Sequence[int], base: Sequence[int], budget: int
) -> tuple[tuple[Node, ...], int | None]:
    """Return the minimal solutions of up to as many variables as the budget allows.

    Parameters
    ----------
    circuit : Circuit
        The circuit.
    gates : sequence of int
        Gates of one module, each after its inputs.
    order : sequence of int
        Its variables.
    base : sequence of int
        Value of each node where all events are false.
    budget : int
        Nodes and remembered results of one attempt.

    Returns
    -------
    (tuple of Node, int or None)
        The family, and the largest order at which the budget sufficed (0 where there was none), or ``None``
        where no set was left out.

    Notes
    -----
    Joining sets never makes one smaller, so sets beyond the order can be dropped at every step and those
    left are exact. A denied variable is a second variable that cannot stand with the first and does not
    count; it is dropped at the end (complements are taken as true unless contradicted).
    """
    best: tuple[Node, ...] = ((len(order), 0, 0),)
    for limit in range(1, len(order) + 1):
        families = LimitedFamilies(len(order), limit, budget)
        try:
            best = families.plain(limited_family(circuit, gates, order, base, families))
        except SpentError:
            return best, limit - 1
        if not families.cut:
            break
    return best, None


def limited_family(
    circuit: Circuit, gates: Sequence[int], order: Sequence[int], base: Sequence[int], families: LimitedFamilies
) -> int:
    """Return the family of the module's last gate, each gate solved only in the senses asked for."""
    level = {variable: index for index, variable in enumerate(order)}
    root = 2 * gates[-1] + base[gates[-1]]
    solved: dict[int, int] = {}

    def literal(given: int) -> int:
        child = given >> 1
        if child in level:
            return families.literal(level[child], denied=bool((given & 1) ^ base[child]))
        return solved[given]

    wanted = _senses(circuit, gates, root, level)
    for gate in gates:
        kind, inputs = circuit.kind[gate], circuit.inputs[gate]
        plain, denied = 2 * gate, 2 * gate + 1
        if kind == XOR:
            if plain in wanted or denied in wanted:
                pairs = [literal(given) for given in inputs], [literal(given ^ 1) for given in inputs]
                solved[plain], solved[denied] = families.odd(*pairs)
            continue
        need = {AND: len(inputs), OR: 1}.get(kind, circuit.need[gate])
        if plain in wanted:
            solved[plain] = families.at_least(need, [literal(given) for given in inputs])
        if denied in wanted:
            solved[denied] = families.at_least(len(inputs) - need + 1, [literal(given ^ 1) for given in inputs])
    return solved[root]


def _senses(circuit: Circuit, gates: Sequence[int], root: int, level: dict[int, int]) -> set[int]:
    """Return the literals of gates that the root needs."""
    wanted = {root}
    for gate in reversed(gates):
        both = circuit.kind[gate] == XOR and (2 * gate in wanted or 2 * gate + 1 in wanted)
        for sense in (0, 1):
            if both or 2 * gate + sense in wanted:
                wanted.update(given ^ sense for given in circuit.inputs[gate] if given >> 1 not in level)
    return wanted
