"""Commands about many cases over time, below ``rca trends``."""

from __future__ import annotations

import typer

from rca.cli import trends_chart, trends_metrics, trends_slices

trends = typer.Typer(
    help="What moves in a stream of escalations, how sure that is, and where.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
trends_chart.register(trends)
trends_metrics.register(trends)
trends_slices.register(trends)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(trends, name="trends")
