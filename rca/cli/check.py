"""The command that runs the rules over a case, explains them, and fixes what is certain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rca.cli.shared import AsJson, AsOf, print_json

if TYPE_CHECKING:
    from rca.checks.results import Findings
    from rca.errors import CaseError

Format = Literal["text", "json", "sarif", "github"]


def register(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    app.command("check")(check)


def check(
    case: Annotated[
        Path | None,
        typer.Argument(metavar="CASE", help="The case folder (the one that holds case.yaml).", show_default=False),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How findings are written.")] = "text",
    profile: Annotated[str, typer.Option(help="Which rules count: full, five-rules or external-report.")] = "full",
    fail_on: Annotated[
        Literal["error", "warning", "note", "never"],
        typer.Option("--fail-on", help="Exit with 1 when a finding is at least this severe."),
    ] = "error",
    as_of: AsOf = None,
    fix: Annotated[bool, typer.Option("--fix", help="First mend what is certain, and say what was changed.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Explain one rule; needs no case.", show_default=False)
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Print the reference of all rules; needs no case.")] = False,
    json: AsJson = False,
) -> None:
    """Read a case and run every rule over it."""
    if rules or explain is not None:
        _explain(explain)
        return
    if case is None:
        raise typer.BadParameter("name the case folder, or a rule with --explain", param_hint="CASE")
    from rca.case.collector import collector_paused
    from rca.checks.profiles import profile_rules, under_profile
    from rca.errors import CaseError
    from rca.workbench import open_case

    profile_rules(profile)  # an unknown one is refused before anything is mended
    form = "json" if json else form
    with collector_paused():
        try:
            if fix:
                _fix(case, as_of, quiet=form != "text")
            findings = under_profile(open_case(case).check(as_of), profile)
        except CaseError as error:
            _print_mistakes(error, case, form)
            raise
        _print(findings, case, form)
    if fail_on != "never" and findings.at_or_above(fail_on):
        raise typer.Exit(1)


def _explain(rule: str | None) -> None:
    from rca.checks.explain import explain, reference

    typer.echo(reference() if rule is None else explain(rule))


def _fix(case: Path, as_of: str | None, *, quiet: bool) -> None:
    from rca.checks.fixes import fix_case
    from rca.workbench import open_case

    opened = open_case(case)
    for fix in fix_case(opened.file, opened.check(as_of)):
        typer.echo(fix, err=quiet)


def _print(findings: Findings, case: Path, form: Format) -> None:
    from rca import __version__
    from rca.checks.lines import source_lines
    from rca.checks.render import findings_json, findings_text
    from rca.checks.sarif import findings_github, findings_sarif

    if form == "json":
        print_json(findings_json(findings))
    elif form == "sarif":
        print_json(findings_sarif(findings, _folder(case), __version__, source_lines(case, findings)))
    elif form == "github":
        typer.echo(findings_github(findings, _folder(case)), nl=bool(findings.open))
    else:
        typer.echo(findings_text(findings, source_lines(case, findings)))


def _print_mistakes(error: CaseError, case: Path, form: Format) -> None:
    """Print what keeps a case from being read; as text it goes to the error stream, as every error does."""
    from rca import __version__
    from rca.checks.refusals import mistakes_github, mistakes_json, mistakes_sarif

    if form == "json":
        print_json(mistakes_json(error))
    elif form == "sarif":
        print_json(mistakes_sarif(error, _folder(case), __version__))
    elif form == "github":
        typer.echo(mistakes_github(error, _folder(case)))


def _folder(case: Path) -> str:
    """Return the folder as seen from the working folder where it lies there: tools know files by that path."""
    here = Path.cwd()
    return (case.relative_to(here) if case.is_relative_to(here) else case).as_posix()
