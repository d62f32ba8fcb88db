"""The command that charts one metric over time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rca.cli.shared import AsJson, print_json, print_table

if TYPE_CHECKING:
    from rca.trends.charts.plan import Kind


def register(app: typer.Typer) -> None:
    """Add the command of this file to the group."""
    app.command("chart")(chart)


def _option(help_: str, *names: str, metavar: str | None = None) -> Any:
    return typer.Option(*names, help=help_, metavar=metavar, show_default=False)


def chart(
    file: Annotated[Path, typer.Argument(help="The table: .csv, .tsv or .parquet, a row a period.")],
    kind: Annotated[
        Literal["xmr", "run", "p", "u", "laney", "c", "ewma", "cusum", "g", "t"],
        typer.Option(
            help="xmr: single values; c: counts; u: counts over an exposure; p: shares; laney: p or u whose "
            "points vary more than chance (see --of); g, t: cases, or time, between rare events."
        ),
    ],
    value: Annotated[str | None, _option("Column of values, or of counts.", metavar="COL")] = None,
    size: Annotated[
        str | None,
        _option("Column that counts are divided by, or one number for all.", "--size", "--exposure", metavar="COL|N"),
    ] = None,
    date: Annotated[
        str | None, _option("Column of periods, YYYY-MM-DD where they are days.", "--date", "--period", metavar="COL")
    ] = None,
    of: Annotated[
        Literal["share", "rate"] | None,
        _option(
            "With --kind laney: share makes p′ (each count is part of its size), rate makes u′. By default p′ "
            "where no count exceeds its size, else u′."
        ),
    ] = None,
    baseline: Annotated[
        str | None, _option("The limits come from these points, and are frozen.", metavar="N|FROM..TO")
    ] = None,
    rebase: Annotated[
        list[str] | None,
        _option("Limits start anew here; repeat for several. WORDS say what began.", metavar="PERIOD[=WORDS]"),
    ] = None,
    leave_out: Annotated[
        list[str] | None, _option("A point whose cause is known stays out of the limits.", metavar="PERIOD")
    ] = None,
    target: Annotated[float | None, _option("Centre of EWMA or CUSUM; by default the mean.")] = None,
    sigma: Annotated[
        float | None, _option("Standard deviation of a value, for EWMA or CUSUM; by default from moving ranges.")
    ] = None,
    weight: Annotated[float, typer.Option("--lambda", help="Weight of the newest value, for EWMA.")] = 0.2,
    asymptotic: Annotated[bool, typer.Option(help="EWMA limits of the long run, not exact at every point.")] = False,
    slack: Annotated[
        float | None, _option("k of CUSUM in the unit of the values; by default half a sigma.", "--slack", "--k")
    ] = None,
    decision: Annotated[
        float | None, _option("h of CUSUM in the unit of the values; by default five sigma.", "--decision", "--h")
    ] = None,
    screen: Annotated[
        bool, typer.Option(help="Leave moving ranges beyond their own limit out, once (xmr, t).")
    ] = False,
    exact: Annotated[bool, typer.Option(help="Do not round d2 to 1.128, nor 3/d2 to 2.66 with the NHS rules.")] = False,
    good: Annotated[Literal["lower", "higher"] | None, _option("The direction that is an improvement.")] = None,
    rules: Annotated[
        Literal["anhoej", "nhs", "nelson", "western-electric", "limits"] | None,
        _option("Which signals are read; by default anhoej, and limits for EWMA and CUSUM."),
    ] = None,
    changes: Annotated[bool, typer.Option(help="Also say where the level changed, by optimal partition.")] = False,
    name: Annotated[str, _option("What is counted, for the picture; by default the name of the column.")] = "",
    draw: Annotated[Path | None, _option("Also draw the chart: .svg, .png or .pdf.", metavar="FILE")] = None,
    json: AsJson = False,
) -> None:
    """Chart a metric over time: centre, limits, signals, and the verdict in words."""
    from rca.trends.charts.change_points import change_points
    from rca.trends.charts.chart import control_chart
    from rca.trends.charts.plan import ChartPlan
    from rca.trends.charts.read import Columns, read_series
    from rca.trends.charts.render import chart_json, chart_rows

    rough: Kind = "laney-p" if kind == "laney" else kind
    series = read_series(file, rough, Columns(value, size, date), name)
    plan = ChartPlan(
        _laney(series.values, series.sizes, of) if kind == "laney" else kind,
        rules,
        _baseline(baseline),
        tuple(leave_out or ()),
        _rebases(rebase or []),
        target,
        sigma,
        weight,
        asymptotic,
        slack,
        decision,
        screen,
        exact,
        good,
    )
    if of is not None and kind != "laney":
        _refuse("of", f"only --kind laney takes --of; the kind is {kind}", "leave --of out")
    result = control_chart(series, plan)
    found = None
    if changes:
        counted = plan.kind in ("c", "u", "p")
        try:
            found = change_points(result.series.values, "poisson" if counted else "normal", result.series.sizes)
        except ValueError as error:
            _refuse("changes", str(error), "sum longer periods, or leave --changes out")
    if draw is not None:
        _draw(result, draw)
    if json:
        print_json(chart_json(result, found))
        return
    for sentence in (*result.verdict, *result.warnings, result.method):
        typer.echo(sentence)
    if result.false_alarms is not None:
        typer.echo(result.false_alarms.words)
    for change in found.changes if found is not None else ():
        typer.echo(f"Level from {change.before:.4g} to {change.after:.4g} at {result.series.periods[change.at]}.")
    columns = ("period", "value", "centre", "lower", "upper", "signals")
    print_table(series.name, columns, chart_rows(result))


def _laney(values: Any, sizes: Any, of: str | None) -> Kind:
    if of is not None:
        return "laney-p" if of == "share" else "laney-u"
    pairs = zip(values, sizes or values, strict=True)
    within = all(value is None or size is None or value <= size for value, size in pairs)
    return "laney-p" if within else "laney-u"


def _baseline(text: str | None) -> int | tuple[str, str] | None:
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    first, dots, last = text.partition("..")
    if not (dots and first.strip() and last.strip()):
        _refuse("baseline", f"a baseline is a number of points, or FROM..TO; got {text!r}", "mend it")
    return first.strip(), last.strip()


def _rebases(texts: list[str]) -> Any:
    from rca.trends.charts.plan import Rebase

    parts = [text.partition("=") for text in texts]
    return tuple(Rebase(at.strip(), words.strip()) for at, _, words in parts)


def _refuse(name: str, message: str, remedy: str) -> None:
    from rca.errors import InputError, Mistake

    raise InputError([Mistake(f"--{name}", 0, 0, f"chart.{name}", message, remedy)])


def _draw(result: Any, path: Path) -> None:
    from rca.drawing.picture import Picture
    from rca.trends.charts.layout import chart_scene

    try:
        Picture(chart_scene(result)).save(path)
    except (OSError, ValueError) as error:
        _refuse("draw", str(error), "name a .svg, .png or .pdf file in a folder that exists")
