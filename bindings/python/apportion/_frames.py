"""Tables of figures that leave for a library of data, with decimal columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from ._errors import wrong_call

_DIGITS = 38


@dataclass(frozen=True)
class Column:
    """A column of a table. `kind`: "text"; "amount", a Decimal of currency; "exact", a fraction, a percentage or a count
    as text."""

    id: str
    title: str
    kind: str


def needed(name: str, call: str) -> Any:
    """An optional library, or CallError that says how to get it."""
    try:
        return __import__(name)
    except ImportError:
        raise wrong_call(f"{call} needs {name}: pip install {name}") from None


class Frame:
    """Rows under columns, which do not change. Amounts are Decimal, with the decimals of the unit; an empty cell is
    None."""

    __slots__ = ("_columns", "_rows", "_scale", "_title", "_totals")

    def __init__(self, title: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], scale: int,
                 totals: Mapping[str, Decimal] | None = None) -> None:
        self._title = title
        self._columns = tuple(columns)
        self._rows: tuple[Mapping[str, Any], ...] = tuple(MappingProxyType(dict(row)) for row in rows)
        self._scale = scale
        self._totals: Mapping[str, Decimal] = MappingProxyType(dict(totals or {}))

    @property
    def title(self) -> str:
        return self._title

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    @property
    def totals(self) -> Mapping[str, Decimal]:
        """The sums of the columns that are summed, by their ids."""
        return self._totals

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Mapping[str, Any]:
        return self._rows[row]

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{self._title}: {len(self._rows)} rows of {', '.join(column.id for column in self._columns)}>"

    def to_records(self) -> list[dict[str, Any]]:
        """A dict a row, in which amounts are Decimal."""
        return [dict(row) for row in self._rows]

    def to_arrow(self) -> Any:
        """A pyarrow.Table: amounts are decimal128(38, the unit's decimals), all else is text."""
        arrow = needed("pyarrow", "to_arrow")
        kinds = {"amount": arrow.decimal128(_DIGITS, self._scale)}
        arrays = [arrow.array(self._cells(column), type=kinds.get(column.kind, arrow.string()))
                  for column in self._columns]
        return arrow.table(arrays, names=[column.id for column in self._columns])

    def to_pandas(self) -> Any:
        """A pandas.DataFrame: amounts are decimal128 columns of Arrow, which sum exactly. Needs pyarrow too."""
        frames = needed("pandas", "to_pandas")
        kinds = {column.id for column in self._columns if column.kind == "amount"}
        table = self.to_arrow()
        frame = table.select([name for name in table.column_names if name not in kinds]).to_pandas()
        for name in kinds:
            frame[name] = frames.array(table.column(name).combine_chunks(),
                                       dtype=frames.ArrowDtype(table.schema.field(name).type))
        return frame[table.column_names]

    def to_polars(self) -> Any:
        """A polars.DataFrame: amounts are Decimal(38, the unit's decimals)."""
        frames = needed("polars", "to_polars")
        kinds = {"amount": frames.Decimal(_DIGITS, self._scale)}
        return frames.DataFrame(
            {column.id: frames.Series(column.id, self._cells(column), dtype=kinds.get(column.kind, frames.String))
             for column in self._columns})

    def _cells(self, column: Column) -> list[Any]:
        cells = [row[column.id] for row in self._rows]
        if column.kind == "amount":
            return cells
        return [None if cell is None else str(cell) for cell in cells]

    def _repr_html_(self) -> str:
        from ._splits import html_table
        def shown(cell: Any) -> str:
            return "" if cell is None else f"{cell:,}" if isinstance(cell, Decimal) else str(cell)
        foot = ["Total"] + [shown(self._totals.get(column.id)) for column in self._columns[1:]] if self._totals else None
        return html_table(self._title, [column.title for column in self._columns],
                          [[shown(row[column.id]) for column in self._columns] for row in self._rows], foot)
