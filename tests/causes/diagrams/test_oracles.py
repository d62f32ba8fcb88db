"""The engine against brute force over all states of small trees."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations, product
from math import inf, isclose, prod
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.causes.diagrams.dual import dual_tree
from rca.causes.diagrams.fault_tree import FaultTree, Formula, Kind
from rca.causes.diagrams.importance import importances
from rca.causes.diagrams.listing import cheapest, smallest
from rca.causes.diagrams.reading import path_sets, read_results
from rca.causes.diagrams.solving import solve
from rca.causes.exchange.openpsa import write_openpsa

COHERENT: tuple[Kind, ...] = ("all", "any", "at_least", "same")
EVERY: tuple[Kind, ...] = (*COHERENT, "not", "xor", "nand", "nor", "iff", "imply", "true", "false")
ARITY = {"same": 1, "not": 1, "iff": 2, "imply": 2, "true": 0, "false": 0}
QUICK = settings(deadline=None, max_examples=60)


@st.composite
def formulas(draw: st.DrawFn, names: list[str], kinds: tuple[Kind, ...], depth: int = 1) -> Formula:
    kind = draw(st.sampled_from(kinds))
    size = ARITY.get(kind)
    one = st.sampled_from(names)
    inside = st.one_of(one, one, formulas(names, kinds, depth - 1)) if depth else one
    inputs = tuple(draw(st.lists(inside, min_size=1 if size is None else size, max_size=5 if size is None else size)))
    return Formula(kind, inputs, draw(st.integers(1, len(inputs))) if kind == "at_least" else 0)


@st.composite
def fault_trees(draw: st.DrawFn, kinds: tuple[Kind, ...] = COHERENT, most: int = 9) -> FaultTree:
    """Any acyclic gates: shared ones, repeated inputs, single inputs, house events, unused gates and events."""
    events = [f"e{i}" for i in range(draw(st.integers(1, most)))]
    houses = {"h0": draw(st.booleans())} if draw(st.integers(0, 4)) == 0 else {}
    names = [*events, *houses]
    gates: dict[str, Formula] = {}
    for index in range(draw(st.integers(1, 7))):
        gates[f"g{index}"] = draw(formulas(names, kinds))
        names.append(f"g{index}")
    chances = {event: draw(st.sampled_from((0.0, 0.05, 0.3, 0.5, 0.9, 1.0))) for event in events}
    return FaultTree(names[-1], gates, tuple(events), chances, houses)


def value(tree: FaultTree, name: str | Formula, true: frozenset[str]) -> bool:
    """Evaluate by recursion over the definition."""
    if isinstance(name, str):
        if name in tree.houses:
            return tree.houses[name]
        return value(tree, tree.gates[name], true) if name in tree.gates else name in true
    states = [value(tree, given, true) for given in name.inputs]
    return {
        "all": all(states),
        "any": any(states),
        "at_least": sum(states) >= name.need,
        "same": any(states),
        "not": not any(states),
        "xor": sum(states) % 2 == 1,
        "nand": not all(states),
        "nor": not any(states),
        "iff": len(set(states)) == 1,
        "imply": states[-1:] != [False] or not states[0],
        "true": True,
        "false": False,
    }[name.kind]


def brute_force(tree: FaultTree) -> set[frozenset[str]]:
    """Return the smallest sets of events that make the top true with all others false."""
    found: set[frozenset[str]] = set()
    for size in range(len(tree.events) + 1):
        for members in combinations(tree.events, size):
            chosen = frozenset(members)
            if not any(smaller <= chosen for smaller in found) and value(tree, tree.top, chosen):
                found.add(chosen)
    return found


def chance(tree: FaultTree, holds: Callable[[frozenset[str]], bool], chances: Mapping[str, float]) -> float:
    total = 0.0
    for states in product((False, True), repeat=len(tree.events)):
        true = frozenset(event for event, state in zip(tree.events, states, strict=True) if state)
        if holds(true):
            total += prod(chances[event] if event in true else 1 - chances[event] for event in tree.events)
    return total


def near(one: float | None, other: float) -> bool:
    return one is not None and isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def listed(tree: FaultTree, **how: bool) -> set[frozenset[str]]:
    return {frozenset(members) for members in smallest(solve(tree, **how))}


@QUICK
@given(fault_trees(EVERY))
def test_sets_counts_and_probability_are_those_of_brute_force(tree: FaultTree) -> None:
    solution = solve(tree)
    results = read_results(solution)
    expected = brute_force(tree)
    sets = list(smallest(solution))
    assert {frozenset(members) for members in sets} == expected
    assert len(sets) == len(expected) == results.cut_sets
    assert [len(members) for members in sets] == sorted(map(len, expected))
    sizes = [len(members) for members in expected]
    assert results.by_order == tuple((size, sizes.count(size)) for size in sorted(set(sizes)))
    assert results.complete
    assert results.by_order_to is None
    assert near(results.probability, chance(tree, lambda true: value(tree, tree.top, true), tree.probabilities))
    assert set(results.single_points) == {event for event in tree.events if frozenset((event,)) in expected}
    everywhere = frozenset.intersection(*expected) if expected else frozenset()
    assert frozenset(results.in_every_set) == everywhere


@QUICK
@given(fault_trees(EVERY))
def test_results_are_the_same_without_simplifying_and_modules(tree: FaultTree) -> None:
    plain, modular = solve(tree, modular=False), solve(tree)
    assert set(smallest(plain)) == set(smallest(modular))
    first, second = read_results(plain), read_results(modular)
    assert near(first.probability, second.probability or 0.0)
    assert replace(first, probability=None, coherent=True) == replace(second, probability=None, coherent=True)


@QUICK
@given(fault_trees(EVERY), st.randoms(use_true_random=False))
def test_results_are_the_same_under_other_names_and_another_order(tree: FaultTree, dice: object) -> None:
    def renamed(given: str | Formula) -> str | Formula:
        if isinstance(given, str):
            return f"x{given}"
        inputs = [renamed(each) for each in given.inputs]
        if given.kind != "imply":
            dice.shuffle(inputs)  # type: ignore[attr-defined]
        return replace(given, inputs=tuple(inputs))

    names = list(tree.gates)
    dice.shuffle(names)  # type: ignore[attr-defined]
    other = FaultTree(
        f"x{tree.top}",
        {f"x{name}": renamed(tree.gates[name]) for name in names},  # type: ignore[misc]
        tuple(f"x{event}" for event in reversed(tree.events)),
        {f"x{event}": chance for event, chance in tree.probabilities.items()},
        {f"x{name}": state for name, state in tree.houses.items()},
    )
    assert {frozenset(name[1:] for name in members) for members in smallest(solve(other))} == listed(tree)


@QUICK
@given(fault_trees(EVERY))
def test_birnbaum_is_the_difference_that_an_event_makes(tree: FaultTree) -> None:
    half = dict.fromkeys(tree.events, 0.5)

    def change(event: str, chances: Mapping[str, float]) -> float:
        with_it = chance(tree, lambda true: value(tree, tree.top, true), {**chances, event: 1.0})
        return with_it - chance(tree, lambda true: value(tree, tree.top, true), {**chances, event: 0.0})

    found = {each.event: each for each in importances(solve(tree))}
    for event in tree.events:
        each = found.get(event)
        assert near(each.birnbaum if each else 0.0, change(event, tree.probabilities))
        assert near(each.structural if each else 0.0, change(event, half))


@QUICK
@given(fault_trees(most=6))
def test_fussell_vesely_and_share_are_those_of_the_listed_sets(tree: FaultTree) -> None:
    cut_sets = brute_force(tree)
    top = chance(tree, lambda true: value(tree, tree.top, true), tree.probabilities)
    for each in importances(solve(tree)):
        holding = [members for members in cut_sets if each.event in members]
        assert near(each.share, len(holding) / len(cut_sets) if cut_sets else 0.0)
        if top and cut_sets != {frozenset()}:
            union = chance(tree, lambda true, sets=holding: any(s <= true for s in sets), tree.probabilities)  # type: ignore[misc]
            assert near(each.fussell_vesely, union / top)


@QUICK
@given(fault_trees())
def test_path_sets_are_the_minimal_hitting_sets_of_the_cut_sets(tree: FaultTree) -> None:
    cut_sets = brute_force(tree)
    hitting: set[frozenset[str]] = set()
    for size in range(len(tree.events) + 1):
        for members in combinations(tree.events, size):
            chosen = frozenset(members)
            if not any(smaller <= chosen for smaller in hitting) and all(chosen & cut_set for cut_set in cut_sets):
                hitting.add(chosen)
    assert {frozenset(members) for members in path_sets(solve(tree))} == hitting
    assert listed(dual_tree(dual_tree(tree))) == cut_sets


@QUICK
@given(fault_trees(EVERY))
def test_the_dual_is_the_denial_of_the_denied(tree: FaultTree) -> None:
    dual = dual_tree(tree)
    for size in range(len(tree.events) + 1):
        for members in combinations(tree.events, size):
            rest = frozenset(tree.events) - frozenset(members)
            assert value(dual, dual.top, frozenset(members)) != value(tree, tree.top, rest)


@QUICK
@given(fault_trees(EVERY), st.integers(1, 40))
def test_a_spent_budget_leaves_out_only_larger_sets_and_says_so(tree: FaultTree, budget: int) -> None:
    solution = solve(tree, budget=budget)
    results = read_results(solution)
    order = inf if results.complete else results.order
    assert order is not None
    expected = {members for members in brute_force(tree) if len(members) <= order}
    assert {frozenset(members) for members in smallest(solution)} == expected
    assert results.cut_sets == len(expected)
    assert dict(results.by_order) == Counter(map(len, expected))
    assert {frozenset((event,)) for event in results.single_points} == {each for each in expected if len(each) == 1}
    if results.complete and expected:
        assert set(results.in_every_set) == frozenset.intersection(*expected)
    true = chance(tree, lambda true: value(tree, tree.top, true), tree.probabilities)
    assert results.probability is None or near(results.probability, true)
    assert results.complete or results.probability is None


@QUICK
@given(
    st.lists(st.lists(st.permutations(range(6)), min_size=4, max_size=6), min_size=2, max_size=2), st.integers(1, 60)
)
def test_a_module_whose_sets_are_all_too_large_adds_nothing(picks: list[list[list[int]]], budget: int) -> None:
    gates: dict[str, Formula] = {"T": Formula("any", ("M0", "M1", "e12"))}
    for number, module in enumerate(picks):
        for index, pick in enumerate(module):
            gates[f"g{number}{index}"] = Formula("any", tuple(f"e{6 * number + event}" for event in pick[:3]))
        gates[f"M{number}"] = Formula("all", tuple(f"g{number}{index}" for index in range(len(module))))
    solution = solve(FaultTree("T", gates, tuple(f"e{i}" for i in range(13))), budget=budget)
    results = read_results(solution)
    found = [frozenset(members) for members in smallest(solution)]
    assert results.cut_sets == len(found)
    assert dict(results.by_order) == Counter(map(len, found))
    if results.order != 0:
        assert {frozenset((event,)) for event in results.single_points} == {each for each in found if len(each) == 1}


@QUICK
@given(fault_trees(EVERY, most=6))
def test_fussell_vesely_is_exact_or_not_given_where_an_event_can_prevent_the_top(tree: FaultTree) -> None:
    cut_sets = brute_force(tree)
    top = chance(tree, lambda true: value(tree, tree.top, true), tree.probabilities)
    for each in importances(solve(tree)):
        if each.fussell_vesely is not None and top and cut_sets != {frozenset()}:
            holding = [members for members in cut_sets if each.event in members]
            union = chance(tree, lambda true, sets=holding: any(s <= true for s in sets), tree.probabilities)  # type: ignore[misc]
            assert near(each.fussell_vesely, union / top)


@QUICK
@given(fault_trees(EVERY, most=6), st.integers(0, 6))
def test_sets_built_from_the_events_upwards_are_those_of_brute_force(tree: FaultTree, limit: int) -> None:
    from rca.causes.diagrams.compiling import compile_tree
    from rca.causes.diagrams.limited import LimitedFamilies
    from rca.causes.diagrams.modules import module_gates
    from rca.causes.diagrams.simplifying import false_values
    from rca.causes.diagrams.truncated import limited_family

    circuit = compile_tree(tree)
    gates = circuit.reached()
    base = false_values(circuit)
    if circuit.top < 0 or not gates or base[circuit.top >> 1] ^ (circuit.top & 1):
        return
    inner, variables = module_gates(circuit, gates[-1], set())
    families = LimitedFamilies(len(variables), limit, 10_000)
    nodes = families.plain(limited_family(circuit, inner, variables, base, families))

    def sets(node: int) -> set[frozenset[str]]:
        if node < 2:
            return {frozenset()} if node else set()
        level, low, high = nodes[node]
        event = tree.events[circuit.event[variables[level]]]
        return sets(low) | {members | {event} for members in sets(high)}

    expected = brute_force(tree)
    assert sets(len(nodes) - 1) == {members for members in expected if len(members) <= limit}
    assert families.cut or all(len(members) <= limit for members in expected)


@QUICK
@given(fault_trees(EVERY), st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_cheapest_sets_come_first(tree: FaultTree, prices: list[int]) -> None:
    costs = dict(zip(tree.events, map(float, prices), strict=False))
    found = list(cheapest(solve(tree), costs))
    spent = [sum(costs[event] for event in members) for members in found]
    assert spent == sorted(spent)
    assert {frozenset(members) for members in found} == brute_force(tree)
    assert found == list(cheapest(solve(tree), costs))


def test_the_bridge_network() -> None:
    # Works through 1-2, 4-5, 1-3-5 or 4-3-2; importances as the literature gives them for the bridge.
    paths = (("1", "2"), ("4", "5"), ("1", "3", "5"), ("2", "3", "4"))
    gates = {"top": Formula("any", tuple(Formula("all", path) for path in paths))}
    solution = solve(FaultTree("top", gates, ("1", "2", "3", "4", "5")))
    assert {"".join(members) for members in smallest(solution)} == {"12", "45", "135", "234"}
    assert [each.structural for each in importances(solution)] == [0.375, 0.375, 0.125, 0.375, 0.375]
    assert read_results(solution).probability is None


def test_depth_and_width_know_no_limit() -> None:
    events = tuple(f"e{i}" for i in range(20_000))
    deep = {f"g{i}": Formula("any" if i % 2 else "all", (f"g{i + 1}", event)) for i, event in enumerate(events)}
    results = read_results(solve(FaultTree("g0", {**deep, "g20000": Formula("same", ("e0",))}, events)))
    assert results.cut_sets == 10_000
    wide = solve(FaultTree("top", {"top": Formula("all", events)}, events))
    assert next(smallest(wide)) == events
    assert read_results(wide).by_order == ((20_000, 1),)


def test_orders_are_counted_as_far_as_counts_can_be_held() -> None:
    pairs = [(f"a{i}", f"b{i}") for i in range(6_000)]
    gates = {f"g{i}": Formula("any", (a, Formula("all", (b, f"c{i}")))) for i, (a, b) in enumerate(pairs)}
    gates["top"] = Formula("all", tuple(gates))
    events = tuple(event for i, pair in enumerate(pairs) for event in (*pair, f"c{i}"))
    results = read_results(solve(FaultTree("top", gates, events)))
    assert results.cut_sets == 2**6_000
    assert results.by_order_to == 6_015
    assert results.by_order[:3] == ((6_000, 1), (6_001, 6_000), (6_002, 6_000 * 5_999 // 2))
    assert len(results.by_order) == 16


@pytest.mark.skipif(which("scram") is None, reason="scram is not installed")
@settings(deadline=None, max_examples=15)
@given(fault_trees(("all", "any", "at_least"), most=8))
def test_counts_and_probability_are_those_of_scram(tree: FaultTree) -> None:
    used = {name for formula in tree.gates.values() for name in formula.names()}
    inputs = tuple(name for name in tree.gates if name not in used)
    gates = {"top": Formula("any", inputs) if len(inputs) > 1 else Formula("same", inputs), **tree.gates}

    def tidied(formula: Formula) -> str | Formula:
        """Bring a formula to what scram takes: no input twice, no gate of one input."""
        inside = tuple(dict.fromkeys(each if isinstance(each, str) else tidied(each) for each in formula.inputs))
        if len(inside) == 1:
            return inside[0]
        if formula.kind == "at_least" and not 1 < formula.need < len(inside):
            return Formula("all" if formula.need == len(inside) else "any", inside)
        return replace(formula, inputs=inside)

    tidy = {name: tidied(each) for name, each in gates.items()}
    named = {name: Formula("same", (each,)) if isinstance(each, str) else each for name, each in tidy.items()}
    tree = FaultTree("top", named, tree.events, tree.probabilities, tree.houses)
    with TemporaryDirectory() as folder:
        file, out = Path(folder) / "tree.xml", Path(folder) / "out.xml"
        file.write_text(write_openpsa(tree), encoding="utf-8")
        command = ["scram", "--bdd", "--probability", "1", "-l", "1000", str(file), "-o", str(out)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        report = ET.parse(out).getroot().find(".//sum-of-products")
    assert report is not None
    results = read_results(solve(tree))
    assert results.cut_sets == int(report.get("products", "-1"))
    told = float(report.get("probability", "nan"))
    assert isclose(results.probability or 0.0, told, rel_tol=1e-4, abs_tol=1e-9)
