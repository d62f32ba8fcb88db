"""Where a review comes from: case, inputs, program, checks, what was left out, and the list of sources."""

from __future__ import annotations

from typing import Any

import rca
from rca.review.blocks import Block, Break, Definition, Details, Line, Provenance, Row, Table, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.rows import claim_text
from rca.review.sections.checks import summary
from rca.review.sentences import capital, counted, joined

_PLACES = {"case.case_file", "case.mark"}  # where the folder lies, and where a value stands in it


def provenance(material: Material) -> tuple[Block, ...]:
    """Return the foot of the review.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        One block.
    """
    head, totals = material.head, material.totals
    counts = ", ".join(counted(totals[kind], kind) for kind in ("source", "event", "factor", "action", "waiver"))
    items = (
        Definition(
            "Case version",
            plain(f"{head.id}, schema {head.schema_name}, state {head.state.replace('_', ' ')}"),
        ),
        Definition("Inputs", (Words(f"{counts}. SHA-256 over all files:"), Words(material.inputs, "code"))),
        Definition("Computed by", plain(f"rca {rca.__version__}")),
        Definition("Checks", plain(summary(material))),
        Definition("Left out of this copy", plain(_left_out(material))),
    )
    below = "Everything above is computed from the case folder. The same folder gives the same bytes."
    return (Provenance("Where this comes from", below, items),)


def _left_out(material: Material) -> str:
    events = material.totals["event"] - len(material.events)
    paragraphs = material.totals["narrative"] - len(material.head.narrative)
    parts = [counted(events, "event that is not key", "events that are not key")] if events else []
    parts += [counted(paragraphs, "paragraph for other readers", "paragraphs for other readers")] if paragraphs else []
    denied = sum(len(names) for kind, names in material.audience.deny.items() if kind not in _PLACES)
    if denied:
        parts.append(f"{counted(denied, 'field')} of records that the {material.audience.name} profile does not list")
    return f"{capital(joined(parts)) or 'Nothing'}."


def sources(material: Material) -> tuple[Block, ...]:
    """Return the list of sources, to which all marks lead.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A table that is unfolded; its columns are those that the profile allows.
    """
    found = material.head.sources
    if not found:
        return ()
    names = ["Source", "Kind", "Read"]
    if material.allows("case.source", "reliability"):
        names.append("Reliability")
    names.append("Retells")
    if material.allows("case.source", "url"):
        names.append("Address")
    rows = tuple(Row(_source(material, source), anchor=source.id) for source in found)
    caption = "An address is written so that it cannot be followed by mistake." if "Address" in names else ""
    return (Details("Sources", (Table(tuple(names), rows, plain(caption), title="Sources"),), unfolded=True),)


def _source(material: Material, source: Any) -> tuple[Line, ...]:
    cells: list[Line] = [_title(material, source), plain(source.kind), plain(source.seen or "not stated")]
    if material.allows("case.source", "reliability"):
        cells.append(plain(source.reliability))
    cells.append(marks(source.derived_from) or plain("none recorded"))
    if material.allows("case.source", "url"):
        cells.append((Words(source.url, "code"),) if source.url else plain("none"))
    return tuple(cells)


def _title(material: Material, source: Any) -> Line:
    who = ", ".join(filter(None, (source.publisher, claim_text(source.published) if source.published else "")))
    below: Line = (Break(), Words(who, "quiet")) if who else ()
    return (Words(source.id, "strong"), Words(source.title), *below, *_kept_outside(material, source))


def _kept_outside(material: Material, source: Any) -> Line:
    """Return where pictures, video or sound are kept, which a case never holds itself."""
    if not material.allows("case.source", "material") or source.material is None:
        return ()
    media = source.material
    length = f", {media.length.text}" if media.length else ""
    text = f"Kept outside the case: {media.harm}{length}; {media.custody}. SHA-256"
    return (Break(), Words(text, "quiet"), Words(media.sha256, "code"))
