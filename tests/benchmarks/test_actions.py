"""How long the cheapest actions take on large trees: printed as a table, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks/test_actions.py -m benchmark -s``
"""

from __future__ import annotations

import random
import time

import pytest

from rca.actions.hitting import cheapest_sets, most_broken
from rca.actions.ways import Option
from rca.causes.gates import GateTree

pytestmark = pytest.mark.benchmark


def sets_tree(factors: int, sets: int, dice: random.Random) -> tuple[GateTree, list[tuple[str, ...]]]:
    """Return an outcome that any of many random sets of two to six factors is enough for."""
    leaves = tuple(f"L{number}" for number in range(factors))
    goals = [tuple(sorted(dice.sample(leaves, dice.randint(2, 6)))) for _ in range(sets)]
    inputs: dict[str, tuple[str, ...]] = {
        **dict.fromkeys(leaves, ()),
        **{f"G{n}": goal for n, goal in enumerate(goals)},
    }
    inputs["TOP"] = tuple(f"G{number}" for number in range(sets))
    needs = {f"G{number}": len(goal) for number, goal in enumerate(goals)} | {"TOP": 1}
    return GateTree("TOP", inputs, needs, tuple(inputs), leaves, frozenset()), goals


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sixty_factors_and_five_hundred_sets(seed: int) -> None:
    dice = random.Random(seed)
    tree, goals = sets_tree(60, 500, dice)
    options = [Option(f"A{number}", dice.randint(1, 100), (leaf,)) for number, leaf in enumerate(tree.leaves)]
    budget = sum(option.cost for option in options) // 6
    print(f"\n60 factors, 500 sets, seed {seed}; CPU seconds")
    jobs = {
        "cheapest": lambda: cheapest_sets(tree, options),
        "five cheapest": lambda: cheapest_sets(tree, options, 5),
        f"most broken for {budget}": lambda: (most_broken(tree, options, goals, budget),),
    }
    for name, job in jobs.items():
        started = time.process_time()
        found = job()
        seconds = time.process_time() - started
        told = ", ".join(
            f"{one.cost}{'' if one.proven else ' not proven'} ({len(one.options)} actions)" for one in found
        )
        told += f", {found[0].broken} broken" if len(found) == 1 and found[0].broken > 1 else ""
        print(f"{name:<24}{seconds:>8.2f}  {told}")
    assert cheapest_sets(tree, options) == cheapest_sets(tree, options)
