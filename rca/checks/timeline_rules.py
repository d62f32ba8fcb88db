"""Rules about the timeline: where its times come from, how exact they are, whether they agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rca.case.records import Claim, Event
from rca.case.when import Point, Unknown
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule
from rca.timeline.results import SolvedEvent

_MILESTONES = ("occurred", "detected", "acknowledged", "contained", "resolved")


def _source(context: Context) -> Iterator[Hit]:
    for number, event in enumerate(context.case.timeline.events):
        bare = list(_sourceless(event)) if event.anchor == "false" else []
        if bare:
            part, index = bare[0]
            yield Hit(
                event.id,
                f"{event.id} has {len(bare)} claim{'s' if len(bare) > 1 else ''} about its time without a source",
                "name the `source`, or say `anchor: true` where the event is only there to be referred to",
                ("timeline", "events", number, part, index),
            )


def _sourceless(event: Event) -> Iterator[tuple[str, int]]:
    for part in ("at", "start", "end", "within"):
        claims = getattr(event, part)
        for index, claim in enumerate(claims if isinstance(claims, tuple) else ()):
            says_nothing = claim.when is not None and all(isinstance(value, Unknown) for value in claim.when.claims)
            if claim.source is None and claim.row is None and not says_nothing:
                yield part, index
    for index, lasted in enumerate(event.lasted):
        if lasted.source is None:
            yield "lasted", index


def _exactness(context: Context) -> Iterator[Hit]:
    for event in context.case.timeline.events:
        starts = event.start if isinstance(event.start, tuple) else ()
        stated = [claim for claim in (*event.at, *starts) if claim.reject is None and _gives_clock(claim)]
        assumed = stated and all(claim.zone_basis == "assumed" for claim in stated)
        if assumed and context.events[event.id].sign == "exact":
            yield Hit(
                event.id,
                f"{event.id} is shown as exact, and its zone is only assumed",
                "find out the zone, or leave it out of the claim so that the doubt shows",
            )


def _gives_clock(claim: Claim) -> bool:
    values = claim.when.claims if claim.when is not None else ()
    return claim.row is not None or any(isinstance(v, Point) and v.stamp.clock is not None for v in values)


def _clocks(context: Context) -> Iterator[Hit]:
    used = {source.clock for source in context.case.head.sources}
    for clock in context.case.timeline.clocks:
        if clock.basis == "estimated" and clock.accepted is None and clock.id in used:
            yield Hit(
                clock.id,
                f"the offset of the clock {clock.id} is an estimate that nobody accepted, so its times count as shown",
                "accept it with `accepted: {by, on}`, or remove it",
            )


@dataclass(frozen=True, slots=True)
class _Stage:
    """The first of the events that bear one milestone: its bounds, and the event that leads them in the timeline."""

    earliest: int | None
    latest: int | None
    contested: bool
    event: str


def _milestones(context: Context) -> Iterator[Hit]:
    named = {name: [event for event in context.timeline.events if event.milestone == name] for name in _MILESTONES}
    stages = {name: _first(events) for name, events in named.items() if events}
    backwards = {
        (span.start_event, span.end_event)
        for span in context.timeline.durations
        if span.longest is not None and span.longest < 0
    }
    reached = list(stages)
    for index, later in enumerate(reached):
        for earlier in reached[:index]:
            before, after = stages[earlier], stages[later]
            told_alone = len(named[earlier]) == len(named[later]) == 1
            if _is_later(before, after) or (told_alone and (before.event, after.event) in backwards):
                contested = before.contested or after.contested
                yield Hit(
                    after.event,
                    f"{after.event} ({later}) came before {before.event} ({earlier})"
                    f"{'; these times are contested' if contested else ''}",
                    "mend the times, or the `milestone` of one of them",
                    severity="warning" if contested else None,
                )
                break


def _is_later(stage: _Stage, other: _Stage) -> bool:
    return stage.earliest is not None and other.latest is not None and stage.earliest > other.latest


def _first(events: Sequence[SolvedEvent]) -> _Stage:
    earliest = [event.start.earliest for event in events if event.start.earliest is not None]
    latest = [event.start.latest for event in events if event.start.latest is not None]
    return _Stage(
        # One event without a lower bound may be the first of all.
        min(earliest) if len(earliest) == len(events) else None,
        min(latest, default=None),
        any(event.start.contested for event in events),
        events[0].id,
    )


def _scope(context: Context) -> Iterator[Hit]:
    outcome = context.case.factors.get(context.case.causes.outcome or "")
    if outcome is None:
        return
    if outcome.event is None:
        yield Hit(outcome.id, f"the outcome {outcome.id} is not on the timeline", "name its `event`")
        return
    solved, scope = context.events[outcome.event], context.case.head.scope
    begins, _ = _ends(context, scope.start)
    _, ends = _ends(context, scope.end)
    too_early = begins is not None and solved.end.latest is not None and solved.end.latest < begins
    too_late = ends is not None and solved.start.earliest is not None and solved.start.earliest > ends
    if too_early or too_late:
        yield Hit(
            outcome.id,
            f"{solved.id}, the outcome, lies {'before' if too_early else 'after'} the scope of the review",
            "mend the scope, or the outcome's event",
        )


def _ends(context: Context, place: str | None) -> tuple[int | None, int | None]:
    """Return the earliest start and the latest end of an event or phase."""
    phases = {phase.id: phase for phase in context.timeline.phases}
    found = context.events.get(place or "") or phases.get(place or "")
    return (found.start.earliest, found.end.latest) if found is not None else (None, None)


def _conflict(context: Context) -> Iterator[Hit]:
    for conflict in context.timeline.conflicts:
        if conflict.open and conflict.grade in {"contradicts", "narrow"}:
            narrow = conflict.grade == "narrow"
            yield Hit(
                conflict.subject,
                f"{', '.join(conflict.claims)} cannot all hold{', by less than rounding' if narrow else ''}: "
                f"{' '.join(conflict.proof)}",
                "find out which is wrong and `reject` it with a reason, or leave both and say that it is open",
                severity="note" if narrow else None,
            )


def _idle_rejection(context: Context) -> Iterator[Hit]:
    events = {claim.id: claim.event for claim in context.timeline.claims}
    for claim in context.timeline.idle_rejections:
        yield Hit(
            events[claim],
            f"{claim} is rejected and contradicts nothing",
            "take the rejection back, or add the claim that it is at odds with",
        )


def _publication(context: Context) -> Iterator[Hit]:
    for clash in context.timeline.publication_clashes:
        yield Hit(
            clash.source,
            f"{clash.source} came out before {clash.event}, which it reports: {' '.join(clash.words)}",
            "say `updated: true` where the page changed after its date, or mend the date or the claims",
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "timeline.source",
        "Every claim about time has a source",
        "error",
        "A time that nobody stated cannot be weighed against another. Anchors, which are only there to be referred "
        "to, and claims that say `unknown` are left out.",
        "method L1; event and causal factor charting",
        _source,
    ),
    Rule(
        "timeline.exactness",
        "No time is shown as exact on an assumed zone",
        "warning",
        "A minute in a zone that somebody assumed is an estimate. The rule goes by `zone_basis` and cannot see an "
        "assumption that was not written down.",
        "method L2; Benner (confirm only observed times)",
        _exactness,
    ),
    Rule(
        "timeline.clock",
        "The estimated offset of a clock is accepted by a person",
        "warning",
        "Until then the times of its source count as the clock showed them, which may be wrong by the whole offset.",
        "method L2; Benner (confirm only observed times)",
        _clocks,
    ),
    Rule(
        "timeline.milestone-order",
        "Occurred, detected, acknowledged, contained, resolved come in this order",
        "error",
        "A stage before the one that it answers is a slip of date, zone or name. Of several events with one "
        "milestone the first counts, and only what is certain within the bounds. Where the times are contested it is a "
        "warning.",
        "method L4; incident records with negative times to resolve",
        _milestones,
    ),
    Rule(
        "timeline.scope",
        "The outcome is on the timeline and inside the scope",
        "warning",
        "The main line of events has to contain what the review explains. Only what is certain within the bounds "
        "counts. That every event should appear in the tree is not asked: most rightly do not.",
        "method L5; event and causal factor charting",
        _scope,
    ),
    Rule(
        "time.conflict",
        "Statements about time agree, or a person has settled which holds",
        "warning",
        "An open contradiction is an honest state and does not stop a publication; it must be seen. Within rounding "
        "it is a note. The rule sees only what claims say, not a zone that was dropped on the way.",
        "method E4; simple temporal networks",
        _conflict,
    ),
    Rule(
        "time.idle-rejection",
        "A rejected claim contradicts something",
        "warning",
        "A claim that agrees with all others was set aside for another reason, which readers should know.",
        "method E4; format principle on rejections",
        _idle_rejection,
    ),
    Rule(
        "time.publication",
        "No source came out before what it reports",
        "warning",
        "Never more than a warning: a page may have changed after its date, or announce what is to come. The rule "
        "needs the date of publication and cannot see a wrong one that lies late enough.",
        "method L1; format principle on dates of publication",
        _publication,
    ),
)
