"""What a rule may look at: the case, everything computed from it, and the tree seen from the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from rca.actions.results import ActionsResult
from rca.case.records import CaseFile, Factor, Keys, Link
from rca.causes.results import CausesResult, FactorResult
from rca.checks.results import Finding
from rca.timeline.results import SolvedEvent, TimelineResult


@dataclass(frozen=True)
class Context:
    """One case with its results.

    Parameters
    ----------
    case : CaseFile
        The records.
    timeline, causes, actions
        What was computed from them.
    as_of : date
        The day on which due dates and waivers are judged.
    known_rules : frozenset of str
        Ids of all rules; only the rules about waivers read it.
    findings : tuple of Finding
        What the other rules found, waivers applied; only the rules about waivers read it.
    """

    case: CaseFile
    timeline: TimelineResult
    causes: CausesResult
    actions: ActionsResult
    as_of: date
    known_rules: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    def keys(self, id_: str, *deeper: str | int) -> Keys:
        """Return the path of a value inside a record.

        Parameters
        ----------
        id_ : str
            Id of the record.
        deeper : str or int
            Keys and indices below it.

        Returns
        -------
        tuple of str or int
            The path in the files.
        """
        return (*self._paths[id_], *deeper)

    @cached_property
    def _paths(self) -> Mapping[str, Keys]:
        return {id_: path for id_, path, _ in self.case.records()}

    @cached_property
    def events(self) -> Mapping[str, SolvedEvent]:
        """Solved events by id."""
        return MappingProxyType({event.id: event for event in self.timeline.events})

    @cached_property
    def results(self) -> Mapping[str, FactorResult]:
        """What the tree computes about each factor, by id."""
        return MappingProxyType({result.id: result for result in self.causes.factors})

    @cached_property
    def links(self) -> tuple[tuple[int, Link], ...]:
        """Links of which neither end is refuted, with their number in the file."""
        refuted = {factor.id for factor in self.case.causes.factors if factor.status == "refuted"}
        numbered = enumerate(self.case.causes.links)
        return tuple((n, link) for n, link in numbered if link.cause not in refuted and link.effect not in refuted)

    @cached_property
    def causes_of(self) -> Mapping[str, tuple[Link, ...]]:
        """Links into each factor that has causes, by the effect."""
        grouped: dict[str, list[Link]] = {}
        for _, link in self.links:
            grouped.setdefault(link.effect, []).append(link)
        return MappingProxyType({effect: tuple(links) for effect, links in grouped.items()})

    @cached_property
    def tree(self) -> tuple[Factor, ...]:
        """Factors that links of either role join to the outcome, none of them refuted, in the order of the file."""
        return self._joined(with_guards=False)

    @cached_property
    def claimed(self) -> tuple[Factor, ...]:
        """The factors of the tree and what stands beside it: barriers that held, and why they did."""
        return self._joined(with_guards=True)

    def _joined(self, *, with_guards: bool) -> tuple[Factor, ...]:
        factors = [factor for factor in self.case.causes.factors if factor.status != "refuted"]
        below: dict[str, list[str]] = {factor.id: [] for factor in factors}
        for _, link in self.links:
            below[link.effect].append(link.cause)
        for factor in factors if with_guards else ():
            if factor.guards in below:
                below[factor.guards].append(factor.id)
        reached: set[str] = set()
        waiting = [id_ for id_ in (self.case.causes.outcome,) if id_ in below]
        while waiting:
            factor_id = waiting.pop()
            if factor_id not in reached:
                reached.add(factor_id)
                waiting.extend(below[factor_id])
        return tuple(factor for factor in factors if factor.id in reached)

    @cached_property
    def leaves(self) -> tuple[Factor, ...]:
        """Factors of the tree that have no cause of either role, in the order of the file."""
        return tuple(factor for factor in self.tree if factor.id not in self.causes_of)

    @cached_property
    def single_runs(self) -> tuple[tuple[str, ...], ...]:
        """Effects with one cause each, and not said to be complete, from the uppermost down as they follow."""
        single = {
            factor.id: self.causes_of[factor.id][0].cause
            for factor in self.tree
            if factor.complete != "yes" and len(self.causes_of.get(factor.id, ())) == 1
        }
        below = {cause for cause in single.values() if cause in single}
        runs: list[tuple[str, ...]] = []
        for top in single:
            if top not in below:
                run = [top]
                while single[run[-1]] in single:
                    run.append(single[run[-1]])
                runs.append(tuple(run))
        return tuple(runs)

    def above(self, factor: str) -> frozenset[str]:
        """Return a factor and everything that it leads to.

        Parameters
        ----------
        factor : str
            Id of a factor.

        Returns
        -------
        frozenset of str
            Ids on every path from the factor upwards, itself included, refuted ones too.
        """
        found: set[str] = set()
        waiting = [factor]
        while waiting:
            cause = waiting.pop()
            if cause not in found:
                found.add(cause)
                waiting.extend(self._effects_of.get(cause, ()))
        return frozenset(found)

    @cached_property
    def _effects_of(self) -> Mapping[str, list[str]]:
        effects: dict[str, list[str]] = {}
        for link in self.case.causes.links:
            effects.setdefault(link.cause, []).append(link.effect)
        return MappingProxyType(effects)
