"""Executed review notebooks as one HTML file, as exporters of nbconvert (``--to rca_report``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from traitlets import Instance, Unicode, default

from rca.errors import InputError, Mistake
from rca.review import html
from rca.review.audiences import Audience, read_audience
from rca.review.blocks import Block, Callout, Cover, Definition, Foreign, Heading, Provenance, Slide, Words
from rca.review.codec import MIME, SCHEMA, from_plain
from rca.review.csp import policy
from rca.review.foreign import markdown_cell, outputs
from rca.review.scan import Guard
from rca.review.sentences import counted
from rca.review.style import style_sheet, template_folder


@dataclass(frozen=True)
class Content:
    """What a review notebook holds: blocks of this library, and safe HTML of other cells, in order.

    ``case`` is the id of the case as the notebook states it.
    """

    audience: Audience
    parts: tuple[Block | Foreign, ...] = field(repr=False)
    case: str = ""

    @property
    def left_out(self) -> int:
        """How many outputs of other cells are not in the page."""
        return sum(part.left_out for part in self.parts if isinstance(part, Foreign))


def read_content(notebook: NotebookNode) -> Content:
    """Return what an executed notebook shows.

    Parameters
    ----------
    notebook : NotebookNode
        Format 4.

    Returns
    -------
    Content
        Its blocks and other cells.

    Raises
    ------
    InputError
        When there are no blocks, when they are of another form, or when they are for several audiences.
    """
    names: list[str] = []
    cases: list[str] = []
    parts: list[Block | Foreign] = []
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown":
            parts.append(markdown_cell(cell.source))
        if cell.cell_type != "code":
            continue
        bundles = [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})]
        names.extend(str(bundle.get("audience")) for bundle in bundles)
        cases.extend(str(bundle.get("case", "")) for bundle in bundles)
        parts.extend(block for bundle in bundles for block in _blocks(bundle, number))
        others = [output for output in cell.outputs if MIME not in output.get("data", {})]
        parts.append(outputs({"outputs": others}))
    if len(set(names)) != 1:
        found = " and ".join(sorted(set(names))) or "no review"
        raise _refused("a review notebook holds the review for one audience", found, "execute it with one audience")
    return Content(read_audience(names[0]), tuple(parts), cases[0])


def _blocks(bundle: dict[str, Any], cell: int) -> Iterator[Block]:
    if bundle.get("schema") != SCHEMA:
        raise _refused(
            f"blocks have the schema {SCHEMA}", f"{bundle.get('schema')!r} in cell {cell}", "execute it again"
        )
    try:
        yield from map(from_plain, bundle["blocks"])
    except (ValueError, KeyError, TypeError) as error:
        raise _refused(
            "blocks have the form that this library writes", f"{error} (cell {cell})", "execute it again"
        ) from None


def _refused(rule: str, found: str, remedy: str) -> InputError:
    return InputError([Mistake("notebook", 0, 0, "export.no-review", f"{rule}; got {found}", remedy)])


class RcaExporter(TemplateExporter):
    """What all exporters of reviews share: which case to scan against.

    ``case`` is the folder whose denied values must not be in the page (``--RcaExporter.case=DIR``). Without
    it a copy for readers outside is refused, and one for readers inside is stamped as not scanned.
    """

    case = Unicode("", help="The case folder to scan the export against.").tag(config=True)
    guard = Instance(Guard, allow_none=True)
    content = Instance(Content, allow_none=True, help="What the notebook holds, where it was read before.")

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(template_folder())]

    def content_of(self, nb: NotebookNode) -> Content:
        """Return what a notebook holds; several exporters of one notebook share one reading."""
        return self.content or read_content(nb)

    def fill(self, nb: NotebookNode, page: dict[str, Any], resources: dict[str, Any] | None, **kw: Any) -> Any:
        """Return the template filled with the fragments of a page, and the resources with them under ``rca``.

        The template shows no cell, so that nbconvert need not copy them.
        """
        shell = new_notebook(metadata=nb.metadata)  # type: ignore[no-untyped-call]
        return super().from_notebook_node(shell, {**(resources or {}), "rca": page}, **kw)

    def guard_of(self, content: Content) -> Guard | None:
        """Return what must not be in the export, or None where no case was given."""
        if self.guard is None and self.case:
            from rca.review.compute import compute
            from rca.review.material import guard_for

            return guard_for(compute(self.case), content.audience.name)
        if self.guard is None and content.audience.external:
            raise _refused("a copy for readers outside is scanned", "no case", "add --RcaExporter.case=DIR")
        return self.guard


class ReportExporter(RcaExporter):
    """An executed review notebook as one HTML file: no script, no request, one style sheet by its hash."""

    export_from_notebook = "Case review"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "rca_report"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the page of an executed review notebook.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.
        resources : dict, optional
            As nbconvert hands it on.

        Returns
        -------
        tuple of str and dict
            The page and its resources.

        Raises
        ------
        InputError
            When the notebook holds no review, or none that may leave without a scan.
        LeakError
            When the page holds a value that its audience may not see.
        """
        content = self.content_of(nb)
        guard = self.guard_of(content)
        page = {**_page(content, guard is not None), "style": style_sheet()}
        page["policy"] = html.words(policy(page["style"]))
        output, used = self.fill(nb, page, resources, **kw)
        if guard is not None:
            guard.check({"report.html": output})
        return output, used


@dataclass(frozen=True)
class Arranged:
    """The parts of a review in their places: the cover, sections, and everything from the provenance on."""

    cover: Cover | None
    sections: tuple[tuple[Block | Foreign, ...], ...] = field(repr=False)
    foot: tuple[Block, ...] = field(repr=False)
    links: frozenset[str] = field(repr=False)

    @property
    def document(self) -> str:
        """The name of the review in a window or a list of files."""
        return self.cover.document if self.cover else "Case review"


def arranged(content: Content, scanned: bool) -> Arranged:
    """Return the parts of a review in their places.

    Parameters
    ----------
    content : Content
        What the notebook holds.
    scanned : bool
        Whether the export is scanned for denied values, which its foot then says.

    Returns
    -------
    Arranged
        Each section begins with its heading, with a box, or with a cell of a person.
    """
    blocks = [part for part in content.parts if not isinstance(part, Foreign)]
    covers = [block for block in blocks if isinstance(block, Cover)]
    foot: list[Block] = []
    sections: list[list[Block | Foreign]] = []
    for part in content.parts:
        if isinstance(part, Provenance):
            foot.append(_stamped(part, content, scanned))
        elif foot and not isinstance(part, Foreign):
            foot.append(part)
        elif not isinstance(part, (Cover, Slide)) and part != Foreign(""):
            if not sections or _begins(part):
                sections.append([])
            sections[-1].append(part)
    cover = covers[0] if covers else None
    return Arranged(cover, tuple(map(tuple, sections)), tuple(foot), html.anchors(blocks))


def _page(content: Content, scanned: bool) -> dict[str, str]:
    """Return the fragments of the page: the cover, then sections, then everything from the provenance on."""
    parts = arranged(content, scanned)
    return {
        "document": html.words(parts.document),
        "cover": html.fragment([parts.cover] if parts.cover else [], parts.links),
        "main": "\n".join(html.section(section, parts.links) for section in parts.sections),
        "foot": html.fragment(parts.foot, parts.links),
    }


def _begins(part: Block | Foreign) -> bool:
    return isinstance(part, (Callout, Foreign)) or (isinstance(part, Heading) and part.level == 2)


def _stamped(provenance: Provenance, content: Content, scanned: bool) -> Provenance:
    state = f"{content.audience.name} profile: no hit" if scanned else "not scanned: no case was given"
    stamps = [Definition("Leak scan", (Words(state),))]
    if content.left_out:
        shown = f"{counted(content.left_out, 'picture or widget', 'pictures or widgets')} of other cells"
        stamps.append(Definition("Left out of this page", (Words(shown),)))
    return replace(provenance, items=(*provenance.items, *stamps))
