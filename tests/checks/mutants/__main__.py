"""Print the table of mutants: ``cd tests/checks && python -m mutants [EACH]``."""

from __future__ import annotations

import sys

from .bases import bases
from .campaign import harmless_trials, mutants, table, trial

each = int(sys.argv[1]) if len(sys.argv) > 1 else 6
cases = bases()
trials = [trial(*mutant) for mutant in mutants(cases, each)]
print(table(trials, list(harmless_trials(cases, each))))
for missed in trials:
    if not missed.found:
        print(f"missed: {missed.kind.title} in {missed.base} at {missed.place} {missed.refused}")
