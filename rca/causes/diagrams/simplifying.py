"""Make a circuit smaller without changing its function: what is settled above, merged, grouped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rca.causes.diagrams.circuit import AND, LEAF, OR, XOR, Circuit
from rca.causes.diagrams.dominators import settled_inputs
from rca.causes.diagrams.modules import find_modules

_PASSES: Final = 8


def simplify(circuit: Circuit) -> Circuit:
    """Return a circuit with the same function and mostly fewer shared nodes.

    Parameters
    ----------
    circuit : Circuit
        As compiled.

    Returns
    -------
    Circuit
        Inputs settled by a dominating gate are gone; gates of one type with one parent are merged into it;
        nodes that only ever appear together are grouped under a gate of their own, so that the group is a
        module.
    """
    circuit = rebuild(circuit)
    for _ in range(_PASSES):
        settled = settled_inputs(circuit)
        if not settled:
            break
        circuit = rebuild(circuit, settled)
    return group(circuit)


def parents_of(circuit: Circuit, order: Iterable[int]) -> list[int]:
    """Return how many gates of the order use each node; the top has one more."""
    parents = [0] * len(circuit.kind)
    for node in order:
        for given in circuit.inputs[node]:
            parents[given >> 1] += 1
    if circuit.top >= 0:
        parents[circuit.top >> 1] += 1
    return parents


def rebuild(circuit: Circuit, replaced: dict[int, Sequence[int]] | None = None) -> Circuit:
    """Return the circuit anew with some inputs replaced; gates are merged into a single parent of their type."""
    replaced = replaced or {}
    order = circuit.reached()
    parents = parents_of(circuit, order)
    new = Circuit()
    literal = [-3] * len(circuit.kind)  # -3: not met yet
    kinds, inputs = circuit.kind, circuit.inputs
    for node in order:
        kind = kinds[node]
        joined: list[int] = []
        for given in replaced.get(node, inputs[node]):
            if given < 0:
                joined.append(given)
                continue
            child = given >> 1
            made = literal[child]
            if made == -3:
                made = literal[child] = new.leaf(circuit.event[child])
            made ^= given & 1
            if (
                parents[child] == 1
                and kind <= OR
                and made >= 0
                and not made & 1
                and new.kind[made >> 1] == kind
                and kinds[child] != LEAF
            ):
                joined.extend(new.inputs[made >> 1])
            else:
                joined.append(made)
        literal[node] = new.gate(kind, circuit.need[node], joined)
    new.top = _top(circuit, new, literal)
    return new


def _top(circuit: Circuit, new: Circuit, literal: list[int]) -> int:
    if circuit.top < 0:
        return circuit.top
    node = circuit.top >> 1
    if circuit.kind[node] == LEAF:
        literal[node] = new.leaf(circuit.event[node])
    return literal[node] ^ (circuit.top & 1)


def group(circuit: Circuit) -> Circuit:
    """Return the circuit with nodes of the same parents joined below a gate of their own."""
    order = circuit.reached()
    users: dict[int, list[int]] = {}
    for node in order:
        for given in circuit.inputs[node]:
            users.setdefault(given >> 1, []).append(2 * node + (given & 1))
    units = set(find_modules(circuit, order))
    groups: dict[tuple[object, ...], list[int]] = {}
    for node, use in users.items():
        kinds = {(circuit.kind[user >> 1], user & 1) for user in use}
        if len(kinds) == 1 and next(iter(kinds))[0] <= OR:
            alone = circuit.kind[node] == LEAF or node in units
            groups.setdefault((*sorted(use), alone), []).append(node)
    member: dict[int, tuple[int, ...]] = {}
    for nodes in groups.values():
        user = users[nodes[0]][0]
        if len(nodes) > 1 and (len(users[nodes[0]]) > 1 or len(nodes) < len(circuit.inputs[user >> 1])):
            member |= dict.fromkeys(nodes, tuple(nodes))
    return _grouped(circuit, order, member) if member else circuit


def _grouped(circuit: Circuit, order: list[int], member: dict[int, tuple[int, ...]]) -> Circuit:
    new = Circuit()
    literal = [-3] * len(circuit.kind)

    def made(given: int) -> int:
        child = given >> 1
        if literal[child] == -3:
            literal[child] = new.leaf(circuit.event[child])
        return literal[child] ^ (given & 1)

    for node in order:
        kind = circuit.kind[node]
        joined: list[int] = []
        done: set[int] = set()
        for given in circuit.inputs[node]:
            nodes = member.get(given >> 1)
            if nodes is None:
                joined.append(made(given))
            elif nodes[0] not in done:
                done.add(nodes[0])
                joined.append(new.gate(kind, 0, [made(2 * other + (given & 1)) for other in nodes]))
        literal[node] = new.gate(kind, circuit.need[node], joined)
    new.top = _top(circuit, new, literal)
    return new


def false_values(circuit: Circuit) -> bytearray:
    """Return the value of each node where every event is false."""
    value = bytearray(len(circuit.kind))
    for node, kind in enumerate(circuit.kind):
        if kind == LEAF:
            continue
        inputs = circuit.inputs[node]
        true = sum([value[given >> 1] ^ (given & 1) for given in inputs])
        if kind == XOR:
            value[node] = true & 1
        else:
            value[node] = true >= {AND: len(inputs), OR: 1}.get(kind, circuit.need[node])
    return value
