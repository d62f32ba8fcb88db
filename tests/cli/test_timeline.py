"""The timeline command: what it tells as text and as data, and the figure it draws."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rca.datasets import make_escalation

REAL = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
Rca = Callable[..., Any]


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spam") / "case"
    make_escalation(folder, rows=400, seed=3)
    head = folder / "case.yaml"
    calendar = (
        "calendars: [{id: desk, zone: NY, hours: {sat: '09:00-17:00', sun: '00:00-08:00'}, holidays: [2025-11-01]}]\n"
    )
    head.write_text(head.read_text(encoding="utf-8") + calendar, encoding="utf-8")
    return folder


def test_json_tells_all_that_the_timeline_tells(rca: Rca, synthetic: Path) -> None:
    done = rca("timeline", synthetic, "--json")
    assert done.code == 0, done.err
    data = json.loads(done.out)
    wanted = {"events", "conflicts", "duplicates", "clocks", "phases", "gaps"}
    assert wanted | {"milestones", "durations", "silences", "handovers", "sources"} <= set(data)
    assert {each["verdict"] for each in data["duplicates"]} <= {"same event", "to decide"}
    assert sum(each["verdict"] == "same event" for each in data["duplicates"]) > 0
    assert (data["clocks"][0]["id"], data["clocks"][0]["status"]) == ("audit", "accepted")
    assert all(conflict["claims"] for conflict in data["conflicts"])
    assert [each["name"] for each in data["milestones"]][:3] == ["occurred", "detected", "reported"]
    (first,) = [each for each in data["durations"] if each["name"] == "occurred to detected"]
    assert first["shortest"] <= first["best"] <= first["longest"]
    # From 18:10 on a holiday to 23:40 the same evening in New York: none of it is working time.
    assert [(each["calendar"], each["longest"]) for each in first["working"]] == [("desk", 0.0)]
    (close,) = [each for each in data["durations"] if each["name"] == "occurred to resolved"]
    (worked,) = close["working"]
    # From midnight to 04:30 on the night on which the clock is set back: five hours and a half passed.
    assert worked["shortest"] == pytest.approx(5.5 * 3600, abs=60)
    assert {source["source"] for source in data["sources"]} == {"S1", "S2", "S3", "S4"}
    assert data == json.loads(rca("timeline", synthetic, "--json").out)


def test_text_tells_the_same(rca: Rca, synthetic: Path) -> None:
    done = rca("timeline", synthetic)
    assert done.code == 0, done.err
    heads = re.findall(r"^# (.*?)(?: \(.*)?$", done.out, re.MULTILINE)
    for head in ("Events", "Clocks", "Milestones", "Time between milestones", "Handovers", "Quality of exports"):
        assert head in heads
    assert "working time, desk" in done.out


def test_checks_that_an_export_cannot_have_take_one_line_each_source(rca: Rca, synthetic: Path) -> None:
    lines = rca("timeline", synthetic).out.partition("# Quality of exports")[2].splitlines()
    missed = [line.split("\t") for line in lines if "\tnot made\t" in line]
    assert [line[:2] for line in missed] == [[source, "3 of 6 checks"] for source in ("S1", "S2", "S3", "S4")]
    for check in ("overlaps: the export has no", "; duration outliers: the export has no", "; missing ids: no column"):
        assert all(check in line[3] for line in missed)
    assert sum(line.startswith("S1\t") for line in lines) == 4


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_figure_is_written(rca: Rca, synthetic: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"timeline.{ending}"
    done = rca("timeline", synthetic, "--draw", file, "--lanes", "source", "--from", "2025-11-02 01:00 NY")
    assert (done.code, done.out.strip()) == (0, str(file)), done.err
    assert file.stat().st_size > 1_000
    if ending == "svg":
        assert "S3 Audit log" in file.read_text(encoding="utf-8")


def test_a_window_is_a_time_with_or_without_a_zone(rca: Rca, tmp_path: Path) -> None:
    file = tmp_path / "part.svg"
    done = rca("timeline", REAL, "--draw", file, "--from", "2020-07-15 20:00", "--to", "2020-07-15 22:30 UTC")
    assert done.code == 0, done.err
    text = file.read_text(encoding="utf-8")
    assert "20:17" in text
    assert "outside of the window" in text
    assert rca("timeline", REAL, "--draw", file, "--from", "2020-07-15", "--to", "2020-07-15").code == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--draw", "x.gif"), ".svg, .png or .pdf"),
        (("--draw", "x.svg", "--from", "yesterday"), "an end of a window is a date or a time"),
        (("--draw", "x.svg", "--from", "before E6"), "an end of a window is a date or a time"),
        (("--draw", "x.svg", "--from", "2020-07-15 20:00 XY"), "zone"),
        (("--draw", "x.svg", "--from", "2020-07-16", "--to", "2020-07-14"), "an instant to a later one"),
        (("--from", "2020-07-16"), "--draw"),
        (("--lanes", "source"), "--draw"),
    ],
)
def test_what_is_no_figure_is_refused_in_words(
    rca: Rca, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = rca("timeline", REAL, *options)
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_case_without_exports_has_empty_lists(rca: Rca) -> None:
    data = json.loads(rca("timeline", REAL, "--json").out)
    assert [data[name] for name in ("duplicates", "clocks", "sources", "export_handovers")] == [[], [], [], []]


def test_a_milestone_in_a_fold_gives_lengths_without_a_best(rca: Rca, synthetic: Path) -> None:
    data = json.loads(rca("timeline", synthetic, "--json").out)
    (folded,) = [event for event in data["events"] if event["milestone"] == "actioned"]
    assert folded["start"]["best"] is None
    touched = [each for each in data["durations"] if "actioned" in each["name"].split(" to ")]
    assert len(touched) == 3
    assert all(each["best"] is None and each["longest"] - each["shortest"] > 3_600 for each in touched)
    assert "minus 14 min 48 s to 45 min 24 s" in rca("timeline", synthetic).out


def test_the_claim_that_would_resolve_most_is_named_or_why_there_is_none(rca: Rca, synthetic: Path) -> None:
    suspects = json.loads(rca("timeline", synthetic, "--json").out)["suspects"]
    assert [(each["claim"], each["resolves"]) for each in suspects] == [("E10.S1", ["C1"]), ("E10.S5", ["C1"])]
    out = rca("timeline", synthetic).out
    assert "# Which claim, if it were wrong, would resolve most (2)" in out
    assert "\nE10.S5\tS5\tC1\t0\n" in out
    assert json.loads(rca("timeline", REAL, "--json").out)["suspects"] == []
    assert "none, because\nno contradiction of times is open" in rca("timeline", REAL).out
