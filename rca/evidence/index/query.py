# ruff: noqa: S608 - every text in the queries is quoted or made here
"""Which rows are wanted, as SQL over the keys or over the files of the exports."""

from __future__ import annotations

from dataclasses import dataclass

from rca.errors import Mistake, ParameterError
from rca.evidence.index.build import EventIndex
from rca.evidence.ingest.case import Ingested
from rca.evidence.ingest.engine import quoted

SEARCHED = ("actor", "action", "object", "message", "case_id", "attributes")
"""The columns in which a text is looked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted; what is not said is not asked for.

    Parameters
    ----------
    first, last : int or None
        Closed window of corrected instants in microseconds UTC; rows that may have happened in it are wanted.
    sources, actors, actions : tuple of str
        Ids of sources, and whole values of the two columns; any of them will do.
    text : str or None
        Stands somewhere in a text column of the row, in capitals or not.
    """

    first: int | None = None
    last: int | None = None
    sources: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    text: str | None = None

    @property
    def needs_text(self) -> bool:
        """Whether the keys do not tell which rows are wanted."""
        return bool(self.actors or self.actions or self.text)


def wanted_keys(index: EventIndex, wanted: Wanted) -> str:
    """Return SQL for the keys of the wanted rows: ``t, reach, source, row``, in no order.

    Parameters
    ----------
    index : EventIndex
        The index.
    wanted : Wanted
        Which rows.

    Returns
    -------
    str
        A relation.

    Raises
    ------
    ParameterError
        When a source is wanted that is not in the index, or the window ends before it begins.
    """
    places = _places(index, wanted)
    if wanted.first is not None and wanted.last is not None and wanted.first > wanted.last:
        message = f"a window ends at or after its begin; it begins {wanted.first - wanted.last} us after its end"
        raise ParameterError([Mistake("from", 0, 0, "parameter.window", message, "swap or mend the two times")])
    if wanted.needs_text:
        parts = [_matching(index, place, index.sources[place], wanted) for place in places]
        return f"({' UNION ALL '.join(parts)})"
    where = _window("t", "reach", wanted, index.reach)
    if wanted.sources:
        where += f" AND source IN ({', '.join(map(str, places))})"
    return f"(SELECT t, reach, source, row FROM read_parquet({quoted(str(index.keys))}) WHERE {where})"


def _places(index: EventIndex, wanted: Wanted) -> list[int]:
    names = [each.source for each in index.sources]
    if unknown := [name for name in wanted.sources if name not in names]:
        message = f"no source with an export is called {unknown[0]!r}; there are: {', '.join(names) or 'none'}"
        raise ParameterError([Mistake("source", 0, 0, "parameter.source", message, "name one of these")])
    return [place for place, name in enumerate(names) if not wanted.sources or name in wanted.sources]


def _window(t: str, reach: str, wanted: Wanted, greatest: int) -> str:
    parts = ["true"]
    if wanted.first is not None:
        # The first condition lets the engine skip what lies far before; the second is the exact one.
        parts.append(f"{t} >= {wanted.first - greatest} AND {t} + {reach} >= {wanted.first}")
    if wanted.last is not None:
        parts.append(f"{t} <= {wanted.last}")
    return " AND ".join(parts)


def _matching(index: EventIndex, place: int, source: Ingested, wanted: Wanted) -> str:
    shift = index.shift(source.source)
    parts = []
    if wanted.first is not None:
        parts.append(f"t_best_us >= {shift.first_shown(wanted.first - index.reach)}")
    if wanted.last is not None:
        parts.append(f"t_best_us < {shift.first_shown(wanted.last + 1)}")
    for column, values in (("actor", wanted.actors), ("action", wanted.actions)):
        if values:
            parts.append(f"{column} IN ({', '.join(map(quoted, values))})")
    if wanted.text:
        needle = f"lower({quoted(wanted.text)})"
        parts.append("(" + " OR ".join(f"contains(lower({column}), {needle})" for column in SEARCHED) + ")")
    rows = source.relation()
    shown = f"SELECT {shift.sql('t_best_us')} AS t, t_hi_us - t_best_us AS reach, source_row AS row FROM {rows}"
    keys = f"{shown} WHERE {' AND '.join(parts)}"
    return f"SELECT t, reach, {place}::USMALLINT AS source, row FROM ({keys}) WHERE {_window('t', 'reach', wanted, 0)}"
