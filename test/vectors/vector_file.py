"""Reads the vector files (their form is written at the head of each), for the Python tests."""

import re
import sys
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "property"))
import oracle  # noqa: E402
from oracle import Case  # noqa: E402

SUFFIXES = {"k": 10**3, "m": 10**6, "bn": 10**9}


def read(path):
    """The cases of a file: lists of fields, the first of which is the permanent id."""
    cases, seen = [], set()
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = [f.strip() for f in line.split(" | ")]
        if fields[0] in seen:
            raise ValueError(f"{path}:{number}: the id {fields[0]} stands twice")
        seen.add(fields[0])
        cases.append(fields)
    return cases


def money(text):
    """An amount that is known to be well formed, as a fraction of a pound."""
    found = re.fullmatch(r"([+-]?)£?([+-]?)([0-9,]+(?:\.[0-9]+)?)(k|m|bn)?", text)
    if not found:
        raise ValueError(text)
    value = Fraction(found[3].replace(",", "")) * SUFFIXES.get(found[4], 1)
    return -value if "-" in (found[1], found[2]) else value


def weight(text):
    """The weight, and whether it is a percentage."""
    if text.endswith("%"):
        return Fraction(text[:-1]), True
    return Fraction(text), False


def parties(text):
    """Names and weight texts in listed order."""
    return [tuple(word.split("=", 1)) for word in text.split()]


def options(text):
    """--name value pairs, in order."""
    words = text.split()
    return list(zip(words[::2], words[1::2]))


def to_units(value, unit, mode=None):
    units = value / unit
    if units.denominator == 1:
        return units.numerator
    if mode is None:
        raise LookupError("not-whole-units")
    below = abs(units).numerator // abs(units).denominator
    part = abs(units) - below
    up = mode == "up" or (mode != "down" and (
        part > Fraction(1, 2) or part == Fraction(1, 2) and (mode == "half-away" or below % 2 == 1)))
    size = below + (1 if up else 0)
    return -size if units < 0 else size


def bound(text, unit):
    if text.endswith("%"):
        return ("%", Fraction(text[:-1]))
    return to_units(money(text), unit)


def split_case(total, party_text, option_text):
    """An oracle's case, the unit and the names, of a well-formed line of split.vec."""
    given = parties(party_text)
    names = [name for name, _ in given]
    weights = [weight(text) for _, text in given]
    chosen = dict(o for o in options(option_text) if o[0] not in ("--floor", "--cap"))
    unit = Fraction(chosen.get("--unit", "0.01"))
    kind = chosen.get("--share-sum", "percent" if any(p for _, p in weights) else "plain")
    bounds = {"--floor": [None] * len(names), "--cap": [None] * len(names)}
    for word, value in options(option_text):
        if word in bounds:
            name, text = value.split("=", 1)
            bounds[word][names.index(name)] = bound(text, unit)
    to = chosen.get("--to")
    case = Case(
        total=to_units(money(total), unit, chosen.get("--rounding-of-total")),
        weights=[w for w, _ in weights],
        method=chosen.get("--method"),
        ties=chosen.get("--ties", "listed-order"),
        mode=chosen.get("--mode"),
        to=names.index(to) if to in names else to,
        floors=bounds["--floor"] if any(b is not None for b in bounds["--floor"]) else None,
        caps=bounds["--cap"] if any(b is not None for b in bounds["--cap"]) else None,
        absorber=names.index(chosen["--absorber"]) if "--absorber" in chosen else None,
        kind=kind,
        published=int(chosen["--published"]) if "--published" in chosen else None,
    )
    return case, unit, names


def amount_text(units, unit):
    """Units as currency with exactly the decimals of the unit."""
    value = units * unit
    text = str(unit.denominator)
    decimals = len(text) - 1 if re.fullmatch("10*", text) else None
    if decimals is None:  # 0.05 is 1/20: as many decimals as the unit is written with
        decimals = next(d for d in range(19) if (unit * 10**d).denominator == 1)
    size = abs(value) * 10**decimals
    digits = str(size.numerator).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    return ("-" if value < 0 else "") + whole + ("." + part if part else "")
