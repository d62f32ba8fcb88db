"""A synthetic escalation: four raw files, the case made from them, and the truth that was planted."""

from __future__ import annotations

from pathlib import Path

from rca.datasets.files import write_source
from rca.datasets.rows import row_counts
from rca.datasets.story import (
    AUDIT,
    CHAT,
    CLOCK_DRIFT_PPM,
    CLOCK_OFFSET_US,
    CLOCK_ORIGIN,
    FOLD,
    MOMENTS,
    PAGER,
    SOURCES,
    TICKETS,
)
from rca.datasets.truth import EscalationTruth, KeyMoment, PlantedConflict, PlantedDuplicate

FILES = {TICKETS: "tickets.csv", CHAT: "chat.jsonl", AUDIT: "audit.csv", PAGER: "pager.parquet"}


def make_escalation(folder: str | Path, rows: int = 2_000, seed: int = 1) -> EscalationTruth:
    """Write a synthetic escalation as a case folder with raw evidence, and return what was planted.

    The raw files are tickets (CSV, offsets of Berlin), chat (JSONL, "seconds.micros" as text), an audit log
    (CSV in New York's local time through the end of daylight saving, its clock 42 s fast and gaining 30 ppm)
    and a pager log (Parquet, epoch milliseconds).

    Parameters
    ----------
    folder : str or Path
        The case folder to make; it must not exist, or be empty.
    rows : int
        Rows over all raw files, from 50 to tens of millions. They are written chunk by chunk; only the known
        answer is kept, which names every planted duplicate: 0.6 GB at most for 10 million rows.
    seed : int
        The same seed and number of rows give the same bytes.

    Returns
    -------
    EscalationTruth
        The known answer.

    Raises
    ------
    FileExistsError
        When the folder holds something already.
    ValueError
        When ``rows`` is below 50.
    """
    from rca.datasets.case import write_case

    counts = row_counts(rows)
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"a synthetic case needs an empty folder; {target} holds files, name another")
    evidence = target / "evidence"
    evidence.mkdir(parents=True, exist_ok=True)
    written = {source: write_source(source, evidence / FILES[source], counts, seed) for source in SOURCES}
    tickets, audited = written[TICKETS].numbers, written[AUDIT].numbers
    truth = EscalationTruth(
        seed=seed,
        rows=rows,
        moments=tuple(
            KeyMoment(m.event, m.instant, tuple(f"{s}:{written[s].story[m.event]}" for s, _ in m.recorded))
            for m in MOMENTS
        ),
        clock_source=AUDIT,
        clock_offset_us=CLOCK_OFFSET_US,
        clock_drift_ppm=CLOCK_DRIFT_PPM,
        clock_origin=CLOCK_ORIGIN,
        fold=FOLD,
        duplicates=tuple(
            PlantedDuplicate(f"{TICKETS}:{tickets[noise]}", f"{CHAT}:{row}") for noise, row in written[CHAT].repeats
        ),
        echoes=(
            *(
                PlantedDuplicate(f"{TICKETS}:{tickets[noise]}", f"{AUDIT}:{row}")
                for noise, row in written[AUDIT].echoes
            ),
            *(PlantedDuplicate(f"{AUDIT}:{audited[noise]}", f"{CHAT}:{row}") for noise, row in written[CHAT].echoes),
        ),
        conflict=PlantedConflict("E10", (TICKETS, "S5"), "S5"),
        cut_sets=(("F5", "F6", "F8", "F10", "F11"), ("F5", "F6", "F8", "F10", "F12")),
        single_fixes=("F5", "F6", "F8", "F10"),
        effective_action="A1",
        useless_action="A2",
    )
    write_case(target, truth)
    return truth
