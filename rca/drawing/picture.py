"""A scene that shows itself in a notebook and saves itself to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rca.drawing.scene import Scene

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """A picture for a notebook: SVG on screen, any common format in a file, words for who cannot see it.

    Parameters
    ----------
    scene : Scene
        The geometry.
    """

    scene: Scene

    @property
    def alt(self) -> str:
        """What the picture shows, in words."""
        return f"{self.scene.title}. {self.scene.description}"

    def figure(self) -> Figure:
        """Return the picture as a matplotlib figure.

        Returns
        -------
        matplotlib.figure.Figure
            A figure without pyplot state, to be changed or saved by the caller.
        """
        from rca.drawing.draw import scene_figure

        return scene_figure(self.scene)

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file.

        Parameters
        ----------
        path : str or Path
            ``.svg`` is written as it is; ``.png`` and ``.pdf`` go through matplotlib.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        ValueError
            When the ending names another format.
        """
        target = Path(path)
        match target.suffix.lower():
            case ".svg":
                target.write_text(self._repr_svg_(), encoding="utf-8")
            case ".png" | ".pdf" as suffix:
                # Dates in the metadata would make two equal pictures differ.
                dates = {"CreationDate": None} if suffix == ".pdf" else None
                self.figure().savefig(target, metadata=dates)
            case other:
                raise ValueError(f"a picture is saved as .svg, .png or .pdf; got {other!r}")
        return target

    def __repr__(self) -> str:
        return f"Picture({self.scene.width:g} x {self.scene.height:g})"

    def _repr_svg_(self) -> str:
        from rca.drawing.svg import scene_svg

        return scene_svg(self.scene)
