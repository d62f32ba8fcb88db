"""All commands in one application."""

from __future__ import annotations

import typer

from rca.cli import actions, causes, check, evidence, folder, reviews, timeline, trends, whys

app = typer.Typer(
    help="Root-cause-analysis case workbench: a folder of claims in, timeline, causes and reviews out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
folder.register(app)
check.register(app)
timeline.register(app)
evidence.register(app)
causes.register(app)
actions.register(app)
whys.register(app)
reviews.register(app)
trends.register(app)
