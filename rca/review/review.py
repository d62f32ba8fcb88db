"""A review: sections of blocks for one audience, which show themselves in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rca.errors import Mistake, ParameterError
from rca.review.blocks import Block
from rca.review.codec import MIME, SCHEMA, to_plain

SECTIONS = (
    "cover",
    "decisions",
    "numbers",
    "narrative",
    "timeline",
    "causes",
    "whys",
    "alternatives",
    "official",
    "actions",
    "unknowns",
    "conflicts",
    "checks",
    "provenance",
    "sources",
)
"""Every section that a profile can name."""


@dataclass(frozen=True)
class Section:
    """One part of a review.

    Parameters
    ----------
    case : str
        Id of the case.
    audience : str
        Name of the profile.
    name : str
        Which part.
    blocks : tuple of Block
        What it holds.
    """

    case: str
    audience: str
    name: str
    blocks: tuple[Block, ...] = field(repr=False)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return the section as typed blocks, as HTML and as text; a notebook asks for it."""
        from rca.review.html import fragment
        from rca.review.text import plain_text

        return {
            MIME: {
                "schema": SCHEMA,
                "case": self.case,
                "audience": self.audience,
                "section": self.name,
                "blocks": [to_plain(block) for block in self.blocks],
            },
            "text/html": fragment(self.blocks),
            "text/plain": plain_text(self.blocks),
        }


@dataclass(frozen=True)
class Review:
    """The review of one case for one audience.

    Parameters
    ----------
    case : str
        Id of the case.
    audience : str
        Name of the profile.
    sections : tuple of Section
        In the order of the profile; sections without content are left out.
    """

    case: str
    audience: str
    sections: tuple[Section, ...] = field(repr=False)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, in order."""
        return tuple(block for section in self.sections for block in section.blocks)

    def section(self, name: str) -> Section | None:
        """Return one part of the review.

        Parameters
        ----------
        name : str
            One of ``SECTIONS``.

        Returns
        -------
        Section or None
            ``None`` where the profile leaves the section out, or the case has nothing for it.

        Raises
        ------
        ParameterError
            When there is no such section.
        """
        if name not in SECTIONS:
            message = f"a section is {', '.join(SECTIONS)}; got {name!r}"
            raise ParameterError([Mistake("review", 0, 0, "review.unknown-section", message, "name one of these")])
        return next((section for section in self.sections if section.name == name), None)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """Return the whole review as one section, for a notebook that shows it at once."""
        return Section(self.case, self.audience, "review", self.blocks)._repr_mimebundle_()
