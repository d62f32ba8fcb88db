"""From results to a review: project for an audience, then one section after another."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from rca.actions.results import ActionsResult
from rca.case.records import CaseFile
from rca.causes.results import CausesResult
from rca.checks.results import Findings
from rca.review.blocks import Block
from rca.review.compute import Results
from rca.review.material import Material, gather
from rca.review.review import Review, Section
from rca.review.sections.actions import actions
from rca.review.sections.alternatives import alternatives, official
from rca.review.sections.causes import causes
from rca.review.sections.checks import checks
from rca.review.sections.conflicts import conflicts
from rca.review.sections.cover import cover, narrative
from rca.review.sections.decisions import decisions
from rca.review.sections.numbers import numbers
from rca.review.sections.opening_slides import OPENING, SlideMaker
from rca.review.sections.provenance import provenance, sources
from rca.review.sections.table_slides import TABLES
from rca.review.sections.timeline import timeline
from rca.review.sections.unknowns import unknowns
from rca.review.sections.whys import whys
from rca.timeline.results import Disagreement, TimelineResult

__all__ = ["Review", "build_review", "review_of"]

_MAKERS: Final[MappingProxyType[str, Callable[[Material], tuple[Block, ...]]]] = MappingProxyType(
    {
        "cover": cover,
        "decisions": decisions,
        "numbers": numbers,
        "narrative": narrative,
        "timeline": timeline,
        "conflicts": conflicts,
        "causes": causes,
        "whys": whys,
        "alternatives": alternatives,
        "official": official,
        "actions": actions,
        "unknowns": unknowns,
        "checks": checks,
        "provenance": provenance,
        "sources": sources,
    }
)


_SLIDES: Final[MappingProxyType[str, SlideMaker]] = MappingProxyType({**OPENING, **TABLES})


def build_review(
    case: CaseFile,
    timeline: TimelineResult,
    causes: CausesResult,
    actions: ActionsResult,
    findings: Findings,
    disagreements: tuple[Disagreement, ...],
    audience: str,
) -> Review:
    """Return the review of a case for one audience.

    Parameters
    ----------
    case : CaseFile
        The whole case.
    timeline, causes, actions, findings, disagreements
        Computed on the whole case.
    audience : str
        Name of a profile.

    Returns
    -------
    Review
        Only what the profile lists; facts are the same for every audience.

    Raises
    ------
    ParameterError
        When there is no such profile.
    """
    return review_of(Results(case, timeline, causes, actions, findings, disagreements), audience)


def review_of(results: Results, audience: str) -> Review:
    """Return the review of computed results for one audience.

    Parameters
    ----------
    results : Results
        Computed on the whole case.
    audience : str
        Name of a profile.

    Returns
    -------
    Review
        As :func:`build_review` gives it.
    """
    material = gather(results, audience)
    made = ((name, _with_slides(name, material)) for name in material.audience.sections)
    case = results.case.head.id
    return Review(case, audience, tuple(Section(case, audience, name, blocks) for name, blocks in made if blocks))


def _with_slides(name: str, material: Material) -> tuple[Block, ...]:
    """Return the blocks of a section, with what a deck shows of it."""
    blocks = _MAKERS[name](material)
    return (*blocks, *_SLIDES[name](material, blocks)) if blocks and name in _SLIDES else blocks
