from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rca.causes.cutsets import minimal_cut_sets
from rca.causes.evaluate import evaluate
from rca.causes.gates import GateTree, gate_tree
from rca.causes.necessity import breaking_all
from rca.causes.results import State
from rca.causes.states import STATES


@st.composite
def gate_trees(draw: st.DrawFn, most_leaves: int = 10) -> GateTree:
    """Any acyclic gates over up to ten leaves: shared nodes, k of n, refuted inner nodes, unused nodes left out."""
    leaf_count = draw(st.integers(1, most_leaves))
    gate_count = draw(st.integers(1, 7))
    nodes = [f"L{i}" for i in range(leaf_count)]
    inputs: dict[str, tuple[str, ...]] = dict.fromkeys(nodes, ())
    needs: dict[str, int] = {}
    for index in range(gate_count):
        name = f"G{index}"
        chosen = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=5, unique=True))
        inputs[name] = tuple(chosen)
        needs[name] = draw(st.integers(1, len(chosen)))
        nodes.append(name)
    top = nodes[-1]
    reached, waiting = {top}, [top]
    while waiting:
        new = [cause for cause in inputs[waiting.pop()] if cause not in reached]
        reached.update(new)
        waiting.extend(new)
    order = tuple(node for node in nodes if node in reached)
    inner = [node for node in order if inputs[node]]
    refuted = draw(st.sets(st.sampled_from(inner), max_size=1)) if draw(st.booleans()) else set()
    return GateTree(
        top=top,
        inputs={node: inputs[node] for node in order},
        needs={node: needs[node] for node in inner},
        order=order,
        leaves=tuple(node for node in order if not inputs[node]),
        refuted=frozenset(refuted),
    )


def occurs(tree: GateTree, true: frozenset[str], refuted: frozenset[str] = frozenset()) -> bool:
    """Evaluate by recursion over the definition, apart from the library's own evaluation."""

    def holds(node: str) -> bool:
        if node in refuted:
            return False
        causes = tree.inputs[node]
        return sum(map(holds, causes)) >= tree.needs[node] if causes else node in true

    return holds(tree.top)


def brute_force(tree: GateTree, refuted: frozenset[str] = frozenset()) -> list[frozenset[str]]:
    """Return minimal sets by trying every subset of the leaves."""
    found: list[frozenset[str]] = []
    for size in range(len(tree.leaves) + 1):
        for members in combinations(tree.leaves, size):
            chosen = frozenset(members)
            if not any(smaller <= chosen for smaller in found) and occurs(tree, chosen, refuted):
                found.append(chosen)
    return found


def all_established(tree: GateTree) -> dict[str, State]:
    return dict.fromkeys(tree.leaves, "established")


@settings(deadline=None)
@given(gate_trees())
def test_cut_sets_are_those_of_brute_force(tree: GateTree) -> None:
    result = minimal_cut_sets(tree, all_established(tree))
    assert result.complete
    assert result.order is None
    expected = set(brute_force(tree)) | set(brute_force(tree, tree.refuted))
    assert {frozenset(cut_set.factors) for cut_set in result.sets} == expected
    assert len(result.sets) == len(set(result.sets))


@settings(deadline=None)
@given(gate_trees(), st.data())
def test_state_of_a_cut_set_is_the_outcomes_if_only_its_leaves_occurred(tree: GateTree, data: st.DataObject) -> None:
    leaves: dict[str, State] = {leaf: data.draw(st.sampled_from(STATES)) for leaf in tree.leaves}
    for cut_set in minimal_cut_sets(tree, leaves).sets:
        alone = {leaf: leaves[leaf] if leaf in cut_set.factors else STATES[0] for leaf in tree.leaves}
        assert cut_set.state == evaluate(tree, alone)[tree.top]
        if not tree.refuted:
            assert cut_set.state == min((leaves[leaf] for leaf in cut_set.factors), key=STATES.index)


@settings(deadline=None)
@given(gate_trees(), st.data())
def test_the_outcome_is_as_sure_as_its_best_cut_set(tree: GateTree, data: st.DataObject) -> None:
    leaves: dict[str, State] = {leaf: data.draw(st.sampled_from(STATES)) for leaf in tree.leaves}
    best = max((STATES.index(cut_set.state) for cut_set in minimal_cut_sets(tree, leaves).sets), default=0)
    assert evaluate(tree, leaves)[tree.top] == STATES[best]


@settings(deadline=None)
@given(gate_trees(), st.data())
def test_a_leaf_breaks_all_when_every_live_set_holds_it(tree: GateTree, data: st.DataObject) -> None:
    leaves: dict[str, State] = {leaf: data.draw(st.sampled_from(STATES)) for leaf in tree.leaves}
    live = [cut_set.factors for cut_set in minimal_cut_sets(tree, leaves).sets if cut_set.state != "excluded"]
    expected = {leaf for leaf in tree.leaves if live and all(leaf in members for members in live)}
    assert breaking_all(tree, leaves) & set(tree.leaves) == expected


@settings(deadline=None)
@given(gate_trees(), st.integers(0, 400))
def test_a_spent_budget_says_so_and_leaves_out_only_larger_sets(tree: GateTree, budget: int) -> None:
    everything = minimal_cut_sets(tree, all_established(tree))
    part = minimal_cut_sets(tree, all_established(tree), budget)
    if part.complete:
        assert part.sets == everything.sets
    else:
        assert part.order is not None
        order = part.order
        assert [s for s in part.sets if len(s.factors) <= order] == [
            s for s in everything.sets if len(s.factors) <= order
        ]
        assert set(part.sets) <= set(everything.sets)
        assert part.count in {None, everything.count}
        assert part.standing in {None, everything.standing}


def test_too_many_sets_are_counted_and_the_first_are_listed() -> None:
    groups = {f"G{group}": tuple(f"L{group}_{leaf}" for leaf in range(10)) for group in range(6)}
    leaves = tuple(leaf for group in groups.values() for leaf in group)
    tree = GateTree(
        top="top",
        inputs={**dict.fromkeys(leaves, ()), **groups, "top": tuple(groups)},
        needs={**dict.fromkeys(groups, 1), "top": 6},
        order=(*leaves, *groups, "top"),
        leaves=leaves,
        refuted=frozenset(),
    )
    states: dict[str, State] = dict.fromkeys(leaves, "established")
    found = minimal_cut_sets(tree, states)
    assert (found.complete, found.order, found.count, found.standing) == (False, 5, 10**6, 10**6)
    assert found.by_order == ((6, 10**6),)
    assert len(found.sets) == 1_000
    assert {each.state for each in found.sets} == {"established"}
    some = minimal_cut_sets(tree, {leaf: "excluded" if leaf.endswith("_9") else "possible" for leaf in leaves})
    assert (some.count, some.standing, {each.state for each in some.sets}) == (10**6, 9**6, {"possible"})


@settings(deadline=None)
@given(gate_trees())
def test_path_sets_are_the_minimal_hitting_sets_of_cut_sets(tree: GateTree) -> None:
    dual = GateTree(
        top=tree.top,
        inputs=tree.inputs,
        needs={node: len(tree.inputs[node]) - need + 1 for node, need in tree.needs.items()},
        order=tree.order,
        leaves=tree.leaves,
        refuted=frozenset(),
    )
    cut_sets = brute_force(tree)
    hitting: list[frozenset[str]] = []
    for size in range(len(tree.leaves) + 1):
        for members in combinations(tree.leaves, size):
            chosen = frozenset(members)
            if not any(smaller <= chosen for smaller in hitting) and all(chosen & s for s in cut_sets):
                hitting.append(chosen)
    found = minimal_cut_sets(dual, all_established(dual)).sets
    assert {frozenset(cut_set.factors) for cut_set in found} == set(hitting)


def test_the_bridge_network(make_case) -> None:
    # Outcome through 1-2, 4-5, 1-3-5 or 4-3-2: the sets of the textbook bridge.
    case = make_case(
        {
            "F1": {"kind": "outcome", "gate": "any"},
            **{f"F1{i}": {"gate": "all"} for i in range(4)},
            **{f"F{i}": {} for i in range(2, 7)},
        },
        {"F1": "F10 F11 F12 F13", "F10": "F2 F3", "F11": "F5 F6", "F12": "F2 F4 F6", "F13": "F5 F4 F3"},
    )
    tree = gate_tree(case)
    sets = [cut_set.factors for cut_set in minimal_cut_sets(tree, all_established(tree)).sets]
    assert sets == [("F2", "F3"), ("F5", "F6"), ("F2", "F4", "F6"), ("F3", "F4", "F5")]


def test_contributing_links_and_guards_enter_no_cut_set(make_case) -> None:
    case = make_case(
        {
            "F1": {"kind": "outcome", "gate": "all"},
            "F2": {},
            "F3": {},
            "F4": {},
            "F5": {"kind": "barrier", "state": "held", "guards": "F1"},
        },
        {"F1": "F2 F3 ~F4"},
    )
    tree = gate_tree(case)
    assert tree.leaves == ("F2", "F3")
    assert [s.factors for s in minimal_cut_sets(tree, all_established(tree)).sets] == [("F2", "F3")]


def test_a_way_through_a_refuted_factor_is_excluded_though_its_leaves_are_true(make_case) -> None:
    case = make_case(
        {"F1": {"kind": "outcome", "gate": "any"}, "F2": {"status": "refuted"}, "F3": {}, "F4": {}},
        {"F1": "F2 F3", "F2": "F4"},
    )
    tree = gate_tree(case)
    found = {s.factors: s.state for s in minimal_cut_sets(tree, all_established(tree)).sets}
    assert found == {("F3",): "established", ("F4",): "excluded"}


def test_a_lone_outcome_has_no_cut_set(make_case) -> None:
    tree = gate_tree(make_case({"F1": {"kind": "outcome"}}, {}))
    assert minimal_cut_sets(tree, {}).sets == ()


def test_a_long_chain_needs_no_recursion(make_case) -> None:
    count = 3000
    case = make_case(
        {"F1": {"kind": "outcome"}, **{f"F{i}": {} for i in range(2, count + 1)}},
        {f"F{i}": f"F{i + 1}!" for i in range(1, count)},
    )
    tree = gate_tree(case)
    assert [s.factors for s in minimal_cut_sets(tree, all_established(tree)).sets] == [(f"F{count}",)]
