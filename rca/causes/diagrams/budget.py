"""How much one attempt may build, counted in nodes so that it is the same on every machine."""

from __future__ import annotations


class SpentError(Exception):
    """A diagram grew beyond its budget."""
