"""Whatever a timeline holds, its picture is clean and the same twice."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rca.case.records import CaseFile
from rca.drawing.audit import problems
from rca.timeline.layout import timeline_scene
from rca.timeline.results import (
    Bounds,
    Disagreement,
    SolvedClaim,
    SolvedEvent,
    SolvedPhase,
    TimelineResult,
)

MINUTE = 60_000_000
DAY = 1440 * MINUTE
LENGTHS = (0, 1, 999_999, MINUTE - 1, MINUTE - 1, 30 * MINUTE, DAY - 1, 31 * DAY, 365 * DAY)
SPREADS = (1, MINUTE, 40 * MINUTE, DAY, 90 * DAY, 3650 * DAY)
ORIGINS = (0, 1_594_800_000_000_000, -60_000_000_000_000_000)
LETTERS = "abcdefghijklmnop    éßWMi漢字🙂<&\"'\u202e\u0301\n\u00a0$_"
SIGNS = ("exact", "about", "within", "either", "relative", "order", "none")
GRADES = ("contradicts", "narrow", "differs", "not comparable")
SAID = (
    "", "2020-07-15", "2020-07", "~2020-07-15 13:00 UTC", "2020-07-15 mid-morning UTC", "before E2", "unknown",
    "20..30 min after E1", "within ~1 min after E1", "2020-07-15 08:35 UTC | 2020-07-16 20:35 UTC", "at E1",
    "by 2020-07-20", "since 2020-07-15 13:00 UTC", "not of the grammar", "15/Jul/2020:13:00:02 +0000",
    "2020-07-15 20:00/22:00 UTC", "early 2020-07", "at least 3 d before E1.start", "x" * 90,
)  # fmt: skip


def words(random: Random, most: int = 120) -> str:
    text = "".join(random.choices(LETTERS, k=random.randint(1, most)))
    return text if text.split() else "x"


def bounds(random: Random, origin: int, spread: int) -> Bounds:
    earliest = origin + random.randint(0, spread)
    latest = earliest + random.choice(LENGTHS)
    shape = random.choice(("both", "both", "both", "both", "upper", "lower", "none"))
    best = random.choice((None, random.randint(earliest, latest))) if shape == "both" else None
    return Bounds(
        None if shape in {"upper", "none"} else earliest,
        best,
        None if shape in {"lower", "none"} else latest,
        random.random() < 0.2,
    )


def event(random: Random, number: int, origin: int, spread: int, lanes: tuple[str, ...]) -> SolvedEvent:
    start = bounds(random, origin, spread)
    extent = random.random() < 0.25
    low, high = start.earliest, start.latest
    both = low is not None and high is not None
    halves = ((low, (low + high) // 2), ((low + high) // 2, high)) if both else ()
    label = words(random)
    return SolvedEvent(
        id=f"E{number}",
        kind="event",
        text=label,
        label=random.choice(("", label)),
        lane=random.choice(lanes),
        milestone=None,
        key=random.random() < 0.7,
        anchor=False,
        extent=extent,
        start=start,
        end=bounds(random, start.earliest or origin, spread) if extent else start,
        sign=random.choice(SIGNS),
        said=random.choice(SAID),
        sources=("S1",),
        claims=(f"E{number}.S1",),
        core=random.choice((None, *halves)),
        options=halves[: random.randint(0, 2)],
        anchor_of=random.choice((None, "E1", "E2", "E3", f"E{number}", "P1")),
    )


def aside(random: Random, found: tuple[SolvedEvent, ...], origin: int, spread: int) -> tuple[SolvedClaim, ...]:
    """Return claims that were set aside, some with more than one for an event."""
    claims = []
    for number, about in enumerate(random.choices(found, k=random.randint(0, 4)) if found else ()):
        low = origin + random.randint(0, spread)
        claims.append(
            SolvedClaim(
                id=f"{about.id}.S9{chr(97 + number)}",
                event=about.id,
                part=random.choice(("at", "start", "lasted")),
                source=random.choice(("S9", None)),
                said=random.choice(SAID),
                spelled="",
                earliest=random.choice((low, None)),
                latest=low + random.choice(LENGTHS),
                rejected=True,
            )
        )
    return tuple(claims)


def disagreement(random: Random, number: int, claim: SolvedClaim) -> Disagreement:
    return Disagreement(
        id=f"C{number}",
        subject=claim.event,
        title=words(random),
        grade=random.choice(GRADES),
        claims=(claim.id,),
        sides=(("S9", words(random)),),
        proof=tuple(words(random) for _ in range(random.randint(1, 3))),
        open=random.random() < 0.5,
        settled=words(random),
        set_aside=(claim.id,),
    )


def random_timeline(seed: int, count: int) -> TimelineResult:
    random = Random(seed)
    origin, spread = random.choice(ORIGINS), random.choice(SPREADS)
    lanes = tuple(dict.fromkeys(words(random, 40) for _ in range(random.randint(1, 6))))
    found = tuple(event(random, number, origin, spread, lanes) for number in range(1, count + 1))
    claims = aside(random, found, origin, spread)
    phases = tuple(
        SolvedPhase(
            f"P{number}",
            words(random, 60),
            "E1",
            "E1",
            bounds(random, origin, spread),
            bounds(random, origin, spread),
            (None, None),
        )
        for number in range(1, random.randint(1, 4))
    )
    return TimelineResult(
        events=found,
        claims=claims,
        conflicts=tuple(disagreement(random, number, claim) for number, claim in enumerate(claims, 1)),
        idle_rejections=(),
        phases=phases,
        gaps=(),
        durations=(),
        lanes=lanes,
        local_zone=random.choice((None, "America/Los_Angeles", "Asia/Kolkata", "+05:45")),
    )


@given(st.integers(0, 2**32), st.integers(0, 40), st.sampled_from([600, 960, 1200]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_timeline_gives_a_picture_with_problems(case: CaseFile, seed: int, count: int, width: float) -> None:
    result = random_timeline(seed, count)
    scene = timeline_scene(result, case, width=width)
    assert problems(scene) == ()
    assert scene == timeline_scene(result, case, width=width)
