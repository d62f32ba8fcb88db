"""The last look before an export is handed out: nothing that its audience may not see is in it.

The projection already leaves such values out; this looks at the finished bytes, whoever wrote them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Literal, get_args, get_origin

from rca.case.records import CaseFile, Record
from rca.errors import LeakError
from rca.review.audiences import Audience, kind_of
from rca.review.defang import defang
from rca.review.project import View, own_fields
from rca.review.reveal import scripts

_ID = re.compile(r"^[A-Z]\d+[a-z]?(:\d+)?$")
_BREAK = "\n"
# A figure breaks lines inside a sentence, and marks stand inside one: their texts belong together.
_INLINE = frozenset({"span", "strong", "em", "i", "a", "code", "text", "tspan", "rect", "path", "circle"})
# What a style sheet can say or load: its own words, such as `support` in a rule, are in every export.
_WRITTEN = re.compile(r"""/\*.*?(?:\*/|\Z)|"[^"]*"?|'[^']*'?|url\([^)]*|@import[^;]*""", re.DOTALL)
_SHORT = 5
_LONG = 12


@dataclass(frozen=True, slots=True)
class Denied:
    """A value that an audience may not see, and the field that holds it."""

    place: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class Guard:
    """What must not be in an export for one audience.

    Parameters
    ----------
    audience : Audience
        The profile.
    denied : tuple of Denied
        Values that may not be there.
    """

    audience: Audience
    denied: tuple[Denied, ...] = field(repr=False)

    def check(self, exports: Mapping[str, str | bytes]) -> None:
        """Refuse exports that hold a denied value.

        Parameters
        ----------
        exports : mapping of str to str or bytes
            Content by name of the file; ``.html``, ``.ipynb`` and ``.pdf`` are looked into by their form.

        Raises
        ------
        LeakError
            When there is a hit. It names the file and the field, never the value.
        """
        places = [f"{name} ({hit})" for name, content in exports.items() for hit in self.hits(name, content)]
        if places:
            raise LeakError(places, self.audience.name)

    def hits(self, name: str, content: str | bytes) -> list[str]:
        """Return the fields whose denied values one export holds, in the order of the case."""
        texts, others = _strings_of(name, content)
        prose = _BREAK.join(map(_alike, texts))
        squeezed = "".join(prose.split(" "))
        rest = _BREAK.join(map(_alike, others))
        found = (denied.place for denied in self.denied if _holds(denied.value, prose, squeezed, rest))
        return list(dict.fromkeys(found))


def make_guard(case: CaseFile, audience: Audience, shown: Iterable[object], events: frozenset[str]) -> Guard:
    """Return the guard of one export.

    Parameters
    ----------
    case : CaseFile
        The whole case.
    audience : Audience
        The profile.
    shown : iterable
        Everything projected for the audience; a value that is also allowed somewhere is not denied.
    events : frozenset of str
        Events that the review shows; the words of the others are denied.

    Returns
    -------
    Guard
        With the values of the records' denied text fields: no ids, fixed words, settings or bare numbers.
    """
    allowed = " \n ".join(map(_alike, _strings(tuple(shown))))
    values = [
        Denied("the path of the case", str(case.path.resolve())),
        *_denied(case, audience, events, "", False),
    ]
    kept = [item for item in values if _worth(item.value) and not _within(item.value, allowed)]
    return Guard(audience, tuple(kept))


def _worth(value: str) -> bool:
    return len(value) > 1 and not _ID.match(value) and any(character.isalpha() for character in value)


def _within(value: str, allowed: str) -> bool:
    return any(_alike(form) in allowed for form in (value, defang(value)))


def _alike(text: str) -> str:
    """Return a text as a reader takes it: one form of each letter, no case, no hidden signs, single spaces.

    Compatibility forms (NFKC, Unicode Standard Annex 15) make wide letters and ligatures plain; signs of the
    category Cf show nothing, and would part a word for a search alone.
    """
    if not text.isascii():
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
        # Folding can leave letters and marks apart that the form joins, and the form can join new capitals.
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(text.casefold().split())


def _holds(value: str, prose: str, squeezed: str, rest: str) -> bool:
    for form in {value, defang(value)}:
        needle = _alike(form)
        if len(needle) < _SHORT:
            if re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", prose):
                return True
        elif needle in prose or needle in rest or (len(needle) >= _LONG and "".join(needle.split()) in squeezed):
            return True
    return False


def _denied(value: object, audience: Audience, events: frozenset[str], place: str, all_of_it: bool) -> Iterator[Denied]:
    """Yield the text of denied fields; inside a denied field, or a record left out, everything is denied."""
    if isinstance(value, str):
        if all_of_it:
            yield Denied(place, value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _denied(item, audience, events, place, all_of_it)
    elif isinstance(value, (Record, CaseFile)):
        kind = kind_of(type(value))
        own = getattr(value, "id", None)
        left_out = all_of_it or _left_out(value, kind, audience, events)
        for name, item in own_fields(value):
            if not _fixed(value, name):
                where = f"{kind}.{name}" + (f" of {own}" if isinstance(own, str) else "")
                denied = left_out or not audience.allows(kind, name)
                yield from _denied(item, audience, events, where, denied)


def _left_out(record: Record | CaseFile, kind: str, audience: Audience, events: frozenset[str]) -> bool:
    if kind == "case.event":
        return getattr(record, "id", "") not in events
    return kind == "case.narrative" and getattr(record, "label", "") not in audience.narrative


def _fixed(record: Record | CaseFile, name: str) -> bool:
    """Return whether a field holds one of a few words that the format names, which are no secret."""
    if not isinstance(record, Record):
        return False
    annotation = type(record).model_fields[name].annotation
    return any(get_origin(option) is Literal for option in (annotation, *get_args(annotation)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, View):
        for name in dir(value):
            yield from _strings(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from _strings(tuple(value.values()))
    elif isinstance(text := getattr(value, "text", None), str):
        yield text  # an amount or a time, with its words


class _Texts(HTMLParser):
    """Collects the texts of a page, one for each element that stands by itself, and the attribute values."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = [""]
        self.values: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        self.values.extend(value for _, value in attrs if value)
        self._element(tag)

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"
        if tag == "script" and self.texts[-1] in scripts():
            self.texts[-1] = ""  # every deck holds it, whatever the case
        self._element(tag)

    def handle_data(self, data: str) -> None:
        if self._style:
            self.values.extend(_WRITTEN.findall(data))
        else:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        self.values.append(data)

    def _element(self, tag: str) -> None:
        if tag not in _INLINE:
            self.texts.append("")
        elif tag == "text":
            self.texts[-1] += " "


def _strings_of(name: str, content: str | bytes) -> tuple[list[str], list[str]]:
    """Return the texts of an export, each read as one, and every other string in it."""
    if isinstance(content, bytes):
        from rca.review.pdf_strings import pdf_strings

        return pdf_strings(content)
    return _notebook(content) if name.endswith(".ipynb") else _page(content)


def _page(content: str) -> tuple[list[str], list[str]]:
    parser = _Texts()
    parser.feed(content)
    parser.close()
    return [text for text in parser.texts if text.strip()], parser.values


def _notebook(content: str) -> tuple[list[str], list[str]]:
    """Return every string in a notebook; each is also read as HTML, which plain text survives."""
    texts: list[str] = []
    others: list[str] = []
    for text in _json_strings(json.loads(content)):
        texts.append(text)
        if "<" in text:
            inner, values = _page(text)
            texts.extend(inner)
            others.extend(values)
    return texts, others


def _json_strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            # A cell's source and text outputs are lists of lines: one text, not many.
            if data and all(isinstance(item, str) for item in data):
                yield "".join(data)
            else:
                for item in data:
                    yield from _json_strings(item)
        case dict():
            for key, item in data.items():
                yield key
                yield from _json_strings(item)
