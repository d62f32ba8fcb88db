"""Planting mutants, and the table of what the checker found of them."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rca.errors import CaseError

from . import causal, evidential, practical, temporal, treelike
from .bases import Base, Data, check, keys_of
from .harmless import CHANGES, new_places
from .kind import KINDS, Kind

GROUPS = (causal, evidential, practical, temporal, treelike)
"""Importing them registers their kinds."""


@dataclass(frozen=True)
class Trial:
    """One mutant: was its defect found at its place, and what else was found."""

    kind: Kind
    base: str
    place: str
    found: bool
    others: int
    refused: str = ""


def plant(kind: Kind, base: Base, seed: int) -> tuple[Data, str] | None:
    """Return a case with one defect and its place; the same seed gives the same mutant."""
    data = base.copy()
    rng = random.Random(zlib.crc32(f"{kind.title}|{base.name}|{seed}".encode()))
    place = kind.plant(base, data, rng)
    return None if place is None else (data, place)


def trial(kind: Kind, base: Base, data: Data, place: str) -> Trial:
    """Check one mutant."""
    try:
        keys = keys_of(check(data, base.as_of))
    except CaseError as error:
        return Trial(kind, base.name, place, found=False, others=0, refused=str(error.mistakes[0]))
    new = keys - base.keys
    found = any((rule, where) == (kind.rule, place) for rule, where, _ in new)
    return Trial(kind, base.name, place, found, sum(rule != kind.rule for rule, _, _ in new))


def mutants(bases: Iterable[Base], each: int) -> Iterator[tuple[Kind, Base, Data, str]]:
    """Yield up to so many different mutants of each kind in each case."""
    for kind in KINDS:
        for base in bases:
            seen: set[str] = set()
            for seed in range(each * 3):
                planted = plant(kind, base, seed)
                text = json.dumps(planted[0], sort_keys=True) if planted else ""
                if planted and text not in seen and len(seen) < each:
                    seen.add(text)
                    yield kind, base, *planted


def samples(bases: tuple[Base, ...]) -> Iterator[tuple[Kind, Base, Data, str]]:
    """Yield one mutant of each kind, in the first case that takes it, the smallest cases first."""
    for kind in KINDS:
        for base in reversed(bases):
            planted = next((p for p in (plant(kind, base, seed) for seed in range(5)) if p is not None), None)
            if planted is not None:
                yield kind, base, *planted
                break


def harmless_trials(bases: Iterable[Base], each: int) -> Iterator[tuple[str, str, set[tuple[str, str]]]]:
    """Yield the name of a change that says the same, the case, and what was found that is new."""
    for name, change in CHANGES.items():
        for base in bases:
            for seed in range(each):
                yield name, base.name, new_places(base, change(base, random.Random(seed)))


def table(trials: list[Trial], harmless: list[tuple[str, str, set[tuple[str, str]]]]) -> str:
    """Return the table of all kinds as Markdown."""
    lines = ["| kind | planted | found | other new findings a mutant |", "|---|---:|---:|---:|"]
    for kind in KINDS:
        own = [each for each in trials if each.kind is kind]
        others = sum(each.others for each in own) / max(len(own), 1)
        lines.append(f"| {kind.title} | {len(own)} | {sum(each.found for each in own)} | {others:.1f} |")
    found = sum(each.found for each in trials)
    lines.append(f"| **all {len(KINDS)} kinds** | **{len(trials)}** | **{found}** ({found / len(trials):.3f}) | |")
    lines += ["", "| change that says the same | tried | with a new finding |", "|---|---:|---:|"]
    for name in CHANGES:
        own_changes = [new for change, _, new in harmless if change == name]
        lines.append(f"| {name} | {len(own_changes)} | {sum(bool(new) for new in own_changes)} |")
    return "\n".join(lines)
