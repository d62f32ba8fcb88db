"""The door to the library: open a case and ask it what happened, why, and whether the review holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.errors import CaseError, Mistake
from rca.timeline.view import Timeline

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from rca.actions.plan import Plan
    from rca.actions.register import Register
    from rca.actions.report import ActionsReport
    from rca.actions.results import ActionsResult
    from rca.causes.actual import ActualCauses
    from rca.causes.results import CausesResult, CutSets, Why
    from rca.causes.timing import TimingFault
    from rca.causes.what_if import WhatIf
    from rca.causes.why_paths import WhyPaths
    from rca.checks.results import Findings
    from rca.drawing.picture import Picture
    from rca.review.build import Review
    from rca.timeline.results import Disagreement, TimelineResult


def open_case(path: str | Path) -> Case:
    """Read a case folder.

    Parameters
    ----------
    path : str or Path
        The folder that holds ``case.yaml``.

    Returns
    -------
    Case
        The case, checked for form; nothing is computed yet.

    Raises
    ------
    CaseError
        When the folder breaks the format; the error carries every mistake with its file and line.
    """
    if not isinstance(path, str | Path) or not str(path):
        message = f"a case is a folder; got {path!r}"
        raise CaseError(Path(), [Mistake("case", 0, 0, "case.no-path", message, "name the one that holds case.yaml")])
    return Case(read_case(path))


def open_register(folders: Iterable[str | Path], as_of: date | str | None = None) -> Register:
    """Read the actions of many cases.

    Parameters
    ----------
    folders : iterable of str or Path
        Case folders, and folders of case folders.
    as_of : date or str, optional
        The day to judge on, ``YYYY-MM-DD``; by default the latest day on which any of the cases decided something.

    Returns
    -------
    Register
        What is overdue, ownerless, not effective or repeated; folders that break the format stand in ``unread``.

    Raises
    ------
    InputError
        When a path is no folder.
    ParameterError
        When the text is no day.
    """
    from rca.actions.register import read_register
    from rca.case.days import parse_day

    return read_register(map(Path, folders), None if as_of is None else parse_day(as_of))


class Case:
    """One case: its claims, and what follows from them. Each answer is computed once, when first asked for.

    Parameters
    ----------
    file : CaseFile
        The records of the folder.
    """

    def __init__(self, file: CaseFile) -> None:
        self.file = file

    def __repr__(self) -> str:
        return f"Case({self.file.head.id!r})"

    def timeline(self) -> Timeline:
        """Return when everything happened: bounds, contradictions, phases and gaps."""
        return Timeline(self.file, self._timeline)

    def causes(self) -> CausalTree:
        """Return why it happened: the causal-factor tree with its cut sets and whys."""
        return CausalTree(self.file, self._causes, lambda: self._timeline)

    @property
    def actions(self) -> Actions:
        """What is to change, which cut sets that breaks, and what stays open."""
        return Actions(self.file, self._actions)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Return everything on which sources disagree: times first, then figures, then disputes in words."""
        from rca.checks.figures import compare_figures, text_disputes

        times = self._timeline.conflicts
        figures = compare_figures(self.file, first=len(times) + 1)
        return times + figures + text_disputes(self.file, first=len(times) + len(figures) + 1)

    def check(self, as_of: date | str | None = None) -> Findings:
        """Run every rule over the case.

        Parameters
        ----------
        as_of : date or str, optional
            The day for due dates and the ends of waivers, ``YYYY-MM-DD``; by default the latest day on
            which a person decided something in the case, so that the same folder gives the same findings.

        Returns
        -------
        Findings
            Sorted by severity, then place.
        """
        from rca.checks.engine import check_case

        return check_case(self.file, self._timeline, self._causes, self._actions, self.as_of(as_of))

    def review(self, audience: str = "full", as_of: date | str | None = None) -> Review:
        """Return the review of the case for one audience.

        Parameters
        ----------
        audience : str
            Name of a profile: ``full`` or ``leadership``.
        as_of : date or str, optional
            As for :meth:`check`.

        Returns
        -------
        Review
            Its ``blocks`` show themselves in a notebook.
        """
        from rca.review.build import build_review

        return build_review(
            self.file,
            self._timeline,
            self._causes,
            self._actions,
            self.check(as_of),
            self.disagreements(),
            audience,
        )

    def as_of(self, day: date | str | None = None) -> date:
        """Return the day at which the case speaks.

        Parameters
        ----------
        day : date or str, optional
            Taken as it is where given.

        Returns
        -------
        date
            The given day, else the latest day on which a person decided something in the case.

        Raises
        ------
        ParameterError
            When the text is no day.
        """
        from rca.case.days import latest_day, parse_day

        return latest_day(self.file) if day is None else parse_day(day)

    @cached_property
    def _timeline(self) -> TimelineResult:
        from rca.evidence.lookup import row_times
        from rca.timeline.solve import solve_timeline

        return solve_timeline(self.file, row_times(self.file))

    @cached_property
    def _causes(self) -> CausesResult:
        from rca.causes.analyse import analyse_causes

        return analyse_causes(self.file)

    @cached_property
    def _actions(self) -> ActionsResult:
        from rca.actions.coverage import cover

        return cover(self.file, self._causes)


@dataclass(frozen=True, repr=False)
class CausalTree:
    """The causal-factor tree of a case; ``result`` holds the plain records, ``timeline`` solves the times if asked."""

    file: CaseFile
    result: CausesResult
    timeline: Callable[[], TimelineResult]

    def __repr__(self) -> str:
        return repr(self.result)

    @property
    def graph(self) -> nx.DiGraph[str]:
        """The tree as a networkx graph; edges run from an effect to its causes."""
        from rca.causes.tree import build_graph

        return build_graph(self.file)

    @property
    def factors(self) -> pd.DataFrame:
        """One row for each factor with what the tree computes about it."""
        from rca.causes.frames import factors_frame

        return factors_frame(self.file, self.result)

    def cut_sets(self) -> CutSets:
        """Return the minimal cut sets, each established, possible or excluded."""
        return self.result.cut_sets

    def whys(self) -> tuple[Why, ...]:
        """Return the tree read as questions and answers, from the outcome."""
        return self.result.whys

    def actual(self) -> ActualCauses:
        """Return what caused the outcome in this case: what is certain, and what may be."""
        from rca.causes.actual import actual_causes

        return actual_causes(self.file, self.timeline())

    def what_if(self, changes: Mapping[str, str]) -> WhatIf:
        """Return the case as it would be, such as ``{"F4": "held", "F6": "absent", "W1": "in-force"}``."""
        from rca.causes.what_if import what_if

        return what_if(self.file, changes, self.timeline())

    @property
    def barriers(self) -> pd.DataFrame:
        """One row for each barrier: what it was against, how it did, why, and when."""
        from rca.causes.barriers import analyse_barriers
        from rca.causes.frames import barriers_frame

        return barriers_frame(self.file, analyse_barriers(self.file, self.timeline()))

    @property
    def changes(self) -> pd.DataFrame:
        """One row for each difference from before, with its time and what it is held against."""
        from rca.causes.changes import analyse_changes
        from rca.causes.frames import changes_frame

        return changes_frame(self.file, analyse_changes(self.file, self.timeline()))

    def timing_faults(self) -> tuple[TimingFault, ...]:
        """Return the links whose cause and effect do not fit in time, whatever the bounds leave open."""
        from rca.causes.timing import timing_faults

        return timing_faults(self.file, self.timeline())

    def paths_to(self, factor: str) -> WhyPaths:
        """Return how the whys lead from the outcome to one factor, each way read back as a chain of therefore."""
        from rca.causes.why_paths import paths_to

        return paths_to(self.file, factor)

    def overview(self) -> Picture | None:
        """Return the whole of a tree that takes several pictures on one sheet, ``None`` where one holds it."""
        from rca.causes.overview import tree_overview
        from rca.drawing.picture import Picture

        scene = tree_overview(self.file, self.result)
        return Picture(scene) if scene is not None else None

    def draw(self) -> Picture:
        """Return the tree as a picture."""
        from rca.causes.layout import tree_scene
        from rca.drawing.picture import Picture

        return Picture(tree_scene(self.file, self.result))


@dataclass(frozen=True, repr=False)
class Actions:
    """The actions of a case; ``result`` holds the plain records."""

    file: CaseFile
    result: ActionsResult

    def __repr__(self) -> str:
        return repr(self.result)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each action, ordered by what it breaks, then by strength."""
        from rca.actions.frames import actions_frame

        return actions_frame(self.file, self.result)

    def plan(self, budget: str | None = None, best: int = 5, seconds: float = 60.0) -> tuple[Plan, ...]:
        """Return the cheapest sets of actions that break every cut set: as it occurred, then the same and similar."""
        from rca.actions.hitting import Limits
        from rca.actions.plan import plan_actions
        from rca.causes.analyse import analyse_causes

        return plan_actions(self.file, analyse_causes(self.file), budget, best, Limits(seconds))

    def report(self, as_of: date, budget: str | None = None, best: int = 5, seconds: float = 60.0) -> ActionsReport:
        """Return all there is to say of the actions on a day: coverage, plans, and what no recurrence would show."""
        from rca.actions.recurrence import done_since
        from rca.actions.report import ActionsReport

        plans = self.plan(budget, best, seconds)
        return ActionsReport(self.file, self.result, plans, done_since(self.file, as_of), as_of)
