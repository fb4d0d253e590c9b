"""One amount shared by weights."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, NoReturn, TypeVar

from . import _core
from ._errors import Finding, finding, wrong_call
from ._numbers import Number, name_of, text_of

Party = TypeVar("Party")


@dataclass(frozen=True)
class Tie(Generic[Party]):
    """Parties with exactly equal claims to the last units: how many units, and who was given one."""

    parties: tuple[Party, ...]
    units: int
    given: tuple[Party, ...]


class Split(Mapping[Party, Decimal]):
    """The amounts of one split: an immutable mapping of each party to a Decimal in currency, in listed order.
    They add up to `total` (less `unapportioned`, which is nil but where each party is rounded alone)."""

    __slots__ = ("_amounts", "_facts", "_findings", "_made", "_names", "_ties")

    _amounts: dict[Party, Decimal]
    _facts: tuple[Decimal, Decimal, Decimal, str, str]
    _findings: tuple[Finding, ...]
    _made: _core.Split
    _names: tuple[str, ...]
    _ties: tuple[Tie[Party], ...]

    def __init__(self, parties: tuple[Party, ...], names: tuple[str, ...], made: _core.Split) -> None:
        set_ = object.__setattr__
        set_(self, "_made", made)
        set_(self, "_names", names)
        set_(self, "_amounts", dict(zip(parties, made.amounts())))
        set_(self, "_facts", made.facts())
        set_(self, "_findings", tuple(finding(one) for one in made.findings()))
        set_(self, "_ties", tuple(
            Tie(tuple(parties[place] for place in tied), int(units), tuple(parties[place] for place in given))
            for tied, units, given in made.ties()))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a split does not change once it is made")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a split does not change once it is made")

    def __getitem__(self, party: Party) -> Decimal:
        return self._amounts[party]

    def __iter__(self) -> Iterator[Party]:
        return iter(self._amounts)

    def __len__(self) -> int:
        return len(self._amounts)

    def __repr__(self) -> str:
        return f"Split({self._amounts!r})"

    @property
    def total(self) -> Decimal:
        """What was shared, in currency, after `rounding_of_total`."""
        return self._facts[0]

    @property
    def unapportioned(self) -> Decimal:
        """The total less the amounts: nil except under `independent`. Below nil: too much is collected."""
        return self._facts[1]

    @property
    def unit(self) -> Decimal:
        """The smallest amount that can be charged."""
        return self._facts[2]

    @property
    def method(self) -> str:
        return self._facts[3]

    @property
    def ties_rule(self) -> str:
        return self._facts[4]

    @property
    def ties(self) -> tuple[Tie[Party], ...]:
        """Who had exactly equal claims, and who got the unit. Empty where nobody had."""
        return self._ties

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings and notes: `unapportioned`, `residual-negative`, `share-sum`."""
        return self._findings

    def to_json(self) -> str:
        """The object `apportion-split/1` of docs/statement.md, as the command writes it."""
        return self._made.report("json", self._names)

    def to_records(self) -> list[dict[str, Any]]:
        """A dict a party: party, weight, share and quota (Fraction), amount (Decimal), moved (Fraction: amount less
        quota, in units)."""
        rows = json.loads(self.to_json())["parties"]
        return [{"party": party, "weight": row["weight"], "share": Fraction(row["share"]),
                 "quota": Fraction(row["quota"]), "amount": amount, "moved": Fraction(row["moved"])}
                for row, (party, amount) in zip(rows, self._amounts.items())]

    def explain(self) -> str:
        """Why each party pays what it pays: weight, share, exact quota, and how far rounding moved it, as a table in
        plain text, with the rule, the ties and the findings below."""
        rows = json.loads(self.to_json())["parties"]
        table = [("Party", "Weight", "Share %", "Quota", "Amount", "Moved, units")]
        table += [(row["party"], row["weight"], row["percent"], row["quota"], f"{Decimal(row['amount']):,}",
                   row["moved"]) for row in rows]
        table.append(("Total", "", "", "", f"{self.total:,}", ""))
        return "\n".join([*aligned(table), *self._reasons()])

    def _reasons(self) -> list[str]:
        rule = next(rule for word, _, rule in _core.methods() if word == self.method)
        lines = ["", f"Rounded to {self.unit} by {self.method}: {rule}"]
        for tie in self.ties:
            tied, given = (", ".join(str(party) for party in some) for some in (tie.parties, tie.given))
            lines.append(f"Equal claims to {tie.units} unit(s): {tied}. By {self.ties_rule}: {given}.")
        if self.unapportioned:
            lines.append(f"Unapportioned: {self.unapportioned:,}.")
        return lines + [str(one) for one in self.findings]

    def _repr_html_(self) -> str:
        rows = [[(row, f"{amount:,}")] for row, amount in zip(self._names, self._amounts.values())]
        return html_table(f"{self.total:,} shared by {self.method}", ["Party", "Amount"],
                          [[name, amount] for row in rows for name, amount in row], ["Total", f"{self.total:,}"])


def aligned(table: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns of text: the first to the left, figures to the right."""
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    return ["  ".join([row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])])
            .rstrip() for row in table]


def html_table(caption: str, heads: list[str], rows: list[list[str]], foot: list[str] | None = None) -> str:
    """A table with a caption, scoped headers and right-aligned figures."""
    def line(cells: list[str]) -> str:
        first, *others = (html.escape(cell) for cell in cells)
        return (f'<tr><th scope="row" style="text-align:left">{first}</th>'
                + "".join(f'<td style="text-align:right">{cell}</td>' for cell in others) + "</tr>")
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in heads)
    body = "".join(line(row) for row in rows)
    end = f"<tfoot>{line(foot)}</tfoot>" if foot else ""
    return (f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody>{end}</table>")


def _place(parties: tuple[Any, ...], party: Any, option: str) -> int:
    try:
        return parties.index(party)
    except ValueError:
        raise wrong_call(f"{option}={party!r} is none of the parties with a weight", option) from None


def _bounds(given: Mapping[Any, Number] | None, parties: tuple[Any, ...], option: str) -> tuple[str | None, ...] | None:
    if given is None:
        return None
    texts: list[str | None] = [None] * len(parties)
    for party, value in _pairs(given, option):
        texts[_place(parties, party, option)] = text_of(value, f"{option}.{party}")
    return tuple(texts)


def _pairs(given: object, option: str) -> list[tuple[Any, Any]]:
    if not isinstance(given, Mapping):
        raise wrong_call(f"a mapping of each party to a figure is expected, such as {{\"leics\": \"35.28\"}}, "
                         f"not a {type(given).__name__}", option)
    return [(party, given[party]) for party in given]


def _word(value: object, option: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise wrong_call(f"a word is expected, not a {type(value).__name__}", option)
    return name_of(value, option).replace("\0", "\ufffd")


class Splitter(Generic[Party]):
    """Weights made ready for any number of totals. It never changes; any thread may use it.

    `weights` maps each party to a Decimal, int, Fraction or text ("35.28", "35.28%", "1/3"); their order is the
    listed order. `percent=True` says that they are percentages, which must then total 100.

    Options, as in docs/methods/: `method`, `ties`, `mode` (of `independent`), `to` (of `residual`: a party, or
    "largest"), `unit` (default 0.01), `rounding_of_total` (for totals finer than the unit, else refused), `share_sum`
    ("rescale" or "as-published", for percentages that do not total 100), `published` (decimals of the shares),
    `floors` and `caps` (amounts, or percentages such as "50%"), `absorber` (who takes what bounds leave).

    Raises CallError (a float; options that do not go together) and InputError (`number`, `no-party`, `no-weight`,
    `negative-weight`, `share-sum`, `not-whole-units`).
    """

    __slots__ = ("_made", "_names", "_parties")

    def __init__(self, weights: Mapping[Party, Number], *, percent: bool = False, method: str | None = None,
                 ties: str | None = None, mode: str | None = None, to: Party | str | None = None,
                 unit: Number | None = None, rounding_of_total: str | None = None, share_sum: str | None = None,
                 published: int | None = None, floors: Mapping[Party, Number] | None = None,
                 caps: Mapping[Party, Number] | None = None, absorber: Party | None = None) -> None:
        pairs = _pairs(weights, "weights")
        self._parties: tuple[Party, ...] = tuple(party for party, _ in pairs)
        self._names = tuple(name_of(party, "weights") for party in self._parties)
        texts = tuple(text_of(weight, f"weights.{name}", weight=True) for name, (_, weight) in zip(self._names, pairs))
        options = (
            _kind(percent, share_sum, texts), _word(method, "method"), _word(ties, "ties"), _word(mode, "mode"),
            self._to(to), None if unit is None else text_of(unit, "unit").replace("\0", "\ufffd"),
            _word(rounding_of_total, "rounding_of_total"), _published(published),
            _bounds(floors, self._parties, "floors"), _bounds(caps, self._parties, "caps"),
            -1 if absorber is None else _place(self._parties, absorber, "absorber"))
        self._made = _core.splitter(texts, self._names, options)

    def _to(self, to: Party | str | None) -> int:
        if to is None:
            return -1
        if to == "largest":
            if to in self._parties:
                raise wrong_call('to="largest" means the largest weight, and a party is called so too: rename it', "to")
            return -2
        return _place(self._parties, to, "to")

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties in listed order."""
        return self._parties

    def split(self, total: Number) -> Split[Party]:
        """Shares one total. Raises InputError (`number`, `not-whole-units`, `tie`, `bounds-infeasible`,
        `residual-zero-weight`) and CallError (a float)."""
        return Split(self._parties, self._names, self._made.split(text_of(total, "total")))

    def split_all(self, totals: Iterable[Number]) -> list[Split[Party]]:
        """Shares each of many totals by itself, with its reasons. Columns of data: see split_table."""
        return [self.split(total) for total in totals]

    def __repr__(self) -> str:
        return f"Splitter of {len(self._parties)} parties"


def _kind(percent: bool, share_sum: str | None, texts: tuple[str, ...]) -> str | None:
    marked = bool(texts) and all(text.endswith("%") for text in texts)
    if share_sum is None:
        return "percent" if percent else None
    if share_sum not in ("rescale", "as-published"):
        raise wrong_call(f"share_sum={share_sum!r} is neither rescale nor as-published", "share_sum")
    if not (percent or marked):
        raise wrong_call('share_sum goes with percentages: say percent=True, or write "35.28%"', "share_sum")
    return str(share_sum)


def _published(value: int | None) -> int:
    if value is None:
        return -1
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
        raise wrong_call("a number of decimals is a whole number from 0 to 16", "published")
    return int(value)


def split(total: Number, weights: Mapping[Party, Number], *, percent: bool = False, method: str | None = None,
          ties: str | None = None, mode: str | None = None, to: Party | str | None = None, unit: Number | None = None,
          rounding_of_total: str | None = None, share_sum: str | None = None, published: int | None = None,
          floors: Mapping[Party, Number] | None = None, caps: Mapping[Party, Number] | None = None,
          absorber: Party | None = None) -> Split[Party]:
    """Shares one total by weights, to the penny: what it gives adds up to the total.

    `total` is a Decimal, int, Fraction or text ("1000000.00", "£1,000,000", "£6.7m") in currency; a float is
    refused. Weights, options and errors: see Splitter.

    >>> split("100000", {"lincs": 1100, "leics": 1848, "notts": 1888, "nhants": 1220})["lincs"]
    Decimal('18163.81')
    """
    return Splitter(weights, percent=percent, method=method, ties=ties, mode=mode, to=to, unit=unit,
                    rounding_of_total=rounding_of_total, share_sum=share_sum, published=published, floors=floors,
                    caps=caps, absorber=absorber).split(total)
