"""Choices of rules for a purpose: data that name rules; every rule runs, and a profile says which findings count."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rca.assets import shipped, shipped_names
from rca.checks.results import Findings
from rca.checks.rules import RULES
from rca.errors import Mistake, ParameterError


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles, in order of the alphabet.

    Examples
    --------
    >>> profile_names()
    ('external-report', 'five-rules', 'full')
    """
    return shipped_names("checks", "profiles")


@cache
def profile_rules(name: str) -> frozenset[str]:
    """Return the ids of the rules of a profile.

    Parameters
    ----------
    name : str
        Such as ``five-rules``.

    Returns
    -------
    frozenset of str
        Ids of rules.

    Raises
    ------
    ParameterError
        When there is no such profile.
    """
    if name not in profile_names():
        message = f"a profile is one of {', '.join(profile_names())}; got {name!r}"
        raise ParameterError([Mistake("profile", 0, 0, "check.profile", message, "choose one of them")])
    data = shipped("checks", "profiles", name)
    every = frozenset(rule.id for rule in RULES)
    named = data.get("rules", "all")
    return every - frozenset(data.get("leave_out", ())) if named == "all" else frozenset(named)


def under_profile(findings: Findings, name: str) -> Findings:
    """Return the findings that count under a profile.

    Parameters
    ----------
    findings : Findings
        What all rules found.
    name : str
        The profile.

    Returns
    -------
    Findings
        In the same order.

    Raises
    ------
    ParameterError
        When there is no such profile.
    """
    rules = profile_rules(name)
    return replace(findings, items=tuple(finding for finding in findings.items if finding.rule in rules))
