"""The data dictionary and series of metrics for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from rca.trends.log.fields import FIELDS
from rca.trends.log.results import LogAudit
from rca.trends.metrics.metric import Metric
from rca.trends.metrics.results import MetricsResult, Point, Series

_NONE = "–"
_SOON = 0.995


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows of text under their columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def dictionary_json(metrics: Sequence[Metric]) -> list[dict[str, object]]:
    """Return the data dictionary as data for JSON."""
    return [
        {
            "name": each.name,
            "definition": each.definition,
            "unit": each.unit,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "time_basis": each.basis,
            "exclusions": each.exclusions,
            "good_direction": each.good,
            "needs": list(each.needs),
            "version": each.versions[-1].version,
            "valid_from": None if each.versions[-1].since is None else str(each.versions[-1].since),
        }
        for each in metrics
    ]


def dictionary_table(metrics: Sequence[Metric]) -> TextTable:
    """Return the data dictionary as a table."""
    columns = ("metric", "definition", "unit", "numerator", "denominator", "by", "left out", "better", "version")
    rows = tuple(
        (
            each.name, each.definition, each.unit, each.numerator, each.denominator, each.basis, each.exclusions,
            each.good, each.versions[-1].version,
        )
        for each in metrics
    )  # fmt: skip
    return TextTable("Metrics", columns, rows)


def fields_table() -> TextTable:
    """Return the fields that the columns of a log can be mapped to as a table."""
    kinds = {"time": "time", "text": "words", "whole": "whole number", "flag": "yes or no"}
    rows = tuple((field.name, kinds[field.kind], field.says) for field in FIELDS)
    return TextTable("Fields of a log; a mapping names the column of each", ("field", "kind", "what it holds"), rows)


def metrics_json(result: MetricsResult, audit: LogAudit | None = None) -> dict[str, object]:
    """Return series as data for JSON; instants as text in UTC, durations in seconds."""
    return {
        "as_of": _instant(result.as_of),
        "rows": result.rows,
        "period": result.unit,
        "zone": result.zone,
        "durations": "whole seconds" if result.exact else "three figures, rounded down",
        "series": [_series_json(each) for each in result.series],
        "not_computed": [{"metric": name, "missing": list(lacks)} for name, lacks in result.missing],
        "log": None if audit is None else asdict(audit),
    }


def metrics_tables(result: MetricsResult) -> tuple[TextTable, ...]:
    """Return one table for each metric, slices below each other; only counts have rows for empty periods."""
    names = list(dict.fromkeys(each.metric.name for each in result.series))
    return tuple(_table([each for each in result.series if each.metric.name == name]) for name in names)


def metrics_sentences(result: MetricsResult, audit: LogAudit | None = None) -> tuple[str, ...]:
    """Return what to know before reading the series, in words."""
    told = [f"{result.rows:,} rows, seen at {_instant(result.as_of)}; {result.unit}s in {result.zone}."]
    if not result.exact:
        told.append("Durations have three figures, rounded down.")
    if audit is not None:
        refused = audit.rows - audit.kept
        told.append(f"Of {audit.rows:,} rows {audit.kept:,} were kept and {refused:,} refused.")
        told += [f"Refused {many:,}: {reason}." for reason, many in audit.reasons]
        told += [f"Row {each.row}: {each.reason}." for each in audit.refused[:5]]
        told += [_time_sentence(audit)] if audit.times else []
        told += [f"{warning}." for warning in audit.warnings]
    told += [f"{name} is not computed; the log lacks {', '.join(lacks)}." for name, lacks in result.missing]
    return tuple(told)


def _time_sentence(audit: LogAudit) -> str:
    stamps, instant, assumed, fold, gap, dates = (
        sum(getattr(each, name) for each in audit.times)
        for name in ("stamps", "instant", "assumed", "fold", "gap", "dates")
    )
    zone = next((each.zone for each in audit.times if each.zone), None)
    clock = f"{assumed:,} were read by the clock of {zone}" if assumed else "none needed a zone"
    odd = f", {fold:,} of them in an hour shown twice, {gap:,} in one never shown" if fold or gap else ""
    days = f"; {dates:,} are days alone, taken at their begin" if dates else ""
    return f"Of {stamps:,} times {instant:,} fix their instant, {clock}{odd}{days}."


def _series_json(series: Series) -> dict[str, object]:
    return {
        "metric": series.metric.name,
        "slice": dict(series.slice),
        "unit": series.metric.unit,
        "definitions": [
            {"version": each.version, "since": None if each.since is None else str(each.since), "says": each.says}
            for each in series.versions
        ],
        "points": [_point_json(point, series) for point in series.points],
    }


def _point_json(point: Point, series: Series) -> dict[str, object]:
    found: dict[str, object] = {
        "period": point.period,
        "start": _instant(point.start),
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "numerator": point.numerator,
        "denominator": point.denominator,
        "definition": series.versions[point.segment].version,
        "definition_changes_inside": point.mixed,
        "complete": point.complete,
        "arrived": point.arrived,
    }
    if series.metric.shape == "duration":
        found["p90"] = point.most
    return found


def _table(group: Sequence[Series]) -> TextTable:
    metric = group[0].metric
    timed = metric.shape == "duration"
    columns = (
        *(name for name, _ in group[0].slice), "period", "p50" if timed else "value", "95 % interval",
        *(("p90",) if timed else ()), "of", "definition", "note",
    )  # fmt: skip
    rows = tuple(
        (
            *(text for _, text in series.slice),
            point.period,
            _value(point.value, metric),
            _NONE if point.low is None else f"{_value(point.low, metric)} to {_value(point.high, metric)}",
            *((_value(point.most, metric),) if timed else ()),
            f"{point.denominator:,.0f}" if metric.shape != "count" else "",
            series.versions[point.segment].version,
            _note(point),
        )
        for series in group
        for point in series.points
        if metric.shape == "count" or point.denominator
    )
    return TextTable(f"{metric.name} ({metric.unit})", columns, rows)


def _note(point: Point) -> str:
    notes = []
    if not point.complete:
        notes.append("not over")
    if point.arrived is not None and point.arrived < _SOON:
        notes.append(f"about {point.arrived:.0%} arrived")
    if point.mixed:
        notes.append("definition changes inside")
    return ", ".join(notes)


def _value(value: float | None, metric: Metric) -> str:
    if value is None:
        return _NONE
    match metric.shape:
        case "duration":
            return span_text(value)
        case "share" | "mix":
            return f"{value:.2%}"
        case "rate":
            return f"{value:.4g}"
        case _:
            return f"{value:,.0f}" if value == round(value) or value >= 1_000 else f"{value:,.2f}"


def span_text(seconds: float) -> str:
    """Return a length of time in words.

    Examples
    --------
    >>> span_text(45), span_text(5_400), span_text(200_000)
    ('45 s', '1.5 h', '2.3 d')
    """
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size or (unit == "h" and seconds >= size):
            return f"{seconds / size:.3g} {unit}" if seconds >= 100 * size else f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} s"


def _instant(us: int) -> str:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
    return at.isoformat().replace("+00:00", "Z")
