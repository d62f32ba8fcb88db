"""Orders of the variables of a module: depth-first walks that differ in which input comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rca.causes.diagrams.circuit import Circuit


def variable_orders(circuit: Circuit, gates: Sequence[int], variables: Sequence[int]) -> Iterator[list[int]]:
    """Give several orders, always the same ones for the same circuit.

    Parameters
    ----------
    circuit : Circuit
        The circuit.
    gates : sequence of int
        Gates of the module, its own last.
    variables : sequence of int
        Its variables in the order written.

    Yields
    ------
    list of int
        Variables: largest input first, as written, least deep first, most shared first. An
        order already given is not repeated.
    """
    inner = frozenset(gates)
    weight = dict.fromkeys(variables, 1)
    users: dict[int, int] = {}
    for gate in gates:
        children = [given >> 1 for given in circuit.inputs[gate]]
        weight[gate] = sum([weight[child] for child in children])
        for child in children:
            users[child] = users.get(child, 0) + 1

    def walk(rank: Callable[[int], tuple[int, ...]]) -> list[int]:
        order: list[int] = []
        entered: set[int] = set()
        waiting = [gates[-1]]
        while waiting:
            node = waiting.pop()
            if node in entered:
                continue
            entered.add(node)
            if node in inner:
                children = [given >> 1 for given in circuit.inputs[node]]
                waiting.extend(sorted(children, key=rank)[::-1])
            else:
                order.append(node)
        return order

    seen: list[list[int]] = []
    height = dict.fromkeys(variables, 0)
    for gate in gates:
        height[gate] = 1 + max([height[given >> 1] for given in circuit.inputs[gate]])

    ranks: tuple[Callable[[int], tuple[int, ...]], ...] = (
        lambda node: (-weight[node],),
        lambda _: (),
        lambda node: (height[node],),
        lambda node: (-users[node], weight[node]),
    )
    for rank in ranks:
        order = walk(rank)
        if order not in seen:
            seen.append(order)
            yield order
