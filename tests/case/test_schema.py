"""The schemas take what editors load from a case, and refuse what the library refuses for its form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rca.case.schema import case_schemas, write_schemas

DATA = Path(__file__).parents[1] / "data" / "link_blocking"


class EditorLoader(yaml.SafeLoader):
    """Types scalars as editors do, by the core schema of YAML 1.2: yes, no and dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in forms if not tag.endswith((":timestamp", ":bool", ":value", ":merge"))]
    for sign, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


@pytest.fixture(scope="module")
def schemas() -> dict[str, dict[str, Any]]:
    return case_schemas()


def complaints(schema: dict[str, Any], data: object) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


@pytest.mark.parametrize("loader", [yaml.BaseLoader, EditorLoader], ids=["text", "typed"])
def test_the_example_is_valid_as_text_and_as_editors_load_it(schemas: dict[str, Any], loader: Any) -> None:
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        data = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=loader)
        assert complaints(schema, data) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("case.yaml", "title:", "titel:"),
        ("case.yaml", "state: in_review", "state: new"),
        ("case.yaml", "id: S4", "id: X4"),
        ("case.yaml", "summary: >-", "summary: []\ndomain: >-"),
        ("timeline.yaml", "events: [E2,", "events: [G2,"),
        ("timeline.yaml", "on: 2023-03-20}}]", "on: 20 March}}]"),
        ("causes.yaml", "{cause: F2, effect: F1,", "{cause: F2,"),
        ("actions.yaml", "strength: weaker", "strength: none"),
        ("waivers.yaml", "places: [F3, F7]", "places: F3"),
        ("evidence.lock", "size: 223", "size: [223]"),
    ],
)
def test_what_is_wrong_in_form_is_refused(schemas: dict[str, Any], file: str, old: str, new: str) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    assert old in text
    data = yaml.load(text.replace(old, new, 1), Loader=EditorLoader)
    assert complaints(schemas[file], data)


def test_yes_and_no_may_be_words_or_truth_values(schemas: dict[str, Any]) -> None:
    for key in ("yes", "no", True, False, "true"):
        event = {"id": "E1", "text": "x", "key": key, "at": [{"when": "unknown"}]}
        assert complaints(schemas["timeline.yaml"], {"events": [event]}) == []
    assert complaints(schemas["timeline.yaml"], {"events": [{"id": "E1", "text": "x", "key": "maybe"}]})


def test_empty_lists_may_be_left_empty_but_texts_may_not(schemas: dict[str, Any]) -> None:
    assert complaints(schemas["timeline.yaml"], {"events": None}) == []
    assert complaints(schemas["timeline.yaml"], {"events": [{"id": "E1", "text": "x", "label": None}]})


def test_every_record_is_described(schemas: dict[str, Any]) -> None:
    for schema in schemas.values():
        assert schema["description"]
        for record in schema.get("$defs", {}).values():
            assert record["description"]


def test_schemas_are_written_as_files(tmp_path: Path, schemas: dict[str, Any]) -> None:
    files = write_schemas(tmp_path / "schemas")
    assert [file.name for file in files] == [f"{Path(name).stem}.schema.json" for name in schemas]
    assert [json.loads(file.read_text(encoding="utf-8")) for file in files] == list(schemas.values())
