"""Chains of whys as a person types them, read as the factors and links that they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Any

from rca.case.fields import keys_of
from rca.case.nodes import Document, Scalar, Table, child
from rca.case.nodes import Sequence as Items
from rca.case.parts import Part
from rca.case.records import CausesFile, Factor, Keys, Link, WhyAnswer, WhyChain
from rca.errors import Mistake

_FACTOR = re.compile(r"F[0-9]+[a-z]?")
_SHARED = {key: name for key, name in keys_of(Factor).items() if name in WhyAnswer.model_fields}


@dataclass(frozen=True)
class Expanded:
    """The causes of a case with the answers of typed chains among their factors and links.

    Parameters
    ----------
    part : Part
        ``causes.yaml`` without chains.
    made : mapping of tuple to tuple
        Of the path of each factor and link that was made, where its answer stands in the file.
    mistakes : list of Mistake
        Everything that keeps a chain from being read.
    """

    part: Part
    made: dict[Keys, Keys]
    mistakes: list[Mistake]


def expand_chains(part: Part) -> Expanded:
    """Turn the typed chains of ``causes.yaml`` into factors and links.

    Parameters
    ----------
    part : Part
        ``causes.yaml`` as far as it could be read.

    Returns
    -------
    Expanded
        The same file with an ordinary factor for each answer, below the written ones, and a link from each to
        what it explains. A chain that breaks a rule is told with its line.

    Notes
    -----
    An id is that of the chain (``ids``, or else what it explains) with a letter for the place of the answer. It
    hangs on nothing else, so other chains and factors can come and go; where such an id is given already, the
    chain is refused and asks for ``ids``.
    """
    typed: tuple[tuple[Keys, WhyChain], ...] = part.values.get("whys", ())
    document = part.document
    if document is None or not typed:
        return Expanded(part, {}, [])
    reader = _Reader(part, document)
    for chain in _chains(document, typed, part.values.get("outcome")):
        reader.read(chain)
    mistakes = [*_mixed(document), *reader.mistakes]
    values = {
        **part.values,
        "factors": (*part.values.get("factors", ()), *reader.factors),
        "links": (*part.values.get("links", ()), *reader.links),
        "whys": (),
    }
    record = part.record
    made: dict[Keys, Keys] = {}
    if isinstance(record, CausesFile):
        for key, known, new in (
            ("factors", len(record.factors), reader.factors),
            ("links", len(record.links), reader.links),
        ):
            made |= {("causes", key, known + index): path for index, (path, _) in enumerate(new)}
        update: dict[str, Any] = {key: tuple(item for _, item in values[key]) for key in ("factors", "links")}
        record = record.model_copy(update=update | {"whys": ()})
    return Expanded(replace(part, record=record, values=values, whole=part.whole and not mistakes), made, mistakes)


@dataclass(frozen=True)
class _Chain:
    """A chain with what it explains, and where it and its answers stand."""

    path: Keys
    of: str | None
    chain: WhyChain
    answers: tuple[tuple[Keys, WhyAnswer], ...]


def _chains(document: Document, typed: Sequence[tuple[Keys, WhyChain]], outcome: str | None) -> Iterator[_Chain]:
    """Yield each chain; texts straight below ``whys`` are together one chain."""
    texts = [(path, chain) for path, chain in typed if isinstance(document.node(path[1:]), Scalar)]
    if texts:
        answers = tuple((path, chain.answers[0]) for path, chain in texts)
        whole = WhyChain.model_construct(answers=tuple(answer for _, answer in answers))
        yield _Chain(texts[0][0], outcome, whole, answers)
    for path, chain in typed:
        node = document.node(path[1:])
        if not isinstance(node, Scalar):
            above = (*path, "answers") if isinstance(node, Table) else path
            places = tuple(((*above, index), answer) for index, answer in enumerate(chain.answers))
            yield _Chain(path, chain.of or outcome, chain, places)


def _mixed(document: Document) -> Iterator[Mistake]:
    """Find texts straight below ``whys`` beside chains: to which one they belong would be a guess."""
    node = document.node(("whys",))
    items = node.items if isinstance(node, Items) else []
    texts = [index for index, item in enumerate(items) if isinstance(item, Scalar)]
    if texts and len(texts) < len(items):
        mark = document.mark(("whys", texts[0]))
        message = "below `whys` stand either texts, as one chain, or chains; here are both"
        remedy = "put the texts into a chain of their own: [first answer, second answer]"
        yield Mistake(mark.file, mark.line, mark.column, "whys.mixed", message, remedy)


class _Reader:
    """Reads one chain after the other, and knows what stands in the gates so far."""

    def __init__(self, part: Part, document: Document) -> None:
        self.document = document
        self.factors: list[tuple[Keys, Factor]] = []
        self.links: list[tuple[Keys, Link]] = []
        self.mistakes: list[Mistake] = []
        self.ids = dict(_written(document))
        written = (link for _, link in part.values.get("links", ()))
        self.causes: Counter[str] = Counter(link.effect for link in written if link.role == "gate")

    def read(self, typed: _Chain) -> None:
        """Add the factors and links of one chain, or tell why it cannot be read."""
        chain, effect = typed.chain, typed.of
        if effect is None and self.document.node(("outcome",)) is not None:
            return  # an outcome is written and cannot be read, which is told there
        if effect is None:
            self._refuse(typed.path, "whys.no-outcome", "a chain explains a factor; no `outcome` is given", "give `of`")
            return
        if chain.role is None and self.causes[effect]:
            count = "a cause" if self.causes[effect] == 1 else f"{self.causes[effect]} causes"
            message = f"{effect} has {count} in its gate already; how this chain joins it is not said"
            remedy = f"write `role: gate` and see that {effect} has a `gate`, or `role: contributing`"
            self._refuse(typed.path, "whys.role", message, remedy)
        names = self._names(typed, effect)
        if names is None:
            return
        role = chain.role or "gate"
        stops = (*(None for _ in names[1:]), chain.stop)
        for index, ((path, answer), name, stop) in enumerate(zip(typed.answers, names, stops, strict=True)):
            place = typed.path if index == 0 and chain.of is not None else path
            more = {"necessary": answer.necessary, "because": answer.because}
            self.links.append((place, Link(cause=name, effect=effect, role=role, **more)))
            self.causes[effect] += role == "gate"
            if _FACTOR.fullmatch(answer.text):
                self._joins(typed, index)
                return
            fields = {key: getattr(answer, field) for key, field in _SHARED.items()}
            self.factors.append((path, Factor.model_validate({"id": name, "stop": stop, **fields})))
            effect, role = name, "gate"

    def _names(self, typed: _Chain, effect: str) -> list[str] | None:
        """Return the id of each answer, or ``None`` where no ids can be made."""
        stem = typed.chain.ids or effect
        answers = [answer.text for _, answer in typed.answers]
        if stem[-1].isalpha():
            message = f"the answers of a chain are called by an id and a letter; {stem} has a letter already"
            self._refuse(typed.path, "whys.ids", message, "give the chain `ids`, such as `ids: F20`")
            return None
        if len(answers) > len(ascii_lowercase):
            message = f"a chain has at most {len(ascii_lowercase)} answers; this one has {len(answers)}"
            self._refuse(typed.path, "whys.too-long", message, "go on in a second chain `of` its last answer")
            return None
        names = [
            text if _FACTOR.fullmatch(text) else stem + letter
            for text, letter in zip(answers, ascii_lowercase, strict=False)
        ]
        fresh = [name for name, text in zip(names, answers, strict=True) if name != text]
        for name in fresh:
            if name in self.ids:
                mark = self.document.mark(self.ids[name][1:])
                message = f"an id is given once; an answer of this chain would be {name}, as {mark.file}:{mark.line} is"
                self._refuse(typed.path, "case.duplicate-id", message, "give the chain `ids`, such as `ids: F20`")
                return None
        self.ids |= {name: path for name, (path, _) in zip(names, typed.answers, strict=True) if name in fresh}
        return names

    def _joins(self, typed: _Chain, index: int) -> None:
        """Check an answer that names a factor: it ends the chain, and is described where that factor stands."""
        path, answer = typed.answers[index]
        if index < len(typed.answers) - 1:
            message = f"a chain ends where it joins a factor; {answer.text} has further answers below it"
            remedy = f"put them into a chain of their own with `of: {answer.text}`"
            self._refuse(path, "whys.joins", message, remedy)
        if typed.chain.stop is not None:
            message = f"`stop` says why a branch ends; this chain goes on at {answer.text}"
            self._refuse(typed.path, "whys.joins", message, f"write `stop` at {answer.text}")
        if extra := answer.model_fields_set - {"text", "necessary", "because"}:
            message = (
                f"an answer that names a factor has only `necessary` and `because`; got {', '.join(sorted(extra))}"
            )
            self._refuse(path, "whys.joins", message, f"write the rest at {answer.text}")

    def _refuse(self, path: Keys, code: str, message: str, remedy: str) -> None:
        mark = self.document.mark(path[1:])
        self.mistakes.append(Mistake(mark.file, mark.line, mark.column, code, message, remedy))


def _written(document: Document) -> Iterator[tuple[str, Keys]]:
    """Yield the id of each factor that is written out, with its place."""
    node = document.node(("factors",))
    for index, item in enumerate(node.items if isinstance(node, Items) else ()):
        id_ = child(item, "id")
        if isinstance(id_, Scalar) and id_.text is not None:
            yield id_.text, ("causes", "factors", index, "id")
