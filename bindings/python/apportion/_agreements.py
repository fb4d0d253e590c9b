"""Agreements and their statements."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NoReturn

from . import _core
from ._comparisons import Changes, Comparison, Explanation, scenario_of
from ._errors import Finding, finding, wrong_call, wrong_number
from ._files import TEXT_MOST, digest, kept, no_sheets, read, sheets_beside
from ._frames import Column, Frame
from ._numbers import name_of
from ._splits import Tie, html_table


@dataclass(frozen=True)
class PartyInfo:
    """A party of an agreement. What the file leaves out is ""."""

    id: str
    name: str
    policing_body: str
    chief_officer: str


@dataclass(frozen=True)
class LineInfo:
    """A cost line of an agreement. What the file leaves out is ""."""

    id: str
    title: str
    category: str
    nature: str


@dataclass(frozen=True)
class Cell:
    """One party on one line. `status` is "shared", "direct", "excluded" (with `reason`) or "not-a-member"; the figures are
    there for the first two. `quota` is the exact amount before rounding, in currency; `moved` is amount less quota,
    in units; `amount` is None where only the party's total is rounded (`level: total`)."""

    line: str
    title: str
    basis: str
    method: str
    party: str
    status: str
    reason: str | None
    share: Fraction | None
    quota: Fraction | None
    amount: Decimal | None
    moved: Fraction | None
    bound: str | None


_COLUMNS = [
    Column("line", "Line", "text"), Column("title", "Title", "text"), Column("basis", "Basis", "text"),
    Column("method", "Method", "text"), Column("party", "Party", "text"), Column("status", "Status", "text"),
    Column("reason", "Reason", "text"), Column("share", "Share", "exact"), Column("quota", "Quota", "exact"),
    Column("amount", "Amount", "amount"), Column("moved", "Moved", "exact"), Column("bound", "Bound", "text"),
]


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise wrong_call(f"a text is expected, not a {type(value).__name__}", where)
    return name_of(value, where).replace("\0", "\ufffd")


class _Frozen:
    """What does not change once it is made."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__.lower()} does not change once it is made")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__.lower()} does not change once it is made")


class Statement(_Frozen):
    """Who pays what, line by line, for one year of an agreement. Its sums are proven. It does not change; any thread may
    read it. Made by Agreement.statement."""

    __slots__ = ("_made", "_titles", "_told")

    _made: _core.Statement
    _titles: Mapping[str, str]
    _told: dict[str, Any]

    def __init__(self, made: _core.Statement, titles: Mapping[str, str]) -> None:
        object.__setattr__(self, "_made", made)
        object.__setattr__(self, "_titles", titles)
        object.__setattr__(self, "_told", json.loads(made.report("json")))

    @property
    def agreement(self) -> str:
        """The agreement's id."""
        return str(self._told["agreement"])

    @property
    def year(self) -> str:
        return str(self._told["year"])

    @property
    def measure(self) -> str:
        """"budget" or "outturn"."""
        return str(self._told["measure"])

    @property
    def currency(self) -> str:
        return str(self._told["currency"])

    @property
    def unit(self) -> Decimal:
        """The smallest amount that can be charged."""
        return Decimal(self._told["unit"])

    @property
    def total(self) -> Decimal:
        """The sum of the lines."""
        return Decimal(self._told["total"])

    @property
    def unapportioned(self) -> Decimal:
        """The total less what the parties pay: nil but where each is rounded alone."""
        return Decimal(self._told["unapportioned"])

    @property
    def amounts(self) -> Mapping[str, Decimal]:
        """What each party pays over all lines, by its id, in listed order."""
        return MappingProxyType({row["party"]: Decimal(row["amount"]) for row in self._told["parties"]})

    @property
    def line_totals(self) -> Mapping[str, Decimal]:
        """The amount of each line, by its id."""
        return MappingProxyType({line["id"]: Decimal(line["total"]) for line in self._told["lines"]})

    @property
    def cells(self) -> tuple[Cell, ...]:
        """One for each line and party, lines in the file's order and parties in listed order."""
        return tuple(
            Cell(line["id"], self._titles.get(line["id"], line["id"]), line["basis"], line["method"], cell["party"],
                 cell["status"], cell.get("reason"), _fraction(cell.get("share")), _fraction(cell.get("quota")),
                 _decimal(cell.get("amount")), _fraction(cell.get("moved")), cell.get("bound"))
            for line in self._told["lines"] for cell in line["cells"])

    def cell(self, line: str, party: str) -> Cell:
        """One party on one line, by their ids. Raises CallError when there is none."""
        for found in self.cells:
            if found.line == line and found.party == party:
                return found
        raise wrong_call(f"the statement has no cell of line {line!r} and party {party!r}", "cell")

    @property
    def ties(self) -> tuple[tuple[str | None, Tie[str]], ...]:
        """Each tie with the id of its line, or None where the parties' totals were tied."""
        return tuple((tie["line"], Tie(tuple(tie["parties"]), int(tie["units"]), tuple(tie["given"])))
                     for tie in self._told["ties"])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Notes and warnings in the order of the file."""
        return tuple(finding(one) for one in self._made.findings())

    @property
    def sections(self) -> Mapping[str, Frame]:
        """What the statement tells besides its lines, as tables by their ids: settlement, reserves, savings …"""
        scale = self._scale()
        rows = {section["id"]: section for section in self._told.get("sections", [])}
        return MappingProxyType({
            id_: self._section(title, [Column(*column) for column in columns], rows[id_], scale)
            for id_, title, _, columns in self._made.sections()})

    @staticmethod
    def _section(title: str, columns: list[Column], told: Mapping[str, Any], scale: int) -> Frame:
        amounts = {column.id for column in columns if column.kind == "amount"}
        rows = [{key: _decimal(cell) if key in amounts else cell for key, cell in row.items()} for row in told["rows"]]
        return Frame(title, columns, rows, scale, {key: Decimal(sum_) for key, sum_ in told.get("totals", {}).items()})

    def _scale(self) -> int:
        exponent = self.unit.as_tuple().exponent
        return max(-exponent, 0) if isinstance(exponent, int) else 0

    @property
    def frame(self) -> Frame:
        """The cells as a table."""
        rows = [{column.id: getattr(cell, column.id) for column in _COLUMNS} for cell in self.cells]
        return Frame(f"{self.agreement}, {self.measure} {self.year}", _COLUMNS, rows, self._scale())

    def explain(self, line: str | None = None, party: str | None = None) -> Explanation:
        """How a line's amounts, a party's, or one party's amount on one line came about; without both, all. Raises
        InputError `unknown-id`, and `no-figure` for a line without a figure in the year."""
        return Explanation(*self._made.explain(None if line is None else _text(line, "line"),
                                               None if party is None else _text(party, "party")))

    def to_records(self) -> list[dict[str, Any]]:
        """A dict a cell: amounts are Decimal, exact figures Fraction."""
        return self.frame.to_records()

    def to_pandas(self) -> Any:
        """The cells as a pandas.DataFrame, the amount as an exact decimal column. Needs pandas and pyarrow."""
        return self.frame.to_pandas()

    def to_polars(self) -> Any:
        """The cells as a polars.DataFrame, the amount as a Decimal column."""
        return self.frame.to_polars()

    def to_arrow(self) -> Any:
        """The cells as a pyarrow.Table, the amount as decimal128."""
        return self.frame.to_arrow()

    def to_csv(self) -> str:
        """The cells as the command writes them with --format csv."""
        return self._made.report("csv")

    def to_markdown(self) -> str:
        """The statement for people, as the command writes it with --format markdown."""
        return self._made.report("markdown")

    def to_json(self) -> str:
        """The object `apportion-statement/1` of docs/statement.md with its digest, byte for byte as the command writes
        it."""
        canonical = self._made.report("json")
        return f'{canonical[:-3]},\n  "digest": "{self.digest}"\n}}\n'

    @property
    def digest(self) -> str:
        """"sha256:" and the SHA-256 of the canonical form (docs/verify.md)."""
        return "sha256:" + digest(self._made.report("json").encode("utf-8"))

    def __repr__(self) -> str:
        return f"<Statement of {self.agreement}, {self.measure} {self.year}: {self.total:,} {self.currency}>"

    def _repr_html_(self) -> str:
        parties = list(self.amounts)
        shown: dict[tuple[str, str], str] = {
            (cell.line, cell.party): f"{cell.amount:,}" if cell.amount is not None else cell.status
            for cell in self.cells}
        rows = [[self._titles.get(line, line)] + [shown[line, party] for party in parties] + [f"{total:,}"]
                for line, total in self.line_totals.items()]
        foot = ["Total"] + [f"{amount:,}" for amount in self.amounts.values()] + [f"{self.total:,}"]
        return html_table(f"{self.agreement}, {self.measure} {self.year}, {self.currency}",
                          ["Line", *parties, "Total"], rows, foot)


class Agreement(_Frozen):
    """A collaboration agreement, read whole and checked (docs/format.md). It does not change; any thread may use it.
    Made by Agreement.load or Agreement.from_yaml."""

    __slots__ = ("_facts", "_findings", "_made", "_scenarios", "_source", "_texts")

    _scenarios: tuple[_core.Scenario, ...]
    _source: Callable[[str, str], bytes]
    _texts: tuple[tuple[str, bytes], ...]
    _facts: dict[str, Any]
    _findings: tuple[Finding, ...]
    _made: _core.Agreement

    def __init__(self, *_: object) -> None:
        raise wrong_call("an agreement is read: Agreement.load(path) or Agreement.from_yaml(text)")

    @classmethod
    def load(cls, path: str | os.PathLike[str], *more: str | os.PathLike[str]) -> Agreement:
        """Reads one or more files in order, later ones adding to earlier ones, with the sheets that they name in their
        folders. Raises InputError with every fault of every file in `findings`; MachineError `io` for a file that
        cannot be read."""
        texts = []
        for each in (path, *more):
            try:
                name = os.fspath(each)
            except TypeError:
                raise wrong_call(f"a path is expected, not a {type(each).__name__}", "path") from None
            name = _text(name, "path")
            texts.append((name, read(name, TEXT_MOST)))
        return cls._read(tuple(texts), sheets_beside(None))

    @classmethod
    def from_yaml(cls, text: str | bytes, *, name: str = "<text>",
                  folder: str | os.PathLike[str] | None = None) -> Agreement:
        """Reads an agreement that is a text. `name` is what messages call it; `folder` is where its sheets are. Raises as
        load."""
        if isinstance(text, str):
            try:
                text = str.encode(text, "utf-8")
            except UnicodeEncodeError as fault:
                raise wrong_number(f"the text is not Unicode: character {fault.start + 1} is half of a pair",
                                   "text") from None
        if not isinstance(text, bytes):
            raise wrong_call(f"a text is expected, not a {type(text).__name__}", "text")
        if folder is None:
            return cls._read(((_text(name, "name"), text),), no_sheets)
        return cls._read(((_text(name, "name"), text),), sheets_beside(_text(os.fspath(folder), "folder")))

    @classmethod
    def _read(cls, texts: tuple[tuple[str, bytes], ...], source: Any) -> Agreement:
        source = kept(source)
        return cls._of(_core.agreement(texts, source, digest), texts, source, ())

    @classmethod
    def _of(cls, read_: tuple[_core.Agreement, list[Any]], texts: tuple[tuple[str, bytes], ...],
            source: Callable[[str, str], bytes], scenarios: tuple[_core.Scenario, ...]) -> Agreement:
        made, findings = read_
        self = object.__new__(cls)
        for name, value in (("_made", made), ("_facts", made.facts()), ("_texts", texts), ("_source", source),
                            ("_findings", tuple(finding(one) for one in findings)), ("_scenarios", scenarios)):
            object.__setattr__(self, name, value)
        return self

    def _draft(self) -> _core.Draft:
        return _core.draft(self._texts, self._source, digest)

    def with_changes(self, changes: Changes) -> Agreement:
        """The agreement as it would be with changes to its file: {path: value}, None to take a key out; or a list of
        ("set", path, value), ("remove", path), ("scale", path, "105%"), ("add", path, value). A path is the file's keys
        with points between them, entries of a list by their ids: "cost_lines.hosting.budget.2015/16". Raises InputError
        as load does, and `unknown-id` for a path that leads nowhere."""
        scenarios = (*self._scenarios, scenario_of(changes))
        return self._of(self._draft().agreement(scenarios), self._texts, self._source, scenarios)

    def what_if(self, changes: Changes, year: str, measure: str = "budget") -> Comparison:
        """The statement of a year as it is and as it would be with changes (see with_changes), and by what each party's
        difference has come about."""
        scenarios = (*self._scenarios, scenario_of(changes))
        return self._compared(year, measure, self, scenarios, year, measure)

    def compare(self, year: str, other_year: str | None = None, *, other: Agreement | None = None,
                measure: str = "budget", other_measure: str | None = None) -> Comparison:
        """Two years, two measures or two agreements beside each other: this one's `year` is before, and after is
        `other_year` of `other`."""
        if other is not None and not isinstance(other, Agreement):
            raise wrong_call(f"an Agreement is expected, not a {type(other).__name__}", "other")
        after = self if other is None else other
        return self._compared(year, measure, after, after._scenarios, year if other_year is None else other_year,
                              measure if other_measure is None else other_measure)

    def _compared(self, year: str, measure: str, other: Agreement, scenarios: tuple[_core.Scenario, ...],
                  other_year: str, other_measure: str) -> Comparison:
        return Comparison(_core.compare(
            (self._draft(), self._scenarios, _text(year, "year"), _text(measure, "measure")),
            (other._draft(), scenarios, _text(other_year, "other_year"), _text(other_measure, "other_measure"))))

    def explain(self, line: str, party: str, year: str, measure: str = "budget") -> Explanation:
        """How one party's amount on one line came about. See Statement.explain."""
        return self.statement(year, measure).explain(line, party)

    @property
    def id(self) -> str:
        return str(self._facts["id"])

    @property
    def title(self) -> str:
        return str(self._facts["title"])

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the agreement says of itself: id, title, statute, marking, currency, effective_from, effective_to, lead,
        year_start, proration, unit (Decimal), method, ties, level. What the file leaves out is ""."""
        return MappingProxyType(self._facts)

    @property
    def parties(self) -> tuple[PartyInfo, ...]:
        """In listed order."""
        return tuple(PartyInfo(*party) for party in self._made.parties())

    @property
    def lines(self) -> tuple[LineInfo, ...]:
        """In the file's order."""
        return tuple(LineInfo(*line) for line in self._made.lines())

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its figures come from, in the file's words."""
        return tuple(self._made.sources())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The notes and warnings of the reading."""
        return self._findings

    def years(self, measure: str = "budget") -> tuple[str, ...]:
        """The years in which any line has a figure of the measure, ascending: "2015/16"."""
        return tuple(self._made.years(_text(measure, "measure")))

    def statement(self, year: str, measure: str = "budget", *, status: str | None = None) -> Statement:
        """Works out one year ("2015/16") of one measure, "budget" or "outturn". `status` ("provisional", "final",
        "audited") takes the drivers' figures as they were known then. Raises InputError with every fault in `findings`."""
        known = None if status is None else _text(status, "status")
        made = self._made.statement(_text(year, "year"), _text(measure, "measure"), known)
        return Statement(made, {line.id: line.title for line in self.lines})

    def check_tables(self) -> tuple[Finding, ...]:
        """Checks the agreement's published tables: a warning, with its `footing`, for each total that is not the sum."""
        return tuple(finding(one) for one in self._made.check())

    def __repr__(self) -> str:
        return f"<Agreement {self.id}: {len(self.parties)} parties, {len(self.lines)} lines>"
