"""Findings as a pandas table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rule": "str",
        "severity": "str",
        "place": "str",
        "file": "str",
        "line": "int64",
        "message": "str",
        "remedy": "str",
        "source": "str",
        "waived": "bool",
        "waived_because": "str",
        "waived_by": "str",
        "waived_until": "str",
    }
)


def findings_frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return findings as a table.

    Parameters
    ----------
    rows : sequence of mapping
        One flat mapping for each finding, as ``Findings.rows`` returns them.

    Returns
    -------
    pandas.DataFrame
        One row for each finding in the same order; the columns and their types are the same for any number of rows.
    """
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(_COLUMNS)).astype(dict(_COLUMNS))
