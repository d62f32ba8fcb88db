"""The cheapest sets of actions against every set of actions tried one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.actions.hitting import Chosen, Limits, cheapest_sets, most_broken
from rca.actions.removal import Removal
from rca.actions.ways import Option, suffices, ways_left
from rca.causes.cutsets import minimal_cut_sets
from rca.causes.evaluate import evaluate
from rca.causes.gates import GateTree


@st.composite
def trees(draw: st.DrawFn) -> GateTree:
    """Gates of every kind over up to 8 leaves, with shared nodes and refuted ones."""
    leaves = [f"L{number}" for number in range(draw(st.integers(1, 8)))]
    inputs: dict[str, tuple[str, ...]] = dict.fromkeys(leaves, ())
    for number in range(draw(st.integers(0, 4))):
        inputs[f"G{number}"] = tuple(draw(st.lists(st.sampled_from(list(inputs)), min_size=1, max_size=4, unique=True)))
    inputs["TOP"] = tuple(draw(st.lists(st.sampled_from(list(inputs)), min_size=1, max_size=4, unique=True)))
    gates = {node: causes for node, causes in inputs.items() if causes}
    needs = {node: draw(st.integers(1, len(causes))) for node, causes in gates.items()}
    refuted = frozenset(draw(st.lists(st.sampled_from(list(inputs)[:-1]), max_size=1)))
    return GateTree("TOP", inputs, needs, tuple(inputs), tuple(leaves), refuted)


@st.composite
def problems(draw: st.DrawFn) -> tuple[GateTree, list[Option]]:
    tree = draw(trees())
    nodes = st.lists(st.sampled_from(tree.order[:-1]), min_size=1, max_size=3, unique=True).map(tuple)
    count = draw(st.integers(0, 8))
    return tree, [Option(f"A{n}", draw(st.integers(0, 4)), draw(nodes)) for n in range(count)]


def follows(tree: GateTree, options: Sequence[Option], chosen: Sequence[int], on: Sequence[str] | None = None) -> bool:
    removed = [node for index in chosen for node in options[index].removes]
    leaves = {leaf: "established" if on is None or leaf in on else "excluded" for leaf in tree.leaves}
    return evaluate(tree, leaves, removed)[tree.top] == "established"  # type: ignore[arg-type]


def all_choices(options: Sequence[Option]) -> list[tuple[int, ...]]:
    """Every choice, the cheapest first; of equal ones the smaller, then the one with the earlier options."""
    choices = [choice for size in range(len(options) + 1) for choice in combinations(range(len(options)), size)]
    return sorted(choices, key=lambda choice: (cost(options, choice), len(choice), choice))


def cost(options: Sequence[Option], choice: Sequence[int]) -> int:
    return sum(options[index].cost for index in choice)


@settings(max_examples=150)
@given(problems(), st.integers(1, 5))
def test_the_best_sets_are_those_of_trying_all(problem: tuple[GateTree, list[Option]], count: int) -> None:
    tree, options = problem
    found = cheapest_sets(tree, options, count)
    enough = [choice for choice in all_choices(options) if not follows(tree, options, choice)]
    least = [one for one in enough if not any(set(other) < set(one) for other in enough)]
    assert [one.options for one in found] == least[:count]
    assert all(one.proven and one.bound == one.cost == cost(options, one.options) for one in found)
    assert found == cheapest_sets(tree, options, count)


@settings(max_examples=100)
@given(problems(), st.none() | st.integers(0, 10))
def test_a_budget_breaks_as_much_as_trying_all(problem: tuple[GateTree, list[Option]], budget: int | None) -> None:
    tree, options = problem
    goals = [cut_set.factors for cut_set in minimal_cut_sets(tree, dict.fromkeys(tree.leaves, "established")).sets]
    goals = [goal for goal in goals if follows(tree, [], [], goal)]

    def broken(choice: Sequence[int]) -> int:
        return sum(not follows(tree, options, choice, goal) for goal in goals)

    allowed = [choice for choice in all_choices(options) if budget is None or cost(options, choice) <= budget]
    best = max(allowed, key=broken)
    expected = Chosen(best, cost(options, best), broken(best), broken(best), proven=True)
    assert most_broken(tree, options, goals, budget) == expected
    assert most_broken(tree, options, goals, budget) == expected


@settings(max_examples=150)
@given(problems(), st.data())
def test_switching_off_and_on_leaves_the_tree_as_it_was(
    problem: tuple[GateTree, list[Option]], data: st.DataObject
) -> None:
    tree, options = problem
    removal = Removal(tree)
    chosen = data.draw(st.lists(st.sampled_from(range(len(options))), unique=True)) if options else []
    before = (list(removal.true), list(removal.count))
    assert suffices(removal, options, chosen) is not follows(tree, options, chosen)
    ways = ways_left(removal, options, chosen)
    assert (removal.true, removal.count) == before
    assert bool(ways) is follows(tree, options, chosen)
    for way in ways:
        rest = [index for index in range(len(options)) if index not in way]
        assert follows(tree, options, rest)


def hard() -> tuple[GateTree, list[Option]]:
    """Every pair of 12 leaves suffices: all but one have to go."""
    leaves = tuple(f"L{number}" for number in range(12))
    inputs: dict[str, tuple[str, ...]] = {**dict.fromkeys(leaves, ()), "TOP": leaves}
    tree = GateTree("TOP", inputs, {"TOP": 2}, tuple(inputs), leaves, frozenset())
    return tree, [Option(f"A{number}", number + 1, (leaf,)) for number, leaf in enumerate(leaves)]


def test_a_search_that_is_stopped_gives_a_set_that_suffices_and_a_bound() -> None:
    tree, options = hard()
    (found,) = cheapest_sets(tree, options, 3, limits=Limits(rounds=2))
    assert not found.proven
    assert not follows(tree, options, found.options)
    (best,) = cheapest_sets(tree, options)
    assert found.bound <= best.cost == sum(range(1, 12)) <= found.cost


def test_a_stopped_search_under_a_budget_counts_what_it_breaks() -> None:
    tree, options = hard()
    goals = list(combinations(tree.leaves, 2))
    found = most_broken(tree, options, goals, 20, Limits(rounds=1))
    assert found.cost <= 20
    assert found.broken == sum(not follows(tree, options, found.options, goal) for goal in goals) <= found.bound


@pytest.mark.parametrize("count", [1, 4])
def test_an_outcome_that_does_not_follow_needs_nothing(count: int) -> None:
    tree = GateTree("TOP", {"TOP": ()}, {}, ("TOP",), (), frozenset())
    assert cheapest_sets(tree, [Option("A1", 1, ("TOP",))], count) == (Chosen((), 0, 1, 0, proven=True),)
