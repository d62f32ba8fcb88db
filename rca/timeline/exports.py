"""The exports of a case as tables: small ones read as they are, large ones from the store."""

from __future__ import annotations

from rca.case.records import CaseFile
from rca.evidence.read import EvidenceTable, read_evidence


def read_exports(case: CaseFile) -> tuple[EvidenceTable, ...]:
    """Return the canonical rows of every export of a case.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    tuple of EvidenceTable
        In the order of the sources; empty where the case has no exports.

    Raises
    ------
    CaseError
        When an export cannot be read as its source says.
    """
    from rca.evidence.ingest.case import ingest_case, is_large
    from rca.evidence.ingest.engine import connect

    exports = [source for source in case.head.sources if source.file is not None]
    large = [source.id for source in exports if is_large(case, source)]
    small = [source.id for source in exports if source.id not in large]
    found = {table.source: table for table in read_evidence(case, small)} if small else {}
    if large:
        from pyarrow import parquet

        ingested = ingest_case(case, large)
        with connect() as (engine, _):
            for each in ingested:
                query = f"SELECT * FROM {each.relation()} ORDER BY source_row"  # noqa: S608 - no text of the case
                kept, refused = engine.sql(query).to_arrow_table(), parquet.read_table(each.refused)
                found[each.source] = EvidenceTable(each.source, each.file, kept, refused)
    return tuple(found[source.id] for source in exports)
