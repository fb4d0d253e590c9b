"""Python's numbers as the library's texts. Nothing passes through binary floating point: a float is refused."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction
from typing import SupportsIndex, Union

from . import _core
from ._errors import wrong_call, wrong_number

# What stands for a figure: exact in all its forms.
Number = Union[str, int, Decimal, Fraction, SupportsIndex]

_DIGITS, _DECIMALS = 38, 18
_TOO_MANY = f"more than {_DIGITS} digits: write the number with {_DIGITS} significant digits at most"


def _of_str(value: str, where: str) -> str:
    try:
        str.encode(value, "utf-8")
    except UnicodeEncodeError as fault:
        raise wrong_number(f"the text is not Unicode: character {fault.start + 1} is half of a pair", where) from None
    return str.__str__(value)


def _of_int(value: int, where: str) -> str:
    value = int.__pos__(value)
    if abs(value) >= 10**_DIGITS:
        raise wrong_number(_TOO_MANY, where)
    return str(value)


def _of_decimal(value: Decimal, where: str) -> str:
    value = Decimal(value)
    if not value.is_finite():
        raise wrong_number(f"{value} is not a number that can be shared", where)
    if value and value.adjusted() >= _DIGITS:
        raise wrong_number(_TOO_MANY, where)
    if value and value.adjusted() < -_DECIMALS:
        raise wrong_number(f"more than {_DECIMALS} digits after the point", where)
    if not value:
        exponent = value.as_tuple().exponent
        return f"{0:.{min(max(-exponent, 0), _DECIMALS)}f}" if isinstance(exponent, int) else "0"
    return format(value, "f")


def _of_fraction(value: Fraction, where: str, weight: bool) -> str:
    numerator, denominator = operator.index(value.numerator), operator.index(value.denominator)
    if denominator == 1:
        return _of_int(numerator, where)
    if weight:
        return f"{_of_int(numerator, where)}/{_of_int(denominator, where)}"
    power = next((n for n in range(_DECIMALS + 1) if 10**n % denominator == 0), None)
    if power is None:
        raise wrong_number(f"{_of_int(numerator, where)}/{_of_int(denominator, where)} is no decimal of "
                           f"{_DECIMALS} digits after the point at most: round it first", where)
    units = numerator * (10**power // denominator)
    sign, digits = "-" if units < 0 else "", _of_int(abs(units), where).rjust(power + 1, "0")
    return f"{sign}{digits[:-power]}.{digits[-power:]}"


def text_of(value: Number, where: str, *, weight: bool = False) -> str:
    """The library's text for a figure. Raises CallError for what is no exact number, InputError for one that
    is too long."""
    if isinstance(value, str):
        return _of_str(value, where)
    if isinstance(value, bool):
        raise wrong_call(f"{value} is not a figure", where)
    if isinstance(value, float):
        shown = float.__repr__(value)
        raise wrong_call(f"the float {shown} is a binary approximation, and no penny may rest on it: write "
                         f'"{shown}" in quotes, or Decimal("{shown}")', where)
    if isinstance(value, int):
        return _of_int(value, where)
    if isinstance(value, Decimal):
        return _of_decimal(value, where)
    if isinstance(value, Fraction):
        return _of_fraction(value, where, weight)
    if hasattr(value, "__index__"):
        return _of_int(operator.index(value), where)
    raise wrong_call(f"a {type(value).__name__} is not a figure: write a Decimal, an int, a Fraction or a "
                     'text such as "1000.00"', where)


def name_of(value: object, where: str) -> str:
    """What messages and reports call a party."""
    text = value if isinstance(value, str) else str(value)
    try:
        str.encode(text, "utf-8")
    except UnicodeEncodeError:
        raise wrong_call("a name is not Unicode: it holds half of a pair", where) from None
    return str.__str__(text)


_MONEY, _PERCENT, _SHEET = 1, 2, 4


def parse(text: str, *, percent: bool = False, sheet: bool = False) -> Decimal:
    """Reads a figure as it is printed: "£6.7m", "48,898.94", "250k"; with `percent`, "35.28 %"; with `sheet`, "(1,234.56)"
    and "-" for nil, as spreadsheets write. Raises InputError `number`, with the column and what to type instead."""
    if not isinstance(text, str):
        raise wrong_call(f"a text is expected, not a {type(text).__name__}", "text")
    forms = _MONEY | (_PERCENT if percent else 0) | (_SHEET if sheet else 0)
    return _core.parse(_of_str(text, "text"), forms)
