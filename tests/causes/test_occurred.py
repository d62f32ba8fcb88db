"""Actual causes against the definition itself, brute force, and the published examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rca.causes.gates import GateTree
from rca.causes.occurred import read_occurred
from rca.causes.timing import LateCause

Model = Mapping[str, Callable[[Mapping[str, bool]], bool]]
"""Structural equations, causes before their effects."""


def made_tree(inputs: Mapping[str, tuple[str, ...]], needs: Mapping[str, int]) -> GateTree:
    """Return a tree from gates in order, causes first; the last one is the top."""
    nodes = list(dict.fromkeys(chain.from_iterable((*causes, gate) for gate, causes in inputs.items())))
    leaves = tuple(node for node in nodes if node not in inputs)
    order = (*leaves, *inputs)
    return GateTree(
        top=order[-1],
        inputs={node: inputs.get(node, ()) for node in order},
        needs=dict(needs),
        order=order,
        leaves=leaves,
        refuted=frozenset(),
    )


@st.composite
def worlds(draw: st.DrawFn, most_leaves: int, most_gates: int) -> tuple[GateTree, frozenset[str]]:
    """Any gates over shared nodes, and the leaves that occurred."""
    nodes = [f"L{i}" for i in range(draw(st.integers(1, most_leaves)))]
    inputs: dict[str, tuple[str, ...]] = {}
    needs: dict[str, int] = {}
    for index in range(draw(st.integers(1, most_gates))):
        chosen = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=4, unique=True))
        inputs[f"G{index}"] = tuple(chosen)
        needs[f"G{index}"] = draw(st.integers(1, len(chosen)))
        nodes.append(f"G{index}")
    reached, waiting = {nodes[-1]}, [nodes[-1]]
    while waiting:
        new = [cause for cause in inputs.get(waiting.pop(), ()) if cause not in reached]
        reached.update(new)
        waiting.extend(new)
    kept = {gate: causes for gate, causes in inputs.items() if gate in reached}
    tree = made_tree(kept, {gate: needs[gate] for gate in kept})
    return tree, frozenset(draw(st.sets(st.sampled_from(tree.leaves))))


def equations(tree: GateTree, occurred: frozenset[str]) -> Model:
    """Return the gates as structural equations; what occurred is the context."""

    def gate(node: str) -> Callable[[Mapping[str, bool]], bool]:
        return lambda values: sum(values[cause] for cause in tree.inputs[node]) >= tree.needs[node]

    def given_(leaf: str) -> Callable[[Mapping[str, bool]], bool]:
        return lambda _: leaf in occurred

    return {node: gate(node) if tree.inputs[node] else given_(node) for node in tree.order}


def solve(model: Model, fixed: Mapping[str, bool]) -> dict[str, bool]:
    values: dict[str, bool] = {}
    for node, equation in model.items():
        values[node] = fixed[node] if node in fixed else equation(values)
    return values


def subsets(items: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [chosen for size in range(len(items) + 1) for chosen in combinations(items, size)]


def causes_by_definition(model: Model, effect: str, variables: tuple[str, ...]) -> set[frozenset[str]]:
    """Try every X and W: AC1 both hold; AC2 with W held as it was, another X undoes the effect; AC3 X is minimal."""
    actual = solve(model, {})
    found: set[frozenset[str]] = set()
    for cause in subsets(variables):
        holds = actual[effect] and all(actual[node] for node in cause)
        if not cause or not holds or any(smaller <= set(cause) for smaller in found):
            continue
        others = tuple(node for node in model if node not in cause)
        for held in subsets(others):
            fixed = {node: actual[node] for node in held} | dict.fromkeys(cause, False)
            if not solve(model, fixed)[effect]:
                found.add(frozenset(cause))
                break
    return found


def sets_of(found: tuple[tuple[str, ...], ...]) -> set[frozenset[str]]:
    assert len(found) == len({frozenset(members) for members in found})
    return {frozenset(members) for members in found}


@settings(deadline=None, max_examples=60)
@given(worlds(most_leaves=4, most_gates=2))
def test_causes_are_those_of_the_definition(world: tuple[GateTree, frozenset[str]]) -> None:
    tree, occurred = world
    reading = read_occurred(tree, occurred)
    model = equations(tree, occurred)
    assert reading.follows == solve(model, {})[tree.top]
    assert sets_of(reading.causes) == causes_by_definition(model, tree.top, tree.leaves)


@settings(deadline=None, max_examples=100)
@given(worlds(most_leaves=8, most_gates=5))
def test_cut_sets_causes_and_but_for_are_those_of_brute_force(world: tuple[GateTree, frozenset[str]]) -> None:
    tree, occurred = world
    reading = read_occurred(tree, occurred)
    model = equations(tree, occurred)

    def follows(true: set[str]) -> bool:
        return solve(model, {leaf: leaf in true for leaf in tree.leaves})[tree.top]

    def minimal(test: Callable[[set[str]], bool]) -> set[frozenset[str]]:
        found: set[frozenset[str]] = set()
        for chosen in subsets(tuple(leaf for leaf in tree.leaves if leaf in occurred)):
            if not any(smaller <= set(chosen) for smaller in found) and test(set(chosen)):
                found.add(frozenset(chosen))
        return found

    cut_sets = minimal(follows)
    assert reading.complete
    assert sets_of(reading.cut_sets) == cut_sets
    hitting = minimal(lambda chosen: all(chosen & members for members in cut_sets)) if cut_sets else set()
    assert sets_of(reading.causes) == hitting
    assert set(reading.but_for) == {leaf for leaf in occurred if cut_sets and all(leaf in s for s in cut_sets)}
    # Chockler and Halpern: k other leaves set false leave it critical.
    for leaf in occurred:
        fewest = min(
            (
                len(others)
                for others in subsets(tuple(other for other in tree.leaves if other in occurred and other != leaf))
                if follows(set(occurred) - set(others)) and not follows(set(occurred) - {*others, leaf})
            ),
            default=None,
        )
        share = dict(reading.responsibility).get(leaf)
        assert share == (None if fewest is None else Fraction(1, fewest + 1))


def vote(yes: int) -> GateTree:
    """Eleven voters; the first ones vote for the winner, who needs six."""
    voters = tuple(f"V{i}" for i in range(11))
    return made_tree({"won": voters}, {"won": 6})


def test_the_vote_of_chockler_and_halpern() -> None:
    tree = vote(11)
    clear = read_occurred(tree, tree.leaves)
    assert {share for _, share in clear.responsibility} == {Fraction(1, 6)}
    assert len(clear.responsibility) == 11
    assert clear.but_for == ()
    narrow = read_occurred(tree, tree.leaves[:6])
    assert dict(narrow.responsibility) == dict.fromkeys(tree.leaves[:6], Fraction(1))
    assert narrow.but_for == tree.leaves[:6]
    lost = read_occurred(tree, tree.leaves[:5])
    assert (lost.follows, lost.causes, lost.responsibility) == (False, (), ())


ROCKS = made_tree({"shattered": ("suzy", "billy")}, {"shattered": 1})


def test_an_or_gate_alone_makes_no_one_the_first() -> None:
    reading = read_occurred(ROCKS, ROCKS.leaves)
    assert reading.causes == (("suzy", "billy"),)
    assert reading.but_for == ()
    assert reading.pre_empted == ()


def late_rock(*, contested: bool = False) -> LateCause:
    return LateCause("billy", "shattered", "E2", "shattered", "E3", contested)


def test_the_rock_that_came_late_is_no_cause_and_the_first_one_is() -> None:
    # The published model with pre-emption: Billy hits only if Suzy has not.
    published: Model = {
        "suzy": lambda _: True,
        "billy": lambda _: True,
        "suzy_hits": lambda values: values["suzy"],
        "billy_hits": lambda values: values["billy"] and not values["suzy_hits"],
        "shattered": lambda values: values["suzy_hits"] or values["billy_hits"],
    }
    expected = causes_by_definition(published, "shattered", ("suzy", "billy"))
    assert expected == {frozenset({"suzy"})}
    reading = read_occurred(ROCKS, ROCKS.leaves, [late_rock()])
    assert sets_of(reading.causes) == expected
    # Without her rock his would have done it: the first one is the cause, and yet no single fix.
    assert reading.but_for == ()
    assert reading.cut_sets == (("suzy",), ("billy",))
    (found,) = reading.pre_empted
    assert (found.late.cause, found.by) == ("billy", ("suzy",))


def test_contested_times_are_told_and_change_no_cause() -> None:
    reading = read_occurred(ROCKS, ROCKS.leaves, [late_rock(contested=True)])
    assert reading.causes == (("suzy", "billy"),)
    assert len(reading.pre_empted) == 1


def test_a_late_cause_with_no_other_is_a_fault_of_times_and_no_pre_emption() -> None:
    reading = read_occurred(ROCKS, ["billy"], [late_rock()])
    assert (reading.causes, reading.pre_empted) == ((("billy",),), ())


@settings(deadline=None, max_examples=60)
@given(worlds(most_leaves=8, most_gates=5))
def test_shares_are_the_same_read_from_a_list_and_from_the_diagrams(world: tuple[GateTree, frozenset[str]]) -> None:
    tree, occurred = world
    assert read_occurred(tree, occurred, budget=1).responsibility == read_occurred(tree, occurred).responsibility


def test_shares_are_exact_where_causes_are_too_many_to_list() -> None:
    tree = made_tree({"top": tuple(f"V{i}" for i in range(60))}, {"top": 31})
    reading = read_occurred(tree, tree.leaves)
    assert (reading.causes, reading.causes_complete, reading.causes_order) == ((), False, 29)
    assert dict(reading.responsibility) == dict.fromkeys(tree.leaves, Fraction(1, 30))


def test_long_lists_say_up_to_which_order_they_are_complete() -> None:
    tree = made_tree({"top": tuple(f"V{i}" for i in range(40))}, {"top": 20})
    reading = read_occurred(tree, tree.leaves, budget=2_000)
    assert not reading.complete
    assert reading.order is not None
    assert all(len(members) <= reading.order for members in reading.causes)
    assert reading.but_for == ()
