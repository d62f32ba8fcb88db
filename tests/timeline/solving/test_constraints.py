"""Bounds and proofs of the solver against Floyd and Warshall's algorithm and exhaustive search."""

from __future__ import annotations

import itertools
import random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.timeline import paths
from rca.timeline.constraints import STRUCTURE, Constraint, Network, solve
from rca.timeline.moves import Moves
from rca.timeline.proofs import feasible, find_conflicts

INFINITE = 1 << 200


def shortest_paths(points: int, constraints: list[Constraint]) -> list[list[int]] | None:
    """All shortest paths; ``None`` where a cycle is negative."""
    table = [[0 if a == b else INFINITE for b in range(points)] for a in range(points)]
    for _, tail, head, weight in constraints:
        table[tail][head] = min(table[tail][head], weight)
    for middle, a, b in itertools.product(range(points), repeat=3):
        if table[a][middle] < INFINITE and table[middle][b] < INFINITE:
            table[a][b] = min(table[a][b], table[a][middle] + table[middle][b])
    return None if any(table[p][p] < 0 for p in range(points)) else table


def holds(points: int, constraints: list[Constraint], claims: set[int]) -> bool:
    kept = [constraint for constraint in constraints if constraint[0] in claims | {STRUCTURE}]
    return shortest_paths(points, kept) is not None


def known(value: int) -> int | None:
    return None if value >= INFINITE else value


@st.composite
def networks(draw: st.DrawFn, low: int = -6) -> tuple[int, list[Constraint]]:
    """Small networks of claims with up to three constraints each, and structure that cannot contradict itself."""
    points = draw(st.integers(1, 8))
    point = st.integers(0, points - 1)
    weights = st.one_of(st.integers(low, 8), st.sampled_from([0, 10**15, -(10**15) if low < 0 else 0]))
    constraints: list[Constraint] = [
        (claim, *edge)
        for claim, edges in enumerate(
            draw(st.lists(st.lists(st.tuples(point, point, weights), min_size=1, max_size=3), max_size=9))
        )
        for edge in edges
    ]
    structure = draw(st.lists(st.tuples(point, point, st.integers(0, 3)), max_size=4))
    return points, constraints + [(STRUCTURE, *edge) for edge in structure]


@given(networks(low=-2))
def test_bounds_are_the_shortest_paths(case: tuple[int, list[Constraint]]) -> None:
    points, constraints = case
    table = shortest_paths(points, constraints)
    network = Network(points, constraints)
    if table is None:
        with pytest.raises(ValueError, match="contradict"):
            solve(network)
        return
    solution = solve(network)
    assert solution.latest == [known(table[0][p]) for p in range(points)]
    assert solution.earliest == [None if table[p][0] >= INFINITE else -table[p][0] for p in range(points)]


@given(networks(low=-2))
def test_bounds_do_not_depend_on_where_the_search_starts(case: tuple[int, list[Constraint]]) -> None:
    points, constraints = case
    network = Network(points, constraints)
    conflicts = find_conflicts(network)
    usual = solve(network, conflicts.aside)
    with patch.object(paths, "PATIENCE", 0):
        aside = find_conflicts(network).aside
        rough = solve(network, conflicts.aside)
        for point in range(points):
            assert rough.distances(point) == usual.distances(point)
    assert (rough.earliest, rough.latest) == (usual.earliest, usual.latest)
    assert bool(aside) == bool(conflicts.aside)


@given(networks(low=-2), st.integers(0, 7))
def test_distances_from_any_point_are_the_shortest_paths(case: tuple[int, list[Constraint]], start: int) -> None:
    points, constraints = case
    table = shortest_paths(points, constraints)
    if table is None:
        return
    start %= points
    shortest, longest = solve(Network(points, constraints)).distances(start)
    assert longest == [known(table[start][p]) for p in range(points)]
    assert shortest == [None if table[p][start] >= INFINITE else -table[p][start] for p in range(points)]


@given(networks())
def test_every_conflict_is_infeasible_and_each_part_of_it_feasible(
    case: tuple[int, list[Constraint]],
) -> None:
    points, constraints = case
    conflicts = find_conflicts(Network(points, constraints))
    assert bool(conflicts.cores) == (shortest_paths(points, constraints) is None)
    for core in conflicts.cores:
        assert not holds(points, constraints, set(core))
        for size in range(len(core)):
            for part in itertools.combinations(core, size):
                assert holds(points, constraints, set(part))


@given(networks())
def test_the_rest_is_feasible_and_all_that_was_set_aside_is_in_a_conflict(
    case: tuple[int, list[Constraint]],
) -> None:
    points, constraints = case
    conflicts = find_conflicts(Network(points, constraints))
    rest = {claim for claim, *_ in constraints} - set(conflicts.aside)
    assert holds(points, constraints, rest)
    assert set(conflicts.aside) == {claim for core in conflicts.cores for claim in core}


@given(networks())
def test_no_claim_is_kept_that_clashes_with_one_set_aside(case: tuple[int, list[Constraint]]) -> None:
    points, constraints = case
    constraints = [(number, *edge) for number, (_, *edge) in enumerate(constraints)]  # one each
    conflicts = find_conflicts(Network(points, constraints))
    for one, other in itertools.combinations([constraint[0] for constraint in constraints], 2):
        alone = holds(points, constraints, {one}) and holds(points, constraints, {other})
        if alone and not holds(points, constraints, {one, other}):
            assert {one, other} <= set(conflicts.aside)


@given(networks(low=-3), st.integers(1, 8))
def test_what_moves_is_what_a_new_solution_moves(case: tuple[int, list[Constraint]], kept: int) -> None:
    points, constraints = case
    network = Network(points, constraints)
    claims = sorted({claim for claim, *_ in constraints} - {STRUCTURE})
    aside = set(find_conflicts(network).aside) | set(claims[kept:])
    before, moves = solve(network, aside), Moves(network, aside)
    for claim in aside:
        if not holds(points, constraints, set(claims) - aside | {claim}):
            assert moves.moved_by([claim]) == ()
            continue
        after = solve(network, aside - {claim})
        moved = tuple(
            point
            for point in range(points)
            if (before.earliest[point], before.latest[point]) != (after.earliest[point], after.latest[point])
        )
        assert moves.moved_by([claim]) == moved


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_constraints_changes_nothing(case: tuple[int, list[Constraint]], dice: random.Random) -> None:
    points, constraints = case
    shuffled = constraints.copy()
    dice.shuffle(shuffled)
    one, other = Network(points, constraints), Network(points, shuffled)
    conflicts = find_conflicts(one)
    assert find_conflicts(other) == conflicts
    assert solve(one, conflicts.aside).potentials == solve(other, conflicts.aside).potentials


@given(networks(low=0), st.data())
def test_a_true_claim_never_widens_bounds(case: tuple[int, list[Constraint]], data: st.DataObject) -> None:
    points, constraints = case  # all weights are at least 0, so that all points at 0 is a solution
    before = solve(Network(points, constraints))
    point = st.integers(0, points - 1)
    added = data.draw(st.lists(st.tuples(st.just(99), point, point, st.integers(0, 5)), max_size=3))
    after = solve(Network(points, constraints + added))
    for old, new in zip(before.latest, after.latest, strict=True):
        assert old is None or (new is not None and new <= old)
    for old, new in zip(before.earliest, after.earliest, strict=True):
        assert old is None or (new is not None and new >= old)


@given(networks())
def test_set_aside_claims_say_nothing(case: tuple[int, list[Constraint]]) -> None:
    points, constraints = case
    network = Network(points, constraints)
    aside = find_conflicts(network).aside
    kept = [constraint for constraint in constraints if constraint[0] not in aside]
    with_all, with_kept = solve(network, aside), solve(Network(points, kept))
    assert (with_all.earliest, with_all.latest) == (with_kept.earliest, with_kept.latest)


def test_a_contradiction_far_from_the_origin_is_found() -> None:
    network = Network(4, [(0, 2, 3, -1), (1, 3, 2, -1)])
    assert find_conflicts(network).cores == ((0, 1),)


def test_a_claim_can_contradict_itself() -> None:
    network = Network(3, [(5, 1, 1, -1), (6, 1, 2, 4)])
    assert find_conflicts(network).cores == ((5,),)


def test_a_long_way_round_gives_way_to_the_short_proof() -> None:
    ring = [(claim, claim + 1, claim + 2, -1) for claim in range(6)]
    network = Network(8, [*ring, (6, 7, 1, -1), (7, 4, 3, -1)])
    assert find_conflicts(network).cores[0] == (2, 7)


def test_equal_points_far_away_keep_their_distance_to_the_microsecond() -> None:
    far = 2_840_184_000_000_000
    network = Network(3, [(0, 0, 1, far), (0, 1, 0, -far), (1, 1, 2, 1), (1, 2, 1, -1)])
    solution = solve(network)
    assert (solution.earliest[2], solution.latest[2]) == (far + 1, far + 1)


def test_one_wrong_claim_does_not_empty_what_lies_around_it() -> None:
    # Points 1 .. 9 follow each other, each within its own hour; a second claim puts point 9 before them all.
    chain = [(claim, claim + 2, claim + 1, -1) for claim in range(8)]
    hours = [
        edge
        for claim in range(9)
        for edge in ((10 + claim, 0, claim + 1, 60 * claim + 59), (10 + claim, claim + 1, 0, -60 * claim))
    ]
    wrong = [(30, 0, 9, -1000)]
    conflicts = find_conflicts(Network(10, [*chain, *hours, *wrong]))
    assert conflicts.cores == ((18, 30),)


def test_structure_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody states"):
        find_conflicts(Network(2, [(STRUCTURE, 0, 1, -1), (STRUCTURE, 1, 0, -1)]))


def test_feasible_looks_at_the_claims_in_question_alone() -> None:
    network = Network(2, [(0, 0, 1, 3), (1, 1, 0, -5), (2, 1, 0, -1)])
    assert feasible(network, [0, 2])
    assert not feasible(network, [0, 1])
