"""Rows that stand twice in a log: the first stays, the others are refused and name it."""

from __future__ import annotations

from pathlib import Path

from rca.trends.log.results import Refused


def drop_duplicates(draft: Path, target: Path) -> tuple[Refused, ...]:
    """Copy a canonical table without the rows whose id an earlier row has.

    Parameters
    ----------
    draft : Path
        The table; it is gone afterwards.
    target : Path
        The copy; it is the draft itself where no row stands twice.

    Returns
    -------
    tuple of Refused
        The rows left out, in order, each with the row that it repeats.
    """
    import duckdb

    with duckdb.connect(config={"memory_limit": "1GB", "temp_directory": f"{draft}.overflow"}) as connection:
        connection.execute(f"CREATE VIEW draft AS SELECT * FROM read_parquet({_quoted(draft)})")  # noqa: S608
        connection.execute("CREATE TABLE again AS SELECT id FROM draft GROUP BY id HAVING count(*) > 1")
        names = [str(row[0]) for row in connection.execute("DESCRIBE draft").fetchall()]
        cells = ", ".join(f'"{name}"' for name in names if name != "source_row")
        same = "OVER (PARTITION BY id ORDER BY source_row)"
        found = connection.execute(
            f"SELECT source_row, first(source_row) {same}, cells IS NOT DISTINCT FROM first(cells) {same} "  # noqa: S608
            f"FROM (SELECT source_row, id, row({cells}) AS cells FROM draft SEMI JOIN again USING (id)) "
            f"QUALIFY row_number() {same} > 1 ORDER BY source_row"
        ).fetchall()
        if found:
            dropped = [[int(row) for row, *_ in found]]
            connection.execute("CREATE TABLE dropped AS SELECT unnest($1::BIGINT[]) AS source_row", dropped)
            connection.execute(
                "COPY (SELECT * FROM draft ANTI JOIN dropped USING (source_row) ORDER BY source_row) "  # noqa: S608
                f"TO {_quoted(target)} (FORMAT parquet, COMPRESSION lz4)"
            )
    if found:
        draft.unlink()
    else:
        draft.replace(target)
    return tuple(
        Refused(row, f"id: it stands twice: row {first} has it, {'and the same' if same else 'but other'} values")
        for row, first, same in found
    )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
