"""Cycles are found exactly where there are some."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from rca.case.cycles import find_cycles, told

nodes = st.sampled_from("ABCDEF")


@given(st.dictionaries(nodes, st.lists(nodes, max_size=4)))
def test_cycles_are_found_exactly_where_there_are_some(graph: dict[str, list[str]]) -> None:
    cycles = list(find_cycles(graph))
    arrows = [(start, end) for start, ends in graph.items() for end in ends]
    assert bool(cycles) != nx.is_directed_acyclic_graph(nx.DiGraph(arrows))
    for cycle in cycles:
        assert cycle[0] == cycle[-1]
        assert len(set(cycle)) == len(cycle) - 1
        assert set(pairwise(cycle)) <= set(arrows)


def test_the_same_cycle_is_told_once_for_each_arrow_that_closes_it() -> None:
    assert list(find_cycles({"A": ["B"], "B": ["C"], "C": ["A", "B"]})) == [("A", "B", "C", "A"), ("B", "C", "B")]


def test_a_long_cycle_is_told_by_its_ends() -> None:
    assert told(("A", "B", "A")) == "A -> B -> A"
    long = (*map(str, range(30)), "0")
    assert told(long) == "0 -> 1 -> 2 -> 3 -> 4 -> … -> 26 -> 27 -> 28 -> 29 -> 0"


def test_a_long_chain_is_walked() -> None:
    chain = {str(number): [str(number + 1)] for number in range(20_000)}
    assert list(find_cycles(chain)) == []
    assert len(next(find_cycles({**chain, "20000": ["0"]}))) == 20_002
