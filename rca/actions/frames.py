"""Actions and coverage as data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.actions.results import ActionsResult
from rca.case.records import CaseFile

if TYPE_CHECKING:
    import pandas as pd


def actions_frame(case: CaseFile, result: ActionsResult) -> pd.DataFrame:
    """Return one row for each action, ordered by what it breaks, then by strength.

    Parameters
    ----------
    case : CaseFile
        For verdicts.
    result : ActionsResult
        What the actions achieve.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; ``due`` and ``verdict_on`` are days, missing where not stated.
    """
    import pandas as pd

    verdicts = {action.id: action.verdict for action in case.actions.actions}
    rows = [
        {
            "id": action.id,
            "action": action.text,
            "origin": action.origin,
            "issuer": action.issuer,
            "kind": action.kind,
            "strength": action.strength,
            "status": action.status,
            "status_when": action.status_said,
            "owner": action.owner,
            "due": pd.Timestamp(action.due) if action.due else pd.NaT,
            "eliminates": " ".join(action.eliminates),
            "reduces": " ".join(action.reduces),
            "breaks": len(action.breaks),
            "of": action.of,
            "verdict": verdict.result if (verdict := verdicts[action.id]) else None,
            "verdict_on": pd.Timestamp(verdict.on) if verdict else pd.NaT,
        }
        for action in result.actions
    ]
    columns = [
        *("id", "action", "origin", "issuer", "kind", "strength", "status", "status_when", "owner", "due"),
        *("eliminates", "reduces", "breaks", "of", "verdict", "verdict_on"),
    ]
    types = {"due": "datetime64[us]", "verdict_on": "datetime64[us]", "breaks": "int64", "of": "int64"}
    return pd.DataFrame(rows, columns=columns).astype(types).set_index("id")


def cut_set_cover_frame(result: ActionsResult) -> pd.DataFrame:
    """Return one row for each cut set that is not excluded.

    Parameters
    ----------
    result : ActionsResult
        What the actions achieve.

    Returns
    -------
    pandas.DataFrame
        ``factors, order, state, coverage, by``.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            (" ".join(cover.factors), len(cover.factors), cover.state, cover.coverage, " ".join(cover.by))
            for cover in result.cut_sets
        ],
        columns=["factors", "order", "state", "coverage", "by"],
    )


def factor_cover_frame(result: ActionsResult) -> pd.DataFrame:
    """Return one row for each factor with what is done about it.

    Parameters
    ----------
    result : ActionsResult
        What the actions achieve.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; ``eliminated_by, reduced_by, declined, wanted, covered``.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            (f.id, " ".join(f.eliminated_by), " ".join(f.reduced_by), f.declined, f.wanted, f.covered)
            for f in result.factors
        ],
        columns=["id", "eliminated_by", "reduced_by", "declined", "wanted", "covered"],
    ).set_index("id")
