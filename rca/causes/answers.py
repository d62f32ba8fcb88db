"""What the tree of a case and a fault tree of its own say, put together once as data and as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from rca.case.records import CaseFile
from rca.causes.actual import actual_causes
from rca.causes.analyse import analyse_causes
from rca.causes.barriers import analyse_barriers
from rca.causes.case_json import case_json
from rca.causes.changes import analyse_changes
from rca.causes.cutsets import FIRST, minimal_cut_sets
from rca.causes.diagrams.importance import importances
from rca.causes.diagrams.listing import smallest
from rca.causes.diagrams.reading import path_sets, read_results
from rca.causes.diagrams.render import results_json, results_tables, sets_table
from rca.causes.diagrams.solving import solve
from rca.causes.diagrams.supposing import suppose
from rca.causes.exchange.json_form import read_json
from rca.causes.exchange.openpsa import read_openpsa
from rca.causes.gates import fault_tree, gate_tree
from rca.causes.render import case_tables
from rca.causes.results import CutSets
from rca.causes.said import CaseAnswer
from rca.causes.states import state_of
from rca.causes.what_if import what_if
from rca.errors import InputError, Mistake
from rca.evidence.table import PlainTable
from rca.timeline.results import TimelineResult


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found about one tree.

    Parameters
    ----------
    data : dict
        For programs.
    tables : tuple of PlainTable
        For people; none for a case without factors.
    """

    data: dict[str, Any]
    tables: tuple[PlainTable, ...]


def file_answer(file: Path, top: str | None, changes: Mapping[str, str], most: int | None) -> Answer:
    """Return what a fault tree in an Open-PSA file says.

    Parameters
    ----------
    file : Path
        The file.
    top : str or None
        The gate that is explained, where the file has several tops.
    changes : mapping of str to str
        What is supposed: a word for each name.
    most : int or None
        How many of the smallest cut sets are listed.

    Raises
    ------
    InputError
        When the file holds no sound tree, or what is supposed is not known.
    """
    started = perf_counter()
    tree = read_openpsa(file, top)
    read = perf_counter()
    if changes:
        tree = suppose(tree, changes)
    solution = solve(tree)
    results = read_results(solution)
    solved = perf_counter()
    importance = importances(solution)
    weighed = perf_counter()
    data: dict[str, Any] = {"file": str(file)}
    if changes:
        data["what_if"] = dict(changes)
    data |= results_json(results, importance)
    tables = list(results_tables(results, importance))
    if most is not None:
        listed = list(islice(smallest(solution), most))
        data["sets"] = [list(members) for members in listed]
        tables.append(sets_table(listed))
    data["seconds"] = {
        "read": round(read - started, 6),
        "solve": round(solved - read, 6),
        "importance": round(weighed - solved, 6),
    }
    return Answer(data, tuple(tables))


def case_answer(
    case: CaseFile,
    timeline: Callable[[], TimelineResult],
    changes: Mapping[str, str],
    most: int | None,
    read: float = 0.0,
) -> Answer:
    """Return what the tree of a case says.

    Parameters
    ----------
    case : CaseFile
        The case.
    timeline : callable
        Returns its solved timeline.
    changes : mapping of str to str
        What is supposed: a word for each id.
    most : int or None
        How many of the smallest cut sets are listed; by default all, or the first where they are too many.

    read : float
        Seconds that reading the case took.

    Raises
    ------
    CaseError
        When the structure is no tree.
    ParameterError
        When what is supposed is not known.
    """
    started = perf_counter()
    result = analyse_causes(case)
    points = tuple(each.factors[0] for each in result.cut_sets.sets if len(each.factors) == 1)
    if most is not None:
        result = replace(result, cut_sets=_smallest(case, result.cut_sets, most))
    tree = gate_tree(case) if result.outcome else None
    solution = solve(fault_tree(tree, tree.refuted)) if tree else None
    times = timeline()
    found = CaseAnswer(
        case=case,
        result=result,
        single_points=points,
        importance=importances(solution) if solution else (),
        path_sets=tuple(islice(path_sets(solution), FIRST if most is None else most)) if solution else (),
        actual=actual_causes(case, times),
        barriers=analyse_barriers(case, times),
        changes=analyse_changes(case, times),
        what_if=what_if(case, changes, times) if changes else None,
    )
    data = case_json(found)
    data["seconds"] = {"read": read, "solve": round(perf_counter() - started, 6)}
    return Answer(data, case_tables(found))


def json_answer(file: Path, changes: Mapping[str, str], most: int | None) -> Answer:
    """Return what a tree says that was written as JSON; see :func:`case_answer`."""
    from rca.timeline.solve import solve_timeline

    started = perf_counter()
    case = read_json_file(file)
    return case_answer(case, lambda: solve_timeline(case), changes, most, round(perf_counter() - started, 6))


def read_json_file(file: Path) -> CaseFile:
    """Return the case about which nothing but a tree in a JSON file is known.

    Raises
    ------
    InputError
        With every mistake, as :func:`rca.causes.exchange.json_form.read_json` finds them.
    """
    try:
        return read_json(file.read_bytes().decode("utf-8"), str(file))
    except UnicodeDecodeError as error:
        message = f"a tree in JSON is written in UTF-8; byte {error.start + 1} is not"
        raise InputError([Mistake(str(file), 0, 0, "exchange.json", message, "save it as UTF-8")]) from None


def _smallest(case: CaseFile, found: CutSets, most: int) -> CutSets:
    """Return the smallest sets alone, taken from the diagrams where too few of them are listed yet."""
    if most > FIRST and not found.complete:
        tree = gate_tree(case)
        found = minimal_cut_sets(tree, {leaf: state_of(case.factors[leaf].status) for leaf in tree.leaves}, first=most)
    return replace(found, sets=found.sets[:most])
