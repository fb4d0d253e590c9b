"""What if: an agreement with changes, and two statements beside each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Union

from . import _core
from ._errors import Finding, wrong_call
from ._frames import Column, Frame
from ._numbers import Number, name_of, text_of

# What a scenario changes: {path: value}, or a list of ("set" | "remove" | "scale" | "add", path, value).
Changes = Union[Mapping[str, Union[Number, None]], Sequence[tuple[Any, ...]]]

_KINDS = ("set", "remove", "scale", "add")
CAUSES = ("membership", "driver", "basis", "amount", "rounding")
_DIFFERENCE = [Column("before", "Before", "amount"), Column("after", "After", "amount"),
               Column("change", "Change", "amount"), Column("percent", "Change %", "exact")]


def _word(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise wrong_call(f"a text is expected, not a {type(value).__name__}", where)
    return name_of(value, where).replace("\0", "\ufffd")


def _value(value: Any, where: str) -> str:
    """A text stands for itself, as it would in the file."""
    return _word(value, where) if isinstance(value, str) else text_of(value, where)


def scenario_of(changes: object) -> _core.Scenario:
    """A scenario of changes, in their order."""
    if isinstance(changes, Mapping):
        listed: list[tuple[Any, ...]] = [("remove", path) if changes[path] is None else ("set", path, changes[path])
                                         for path in changes]
    elif isinstance(changes, (list, tuple)):
        listed = list(changes)
    else:
        raise wrong_call("changes: a mapping of paths to values is expected, such as {\"drivers.users.values.leics\": "
                         f"1940}}, not a {type(changes).__name__}", "changes")
    made = []
    for place, change in enumerate(listed):
        where = f"changes[{place}]"
        if not isinstance(change, tuple) or len(change) not in (2, 3) or change[0] not in _KINDS:
            raise wrong_call('a change is ("set", path, value), ("remove", path), ("scale", path, factor) or ("add", path, '
                             "value)", where)
        kind, path = _KINDS.index(change[0]), _word(change[1], where)
        if (len(change) == 2) != (change[0] == "remove"):
            raise wrong_call(f"`{change[0]}` {'has' if change[0] == 'remove' else 'needs'} "
                             f"{'no value' if change[0] == 'remove' else 'a value'}", where)
        made.append((kind, path, None if len(change) == 2 else _value(change[2], where), path))
    return _core.scenario(tuple(made))


class Comparison:
    """Two statements beside each other, and by what the difference has come about. It does not change."""

    __slots__ = ("_text", "_told")

    def __init__(self, text: str) -> None:
        self._text = text
        self._told: Any = json.loads(text)["comparisons"][0]

    def _frame(self, title: str, columns: list[Column], rows: list[dict[str, Any]]) -> Frame:
        unit = Decimal(json.loads(self._text)["unit"]).as_tuple().exponent
        return Frame(title, columns, rows, max(-unit, 0) if isinstance(unit, int) else 0)

    @staticmethod
    def _difference(row: Mapping[str, Any]) -> dict[str, Any]:
        return {**{key: Decimal(row[key]) for key in ("before", "after", "change")},
                "percent": None if row["percent"] is None else Decimal(row["percent"])}

    @property
    def parties(self) -> Frame:
        """A row a party: before, after, change, percent, and the exact part of the change that each cause makes:
        membership, driver, basis, amount, rounding (Fraction); the parts sum to the change."""
        rows = [{"party": row["party"], **self._difference(row), **{cause: Fraction(row["causes"][cause]) for cause in CAUSES}}
                for row in self._told["parties"]]
        columns = [Column("party", "Party", "text"), *_DIFFERENCE,
                   *(Column(cause, cause.capitalize(), "exact") for cause in CAUSES)]
        return self._frame("Change by party", columns, rows)

    @property
    def lines(self) -> Frame:
        """A row a cost line: before, after, change, percent, and whether it is the same for every party."""
        rows = [{"line": row["line"], **self._difference(row), "same": row["same"]} for row in self._told["lines"]]
        return self._frame("Change by line", [Column("line", "Line", "text"), *_DIFFERENCE, Column("same", "Same", "text")],
                           rows)

    @property
    def cells(self) -> Frame:
        """A row for each line and party."""
        rows = [{"line": line["line"], "party": row["party"], **self._difference(row)}
                for line in self._told["lines"] for row in line["cells"]]
        return self._frame("Change by line and party",
                           [Column("line", "Line", "text"), Column("party", "Party", "text"), *_DIFFERENCE], rows)

    @property
    def total(self) -> Mapping[str, Any]:
        """before, after, change and percent of the whole."""
        return self._difference(self._told["total"])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Notes on causes that were taken together."""
        return tuple(Finding(one["severity"], one["code"], one["message"], one.get("where", ""), "", one.get("line") or 0,
                             one.get("column") or 0) for one in self._told.get("findings", []))

    def to_json(self) -> str:
        """The object `apportion-comparison/1`."""
        return self._text

    def to_pandas(self) -> Any:
        """The parties as a pandas.DataFrame. See Frame.to_pandas."""
        return self.parties.to_pandas()

    def to_polars(self) -> Any:
        """The parties as a polars.DataFrame."""
        return self.parties.to_polars()

    def to_arrow(self) -> Any:
        """The parties as a pyarrow.Table."""
        return self.parties.to_arrow()

    def __repr__(self) -> str:
        return f"<Comparison: {self.total['before']:,} before, {self.total['after']:,} after>"

    def _repr_html_(self) -> str:
        return self.parties._repr_html_()


class Explanation:
    """How a figure came about, from the file to the penny, as steps that anybody can redo. `str` is the text for people;
    `steps` and `to_json` the object `apportion-explanation/1`."""

    __slots__ = ("_json", "_text")

    def __init__(self, text: str, told: str) -> None:
        self._text, self._json = text, told

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return self._text

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Each step with its rule, what it takes and what it gives."""
        steps: list[dict[str, Any]] = json.loads(self._json)["steps"]
        return steps

    def to_json(self) -> str:
        return self._json
