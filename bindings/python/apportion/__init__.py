"""apportion: the cost of a collaboration shared exactly, to the penny.

    import apportion
    apportion.split("1000000.00", {"leics": "35.28", "notts": "42.02", "nhants": "22.70"}, percent=True)

Figures are Decimal, int, Fraction or text; a float is refused. docs/python.md starts from an analyst's tasks.
"""

from ._core import version as _version
from ._errors import (
    ApportionError,
    CallError,
    Candidate,
    Finding,
    Footing,
    InputError,
    LibraryError,
    MachineError,
)
from ._numbers import parse
from ._splits import Split, Splitter, Tie, split

__version__ = _version()

__all__ = [
    "ApportionError", "CallError", "Candidate", "Finding", "Footing", "InputError", "LibraryError", "MachineError",
    "Split", "Splitter", "Tie", "parse", "split",
]
