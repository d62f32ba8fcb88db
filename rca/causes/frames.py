"""Factors, cut sets and whys as data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.case.records import CaseFile
from rca.causes.results import CausesResult

if TYPE_CHECKING:
    import pandas as pd


def factors_frame(case: CaseFile, result: CausesResult) -> pd.DataFrame:
    """Return one row for each factor, in the order of the file.

    Parameters
    ----------
    case : CaseFile
        For the words of the factors.
    result : CausesResult
        The analysed tree.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; ``kind, barrier, text, status, state, leaf, in_gate, on_chain, single_fix,
        single_point, sources, independent_sources, stop``.
    """
    import pandas as pd

    rows = []
    for found in result.factors:
        factor = case.factors[found.id]
        rows.append(
            {
                "id": factor.id,
                "kind": factor.kind,
                "barrier": factor.state,
                "text": factor.text,
                "status": factor.status,
                "state": found.state,
                "leaf": found.leaf,
                "in_gate": found.in_gate,
                "on_chain": found.on_chain,
                "single_fix": found.single_fix,
                "single_point": found.single_point,
                "sources": " ".join(found.sources),
                "independent_sources": found.independent_sources,
                "stop": factor.stop,
            }
        )
    columns = [
        *("id", "kind", "barrier", "text", "status", "state", "leaf", "in_gate", "on_chain", "single_fix"),
        *("single_point", "sources", "independent_sources", "stop"),
    ]
    return pd.DataFrame(rows, columns=columns).set_index("id")


def cut_sets_frame(result: CausesResult) -> pd.DataFrame:
    """Return one row for each minimal cut set.

    Parameters
    ----------
    result : CausesResult
        The analysed tree.

    Returns
    -------
    pandas.DataFrame
        ``factors, order, state``; ``attrs["complete"]`` says whether these are all.
    """
    import pandas as pd

    frame = pd.DataFrame(
        [(" ".join(found.factors), len(found.factors), found.state) for found in result.cut_sets.sets],
        columns=["factors", "order", "state"],
    )
    frame.attrs["complete"] = result.cut_sets.complete
    return frame


def whys_frame(result: CausesResult) -> pd.DataFrame:
    """Return one row for each node read, in reading order.

    Parameters
    ----------
    result : CausesResult
        The analysed tree.

    Returns
    -------
    pandas.DataFrame
        ``factor, depth, question, answer, causes, therefore, stop, state, seen_before``.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            (
                why.factor,
                why.depth,
                why.question,
                why.answer,
                " ".join(why.causes),
                why.therefore,
                why.stop,
                why.state,
                why.seen_before,
            )
            for why in result.whys
        ],
        columns=[
            *("factor", "depth", "question", "answer", "causes", "therefore", "stop", "state", "seen_before"),
        ],
    )
