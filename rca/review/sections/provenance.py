"""Where a review comes from: case, inputs, program, checks, what was left out, and the list of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import rca
from rca.review.blocks import Block, Break, Definition, Details, Line, Provenance, Row, Table, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.project import View
from rca.review.rows import claim_text
from rca.review.sections.checks import summary
from rca.review.sections.timeline import MOST_ROWS
from rca.review.sentences import capital, counted, joined

_DETAILS = (
    "actor", "believed", "calendars", "context", "credibility", "criteria", "designation", "duty", "harms", "languages",
    "made_sense", "milestones", "platforms", "regions", "sample", "tags",
)  # fmt: skip
_UNSHOWN = {"note": "note", "raw": "quotation", **dict.fromkeys(_DETAILS, "other detail of a record")}
_MANY = {"note": "notes", "quotation": "quotations", "other detail of a record": "other details of records"}


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
    if material.audience.events != "all":
        names = sum(bool(event.label) for event in material.timeline.events)
        parts += [f"the whole text of {counted(names, 'event')} with a short name"] if names else []
        parts.append(f"details of records that the {material.audience.name} profile does not list or no section shows")
        return f"{capital(joined(parts))}. All of it stands in the case folder."
    if len(material.events) > MOST_ROWS:
        parts.append("events that are not key, in the table of the timeline")
    kept = Counter(_kept(material.case))
    parts += [counted(kept[kind], kind, many) for kind, many in _MANY.items() if kept[kind]]
    return f"{capital(joined(parts)) or 'Nothing'}." + (" All of it stands in the case folder." if parts else "")


def _kept(value: Any) -> Iterator[str]:
    """Yield the kind of each value that a profile lists and no section shows."""
    if isinstance(value, tuple):
        for item in value:
            yield from _kept(item)
    elif isinstance(value, View):
        for name in dir(value):
            item = getattr(value, name)
            if name in _UNSHOWN and item:
                yield _UNSHOWN[name]
            else:
                yield from _kept(item)


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
