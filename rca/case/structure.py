"""The factors of a case form one tree: one outcome, no cycle, and a gate wherever causes meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rca.case.cycles import find_cycles, told
from rca.case.parts import Parts
from rca.case.records import Keys
from rca.case.skeleton import Bone, skeleton
from rca.errors import Mistake


def structure_mistakes(parts: Parts) -> list[Mistake]:
    """Return everything that keeps the factors from being one tree.

    Parameters
    ----------
    parts : Parts
        The five files as far as they could be read.

    Returns
    -------
    list of Mistake
        In the order in which the checks run. A record with a mistake elsewhere counts as far as it can be read;
        what only follows from a mistake is left out.
    """
    tree = _Tree(parts)
    return [*tree.links_twice(), *tree.held_in_gate(), *tree.cycles(), *tree.outcomes(), *tree.gates()]


class _Tree:
    """The factors and links as far as they could be read, with their places."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        found = skeleton(parts)
        self.whole, self.links = found.whole, found.links
        self.factors: dict[str, Bone] = {}
        for factor in found.factors:
            self.factors.setdefault(factor.id, factor)
        self.repeated = {id_ for id_, times in Counter(factor.id for factor in found.factors).items() if times > 1}

    def links_twice(self) -> Iterator[Mistake]:
        """Find links that are written again."""
        seen: set[tuple[str, str]] = set()
        for link in self.links:
            if (link.cause, link.effect) in seen:
                message = f"a cause is linked to an effect once; {link.cause} is linked to {link.effect} again"
                yield self.parts.mistake(link.path, "tree.repeated-link", message, "keep one of the links")
            seen.add((link.cause, link.effect))

    def held_in_gate(self) -> Iterator[Mistake]:
        """Find barriers that held inside a gate; they stand beside the tree."""
        for link in self.links:
            cause = None if link.cause in self.repeated else self.factors.get(link.cause)
            if cause is not None and cause.state in {"held", "partial"} and link.role == "gate":
                message = f"a barrier that held, even in part, enters no gate; {cause.id} enters that of {link.effect}"
                remedy = f"write `guards: {link.effect}` at {cause.id} and take the link away"
                yield self.parts.mistake(link.path, "tree.held-in-gate", message, remedy)

    def cycles(self) -> Iterator[Mistake]:
        """Find factors that are their own cause."""
        causes: dict[str, list[str]] = {}
        places: dict[tuple[str, str], Keys] = {}
        for link in self.links:
            causes.setdefault(link.effect, []).append(link.cause)
            places.setdefault((link.effect, link.cause), link.path)
        for cycle in find_cycles(causes):
            message = f"a factor is not its own cause; got {told(cycle)}"
            place = places[cycle[-2], cycle[-1]]
            yield self.parts.mistake(place, "tree.cycle", message, "take one link of the cycle away")

    def outcomes(self) -> Iterator[Mistake]:
        """Check that one factor is the outcome; only a draft without factors may have none."""
        outcome = self.parts.value("causes", "outcome")
        if outcome is None:
            yield from self._no_outcome()
            return
        top = self.factors.get(outcome)
        if top is None:
            return
        if top.sure and top.kind != "outcome":
            message = f"the factor named by `outcome` has `kind: outcome`; {outcome} has `kind: {top.kind}`"
            yield self.parts.mistake((*top.path, "kind"), "tree.outcome-kind", message, "mend the kind or the id")
        for id_, factor in self.factors.items():
            if factor.kind == "outcome" and id_ != outcome:
                message = f"a tree has one outcome, {outcome}; {id_} is a second one"
                remedy = "give it another kind, or a case of its own"
                yield self.parts.mistake((*factor.path, "kind"), "tree.second-outcome", message, remedy)
        for link in self.links:
            if link.cause == outcome and link.effect != outcome:
                message = f"the outcome is the top of the tree; here it is a cause of {link.effect}"
                yield self.parts.mistake(link.path, "tree.outcome-as-cause", message, "turn the link round")

    def _no_outcome(self) -> Iterator[Mistake]:
        state = self.parts.value("case", "state")
        if not self.parts.whole("causes") or (not self.factors and state in {None, "draft"}):
            return
        message = f"a tree has one outcome; {'`outcome` is not given' if self.factors else f'a case {state} has none'}"
        remedy = "write `outcome:` with the id of a factor of `kind: outcome`"
        yield self.parts.mistake(("causes",), "tree.no-outcome", message, remedy)

    def gates(self) -> Iterator[Mistake]:
        """Find gates that are missing, idle or out of range: one stands where two or more gate links meet."""
        fewest = Counter(
            effect for effect, _ in {(link.effect, link.cause) for link in self.links if link.role == "gate"}
        )
        most = Counter(link.effect for link in self.links if link.role != "contributing")
        # A link whose effect nobody wrote may be meant for any factor.
        counted = self.whole and most.keys() <= self.factors.keys()
        for id_, factor in self.factors.items():
            if not factor.sure or id_ in self.repeated:
                continue
            if fewest[id_] >= 2 and factor.gate is None:
                message = f"two or more gate links meet in a gate; {id_} has {fewest[id_]} and no `gate`"
                remedy = "write `gate: all`, `any` or `at_least`"
                yield self.parts.mistake(factor.path, "tree.gate-missing", message, remedy)
            elif counted and most[id_] < 2 and factor.gate is not None:
                message = f"a gate joins two or more gate links; {id_} has `gate: {factor.gate}` and {most[id_]}"
                remedy = "take `gate` away, or add the other causes"
                yield self.parts.mistake((*factor.path, "gate"), "tree.gate-idle", message, remedy)
            elif counted and factor.at_least is not None and factor.at_least > most[id_]:
                message = f"`at_least` goes up to the number of gate links; {id_} has {factor.at_least} of {most[id_]}"
                yield self.parts.mistake((*factor.path, "at_least"), "tree.gate-range", message, "lower the number")
