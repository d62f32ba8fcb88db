"""The cases into which defects are planted: the two case studies, the clean case of the examples, and a made one."""

from __future__ import annotations

import copy
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from rca.actions.coverage import cover
from rca.case.days import latest_day
from rca.case.parts import AREAS
from rca.case.reading import read_folder
from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.checks.context import Context
from rca.checks.engine import check_case
from rca.checks.examples import clean_case
from rca.checks.results import Findings
from rca.timeline.results import TimelineResult
from rca.timeline.solve import solve_timeline

Data = dict[str, Any]
Key = tuple[str, str, str]

STUDIES = Path(__file__).parents[3] / "case_studies"


@dataclass(frozen=True)
class Base:
    """A case without a planted defect, and everything computed from it."""

    name: str
    data: Data
    as_of: date

    @cached_property
    def context(self) -> Context:
        case = read(texts_of(self.data))
        causes = analyse_causes(case)
        return Context(case, solved(case), causes, cover(case, causes), self.as_of)

    @cached_property
    def keys(self) -> frozenset[Key]:
        return keys_of(check(self.data, self.as_of))

    @cached_property
    def places(self) -> frozenset[tuple[str, str]]:
        return frozenset((rule, place) for rule, place, _ in self.keys)

    def copy(self) -> Data:
        return copy.deepcopy(self.data)


def bases() -> tuple[Base, ...]:
    """Return all cases, in a fixed order."""
    studies = [(path.name, load(path)) for path in sorted(STUDIES.iterdir()) if (path / "case.yaml").is_file()]
    made = [("clean", clean_case()), ("made", made_case(5))]
    return tuple(Base(name, data, latest_day(read(texts_of(data)))) for name, data in (*studies, *made))


def load(folder: Path) -> Data:
    """Read the five files of a case as texts, lists and mappings."""
    return {area: yaml.load((folder / f"{area}.yaml").read_text("utf-8"), yaml.BaseLoader) for area in AREAS}


def texts_of(data: Data) -> dict[str, str]:
    """Return the files of a case given as plain data."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return {
        f"{area}.yaml": yaml.dump(data[area], Dumper=dumper, sort_keys=False, allow_unicode=True, width=10_000)
        for area in AREAS
    }


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    for area in AREAS:
        (folder / f"{area}.yaml").write_text("", encoding="utf-8")
    return folder


def read(texts: dict[str, str]) -> CaseFile:
    """Read a case from the text of its files, as from the disk."""
    return read_folder(_folder(), {name: text.encode("utf-8") for name, text in texts.items()})


_SOLVED: dict[tuple[str, str], TimelineResult] = {}


def solved(case: CaseFile) -> TimelineResult:
    """Solve the timeline of a case, once for the same two files."""
    key = case.hashes["case.yaml"], case.hashes["timeline.yaml"]
    if key not in _SOLVED:
        _SOLVED[key] = solve_timeline(case)
    return _SOLVED[key]


def check(data: Data, as_of: date) -> Findings:
    """Read, solve and check a case given as plain data."""
    return check_texts(texts_of(data), as_of)


def check_texts(texts: dict[str, str], as_of: date) -> Findings:
    """Read, solve and check a case given as the text of its files."""
    case = read(texts)
    causes = analyse_causes(case)
    return check_case(case, solved(case), causes, cover(case, causes), as_of)


def keys_of(findings: Findings) -> frozenset[Key]:
    """Return what makes findings different: rule, place and words; waived ones count too."""
    return frozenset((finding.rule, finding.place, finding.message) for finding in findings)


_STEPS = (
    (
        "The valve of line {n} stayed open",
        "Operators of shift {n} read gauge {n}",
        "Gauge {n} showed the tank of line {n}",
    ),
    ("A pump of hall {n} ran dry", "Drivers parked trucks at gate {n}", "Signs at gate {n} faced the yard"),
    ("Paper roll {n} caught fire", "Cleaners stacked boxes near heater {n}", "Boxes had no other shelf in store {n}"),
    ("Batch {n} went out unlabelled", "Packers took labels from drawer {n}", "Drawer {n} held two kinds of labels"),
    ("Bridge crane {n} swung wide", "Riggers hooked load {n} at its rim", "Load plan {n} named the rim as a hook"),
)


def made_case(branches: int) -> Data:
    """Return a larger case to which no rule objects: several branches, each with an act, a barrier and a root."""
    data = clean_case()
    causes, timeline, actions = data["causes"], data["timeline"], data["actions"]
    outcome = causes["factors"][0]
    causes["factors"], causes["links"] = [outcome], []
    causes["alternatives"] = []
    first, second = actions["actions"]
    actions["actions"] = []
    for n in range(branches):
        step, act, root = (text.format(n=n + 1) for text in _STEPS[n % len(_STEPS)])
        top, person, cause, barrier = (f"F{10 * (n + 1) + k}" for k in range(4))
        event = f"E{10 + n}"
        source = f"S{1 + n % 2}"
        stamp = f"2024-05-14 09:{10 + n} UTC"
        timeline["events"].append({"id": event, "text": step, "at": [{"when": stamp, "source": source}]})
        sure = {"complete": "yes", "status": "confirmed"}
        causes["factors"] += [
            {"id": top, "kind": "event", "text": step, "event": event, "gate": "any" if n == 1 else "all", **sure},
            {
                "id": person,
                "kind": "human_action",
                "text": act,
                "context": "a busy morning",
                "believed": "that all was in place",
                "made_sense": "it was done so daily",
                **sure,
            },
            {"id": cause, "kind": "condition", "text": root, "stop": "root", **sure},
            {
                "id": barrier,
                "kind": "barrier",
                "state": "missing",
                "text": f"Alarm {n + 1} was switched off",
                "intended": f"call the foreman of hall {n + 1}",
                "stop": "root",
                **sure,
            },
        ]
        for effect, below in (("F1", top), (top, person), (person, cause), (top, barrier)):
            choice = n == 1 and effect == top
            links = {"cause": below, "effect": effect, "necessary": "unknown" if choice else "yes"}
            causes["links"].append({**links, "because": "no other way was open"})
        causes["alternatives"].append(
            {"id": f"X{n + 1}", "for": top, "text": "Rain", "verdict": "ruled_out", "because": "it was dry"}
        )
        own = copy.deepcopy(first) | {"id": f"A{2 * n + 1}", "text": f"Lock alarm {n + 1} on"}
        own["targets"] = [{"factor": barrier, "effect": "eliminates"}, {"factor": cause, "effect": "eliminates"}]
        other = copy.deepcopy(second) | {"id": f"A{2 * n + 2}", "targets": [{"factor": cause, "effect": "reduces"}]}
        actions["actions"] += [own, other]
    for factor in causes["factors"]:
        factor["evidence"] = [{"ref": "S1", "says": "supports"}, {"ref": "S2", "says": "supports"}]
    causes["sweep"][2]["factors"], causes["sweep"][4]["factors"] = ["F13"], ["F12"]
    data["case"] |= {"id": "made", "scope": {"start": "E10", "end": "E3"}}
    return data
