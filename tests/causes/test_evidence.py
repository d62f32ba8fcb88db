from __future__ import annotations

from rca.causes.analyse import analyse_causes
from rca.causes.evidence import evidence_sources, independent_roots

SOURCES = [
    {"id": "S1", "kind": "official", "title": "Report"},
    {"id": "S2", "kind": "news", "title": "Retelling", "derived_from": ["S1"]},
    {"id": "S3", "kind": "news", "title": "Retelling of the retelling", "derived_from": ["S2"]},
    {"id": "S4", "kind": "export", "title": "Log", "file": "evidence/log.csv"},
    {"id": "S5", "kind": "news", "title": "Both", "derived_from": ["S1", "S4"]},
    {"id": "S6", "kind": "news", "title": "Circle", "derived_from": ["S7"]},
    {"id": "S7", "kind": "news", "title": "Circle", "derived_from": ["S6"]},
]
FIGURE = {
    "id": "G1",
    "name": "accounts",
    "unit": "accounts",
    "claims": [{"value": "45", "source": "S2"}, {"value": "46", "source": "S3"}],
}
REJECT = {"because": "outlier", "by": "analyst", "on": "2024-05-01"}
EVENTS = [
    {
        "id": "E1",
        "text": "Began",
        "at": [{"row": "S4:7"}, {"when": "2024-05-14", "source": "S1", "reject": REJECT}],
    },
    {"id": "E2", "text": "Went on", "start": "E1", "lasted": [{"when": "2 h", "source": "S3"}]},
]


def sourced(make_case, **factor):
    return make_case(
        {"F1": {"kind": "outcome"}, "F2": factor},
        {"F1": "F2!"},
        findings=[{"id": "N1", "by": "Regulator", "source": "S1", "text": "Found", "used_by": ["F2"]}],
        head={"sources": SOURCES, "figures": [FIGURE]},
        timeline={"events": EVENTS},
    )


def supports(*refs: str):
    return [{"ref": ref, "says": "supports"} for ref in refs]


def refutes(*refs: str):
    return [{"ref": ref, "says": "refutes"} for ref in refs]


def test_every_kind_of_reference_leads_to_its_sources(make_case) -> None:
    expected = {
        "S2": ("S2",),
        "S4:9": ("S4",),
        "N1": ("S1",),
        "G1": ("S2", "S3"),
        "E1": ("S4",),
        "E2": ("S3", "S4"),
    }
    for ref, sources in expected.items():
        case = sourced(make_case, evidence=supports(ref))
        assert evidence_sources(case, case.factors["F2"].evidence) == sources, ref


def test_each_source_counts_once_in_the_order_of_the_evidence(make_case) -> None:
    factor = analyse_causes(sourced(make_case, evidence=supports("G1", "S4:9", "S4:10", "S2"))).factors[1]
    assert factor.sources == ("S2", "S3", "S4")


def test_retellings_of_one_report_are_one_root(make_case) -> None:
    case = sourced(make_case)
    assert independent_roots(case, ["S3", "S2", "S1"]) == ("S1",)
    assert independent_roots(case, ["S3", "S4"]) == ("S1", "S4")
    assert independent_roots(case, ["S5"]) == ("S1", "S4")
    assert independent_roots(case, ["S7", "S6"]) == ("S6",)
    assert analyse_causes(sourced(make_case, evidence=supports("S2", "S3"))).factors[1].independent_sources == 1


def test_only_evidence_for_the_status_counts(make_case) -> None:
    both = supports("S4") + refutes("S2")
    assert analyse_causes(sourced(make_case, evidence=both)).factors[1].sources == ("S4",)
    assert analyse_causes(sourced(make_case, evidence=both, status="refuted")).factors[1].sources == ("S2",)


def test_a_factor_without_evidence_has_no_source(make_case) -> None:
    factor = analyse_causes(sourced(make_case)).factors[1]
    assert (factor.sources, factor.independent_sources) == ((), 0)
