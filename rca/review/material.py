"""What the sections of a review are made from: projected results, and counts of the whole case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from rca.causes.slide import WIDTH as SLIDE_WIDTH
from rca.causes.slide import TreeSlide, tree_slide
from rca.drawing.scene import Scene
from rca.review.audiences import Audience, read_audience
from rca.review.blocks import Inline, Line, Marks, Words
from rca.review.compute import Results
from rca.review.depth import deepen
from rca.review.moments import interval
from rca.review.project import View, project, strip
from rca.review.reduce import reduced_case, reduced_timeline, shown_events
from rca.review.scan import Guard, make_guard
from rca.review.sentences import amount, unit_shown
from rca.timeline.dates import MINUTE
from rca.timeline.results import TimelineResult
from rca.timeline.slide import TimelineSlide, timeline_slide

_LONG = 5 * MINUTE
_REFERENCE = re.compile(r"\s*\[([A-Z]\d+[a-z]?(?::\d+)?(?:\s*,\s*[A-Z]\d+[a-z]?(?::\d+)?)*)\]")


@dataclass(frozen=True)
class Material:
    """Projected results of one case for one audience.

    Parameters
    ----------
    audience : Audience
        The profile.
    case, timeline, causes, actions, findings : View
        What the audience may see of the case and of everything computed from it.
    disagreements : tuple of View
        Everything on which sources disagree.
    depth : View
        This case's causes, barriers, changes and plans.
    timeline_scene : Scene or None
        The timeline as a picture; ``None`` without events.
    tree_scenes : tuple of Scene
        The tree as one picture, or as several where it is large.
    tree_overview, tree_overview_slide : Scene or None
        The whole of a tree that takes several pictures, for a page and for a slide.
    timeline_slide : TimelineSlide or None
        The busy stretch of the timeline, for a slide, without claims that were set aside.
    tree_slide : TreeSlide or None
        The first factors of the tree, for a slide.
    length : tuple of str or None
        Two milestones and the words for the time between them, which that slide marks.
    totals : mapping of str to int
        Counts over the whole case, by kind of record.
    inputs : str
        SHA-256 over names and hashes of all files of the case.
    """

    audience: Audience
    case: View
    timeline: View
    causes: View
    actions: View
    findings: View
    disagreements: tuple[View, ...]
    depth: View
    timeline_scene: Scene | None = field(repr=False)
    tree_scenes: tuple[Scene, ...] = field(repr=False)
    tree_overview: Scene | None = field(repr=False)
    tree_overview_slide: Scene | None = field(repr=False)
    timeline_slide: TimelineSlide | None = field(repr=False)
    tree_slide: TreeSlide | None = field(repr=False)
    length: tuple[str, str, str] | None
    totals: dict[str, int]
    inputs: str
    events: dict[str, View] = field(repr=False)
    factors: dict[str, View] = field(repr=False)
    factor_results: dict[str, View] = field(repr=False)
    figures: dict[str, View] = field(repr=False)
    action_records: dict[str, View] = field(repr=False)

    @property
    def head(self) -> View:
        """What ``case.yaml`` states."""
        return self.case.head  # type: ignore[no-any-return]

    def allows(self, kind: str, name: str) -> bool:
        """Return whether a field of one kind may be shown."""
        return self.audience.allows(kind, name)

    def factor_name(self, id_: str) -> str:
        """Return the short name of a factor, or its words where it has none."""
        factor = self.factors[id_]
        return str(factor.label or factor.text)

    def event_name(self, id_: str) -> str:
        """Return the short name of an event; its id where the review does not show it."""
        event = self.events.get(id_)
        return str(event.label or event.text) if event else id_

    def referenced(self, text: str) -> Line:
        """Return running text whose references such as ``[E6]`` became marks, and those to figures amounts."""
        parts: list[Inline] = []
        for n, piece in enumerate(_REFERENCE.split(text)):
            if n % 2 == 0:
                piece = piece.strip()
                if parts and isinstance(parts[-1], Words) and piece:
                    parts[-1] = Words(f"{parts[-1].text}{'' if piece[0] in ',.;:!?)' else ' '}{piece}")
                elif piece:
                    parts.append(Words(piece))
            elif piece in self.figures:
                last = parts.pop() if parts and isinstance(parts[-1], Words) else Words("")
                before = last.text if isinstance(last, Words) else ""
                parts.append(Words(f"{before} {self._value_after(before, piece)}".strip()))
            else:
                parts.append(Marks(tuple(id_.strip() for id_ in piece.split(","))))
        return tuple(parts)

    def _value_after(self, before: str, id_: str) -> str:
        """Return the amount of a figure as it reads behind some words: "about" is not said twice."""
        figure = self.figures[id_]
        first = figure.claims[0]
        value = amount(first.value, unit_shown(first.unit or figure.unit))
        said = before.casefold().endswith(f"{first.value.word} ".strip()) and first.value.word
        return value.removeprefix(first.value.word).strip() if said else value


def gather(results: Results, audience: str) -> Material:
    """Project everything computed of a case for one audience.

    Parameters
    ----------
    results : Results
        Computed on the whole case.
    audience : str
        Name of a profile.

    Returns
    -------
    Material
        Nothing in it is more than the profile lists; figures are drawn from it, too.

    Raises
    ------
    ParameterError
        When there is no such profile.
    """
    from rca.causes.layout import tree_scenes
    from rca.causes.overview import tree_overview
    from rca.timeline.layout import timeline_scene

    profile = read_audience(audience)
    events = shown_events(results.timeline, results.disagreements, profile)
    case = reduced_case(results.case, events, profile)
    timeline = reduced_timeline(results.timeline, events)
    bare = strip(case, profile)
    view = project(case, profile)
    causes = project(results.causes, profile)
    solved = project(timeline, profile)
    drawn = strip(results.causes, profile)
    trees = tree_scenes(bare, drawn) if results.causes.outcome else ()
    large = len(trees) > 1
    length = _length(timeline)
    return Material(
        audience=profile,
        case=view,
        timeline=solved,
        causes=causes,
        actions=project(results.actions, profile),
        findings=project(results.findings, profile),
        disagreements=project(results.disagreements, profile),
        depth=project(deepen(results), profile),
        timeline_scene=timeline_scene(strip(timeline, profile), bare) if timeline.events else None,
        tree_scenes=tuple(trees),
        tree_overview=tree_overview(bare, drawn) if large else None,
        tree_overview_slide=tree_overview(bare, drawn, width=SLIDE_WIDTH) if large else None,
        timeline_slide=timeline_slide(strip(replace(timeline, claims=()), profile), bare, length),
        length=length,
        tree_slide=tree_slide(bare, drawn) if results.causes.outcome else None,
        totals=_totals(results),
        inputs=_inputs(results),
        events=_by_id(solved.events),
        factors=_by_id(view.causes.factors),
        factor_results=_by_id(causes.factors),
        figures=_by_id(view.head.figures),
        action_records=_by_id(view.actions.actions),
    )


def _length(timeline: TimelineResult) -> tuple[str, str, str] | None:
    """Return two milestones and the words for the time between them: the first that is stated and long enough."""
    for each in timeline.durations:
        if each.start_event == timeline.durations[0].start_event and (each.best or 0) >= _LONG:
            return each.start_event, each.end_event, interval(each.shortest, each.longest, each.best).short
    return None


def guard_for(results: Results, audience: str) -> Guard:
    """Return what must not be in an export of a case for one audience.

    Parameters
    ----------
    results : Results
        Computed on the whole case.
    audience : str
        Name of a profile.

    Returns
    -------
    Guard
        Over the fields that the profile does not list, and the records that it leaves out.
    """
    profile = read_audience(audience)
    events = shown_events(results.timeline, results.disagreements, profile)
    parts: tuple[Any, ...] = (
        reduced_case(results.case, events, profile),
        reduced_timeline(results.timeline, events),
        results.causes,
        results.actions,
        results.findings,
        results.disagreements,
    )
    return make_guard(results.case, profile, (project(part, profile) for part in parts), events)


def _by_id(views: Iterable[View]) -> dict[str, View]:
    return {view.id: view for view in views}


def _totals(results: Results) -> dict[str, int]:
    case = results.case
    return {
        "source": len(case.head.sources),
        "event": len(case.timeline.events),
        "factor": len(case.causes.factors),
        "action": len(case.actions.actions),
        "waiver": len(case.waivers.waivers),
        "narrative": len(case.head.narrative),
    }


def _inputs(results: Results) -> str:
    lines = (f"{digest}  {name}\n" for name, digest in sorted(results.case.hashes.items()))
    return sha256("".join(lines).encode()).hexdigest()
