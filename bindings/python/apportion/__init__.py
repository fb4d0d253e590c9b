"""apportion: the cost of a collaboration shared exactly, to the penny.

    import apportion
    apportion.split("1000000.00", {"leics": "35.28", "notts": "42.02", "nhants": "22.70"}, percent=True)

Figures are Decimal, int, Fraction or text; a float is refused. docs/python.md starts from an analyst's tasks.
"""

from ._agreements import Agreement, Cell, LineInfo, PartyInfo, Statement
from ._comparisons import Comparison, Explanation
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
from ._frames import Column, Frame
from ._numbers import parse
from ._rounded import round_table
from ._splits import Split, Splitter, Tie, split
from ._tables import Table, split_table

__version__ = _version()

__all__ = [
    "Agreement", "ApportionError", "CallError", "Candidate", "Cell", "Column", "Comparison", "Explanation",
    "Finding", "Footing", "Frame", "InputError", "LibraryError", "LineInfo", "MachineError", "PartyInfo", "Split", "Splitter", "Statement", "Table", "Tie", "parse", "round_table",
    "split",
    "split_table",
]

# Messages and reprs say apportion.InputError; where it is written is nobody's concern.
for _name in __all__:
    globals()[_name].__module__ = __name__
del _name
