"""The whole analysis of a tree: one call, one frozen result."""

from __future__ import annotations

from rca.case.records import CaseFile
from rca.causes.cutsets import minimal_cut_sets
from rca.causes.evaluate import evaluate
from rca.causes.evidence import factor_sources, independent_roots
from rca.causes.gates import gate_tree
from rca.causes.necessity import breaking_all, on_chain, single_fixes
from rca.causes.results import CausesResult, CutSets, FactorResult
from rca.causes.states import state_of
from rca.causes.structure import require_tree
from rca.causes.whys import read_whys


def analyse_causes(case: CaseFile) -> CausesResult:
    """Compute what the causal-factor tree of a case says.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    CausesResult
        States, sources, minimal cut sets, single fixes and whys. A case without factors gives an empty one.

    Raises
    ------
    CaseError
        When the structure is no tree; the error carries every mistake with its file and line.
    """
    require_tree(case)
    if case.causes.outcome is None:
        return CausesResult("", (), CutSets(()), (), ())
    tree = gate_tree(case)
    leaves = {leaf: state_of(case.factors[leaf].status) for leaf in tree.leaves}
    computed = evaluate(tree, leaves)
    chain, points = on_chain(case, tree), breaking_all(tree, leaves)
    fixes = single_fixes(tree, chain, points)
    factors = []
    for factor in case.causes.factors:
        sources = factor_sources(case, factor)
        factors.append(
            FactorResult(
                id=factor.id,
                state=state_of(factor.status),
                leaf=factor.id in leaves,
                in_gate=factor.id in computed,
                single_fix=factor.id in fixes,
                breaks_all=factor.id in points,
                sources=sources,
                independent_sources=len(independent_roots(case, sources)),
                on_chain=factor.id in chain,
                computed=computed.get(factor.id) if tree.inputs.get(factor.id) else None,
            )
        )
    return CausesResult(
        outcome=tree.top,
        factors=tuple(factors),
        cut_sets=minimal_cut_sets(tree, leaves),
        single_fixes=fixes,
        whys=read_whys(case),
    )
