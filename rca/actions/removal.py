"""Whether an outcome still follows while factors are taken away and put back, a few edges at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rca.causes.gates import GateTree


class Removal:
    """A tree of gates whose nodes can be switched off and on again.

    Parameters
    ----------
    tree : GateTree
        The gates. Nodes that it refutes are off from the beginning.
    on : collection of str, optional
        Leaves that are true; by default all.

    Notes
    -----
    Each gate counts its true inputs. Switching a node off follows only the edges above what turns false, and the
    returned trail switches exactly that on again, last one first: so a search pays for what it changes, not for
    the tree.
    """

    def __init__(self, tree: GateTree, on: Collection[str] | None = None) -> None:
        index = {node: number for number, node in enumerate(tree.order)}
        self.index = index
        self.above: list[list[int]] = [[] for _ in tree.order]
        self.need = [tree.needs.get(node, 0) for node in tree.order]
        self.count = [0] * len(tree.order)
        self.true = [False] * len(tree.order)
        self.top = index[tree.top]
        leaves = frozenset(tree.leaves if on is None else on)
        for node in tree.order:
            number = index[node]
            for cause in tree.inputs[node]:
                self.above[index[cause]].append(number)
                self.count[number] += self.true[index[cause]]
            enough = self.count[number] >= self.need[number] if tree.inputs[node] else node in leaves
            self.true[number] = enough and node not in tree.refuted

    @property
    def follows(self) -> bool:
        """Whether the outcome still follows."""
        return self.true[self.top]

    def remove(self, nodes: Iterable[str]) -> list[int]:
        """Switch nodes off, with everything that no longer follows.

        Parameters
        ----------
        nodes : iterable of str
            Nodes; those outside the gates change nothing.

        Returns
        -------
        list of int
            The trail for :meth:`restore`; trails are undone in the reverse order.
        """
        trail: list[int] = []
        waiting = [self.index[node] for node in nodes if node in self.index]
        while waiting:
            number = waiting.pop()
            if not self.true[number]:
                continue
            self.true[number] = False
            trail.append(number)
            for gate in self.above[number]:
                self.count[gate] -= 1
                if self.count[gate] < self.need[gate]:
                    waiting.append(gate)
        return trail

    def restore(self, trail: list[int]) -> None:
        """Switch on again what :meth:`remove` switched off."""
        for number in reversed(trail):
            self.true[number] = True
            for gate in self.above[number]:
                self.count[gate] += 1
