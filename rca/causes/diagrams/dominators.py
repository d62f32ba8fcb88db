"""Which inputs of gates are settled already by a gate that every way to the top passes."""

from __future__ import annotations

from collections.abc import Sequence

from rca.causes.diagrams.circuit import FALSE, LEAF, OR, Circuit


def settled_inputs(circuit: Circuit) -> dict[int, Sequence[int]]:
    """Return new inputs for gates some of whose inputs cannot matter there.

    Parameters
    ----------
    circuit : Circuit
        Any circuit.

    Returns
    -------
    dict
        Gate to its inputs, with constants in place of those that are settled.

    Notes
    -----
    Let a gate G = x or R, and let every way from a gate P to the top pass G. Where x is true G is true
    whatever P is, so inside P the input x may be taken as false; with ``and``, as true. One walk down the
    dominator tree (Cooper, Harvey and Kennedy 2001, on an acyclic graph) finds all such places.
    """
    order = circuit.reached()
    if not order:
        return {}
    parents = [0] * len(circuit.kind)
    for node in order:
        for given in circuit.inputs[node]:
            parents[given >> 1] += 1
    if not any(count > 1 for count in parents):
        return {}
    below = _dominated(circuit, order)
    active: dict[int, int] = {}
    found: dict[int, Sequence[int]] = {}
    waiting: list[tuple[int, list[int] | None]] = [(order[-1], None)]
    while waiting:
        node, added = waiting.pop()
        if added is not None:
            for child in added:
                del active[child]
            continue
        inputs = circuit.inputs[node]
        if active and any(given >> 1 in active for given in inputs):
            found[node] = [active[given >> 1] ^ (given & 1) if given >> 1 in active else given for given in inputs]
        added = []
        if circuit.kind[node] <= OR:
            absent = FALSE if circuit.kind[node] == OR else FALSE ^ 1
            for given in inputs:
                if parents[given >> 1] > 1 and given >> 1 not in active:
                    active[given >> 1] = absent ^ (given & 1)
                    added.append(given >> 1)
        if added:
            waiting.append((node, added))
        waiting.extend((child, None) for child in below.get(node, ()))
    return found


def _dominated(circuit: Circuit, order: Sequence[int]) -> dict[int, list[int]]:
    """Return the gates that each gate dominates at once."""
    users: dict[int, list[int]] = {}
    for node in order:
        for given in circuit.inputs[node]:
            if circuit.kind[given >> 1] != LEAF:
                users.setdefault(given >> 1, []).append(node)
    depth = {order[-1]: 0}
    over: dict[int, int] = {}
    below: dict[int, list[int]] = {}
    for node in reversed(order[:-1]):
        first, *rest = users[node]
        for other in rest:
            while first != other:
                if depth[first] < depth[other]:
                    other = over[other]
                else:
                    first = over[first]
        over[node], depth[node] = first, depth[first] + 1
        below.setdefault(first, []).append(node)
    return below
