"""Commands about raw exports: evidence, events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rca.cli.shared import AsJson, CasePath, print_json, print_table

if TYPE_CHECKING:
    from rca.case.records import CaseFile
    from rca.evidence.index.shift import ClockShift
    from rca.timeline.clock.in_force import ClockInForce

_MOST = 1_000
_HOUR = 3_600_000_000

Memory = Annotated[
    str | None,
    typer.Option("--memory", metavar="SIZE", help="What may be held in memory, such as 1GB; the rest goes to disk."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("evidence")(evidence)
    app.command("events")(events)


def evidence(case: CasePath, memory: Memory = None, json: AsJson = False) -> None:
    """Print how many rows of each export were kept and refused, and why (the first 1000 of each)."""
    from rca.evidence.ingest.case import ingest_case, is_large
    from rca.evidence.ingest.engine import MEMORY
    from rca.evidence.read import read_evidence
    from rca.workbench import open_case

    opened = open_case(case).file
    if memory is not None or any(is_large(opened, source) for source in opened.head.sources):
        found: list[dict[str, Any]] = [each.summary(_MOST) for each in ingest_case(opened, memory=memory or MEMORY)]
    else:
        found = [table.summary() for table in read_evidence(opened)]
    if json:
        print_json(found)
        return
    if not found:
        typer.echo("no exports in this case")
        return
    columns = ("source", "file", "rows", "kept")
    rows = [(*(str(each[name]) for name in columns), str(each["rows"] - each["kept"])) for each in found]
    print_table("Evidence", (*columns, "refused"), rows)
    refused = [(e["source"], str(r["source_row"]), r["reason"], r["raw"]) for e in found for r in e["refused"]]
    if refused:
        print_table("Refused rows", ("source", "row", "reason", "as it stands"), refused)


def events(
    case: CasePath,
    first: Annotated[str | None, typer.Option("--from", metavar="TIME", help="Begin of the window.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="TIME", help="End of the window.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be repeated.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Only this actor; may be repeated.")] = None,
    action: Annotated[list[str] | None, typer.Option(help="Only this action; may be repeated.")] = None,
    text: Annotated[str | None, typer.Option(help="Only rows with this text, in capitals or not.")] = None,
    limit: Annotated[int, typer.Option(help="Print at most so many rows.")] = 100,
    skip: Annotated[int, typer.Option(help="Leave out so many of the first.")] = 0,
    hourly: Annotated[bool, typer.Option("--hourly", help="Count the rows of each hour instead.")] = False,
    memory: Memory = None,
    json: AsJson = False,
) -> None:
    """Print the rows of all exports in one order of time, accepted clocks set right by the middle of their bounds.

    Times are written as in a case, such as "2024-05-14 09:30 UTC"; without a zone they are in the case's own.
    """
    from dataclasses import asdict

    from rca.evidence.index.buckets import count_buckets
    from rca.evidence.index.build import index_case
    from rca.evidence.index.query import Wanted
    from rca.evidence.index.window import read_window
    from rca.evidence.ingest.engine import MEMORY
    from rca.workbench import open_case

    opened = open_case(case).file
    begin = None if first is None else _instant(opened, first, "--from")[0]
    end = None if last is None else _instant(opened, last, "--to")[1]
    wanted = Wanted(begin, end, tuple(source or ()), tuple(actor or ()), tuple(action or ()), text or None)
    clocks = _clocks(opened)
    shifts = {name: _shift(clock) for name, clock in clocks.items()}
    index = index_case(opened, shifts, memory=memory or MEMORY)
    told = {name: clock for name, clock in clocks.items() if not source or name in source}
    if hourly:
        counts = count_buckets(index, wanted, _HOUR)
        if json:
            print_json(
                [
                    {"source": b.source, "first": _utc(b.first), "rows": b.rows, "set_right": b.source in clocks}
                    for b in counts
                ]
            )
        else:
            print_table(
                "Rows an hour",
                ("hour in UTC", "source", "rows"),
                [(_utc(b.first)[:16], b.source, str(b.rows)) for b in counts],
            )
            _print_clocks(told)
        return
    window = read_window(index, wanted, limit, skip)
    rows = window.rows.to_pylist()
    if json:
        shown = [{"time": _utc(row.pop("t_us")), "until": _utc(row.pop("t_last_us")), **row} for row in rows]
        set_right = [
            {"source": name, "clock": clock.id, **asdict(shifts[name]), "words": clock.words, "accepted_by": clock.by}
            for name, clock in told.items()
        ]
        print_json({"found": window.found, "rows": shown, "clocks": set_right})
        return
    print_table(
        f"{len(rows)} of {window.found} rows",
        ("time in UTC", "read by", "row", "actor", "action", "object", "message"),
        [
            (
                _utc(row["t_us"]),
                row["t_basis"],
                f"{row['source_id']}:{row['source_row']}",
                *(row[name] or "" for name in ("actor", "action", "object", "message")),
            )
            for row in rows
        ],
    )
    _print_clocks(told)


def _clocks(case: CaseFile) -> dict[str, ClockInForce]:
    """Return the clock in force of each source with an export."""
    from rca.timeline.clock.in_force import clocks_in_force

    exports = {source.id for source in case.head.sources if source.file is not None}
    return {name: clock for name, clock in clocks_in_force(case).items() if name in exports}


def _shift(clock: ClockInForce) -> ClockShift:
    """Return a clock as the one correction in the middle of its bounds."""
    from rca.evidence.index.shift import ClockShift

    return ClockShift(sum(clock.offset) // 2, sum(clock.drift_ppb) // 2, clock.reference)


def _print_clocks(clocks: dict[str, ClockInForce]) -> None:
    if not clocks:
        return
    rows = [(name, clock.id, clock.words, clock.by or "stated in the case") for name, clock in clocks.items()]
    title = f"Rows of {', '.join(clocks)} are shown with their clocks set right, by the middle of the bounds"
    print_table(title, ("source", "clock", "shown minus true time", "accepted by"), rows)


def _instant(case: CaseFile, text: str, option: str) -> tuple[int, int]:
    """Return the first and the last instant of a stamp; in the zone of the case where it names none."""
    from rca.case.when import Point
    from rca.case.when_bounds import resolve
    from rca.case.when_parse import parse_when
    from rca.case.zones import Zones
    from rca.errors import Mistake, ParameterError

    zones = Zones(dict(case.head.zones), tuple(case.head.unzoned))
    try:
        claims = parse_when(text).claims
        if len(claims) != 1 or not isinstance(claims[0], Point):
            raise ValueError(f"a window begins and ends at one time each; got {text!r}")
        bounds = resolve(claims[0], zones, case.head.local)
        if bounds.earliest is None or bounds.latest is None:
            raise ValueError(f"a window needs bounds; got {text!r}")
    except ValueError as error:
        mistake = Mistake(option, 0, 0, "parameter.time", str(error), "write it such as 2024-05-14 09:30 UTC")
        raise ParameterError([mistake]) from None
    return bounds.earliest, bounds.latest


def _utc(instant: int) -> str:
    from datetime import UTC, datetime, timedelta

    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
