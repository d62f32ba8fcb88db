"""Every form of the grammar reads into its value; everything else is refused with a remedy."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from rca.case.when import (
    Between,
    Clock,
    Duration,
    Either,
    Lasted,
    Offset,
    OneSided,
    Order,
    Part,
    Point,
    Ref,
    Stamp,
    Third,
    Unit,
    Unknown,
    When,
)
from rca.case.when_parse import parse_lasted, parse_when
from rca.case.when_print import print_lasted, print_when

DAY = Stamp(2024, 5, 14)
ONE = Stamp(2024, 5, 14, clock=Clock(13, 0))
E2 = Ref("E2")
MINUTES_5 = Duration(Decimal(5), Unit.MINUTE)


def stamp(clock: Clock | None = None, **others: object) -> Stamp:
    return Stamp(2024, 5, 14, clock=clock, **others)  # type: ignore[arg-type]


def offset(mode: str, amount: str, unit: Unit, relation: str, ref: Ref = E2, upper: str | None = None) -> Offset:
    return Offset(mode, Decimal(amount), unit, relation, ref, Decimal(upper) if upper else None)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("unknown", Unknown()),
        # stamps
        ("2024", Point(Stamp(2024))),
        ("2024 ET", Point(Stamp(2024, zone="ET"))),
        ("2024-05", Point(Stamp(2024, 5))),
        ("2024-05 +02:00", Point(Stamp(2024, 5, zone="+02:00"))),
        ("early 2024-05", Point(Stamp(2024, 5, third=Third.EARLY))),
        ("mid 2024-05 ET", Point(Stamp(2024, 5, third=Third.MID, zone="ET"))),
        ("2024-05-14", Point(DAY)),
        ("2024-05-14 Asia/Kolkata", Point(stamp(zone="Asia/Kolkata"))),
        ("2024-05-14 mid-morning PT", Point(stamp(part=Part.MID_MORNING, zone="PT"))),
        ("2024-05-14 night", Point(stamp(part=Part.NIGHT))),
        ("2024-05-14 13:00", Point(ONE)),
        ("  2024-05-14   13:00 ", Point(ONE)),
        ("2024-05-14 13h ET", Point(stamp(Clock(13), zone="ET"))),
        ("2024-05-14 13:00:05", Point(stamp(Clock(13, 0, 5)))),
        ("2024-05-14T13:00:05.250Z", Point(stamp(Clock(13, 0, 5, "250"), zone="Z"))),
        ("2024-05-14T13:00+05:30", Point(stamp(Clock(13, 0), zone="+05:30"))),
        ("2024-05-14 13:00 -04:00", Point(stamp(Clock(13, 0), zone="-04:00"))),
        ("2024-05-14 24:00 UTC", Point(stamp(Clock(24, 0), zone="UTC"))),
        (
            "2024-05-14 13:00 America/Port-au-Prince",
            Point(stamp(Clock(13, 0), zone="America/Port-au-Prince")),
        ),
        ("2024-05-14 13:00 Etc/GMT+5", Point(stamp(Clock(13, 0), zone="Etc/GMT+5"))),
        ("2024-05-14 20:00/22:00 UTC", Point(stamp(Clock(20, 0), until=Clock(22, 0), zone="UTC"))),
        ("2024-05-14 20h / 22:30:10", Point(stamp(Clock(20), until=Clock(22, 30, 10)))),
        # about and tolerances
        ("~2024-05-14 13:00", Point(ONE, about=True)),
        ("~ 2024-05", Point(Stamp(2024, 5), about=True)),
        ("2024-05-14 13:00 ± 5 min", Point(ONE, tolerance=MINUTES_5)),
        ("2024-05-14 13:00 ET+-5min", Point(stamp(Clock(13, 0), zone="ET"), tolerance=MINUTES_5)),
        ("~2024-05-14 13:00 +02:00 ±5min", Point(stamp(Clock(13, 0), zone="+02:00"), True, MINUTES_5)),
        (
            "2024-05-14 evening ± 0 h",
            Point(stamp(part=Part.EVENING), tolerance=Duration(Decimal(0), Unit.HOUR)),
        ),
        ("2024 ± 1 y", Point(Stamp(2024), tolerance=Duration(Decimal(1), Unit.YEAR))),
        # ranges and choices
        ("2024-05-14/2024-05-16", Between(DAY, Stamp(2024, 5, 16))),
        ("2024/2025", Between(Stamp(2024), Stamp(2025))),
        ("2024-05-14 / 2024-05", Between(DAY, Stamp(2024, 5))),
        ("2024-05-14 13:00 / 2024-05-15", Between(ONE, Stamp(2024, 5, 15))),
        (
            "early 2024-05 ET/late 2024-05 ET",
            Between(Stamp(2024, 5, third=Third.EARLY, zone="ET"), Stamp(2024, 5, third=Third.LATE, zone="ET")),
        ),
        (
            "2024-05-14 13:00 America/New_York/2024-05-16 UTC",
            Between(stamp(Clock(13, 0), zone="America/New_York"), Stamp(2024, 5, 16, zone="UTC")),
        ),
        (
            "2024-05-14 08:35 PDT | 2024-05-14 20:35 PDT",
            Either((stamp(Clock(8, 35), zone="PDT"), stamp(Clock(20, 35), zone="PDT"))),
        ),
        ("2024-05|2024-07|2024-09", Either((Stamp(2024, 5), Stamp(2024, 7), Stamp(2024, 9)))),
        # one-sided
        ("by 2024-05-14", OneSided("by", DAY)),
        ("since mid 2024-05", OneSided("since", Stamp(2024, 5, third=Third.MID))),
        # order
        ("before E2", Order("before", Ref("E2"))),
        ("after E2b.start", Order("after", Ref("E2b", "start"))),
        ("shortly after P1.end", Order("after", Ref("P1", "end"), shortly=True)),
        ("at or before S3:412", Order("before", Ref("S3", row=412), or_at=True)),
        ("at E7.start", Order("at", Ref("E7", "start"))),
        ("at S3:1", Order("at", Ref("S3", row=1))),
        ("during P1", Order("during", Ref("P1"))),
        # offsets
        ("2 h after E2", offset("exactly", "2", Unit.HOUR, "after")),
        ("40min before E2.end", offset("exactly", "40", Unit.MINUTE, "before", Ref("E2", "end"))),
        ("1.5 d after S3:412", offset("exactly", "1.5", Unit.DAY, "after", Ref("S3", row=412))),
        ("~6 mo before E2", offset("about", "6", Unit.MONTH, "before")),
        ("20..30 min after E2", offset("between", "20", Unit.MINUTE, "after", upper="30")),
        ("~20 .. 30 min after E2", offset("about between", "20", Unit.MINUTE, "after", upper="30")),
        ("at least 2 wk before E2", offset("at least", "2", Unit.WEEK, "before")),
        ("at most 9 s after E2", offset("at most", "9", Unit.SECOND, "after")),
        ("within 40 min of E2", offset("within", "40", Unit.MINUTE, "of")),
        ("within ~ 1 min after E2", offset("within about", "1", Unit.MINUTE, "after")),
        ("within 1 y before E2", offset("within", "1", Unit.YEAR, "before")),
    ],
)
def test_every_form_is_read(text: str, claim: object) -> None:
    assert parse_when(text).claims == (claim,)
    assert parse_when(text).text == text.strip()


def test_several_claims_as_a_list_or_in_brackets() -> None:
    wanted = (Point(DAY), Order("before", Ref("E2")))
    for given in (["2024-05-14", "before E2"], ("2024-05-14", " before  E2"), "[2024-05-14, before E2]"):
        assert parse_when(given).claims == wanted
        assert parse_when(given).text == "[2024-05-14, before E2]"
    assert parse_when("[2024-05-14]") == parse_when("2024-05-14")


def test_a_value_passes_through_and_words_do_not_count_in_comparison() -> None:
    when = When((Unknown(),), "not known")
    assert parse_when(when) is when
    assert when == parse_when("unknown")
    lasted = Lasted("about", MINUTES_5)
    assert parse_lasted(lasted) is lasted


@pytest.mark.parametrize(
    ("text", "mode", "amount", "unit"),
    [
        ("10 h", "exactly", "10", Unit.HOUR),
        ("~5d", "about", "5", Unit.DAY),
        ("at least 10 h", "at least", "10", Unit.HOUR),
        (" at most  9.5 h", "at most", "9.5", Unit.HOUR),
    ],
)
def test_every_form_of_a_length_is_read(text: str, mode: str, amount: str, unit: Unit) -> None:
    assert parse_lasted(text) == Lasted(mode, Duration(Decimal(amount), unit))


@pytest.mark.parametrize(
    ("text", "rule", "remedy"),
    [
        # dates and clocks that do not exist
        ("2024-02-30", "2024-02 has days 01 to 29", "check the day"),
        ("2023-02-29", "2023-02 has days 01 to 28", "check the day"),
        ("2024-00-10", "months go from 01 to 12", "year-month-day"),
        ("2024-13", "months go from 01 to 12", "year-month-day"),
        ("0024-05-14", "years go from 1881 to 2059", "check the year"),
        ("2060-01-01", "years go from 1881 to 2059", "check the year"),
        ("2024-05-14 25:00", "hours go from 00 to 23", "check the clock"),
        ("2024-05-14 24:01", "hours go from 00 to 23", "check the clock"),
        ("2024-05-14 13:60", "minutes and seconds go from 00 to 59", "check the clock"),
        ("2024-05-14 23:59:60", "minutes and seconds go from 00 to 59", "check the clock"),
        ("2024-05-14 13:00 +14:30", "fixed offsets go from -12:00 to +14:00", "check the offset"),
        ("2024-05-14 13:00 -12:30", "fixed offsets go from -12:00 to +14:00", "check the offset"),
        # order of the parts
        ("13:00 2024-05-14", "no form", "write the date first"),
        ("13:00", "no form", "a clock time needs its date"),
        ("2024-05 13:00", "needs a whole date", "write the day"),
        ("2024 morning", "needs a whole date", "write the day"),
        ("early 2024", "'early' goes before a month", "early 2024-05"),
        ("late 2024-05-14", "'late' goes before a month", "late 2024-05"),
        # ranges, choices, doubt
        ("2024-05-16/2024-05-14", "from the earlier stamp to the later", "the other way round"),
        ("2024-05-14 22:00/02:00", "the later one of the same day", "2024-05-14 22:00/2024-05-15 02:00"),
        ("2024-05-14 22:00/22:00", "the later one of the same day", "write both whole stamps"),
        ("2024-05-14/2024-05-15/2024-05-16", "a range has two ends", "write two claims"),
        ("2024-05-14 20:00/22:00 / 2024-05-15", "a range has two ends", "the first and the last stamp"),
        ("2024-05-14/2024-05-15 | 2024-05-17", "a choice has no ranges", "write two claims"),
        ("~2024-05-14/2024-05-16", "~ goes with one stamp", "leave out the ~"),
        ("~2024-05-14 | 2024-05-16", "~ goes with one stamp", "leave out the ~"),
        ("2024-05-14/2024-05-16 ± 1 d", "± goes with one stamp", "leave out the ±"),
        ("~2024-05-14 20:00/22:00", "~ and ± go with one stamp", "outer ends"),
        ("2024-05-14 20:00/22:00 ± 5 min", "~ and ± go with one stamp", "outer ends"),
        ("~2024", "~ has no width for a year", "2019/2021"),
        ("~2024-05-14 night", "has ±1 h of doubt already", "leave out the ~"),
        ("~mid 2024-05", "has ±5 d of doubt already", "leave out the ~"),
        ("2024-05-14 ± 5", "a duration is a number and a unit", "40 min"),
        ("2024-05-14 13:00 / 2024-05-15 02:00 ET", "every stamp of a range or choice", "write it on each"),
        ("2024-05-14 ET | 2024-05-15", "every stamp of a range or choice", "write it on each"),
        # references and offsets
        ("after G1", "'G1' names no point in time", "name an event or phase"),
        ("after E2.begin", "'E2.begin' names no point in time", "E2.start"),
        ("after S3:0", "'S3:0' names no point in time", "a row from 1 on"),
        ("after S3", "'S3' names no point in time", "S3:412"),
        ("during E7.start", "during takes a whole event", "at E7.start"),
        ("during S3:4", "during takes a whole event", "during E7"),
        ("2 hours after E2", "'hours' is no unit of time", "units are s, min, h, d, wk, mo and y"),
        ("2 m after E2", "'m' is no unit of time", "units are s, min, h, d, wk, mo and y"),
        ("30..20 min after E2", "from the lower number to the higher", "the other way round"),
        ("within 20..30 min after E2", "'within' takes one number", "20..30 min after E2"),
        ("at least ~2 h after E2", "'at least' takes a plain number", "leave out the ~"),
        ("2 h of E2", "only within goes with of", "within 40 min of E2"),
        ("91 y before E2", "at most 90 years", "check the number"),
        ("2 h after 2024-05-14", "'2024-05-14' names no point in time", "name an event"),
        # words of the grammar with the wrong neighbour
        ("before 2024-05-14", "no form", "with a date write by"),
        ("after 2024-05-14", "no form", "with a date write since"),
        ("by E2", "no form", "at or before E2"),
        ("by ~2024-05-14", "no form", "without ~"),
        ("2024-05-14 before E2", "'before' cannot stand after a stamp", "write a stamp"),
        ("2024-05-14, before E2", "cannot stand after a stamp", "in brackets"),
        ("Before the outage", "no form", "name an event"),
        ("Within 2 h of E2", "no form", "lower case"),
        ("Unknown", "no form", "lower case"),
        # other ways to write a time
        ("05/14/2024", "no form", "year-month-day"),
        ("14.05.2024 13:00", "no form", "year-month-day"),
        ("2024/05/14", "no form", "year-month-day"),
        ("20240514T1300Z", "no form", "with hyphens"),
        ("2024-5-4", "cannot stand after a stamp", "two digits"),
        ("2024-05-14 9:05", "cannot stand after a stamp", "09:05"),
        ("2024-05-14 13", "cannot stand after a stamp", "13h"),
        ("2024-05-14 1:00 pm", "cannot stand after a stamp", "24 hours"),
        ("2024-05-14 8:35 a.m.", "cannot stand after a stamp", "24 hours"),
        ("2024-05-14 13:00 +0530", "cannot stand after a stamp", "+05:30"),
        ("2024-05-14 noon", "'noon' cannot stand after a stamp", "12:00"),
        ("May 14, 2024", "no form", "May is 2024-05"),
        ("14 Sept 2024", "no form", "September is 2024-09"),
        ("late march 2024", "no form", "March is 2024-03"),
        ("yesterday", "no form", "write the date itself"),
        ("last Monday", "no form", "write the date itself"),
        ("Monday", "no form", "2024-05-13 | 2024-05-20"),
        ("spring 2024", "no form", "write the months"),
        ("about 2024-05-14", "no form", "write ~"),
        ("around 40 min after E2", "no form", "write ~"),
        ("more than 2 h after E2", "no form", "at least"),
        ("up to 2 h after E2", "no form", "at most"),
        ("until 2024-05-14", "no form", "write by"),
        ("2024-05-14 to 2024-05-16", "'to' cannot stand after a stamp", "with a slash"),
        ("2024-05-14 13:00–14:00", "cannot stand after a stamp", "with a slash"),
        ("2024-05-14..2024-05-16", "cannot stand after a stamp", "with a slash"),
        ("2024-05-14 or 2024-05-16", "'or' cannot stand after a stamp", "with a bar"),
        ("?", "no form", "write unknown"),
        ("", "no form", "write a stamp"),
        ("٢٠٢٤-٠٥-١٤", "no form", "write a stamp"),
        ("[]", "no form", "write a stamp"),
        ("[2024-05-14, [before E2]]", "no form", "write a stamp"),
        ("[2024-05-14,]", "no form", "write a stamp"),
    ],
)
def test_a_refusal_gives_the_rule_what_was_received_and_a_remedy(text: str, rule: str, remedy: str) -> None:
    with pytest.raises(ValueError, match="; got ") as caught:
        parse_when(text)
    said, _, rest = str(caught.value).partition("; got ")
    assert rule in said
    assert remedy in rest


@pytest.mark.parametrize("given", [None, 2024, [], ["2024-05-14", 5], [["2024-05-14"]], {"when": "2024"}])
def test_only_text_and_lists_of_text_are_read(given: object) -> None:
    with pytest.raises(ValueError, match="a time is a text or a list of texts"):
        parse_when(given)


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ("7..9 h", "two claims"),
        ("more than 10 h", "at least"),
        ("up to 9 h", "at most"),
        ("3 hours", "units are s"),
        ("at least ~3 h", "leave out the ~"),
        ("2 h after E2", "write a length as"),
        (3, "write"),
        (None, "write"),
        ("", "write"),
    ],
)
def test_a_length_of_another_form_is_refused(given: object, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy):
        parse_lasted(given)


def test_long_and_hostile_text_is_cut_in_the_message() -> None:
    with pytest.raises(ValueError, match="got 'x") as caught:
        parse_when("x" * 100_000)
    assert len(str(caught.value)) < 500
    with pytest.raises(ValueError, match=r"\\x1b"):
        parse_when("\x1b[31m 2024-05-14")


SHARED = Path(__file__).resolve().parents[3] / "shared"
EXAMPLES = [
    "case_format_example/timeline.yaml",
    "case_format_example/case.yaml",
    "cases/account_takeover_2020_draft/timeline.yaml",
]


def spelled_times(node: object, key: str = "") -> list[tuple[str, object]]:
    """Return every time in a file with its key, in the better spelling where one is given."""
    if isinstance(node, list):
        return [found for each in node for found in spelled_times(each, key)]
    if not isinstance(node, dict):
        return []
    times = [(key, node.get("better", node["when"]))] if "when" in node else []
    return times + [found for name, each in node.items() for found in spelled_times(each, name)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_format_are_read(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the examples of the format do not lie beside this checkout")
    loaded = yaml.load((SHARED / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    times = spelled_times(loaded)
    for key, words in times:
        if key == "lasted":
            assert parse_lasted(print_lasted(parse_lasted(words))) == parse_lasted(words)
        else:
            assert parse_when(print_when(parse_when(words))) == parse_when(words)
    assert times or "case.yaml" in name
