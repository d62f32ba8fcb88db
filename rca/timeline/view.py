"""The timeline of a case as its readers meet it: tables, a picture, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rca.case.records import CaseFile

if TYPE_CHECKING:
    import pandas as pd

    from rca.drawing.picture import Picture
    from rca.evidence.read import EvidenceTable
    from rca.timeline.match_sources import Matched
    from rca.timeline.results import TimelineResult
    from rca.timeline.suspects import Suspect
    from rca.timeline.tells.tell import Told


@dataclass(frozen=True, repr=False)
class Timeline:
    """The timeline of a case as tables and a picture; ``result`` holds the plain records."""

    file: CaseFile
    result: TimelineResult

    def __repr__(self) -> str:
        return repr(self.result)

    @property
    def events(self) -> pd.DataFrame:
        """One row for each event, in order of time."""
        from rca.timeline.frames import events_frame

        return events_frame(self.result)

    @property
    def conflicts(self) -> pd.DataFrame:
        """One row for each thing about which times disagree."""
        from rca.timeline.frames import conflicts_frame

        return conflicts_frame(self.result)

    @property
    def phases(self) -> pd.DataFrame:
        """One row for each phase with the bounds of its ends and length."""
        from rca.timeline.frames import phases_frame

        return phases_frame(self.result)

    @property
    def gaps(self) -> pd.DataFrame:
        """One row for each silent stretch."""
        from rca.timeline.frames import gaps_frame

        return gaps_frame(self.result)

    @cached_property
    def exports(self) -> tuple[EvidenceTable, ...]:
        """The rows of each export, as their clocks showed them."""
        from rca.timeline.exports import read_exports

        return read_exports(self.file)

    @cached_property
    def told(self) -> Told:
        """Milestones, working time, silences, handovers, and the quality of each export."""
        from rca.timeline.tells.tell import tell

        return tell(self.file, self.result, self.exports)

    @property
    def milestones(self) -> pd.DataFrame:
        """One row for each milestone, in their order."""
        from rca.timeline.tells.frames import milestones_frame

        return milestones_frame(self.told)

    @property
    def durations(self) -> pd.DataFrame:
        """One row for each length between milestones: time that passed, then working time by each calendar."""
        from rca.timeline.tells.frames import working_frame

        return working_frame(self.told)

    @property
    def silences(self) -> pd.DataFrame:
        """One row for each silence and the group whose rhythm it is held against."""
        from rca.timeline.tells.frames import silences_frame

        return silences_frame(self.told)

    @property
    def handovers(self) -> pd.DataFrame:
        """One row for each handover between lanes, in order of time."""
        from rca.timeline.tells.frames import handovers_frame

        return handovers_frame(self.told)

    @property
    def quality(self) -> pd.DataFrame:
        """One row for each export and check of it as a log."""
        from rca.timeline.tells.frames import source_quality_frame

        return source_quality_frame(self.told)

    def matches(self) -> Matched:
        """Return the same events in several exports, and what they say of the clocks."""
        from rca.timeline.match_sources import match_sources

        return match_sources(self.file, [table.kept for table in self.exports])

    def suspects(self) -> tuple[Suspect, ...]:
        """Return the claims whose being wrong would resolve contradictions, the one that resolves most first."""
        from rca.evidence.lookup import row_times
        from rca.timeline.suspects import find_suspects

        return find_suspects(self.file, row_times(self.file))

    def draw(
        self, lanes: Literal["actor", "source"] = "actor", window: tuple[str | None, str | None] = (None, None)
    ) -> Picture:
        """Return the timeline as a picture, with the rows of each export counted in bars.

        Parameters
        ----------
        lanes : {"actor", "source"}
            What a lane is.
        window : tuple of str or None
            From when to when, such as ``("2020-07-15 20:00 UTC", None)``; without a zone it is UTC.

        Returns
        -------
        Picture
            It shows itself in a notebook and saves itself to a file.

        Raises
        ------
        ValueError
            When the window is none.
        """
        from rca.drawing.picture import Picture
        from rca.timeline.layout import timeline_scene
        from rca.timeline.picture.window import window_of

        part = window_of(*window, self.file, self.result)
        return Picture(timeline_scene(self.result, self.file, lanes=lanes, window=part, exports=self.exports))
