"""What of a folder could be read, so that checks across files run beside the mistakes inside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rca.case.fields import Found, Shape, keys_of, references, shapes_at
from rca.case.messages import MAX_TOLD, broken_paths, empty_value, mistakes_of
from rca.case.nodes import Document, Scalar, Sequence, Table, child, plain
from rca.case.records import ActionsFile, CaseHead, CausesFile, Keys, Mark, Record, TimelineFile, WaiversFile
from rca.errors import Mistake

AREAS: Mapping[str, type[Record]] = {
    "case": CaseHead,
    "timeline": TimelineFile,
    "causes": CausesFile,
    "actions": ActionsFile,
    "waivers": WaiversFile,
}
"""Record of each file, by the area that its values have in a path; ``<area>.yaml`` is its name."""

Items = tuple[tuple[Keys, Any], ...]


@dataclass(frozen=True)
class Part:
    """One file as far as it could be read.

    Parameters
    ----------
    document : Document or None
        The file; ``None`` where it is missing or no YAML.
    record : Record or None
        Its record; ``None`` where anything in it is a mistake.
    values : mapping of str to object
        Each readable value at the top of the file, by its key; of lists only the readable items, with paths.
    whole : bool
        Whether nothing was left out of ``values``.
    """

    document: Document | None
    record: Record | None
    values: Mapping[str, Any]
    whole: bool


@dataclass(frozen=True)
class Parts:
    """The five files as far as they could be read.

    Parameters
    ----------
    by_area : mapping of str to Part
        Each file by its area.
    """

    by_area: Mapping[str, Part]

    def items(self, area: str, key: str) -> Items:
        """Return the readable items of a list at the top of a file, each with its path."""
        items: Items = self.by_area[area].values.get(key, ())
        return items

    def value(self, area: str, key: str) -> Any:
        """Return a readable value at the top of a file, or ``None``."""
        return self.by_area[area].values.get(key)

    @cached_property
    def references(self) -> list[tuple[Record, Keys, Found]]:
        """Every id and statement about time that a readable record holds, with the record and its path."""
        return [(record, path, found) for path, record in self._records() for found in references(record, path)]

    def _records(self) -> Iterator[tuple[Keys, Record]]:
        for area, part in self.by_area.items():
            for key, value in part.values.items():
                if isinstance(value, Record):
                    yield (area, key), value
                elif isinstance(value, tuple) and value and isinstance(value[0], tuple):
                    yield from value

    def whole(self, *areas: str) -> bool:
        """Return whether nothing was left out of some files."""
        return all(self.by_area[area].whole for area in areas)

    def mark(self, path: Keys) -> Mark:
        """Return the place of a value."""
        document = self.by_area[str(path[0])].document
        return document.mark(path[1:]) if document else Mark(f"{path[0]}.yaml", 0, 0)

    def mistake(self, path: Keys, code: str, message: str, remedy: str) -> Mistake:
        """Return a mistake at the place of a value."""
        mark = self.mark(path)
        return Mistake(mark.file, mark.line, mark.column, code, message, remedy)


def read_part(area: str, document: Document | None) -> tuple[Part, list[Mistake]]:
    """Type the texts of one file by its record.

    Parameters
    ----------
    area : str
        ``case``, ``timeline``, ``causes``, ``actions`` or ``waivers``.
    document : Document or None
        The file, or ``None`` where it could not be read.

    Returns
    -------
    tuple of (Part, list of Mistake)
        What could be read, and what is wrong inside the file.
    """
    if document is None:
        return Part(None, None, {}, whole=False), []
    model, data = AREAS[area], plain(document.root)
    broken = _leave_out_empty(document, model, data)
    mistakes = {path: empty_value(document, path) for path in islice(broken, MAX_TOLD)}
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        broken |= dict.fromkeys(broken_paths(error, document))
        mistakes = mistakes_of(error, model, document) | mistakes
    if broken:
        values = _salvage(area, model, data, broken)
        return Part(document, None, values, whole=False), list(mistakes.values())
    values = {key: _with_paths((area, key), getattr(record, name)) for key, name in keys_of(model).items()}
    return Part(document, record, values, whole=True), []


def _with_paths(path: Keys, value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], Record):
        return tuple(((*path, index), item) for index, item in enumerate(value))
    return value


def _leave_out_empty(document: Document, model: type[Record], data: Any) -> dict[Keys, None]:
    """Take keys of lists with nothing after them out of the data, and return the path of every other empty value."""
    broken: dict[Keys, None] = {}
    for path in document.empty():
        shapes = shapes_at(model, path)
        if isinstance(path[-1], str) and any(shape.is_list for shape in shapes):
            parent = data
            for key in path[:-1]:
                parent = parent[key]
            del parent[path[-1]]
        elif shapes:
            broken[path] = None
    return broken


def _salvage(area: str, model: type[Record], data: Mapping[str, Any], broken: Iterable[Keys]) -> dict[str, Any]:
    """Return the values at the top of a file, and the items of its lists, that hold no mistake."""
    starts = {path[:length] for path in broken for length in (1, 2)}
    values: dict[str, Any] = {}
    for key, name in keys_of(model).items():
        if key not in data:
            field = model.model_fields[name]
            values[key] = None if field.is_required() else field.get_default(call_default_factory=True)
            continue
        (shape, *_), value = shapes_at(model, (key,)), data[key]
        inner = shapes_at(model, (key, 0))
        if inner and inner[0].is_table:
            kept = [(index, item) for index, item in enumerate(value if isinstance(value, list) else ())]
            values[key] = tuple(
                ((area, key, index), inner[0].type.model_validate(item))
                for index, item in kept
                if (key, index) not in starts
            )
        elif (key,) not in starts:
            values[key] = _typed(shape, value)
    return values


def _typed(shape: Shape, value: Any) -> Any:
    return TypeAdapter(shape.type).validate_python(value)


def written_ids(parts: Parts) -> tuple[dict[str, Keys], list[tuple[Keys, Keys]]]:
    """Return the first place of every id that is written, and of each second one the two places.

    Parameters
    ----------
    parts : Parts
        The files; ids count also where the record around them holds a mistake.
    """
    places: dict[str, Keys] = {}
    repeated: list[tuple[Keys, Keys]] = []
    for area, part in parts.by_area.items():
        root = part.document.root if part.document else Table({}, {}, 0, 0, flow=False)
        # Lists under a misspelt key count too, so that the slip is told once and not at each use of an id.
        for key, section in root.entries.items():
            for index, item in enumerate(section.items if isinstance(section, Sequence) else ()):
                id_ = child(item, "id")
                if isinstance(id_, Scalar) and id_.text is not None:
                    path: Keys = (area, key, index, "id")
                    first = places.setdefault(id_.text, path)
                    if first is not path:
                        repeated.append((first, path))
    # The answers of typed chains have ids that nobody wrote.
    for path, factor in parts.items("causes", "factors"):
        places.setdefault(factor.id, path)
    return places, repeated
