"""The languages in which a tree can be written, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rca.case.records import CaseFile
from rca.causes.exchange.dot import write_dot
from rca.causes.exchange.json_form import write_json
from rca.causes.exchange.mermaid import write_mermaid
from rca.causes.exchange.openpsa_case import write_case_openpsa
from rca.causes.exchange.table import write_factors_table, write_links_table

FORMATS: Final[Mapping[str, Callable[[CaseFile], str]]] = {
    "mermaid": write_mermaid,
    "dot": write_dot,
    "factors-csv": write_factors_table,
    "links-csv": write_links_table,
    "json": write_json,
    "openpsa": write_case_openpsa,
}
"""Name of each language, and the function that writes a case in it."""
