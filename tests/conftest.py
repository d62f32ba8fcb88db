"""What tests of several rooms share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine and no clock in them; `--hypothesis-profile=campaign` looks further.
settings.register_profile("everywhere", derandomize=True, deadline=None)
settings.register_profile("campaign", max_examples=2_000, deadline=None)
settings.load_profile("everywhere")

_CASE = Path(__file__).parent / "data" / "link_blocking"


@pytest.fixture
def example_case(tmp_path: Path) -> Path:
    """A copy of a small complete case that uses every part of the format."""
    return Path(shutil.copytree(_CASE, tmp_path / "link_blocking"))
