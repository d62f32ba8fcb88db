"""Mappings are read as text, and every mistake in one is told with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rca.errors import InputError
from rca.trends.log.mapping import read_mapping_file

GOOD = """\
zone: Europe/Berlin
columns:
  id: Ticket
  opened: Created
  product: Product line
date_order: day-first
exposure: {file: users.csv, day: Day, amount: Users, columns: {product: Line}}
definitions:
  - {metric: all, version: '2', since: 2025-06-02, says: counts drafts too}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping(tmp_path: Path) -> None:
    found = read_mapping_file(write(tmp_path, GOOD))
    assert found.columns == {"id": "Ticket", "opened": "Created", "product": "Product line"}
    assert (found.zone, found.options) == ("Europe/Berlin", {"date_order": "day-first"})
    assert found.exposure is not None
    assert found.exposure.file == tmp_path / "users.csv"
    (change,) = found.changes
    assert (change.metric, change.version, change.since) == ("all", "2", date(2025, 6, 2))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("zone: Europe/Berlin", "zone: Berlin", "1:1: log.mapping a zone is"),
        ("date_order: day-first", "date_order: european", "6:1: log.mapping date_order is day-first or month-first"),
        ("  opened: Created", "  openend: Created", "'openend' is almost the field 'opened'"),
        ("  opened: Created\n", "", "no column is mapped to opened"),
        ("date_order", "dateorder", "did you mean 'date_order'"),
        ("since: 2025-06-02", "since: June", "9:1: log.mapping a change of definition has"),
        ("day: Day, ", "", "exposure lacks day"),
        ("  id: Ticket", "  id: Ticket\n  id: Number", "the key 'id' stands twice"),
        ("columns:", "columns: [", "the mapping is not YAML"),
        ("product: Product line", "Product: Product line", "a field is named in small letters"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        read_mapping_file(write(tmp_path, GOOD.replace(old, new)))
    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "columns: id", "- 1"])
def test_what_is_no_mapping(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="a mapping has `columns`"):
        read_mapping_file(write(tmp_path, text))
