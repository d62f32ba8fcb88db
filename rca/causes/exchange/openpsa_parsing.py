"""Parse an Open-PSA document into its definitions, each with its line; nothing outside the document is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import Final
from xml.parsers import expat

from rca.case.collector import collector_paused
from rca.causes.diagrams.fault_tree import Formula
from rca.causes.diagrams.soundness import NESTED
from rca.causes.exchange.openpsa_elements import DEFINITIONS, FORMULAS, FRAMES, PASSED_OVER, REFERENCES
from rca.errors import Mistake

Place = tuple[int, int]
_MOST_MISTAKES: Final = 1000


@dataclass
class Definitions:
    """What a document defines, uses and gets wrong.

    ``lines`` is where each name is defined; ``used`` is, for each kind of element, where each name is used first.
    """

    file: str
    name: str = "fault_tree"
    gates: dict[str, Formula] = field(default_factory=dict)
    events: dict[str, None] = field(default_factory=dict)
    probabilities: dict[str, float] = field(default_factory=dict)
    houses: dict[str, bool] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Place] = field(default_factory=dict)
    used: dict[str, dict[str, Place]] = field(default_factory=lambda: {kind: {} for kind in REFERENCES})
    mistakes: list[Mistake] = field(default_factory=list)
    well_formed: bool = True

    def first_use(self, name: str) -> Place | None:
        """Return where a name is used first."""
        return min((names[name] for names in self.used.values() if name in names), default=None)


class _StopError(Exception):
    """Nothing more can be read."""


def parse_definitions(text: bytes, file: str) -> Definitions:
    """Return what a document defines, with all mistakes of form; names are not looked up yet."""
    with collector_paused():
        return _Parser(file).read(text)


class _Parser:
    """Handlers of the XML reader, and the formulas that are open."""

    def __init__(self, file: str) -> None:
        self.found = Definitions(file)
        self._reader = expat.ParserCreate()
        self._reader.buffer_text = True
        self._reader.StartElementHandler = self._start
        self._reader.EndElementHandler = self._end
        self._reader.EntityDeclHandler = self._entity
        self._skipping = 0  # depth inside an element that is passed over
        self._definition: tuple[str, str] | None = None  # element and name
        self._open: list[tuple[str, int, list[str | Formula]]] = []
        self._label: list[str] | None = None

    def read(self, text: bytes) -> Definitions:
        try:
            self._reader.Parse(text, True)
        except expat.ExpatError as error:
            self.found.well_formed = False
            reason = expat.ErrorString(error.code)
            self._mistake(
                "openpsa.xml", f"the file is XML; here it is not: {reason}", "mend it", (error.lineno, error.offset + 1)
            )
        except (LookupError, ValueError):  # the declared encoding is unknown to Python, or the text is not in it
            self.found.well_formed = False
            self._mistake("openpsa.encoding", "the file is not in the encoding that it declares", "save it as UTF-8")
        except _StopError:
            self.found.well_formed = False
        return self.found

    def _place(self) -> Place:
        return self._reader.CurrentLineNumber, self._reader.CurrentColumnNumber + 1

    def _mistake(self, code: str, message: str, remedy: str, place: Place | None = None) -> None:
        self.found.mistakes.append(Mistake(self.found.file, *(place or self._place()), code, message, remedy))
        if len(self.found.mistakes) >= _MOST_MISTAKES:
            raise _StopError

    def _entity(self, *_: object) -> None:
        self._mistake("openpsa.entity", "entities are refused: the file must say all itself", "write the text out")
        raise _StopError

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if self._skipping:
            self._skipping += 1
        elif self._definition and tag in REFERENCES:
            self._reference(tag, given)
        elif tag in FORMULAS and self._definition and self._definition[0] == "define-gate":
            self._formula(tag, given)
        elif tag in DEFINITIONS:
            self._define(tag, given)
        elif tag in ("float", "int", "constant", "bool") and self._definition:
            self._value(tag, given.get("value", ""))
        elif tag == "label":
            self._label = []
            self._reader.CharacterDataHandler = self._label.append
        elif tag in PASSED_OVER:
            self._skipping = 1
        elif tag == "define-fault-tree":
            self.found.name = given.get("name") or self.found.name
        elif tag not in FRAMES:
            self._mistake("openpsa.element", f"<{tag}> is not understood here", "write gates, events and constants")
            self._skipping = 1

    def _end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif tag == "label":
            self._reader.CharacterDataHandler = None
            if self._definition and self._label is not None and not self._open[1:]:
                self.found.labels[self._definition[1]] = "".join(self._label)
            self._label = None
        elif tag in FORMULAS and self._open:
            kind, need, inputs = self._open.pop()
            self._input(Formula(FORMULAS[kind], tuple(inputs), need))
        elif tag in DEFINITIONS and self._definition:
            self._close()

    def _define(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if not name:
            self._mistake("openpsa.name", f"<{tag}> has a name; here is none", "name it")
        elif name in self.found.lines:
            line = self.found.lines[name][0]
            message = f"{name!r} is defined once; it is defined in line {line} already"
            self._mistake("tree.defined-twice", message, "give it another name, or take one away")
        if self._definition:
            self._mistake("openpsa.element", f"<{tag}> stands inside another definition", "move it out")
        self._definition = (tag, name)
        self._open = [("", 0, [])]
        if name and name not in self.found.lines:
            self.found.lines[name] = self._place()
            if tag == "define-basic-event":
                self.found.events[name] = None
            elif tag == "define-house-event":
                self.found.houses[name] = False
        else:
            self._definition = (tag, "")

    def _close(self) -> None:
        tag, name = self._definition or ("", "")
        inputs = self._open[0][2]
        self._definition, self._open = None, []
        if tag != "define-gate" or not name:
            return
        if len(inputs) != 1:
            self._mistake(
                "tree.inputs",
                f"gate {name!r} has one formula, not {len(inputs)}",
                "join them in one",
                self.found.lines[name],
            )
        if inputs:
            self.found.gates[name] = inputs[0] if isinstance(inputs[0], Formula) else Formula("same", (inputs[0],))
        else:
            self.found.gates[name] = Formula("false", ())

    def _reference(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name")
        if not name:
            self._mistake("openpsa.name", f"<{tag}> has a name; here is none", "name it")
            return
        first = self.found.used.get(given.get("type", tag) if tag == "event" else tag)
        if first is not None and name not in first:
            first[name] = self._place()
        self._open[-1][2].append(name)

    def _formula(self, tag: str, given: dict[str, str]) -> None:
        need = 0
        if tag == "atleast":
            text = given.get("min", "")
            if text.isascii() and text.isdigit() and len(text) < 10:
                need = int(text)
            else:
                self._mistake("tree.k-out-of-range", f"<atleast> has a number min; got {text!r}", 'write min="2"')
                need = 1
        if len(self._open) > NESTED:
            self._mistake("tree.nested", f"formulas are nested more than {NESTED} deep", "name the inner ones")
            raise _StopError
        self._open.append((tag, need, []))

    def _input(self, given: str | Formula) -> None:
        self._open[-1][2].append(given)

    def _value(self, tag: str, text: str) -> None:
        kind, name = self._definition or ("", "")
        if tag in ("constant", "bool"):
            if text not in ("true", "false"):
                self._mistake("openpsa.value", f"<{tag}> is true or false; got {text!r}", "mend the value")
            if kind == "define-house-event" and name:
                self.found.houses[name] = text == "true"
                return
            if kind == "define-gate":
                self._input(Formula("true" if text == "true" else "false", ()))
                return
        elif kind == "define-basic-event":
            try:
                chance = float(text)
            except ValueError:
                chance = float("nan")
            if not (isfinite(chance) and 0 <= chance <= 1):
                self._mistake("tree.probability", f"a probability lies from 0 to 1; got {text!r}", "mend the number")
            elif name:
                self.found.probabilities[name] = chance
            return
        self._mistake("openpsa.element", f"<{tag}> does not belong in <{kind}>", "move it")
