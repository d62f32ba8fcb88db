"""Reading a case folder: its five files, its evidence, and all its mistakes together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rca.case.chains import expand_chains
from rca.case.collector import collector_paused
from rca.case.custody import custody_mistakes
from rca.case.folder import TEXTS, Folder, read_files
from rca.case.marks import SMALLEST, compose
from rca.case.messages import MAX_TOLD
from rca.case.nodes import Document, Marks
from rca.case.parts import AREAS, Part, Parts, read_part
from rca.case.records import CaseFile, Keys
from rca.case.references import reference_mistakes
from rca.case.structure import structure_mistakes
from rca.case.zone_use import zone_mistakes
from rca.errors import CaseError, Mistake

MAX_SHOWN = 200
"""Most mistakes of one file that are carried: nobody reads more before mending the first ones."""


def read_case(path: str | Path) -> CaseFile:
    """Read a case folder.

    Parameters
    ----------
    path : str or Path
        The folder with ``case.yaml``, ``timeline.yaml``, ``causes.yaml``, ``actions.yaml`` and ``waivers.yaml``.

    Returns
    -------
    CaseFile
        The records of the five files, the place of each value, and the hash of each file of the folder.

    Raises
    ------
    CaseError
        When anything in the folder breaks the format. It carries every mistake, in the order of the files, each
        with its place; a mistake that only follows from another one is left out.
    """
    return read_folder(Path(path), {})


@collector_paused()
def read_folder(case: Path, instead: Mapping[str, bytes]) -> CaseFile:
    """Read a case folder as if some of its text files had another content.

    Parameters
    ----------
    case : Path
        The folder.
    instead : mapping of str to bytes
        The other content, by the name of the file. Nothing is written.

    Returns
    -------
    CaseFile
        As :func:`read_case`.

    Raises
    ------
    CaseError
        As :func:`read_case`.
    """
    if not case.is_dir():
        found, remedy = "there is none at this path", "mend the path"
        if case.exists():
            found, remedy = "there is a file at this path", "name the folder that holds case.yaml"
        raise CaseError(case, [Mistake(str(case), 0, 0, "case.no-folder", f"a case is a folder; {found}", remedy)])
    folder, mistakes = read_files(case, instead)
    parts, made, inside = _read_parts(folder)
    mistakes += inside
    mistakes += islice(reference_mistakes(parts), MAX_TOLD)
    mistakes += structure_mistakes(parts)
    mistakes += islice(zone_mistakes(parts), MAX_TOLD)
    mistakes += custody_mistakes(folder, parts)
    if mistakes:
        raise CaseError(case, _in_order(mistakes))
    records: dict[str, Any] = {area: part.record for area, part in parts.by_area.items()}
    documents = {area: part.document for area, part in parts.by_area.items() if part.document}
    return CaseFile(
        path=case,
        head=records["case"],
        timeline=records["timeline"],
        causes=records["causes"],
        actions=records["actions"],
        waivers=records["waivers"],
        marks=Marks(documents, made),
        hashes=MappingProxyType(dict(folder.hashes)),
    )


def _read_parts(folder: Folder) -> tuple[Parts, Mapping[Keys, Keys], list[Mistake]]:
    """Read the five files as far as they are there, and of records made from typed chains where these stand."""
    parts: dict[str, Part] = {}
    mistakes: list[Mistake] = []
    for area in AREAS:
        file = f"{area}.yaml"
        document: Document | None = None
        formal: list[Mistake] = []
        if file in folder.texts:
            document, formal = compose(file, folder.texts[file])
        elif not folder.is_refused(file):
            message, remedy = (
                "a case folder holds this file; it is missing",
                f"write it with {SMALLEST[file]}",
            )
            mistakes.append(Mistake(file, 0, 0, "case.missing-file", message, remedy))
        parts[area], typed = read_part(area, document)
        # A value that is refused as YAML is not called mistyped too.
        places = {(mistake.line, mistake.column) for mistake in formal}
        mistakes += formal
        mistakes += (mistake for mistake in typed if (mistake.line, mistake.column) not in places)
    chains = expand_chains(parts["causes"])
    parts["causes"] = chains.part
    return Parts(parts), chains.made, [*mistakes, *chains.mistakes]


def _in_order(mistakes: list[Mistake]) -> list[Mistake]:
    """Sort mistakes by file and place, and cut off what no person would read."""
    ranks = {file: rank for rank, file in enumerate(TEXTS)}
    by_file: dict[str, list[Mistake]] = {}
    for mistake in sorted(set(mistakes), key=lambda each: (ranks.get(each.file, len(ranks)), each)):
        by_file.setdefault(mistake.file, []).append(mistake)
    kept: list[Mistake] = []
    for file, found in by_file.items():
        kept += found[:MAX_SHOWN]
        if len(found) > MAX_SHOWN:
            message = f"more than {MAX_SHOWN} mistakes are in this file"
            kept.append(Mistake(file, 0, 0, "case.too-many", message, "mend the first ones, then read again"))
    return kept
