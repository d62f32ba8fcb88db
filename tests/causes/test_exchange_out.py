"""The tree in other languages: whole, exact where the language can hold it, and safe with hostile words."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.causes.exchange.dot import dot_quoted, write_dot
from rca.causes.exchange.json_form import read_json, write_json
from rca.causes.exchange.mermaid import mermaid_text, write_mermaid
from rca.causes.exchange.table import write_factors_table, write_links_table
from rca.errors import CaseError, InputError

STUDIES = Path(__file__).parents[2] / "case_studies"
OUTCOME = {"kind": "outcome", "text": "Followers paid"}
HOSTILE = (
    'x"]; click F1 "javascript:alert(1)"',
    "end\nclick F2 href",
    "<img src=x onerror=alert(1)>",
    "a --> b\n  subgraph s",
    "%%{init: {}}%%",
    "fa:fa-bomb $$x$$ `**md**`",
    "back\\slash \\N \\n &lt; #quot; ;",
    "{braces} [brackets] (round) |pipe|",
)

PARSER_IS_OLD = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""The parser of DOT calls its own library by names of yesterday."""

# One line of a flowchart as written here; a label holds no sign that could end it or begin markup.
_LABEL = r"\"(?:[^\W_]|[ ,.'()/-]|: |#\d+;)*\""
_MERMAID = re.compile(
    rf"flowchart BT|  F\d+[a-z]?(?:\(\[{_LABEL}\]\)|\{{\{{{_LABEL}\}}\}}|\({_LABEL}\)|\[{_LABEL}\])"
    rf"|  F\d+[a-z]?_gate\(\({_LABEL}\)\)"
    r"|  F\d+[a-z]?(?:_gate)? (?:-->|-\.->|-\.-x) F\d+[a-z]?(?:_gate)?"
    r"|  classDef (?:possible|excluded) stroke-dasharray: \d \d"
    r"|  class F\d+[a-z]?(?:,F\d+[a-z]?)* (?:possible|excluded)"
)


@pytest.fixture
def tree(make_case: Callable[..., CaseFile]) -> CaseFile:
    """A shared cause, a number gate, contributing links, a barrier that held, and doubt."""
    return make_case(
        {
            "F1": OUTCOME | {"gate": "all"},
            "F2": {"kind": "action", "gate": "at_least", "at_least": 2},
            "F3": {"status": "probable", "evidence": [{"ref": "S1", "says": "supports", "credibility": "low"}]},
            "F4": {"kind": "barrier", "state": "failed", "class": "system", "why": {"question": "Why did it fail?"}},
            "F5": {"status": "refuted"},
            "F6": {"kind": "barrier", "state": "held", "guards": "F1"},
        },
        {"F1": "F2! F3 ~F5", "F2": "F3 F4-", "F4": "~F5"},
        alternatives=[{"id": "X1", "for": "F2", "text": "Other", "verdict": "open"}],
    )


def numbered_text(written: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), written)


def test_a_flowchart_holds_each_factor_once_and_every_link(tree: CaseFile) -> None:
    lines = write_mermaid(tree).splitlines()
    assert all(_MERMAID.fullmatch(line) for line in lines)
    assert '  F1(["F1: Followers paid"])' in lines
    assert [line for line in lines if line.startswith("  F3")] == [
        '  F3("F3: Words of F3 (probable)")',
        "  F3 --> F1_gate",
        "  F3 --> F2_gate",
    ]
    assert '  F2_gate(("at least 2"))' in lines
    assert {"  F5 -.-> F1", "  F5 -.-> F4", "  F6 -.-x F1", "  F1_gate --> F1"} <= set(lines)
    assert lines[-4:] == [
        "  classDef possible stroke-dasharray: 6 3",
        "  class F3 possible",
        "  classDef excluded stroke-dasharray: 1 3",
        "  class F5 excluded",
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_inside_their_label(make_case: Callable[..., CaseFile], words: str) -> None:
    case = make_case({"F1": OUTCOME, "F2": {"text": words}}, {"F1": "F2"})
    lines = write_mermaid(case).splitlines()
    assert len(lines) == 4
    assert all(_MERMAID.fullmatch(line) for line in lines)
    assert numbered_text(lines[2]) == f'  F2("F2: {" ".join(words.split())}")'


@given(st.text())
def test_any_text_reads_back_from_a_label(text: str) -> None:
    assert re.fullmatch(_LABEL, f'"{mermaid_text(text)}"')
    assert numbered_text(mermaid_text(text)) == " ".join(text.split())


@PARSER_IS_OLD
def test_a_dot_graph_holds_each_factor_once_and_every_link(tree: CaseFile) -> None:
    pydot = pytest.importorskip("pydot")
    (graph,) = pydot.graph_from_dot_data(write_dot(tree))
    nodes = [node.get_name() for node in graph.get_nodes() if node.get_name() != "node"]
    assert nodes == ["F1", "F2", "F3", "F4", "F5", "F6", "F1_gate", "F2_gate"]
    edges = {(edge.get_source(), edge.get_destination()): edge.get("style") for edge in graph.get_edges()}
    assert edges == {
        ("F1_gate", "F1"): None,
        ("F2_gate", "F2"): None,
        ("F2", "F1_gate"): None,
        ("F3", "F1_gate"): None,
        ("F5", "F1"): "dashed",
        ("F3", "F2_gate"): None,
        ("F4", "F2_gate"): None,
        ("F5", "F4"): "dashed",
        ("F6", "F1"): "dotted",
    }
    assert graph.get_node("F2_gate")[0].get("label") == '"at least 2"'


@PARSER_IS_OLD
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_inside_a_dot_string(make_case: Callable[..., CaseFile], words: str) -> None:
    pydot = pytest.importorskip("pydot")
    case = make_case({"F1": OUTCOME, "F2": {"text": words}}, {"F1": "F2"}, head={"title": words})
    (graph,) = pydot.graph_from_dot_data(write_dot(case))
    assert [node.get_name() for node in graph.get_nodes()] == ["node", "F1", "F2"]
    assert set(graph.get_node("F2")[0].get_attributes()) == {"label", "shape"}
    assert set(graph.get_attributes()) == {"rankdir", "labelloc", "fontname", "label"}


@given(st.text())
def test_a_dot_string_ends_only_at_its_end(text: str) -> None:
    quoted = dot_quoted(text)
    assert re.fullmatch(r'"(?:[^"\\\n]|\\\\|\\"|\\n)*"', quoted)
    shown = re.sub(r"\\(.)", lambda sign: " " if sign[1] == "n" else sign[1], quoted[1:-1]).replace("&amp;", "&")
    assert shown.replace(" ", "") == "".join(text.split())


def test_tables_hold_all_rows_and_no_formula(make_case: Callable[..., CaseFile]) -> None:
    formulas = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK()", "＝1")
    factors = {f"F{n}": {"text": text} for n, text in enumerate(formulas, 2)}
    case = make_case({"F1": OUTCOME | {"gate": "any"}, **factors}, {"F1": " ".join(f"{id_}!" for id_ in factors)})
    rows = list(csv.DictReader(io.StringIO(write_factors_table(case), newline="")))
    assert [row["id"] for row in rows] == ["F1", *factors]
    assert [row["text"] for row in rows[1:]] == [f"'{text}" for text in formulas]
    links = list(csv.DictReader(io.StringIO(write_links_table(case), newline="")))
    assert [(link["cause"], link["effect"], link["necessary"]) for link in links] == [(f, "F1", "yes") for f in factors]


def test_a_row_says_what_bears_the_factor_out(tree: CaseFile) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(write_factors_table(tree), newline=""))}
    assert (rows["F2"]["gate"], rows["F2"]["at_least"]) == ("at_least", "2")
    assert (rows["F3"]["evidence"], rows["F3"]["status"]) == ("S1", "probable")
    assert rows["F6"]["guards"] == "F1"


def test_json_comes_back_as_the_same_records(tree: CaseFile) -> None:
    written = write_json(tree)
    assert read_json(written).causes == tree.causes
    data = json.loads(written)
    assert data["nodes"][1] == {
        "id": "F2",
        "kind": "action",
        "text": "Words of F2",
        "status": "confirmed",
        "gate": "at_least",
        "at_least": 2,
    }
    assert data["links"][0] == {"cause": "F2", "effect": "F1", "necessary": "yes"}


@pytest.mark.parametrize("name", ["account_takeover_2020", "database_deletion_2017"])
def test_a_real_tree_comes_back_as_the_same_records(name: str) -> None:
    case = read_case(STUDIES / name)
    assert read_json(write_json(case)).causes == case.causes


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1)
GIVEN = st.fixed_dictionaries(
    {"text": WORDS, "status": st.sampled_from(["confirmed", "probable", "refuted", "assumed"])},
    optional={
        "label": WORDS,
        "stop": st.sampled_from(["root", "needs_data"]),
        "complete": st.sampled_from(["yes", "no"]),
        "class": WORDS,
        "why": st.fixed_dictionaries({"question": WORDS}, optional={"answer": WORDS}),
        "evidence": st.lists(
            st.fixed_dictionaries(
                {"ref": st.sampled_from(["S1", "S3:412", "N2"]), "says": st.sampled_from(["supports", "refutes"])},
                optional={"credibility": st.sampled_from(["high", "unrated"]), "note": WORDS},
            ),
            max_size=2,
        ),
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(GIVEN, min_size=1, max_size=5), st.data())
def test_any_tree_comes_back_from_json(make_case: Callable[..., CaseFile], given_: list[Any], data: Any) -> None:
    factors = {f"F{n}": dict(each) for n, each in enumerate(given_, 2)}
    links: dict[str, list[str]] = {}
    for number in range(2, len(given_) + 2):
        effects = data.draw(st.sets(st.integers(1, number - 1), min_size=1, max_size=2))
        for effect in sorted(effects):
            links.setdefault(f"F{effect}", []).append(data.draw(st.sampled_from(["", "~"])) + f"F{number}!")
    factors = {"F1": dict(OUTCOME)} | factors
    for effect, causes in links.items():
        if sum(not cause.startswith("~") for cause in causes) > 1:
            factors[effect] |= {"gate": "at_least", "at_least": 2}
    case = make_case(factors, {effect: " ".join(causes) for effect, causes in links.items()})
    assert read_json(write_json(case)).causes == case.causes
    assert all(_MERMAID.fullmatch(line) for line in write_mermaid(case).splitlines())


def told(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_json(text, "tree.json")
    assert all(mistake.file == "tree.json" for mistake in caught.value.mistakes)
    return [f"{mistake.code} {mistake.message}" for mistake in caught.value.mistakes]


def changed(tree: CaseFile, change: Callable[[Any], object]) -> str:
    data = json.loads(write_json(tree))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "exchange.json the file is JSON"),
        ("[]", "exchange.form a tree is an object"),
        ('{"a": 1, "a": 2}', "got 'a' again"),
        ('{"a": NaN}', "finite; got NaN"),
        ("[" * 100_000, "far deeper"),
        ('{"form": "rca-causes/2", "nodes": [], "links": []}', "got 'rca-causes/2'"),
        ('{"form": "rca-causes/1"}', "`nodes` is a list"),
        ('{"form": "rca-causes/1", "nodes": [{"text": "a\\u202eb"}], "links": []}', "U+202E is hidden"),
    ],
)
def test_what_is_no_tree_in_json_is_told(text: str, said: str) -> None:
    assert said in " ".join(told(text))


def test_wrong_values_are_told_all_together_with_their_places(tree: CaseFile) -> None:
    def spoil(data: Any) -> None:
        data["nodes"][2]["status"] = "sure"
        data["nodes"][3]["colour"] = "red"
        data["links"][0]["necessary"] = True
        data["whys"] = []

    assert told(changed(tree, spoil)) == ["exchange.form this form has no `whys`"]

    def spoil_values(data: Any) -> None:
        spoil(data)
        del data["whys"]

    said = told(changed(tree, spoil_values))
    assert [words.split()[1] for words in said] == ["nodes[2].status:", "nodes[3].colour:", "links[0].necessary:"]


def test_what_is_no_tree_is_told_all_together(tree: CaseFile) -> None:
    def spoil(data: Any) -> None:
        data["links"].append({"cause": "F1", "effect": "F4"})
        data["links"].append({"cause": "F9", "effect": "F4"})
        data["nodes"].append(data["nodes"][2])

    codes = {words.split()[0] for words in told(changed(tree, spoil))}
    assert {"tree.cycle", "tree.unknown-factor", "tree.outcome-as-cause", "case.duplicate-id"} <= codes


def test_no_tree_is_written_of_what_is_none(make_case: Callable[..., CaseFile]) -> None:
    case = make_case({"F1": OUTCOME, "F2": {}}, {"F1": "F2", "F2": "F2"})
    for write in (write_mermaid, write_dot):
        with pytest.raises(CaseError):
            write(case)
