"""Look at the installation: what works, what is missing, what to get."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from rca.assets import assets

PACKAGES = (
    "pandas",
    "networkx",
    "matplotlib",
    "papermill",
    "nbconvert",
    "ipykernel",
    "pydantic",
    "duckdb",
    "pyarrow",
)


@dataclass(frozen=True, slots=True)
class PartFinding:
    """One part of the installation.

    Parameters
    ----------
    part : str
        What was looked at.
    ok : bool
        Whether it serves.
    found : str
        What was found.
    remedy : str
        What to do where it does not serve.
    needed : bool
        Whether the main job needs it.
    """

    part: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True


def examine() -> tuple[PartFinding, ...]:
    """Look at Python, packages, notebooks, templates, the exporters, the kernel, fonts and what prints PDF.

    Returns
    -------
    tuple of PartFinding
        In a fixed order.
    """
    return (*_python(), *_packages(), *_files(), *_exporter(), *_kernel(), *_font(), *_printing())


def _python() -> Iterator[PartFinding]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield PartFinding("Python", sys.version_info >= (3, 11), found, "install Python 3.11 or newer")


def _packages() -> Iterator[PartFinding]:
    for name in PACKAGES:
        try:
            yield PartFinding(name, True, version(name))
        except PackageNotFoundError:
            yield PartFinding(name, False, "not installed", f"pip install {name}")


def _files() -> Iterator[PartFinding]:
    for kind in ("notebooks", "templates"):
        try:
            count = sum(path.is_file() for path in assets(kind).rglob("*"))
            yield PartFinding(kind, count > 0, f"{count} files", "install the rca package again")
        except FileNotFoundError as error:
            yield PartFinding(kind, False, "not found", str(error))


def _exporter() -> Iterator[PartFinding]:
    from importlib.metadata import entry_points

    names = sorted(point.name for point in entry_points(group="nbconvert.exporters") if point.name.startswith("rca_"))
    yield PartFinding(
        "exporters",
        "rca_report" in names,
        ", ".join(names) or "none",
        "install the rca package with pip, not by path",
    )


def _kernel() -> Iterator[PartFinding]:
    from jupyter_client.kernelspec import KernelSpecManager

    names = sorted(KernelSpecManager().find_kernel_specs())
    yield PartFinding("kernel python3", "python3" in names, ", ".join(names) or "none", "pip install ipykernel")


def _font() -> Iterator[PartFinding]:
    from rca.drawing.measure import font_file

    path = font_file()
    yield PartFinding("font DejaVu Sans", path.is_file(), path.name, "install matplotlib again")


def _printing() -> Iterator[PartFinding]:
    """Yield each engine that prints PDF; the first that serves is used, and none is needed for anything else."""
    from rca.review.print_engines import ENGINES

    for engine in ENGINES:
        part = f"PDF by {engine.name}"
        try:
            yield PartFinding(part, True, engine.find(), needed=False)
        except LookupError as error:
            yield PartFinding(part, False, str(error.args[0]), engine.remedy, needed=False)
