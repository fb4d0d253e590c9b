"""Reads and writes the lines of table.vec (their form is written at its head), for the Python tests."""

import sys
from fractions import Fraction
from math import lcm
from pathlib import Path

import vector_file

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "property"))
from table_oracle import Groups, Table  # noqa: E402


def indices(text):
    return [None if word == "-" else int(word) for word in text.split(",")]


def row(text, unit):
    words = text.split()
    denominator = Fraction(1)
    if words[-1].startswith("/"):
        denominator = Fraction(words.pop()[1:])
    return [Fraction(word) / denominator / unit for word in words]


def table(rows, options):
    """The table in units, and the unit, of the second and third field of a line."""
    chosen = dict(word.split("=", 1) if "=" in word else (word, "") for word in options.split())
    unit = Fraction(chosen.get("unit", "0.01"))

    def groups(parents, members):
        return Groups(indices(chosen[parents]), indices(chosen[members])) if parents in chosen else Groups()
    totals = chosen.get("column-totals")
    return Table([row(text, unit) for text in rows.split(";")], groups("row-groups", "rows"),
                 groups("column-groups", "columns"), totals and [Fraction(t) / unit for t in totals.split(",")],
                 "cumulative" in chosen), unit


def number(value):
    """A decimal fraction as text."""
    decimals = next(d for d in range(40) if (value * 10**d).denominator == 1)
    return vector_file.amount_text(int(value * 10**decimals), Fraction(1, 10**decimals)) if decimals else str(value)


def row_text(cells, unit):
    denominator = lcm(*(Fraction(cell).denominator for cell in cells))
    words = [number(cell * denominator * unit) for cell in cells]
    return " ".join(words + ([f"/{denominator}"] if denominator > 1 else []))


def line(name, asked, unit=Fraction(1), result="-"):
    """A line that asks for a table whose cells are in units."""
    def listed(values):
        return ",".join("-" if value is None else str(value) for value in values)
    words = [f"unit={number(unit)}"] + (["cumulative"] if asked.cumulative else [])
    for kind, groups in (("row", asked.row_groups), ("column", asked.column_groups)):
        if groups.parents:
            words += [f"{kind}-groups={listed(groups.parents)}", f"{kind}s={listed(groups.members)}"]
    if asked.column_totals is not None:
        words.append("column-totals=" + ",".join(number(t * unit) for t in asked.column_totals))
    return f"{name} | {' ; '.join(row_text(cells, unit) for cells in asked.cells)} | {' '.join(words)} | {result}"


def result_text(rounded, unit):
    """The last field: rows of amounts, or the error's code."""
    if isinstance(rounded, str):
        return f"error {rounded}"
    return " ; ".join(" ".join(vector_file.amount_text(cell, unit) for cell in cells) for cells in rounded)
