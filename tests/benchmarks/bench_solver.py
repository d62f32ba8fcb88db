"""How long the solver takes on large networks of several shapes: printed as a table, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks/bench_solver.py -m benchmark -s``
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from rca.timeline.constraints import Constraint, Network, solve

pytestmark = pytest.mark.benchmark

POINTS, CONSTRAINTS = 100_000, 300_000
SPAN_US = 10**13


def star(dice: random.Random) -> list[tuple[int, int, int]]:
    """Return dates for every point, and distances between pairs of them."""
    true = [0, *(dice.randrange(SPAN_US) for _ in range(POINTS - 1))]
    edges = [edge for point in range(1, POINTS) for edge in (_edge(true, 0, point, dice), _edge(true, point, 0, dice))]
    while len(edges) < CONSTRAINTS:
        edges.append(_edge(true, dice.randrange(1, POINTS), dice.randrange(1, POINTS), dice))
    return edges


def scattered(dice: random.Random) -> list[tuple[int, int, int]]:
    """Return a few dates, and distances between random pairs."""
    true = [0, *(dice.randrange(SPAN_US) for _ in range(POINTS - 1))]
    edges = [_edge(true, 0, dice.randrange(1, POINTS), dice) for _ in range(POINTS // 10)]
    while len(edges) < CONSTRAINTS:
        edges.append(_edge(true, dice.randrange(POINTS), dice.randrange(POINTS), dice))
    return edges


def chain(dice: random.Random, links: int = 0) -> list[tuple[int, int, int]]:
    """Return one chain of distances in both directions, numbered at random, in order or with links far apart."""
    order = list(range(1, POINTS))
    dice.shuffle(order)
    true, now = [0] * POINTS, 0
    for point in order:
        now += dice.randrange(10**9)
        true[point] = now
    edges = []
    for one, other in zip([0, *order], order, strict=False):
        edges += [_edge(true, one, other, dice), _edge(true, other, one, dice)]
        edges += [] if links else [(other, one, -1)]
    for _ in range(links):
        edges.append(_edge(true, dice.randrange(1, POINTS), dice.randrange(1, POINTS), dice, 10**9))
    return edges


def orders(dice: random.Random) -> list[tuple[int, int, int]]:
    """Return orders alone, with one date at either end."""
    order = list(range(1, POINTS))
    dice.shuffle(order)
    edges = [(0, order[0], 10**9), (order[-1], 0, -5)]
    while len(edges) < CONSTRAINTS:
        first = dice.randrange(POINTS - 2)
        second = min(POINTS - 2, first + 1 + int(dice.expovariate(1 / 50)))
        edges.append((order[second], order[first], -1))
    return edges


def linked(dice: random.Random) -> list[tuple[int, int, int]]:
    """Return the worst shape known: a long precise chain with loose links between points far apart."""
    return chain(dice, links=CONSTRAINTS // 3)


def _edge(true: list[int], tail: int, head: int, dice: random.Random, doubt: int = 10**6) -> tuple[int, int, int]:
    return tail, head, true[head] - true[tail] + dice.randrange(doubt)


def test_solver() -> None:
    print(f"\n{POINTS:,} points, {CONSTRAINTS:,} constraints; CPU seconds")
    print(f"{'shape':<12}{'network':>9}{'bounds':>9}{'together':>10}")
    shapes: list[Callable[[random.Random], list[tuple[int, int, int]]]] = [
        star,
        scattered,
        chain,
        orders,
        linked,
    ]
    for shape in shapes:
        constraints: list[Constraint] = [(claim, *edge) for claim, edge in enumerate(shape(random.Random(1)))]
        started = time.process_time()
        network = Network(POINTS, constraints)
        built = time.process_time()
        solve(network)
        done = time.process_time()
        print(f"{shape.__name__:<12}{built - started:>9.2f}{done - built:>9.2f}{done - started:>10.2f}")
