"""What a rule is: one question put to a whole case, with the reason for it and the standard it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from rca.case.records import Keys
from rca.checks.context import Context
from rca.checks.examples import Example, example_of
from rca.checks.results import Severity

Kind = Literal["structural", "lexical", "attested"]
"""What a rule goes by: the records, words in them, or whether a person answered a question."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule does not hold.

    Parameters
    ----------
    place : str
        Id of a record, a link (``F3>F5``), ``waiver 2``, or the word of a whole file (``causes``).
    message : str
        What is so, with ids.
    remedy : str
        What to do.
    keys : tuple of str or int
        Path of the value in the files, where ``place`` is no id or the value lies deeper in its record.
    severity : {"error", "warning", "note"} or None
        Only where this place is milder than the rule's own severity.
    """

    place: str
    message: str
    remedy: str
    keys: Keys = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over a case.

    Parameters
    ----------
    id : str
        Stable id with a word in it (``evidence.two-reasons``), so that no event or action has the same.
    title : str
        What the rule asks for, as one sentence.
    severity : {"error", "warning", "note"}
        How grave a finding is; an error should stop a publication.
    rationale : str
        Why the rule exists, and what it cannot see.
    source : str
        The short code of the method catalogue and the standard it comes from.
    run : callable
        Takes a Context and yields the places where the rule does not hold.
    kind : {"structural", "lexical", "attested"}
        What it goes by. Only structural rules may be errors.
    """

    id: str
    title: str
    severity: Severity
    rationale: str
    source: str
    run: Callable[[Context], Iterable[Hit]]
    kind: Kind = "structural"

    @property
    def example(self) -> Example:
        """A case to which the rule objects, and one near it to which it does not."""
        return example_of(self.id)
