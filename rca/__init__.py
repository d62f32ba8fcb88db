"""A root-cause-analysis case workbench: a folder of claims in, a proven timeline, causes and reviews out.

>>> import rca
>>> case = rca.open_case("case_studies/account_takeover_2020")  # doctest: +SKIP
>>> case.timeline().events, case.causes().whys(), case.check()  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rca.errors import CaseError, InputError, LeakError, RcaError, RunError
    from rca.timeline.view import Timeline
    from rca.workbench import Actions, Case, CausalTree, open_case, open_register

_HOMES = {
    "Actions": "rca.workbench",
    "Case": "rca.workbench",
    "CaseError": "rca.errors",
    "CausalTree": "rca.workbench",
    "InputError": "rca.errors",
    "LeakError": "rca.errors",
    "RcaError": "rca.errors",
    "RunError": "rca.errors",
    "Timeline": "rca.timeline.view",
    "open_case": "rca.workbench",
    "open_register": "rca.workbench",
}

__version__ = "0.1.0"
__all__ = [
    "Actions",
    "Case",
    "CaseError",
    "CausalTree",
    "InputError",
    "LeakError",
    "RcaError",
    "RunError",
    "Timeline",
    "__version__",
    "open_case",
    "open_register",
]


def __getattr__(name: str) -> object:
    # Names are found when first used, so that `import rca` stays quick (PEP 562).
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'rca' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
