"""Whole columns of amounts shared at once, in and out by the Arrow PyCapsule interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from . import _core
from ._errors import CallError, InputError, wrong_call
from ._frames import needed
from ._numbers import Number, name_of
from ._splits import Splitter


class Table:
    """Columns that any library with the Arrow PyCapsule interface takes without copying a cell: `polars.DataFrame(table)`,
    `pyarrow.table(table)`, DuckDB by its name. It does not change, and can be taken any number of times."""

    __slots__ = ("_made",)

    def __init__(self, made: _core.Table) -> None:
        if not isinstance(made, _core.Table):
            raise wrong_call("a table is made by split_table")
        self._made = made

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._made.stream(requested_schema)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(self._made.columns())

    def __len__(self) -> int:
        """How many rows."""
        return self._made.rows()

    def to_arrow(self) -> Any:
        """A pyarrow.Table over the same memory."""
        return needed("pyarrow", "to_arrow").table(self)

    def to_pandas(self) -> Any:
        """A pandas.DataFrame whose amounts are decimal128 columns of Arrow. Needs pyarrow too."""
        frames = needed("pandas", "to_pandas")
        arrow = needed("pyarrow", "to_pandas")
        kinds = frames.ArrowDtype
        return self.to_arrow().to_pandas(types_mapper=lambda kind: kinds(kind) if arrow.types.is_decimal(kind) else None)

    def to_polars(self) -> Any:
        """A polars.DataFrame over the same memory."""
        return needed("polars", "to_polars").DataFrame(self)

    def __repr__(self) -> str:
        return f"<Table: {len(self)} rows of {', '.join(self.column_names[:8])}>"


class _OneArray:
    """A table that has only one array, as a stream."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return needed("pyarrow", "a table of one array").table(self._table).__arrow_c_stream__(requested_schema)


def _streamed(table: object, name: str) -> Any:
    """The table, when it can be read."""
    if isinstance(table, type):
        raise wrong_call(f"{name}: a table is expected, not a class", name)
    if hasattr(table, "__arrow_c_stream__"):
        return table
    if hasattr(table, "__arrow_c_array__"):
        return _OneArray(table)
    raise wrong_call(f"a table with the Arrow PyCapsule interface is expected (of pandas, polars, pyarrow, DuckDB), not a "
                     f"{type(table).__name__}", name)


def _column(name: object, option: str) -> str:
    if not isinstance(name, str):
        raise wrong_call(f"the name of a column is expected, not a {type(name).__name__}", option)
    name = name_of(name, option)
    if "\0" in name:
        raise wrong_call("the name of a column holds a zero byte", option)
    return name


def _party(value: object) -> str:
    name = name_of(value, "basis")
    if "\0" in name:
        raise wrong_call("the name of a party holds a zero byte", "basis")
    return name


def _of_columns(basis: object, key: str, weight: str, by: str | None) -> dict[str, dict[str, str]]:
    """The weights of each basis, from a table."""
    names = (key, weight) if by is None else (key, weight, by)
    keys, weights, *ids = _core.columns(_streamed(basis, "basis"), names)
    groups: dict[str, dict[str, str]] = {}
    for row, (party, figure) in enumerate(zip(keys, weights)):
        group = ids[0][row] if ids else ""
        if party is None or group is None:
            raise InputError(f"a row of the basis has no {by if group is None else key}", code="missing-key",
                             where=f"basis[{row}]")
        if figure is None:
            raise InputError(f"`{party}` has no weight", code="missing-weight", where=f"basis[{row}]")
        if _party(party) in groups.setdefault(group, {}):
            raise InputError(f"`{party}` is there twice", code="duplicate-id", where=f"basis[{row}]")
        groups[group][party] = figure
    return groups


def _of_mapping(basis: Mapping[Any, Any], by: str | None) -> dict[str, dict[str, Any]]:
    each = {"": basis} if by is None else basis
    groups: dict[str, dict[str, Any]] = {}
    for group in each:
        weights = each[group]
        if not isinstance(weights, Mapping):
            raise wrong_call("with by=, a mapping of each basis to the weights of its parties is expected", "basis")
        groups[_party(group) if by is not None else ""] = {_party(party): weights[party] for party in weights}
    return groups


def split_table(lines: object, basis: object, *, amount: str = "amount", key: str = "party", weight: str = "weight",
                by: str | None = None, layout: Literal["long", "wide", "totals"] = "long", nulls: Literal["refuse", "keep"] = "refuse",
                percent: bool = False, method: str | None = None, ties: str | None = None, mode: str | None = None,
                to: str | None = None, unit: Number | None = None, rounding_of_total: str | None = None,
                share_sum: str | None = None, published: int | None = None, floors: Mapping[str, Number] | None = None,
                caps: Mapping[str, Number] | None = None, absorber: str | None = None) -> Table:
    """Shares every amount of a table by the weights of another.

    `lines` is anything with the Arrow PyCapsule interface; its column `amount` holds whole numbers, decimals (of 128 bits
    at most) or texts, in currency: floats are refused. `basis` is such a table with the columns `key` (the party) and
    `weight`, or a mapping of parties to weights. With `by`, the name of a column that both tables have, each line is
    shared by the basis that it names (as a mapping: of each basis to its weights).

    `layout` of the Table that comes back: "long", a row for each line and party, with the columns "line" (from 0), `key`
    and `amount`; "wide", a row for each line and a column for each party, null where it is not of the line's basis;
    "totals", a row for each party. Amounts are decimal128(38, the unit's decimals). They add up, line by line.

    A line without an amount is refused; with nulls="keep" its amounts are null, and the totals go without it. Other
    options: see Splitter. Every line is split on the thread of the call, without the interpreter's lock.

    Raises InputError with `where` "lines[i]" (`no-figure`, `not-whole-units`, `unknown-id`, `tie` …), CallError (a
    column of floats), MachineError (`memory`; `limit`: more than 38 digits).
    """
    if layout not in ("long", "wide", "totals"):
        raise wrong_call(f"layout={layout!r} is none of long, wide and totals", "layout")
    if nulls not in ("refuse", "keep"):
        raise wrong_call(f"nulls={nulls!r} is neither refuse nor keep", "nulls")
    amount, key, weight = _column(amount, "amount"), _column(key, "key"), _column(weight, "weight")
    by = None if by is None else _column(by, "by")
    groups = _of_mapping(basis, by) if isinstance(basis, Mapping) else _of_columns(basis, key, weight, by)
    if not groups:
        raise InputError("the basis has no party: name at least one", code="no-party", where="basis")
    places: dict[str, int] = {}
    ready = []
    for group in sorted(groups, key=lambda name: name.encode("utf-8")):
        splitter = _splitter(group, groups[group], percent=percent, method=method, ties=ties, mode=mode, to=to, unit=unit,
                             rounding_of_total=rounding_of_total, share_sum=share_sum, published=published,
                             floors=floors, caps=caps, absorber=absorber)
        ready.append((group, splitter))
    for weights in groups.values():
        for party in weights:
            places.setdefault(party, len(places))
    prepared = tuple((group, splitter._made, tuple(places[party] for party in splitter.parties))
                     for group, splitter in ready)
    return Table(_core.split_table(_streamed(lines, "lines"), amount, by, key, prepared, tuple(places), layout,
                                   nulls == "keep", rounding_of_total))


def _splitter(group: str, weights: Mapping[str, Number], **options: Any) -> Splitter[str]:
    """The weights made ready; a fault says of which basis."""
    try:
        return Splitter(weights, **options)
    except (InputError, CallError) as fault:
        if not group:
            raise
        raise type(fault)(fault.message, code=fault.code, line=fault.line, column=fault.column,
                          where=f"basis.{group}" + (f".{fault.where}" if fault.where else "")) from None
