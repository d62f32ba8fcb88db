from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.causes.diagrams.fault_tree import FaultTree, Formula
from rca.causes.exchange.openpsa import read_openpsa, write_openpsa
from rca.causes.exchange.openpsa_case import write_case_openpsa
from rca.causes.exchange.openpsa_reading import parse_openpsa
from rca.errors import CaseError, InputError

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\t\n\r<&\"'>"), min_size=1
)


def document(*gates: str, data: str = '<define-basic-event name="a"/><define-basic-event name="b"/>') -> bytes:
    lines = ["<opsa-mef>", '<define-fault-tree name="t">', *gates, "</define-fault-tree>"]
    return "\n".join([*lines, f"<model-data>{data}</model-data>", "</opsa-mef>"]).encode()


def gate(name: str, inside: str) -> str:
    return f'<define-gate name="{name}">{inside}</define-gate>'


def mistakes(text: bytes, top: str | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_openpsa(text, "t.xml", top)
    return [f"{each.line} {each.code} {each.message}" for each in caught.value.mistakes]


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=4, max_size=4, unique=True), WORDS, st.floats(0, 1), st.booleans())
def test_what_is_written_is_read_back_exactly(names: list[str], label: str, chance: float, state: bool) -> None:
    top, other, event, house = names
    inner = Formula("at_least", (event, Formula("not", (house,)), Formula("xor", (event, house))), 2)
    gates = {
        top: Formula("any", (other, inner, Formula("iff", (event, house)), Formula("imply", (event, house)))),
        other: Formula("same", (event,)),
    }
    tree = FaultTree(top, gates, (event,), {event: chance}, {house: state}, {top: label, event: label}, label)
    assert parse_openpsa(write_openpsa(tree).encode(), "t.xml") == tree


def test_all_kinds_and_constants_are_read_back(tmp_path: Path) -> None:
    kinds = ("all", "any", "nand", "nor", "xor")
    gates = {f"g{i}": Formula(kind, ("a", "b")) for i, kind in enumerate(kinds)}
    gates |= {"yes": Formula("true", ()), "no": Formula("false", ())}
    tree = FaultTree("top", {"top": Formula("any", (*gates, Formula("not", ("a",)))), **gates}, ("a", "b"))
    path = tmp_path / "tree.xml"
    path.write_text(write_openpsa(tree), encoding="utf-8")
    assert read_openpsa(path) == tree


@pytest.mark.parametrize("encoding", ["latin-9", "shift_jis", "gbk", "utf-7", "hex", "idna", "nonsense"])
def test_an_encoding_that_does_not_serve_is_a_mistake(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opsa-mef/>'.encode()
    with pytest.raises((CaseError, InputError), match=r"encoding|not XML|here it is not|fault tree"):
        parse_openpsa(text, "t.xml")


def test_every_mistake_is_told_with_its_line() -> None:
    text = document(
        gate("top", '<and><gate name="lost"/><gate name="one"/><gate name="few"/><basic-event name="gone"/></and>'),
        gate("one", '<or><basic-event name="a"/><gate name="two"/></or>'),
        gate("two", '<or><basic-event name="b"/><gate name="one"/></or>'),
        gate("few", '<atleast min="3"><basic-event name="a"/><basic-event name="b"/></atleast>'),
        gate("few", '<basic-event name="a"/>'),
    )
    found = mistakes(text)
    assert [line.split()[:2] for line in found] == [
        ["3", "tree.unknown-name"],
        ["3", "tree.unknown-name"],
        ["4", "tree.cycle"],
        ["6", "tree.k-out-of-range"],
        ["7", "tree.defined-twice"],
    ]
    assert "one -> two -> one" in "".join(found)
    assert "'lost'" in found[0] + found[1]
    assert "'gone'" in found[0] + found[1]
    assert "at least 3 of 2" in found[3]
    assert "line 6" in found[4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "no element found"),
        (b"not xml", "here it is not"),
        (b"\xff\xfe\x00", "is XML"),
        (b"<opsa-mef/>", "at least one gate"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opsa-mef>&a;</opsa-mef>', "entities are refused"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><opsa-mef>&a;</opsa-mef>', "entities are refused"),
        (document(gate("t", '<or><basic-event name="a"/></or>'), gate("u", '<basic-event name="b"/>')), "t, u"),
        (document(gate("t", '<basic-event name="a"/><basic-event name="b"/>')), "one formula, not 2"),
        (document(gate("t", "")), "one formula, not 0"),
        (document(gate("t", "<or><event/></or>")), "has a name"),
        (document(gate("t", '<or><gate name="a"/><basic-event name="b"/></or>')), "'a' is a basic event, not a gate"),
        (document(gate("t", '<atleast min="x"><basic-event name="a"/></atleast>')), "number min"),
        (document(gate("t", "<cardinality/>")), "<cardinality> is not understood"),
        (document(gate("t", "<not>" * 150 + '<basic-event name="a"/>' + "</not>" * 150)), "nested"),
        (document(gate("t", '<iff><basic-event name="a"/></iff>')), "takes 2 inputs, not 1"),
        (
            document(
                gate("t", '<basic-event name="a"/>'),
                data='<define-basic-event name="a"><float value="1.5"/></define-basic-event>',
            ),
            "from 0 to 1",
        ),
        (
            document(
                gate("t", '<basic-event name="a"/>'),
                data='<define-basic-event name="a"><exponential/></define-basic-event>',
            ),
            "<exponential> is not understood",
        ),
    ],
)
def test_bad_documents_are_told_plainly(text: bytes, said: str) -> None:
    assert said in "\n".join(mistakes(text))


def test_the_top_can_be_named() -> None:
    text = document(gate("t", '<gate name="u"/>'), gate("u", '<basic-event name="a"/>'))
    assert parse_openpsa(text, "t.xml", "u").top == "u"
    assert "no gate or event is called 'v'" in "".join(mistakes(text, "v"))


def test_a_missing_file_is_told() -> None:
    with pytest.raises(InputError, match="no file to read"):
        read_openpsa(Path("nowhere.xml"))


def test_what_the_format_cannot_hold_is_refused() -> None:
    loose = FaultTree("t", {"t": Formula("same", ("a",)), "u": Formula("same", ("a",))}, ("a",), name="bad\x00name")
    with pytest.raises(InputError) as caught:
        write_openpsa(loose)
    assert [each.code for each in caught.value.mistakes] == ["openpsa.top", "openpsa.characters"]


def test_a_case_is_written_with_its_words(make_case) -> None:
    case = make_case(
        {"F1": {"kind": "outcome", "gate": "at_least", "at_least": 2}, "F2": {}, "F3": {"text": "a < b"}, "F4": {}},
        {"F1": "F2 F3 F4"},
    )
    tree = parse_openpsa(write_case_openpsa(case).encode(), "case.xml")
    assert (tree.top, tree.gates["F1"], tree.labels["F3"]) == (
        "F1",
        Formula("at_least", ("F2", "F3", "F4"), 2),
        "a < b",
    )
    with pytest.raises(CaseError, match="outcome with causes"):
        write_case_openpsa(make_case({"F1": {"kind": "outcome"}}, {}))
