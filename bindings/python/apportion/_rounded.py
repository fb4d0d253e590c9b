"""A table of exact amounts rounded so that it foots."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm

from . import _core
from ._errors import wrong_call
from ._numbers import Number, text_of


def _listed(given: object, where: str) -> list[Number]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise wrong_call(f"a list of figures is expected, not a {type(given).__name__}", where)
    return list(given)


def _row(cells: list[Number], where: str) -> tuple[list[str], str]:
    """The cells as whole or decimal figures over one denominator."""
    if not any(isinstance(cell, Fraction) for cell in cells):
        return [text_of(cell, where) for cell in cells], "1"
    exact = [Fraction(cell) if isinstance(cell, Fraction) else Fraction(Decimal(text_of(cell, where))) for cell in cells]
    below = lcm(*(cell.denominator for cell in exact))
    return [text_of(int(cell * below), where) for cell in exact], text_of(below, where)


def round_table(rows: Iterable[Iterable[Number]], *, unit: Number | None = None, cumulative: bool = False,
                column_totals: Iterable[Number] | None = None) -> list[list[Decimal]]:
    """Rounds a table to `unit` (default 0.01) so that every cell, row, column and the whole is its exact amount, rounded up
    or down (docs/methods/table.md): one answer. With `cumulative` the rows are periods, and so is every running total;
    `column_totals` are what the columns must have. Cells are Decimal, int, Fraction or text.

    Raises InputError (`no-party`, `number`, `not-whole-units`, `table-infeasible`), CallError (a float), MachineError
    (`limit`)."""
    cells: list[str] = []
    below: list[str] = []
    columns = None
    for place, row in enumerate(_listed(rows, "rows")):
        listed = _listed(row, f"rows[{place}]")
        if columns is not None and len(listed) != columns:
            raise wrong_call(f"the row has {len(listed)} cells, and the first has {columns}", f"rows[{place}]")
        columns = len(listed)
        texts, denominator = _row(listed, f"rows[{place}]")
        cells += texts
        below.append(denominator)
    totals = None if column_totals is None else tuple(text_of(total, "column_totals")
                                                      for total in _listed(column_totals, "column_totals"))
    if totals is not None and len(totals) != columns:
        raise wrong_call("column_totals: one for each column is expected", "column_totals")
    amounts = _core.round_table(tuple(cells), columns or 0, tuple(below) if columns else (),
                                None if unit is None else text_of(unit, "unit").replace("\0", "\ufffd"),
                                bool(cumulative), None, None, totals)
    return [amounts[start:start + columns] for start in range(0, len(amounts), columns)] if columns else []
